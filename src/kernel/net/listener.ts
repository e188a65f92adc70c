import type { Cancel } from "../../std/cancel.ts";
import { ErrnoError } from "../../std/errno.ts";
import type { Connection, Listener, SocketAddress } from "../network.ts";
import { Killed } from "../process.ts";
import { CALL_COST, type Scheduler } from "../scheduler.ts";
import type { Task } from "../task.ts";
import type { ThreadQueue } from "../wait-queue.ts";
import type { Socket } from "./connection.ts";

/** A listening socket with the connections that nobody has accepted yet. */
export class ListeningSocket implements Listener {
  readonly waiting: Socket[] = [];
  readonly acceptQueue: ThreadQueue;
  readonly roomQueue: ThreadQueue;
  closed = false;
  /** On `::`: takes no IPv4 connections. */
  v6only = false;

  constructor(
    private readonly scheduler: Scheduler,
    readonly address: SocketAddress,
    readonly owner: Task | undefined,
    private readonly backlog: number,
    private readonly onClosed: (listener: ListeningSocket) => void,
  ) {
    this.acceptQueue = scheduler.createQueue();
    this.roomQueue = scheduler.createQueue();
    owner?.addSocket(this);
  }

  get hasRoom(): boolean {
    return this.waiting.length < this.backlog;
  }

  add(socket: Socket): void {
    this.waiting.push(socket);
    this.acceptQueue.wakeOne();
  }

  async accept(cancel?: Cancel): Promise<Connection> {
    for (;;) {
      if (this.owner?.status) throw new Killed();
      this.owner?.charge(CALL_COST);
      if (this.closed) throw new ErrnoError("EINVAL");
      const socket = this.waiting.shift();
      if (socket) {
        this.roomQueue.wakeAll();
        const yielded = this.scheduler.finish();
        if (yielded) await yielded;
        return socket;
      }
      await this.acceptQueue.wait(cancel ? { cancel } : {});
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.owner?.removeSocket(this);
    for (const socket of this.waiting.splice(0)) {
      socket.reset();
      socket.close();
    }
    this.acceptQueue.wakeAll();
    this.roomQueue.wakeAll();
    this.onClosed(this);
  }
}
