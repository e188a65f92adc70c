import type { Micros } from "../std/time.ts";

/** Something due at a point in simulated time. Timers of the same time fire in the order in which they were set. */
export interface Timer {
  readonly at: Micros;
  readonly sequence: number;
  readonly fire: () => void;
  /** Its place in the heap; -1 once it fired or was cancelled. */
  index: number;
}

/** A binary heap of timers, the next one on top. Setting and cancelling cost O(log n). */
export class Timers {
  private readonly heap: Timer[] = [];
  private sequence = 0;

  get next(): Micros | undefined {
    return this.heap[0]?.at;
  }

  get size(): number {
    return this.heap.length;
  }

  set(at: Micros, fire: () => void): Timer {
    const timer: Timer = { at, sequence: this.sequence++, fire, index: this.heap.length };
    this.heap.push(timer);
    this.up(timer);
    return timer;
  }

  cancel(timer: Timer): void {
    const { index } = timer;
    if (index < 0) return;
    timer.index = -1;
    const last = this.heap.pop();
    if (!last || last === timer) return;
    this.place(last, index);
    this.up(last);
    this.down(last);
  }

  /** Fires all that are due at `now`. */
  fireDue(now: Micros): void {
    for (let top = this.heap[0]; top && top.at <= now; top = this.heap[0]) {
      this.cancel(top);
      top.fire();
    }
  }

  private place(timer: Timer, index: number): void {
    this.heap[index] = timer;
    timer.index = index;
  }

  private up(timer: Timer): void {
    let index = timer.index;
    while (index > 0) {
      const above = this.heap[(index - 1) >> 1];
      if (!above || !before(timer, above)) break;
      const free = above.index;
      this.place(above, index);
      index = free;
    }
    this.place(timer, index);
  }

  private down(timer: Timer): void {
    let index = timer.index;
    for (;;) {
      const left = this.heap[2 * index + 1];
      const right = this.heap[2 * index + 2];
      const child = right && left && before(right, left) ? right : left;
      if (!child || !before(child, timer)) break;
      const free = child.index;
      this.place(child, index);
      index = free;
    }
    this.place(timer, index);
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
