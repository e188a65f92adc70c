import { isErrno } from "../../std/errno.ts";
import { lookOrWait, promising, suspending, type Value } from "../lib/suspension.ts";
import { calls, WAITING } from "./call-table.ts";
import type { Call } from "./calls.ts";
import { createSignalCheck } from "./calls-system.ts";
import { wasiNumber } from "./errno-numbers.ts";
import type { Guest } from "./guest.ts";
import { createHeap, type Heap } from "./heap.ts";
import { addToTable, createTrampoline } from "./tables.ts";
import {
  type Exports,
  type Global,
  type Imports,
  type Memory,
  type Module,
  type Table,
  webAssembly,
} from "./webassembly.ts";

/** CPython, instantiated: one for each process, never used twice. */
export interface Instance {
  readonly memory: Memory;
  readonly table: Table;
  readonly heap: Heap;
  /** Calls a function of C's that does not wait. */
  call(name: string, ...args: readonly Value[]): number;
  /** One that gives 64 bits. */
  long(name: string, ...args: readonly number[]): number;
  /** Calls one that may wait. */
  run(name: string, ...args: readonly number[]): Promise<number>;
  /** The function itself, to be called from WebAssembly. */
  exported(name: string): unknown;
  /** Where a variable of C's lies. */
  address(name: string): number;
  allocate(size: number): number;
  free(at: number): void;
  /** The stack of C's own, of which each thread has a piece. */
  readonly stack: Global;
  /** The process that it belongs to; set once, before anything runs. */
  guest: Guest | undefined;
  /** How many threads there are; with several a wait lets the interpreter's lock go. */
  threads: number;
  /** How many were ever started besides the main one, and which of them runs: 0 the main one. */
  started: number;
  thread: number;
  /** A thread that waits and must not see another run: it holds a lock of C's. */
  alone: boolean;
  /**
   * Above 0 while CPython does what it may do or not (compiling its library, which another process may have done before):
   * that costs no simulated time, so that a replay comes to the same.
   */
  hushed: number;
  /** CPython's countdown to its next look, as it stood when the first of them began. */
  clock: number;
  /** How many calls of ours are on the stack: below them nothing can wait. */
  nested: number;
}

const I64_RESULTS: ReadonlySet<string> = new Set(["_mktime_js", "_timegm_js"]);
/** Ways to the page that are closed: they give nothing. */
const NULL_RESULTS = /^_maybe_\w+_async$|^__hiwire_deduplicate_new$/;

/** Starts an instance. What it waits for lies outside of simulated time: call it in `p.load`. */
export async function instantiate(module: Module): Promise<Instance> {
  let made: Instance | undefined;
  const guest = () => {
    if (!made?.guest) throw new Error("this interpreter belongs to no process yet");
    return made.guest;
  };
  const { exports } = await webAssembly.instantiate(
    module,
    createImports(module, guest, () => made),
  );
  made = wrap(exports);
  const trampoline = addToTable(made.table, createTrampoline(made.memory, made.table));
  made.heap.setInt(
    made.address("_PyRuntime") + made.heap.int(made.address("_PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET")),
    trampoline,
  );
  return made;
}

function wrap(exports: Exports): Instance {
  const memory = exports["memory"] as Memory;
  const fn = (name: string) => {
    const it = exports[name];
    if (typeof it !== "function") throw new Error(`CPython has no ${name}`);
    return it as (...args: readonly Value[]) => Value;
  };
  const instance: Instance = {
    memory,
    table: exports["__indirect_function_table"] as Table,
    heap: createHeap(memory),
    call(name, ...args) {
      instance.nested++;
      try {
        return Number(fn(name)(...args) ?? 0);
      } finally {
        instance.nested--;
      }
    },
    long: (name, ...args) => Number(fn(name)(...args)),
    run: async (name, ...args) => Number(await promising(fn(name))(...args)),
    exported: fn,
    address(name) {
      const it = exports[name];
      if (it === undefined) throw new Error(`CPython has no ${name}`);
      return (it as Global).value;
    },
    allocate: (size) => instance.call("malloc", size) >>> 0,
    free: (at) => instance.call("free", at),
    stack: exports["__stack_pointer"] as Global,
    guest: undefined,
    threads: 1,
    started: 0,
    thread: 0,
    alone: false,
    nested: 0,
    hushed: 1,
    clock: 0,
  };
  return instance;
}

/** Gives it its process, and does what a C program has behind it before `main`. */
export function adopt(i: Instance, g: Guest): void {
  i.guest = g;
  i.call("emscripten_stack_init");
  i.call("__wasm_call_ctors");
}

function createImports(module: Module, guest: () => Guest, instance: () => Instance | undefined): Imports {
  const imports: Imports = {};
  for (const { module: from, name, kind } of webAssembly.Module.imports(module)) {
    const room = imports[from] ?? {};
    imports[from] = room;
    if (kind === "global") room[name] = new webAssembly.Global({ value: "i32", mutable: true }, 0);
    else if (name === "_Py_CheckEmscriptenSignals_Helper") {
      const check = createSignalCheck(guest);
      room[name] = lookOrWait(0, check.look, keeping(check.wait, instance));
    } else if (NULL_RESULTS.test(name)) room[name] = () => null;
    else {
      const call = calls[name];
      const bound = call ? bind(name, call, guest, from === "env") : absent(name);
      room[name] = WAITING.has(name)
        ? suspending(keeping(bound, instance, name === "fd_write" ? isPrinting : undefined))
        : bound;
    }
  }
  return imports;
}

/** A call as C makes it: a failure is its number, negative but in WASI's interface. */
function bind(name: string, call: Call, guest: () => Guest, negative: boolean): (...args: readonly Value[]) => unknown {
  const failed = (error: unknown) => {
    if (!isErrno(error)) {
      guest().ended ??= error;
      throw error;
    }
    const number = wasiNumber(error.code);
    return negative ? -number : number;
  };
  const big = I64_RESULTS.has(name);
  return (...args) => {
    try {
      const result = call(guest(), ...args.map(Number));
      if (typeof result !== "number") return result.catch(failed);
      return big ? BigInt(result) : result;
    } catch (error) {
      return failed(error);
    }
  };
}

/** A write to standard output or error: its buffer's lock, which is C's own, is held meanwhile. */
const isPrinting = (fd: Value | undefined) => fd === 1 || fd === 2;

/** A wait keeps its thread's place on C's stack, and, with several threads, lets the interpreter's lock go. */
function keeping<A extends readonly unknown[]>(
  call: (...args: A) => unknown,
  instance: () => Instance | undefined,
  isAlone: (...args: A) => boolean = () => false,
): (...args: A) => unknown {
  return (...args) => {
    const alone = isAlone(...args);
    const result = call(...args);
    const i = instance();
    if (!(result instanceof Promise) || !i) return result;
    const resume = leave(i, alone);
    return result.then(
      (value: unknown) => resume().then(() => value),
      (error: unknown) => {
        if (alone) i.alone = false;
        throw error;
      },
    );
  };
}

/**
 * The running thread waits from now on. Gives what must be called (and awaited) before it goes on: with several threads that
 * is not while another one waits alone, nor ever when the main thread is ending the interpreter.
 */
export function leave(i: Instance, alone = false): () => Promise<void> {
  const { thread } = i;
  const place = i.stack.value;
  const several = i.threads > 1;
  const state = several ? i.call("PyThreadState_GetUnchecked") : 0;
  if (state) i.call("PyEval_SaveThread");
  if (alone && several) i.alone = true;
  return async () => {
    const p = i.guest?.p;
    if (alone && several) i.alone = false;
    while (p && i.threads > 1 && (i.alone || (thread !== 0 && i.call("Py_IsFinalizing") !== 0))) await p.sleep(100);
    i.thread = thread;
    i.stack.value = place;
    if (state) i.call("PyEval_RestoreThread", state);
  };
}

/**
 * How much of C's own stack a recursion may take. The browser's stack beneath it is small (about 1 MB) and cannot be seen from
 * here: what goes through Python's code, as `__eq__` that compares again, uses it up with some 300 KB of C's. Before that
 * CPython raises RecursionError. What recurses in C alone (the hash of a tuple nested 10,000 deep) ends the process.
 */
const STACK_LIMIT = 256 << 10;

export function limitStack(i: Instance, state: number, top: number): void {
  i.call("PyUnstable_ThreadState_SetStackProtection", state, top - STACK_LIMIT, STACK_LIMIT);
}

function absent(name: string): () => never {
  return () => {
    throw new Error(`CPython asks for ${name}, which is not simulated`);
  };
}
