// The parts of the WebAssembly interface that loading CPython needs; the pure rooms compile without the DOM's types.

export interface Module {
  readonly wasmModule?: never;
}

export interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export interface Table {
  readonly length: number;
  grow(by: number): number;
  get(index: number): unknown;
  set(index: number, fn: unknown): void;
}

export interface Global {
  value: number;
}

/** What a function of the module takes and gives: numbers, 64-bit ones as bigint. */
export type Value = number | bigint;
export type Exports = Readonly<Record<string, unknown>>;
export type Imports = Record<string, Record<string, unknown>>;

interface ImportDescription {
  readonly module: string;
  readonly name: string;
  readonly kind: string;
}

interface Interface {
  compile(bytes: Uint8Array): Promise<Module>;
  compileStreaming?(response: unknown): Promise<Module>;
  instantiate(module: Module, imports: Imports): Promise<{ readonly exports: Exports }>;
  readonly Module: (new (bytes: Uint8Array) => Module) & { imports(module: Module): ImportDescription[] };
  readonly Instance: new (module: Module, imports: Imports) => { readonly exports: Exports };
  readonly Global: new (type: { value: "i32"; mutable: boolean }, value: number) => Global;
  /** An import that may give a promise: the calling stack of WebAssembly waits for it (JSPI). */
  readonly Suspending?: new (
    fn: unknown,
  ) => unknown;
  /** An export whose call gives a promise, so that it may wait below. */
  promising?(fn: unknown): (...args: readonly Value[]) => Promise<Value>;
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: Interface }).WebAssembly;

/** Whether WebAssembly can wait here (JavaScript Promise Integration). */
export function canSuspend(): boolean {
  return webAssembly.Suspending !== undefined && webAssembly.promising !== undefined;
}

export function suspending(fn: unknown): unknown {
  if (!webAssembly.Suspending) throw new Error("WebAssembly cannot wait here");
  return new webAssembly.Suspending(fn);
}

export function promising(fn: unknown): (...args: readonly Value[]) => Promise<Value> {
  if (!webAssembly.promising) throw new Error("WebAssembly cannot wait here");
  return webAssembly.promising(fn);
}
