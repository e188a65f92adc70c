// WebAssembly that waits (JavaScript Promise Integration), where the browser or Node has it.

/** What a function of a module takes and gives: numbers, 64-bit ones as bigint. */
export type Value = number | bigint;

interface Interface {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
  /** An import that may give a promise: the calling stack of WebAssembly waits for it. */
  readonly Suspending?: new (
    fn: unknown,
  ) => unknown;
  /** An export whose call gives a promise, so that it may wait below. */
  promising?(fn: unknown): (...args: readonly Value[]) => Promise<Value>;
}

const wasm = (globalThis as unknown as { readonly WebAssembly: Interface }).WebAssembly;

/** Whether WebAssembly can wait here. */
export function canSuspend(): boolean {
  return wasm.Suspending !== undefined && wasm.promising !== undefined;
}

export function suspending(fn: unknown): unknown {
  if (!wasm.Suspending) throw new Error("WebAssembly cannot wait here");
  return new wasm.Suspending(fn);
}

export function promising(fn: unknown): (...args: readonly Value[]) => Promise<Value> {
  if (!wasm.promising) throw new Error("WebAssembly cannot wait here");
  return wasm.promising(fn);
}

const I32 = 0x7f;

/** A function of so many numbers that gives what `look` gives; where that is -1, what the waiting `wait()` gives. */
export function lookOrWait(parameters: number, look: unknown, wait: unknown): unknown {
  const given = Array.from({ length: parameters }, (_, i) => [0x20, i]).flat();
  // biome-ignore format: instructions, one statement a line
  const body = [
    1, 1, I32,
    ...given, 0x10, 0, 0x22, parameters, 0x41, 0x7f, 0x47, 0x04, 0x40, 0x20, parameters, 0x0f, 0x0b,
    0x10, 1, 0x0b,
  ];
  const types = [2, 0x60, parameters, ...Array<number>(parameters).fill(I32), 1, I32, 0x60, 0, 1, I32];
  // biome-ignore format: a module: two types, two imports, one function, its export
  const bytes = Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, types.length, ...types,
    2, 13, 2, 1, 0x65, 1, 0x66, 0, 0, 1, 0x65, 1, 0x63, 0, 1,
    3, 2, 1, 0,
    7, 5, 1, 1, 0x67, 0, 2,
    10, body.length + 2, 1, body.length, ...body,
  ]);
  const instance = new wasm.Instance(new wasm.Module(bytes), { e: { f: look, c: suspending(wait) } });
  return instance.exports["g"];
}
