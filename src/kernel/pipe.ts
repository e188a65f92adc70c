import type { Stat } from "../filesystem/files.ts";
import { ErrnoError } from "../std/errno.ts";
import type { Reader, Writer } from "../std/stream.ts";
import { concat } from "../std/text.ts";
import { anonymousStat, OpenDescription } from "./description.ts";
import type { PipePair } from "./kernel.ts";
import type { Scheduler } from "./scheduler.ts";
import type { ThreadQueue } from "./wait-queue.ts";

export const PIPE_CAPACITY = 65_536;
/** Writes up to this size are not divided. */
const PIPE_BUF = 4096;

/** A pipe's bytes between its ends. Also what carries one direction of a connection. */
export class Pipe {
  readonly readQueue: ThreadQueue;
  readonly writeQueue: ThreadQueue;
  readonly ino: number;
  /** Where those wait who open one side of a fifo before the other. */
  readonly openQueue: ThreadQueue;
  readers = 0;
  writers = 0;
  /** How often either side has been opened. */
  everReaders = 0;
  everWriters = 0;
  private readonly chunks: Uint8Array[] = [];
  private size = 0;

  constructor(
    readonly scheduler: Scheduler,
    private readonly capacity = PIPE_CAPACITY,
  ) {
    this.ino = scheduler.nextNumber();
    this.readQueue = scheduler.createQueue();
    this.openQueue = scheduler.createQueue();
    this.writeQueue = scheduler.createQueue();
  }

  get length(): number {
    return this.size;
  }

  /** A pipe that nobody has opened for writing yet has not ended. */
  get ended(): boolean {
    return this.everWriters > 0 && this.writers === 0;
  }

  openReader(): void {
    this.readers++;
    this.everReaders++;
  }

  openWriter(): void {
    this.writers++;
    this.everWriters++;
  }

  closeReader(): void {
    if (--this.readers === 0) this.writeQueue.wakeAll();
  }

  closeWriter(): void {
    if (--this.writers === 0) this.readQueue.wakeAll();
  }

  /** At most `max` bytes; null at the end; undefined when there are none yet. */
  take(max: number): Uint8Array | null | undefined {
    if (this.size === 0) return this.ended ? null : undefined;
    const parts: Uint8Array[] = [];
    let room = max;
    while (room > 0) {
      const first = this.chunks[0];
      if (!first) break;
      if (first.length <= room) {
        parts.push(first);
        this.chunks.shift();
        room -= first.length;
      } else {
        parts.push(first.subarray(0, room));
        this.chunks[0] = first.subarray(room);
        room = 0;
      }
    }
    this.size -= max - room;
    this.writeQueue.wakeAll();
    return concat(parts);
  }

  /** How many bytes were taken; 0 when full. Throws EPIPE without readers. */
  put(data: Uint8Array): number {
    if (this.readers === 0) throw new ErrnoError("EPIPE");
    const room = this.capacity - this.size;
    if (room <= 0 || (data.length <= PIPE_BUF && room < data.length)) return 0;
    const taken = Math.min(room, data.length);
    this.chunks.push(taken === data.length ? data : data.subarray(0, taken));
    this.size += taken;
    this.readQueue.wakeAll();
    return taken;
  }

  /** Whether a small write would not wait: there is room, or nobody reads any more. */
  get writable(): boolean {
    return this.readers === 0 || this.capacity - this.size >= PIPE_BUF;
  }

  /** Drops what nobody has read. */
  clear(): void {
    this.chunks.length = 0;
    this.size = 0;
    this.writeQueue.wakeAll();
  }

  /** Reads on the current thread. */
  async readChunk(max: number): Promise<Uint8Array | null> {
    for (;;) {
      const data = this.take(max);
      if (data !== undefined) {
        const yielded = this.scheduler.finish();
        if (yielded) await yielded;
        return data;
      }
      await this.readQueue.wait();
    }
  }

  /** Writes on the current thread. */
  async writeAll(data: Uint8Array): Promise<void> {
    for (let at = 0; at < data.length; ) {
      const taken = this.put(at === 0 ? data : data.subarray(at));
      if (taken === 0) await this.writeQueue.wait();
      at += taken;
    }
    const yielded = this.scheduler.finish();
    if (yielded) await yielded;
  }
}

export class PipeReadEnd extends OpenDescription {
  readonly kind = "pipe";

  constructor(
    private readonly pipe: Pipe,
    private readonly known?: Stat,
    private readonly onClosed?: () => void,
  ) {
    super();
    pipe.openReader();
  }

  get target(): string {
    return `pipe:[${this.pipe.ino}]`;
  }

  override get readQueue(): ThreadQueue {
    return this.pipe.readQueue;
  }

  override read(max: number): Uint8Array | null | undefined {
    return this.pipe.take(max);
  }

  override readable(): boolean {
    return this.pipe.length > 0 || this.pipe.ended;
  }

  override stat(): Stat {
    return this.known ?? anonymousStat("fifo", this.pipe.ino, 0);
  }

  protected override closed(): void {
    this.pipe.closeReader();
    this.onClosed?.();
  }
}

export class PipeWriteEnd extends OpenDescription {
  readonly kind = "pipe";
  private reading: PipeReadEnd | undefined;

  constructor(
    private readonly pipe: Pipe,
    private readonly known?: Stat,
    private readonly onClosed?: () => void,
  ) {
    super();
    pipe.openWriter();
  }

  get target(): string {
    return `pipe:[${this.pipe.ino}]`;
  }

  override get writeQueue(): ThreadQueue {
    return this.pipe.writeQueue;
  }

  override write(data: Uint8Array): number {
    return this.pipe.put(data);
  }

  override writable(): boolean {
    return this.pipe.writable;
  }

  /** Opened for both: what is read comes from here. */
  alsoReads(reading: PipeReadEnd): void {
    this.reading = reading;
  }

  override read(max: number): Uint8Array | null | undefined {
    return this.reading ? this.reading.read(max) : super.read(max, undefined);
  }

  override get readQueue(): ThreadQueue | undefined {
    return this.reading?.readQueue;
  }

  override readable(): boolean {
    return this.reading?.readable() ?? false;
  }

  override stat(): Stat {
    return this.known ?? anonymousStat("fifo", this.pipe.ino, 0);
  }

  protected override closed(): void {
    this.pipe.closeWriter();
    this.reading?.release();
    this.onClosed?.();
  }
}

/** A pipe whose other ends the daemon holds as streams; taking a stream retains its end. */
export function createPipePair(scheduler: Scheduler): PipePair {
  const pipe = new Pipe(scheduler);
  const readEnd = new PipeReadEnd(pipe);
  const writeEnd = new PipeWriteEnd(pipe);
  let reader: PipePair["reader"] | undefined;
  let writer: Writer | undefined;
  return {
    readEnd,
    writeEnd,
    get reader() {
      reader ??= pipeReader(pipe);
      return reader;
    },
    get writer() {
      writer ??= pipeWriter(pipe);
      return writer;
    },
  };
}

/** A reading end as a stream; counts as a reader until closed. */
function pipeReader(pipe: Pipe): Reader & { close(): void } {
  pipe.openReader();
  let open = true;
  return {
    read: () => pipe.readChunk(PIPE_CAPACITY),
    close() {
      if (open) pipe.closeReader();
      open = false;
    },
  };
}

/** A writing end as a stream; counts as a writer until closed. */
function pipeWriter(pipe: Pipe): Writer {
  pipe.openWriter();
  let open = true;
  return {
    async write(chunk) {
      if (!open) throw new ErrnoError("EPIPE");
      await pipe.writeAll(chunk);
    },
    close() {
      if (open) pipe.closeWriter();
      open = false;
    },
  };
}
