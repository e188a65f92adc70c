import type { Cancel } from "../../std/cancel.ts";
import { ErrnoError } from "../../std/errno.ts";
import type { Datagrams, SocketAddress } from "../network.ts";
import { Killed } from "../process.ts";
import { CALL_COST, type Scheduler } from "../scheduler.ts";
import type { Task } from "../task.ts";
import type { ThreadQueue } from "../wait-queue.ts";

/** Datagrams that wait at most; more are lost. */
const WAITING = 256;

interface Datagram {
  readonly from: SocketAddress;
  readonly data: Uint8Array;
}

/** A UDP socket: what arrives is kept up to a limit, what nobody listens for is lost. */
export class DatagramSocket implements Datagrams {
  readonly waiting: Datagram[] = [];
  readonly queue: ThreadQueue;
  closed = false;
  /** Instead of keeping it: for the machine's own ends (a published port). */
  onReceive: ((datagram: Datagram) => void) | undefined;

  constructor(
    private readonly scheduler: Scheduler,
    readonly address: SocketAddress,
    readonly owner: Task | undefined,
    private readonly transmit: (socket: DatagramSocket, to: SocketAddress, data: Uint8Array) => void,
    private readonly onClosed: (socket: DatagramSocket) => void,
  ) {
    this.queue = scheduler.createQueue();
    owner?.addSocket(this);
  }

  send(to: SocketAddress, data: Uint8Array): void {
    if (this.owner?.status) throw new Killed();
    if (this.closed) throw new ErrnoError("EBADF");
    this.owner?.charge(CALL_COST);
    this.transmit(this, to, data);
  }

  arrive(datagram: Datagram): void {
    if (this.onReceive) return this.onReceive(datagram);
    if (this.waiting.length >= WAITING) return;
    this.waiting.push(datagram);
    this.queue.wakeOne();
  }

  async receive(cancel?: Cancel): Promise<Datagram> {
    for (;;) {
      if (this.owner?.status) throw new Killed();
      this.owner?.charge(CALL_COST);
      if (this.closed) throw new ErrnoError("EBADF");
      const datagram = this.waiting.shift();
      if (datagram) {
        const yielded = this.scheduler.finish();
        if (yielded) await yielded;
        return datagram;
      }
      await this.queue.wait(cancel ? { cancel } : {});
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.owner?.removeSocket(this);
    this.queue.wakeAll();
    this.onClosed(this);
  }
}
