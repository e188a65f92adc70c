import { decodeLossless } from "../../../lib/bytes.ts";
import { type Commands, type Context, is, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { integer, type Reply } from "../resp.ts";
import { bitfield } from "./bitfield.ts";
import { bitsOf, putBytes } from "./string-bytes.ts";

function offset(text: string | undefined): number {
  if (text === undefined || !/^\d{1,10}$/.test(text) || Number(text) >= 2 ** 32)
    throw new RedisError("ERR bit offset is not an integer or out of range");
  return Number(text);
}

const bitAt = (bytes: Uint8Array, n: number): number => ((bytes[n >> 3] ?? 0) & (128 >> (n & 7)) ? 1 : 0);

/** First and last bit of `[start [end [BYTE|BIT]]]`; undefined where nothing is meant. */
function stretch(bytes: Uint8Array, start = "0", end = "-1", unit = "BYTE"): readonly [number, number] | undefined {
  if (!is(unit, "BYTE") && !is(unit, "BIT")) throw syntaxError();
  const scale = is(unit, "BIT") ? 1 : 8;
  const total = (bytes.length * 8) / scale;
  const place = (text: string) => (whole(text) < 0 ? Math.max(0, total + whole(text)) : whole(text));
  const [from, to] = [place(start), Math.min(place(end), total - 1)];
  return from > to ? undefined : [from * scale, to * scale + scale - 1];
}

function count(c: Context, [key = "", start, end, unit, more]: readonly string[]): Reply {
  if (more !== undefined || (start !== undefined && end === undefined)) throw syntaxError();
  const bytes = bitsOf(c, key);
  const found = stretch(bytes, start, end, unit);
  let n = 0;
  if (found) for (let i = found[0]; i <= found[1]; i++) n += bitAt(bytes, i);
  return integer(n);
}

function position(c: Context, [key = "", bit, start, end, unit]: readonly string[]): Reply {
  if (bit !== "0" && bit !== "1") throw new RedisError("ERR The bit argument must be 1 or 0.");
  const bytes = bitsOf(c, key);
  if (!c.db.has(key)) return integer(bit === "0" ? 0 : -1);
  const found = stretch(bytes, start, end, unit);
  if (!found) return integer(-1);
  for (let i = found[0]; i <= found[1]; i++) if (bitAt(bytes, i) === Number(bit)) return integer(i);
  // Behind the end zeros follow, where no end was named.
  return integer(bit === "0" && end === undefined ? bytes.length * 8 : -1);
}

const OPERATIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  AND: (a, b) => a & b,
  OR: (a, b) => a | b,
  XOR: (a, b) => a ^ b,
};

function operation(c: Context, [name = "", to = "", ...keys]: readonly string[]): Reply {
  const sources = keys.map((key) => bitsOf(c, key));
  const length = Math.max(...sources.map((s) => s.length));
  const out = new Uint8Array(length);
  if (is(name, "NOT")) {
    if (keys.length !== 1) throw new RedisError("ERR BITOP NOT must be called with a single source key.");
    for (const [i, b] of (sources[0] ?? []).entries()) out[i] = ~b & 255;
  } else {
    const act = OPERATIONS[name.toUpperCase()];
    if (!act) throw syntaxError();
    for (let i = 0; i < length; i++) out[i] = sources.map((s) => s[i] ?? 0).reduce(act);
  }
  c.db.delete(to);
  if (length) c.db.set(to, { type: "string", text: decodeLossless(out) }, undefined);
  return integer(length);
}

/** Strings as rows of bits, the highest of each byte first. */
export const bits: Commands = {
  setbit(c, [key = "", at, value]) {
    const n = offset(at);
    if (value !== "0" && value !== "1") throw new RedisError("ERR bit is not an integer or out of range");
    const old = bitsOf(c, key);
    const bytes = new Uint8Array(Math.max(old.length, (n >> 3) + 1));
    bytes.set(old);
    const before = bitAt(bytes, n);
    const mask = 128 >> (n & 7);
    bytes[n >> 3] = value === "1" ? (bytes[n >> 3] ?? 0) | mask : (bytes[n >> 3] ?? 0) & ~mask;
    putBytes(c, key, bytes);
    return integer(before);
  },
  getbit: (c, [key = "", at]) => integer(bitAt(bitsOf(c, key), offset(at))),
  bitcount: count,
  bitpos: position,
  bitop: operation,
  bitfield: (c, words) => bitfield(c, words, true),
  bitfield_ro: (c, words) => bitfield(c, words, false),
};
