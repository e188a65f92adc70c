import type { Process } from "../../kernel/process.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { ErrnoError, isErrno } from "../../std/errno.ts";
import { encode } from "../../std/text.ts";
import type { Calls } from "./calls.ts";
import type { Guest } from "./guest.ts";
import type { Instance } from "./instance.ts";

/** The most that one process may hold, where its container sets no lower limit. */
const MEMORY_LIMIT = 768 << 20;
const PAGE = 65_536;

/** `NAME=value`, in the order of the environment. */
const environment = (p: Process) => [...p.env].map(([k, v]) => encode(`${k}=${v}`));

/** Grows the memory; refused past the limit, which C sees as `malloc` failing. The container's own limit kills. */
function grow(g: Guest, wanted: number): number {
  const { memory } = g.instance;
  const need = wanted >>> 0;
  const now = memory.buffer.byteLength;
  if (need > MEMORY_LIMIT) return 0;
  const size = Math.min(MEMORY_LIMIT, Math.max(need, Math.ceil(now * 1.2)));
  g.p.setMemory(resident(size));
  try {
    memory.grow(Math.ceil((size - now) / PAGE));
    return 1;
  } catch {
    return 0;
  }
}

/** What `ps` shows: of the module's memory nine megabytes are never touched. */
export function resident(bytes: number): number {
  return Math.max(9 << 20, bytes - (21 << 20));
}

/** Backward jumps and calls between two looks at the machine, in looks of 50 each; their simulated CPU time, in microseconds. */
const LOOKS = 20;
const LOOKS_COST = 30;

/**
 * CPython looks for signals after each 50 jumps: that is where a busy loop lets others run, and where a signal reaches it.
 * `look` gives the signal's number, 0 for none, -1 where it is time to wait; `wait` then waits and gives it.
 */
export function createSignalCheck(g: () => Guest): { look(): number; wait(): Promise<number> } {
  let looks = 0;
  return {
    look() {
      const { signals, instance } = g();
      const mine = instance.thread === 0 ? (signals.shift() ?? 0) : 0;
      if (mine || instance.hushed > 0 || ++looks < LOOKS || instance.nested > 0) return mine;
      looks = 0;
      return -1;
    },
    wait: () => letOthersRun(g()),
  };
}

/** Begins or ends what costs no simulated time. */
export function hush(i: Instance, on: boolean): undefined {
  const clock = i.address("_Py_emscripten_signal_clock");
  if (on && i.hushed++ === 0) i.clock = i.heap.int(clock);
  if (!on && --i.hushed === 0) i.heap.setInt(clock, i.clock);
}

/** Lets all others run that can, and signals arrive. */
export async function yieldTurn(p: Process): Promise<void> {
  try {
    await p.sleep(0);
  } catch (error) {
    if (!isErrno(error, "EINTR")) throw error;
  }
}

async function letOthersRun(g: Guest): Promise<number> {
  g.p.charge(LOOKS_COST);
  await yieldTurn(g.p);
  return g.instance.thread === 0 ? (g.signals.shift() ?? 0) : 0;
}

/** The process, its environment, its memory, its chance. */
export const systemCalls: Calls = {
  environ_sizes_get: (g, countAt, sizeAt) => {
    const all = environment(g.p);
    g.heap.setInt(countAt, all.length);
    g.heap.setInt(
      sizeAt,
      all.reduce((n, b) => n + b.length + 1, 0),
    );
    return 0;
  },
  environ_get: (g, pointers, texts) => {
    let at = texts;
    environment(g.p).forEach((bytes, i) => {
      g.heap.setInt(pointers + 4 * i, at);
      g.heap.write(at, bytes);
      g.heap.bytes[(at + bytes.length) >>> 0] = 0;
      at += bytes.length + 1;
    });
    return 0;
  },
  random_get: (g, to, count) => {
    g.heap.write(to, g.p.chance.bytes("python", count));
    return 0;
  },
  emscripten_resize_heap: (g, wanted) => grow(g, wanted),
  emscripten_get_heap_max: () => MEMORY_LIMIT,
  _emscripten_get_progname: (g, to, room) => g.heap.setText(to, g.p.argv[0] ?? "python3", room),
  _abort_js: (g) => {
    g.p.kill(g.p.pid, SIGNALS.SIGABRT);
    // The first of its namespace is not reached by it: abort(3) then breaks the process by an instruction that none may use.
    return g.p.exit(128 + (g.p.pid === 1 ? SIGNALS.SIGSEGV : SIGNALS.SIGABRT));
  },
  proc_exit: (g, code) => g.p.exit(code),
  exit: (g, code) => g.p.exit(code),
  __syscall_getuid32_js: (g) => g.p.credentials.uid,
  __syscall_umask_js: (g, mask) => g.p.setUmask(mask),
  _mmap_js: () => {
    throw new ErrnoError("EOPNOTSUPP");
  },
  _emscripten_runtime_keepalive_clear: () => 0,
  emscripten_runtime_keepalive_push: () => 0,
  emscripten_runtime_keepalive_pop: () => 0,
  can_run_sync_js: () => 0,
  _Py_emscripten_runtime: () => 0,
  _try_fcntl64: () => 0,
};
