import type { Stat } from "../filesystem/files.ts";
import { anonymousStat, OpenDescription } from "./description.ts";
import type { Description } from "./descriptor.ts";
import { Socket } from "./net/connection.ts";
import type { Connection } from "./network.ts";
import type { Task } from "./task.ts";
import type { ThreadQueue } from "./wait-queue.ts";

/** A connection as a descriptor; the last one closed closes it. */
export class SocketDescription extends OpenDescription {
  readonly kind = "socket";

  constructor(
    private readonly socket: Socket,
    private readonly ino: number,
  ) {
    super();
  }

  get target(): string {
    return `socket:[${this.ino}]`;
  }

  override get readQueue(): ThreadQueue {
    return this.socket.incomingPipe.readQueue;
  }

  override get writeQueue(): ThreadQueue {
    return this.socket.outgoingPipe.writeQueue;
  }

  override read(max: number): Uint8Array | null | undefined {
    return this.socket.tryRead(max);
  }

  override write(data: Uint8Array): number {
    return this.socket.tryWrite(data);
  }

  override readable(): boolean {
    return this.socket.readable;
  }

  override writable(): boolean {
    return this.socket.outgoingPipe.writable;
  }

  override stat(): Stat {
    return anonymousStat("socket", this.ino, 0);
  }

  protected override closed(): void {
    this.socket.close();
  }
}

/** A connection that came in through the contract, taken over from the process that made it; a description as it is. */
export function socketDescription(task: Task, socket: Connection | Description): OpenDescription {
  if (socket instanceof OpenDescription) return socket;
  if (!(socket instanceof Socket)) throw new Error("a connection that this kernel did not make");
  task.removeSocket(socket);
  return new SocketDescription(socket, task.core.scheduler.nextNumber());
}
