import type { QuickJSHandle } from "quickjs-emscripten-core";
import type { Process } from "../../kernel/process.ts";
import { bootGuest } from "./boot-guest.ts";
import { type Engine, type RejectionTracker, startEngine } from "./engine.ts";
import { createNative, failure, toGuest } from "./guest-call.ts";
import { createHost, type Host } from "./host.ts";
import { localOffset } from "./locale-operations.ts";
import { createPatience } from "./patience.ts";
import { createRecorder, noRecorder, type Recorder } from "./record.ts";

/** What the command line asks for; the guest's own start reads it. */
export interface NodeOptions {
  readonly version: string;
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly mode: "file" | "eval" | "stdin" | "repl" | "check" | "test" | "watch";
  readonly script: string;
  readonly preload: readonly string[];
  readonly inputType: string;
  /** Whether the value of a script from the command line or standard input is printed. */
  readonly print: boolean;
  /** Whether the program may make calls that stop it in the middle of synchronous code. */
  readonly stops: boolean;
  /** Of `node:test`: how it reports, which names are run, whether `only` counts. */
  readonly testReporter: string;
  readonly testNamePatterns: readonly string[];
  readonly testOnly: boolean;
  /** Of `--watch`: folders that are watched instead of what is loaded, and whether the screen stays as it is. */
  readonly watchPaths: readonly string[];
  readonly watchPreserveOutput: boolean;
  /** Whether the program keeps something across `await`. */
  readonly follows: boolean;
}

const MEMORY_LIMIT = 192 << 20;
/** Entries that run no code of the program's. */
const OWN: ReadonlySet<string> = new Set(["wait", "hasTicks"]);
/** What Node holds resident before any program's data. */
const BASE_MEMORY = 38 << 20;
/** V8's four workers, the one that delays their tasks, and the inspector's. */
const POOL_THREADS = 6;

/** Runs a program in an engine of its own, up to the end of its event loop. Gives the exit status. */
export async function runNode(p: Process, options: NodeOptions): Promise<number> {
  const h = createHost(p);
  const rejections: { promise: QuickJSHandle; reason: QuickJSHandle; handled: boolean }[] = [];
  const patience = createPatience(p, {
    replaying: () => recorder.replaying,
    stops: () =>
      h.exitCode !== undefined ||
      recorder.stopped ||
      (h.interruption.wanted && !recorder.replaying) ||
      overLimit(p, engine),
    exceeds: () => h.outputFull,
    async show() {
      p.setMemory(resident(engine));
      await h.flush();
    },
  });
  const onRejection: RejectionTracker = (promise, reason, handled) => {
    if (rejections.length < 10_000) rejections.push({ promise: promise.dup(), reason: reason.dup(), handled });
  };
  const engine: Engine = await p.load(() => startEngine(onRejection, localOffset(h), patience));
  const { context, runtime } = engine;
  runtime.setMemoryLimit(MEMORY_LIMIT);
  const recorder: Recorder = options.stops ? createRecorder(engine, () => rejections.splice(0)) : noRecorder;
  const native = createNative(engine, h, recorder, patience.called);
  const step = bootGuest(p, engine, native, recorder, options);

  /** One entry into the guest; undefined when it must not go on. */
  const enter = async (kind: string, ...args: QuickJSHandle[]): Promise<number | undefined> => {
    patience.begin();
    const name = context.newString(kind);
    const result = await contained(h, recorder, options.version, () =>
      OWN.has(kind) ? Promise.resolve(engine.ask(step, [name, ...args])) : engine.call(step, [name, ...args]),
    );
    if (!result) return undefined;
    name.dispose();
    for (const a of args) a.dispose();
    if (result.error) {
      const over = h.exitCode !== undefined || patience.spinning || recorder.stopped || h.interruption.wanted;
      const shown: unknown = over ? undefined : context.dump(result.error);
      result.error.dispose();
      if (over) return undefined;
      h.exitCode = fatal(h, shown);
      return undefined;
    }
    const value = result.value.consume((v) => (context.typeof(v) === "number" ? context.getNumber(v) : 0));
    return h.exitCode === undefined && !recorder.stopped ? value : undefined;
  };

  let jobsRan = false;
  /** Promise jobs, and the ticks that they leave, until there are none, then rejections that nobody handled. */
  const drain = async (): Promise<boolean> => {
    jobsRan = false;
    for (;;) {
      let jobs = false;
      do {
        if (jobs && (await enter("ticks")) === undefined) return false;
        jobs = false;
        for (;;) {
          let failed = false;
          const count = await contained(h, recorder, options.version, async () => {
            const ran = await engine.jobs(64);
            failed = ran === undefined;
            return ran ?? 0;
          });
          if (count === undefined) return false;
          if (h.exitCode !== undefined || patience.spinning || recorder.stopped) return false;
          if (!failed && count === 0) break;
          jobs = true;
          jobsRan = true;
        }
        // Only jobs can have left new ticks.
      } while (jobs && (await enter("hasTicks")) === 1);
      if (h.exitCode !== undefined) return false;
      if (rejections.length === 0) return true;
      for (const r of rejections.splice(0)) {
        const handled = r.handled ? context.true.dup() : context.false.dup();
        if ((await enter("rejection", r.promise, r.reason, handled)) === undefined) return false;
      }
      if ((await enter("rejected")) === undefined) return false;
    }
  };

  /** What the program printed is out before it is stopped. */
  const afterOutput = async (wait: () => Promise<unknown>) => {
    await h.flush();
    return await wait();
  };
  const turn = async (kind: string, makeArgs: () => QuickJSHandle[] = () => []): Promise<number | undefined> => {
    const value = await recorder.run(async () => {
      const entered = await enter(kind, ...makeArgs());
      return entered !== undefined && (await drain()) ? entered : undefined;
    }, afterOutput);
    return value === undefined && (await brokenOff()) ? await turn("interrupted") : value;
  };

  /** Whether the turn ended in the middle of a line typed at the prompt, which is over then; one that spins waits for that. */
  const brokenOff = async (): Promise<boolean> => {
    if (!h.interruption.on || h.exitCode !== undefined || !(h.interruption.wanted || patience.spinning)) return false;
    await h.flush();
    while (!h.interruption.wanted) await idle(p);
    h.interruption.end();
    recorder.renew();
    return true;
  };

  /** The next timer or immediate and what comes of it; 0 when there was none, and so nothing can have come. */
  const one = (kind: "timer" | "immediates" | "immediate"): Promise<number | undefined> =>
    recorder.run(async () => {
      const ran = await enter(kind);
      return ran !== 1 || (await drain()) ? ran : undefined;
    }, afterOutput);

  const run = async (): Promise<void> => {
    p.setIdleThreads(POOL_THREADS);
    if ((await turn("main")) === undefined) return;
    // The first line that is printed takes longer than the shortest timer, and what comes after it.
    if (h.wrote) p.charge(1_000);
    // What the loop may do next (timers.ts), where the last turn told.
    let next: number | undefined;
    for (;;) {
      await h.flush();
      p.setMemory(resident(engine));
      const wait: number | undefined = next ?? (await recorder.run(() => enter("wait"), afterOutput));
      next = undefined;
      if (wait === undefined) return;
      const due = wait === -1 ? Number.POSITIVE_INFINITY : wait;
      if (h.completions.length === 0 && wait !== 0) {
        if (wait === -2) {
          const again = await turn("beforeExit");
          if (again === undefined) return;
          if (again === 0) break;
          continue;
        }
        await p.poll([h.wakeFd], wait < 0 ? undefined : Math.max(1, wait - p.now()));
      } else await p.tick();
      await h.drainWake();
      if (p.now() >= due) {
        let timers: number | undefined = await one("timer");
        while (timers === 1) timers = await one("timer");
        if (timers === undefined) return;
      }
      let mayWait = true;
      while (h.completions.length) {
        const done = h.completions.shift();
        if (!done) break;
        const failed = done.error === undefined ? undefined : failure(done.error);
        const args = () => [context.newNumber(done.id), toGuest(engine, failed ?? done.value)];
        const left = await turn("complete", args);
        if (left === undefined) return;
        mayWait = left === -3 || jobsRan;
        next = mayWait || left === 0 ? undefined : left;
      }
      let immediates = mayWait ? await one("immediates") : 0;
      while (immediates === 1) immediates = await one("immediate");
      if (immediates === undefined) return;
    }
    await turn("exit");
  };

  await run();
  if (patience.spinning && h.exitCode === undefined) return spin(p, h);
  await h.flush();
  if (h.deathSignal !== undefined) {
    p.kill(p.pid, h.deathSignal);
    await p.tick();
  }
  return h.exitCode ?? 0;
}

function resident(engine: Engine): number {
  return BASE_MEMORY + engine.memory() - (16 << 20);
}

function overLimit(p: Process, engine: Engine): boolean {
  const limit = p.memory().limit;
  return limit !== undefined && resident(engine) > limit;
}

/** Runs code of the guest. When that is nested deeper than the host's own stack, the program ends as by any deep recursion. */
async function contained<T>(
  h: Host,
  recorder: Recorder,
  version: string,
  run: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await run();
  } catch (e) {
    if (!(e instanceof RangeError) || recorder.stopped) throw e;
    h.write(2, `RangeError: Maximum call stack size exceeded\n\nNode.js ${version}\n`);
    h.exitCode ??= 1;
    return undefined;
  }
}

/** The engine gave up: its heap is full, or it met an error of its own. */
function fatal(h: Host, shown: unknown): number {
  const e = shown as { name?: string; message?: string; stack?: string } | undefined;
  if (e === null || e === undefined || /out of memory/.test(e.message ?? "")) {
    h.write(
      2,
      `\n<--- Last few GCs --->\n\n\n<--- JS stacktrace --->\n\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n----- Native stack trace -----\n\n`,
    );
    return 134;
  }
  h.write(2, `drydock: ${e.name ?? "Error"}: ${e.message ?? ""}\n${e.stack ?? ""}`);
  return 7;
}

/** A loop that never ends: the process stays at 100 % CPU, deaf to everything but signals with their default action. */
async function spin(p: Process, h: Host): Promise<number> {
  await h.flush();
  for (;;) await idle(p);
}

async function idle(p: Process): Promise<void> {
  p.charge(10_000);
  await p.tick();
}
