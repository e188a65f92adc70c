// The few parts of the WebAssembly interface that the engine's loading needs; the pure rooms compile without the DOM's types.

export interface WasmModule {
  readonly wasmModule?: never;
}

export interface WasmTable {
  readonly length: number;
  grow(by: number): number;
  set(index: number, fn: unknown): void;
}

export interface WasmGlobal {
  value: number;
}

export interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

interface WasmInterface {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  instantiate(module: WasmModule, imports: object): Promise<WasmInstance>;
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: object) => WasmInstance;
}

export const wasm = (globalThis as unknown as { readonly WebAssembly: WasmInterface }).WebAssembly;

/** A function of the module's own kind (i32, i64, i64, i32, i32) that calls `fn`: what fits into the table. */
export function trampoline(fn: (...args: readonly unknown[]) => void): unknown {
  // biome-ignore format: a module: one type, one import, its export
  const bytes = Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, 9, 1, 0x60, 5, 0x7f, 0x7e, 0x7e, 0x7f, 0x7f, 0,
    2, 7, 1, 1, 0x65, 1, 0x66, 0, 0,
    7, 5, 1, 1, 0x66, 0, 0,
  ]);
  return new wasm.Instance(new wasm.Module(bytes), { e: { f: fn } }).exports["f"];
}
