import type { Stat } from "../../filesystem/files.ts";
import { anonymousStat, OpenDescription } from "../../kernel/description.ts";
import { DatagramSocket } from "../../kernel/net/datagrams.ts";
import { ListeningSocket } from "../../kernel/net/listener.ts";
import type { Datagrams, Listener } from "../../kernel/network.ts";
import type { ThreadQueue } from "../../kernel/wait-queue.ts";
import { ErrnoError } from "../../std/errno.ts";

/**
 * A socket that carries no stream as a descriptor, so that programs can wait for it among others: a listener, which can be
 * read when somebody waits to be accepted; datagrams; or nothing yet, before it is bound or connected.
 */
export class WaitingDescription extends OpenDescription {
  readonly kind = "socket";

  constructor(
    private readonly socket: Listener | Datagrams | undefined,
    private readonly ino: number,
  ) {
    super();
  }

  get target(): string {
    return `socket:[${this.ino}]`;
  }

  override get readQueue(): ThreadQueue | undefined {
    const { socket } = this;
    if (socket instanceof ListeningSocket) return socket.acceptQueue;
    return socket instanceof DatagramSocket ? socket.queue : undefined;
  }

  override read(): never {
    throw new ErrnoError("ENOTCONN");
  }

  override write(): never {
    throw new ErrnoError("ENOTCONN");
  }

  override readable(): boolean {
    const { socket } = this;
    if (!(socket instanceof ListeningSocket || socket instanceof DatagramSocket)) return true;
    return socket.closed || socket.waiting.length > 0;
  }

  override stat(): Stat {
    return anonymousStat("socket", this.ino, 0);
  }

  protected override closed(): void {
    this.socket?.close();
  }
}
