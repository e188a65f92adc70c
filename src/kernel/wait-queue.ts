import type { Cancel } from "../std/cancel.ts";
import type { Micros } from "../std/time.ts";
import type { WaitQueue } from "./kernel.ts";
import type { Scheduler } from "./scheduler.ts";
import type { KernelThread } from "./thread.ts";

/** The threads that wait for one thing, in the order in which they came. */
export class ThreadQueue implements WaitQueue {
  private waiting: Set<KernelThread> | undefined;

  constructor(private readonly scheduler: Scheduler) {}

  wait(options?: { readonly timeout?: Micros; readonly cancel?: Cancel }): Promise<boolean> {
    return this.scheduler.wait([this], options?.timeout, options?.cancel);
  }

  wakeAll(): void {
    const { waiting } = this;
    if (!waiting || waiting.size === 0) return;
    this.waiting = undefined;
    for (const thread of waiting) thread.wake(true);
  }

  /** Wakes the one that came first. */
  wakeOne(): void {
    for (const thread of this.waiting ?? []) {
      thread.wake(true);
      return;
    }
  }

  add(thread: KernelThread): void {
    this.waiting ??= new Set();
    this.waiting.add(thread);
  }

  remove(thread: KernelThread): void {
    this.waiting?.delete(thread);
  }
}
