import type { KernelThread } from "./thread.ts";

/** How many threads that had waited run before one that used up its slice. */
const AHEAD = 16;
/** Emptied places at the front after which a queue is packed. */
const PACK = 1024;

class Fifo {
  private items: (KernelThread | undefined)[] = [];
  private head = 0;

  push(thread: KernelThread): void {
    this.items.push(thread);
  }

  shift(): KernelThread | undefined {
    const thread = this.items[this.head];
    if (!thread) return undefined;
    this.items[this.head++] = undefined;
    if (this.head > PACK && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return thread;
  }
}

/**
 * The runnable threads. Who has waited for something (a key, a child, a timer) comes before who only computes, so that a
 * shell stays quick beside a thousand busy loops; but each sixteenth turn is one of theirs, so none starves.
 */
export class RunQueue {
  private readonly woken = new Fifo();
  private readonly busy = new Fifo();
  private ahead = 0;

  push(thread: KernelThread, usedUpSlice: boolean): void {
    (usedUpSlice ? this.busy : this.woken).push(thread);
  }

  shift(): KernelThread | undefined {
    if (this.ahead < AHEAD) {
      const thread = this.woken.shift();
      if (thread) {
        this.ahead++;
        return thread;
      }
    }
    this.ahead = 0;
    return this.busy.shift() ?? this.woken.shift();
  }
}
