import { suspending } from "../lib/suspension.ts";
import { type Table, webAssembly } from "./webassembly.ts";

/** `i` a number of 32 bits. */
type Signature = `${string}->${"i" | ""}`;

const I32 = 0x7f;

/**
 * A function of WebAssembly with this signature that calls `fn`: what a table takes. No frame of JavaScript stands between
 * it and its caller, so a `waits` one can wait.
 */
export function wasmFunction(signature: Signature, fn: unknown, waits = false): unknown {
  const [parameters = "", results = ""] = signature.split("->");
  const type = [
    0x60,
    parameters.length,
    ...[...parameters].map(() => I32),
    results.length,
    ...[...results].map(() => I32),
  ];
  const body = [0, ...[...parameters].flatMap((_, i) => [0x20, i]), 0x10, 0, 0x0b];
  // biome-ignore format: a module: one type, one import, one function, its export
  const bytes = Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, type.length + 1, 1, ...type,
    2, 7, 1, 1, 0x65, 1, 0x66, 0, 0,
    3, 2, 1, 0,
    7, 5, 1, 1, 0x67, 0, 1,
    10, body.length + 2, 1, body.length, ...body,
  ]);
  const instance = new webAssembly.Instance(new webAssembly.Module(bytes), { e: { f: waits ? suspending(fn) : fn } });
  return instance.exports["g"];
}

/**
 * A C function of two arguments that may wait. When `fn` gives -2, signals are looked at first, and it is called again; where
 * a handler raised an exception the result is NULL.
 */
export function retryingFunction(checkSignals: unknown, fn: unknown): unknown {
  // biome-ignore format: instructions, one statement a line
  const body = [
    1, 1, I32,
    0x03, 0x40,
    0x20, 0, 0x20, 1, 0x10, 0, 0x22, 2, 0x41, 0x7e, 0x47, 0x04, 0x40, 0x20, 2, 0x0f, 0x0b,
    0x10, 1, 0x04, 0x40, 0x41, 0, 0x0f, 0x0b,
    0x0c, 0,
    0x0b,
    0x00, 0x0b,
  ];
  // biome-ignore format: a module: two types, two imports, one function, its export
  const bytes = Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, 11, 2, 0x60, 2, I32, I32, 1, I32, 0x60, 0, 1, I32,
    2, 13, 2, 1, 0x65, 1, 0x66, 0, 0, 1, 0x65, 1, 0x63, 0, 1,
    3, 2, 1, 0,
    7, 5, 1, 1, 0x67, 0, 2,
    10, ...section([1, ...section(body)]),
  ]);
  const instance = new webAssembly.Instance(new webAssembly.Module(bytes), {
    e: { f: suspending(fn), c: checkSignals },
  });
  return instance.exports["g"];
}

/** Puts a function into the table; gives its number, which C knows as a function pointer. */
export function addToTable(table: Table, fn: unknown): number {
  const index = table.grow(1);
  table.set(index, fn);
  return index;
}

/**
 * CPython calls a C function with more arguments than some of them declare. WebAssembly refuses that, so each such call goes
 * through `(success, function, a, b, c)`, which looks at the function's own type (3, 2, 1 or 0 arguments) and calls it with as
 * many; `success` is set to 0 when it has none of these.
 */
export function createTrampoline(memory: unknown, table: unknown): unknown {
  const kinds = [3, 2, 1, 0];
  const types = [
    ...kinds.map((n) => [0x60, n, ...Array<number>(n).fill(I32), 1, I32]),
    [0x60, 5, I32, I32, I32, I32, I32, 1, I32],
  ];
  const attempts = kinds.flatMap((n, type) => [
    // The function in the table, and whether it is of this type.
    ...[0x20, 1, 0x25, 0, 0xfb, 0x14, type, 0x04, 0x40],
    ...Array.from({ length: n }, (_, i) => [0x20, 2 + i]).flat(),
    ...[0x20, 1, 0x11, type, 0, 0x0f, 0x0b],
  ]);
  const body = [0, ...[0x20, 0, 0x41, 1, 0x36, 2, 0], ...attempts, ...[0x20, 0, 0x41, 0, 0x36, 2, 0], 0x41, 0, 0x0b];
  const typeSection = [types.length, ...types.flat()];
  // biome-ignore format: a module: the types, memory and table, one function, its export
  const bytes = Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, typeSection.length, ...typeSection,
    2, 16, 2, 1, 0x65, 1, 0x6d, 2, 0, 0, 1, 0x65, 1, 0x74, 1, 0x70, 0, 0,
    3, 2, 1, 4,
    7, 5, 1, 1, 0x67, 0, 0,
    10, ...section([1, ...section(body)]),
  ]);
  return new webAssembly.Instance(new webAssembly.Module(bytes), { e: { m: memory, t: table } } as never).exports["g"];
}

/** Bytes with their count before them. */
export function section(bytes: readonly number[]): number[] {
  const n = bytes.length;
  return n < 128 ? [n, ...bytes] : [(n & 127) | 128, n >> 7, ...bytes];
}
