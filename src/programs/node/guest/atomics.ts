// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `Atomics`, which the engine leaves out: there is one thread, so each operation is one as it stands. `wait` sleeps. */
export function guestAtomics(_exports, internal) {
  const integers = (a, waits) => {
    const kinds = waits
      ? [Int32Array, BigInt64Array]
      : [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array, BigUint64Array];
    if (!kinds.some((K) => a instanceof K))
      throw new TypeError(
        `[object ${a === null ? "Null" : typeof a === "object" ? "Object" : "Array"}] is not an ${waits ? "int32 or BigInt64" : "integer"} typed array.`,
      );
    return a;
  };
  const place = (a, i) => {
    const at = Math.trunc(Number(i)) || 0;
    if (at < 0 || at >= a.length) throw new RangeError("Invalid atomic access index");
    return at;
  };
  const change = (next) => (a, i, v) => {
    const at = place(integers(a), i);
    const before = a[at];
    a[at] = next(before, typeof before === "bigint" ? BigInt(v) : Math.trunc(Number(v)) || 0);
    return before;
  };
  const Atomics = {
    load: (a, i) => integers(a)[place(a, i)],
    store(a, i, v) {
      const value = typeof integers(a)[place(a, i)] === "bigint" ? BigInt(v) : Math.trunc(Number(v)) || 0;
      a[place(a, i)] = value;
      return value;
    },
    add: change((a, b) => a + b),
    sub: change((a, b) => a - b),
    and: change((a, b) => a & b),
    or: change((a, b) => a | b),
    xor: change((a, b) => a ^ b),
    exchange: change((_a, b) => b),
    compareExchange(a, i, expected, v) {
      const at = place(integers(a), i);
      const before = a[at];
      if (before === expected) a[at] = v;
      return before;
    },
    isLockFree: (n) => n === 1 || n === 2 || n === 4 || n === 8,
    wait(a, i, value, timeout = Infinity) {
      const at = place(integers(a, true), i);
      if (!(a.buffer instanceof SharedArrayBuffer))
        throw new TypeError("[object Int32Array] is not a shared typed array.");
      if (a[at] !== value) return "not-equal";
      const ms = Number.isNaN(Number(timeout)) ? Infinity : Number(timeout);
      // Nobody else is there to wake it.
      internal.wait("Atomics.wait", "sleep", [Math.min(ms, 2 ** 40)]);
      return "timed-out";
    },
    notify: (a, i) => {
      place(integers(a, true), i);
      return 0;
    },
  };
  for (const key of Object.keys(Atomics)) Object.defineProperty(Atomics, key, { enumerable: false });
  Object.defineProperty(Atomics, Symbol.toStringTag, { value: "Atomics", configurable: true });
  Object.defineProperty(globalThis, "Atomics", {
    value: Atomics,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
