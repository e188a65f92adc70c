import { promising, suspending, type Value } from "../lib/suspension.ts";
import { INTERPRET, type Layout, LIMIT, STACK, TABLE } from "./change-module.ts";
import { type WasmGlobal, type WasmTable, wasm } from "./wasm.ts";

/**
 * How much of the stack in memory a guest's nested calls may take on one of the browser's own stacks (about 1 MB, which cannot
 * be seen from here): for calls of functions, and for all else before it is a RangeError.
 */
const SOFT = 130 << 10;
export const STACK_LIMIT = 200 << 10;
/** What they may take in all: as many simple calls as Node's own stack takes. */
const DEEPEST = 1900 << 10;

/** Nested calls that go on on another stack of the browser's when the one they run on is used up. */
export interface DeepCalls {
  /** Runs `enter`, an entry into the engine on a stack of its own. */
  onOwnStack<T>(enter: () => Promise<T>): Promise<T>;
  /** Runs `call`, during which nothing can wait. */
  withoutWaiting<T>(call: () => T): T;
  /** Sets the engine's limit, counted from where its stack began. */
  setStackSize: (bytes: number) => void;
}

export function createDeepCalls(exports: Readonly<Record<string, unknown>>, layout: Layout): DeepCalls {
  const stack = exports[STACK] as WasmGlobal;
  const limit = exports[LIMIT] as WasmGlobal;
  const table = exports[TABLE] as WasmTable;
  const interpret = promising(exports[INTERPRET]);
  const top = stack.value;
  let hard = top - STACK_LIMIT;
  const set = (soft: number, bottom: number) => {
    limit.value = soft;
    if (bottom === hard) return;
    hard = bottom;
    deep.setStackSize(top - hard);
  };
  const deep: DeepCalls = {
    async onOwnStack(enter) {
      const before = { soft: limit.value, hard };
      const here = stack.value;
      // At the end of all room its first call is one too many.
      if (top - here > DEEPEST) set(0, here);
      else set(here - SOFT, here - STACK_LIMIT);
      try {
        return await enter();
      } finally {
        set(before.soft, before.hard);
      }
    },
    withoutWaiting(call) {
      const before = limit.value;
      limit.value = 0;
      try {
        return call();
      } finally {
        limit.value = before;
      }
    },
    setStackSize: () => {},
  };
  table.set(
    layout.slot,
    waitingFunction(layout.parameters, (...args) => deep.onOwnStack(() => interpret(...args))),
  );
  return deep;
}

/** A function of 64 bits that calls the waiting `fn`, with no frame of JavaScript between it and its caller. */
function waitingFunction(parameters: readonly number[], fn: (...args: readonly Value[]) => Promise<Value>): unknown {
  const type = [1, 0x60, parameters.length, ...parameters, 1, 0x7e];
  const body = [0, ...parameters.flatMap((_, i) => [0x20, i]), 0x10, 0, 0x0b];
  // biome-ignore format: a module: one type, one import, one function, its export
  const bytes = Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, type.length, ...type,
    2, 7, 1, 1, 0x65, 1, 0x66, 0, 0,
    3, 2, 1, 0,
    7, 5, 1, 1, 0x67, 0, 1,
    10, body.length + 2, 1, body.length, ...body,
  ]);
  return new wasm.Instance(new wasm.Module(bytes), { e: { f: suspending(fn) } }).exports["g"];
}
