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
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: Interface }).WebAssembly;
