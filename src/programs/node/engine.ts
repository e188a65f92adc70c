import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from "quickjs-emscripten-core";
import { type AssetAddress, readAsset } from "../lib/asset.ts";
import { canSuspend } from "../lib/suspension.ts";
import { type Changed, changeModule, TABLE } from "./change-module.ts";
import { createDeepCalls, type DeepCalls, STACK_LIMIT } from "./deep-calls.ts";
import { engineImports, type Frames, type Interrupts } from "./engine-imports.ts";
import { type Bare, createGuestEntry, type GuestEntry } from "./guest-entry.ts";
import { trampoline, type WasmModule, type WasmTable, wasm } from "./wasm.ts";

/** One node process's own engine: nothing is shared with another but the compiled code. */
export interface Engine extends GuestEntry {
  readonly runtime: QuickJSRuntime;
  readonly context: QuickJSContext;
  /** Bytes of the instance's memory. */
  memory(): number;
  /** A copy of the memory. To be taken and set back only while no code of the guest runs. */
  save(): Uint8Array;
  restore(saved: Uint8Array): void;
}

/** Told of each promise that is rejected with nobody to handle it, and of each that is handled after all. */
export type RejectionTracker = (promise: QuickJSHandle, reason: QuickJSHandle, handled: boolean) => void;

let compiled: Promise<{ readonly module: WasmModule; readonly layout: Changed["layout"] }> | undefined;

/** Starts an instance. What it waits for lies outside of simulated time: call it in `p.load`. */
export async function startEngine(
  onRejection: RejectionTracker,
  /** Seconds east of Greenwich at a time in seconds: the engine's local time. */
  localOffset: (seconds: number) => number,
  interrupts: Interrupts,
): Promise<Engine> {
  compiled ??= (async () => {
    const { bytes, layout } = changeModule(await wasmBytes(), canSuspend());
    return { module: await wasm.compile(bytes), layout };
  })();
  const { module, layout } = await compiled;
  let table: WasmTable | undefined;
  let deep: DeepCalls | undefined;
  let buffer = () => new ArrayBuffer(0);
  const frames: Frames = { host: 1, wait: undefined, deep: undefined };
  const quickjs = await newQuickJSWASMModuleFromVariant(
    newVariant(variant, {
      emscriptenModule: {
        async instantiateWasm(imports: object, onSuccess: (instance: never) => void) {
          const instance = await wasm.instantiate(
            module,
            engineImports(imports, { localOffset, buffer: () => buffer(), interrupts, frames }),
          );
          table = instance.exports[TABLE] as WasmTable;
          if (canSuspend()) deep = createDeepCalls(instance.exports, layout);
          onSuccess(instance as never);
          return instance.exports as never;
        },
      },
    }),
  );
  const runtime = quickjs.newRuntime();
  frames.deep = deep;
  runtime.setMaxStackSize(STACK_LIMIT);
  if (deep) deep.setStackSize = (bytes) => runtime.setMaxStackSize(bytes);
  const context = runtime.newContext();
  const memory = quickjs.getWasmMemory() as unknown as { readonly buffer: ArrayBuffer };
  buffer = () => memory.buffer;
  if (table) track(runtime, context, memory, table, onRejection);
  return {
    runtime,
    context,
    ...createGuestEntry(runtime, context, frames, buffer),
    memory: () => memory.buffer.byteLength,
    save: () => new Uint8Array(memory.buffer).slice(0, used(memory.buffer)),
    restore(saved) {
      const all = new Uint8Array(memory.buffer);
      all.set(saved);
      all.fill(0, saved.length);
    },
  };
}

/** The memory's length without the zeros at its end. */
function used(buffer: ArrayBuffer): number {
  const words = new Uint32Array(buffer);
  let end = words.length;
  while (end > 0 && words[end - 1] === 0) end--;
  return end * 4;
}

/**
 * Sets the runtime's tracker of rejected promises, which lies two words behind its interrupt handler: that one is found by
 * what setting it changes.
 */
function track(
  runtime: QuickJSRuntime,
  context: QuickJSContext,
  memory: { readonly buffer: ArrayBuffer },
  table: WasmTable,
  onRejection: RejectionTracker,
): void {
  const rt = (runtime as unknown as Bare).rt.value;
  const bare = context as unknown as Bare;
  const words = () => new Uint32Array(memory.buffer, rt, 256).slice();
  const before = words();
  runtime.setInterruptHandler(() => false);
  const after = words();
  const at = after.findIndex((w, i) => w !== before[i]);
  if (at < 0 || after[at + 4] !== rt + 4 * (at + 4)) throw new Error("QuickJS has another layout");
  const slot = bare.module._malloc(8);
  const handle = (value: unknown) => {
    new BigInt64Array(memory.buffer, slot, 1)[0] = BigInt(value as bigint);
    return bare.memory.heapValueHandle(bare.ffi.QTS_DupValuePointer(bare.ctx.value, slot));
  };
  const index = table.grow(1);
  table.set(
    index,
    trampoline((_ctx, promise, reason, handled) => {
      const a = handle(promise);
      const b = handle(reason);
      onRejection(a, b, handled !== 0);
      a.dispose();
      b.dispose();
    }),
  );
  new Uint32Array(memory.buffer, rt, 256)[at + 2] = index;
}

/** The engine's code: a file beside the page, or in Node's folder of packages. */
function wasmBytes(): Promise<Uint8Array> {
  // The bundler finds the file by this very expression.
  return readAsset(
    new URL("../../../node_modules/@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm", import.meta.url),
  );
}

declare const URL: new (path: string, base: string) => AssetAddress;
