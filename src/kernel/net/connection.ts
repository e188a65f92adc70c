import { ErrnoError } from "../../std/errno.ts";
import type { Connection, SocketAddress } from "../network.ts";
import { PIPE_CAPACITY, Pipe } from "../pipe.ts";
import { Killed } from "../process.ts";
import { CALL_COST, type Scheduler } from "../scheduler.ts";
import type { Task } from "../task.ts";
import { countPayload, type Path } from "./interface.ts";

/** What two sides share. */
interface Wire {
  /**
   * The other side closed with data unread: writes fail with ECONNRESET, and reads once what had come is read.
   * `refused`: it never was there, and news of that comes only after what was written at once.
   */
  reset: boolean | "refused";
}

/** One side of a connection. Its process's end closes it. */
export class Socket implements Connection {
  private readClosed = false;
  private writeClosed = false;

  constructor(
    readonly local: SocketAddress,
    readonly remote: SocketAddress,
    private readonly incoming: Pipe,
    private readonly outgoing: Pipe,
    private readonly wire: Wire,
    /** Undefined: the machine itself. */
    readonly owner: Task | undefined,
    private readonly path: Path | undefined,
    private readonly onClosed: (socket: Socket) => void,
  ) {
    incoming.openReader();
    outgoing.openWriter();
    owner?.addSocket(this);
  }

  get open(): boolean {
    return !this.readClosed || !this.writeClosed;
  }

  get incomingPipe(): Pipe {
    return this.incoming;
  }

  get outgoingPipe(): Pipe {
    return this.outgoing;
  }

  async read(max = PIPE_CAPACITY): Promise<Uint8Array | null> {
    for (;;) {
      this.enter();
      const data = this.tryRead(max);
      if (data !== undefined) {
        const yielded = this.incoming.scheduler.finish();
        if (yielded) await yielded;
        return data;
      }
      await this.incoming.readQueue.wait();
    }
  }

  async write(data: Uint8Array): Promise<void> {
    for (let at = 0; at < data.length; ) {
      this.enter();
      const taken = this.tryWrite(at === 0 ? data : data.subarray(at));
      if (taken === 0) await this.outgoing.writeQueue.wait();
      at += taken;
    }
    const yielded = this.outgoing.scheduler.finish();
    if (yielded) await yielded;
  }

  tryRead(max: number): Uint8Array | null | undefined {
    if (this.wire.reset && this.incoming.length === 0) {
      this.wire.reset = true;
      throw new ErrnoError("ECONNRESET");
    }
    if (this.readClosed) return null;
    return this.incoming.take(max);
  }

  tryWrite(data: Uint8Array): number {
    if (this.wire.reset === "refused") return data.length;
    if (this.wire.reset) throw new ErrnoError("ECONNRESET");
    if (this.writeClosed) throw new ErrnoError("EPIPE");
    const taken = this.outgoing.put(data);
    if (this.path && taken > 0) countPayload(this.path, taken);
    return taken;
  }

  shutdown(): void {
    if (this.writeClosed) return;
    this.writeClosed = true;
    this.outgoing.closeWriter();
  }

  close(): void {
    // What the other side has sent and nobody will read makes the close a reset.
    if (!this.readClosed && this.incoming.length > 0 && this.open) this.reset();
    this.shutdown();
    if (!this.readClosed) {
      this.readClosed = true;
      this.incoming.closeReader();
      this.owner?.removeSocket(this);
      this.onClosed(this);
    }
  }

  /** Whether a read would not wait. */
  get readable(): boolean {
    return this.wire.reset !== false || this.readClosed || this.incoming.length > 0 || this.incoming.ended;
  }

  /** Breaks the connection before anything was read: what the other side sends is answered by a reset. */
  refuse(): void {
    this.wire.reset = "refused";
    this.close();
  }

  /** Breaks the connection for both sides. */
  reset(): void {
    this.wire.reset = true;
    for (const pipe of [this.incoming, this.outgoing]) {
      pipe.readQueue.wakeAll();
      pipe.writeQueue.wakeAll();
    }
  }

  private enter(): void {
    if (!this.owner) return;
    if (this.owner.status) throw new Killed();
    this.owner.charge(CALL_COST);
  }
}

export interface ConnectionSide {
  readonly address: SocketAddress;
  readonly owner: Task | undefined;
  readonly onClosed: (socket: Socket) => void;
}

/** Both sides of a new connection; `path` counts what passes the interfaces. */
export function createConnection(
  scheduler: Scheduler,
  client: ConnectionSide,
  server: ConnectionSide & { readonly seenAs: SocketAddress; readonly sees: SocketAddress },
  path: Path | undefined,
): { readonly client: Socket; readonly server: Socket } {
  const there = new Pipe(scheduler);
  const back = new Pipe(scheduler);
  const wire: Wire = { reset: false };
  const reverse = path && { from: path.to, to: path.from };
  return {
    client: new Socket(client.address, server.seenAs, back, there, wire, client.owner, path, client.onClosed),
    server: new Socket(server.address, server.sees, there, back, wire, server.owner, reverse, server.onClosed),
  };
}
