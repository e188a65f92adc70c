import { Cancelled, type CancelSource, createCancel } from "../../std/cancel.ts";
import { promising } from "../lib/suspension.ts";
import type { Guest } from "./guest.ts";
import { type Instance, limitStack } from "./instance.ts";
import type { Native } from "./natives.ts";

/** C's stack of a thread that a program starts. */
const STACK = 288 << 10;
/** What `get_ident` gives for the main thread; others follow. */
const FIRST_IDENT = 139_872_000_000_000;
const FOR_EVER = Number.MAX_SAFE_INTEGER / 4;

const identOf = (thread: number) => FIRST_IDENT + thread * 8_396_800;

/** Those that wait, by what they wait for. */
const waiting = new WeakMap<Guest, Map<number, CancelSource[]>>();

function queueOf(g: Guest, key: number): CancelSource[] {
  const queues = waiting.get(g) ?? new Map<number, CancelSource[]>();
  waiting.set(g, queues);
  const queue = queues.get(key) ?? [];
  queues.set(key, queue);
  return queue;
}

/** Waits to be woken; false at the timeout (seconds; negative: none). */
async function park(g: Guest, key: number, timeout: number): Promise<boolean> {
  const source = createCancel();
  const queue = queueOf(g, key);
  queue.push(source);
  try {
    await g.p.sleep(timeout < 0 ? FOR_EVER : Math.round(timeout * 1e6), source.token);
    return false;
  } catch (error) {
    if (error instanceof Cancelled && !g.p.cancel.cancelled) return true;
    throw error;
  } finally {
    const at = queue.indexOf(source);
    if (at >= 0) queue.splice(at, 1);
    const queues = waiting.get(g);
    // Others may have begun another queue meanwhile.
    if (queue.length === 0 && queues?.get(key) === queue) queues.delete(key);
  }
}

/**
 * Starts a thread: a second stack of WebAssembly's and of C's in the same interpreter. One of them runs at a time, from one
 * wait to its next, as the kernel's threads do; CPython's own lock is let go around each wait.
 */
function start(g: Guest, callable: number): number {
  const { instance: i } = g;
  i.call("Py_IncRef", callable);
  const base = i.allocate(STACK);
  const state = i.call("PyThreadState_New", i.call("PyInterpreterState_Get"));
  limitStack(i, state, base + STACK);
  const thread = ++i.started;
  i.threads++;
  g.p.thread(async () => {
    try {
      enter(i, thread, base);
      i.call("PyEval_RestoreThread", state);
      await promising(i.exported("PyObject_CallNoArgs"))(callable);
      enter(i, thread, base);
      i.call("Py_DecRef", callable);
      i.call("PyThreadState_Clear", state);
      i.call("PyThreadState_DeleteCurrent");
      i.threads--;
      i.free(base);
    } catch (error) {
      g.ended ??= error;
      throw error;
    }
  });
  return identOf(thread);
}

function enter(i: Instance, thread: number, base: number): void {
  i.thread = thread;
  i.stack.value = (base + STACK) & ~15;
}

/** What `_thread` is made of. */
export const threadNatives: Readonly<Record<string, Native>> = {
  get_ident: { run: (g) => identOf(g.instance.thread) },
  thread_start: { run: (g, _args, call) => start(g, call.argument(0)) },
  park: { waits: true, run: (g, a) => park(g, Number(a[0]), Number(a[1])) },
  wake: {
    run: (g, a) => {
      waiting.get(g)?.get(Number(a[0]))?.shift()?.cancel();
      return undefined;
    },
  },
};
