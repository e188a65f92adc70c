import { type Cancel, Cancelled } from "../std/cancel.ts";
import type { Micros } from "../std/time.ts";
import type { Pacer } from "./kernel.ts";
import { NotLoaded } from "./not-loaded.ts";
import { Killed } from "./process.ts";
import { RunQueue } from "./run-queue.ts";
import type { KernelThread } from "./thread.ts";
import { Timers } from "./timers.ts";
import { ThreadQueue } from "./wait-queue.ts";

/** What a system call costs. */
export const CALL_COST: Micros = 10;
/** Calls that did not wait after which a thread lets others run. */
const SLICE = 100;

interface Run {
  readonly done: (() => boolean) | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Input {
  readonly run: () => void;
  /** Where a replayed input belongs; undefined: as soon as may be. */
  readonly at: { readonly step: number; readonly time: Micros } | undefined;
}

/**
 * One thread runs at a time. A step resumes the first thread of the run queue (settles what it awaits) and lasts until
 * that thread enters its next waiting call or ends. Between two steps, in this order: inputs are delivered, signal
 * handlers run, timers that are due fire. When no thread is runnable the clock goes to the next timer, as the pacer
 * allows. Only this order decides what happens; a turn of the host's event loop changes nothing.
 */
export class Scheduler {
  readonly timers = new Timers();
  steps = 0;
  /** The thread that was last resumed, until it waits or ends. */
  current: KernelThread | undefined;
  /** Errors that threads of the daemon's own ended with and that nobody has joined for. */
  readonly unjoined = new Map<KernelThread, unknown>();
  private readonly runQueue = new RunQueue();
  private endTurn: (() => void) | undefined;
  private readonly handlers: (() => void)[] = [];
  private readonly inputs: Input[] = [];
  private interrupt: (() => void) | undefined;
  private readonly runs = new Set<Run>();
  private driving = false;
  private numbers = 10_000;

  constructor(
    public now: Micros,
    private readonly pacer: Pacer,
  ) {}

  /** Numbers for what is counted over the whole machine: pipes and sockets as inodes. */
  nextNumber(): number {
    return this.numbers++;
  }

  createQueue(): ThreadQueue {
    return new ThreadQueue(this);
  }

  // The current thread

  /** The current thread; throws when a waiting call is made that no thread could wait for. */
  requireCurrent(): KernelThread {
    const thread = this.current;
    if (!thread) throw new Error("two waiting calls at once on one thread, or one outside of any thread");
    if (thread.killed) throw new Killed();
    return thread;
  }

  /** Parks the current thread until one of the queues is woken (true) or `timeout` has passed (false). */
  wait(
    queues: readonly ThreadQueue[],
    timeout: Micros | undefined,
    cancel: Cancel | undefined,
    interruptible = false,
  ): Promise<boolean> {
    let thread: KernelThread;
    try {
      thread = this.requireCurrent();
      if (cancel?.cancelled) throw new Cancelled();
    } catch (error) {
      return Promise.reject(error);
    }
    const parked = thread.park();
    for (const q of queues) q.add(thread);
    thread.queues = queues;
    thread.interruptible = interruptible;
    if (timeout !== undefined)
      thread.timer = this.timers.set(this.now + Math.max(0, Math.round(timeout)), thread.timedOut);
    if (cancel) thread.unlinkCancel = cancel.onCancel(thread.cancelled);
    return parked;
  }

  /** Ends a call that did not have to wait: the thread goes on, unless its slice is used up or it may not run. */
  finish(): Promise<unknown> | undefined {
    const thread = this.requireCurrent();
    if (++thread.calls < SLICE && (thread.owner === undefined || thread.owner.mayRun)) return undefined;
    const parked = thread.park();
    thread.wake(true);
    return parked;
  }

  /** Simulated time stands still until `what` is here: the thread stays the current one meanwhile. */
  async load<T>(what: () => Promise<T>): Promise<T> {
    const thread = this.requireCurrent();
    this.current = undefined;
    const release = this.pacer.hold?.();
    try {
      return await what();
    } catch (error) {
      // What all browsers throw where a file does not come.
      throw error instanceof TypeError ? new NotLoaded(error.message) : error;
    } finally {
      release?.();
      this.current = thread;
    }
  }

  charge(span: Micros): void {
    this.now += span;
  }

  enqueue(thread: KernelThread): void {
    this.runQueue.push(thread, thread.calls >= SLICE);
  }

  /** Runs `handler` before the next step. */
  beforeNextStep(handler: () => void): void {
    this.handlers.push(handler);
    this.interrupt?.();
  }

  /** Called by a thread that parks or ends. */
  turnEnds(): void {
    this.current = undefined;
    this.endTurn?.();
  }

  // Driving

  deliver(run: () => void, at?: Input["at"]): void {
    this.inputs.push({ run, at });
    this.interrupt?.();
  }

  /** Runs until `done` holds or nothing can run any more. */
  run(done?: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.runs.add({ done, resolve, reject });
      this.interrupt?.();
      if (!this.driving) void this.drive();
    });
  }

  private async drive(): Promise<void> {
    this.driving = true;
    try {
      while (this.wanted()) {
        // An input may be all that somebody waits for: no time passes behind it.
        if (this.deliverInputs()) continue;
        this.runHandlers();
        this.timers.fireDue(this.now);
        const thread = this.runQueue.shift();
        if (thread) {
          if (thread.owner && !thread.owner.mayRun && !thread.killed) {
            thread.owner.hold(thread);
            continue;
          }
          this.steps++;
          this.current = thread;
          const turn = new Promise<void>(this.turnExecutor);
          thread.resume();
          await turn;
          if (this.pacer.wantsTurn()) {
            await this.pacer.turn();
            await this.pacer.until(this.now, this.interrupted());
          }
        } else if (!(await this.idle())) {
          break;
        }
      }
      this.driving = false;
      for (const r of [...this.runs]) this.settle(r);
    } catch (error) {
      this.driving = false;
      for (const r of [...this.runs]) r.reject(error);
    }
    this.runs.clear();
  }

  private readonly turnExecutor = (resolve: () => void): void => {
    this.endTurn = resolve;
  };

  /** Lets those go whose `done` holds; whether anybody still wants the machine to run. */
  private wanted(): boolean {
    for (const r of this.runs) {
      if (r.done?.()) {
        this.runs.delete(r);
        this.settle(r);
      }
    }
    return this.runs.size > 0;
  }

  private settle(run: Run): void {
    for (const error of this.unjoined.values()) {
      this.unjoined.clear();
      run.reject(error);
      return;
    }
    run.resolve();
  }

  /** Nothing is runnable: goes to the next timer. False when there is nothing to wait for. */
  private async idle(): Promise<boolean> {
    const next = this.timers.next;
    if (next === undefined) {
      if (this.inputs.length === 0) return false;
      // A replay that came out differently: its input can only be delivered now.
      this.deliverFirst();
      return true;
    }
    await this.pacer.until(next, this.interrupted());
    // Inputs come before the timer: so a replay need only know the step.
    if (!this.inputIsDue() && this.handlers.length === 0) this.now = Math.max(this.now, next);
    return true;
  }

  private interrupted(): Promise<void> {
    if (this.inputIsDue()) return Promise.resolve();
    return new Promise((resolve) => {
      this.interrupt = resolve;
    });
  }

  private inputIsDue(): boolean {
    const first = this.inputs[0];
    return first !== undefined && (first.at === undefined || first.at.step <= this.steps);
  }

  private deliverInputs(): boolean {
    const due = this.inputIsDue();
    while (this.inputIsDue()) this.deliverFirst();
    return due;
  }

  private deliverFirst(): void {
    const input = this.inputs.shift();
    if (!input) return;
    this.now = Math.max(this.now, input.at?.time ?? this.pacer.inputTime(this.now));
    input.run();
  }

  private runHandlers(): void {
    while (this.handlers.length > 0) for (const handler of this.handlers.splice(0)) handler();
  }
}
