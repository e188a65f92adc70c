import { decodeLossless, encodeLossless } from "../../../lib/bytes.ts";
import type { Commands, Context } from "../context.ts";
import { RedisError } from "../database.ts";
import { integer, OK } from "../resp.ts";
import type { Value } from "../value.ts";
import { bitsOf } from "./string-bytes.ts";

// A HyperLogLog is a string: a head of 16 bytes, then 16384 registers of 6 bits. Each tells the longest run of zeros that the
// hashes which fell to it began with.

const REGISTERS = 16_384;
const HEAD = [...encodeLossless("HYLL"), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80];
const LENGTH = HEAD.length + (REGISTERS * 6) / 8;
const SEED = 0xadc83b19n;
const MASK = (1n << 64n) - 1n;
const M = 0xc6a4a7935bd1e995n;

/** MurmurHash64A. */
function hash(bytes: Uint8Array): bigint {
  const mix = (k: bigint) => ((((k * M) & MASK) ^ (((k * M) & MASK) >> 47n)) * M) & MASK;
  let h = (SEED ^ (BigInt(bytes.length) * M)) & MASK;
  const words = bytes.length >> 3;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < words; i++) h = ((h ^ mix(view.getBigUint64(i * 8, true))) * M) & MASK;
  const rest = bytes.subarray(words * 8);
  if (rest.length) {
    let k = 0n;
    for (const [i, b] of rest.entries()) k |= BigInt(b) << BigInt(8 * i);
    h = ((h ^ k) * M) & MASK;
  }
  h ^= h >> 47n;
  h = (h * M) & MASK;
  return h ^ (h >> 47n);
}

/** The registers of values that were made here: their text is made when somebody asks for it. */
const known = new WeakMap<Value, Uint8Array>();

function registersOf(c: Context, key: string): Uint8Array {
  const value = c.db.as(key, "string");
  const own = value && known.get(value);
  if (own) return own.slice();
  const bytes = bitsOf(c, key);
  const registers = new Uint8Array(REGISTERS);
  if (bytes.length === 0) return registers;
  if (bytes.length !== LENGTH || HEAD.slice(0, 4).some((b, i) => bytes[i] !== b))
    throw new RedisError("WRONGTYPE Key is not a valid HyperLogLog string value.");
  for (let i = 0; i < REGISTERS; i++) {
    const bit = i * 6;
    const at = HEAD.length + (bit >> 3);
    registers[i] = (((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) >> (bit & 7)) & 63;
  }
  return registers;
}

function store(c: Context, key: string, registers: Uint8Array): void {
  let text: string | undefined;
  const value: Value = {
    type: "string",
    get text() {
      text ??= decodeLossless(encoded(registers));
      return text;
    },
    set text(changed) {
      text = changed;
      known.delete(value);
    },
  };
  known.set(value, registers);
  c.db.set(key, value, c.db.expiry(key));
}

function encoded(registers: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LENGTH);
  bytes.set(HEAD);
  for (const [i, value] of registers.entries()) {
    const bit = i * 6;
    const at = HEAD.length + (bit >> 3);
    const both = value << (bit & 7);
    bytes[at] = (bytes[at] ?? 0) | (both & 255);
    if (both > 255) bytes[at + 1] = (bytes[at + 1] ?? 0) | (both >> 8);
  }
  return bytes;
}

/** Notes an element; whether a register grew. */
function note(registers: Uint8Array, element: string): boolean {
  let h = hash(encodeLossless(element));
  const index = Number(h & BigInt(REGISTERS - 1));
  h = (h >> 14n) | (1n << 50n);
  let run = 1;
  while ((h & 1n) === 0n) {
    run++;
    h >>= 1n;
  }
  if ((registers[index] ?? 0) >= run) return false;
  registers[index] = run;
  return true;
}

/** Ertl's estimate. */
function estimate(registers: Uint8Array): number {
  const counts = new Array<number>(64).fill(0);
  for (const r of registers) counts[r] = (counts[r] ?? 0) + 1;
  const m = REGISTERS;
  let z = m * tau((m - (counts[51] ?? 0)) / m);
  for (let j = 50; j >= 1; j--) z = (z + (counts[j] ?? 0)) * 0.5;
  z += m * sigma((counts[0] ?? 0) / m);
  return Math.round((0.7213475204444817 * m * m) / z);
}

function sigma(start: number): number {
  if (start === 1) return Number.POSITIVE_INFINITY;
  let x = start;
  let y = 1;
  let z = x;
  for (let before = Number.NaN; before !== z; ) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

function tau(start: number): number {
  if (start === 0 || start === 1) return 0;
  let x = start;
  let y = 1;
  let z = 1 - x;
  for (let before = Number.NaN; before !== z; ) {
    x = Math.sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}

function merged(c: Context, keys: readonly string[]): Uint8Array {
  const out = new Uint8Array(REGISTERS);
  for (const key of keys) for (const [i, value] of registersOf(c, key).entries()) out[i] = Math.max(out[i] ?? 0, value);
  return out;
}

export const hyperloglog: Commands = {
  pfadd(c, [key = "", ...elements]) {
    const registers = registersOf(c, key);
    const grown = elements.map((e) => note(registers, e)).some((g) => g);
    if (!grown && c.db.has(key)) return integer(0);
    store(c, key, registers);
    return integer(1);
  },
  pfcount: (c, keys) => integer(estimate(merged(c, keys))),
  pfmerge(c, keys) {
    store(c, keys[0] ?? "", merged(c, keys));
    return OK;
  },
};
