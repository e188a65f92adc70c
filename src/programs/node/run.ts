import type { QuickJSHandle } from "quickjs-emscripten-core";
import type { Process } from "../../kernel/process.ts";
import { type Engine, startEngine } from "./engine.ts";
import { guestSources } from "./guest/sources.ts";
import { createNative, failure, toGuest } from "./guest-call.ts";
import { createHost, type Host } from "./host.ts";
import { localOffset } from "./locale-operations.ts";
import { createRecorder, noRecorder, type Recorder } from "./record.ts";

/** What the command line asks for; the guest's own start reads it. */
export interface NodeOptions {
  readonly version: string;
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly mode: "file" | "eval" | "stdin" | "repl" | "check";
  readonly script: string;
  readonly preload: readonly string[];
  readonly inputType: string;
  /** Whether the value of a script from the command line or standard input is printed. */
  readonly print: boolean;
  /** Whether the program may make calls that stop it in the middle of synchronous code. */
  readonly stops: boolean;
}

/** Interrupts (10,000 steps of the engine each) in one turn until the guest counts as spinning: one to two seconds. */
const SPIN_INTERRUPTS = 4_000;
/** Calls of the machine in one turn until then: a busy wait on the clock passes quickly. */
const SPIN_CALLS = 3_000_000;
/** Simulated CPU time of one interrupt's steps, in microseconds. */
const INTERRUPT_COST = 200;
const MEMORY_LIMIT = 192 << 20;
const STACK_LIMIT = 200 << 10;
/** What Node holds resident before any program's data. */
const BASE_MEMORY = 38 << 20;

/** Runs a program in an engine of its own, up to the end of its event loop. Gives the exit status. */
export async function runNode(p: Process, options: NodeOptions): Promise<number> {
  const h = createHost(p);
  const rejections: { promise: QuickJSHandle; reason: QuickJSHandle; handled: boolean }[] = [];
  const engine = await p.load(() =>
    startEngine((promise, reason, handled) => {
      if (rejections.length < 10_000) rejections.push({ promise: promise.dup(), reason: reason.dup(), handled });
    }, localOffset(h)),
  );
  const { context, runtime } = engine;
  let interrupts = 0;
  let calls = 0;
  let spinning = false;
  runtime.setMemoryLimit(MEMORY_LIMIT);
  runtime.setMaxStackSize(STACK_LIMIT);
  runtime.setInterruptHandler(() => {
    if (h.exitCode !== undefined || recorder.stopped) return true;
    if (!recorder.replaying) p.charge(INTERRUPT_COST);
    interrupts++;
    spinning = interrupts > SPIN_INTERRUPTS || calls > SPIN_CALLS || h.outputFull;
    return spinning || overLimit(p, engine);
  });
  const recorder = options.stops ? createRecorder(engine, () => rejections.splice(0)) : noRecorder;
  const native = createNative(engine, h, recorder, () => {
    if (++calls > 2_000) p.charge(10);
  });
  const step = boot(p, engine, native, recorder, options);

  /** One entry into the guest; undefined when it must not go on. */
  const enter = (kind: string, ...args: QuickJSHandle[]): number | undefined => {
    interrupts = 0;
    calls = 0;
    const name = context.newString(kind);
    const result = contained(h, recorder, options.version, () =>
      context.callFunction(step, context.undefined, name, ...args),
    );
    if (!result) return undefined;
    name.dispose();
    for (const a of args) a.dispose();
    if (result.error) {
      const over = h.exitCode !== undefined || spinning || recorder.stopped;
      const shown: unknown = over ? undefined : context.dump(result.error);
      result.error.dispose();
      if (over) return undefined;
      h.exitCode = fatal(h, shown);
      return undefined;
    }
    const value = result.value.consume((v) => (context.typeof(v) === "number" ? context.getNumber(v) : 0));
    return h.exitCode === undefined && !recorder.stopped ? value : undefined;
  };

  /** Ticks and promise jobs until there are none, then rejections that nobody handled. */
  const drain = (): boolean => {
    for (;;) {
      let jobs: boolean;
      do {
        if (enter("ticks") === undefined) return false;
        jobs = false;
        for (;;) {
          const r = contained(h, recorder, options.version, () => runtime.executePendingJobs(64));
          if (!r) return false;
          const failed = r.error !== undefined;
          const count = failed ? 0 : r.value;
          r.dispose();
          if (h.exitCode !== undefined || spinning || recorder.stopped) return false;
          if (!failed && count === 0) break;
          jobs = true;
        }
        // Only jobs can have left new ticks.
      } while (jobs && enter("hasTicks") === 1);
      if (h.exitCode !== undefined) return false;
      if (rejections.length === 0) return true;
      for (const r of rejections.splice(0)) {
        if (enter("rejection", r.promise, r.reason, r.handled ? context.true.dup() : context.false.dup()) === undefined)
          return false;
      }
      if (enter("rejected") === undefined) return false;
    }
  };

  /** What the program printed is out before it is stopped. */
  const afterOutput = async (wait: () => Promise<unknown>) => {
    await h.flush();
    return await wait();
  };
  const turn = (kind: string, makeArgs: () => QuickJSHandle[] = () => []): Promise<number | undefined> =>
    recorder.run(() => {
      const value = enter(kind, ...makeArgs());
      return value !== undefined && drain() ? value : undefined;
    }, afterOutput);

  /** The next timer or immediate and what comes of it; 0 when there was none, and so nothing can have come. */
  const one = (kind: "timer" | "immediates" | "immediate"): Promise<number | undefined> =>
    recorder.run(() => {
      const ran = enter(kind);
      return ran !== 1 || drain() ? ran : undefined;
    }, afterOutput);

  const run = async (): Promise<void> => {
    if ((await turn("main")) === undefined) return;
    // Starting took longer than the shortest timer.
    p.charge(1_500);
    for (;;) {
      await h.flush();
      p.setMemory(resident(engine));
      const wait = await recorder.run(() => enter("wait"), afterOutput);
      if (wait === undefined) return;
      if (h.completions.length === 0 && wait !== 0) {
        if (wait === -2) {
          const again = await turn("beforeExit");
          if (again === undefined) return;
          if (again === 0) break;
          continue;
        }
        await p.poll([h.wakeFd], wait < 0 ? undefined : wait);
      } else await p.tick();
      await h.drainWake();
      let timers: number | undefined = await one("timer");
      while (timers === 1) timers = await one("timer");
      if (timers === undefined) return;
      while (h.completions.length) {
        const done = h.completions.shift();
        if (!done) break;
        const failed = done.error === undefined ? undefined : failure(done.error);
        const args = () => [context.newNumber(done.id), toGuest(engine, failed ?? done.value)];
        if ((await turn("complete", args)) === undefined) return;
      }
      let immediates = await one("immediates");
      while (immediates === 1) immediates = await one("immediate");
      if (immediates === undefined) return;
    }
    await turn("exit");
  };

  await run();
  if (spinning && h.exitCode === undefined) return spin(p, h);
  await h.flush();
  return h.exitCode ?? 0;
}

/** Hands the guest its sources and options; gives its entry. */
function boot(
  p: Process,
  engine: Engine,
  native: QuickJSHandle,
  recorder: Recorder,
  options: NodeOptions,
): QuickJSHandle {
  const { context } = engine;
  const compile = context.newFunction("compile", (code, name) =>
    context.evalCode(context.getString(code), context.getString(name)),
  );
  const evalModule = context.newFunction("evalModule", (code, name) =>
    context.evalCode(context.getString(code), context.getString(name), { type: "module" }),
  );
  const promiseState = context.newFunction("promiseState", (promise) => {
    const out = context.newArray();
    const state = context.getPromiseState(promise);
    context.newString(state.type).consume((s) => context.setProp(out, 0, s));
    if (state.type === "fulfilled") {
      context.setProp(out, 1, state.value);
      if (!state.notAPromise) state.value.dispose();
    } else if (state.type === "rejected") {
      context.setProp(out, 1, state.error);
      state.error.dispose();
    }
    return out;
  });
  const memory = context.newFunction("memory", () =>
    context.newNumber(Number(recorder.answer("memory", () => engine.memory()))),
  );
  const about = { ...options, pid: p.pid, ppid: p.ppid, execPath: p.executable, env: [...p.env] };
  const settings = context.newString(JSON.stringify(about));
  // Node's own modules are compiled from the host's texts, those alone that the program comes to need.
  const sources = guestSources();
  const ownModule = context.newFunction("ownModule", (name) => {
    const own = context.getString(name);
    return context.evalCode(`(${sources[own] ?? "undefined"})`, `node:${own}`);
  });
  const ownNames = context.newString(JSON.stringify(Object.keys(sources)));
  const start = context.unwrapResult(
    context.evalCode(`Object.defineProperty(globalThis,"__name",{value:f=>f});(${bootSource()})`, "node:boot"),
  );
  const step = context.unwrapResult(
    context.callFunction(
      start,
      context.undefined,
      native,
      compile,
      evalModule,
      promiseState,
      memory,
      settings,
      ownModule,
      ownNames,
    ),
  );
  const function_ = (name: string) => context.getProp(step, name);
  const resolve = function_("resolve");
  const load = function_("load");
  const ask = (fn: QuickJSHandle, ...texts: string[]) => {
    const args = texts.map((t) => context.newString(t));
    const r = context.callFunction(fn, context.undefined, ...args);
    for (const a of args) a.dispose();
    if (r.error) return { error: r.error as unknown as Error };
    return r.value.consume((v) => context.getString(v));
  };
  engine.runtime.setModuleLoader(
    (name) => ask(load, name),
    (base, name) => ask(resolve, base, name),
  );
  return step;
}

function bootSource(): string {
  return guestSources()["boot"] ?? "";
}

function resident(engine: Engine): number {
  return BASE_MEMORY + engine.memory() - (16 << 20);
}

function overLimit(p: Process, engine: Engine): boolean {
  const limit = p.memory().limit;
  return limit !== undefined && resident(engine) > limit;
}

/** Runs code of the guest. When that is nested deeper than the host's own stack, the program ends as by any deep recursion. */
function contained<T>(h: Host, recorder: Recorder, version: string, run: () => T): T | undefined {
  try {
    return run();
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
  for (;;) {
    p.charge(10_000);
    await p.tick();
  }
}
