import { concat } from "../../std/text.ts";

// The few parts of the WebAssembly interface that the engine's loading needs; the pure rooms compile without the DOM's types.

export interface WasmModule {
  readonly wasmModule?: never;
}

export interface WasmTable {
  readonly length: number;
  grow(by: number): number;
  set(index: number, fn: unknown): void;
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

/** The name under which `exposeTable` exports the table of functions. */
export const TABLE = "table";

/**
 * The module with its table of functions exported and free to grow. QuickJS tells a host of rejected promises through a
 * function pointer that the package does not offer to set; with the table at hand it can be set.
 */
export function exposeTable(bytes: Uint8Array): Uint8Array {
  const out: Uint8Array[] = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at] ?? 0;
    const size = readLeb(bytes, at + 1);
    const body = bytes.subarray(size.next, size.next + size.value);
    at = size.next + size.value;
    const changed = id === 4 ? freeTable(body) : id === 7 ? withExport(body) : body;
    out.push(Uint8Array.of(id, ...leb(changed.length)), changed);
  }
  return concat(out);
}

/** A table section's only table without its maximum. */
function freeTable(body: Uint8Array): Uint8Array {
  const minimum = readLeb(body, 3);
  return Uint8Array.of(1, body[1] ?? 0x70, 0, ...leb(minimum.value));
}

function withExport(body: Uint8Array): Uint8Array {
  const count = readLeb(body, 0);
  const name = [...TABLE].map((c) => c.charCodeAt(0));
  const added = Uint8Array.of(name.length, ...name, 1, 0);
  return concat([Uint8Array.from(leb(count.value + 1)), body.subarray(count.next), added]);
}

function readLeb(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const b = bytes[at++] ?? 0;
    value += (b & 127) * 2 ** shift;
    if (b < 128) return { value, next: at };
  }
}

function leb(value: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...out, rest];
    out.push((rest & 127) | 128);
  }
}

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
