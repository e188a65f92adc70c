import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from "quickjs-emscripten-core";
import { canSuspend, promising, type Value } from "../lib/suspension.ts";
import type { Frames } from "./engine-imports.ts";

/** A value of the guest, or what it threw. */
export type Outcome = { readonly value: QuickJSHandle; readonly error?: undefined } | { readonly error: QuickJSHandle };

/** The ways into a guest. Where WebAssembly can wait, a guest that is long at it can be held up. */
export interface GuestEntry {
  /** Calls a function of the guest from the event loop. */
  call(fn: QuickJSHandle, args: readonly QuickJSHandle[]): Promise<Outcome>;
  /** Calls one that is short for sure. */
  ask(fn: QuickJSHandle, args: readonly QuickJSHandle[]): Outcome;
  /** Runs so many of the jobs of promises at most: how many there were; undefined when one failed. */
  jobs(most: number): Promise<number | undefined>;
  /** What a function of the host's gives whose result is that of this code. */
  evaluate(code: string, name: string, type?: "module"): Outcome | undefined;
}

/** What the package keeps for itself. */
export interface Bare {
  readonly rt: { readonly value: number };
  readonly ctx: { readonly value: number };
  readonly memory: {
    heapValueHandle(pointer: number): QuickJSHandle;
    toPointerArray(handles: readonly QuickJSHandle[]): Allocated<number>;
    newHeapCharPointer(text: string): Allocated<{ readonly ptr: number; readonly strlen: number }>;
  };
  readonly ffi: {
    QTS_DupValuePointer(ctx: number, value: number): number;
    QTS_ResolveException(ctx: number, value: number): number;
    QTS_FreeValuePointer(ctx: number, value: number): void;
    QTS_FreeValuePointerRuntime(rt: number, value: number): void;
  };
  readonly module: {
    _malloc(size: number): number;
    _free(at: number): void;
    readonly _QTS_Call: unknown;
    readonly _QTS_Eval: unknown;
    readonly _QTS_ExecutePendingJob: unknown;
  };
}

interface Allocated<T> {
  readonly value: T;
  dispose(): void;
}

/** QuickJS's own numbers for how code is evaluated. */
const TYPE_MODULE = 1;
const DETECT_MODULE = 1;

export function createGuestEntry(
  runtime: QuickJSRuntime,
  context: QuickJSContext,
  frames: Frames,
  buffer: () => ArrayBuffer,
): GuestEntry {
  const { ctx, rt, memory, ffi, module } = context as unknown as Bare;
  const ask = (fn: QuickJSHandle, args: readonly QuickJSHandle[]) =>
    context.callFunction(fn, context.undefined, ...args);
  if (!canSuspend())
    return {
      ask,
      call: async (fn, args) => ask(fn, args),
      async jobs(most) {
        const result = runtime.executePendingJobs(most);
        const count = result.error ? undefined : result.value;
        result.dispose();
        return count;
      },
      evaluate: (code, name, type) => context.evalCode(code, name, type && { type }),
    };

  const call = promising(module._QTS_Call);
  const evaluate = promising(module._QTS_Eval);
  const executeJobs = promising(module._QTS_ExecutePendingJob);
  const ownStack = <T>(run: () => Promise<T>): Promise<T> => (frames.deep ? frames.deep.onOwnStack(run) : run());
  /** From the event loop: nothing of the host's is below. */
  const enter = async (fn: (...args: readonly Value[]) => Promise<Value>, args: readonly Value[]): Promise<number> => {
    const before = frames.host;
    frames.host = 0;
    try {
      return await ownStack(async () => Number(await fn(...args)));
    } finally {
      frames.host = before;
    }
  };
  return {
    ask,
    async call(fn, args) {
      const list = memory.toPointerArray(args);
      const result = await enter(call, [
        ctx.value,
        fn.value as number,
        context.undefined.value as number,
        args.length,
        list.value,
      ]);
      list.dispose();
      const error = ffi.QTS_ResolveException(ctx.value, result);
      if (!error) return { value: memory.heapValueHandle(result) };
      ffi.QTS_FreeValuePointer(ctx.value, result);
      return { error: memory.heapValueHandle(error) };
    },
    async jobs(most) {
      if (!runtime.hasPendingJob()) return 0;
      const place = module._malloc(4);
      const result = await enter(executeJobs, [rt.value, most, place]);
      const ran = new Uint32Array(buffer(), place, 1)[0] !== 0;
      module._free(place);
      if (!ran) {
        ffi.QTS_FreeValuePointerRuntime(rt.value, result);
        return 0;
      }
      return memory
        .heapValueHandle(result)
        .consume((count) => (context.typeof(count) === "number" ? context.getNumber(count) : undefined));
    },
    evaluate(code, name, type) {
      // The call itself is the one frame.
      if (frames.host > 1) return context.evalCode(code, name, type && { type });
      frames.wait = async () => {
        const text = memory.newHeapCharPointer(code);
        const file = memory.newHeapCharPointer(name);
        const how = type ? [0, TYPE_MODULE] : [DETECT_MODULE, 0];
        const run = () => evaluate(ctx.value, text.value.ptr, text.value.strlen, file.value.ptr, ...how);
        const result = Number(await ownStack(run));
        text.dispose();
        file.dispose();
        return result;
      };
      return undefined;
    },
  };
}
