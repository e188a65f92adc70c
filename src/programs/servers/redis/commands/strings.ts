import {
  bytesOf,
  type Commands,
  type Context,
  float,
  size,
  syntaxError,
  whole,
  whole64,
  wrongArity,
} from "../context.ts";
import { RedisError } from "../database.ts";
import { expiryOf } from "../expiry.ts";
import { showSum } from "../numbers.ts";
import { array, bulk, integer, maybe, NIL, OK, type Reply } from "../resp.ts";
import { lcs } from "./lcs.ts";

const textOf = (c: Context, key: string) => c.db.as(key, "string")?.text;

/** Puts a text where one may be already; the time that is left stays. */
function put(c: Context, key: string, text: string): void {
  c.db.set(key, { type: "string", text }, c.db.expiry(key));
}

/** `SET key value [NX|XX] [GET] [EX s|PX ms|EXAT s|PXAT ms|KEEPTTL]`. */
function set(c: Context, args: readonly string[]): Reply {
  const [key = "", text = "", ...options] = args;
  let only: "NX" | "XX" | undefined;
  let get = false;
  let keep = false;
  let expires: readonly [unit: string, text: string | undefined] | undefined;
  for (let i = 0; i < options.length; i++) {
    const option = options[i]?.toUpperCase() ?? "";
    if ((option === "NX" || option === "XX") && (only === undefined || only === option)) only = option;
    else if (option === "GET") get = true;
    else if (option === "KEEPTTL" && expires === undefined) keep = true;
    else if (["EX", "PX", "EXAT", "PXAT"].includes(option) && expires === undefined && !keep && i + 1 < options.length)
      expires = [option, options[++i]];
    else throw syntaxError();
  }
  const end = expires && expiryOf(c, ...expires, "set");
  const old = get ? textOf(c, key) : undefined;
  const there = c.db.has(key);
  if ((only === "NX" && there) || (only === "XX" && !there)) return get ? maybe(old) : NIL;
  c.db.set(key, { type: "string", text }, keep ? c.db.expiry(key) : end);
  return get ? maybe(old) : OK;
}

const MAX = 9223372036854775807n;

function add(c: Context, key: string, by: bigint): Reply {
  const value = whole64(textOf(c, key) ?? "0") + by;
  if (value > MAX || value < -MAX - 1n) throw new RedisError("ERR increment or decrement would overflow");
  put(c, key, String(value));
  return integer(value);
}

function addFloat(c: Context, key: string, by: string | undefined): Reply {
  const old = float(textOf(c, key) ?? "0");
  const sum = old + float(by);
  if (!Number.isFinite(sum)) throw new RedisError("ERR increment would produce NaN or Infinity");
  put(c, key, showSum(sum));
  c.server.instead = [["SET", key, showSum(sum), "KEEPTTL"]];
  return bulk(showSum(sum));
}

function timed(unit: string, command: string) {
  return (c: Context, [key = "", span, text = ""]: readonly string[]): Reply => {
    c.db.set(key, { type: "string", text }, expiryOf(c, unit, span, command));
    return OK;
  };
}

function getex(c: Context, [key = "", unit, span, more]: readonly string[]): Reply {
  const option = unit?.toUpperCase();
  const timed = option !== undefined && ["EX", "PX", "EXAT", "PXAT"].includes(option);
  if (option !== undefined && !timed && option !== "PERSIST") throw syntaxError();
  if (more !== undefined || timed !== (span !== undefined)) throw syntaxError();
  const old = textOf(c, key);
  const end = timed ? expiryOf(c, option, span, "getex") : undefined;
  if (old === undefined) return NIL;
  if (option !== undefined) c.db.expireAt(key, end);
  return bulk(old);
}

function setMany(c: Context, args: readonly string[]): void {
  for (let i = 0; i < args.length; i += 2)
    c.db.set(args[i] ?? "", { type: "string", text: args[i + 1] ?? "" }, undefined);
}

function range(c: Context, [key = "", start, stop]: readonly string[]): Reply {
  const [from, to] = [whole(start), whole(stop)];
  const text = textOf(c, key) ?? "";
  const length = size(text);
  const first = from < 0 ? Math.max(0, length + from) : from;
  const last = to < 0 ? Math.max(0, length + to) : to;
  if ((from < 0 && to < 0 && from > to) || length === 0) return bulk("");
  return bulk(bytesOf(text, first, last + 1));
}

export const strings: Commands = {
  set,
  get: (c, [key = ""]) => maybe(textOf(c, key)),
  setnx(c, [key = "", text = ""]) {
    if (c.db.has(key)) return integer(0);
    c.db.set(key, { type: "string", text }, undefined);
    return integer(1);
  },
  setex: timed("EX", "setex"),
  psetex: timed("PX", "psetex"),
  getset(c, [key = "", text = ""]) {
    const old = textOf(c, key);
    c.db.set(key, { type: "string", text }, undefined);
    return maybe(old);
  },
  getdel(c, [key = ""]) {
    const old = textOf(c, key);
    c.db.delete(key);
    return maybe(old);
  },
  getex,
  append(c, [key = "", text = ""]) {
    const all = (textOf(c, key) ?? "") + text;
    put(c, key, all);
    return integer(size(all));
  },
  strlen: (c, [key = ""]) => integer(size(textOf(c, key) ?? "")),
  incr: (c, [key = ""]) => add(c, key, 1n),
  decr: (c, [key = ""]) => add(c, key, -1n),
  incrby: (c, [key = "", by]) => add(c, key, whole64(by)),
  decrby: (c, [key = "", by]) => add(c, key, -whole64(by)),
  incrbyfloat: (c, [key = "", by]) => addFloat(c, key, by),
  mget: (c, keys) =>
    array(
      keys.map((key) => {
        const value = c.db.get(key);
        return maybe(value?.type === "string" ? value.text : undefined);
      }),
    ),
  mset(c, args) {
    if (args.length % 2) throw wrongArity("mset");
    setMany(c, args);
    return OK;
  },
  msetnx(c, args) {
    if (args.length % 2) throw wrongArity("msetnx");
    for (let i = 0; i < args.length; i += 2) if (c.db.has(args[i] ?? "")) return integer(0);
    setMany(c, args);
    return integer(1);
  },
  getrange: range,
  substr: range,
  setrange(c, [key = "", offset, text = ""]) {
    const at = whole(offset);
    if (at < 0) throw new RedisError("ERR offset is out of range");
    const old = textOf(c, key) ?? "";
    const length = size(old);
    if (text === "") return integer(length);
    if (at + size(text) > 512 * 1024 ** 2)
      throw new RedisError("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    const before = length < at ? old + "\0".repeat(at - length) : bytesOf(old, 0, at);
    const all = before + text + bytesOf(old, at + size(text), length);
    put(c, key, all);
    return integer(size(all));
  },
  lcs,
};
