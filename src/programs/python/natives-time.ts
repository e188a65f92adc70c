import type { Thread } from "../../kernel/process.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { ErrnoError } from "../../std/errno.ts";
import type { Guest } from "./guest.ts";
import { type Native, type NativeCall, Raised, Reference } from "./natives.ts";
import type { Item } from "./objects.ts";

/** When sleeps that signals interrupt are to end, by their call. */
const ends = new WeakMap<Guest, Map<number, number>>();

/** `time.sleep`: to its end, whatever signals come between. */
async function sleep(g: Guest, args: readonly Item[], call: NativeCall): Promise<undefined> {
  const seconds = args[0];
  if (args.length !== 1)
    throw new Raised("PyExc_TypeError", `time.sleep() takes exactly one argument (${args.length} given)`);
  if (typeof seconds !== "number" && typeof seconds !== "boolean")
    throw new Raised(
      "PyExc_TypeError",
      `'${typeName(g, call.argument(0))}' object cannot be interpreted as an integer`,
    );
  if (Number(seconds) < 0) throw new Raised("PyExc_ValueError", "sleep length must be non-negative");
  const own = ends.get(g) ?? new Map<number, number>();
  ends.set(g, own);
  const end = own.get(call.key) ?? g.p.now() + Math.round(Number(seconds) * 1e6);
  own.set(call.key, end);
  // An interrupted sleep leaves its end behind for its next try.
  await g.p.sleep(Math.max(0, end - g.p.now()));
  own.delete(call.key);
  return undefined;
}

/** The name of an object's type: PyTypeObject's fourth word. */
function typeName(g: Guest, object: number): string {
  return g.heap.text(g.heap.int(g.heap.int(object + 4) + 12));
}

/** Signals that no process may handle, and those that its C library keeps for itself. */
const UNTOUCHABLE: ReadonlySet<number> = new Set([SIGNALS.SIGKILL, SIGNALS.SIGSTOP, 32, 33]);

/** What CPython does at a signal is its own affair; the kernel must know whether it is handled, ignored or left alone. */
export function tellKernel(g: Guest, signal: number, action: "default" | "ignore" | "handled"): void {
  if (action !== "handled") return g.p.onSignal(signal, action);
  g.p.onSignal(
    signal,
    () => {
      g.signals.push(signal);
      // CPython counts down to its next look.
      g.heap.setInt(g.instance.address("_Py_emscripten_signal_clock"), 0);
    },
    { restart: false },
  );
}

/** `_signal.signal(number, handler)`, with CPython's own function as a third argument. */
function setHandler(g: Guest, args: readonly Item[], call: NativeCall): Reference {
  const { instance } = g;
  const signal = typeof args[1] === "number" ? args[1] : 0;
  if (UNTOUCHABLE.has(signal)) throw new ErrnoError("EINVAL");
  const pair = instance.call("PyTuple_GetSlice", call.key, 1, 3);
  const before = instance.call("PyObject_CallObject", call.argument(0), pair);
  instance.call("Py_DecRef", pair);
  if (before !== 0) {
    // SIG_DFL and SIG_IGN are numbers (of an enumeration).
    const handler = args[2];
    tellKernel(g, signal, handler === 0 ? "default" : handler === 1 ? "ignore" : "handled");
  }
  return new Reference(before);
}

/** The timer of a process: when it rings next, and how often after that. */
interface Alarm {
  readonly thread: Thread<void>;
  readonly at: number;
  readonly interval: number;
}

const alarms = new WeakMap<Guest, Alarm>();

/** Sets the timer (microseconds; 0 stops it); gives what was left of the one before, and its interval. */
function setAlarm(g: Guest, first: number, interval: number): readonly [number, number] {
  const before = alarms.get(g);
  before?.thread.cancel();
  alarms.delete(g);
  if (first > 0) {
    const ring = async () => {
      for (let span = first; span > 0; span = interval) {
        await g.p.sleep(span);
        if (interval > 0) remember(g, thread, interval, interval);
        else alarms.delete(g);
        g.p.kill(g.p.pid, SIGNALS.SIGALRM);
      }
    };
    const thread: Thread<void> = g.p.thread(ring);
    remember(g, thread, first, interval);
  }
  return before ? [Math.max(0, before.at - g.p.now()), before.interval] : [0, 0];
}

function remember(g: Guest, thread: Thread<void>, span: number, interval: number): void {
  alarms.set(g, { thread, at: g.p.now() + span, interval });
}

const micros = (item: Item | undefined) => Math.round(Number(item ?? 0) * 1e6);

export const timeNatives: Readonly<Record<string, Native>> = {
  sleep: { waits: true, run: sleep },
  alarm: { run: (g, a) => Math.ceil(setAlarm(g, micros(a[0]), 0)[0] / 1e6) },
  setitimer: {
    run: (g, a) => {
      if (a[0] !== 0) throw new Raised("PyExc_OSError", "drydock: timers of CPU time are not simulated");
      return setAlarm(g, micros(a[1]), micros(a[2])).map((span) => span / 1e6 + 0.0);
    },
  },
  getitimer: {
    run: (g) => {
      const it = alarms.get(g);
      return it ? [Math.max(0, it.at - g.p.now()) / 1e6, it.interval / 1e6] : [0, 0];
    },
  },
  set_handler: { run: (g, args, call) => setHandler(g, args, call) },
  pause: {
    waits: true,
    run: async (g, _args, call) => {
      const own = ends.get(g) ?? new Map<number, number>();
      ends.set(g, own);
      // Called again: a handler has run.
      if (own.delete(call.key)) return undefined;
      own.set(call.key, 0);
      await g.p.sleep(Number.MAX_SAFE_INTEGER / 4);
      return undefined;
    },
  },
};
