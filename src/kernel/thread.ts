import { Cancelled } from "../std/cancel.ts";
import { Killed, type Thread } from "./process.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Timer } from "./timers.ts";
import type { ThreadQueue } from "./wait-queue.ts";

/** What may keep a runnable thread from running: a stopped process, a frozen namespace. */
export interface ThreadOwner {
  /** Whether its threads may take a step now; if not they are kept in `held` until it puts them back itself. */
  readonly mayRun: boolean;
  readonly dead: boolean;
  hold(thread: KernelThread): void;
  threadEnded(thread: KernelThread): void;
}

/**
 * A thread: an async function that runs from one waiting call to its next. It is in one of four states: parked (waits for
 * `wake`), queued (will be resumed with `outcome`), running (the scheduler's current one) or ended.
 */
export class KernelThread {
  state: "parked" | "queued" | "running" | "ended" = "queued";
  /** Ended by `cancel` or by its process's death: its calls throw Killed. */
  killed = false;
  /** Waiting calls finished without waiting since it was resumed. */
  calls = 0;
  /** Whether a signal's handler without `restart` ends the pending call with EINTR. */
  interruptible = false;

  private resolve: ((woken: boolean) => void) | undefined;
  private reject: ((error: unknown) => void) | undefined;
  private woken = true;
  private error: unknown;

  // What the pending call waits for; taken back as soon as one of them comes.
  timer: Timer | undefined;
  queues: readonly ThreadQueue[] | undefined;
  unlinkCancel: (() => void) | undefined;
  onEnd: (() => void) | undefined;

  constructor(
    readonly scheduler: Scheduler,
    readonly owner: ThreadOwner | undefined,
    readonly name: string,
    private body: (() => Promise<void>) | undefined,
  ) {}

  /** Called by the scheduler when its turn has come. */
  resume(): void {
    this.state = "running";
    this.calls = 0;
    const { body, resolve, reject, error } = this;
    if (body) {
      this.body = undefined;
      if (this.killed) this.end();
      else body().then(this.end, this.end);
      return;
    }
    this.resolve = undefined;
    this.reject = undefined;
    if (error !== undefined) {
      this.error = undefined;
      reject?.(error);
    } else resolve?.(this.woken);
  }

  /** Parks this thread, which must be the current one. True: woken; false: its timer fired. */
  park(): Promise<boolean> {
    this.state = "parked";
    this.scheduler.turnEnds();
    return new Promise(this.executor);
  }

  private readonly executor = (resolve: (woken: boolean) => void, reject: (error: unknown) => void): void => {
    this.resolve = resolve;
    this.reject = reject;
  };

  /** Makes a parked thread runnable. */
  wake(woken: boolean): void {
    if (this.state !== "parked") return;
    this.forget();
    this.woken = woken;
    this.state = "queued";
    this.scheduler.enqueue(this);
  }

  /** Makes the pending call fail. */
  fail(error: unknown): void {
    if (this.state !== "parked") return;
    this.error = error;
    this.wake(false);
  }

  /** Ends it at its pending call, or, if it is running, at its next one. */
  kill(): void {
    if (this.killed || this.state === "ended") return;
    this.killed = true;
    if (this.state === "queued") this.error = new Killed();
    else if (this.state === "parked") this.fail(new Killed());
  }

  cancelled = (): void => this.fail(new Cancelled());
  timedOut = (): void => this.wake(false);

  private forget(): void {
    if (this.timer) this.scheduler.timers.cancel(this.timer);
    this.timer = undefined;
    for (const q of this.queues ?? []) q.remove(this);
    this.queues = undefined;
    this.unlinkCancel?.();
    this.unlinkCancel = undefined;
    this.interruptible = false;
  }

  private readonly end = (): void => {
    this.state = "ended";
    this.onEnd?.();
    this.owner?.threadEnded(this);
    this.scheduler.turnEnds();
  };
}

/**
 * Starts a thread and gives its handle. Joining a thread that was cancelled throws Cancelled. An error of a thread of the
 * daemon's own (no owner) that nobody joins for is kept: the scheduler's `run` fails with it.
 */
export function startThread<T>(
  scheduler: Scheduler,
  owner: ThreadOwner | undefined,
  name: string,
  run: () => Promise<T>,
): { readonly thread: KernelThread; readonly handle: Thread<T> } {
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined;
  const joiners = scheduler.createQueue();
  const thread: KernelThread = new KernelThread(scheduler, owner, name, async () => {
    try {
      outcome = { value: await run() };
    } catch (error) {
      outcome = { error: error instanceof Killed ? new Cancelled() : error };
      if (!owner && !(error instanceof Killed || error instanceof Cancelled)) scheduler.unjoined.set(thread, error);
    }
  });
  thread.onEnd = () => joiners.wakeAll();
  scheduler.enqueue(thread);
  const handle: Thread<T> = {
    async join() {
      while (thread.state !== "ended") await joiners.wait();
      scheduler.unjoined.delete(thread);
      if (!outcome) throw new Cancelled();
      if ("error" in outcome) throw outcome.error;
      return outcome.value;
    },
    cancel: () => thread.kill(),
  };
  return { thread, handle };
}
