import type { Kernel, WaitQueue } from "../../kernel/kernel.ts";
import { concat, decode, encode } from "../../std/text.ts";
import { MILLISECOND, type Micros } from "../../std/time.ts";
import type { Rotation } from "./log-options.ts";
import type { StreamName } from "./output.ts";

/** One message of the log: a line with its line feed, or a part of one that was longer or never ended. */
export interface LogEntry {
  readonly stream: StreamName;
  readonly at: Micros;
  readonly data: Uint8Array;
}

/** A line longer than this is cut in parts. */
const LINE = 16 * 1024;

/** Bytes kept for one container; the oldest messages make room. A message takes more room than its bytes. */
const KEPT = 16 * 1024 * 1024;
const OVERHEAD = 160;

/** Bytes of json-file's line around a message: names of fields, stream, time. */
const ENVELOPE = 70;

/** Simulated time for one line; what is below the longest debt is not worth a wait. */
const A_LINE: Micros = 2;
const LONGEST_DEBT: Micros = 2 * MILLISECOND;

const LF = 10;

function isAscii(bytes: Uint8Array): boolean {
  for (const b of bytes) if (b > 127) return false;
  return true;
}

/**
 * The json-file log of a container, in memory: what was printed is noted by lines, each when its line feed came, over all
 * of its runs.
 */
export class ContainerLog {
  readonly entries: LogEntry[] = [];
  /** How many messages were dropped in front of `entries`. */
  dropped = 0;
  private bytes = 0;
  /** Numbers of the messages with which a later file began, and the bytes in the last file. */
  private readonly starts: number[] = [];
  private fileBytes = 0;
  /** Time that lines have taken and no writer has waited for yet. */
  private debt: Micros = 0;
  private readonly partial: Record<StreamName, Uint8Array[]> = { stdout: [], stderr: [] };
  private readonly held: Record<StreamName, number> = { stdout: 0, stderr: 0 };
  private queue: WaitQueue | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly rotation: Rotation | undefined = undefined,
    /** Lines are kept as text: bytes that are no UTF-8 become U+FFFD (the json-file driver's). */
    private readonly asText = false,
  ) {}

  /** Undefined, or, when much has come, what the writer has to wait for: the log takes its time for each line. */
  append(stream: StreamName, chunk: Uint8Array): Promise<void> | undefined {
    const own = chunk.slice();
    let start = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, start)) {
      this.add(stream, own.subarray(start, at + 1));
      start = at + 1;
    }
    if (start < chunk.length) this.hold(stream, own.subarray(start));
    if (this.debt < LONGEST_DEBT) return undefined;
    const { debt } = this;
    this.debt = 0;
    return this.kernel.sleep(debt);
  }

  /** The run is over: a last line without line feed is noted as it is. */
  flush(): void {
    for (const stream of ["stdout", "stderr"] as const)
      if (this.partial[stream].length) this.add(stream, new Uint8Array(0));
  }

  /** Puts what an earlier engine had noted in front. */
  restore(entries: readonly LogEntry[], dropped: number): void {
    this.entries.unshift(...entries);
    this.dropped += dropped;
    for (const { data } of entries) this.bytes += data.length + OVERHEAD;
  }

  /** Wakes who follows: something came, or the run is over. */
  wake(): void {
    this.queue?.wakeAll();
  }

  /** Where followers wait. */
  get arrived(): WaitQueue {
    this.queue ??= this.kernel.createWaitQueue();
    return this.queue;
  }

  private hold(stream: StreamName, rest: Uint8Array): void {
    this.partial[stream].push(rest);
    this.held[stream] += rest.length;
    if (this.held[stream] >= LINE) this.add(stream, new Uint8Array(0));
  }

  private add(stream: StreamName, line: Uint8Array): void {
    const partial = this.partial[stream];
    const bytes = partial.length ? concat([...partial.splice(0), line]) : line;
    const data = this.asText && !isAscii(bytes) ? encode(decode(bytes)) : bytes;
    this.held[stream] = 0;
    this.debt += A_LINE;
    this.entries.push({ stream, at: this.kernel.now(), data });
    if (this.rotation) this.rotate(data.length, this.rotation);
    this.bytes += data.length + OVERHEAD;
    if (this.bytes > KEPT) this.drop((KEPT * 3) / 4);
    this.queue?.wakeAll();
  }

  /** A message that finds its file full begins the next one; of too many files the oldest goes. */
  private rotate(length: number, { size, files }: Rotation): void {
    if (this.fileBytes >= size) {
      this.starts.push(this.dropped + this.entries.length - 1);
      this.fileBytes = 0;
      const first =
        this.starts.length >= files ? this.starts.splice(0, this.starts.length - files + 1).at(-1) : undefined;
      if (first !== undefined) this.dropUpTo(first - this.dropped);
    }
    this.fileBytes += length + ENVELOPE;
  }

  /** Drops the oldest until so many bytes are left. */
  private drop(bytes: number): void {
    let count = 0;
    for (let left = this.bytes; left > bytes && count < this.entries.length - 1; count++)
      left -= (this.entries[count]?.data.length ?? 0) + OVERHEAD;
    this.dropUpTo(count);
  }

  private dropUpTo(count: number): void {
    for (const { data } of this.entries.splice(0, count)) this.bytes -= data.length + OVERHEAD;
    this.dropped += count;
  }
}
