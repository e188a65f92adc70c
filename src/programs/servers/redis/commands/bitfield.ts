import { type Context, is, syntaxError, whole64 } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, integer, NIL, type Reply } from "../resp.ts";
import { bitsOf, putBytes } from "./string-bytes.ts";

interface Field {
  readonly signed: boolean;
  readonly width: number;
  readonly at: number;
}

type Overflow = "WRAP" | "SAT" | "FAIL";

/** `u8 0` or `i16 #2`. */
function fieldOf(type = "", offset = ""): Field {
  const m = /^([ui])(\d{1,2})$/.exec(type);
  const width = Number(m?.[2] ?? 0);
  if (!m || width < 1 || width > (m[1] === "u" ? 63 : 64))
    throw new RedisError(
      "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.",
    );
  const place = /^(#?)(\d{1,10})$/.exec(offset);
  if (!place) throw new RedisError("ERR bit offset is not an integer or out of range");
  return { signed: m[1] === "i", width, at: Number(place[2]) * (place[1] ? width : 1) };
}

function read(bytes: Uint8Array, f: Field): bigint {
  let value = 0n;
  for (let i = f.at; i < f.at + f.width; i++)
    value = (value << 1n) | ((bytes[i >> 3] ?? 0) & (128 >> (i & 7)) ? 1n : 0n);
  return f.signed ? BigInt.asIntN(f.width, value) : value;
}

function written(bytes: Uint8Array, f: Field, value: bigint): Uint8Array {
  const out = new Uint8Array(Math.max(bytes.length, (f.at + f.width + 7) >> 3));
  out.set(bytes);
  for (let k = 0; k < f.width; k++) {
    const i = f.at + k;
    const mask = 128 >> (i & 7);
    const one = (BigInt.asUintN(f.width, value) >> BigInt(f.width - 1 - k)) & 1n;
    out[i >> 3] = one ? (out[i >> 3] ?? 0) | mask : (out[i >> 3] ?? 0) & ~mask;
  }
  return out;
}

/** The value as it fits into the field; undefined: it does not, and that was to be a failure. */
function fitted(f: Field, value: bigint, overflow: Overflow): bigint | undefined {
  const max = f.signed ? (1n << BigInt(f.width - 1)) - 1n : (1n << BigInt(f.width)) - 1n;
  const min = f.signed ? -max - 1n : 0n;
  if (value >= min && value <= max) return value;
  if (overflow === "FAIL") return undefined;
  if (overflow === "SAT") return value > max ? max : min;
  return f.signed ? BigInt.asIntN(f.width, value) : BigInt.asUintN(f.width, value);
}

/** `BITFIELD key [GET type at] [SET type at value] [INCRBY type at by] [OVERFLOW how] …`. */
export function bitfield(c: Context, [key = "", ...words]: readonly string[], mayWrite: boolean): Reply {
  let overflow: Overflow = "WRAP";
  const steps: { word: string; field: Field; by: bigint; overflow: Overflow }[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]?.toUpperCase() ?? "";
    if (word === "OVERFLOW" && i + 1 < words.length) {
      const how = words[++i]?.toUpperCase();
      if (how !== "WRAP" && how !== "SAT" && how !== "FAIL")
        throw new RedisError("ERR Invalid OVERFLOW type specified");
      overflow = how;
    } else if (word === "GET" && i + 2 < words.length)
      steps.push({ word, field: fieldOf(words[++i], words[++i]), by: 0n, overflow });
    else if ((word === "SET" || word === "INCRBY") && i + 3 < words.length) {
      if (!mayWrite) throw new RedisError("ERR BITFIELD_RO only supports the GET subcommand");
      steps.push({ word, field: fieldOf(words[++i], words[++i]), by: whole64(words[++i]), overflow });
    } else throw syntaxError();
  }
  let bytes = bitsOf(c, key);
  const replies = steps.map(({ word, field, by, overflow: how }): Reply => {
    const old = read(bytes, field);
    if (is(word, "GET")) return integer(old);
    const value = fitted(field, word === "SET" ? by : old + by, how);
    if (value === undefined) return NIL;
    bytes = written(bytes, field, value);
    return integer(word === "SET" ? old : value);
  });
  if (steps.some((s) => s.word !== "GET")) putBytes(c, key, bytes);
  return array(replies);
}
