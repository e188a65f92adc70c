import type { Kernel, WaitQueue } from "../../kernel/kernel.ts";
import type { Reader } from "../../std/stream.ts";

export type StreamName = "stdout" | "stderr";

/** Bytes that wait for a client; a writer waits while there are more. */
const CAPACITY = 64 * 1024;

/** One stream on its way to one client. */
export interface Channel {
  readonly reader: Reader;
  /** Undefined when nothing has to be waited for. */
  push(chunk: Uint8Array): Promise<void> | undefined;
  /** No more comes; what is there can still be read. */
  end(): void;
  /** Nobody reads any more: writers go on, bytes are dropped. */
  drop(): void;
}

export function createChannel(kernel: Kernel): Channel {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  let dropped = false;
  let readable: WaitQueue | undefined;
  let writable: WaitQueue | undefined;

  async function room(): Promise<void> {
    while (size > CAPACITY && !dropped && !ended) {
      writable ??= kernel.createWaitQueue();
      await writable.wait();
    }
  }

  return {
    reader: {
      async read() {
        for (;;) {
          const chunk = chunks.shift();
          if (chunk) {
            size -= chunk.length;
            if (size <= CAPACITY) writable?.wakeAll();
            return chunk;
          }
          if (ended || dropped) return null;
          readable ??= kernel.createWaitQueue();
          await readable.wait();
        }
      },
    },
    push(chunk) {
      if (dropped || ended || chunk.length === 0) return undefined;
      chunks.push(chunk);
      size += chunk.length;
      readable?.wakeAll();
      return size > CAPACITY ? room() : undefined;
    },
    end() {
      ended = true;
      readable?.wakeAll();
      writable?.wakeAll();
    },
    drop() {
      dropped = true;
      chunks.length = 0;
      size = 0;
      readable?.wakeAll();
      writable?.wakeAll();
    },
  };
}

/** A client that is attached; streams that it does not want are undefined. */
interface Attachment {
  readonly stdout: Channel | undefined;
  readonly stderr: Channel | undefined;
}

/** Notes what is printed; what it gives back is waited for. */
type Recorder = (stream: StreamName, chunk: Uint8Array) => Promise<void> | undefined;

/** What a container's or an exec's processes print, on its way to all attached clients. */
export interface Output {
  write(stream: StreamName, chunk: Uint8Array): Promise<void> | undefined;
  attach(client: Attachment): void;
  detach(client: Attachment): void;
  /** The run is over: each client comes to its end. */
  end(): void;
  readonly clients: number;
}

export function createOutput(record?: Recorder): Output {
  return new Fanout(record);
}

const NOBODY: ReadonlySet<Attachment> = new Set();

/** A class, because every container has one. */
class Fanout implements Output {
  private attached: Set<Attachment> | undefined;

  constructor(private readonly record: Recorder | undefined) {}

  get clients(): number {
    return this.attached?.size ?? 0;
  }

  write(stream: StreamName, chunk: Uint8Array): Promise<void> | undefined {
    const recorded = this.record?.(stream, chunk);
    if (!recorded && !this.attached) return undefined;
    const all = [...(this.attached ?? NOBODY)];
    if (recorded) return inTurn(recorded, stream, chunk, all);
    for (const [i, client] of all.entries()) {
      const pending = client[stream]?.push(chunk);
      if (pending) return inTurn(pending, stream, chunk, all.slice(i + 1));
    }
    return undefined;
  }

  attach(client: Attachment): void {
    this.attached ??= new Set();
    this.attached.add(client);
  }

  detach(client: Attachment): void {
    this.attached?.delete(client);
    client.stdout?.drop();
    client.stderr?.drop();
  }

  end(): void {
    for (const client of this.attached ?? NOBODY) {
      client.stdout?.end();
      client.stderr?.end();
    }
    this.attached = undefined;
  }
}

/** One client after the other: the writer waits for the slowest. */
async function inTurn(
  first: Promise<void>,
  stream: StreamName,
  chunk: Uint8Array,
  rest: readonly Attachment[],
): Promise<void> {
  await first;
  for (const client of rest) {
    const pending = client[stream]?.push(chunk);
    if (pending) await pending;
  }
}
