import { type CommandTable, type Context, float, reads, showFloat, syntaxError, whole, writes } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, maybe, NIL, OK, type Reply } from "../resp.ts";

const textOf = (c: Context, key: string) => c.db.as(key, "string")?.text;

function put(c: Context, key: string, text: string): void {
  c.db.set(key, { type: "string", text }, c.db.expiry(key));
}

/** `SET key value [NX|XX] [GET] [EX s|PX ms|EXAT s|PXAT ms|KEEPTTL]`. */
function set(c: Context, args: readonly string[]): Reply {
  const [key = "", text = "", ...options] = args;
  let only: "NX" | "XX" | undefined;
  let get = false;
  let keep = false;
  let expires: number | undefined;
  for (let i = 0; i < options.length; i++) {
    const option = options[i]?.toUpperCase() ?? "";
    if ((option === "NX" || option === "XX") && only === undefined) only = option;
    else if (option === "GET") get = true;
    else if (option === "KEEPTTL" && expires === undefined) keep = true;
    else if (["EX", "PX", "EXAT", "PXAT"].includes(option) && expires === undefined && !keep && i + 1 < options.length)
      expires = expiryOf(c, option, options[++i], "set");
    else throw syntaxError();
  }
  const old = get ? textOf(c, key) : undefined;
  const there = c.db.get(key) !== undefined;
  if ((only === "NX" && there) || (only === "XX" && !there)) return get ? maybe(old) : NIL;
  c.db.set(key, { type: "string", text }, keep ? c.db.expiry(key) : expires);
  return get ? maybe(old) : OK;
}

/** The moment that `EX 10` or the like names. */
export function expiryOf(c: Context, unit: string, text: string | undefined, command: string): number {
  const n = whole(text);
  if (n <= 0) throw new RedisError(`ERR invalid expire time in '${command}' command`);
  const micros = n * (unit.startsWith("E") ? 1_000_000 : 1000);
  return unit.endsWith("AT") ? micros : c.p.now() + micros;
}

function add(c: Context, key: string, by: number): Reply {
  const value = whole(textOf(c, key) ?? "0") + by;
  if (!Number.isSafeInteger(value)) throw new RedisError("ERR increment or decrement would overflow");
  put(c, key, String(value));
  return integer(value);
}

function timed(unit: string, command: string) {
  return (c: Context, [key = "", span, text = ""]: readonly string[]): Reply => {
    c.db.set(key, { type: "string", text }, expiryOf(c, unit, span, command));
    return OK;
  };
}

export const strings: CommandTable = {
  set: writes(-3, set),
  get: reads(2, (c, [key = ""]) => maybe(textOf(c, key))),
  setnx: writes(3, (c, [key = "", text = ""]) => {
    if (c.db.get(key)) return integer(0);
    c.db.set(key, { type: "string", text }, undefined);
    return integer(1);
  }),
  setex: writes(4, timed("EX", "setex")),
  psetex: writes(4, timed("PX", "psetex")),
  getset: writes(3, (c, [key = "", text = ""]) => {
    const old = textOf(c, key);
    c.db.set(key, { type: "string", text }, undefined);
    return maybe(old);
  }),
  getdel: writes(2, (c, [key = ""]) => {
    const old = textOf(c, key);
    c.db.delete(key);
    return maybe(old);
  }),
  getex: writes(-2, (c, [key = "", unit, span]) => {
    const old = textOf(c, key);
    if (old === undefined) return NIL;
    const option = unit?.toUpperCase();
    if (option === "PERSIST") c.db.expireAt(key, undefined);
    else if (option !== undefined) c.db.expireAt(key, expiryOf(c, option, span, "getex"));
    return bulk(old);
  }),
  append: writes(3, (c, [key = "", text = ""]) => {
    const all = (textOf(c, key) ?? "") + text;
    put(c, key, all);
    return integer(all.length);
  }),
  strlen: reads(2, (c, [key = ""]) => integer(textOf(c, key)?.length ?? 0)),
  incr: writes(2, (c, [key = ""]) => add(c, key, 1)),
  decr: writes(2, (c, [key = ""]) => add(c, key, -1)),
  incrby: writes(3, (c, [key = "", by]) => add(c, key, whole(by))),
  decrby: writes(3, (c, [key = "", by]) => add(c, key, -whole(by))),
  incrbyfloat: writes(3, (c, [key = "", by]) => {
    const value = showFloat(Number((float(textOf(c, key) ?? "0") + float(by)).toFixed(12)));
    put(c, key, value);
    return bulk(value);
  }),
  mget: reads(-2, (c, keys) =>
    array(
      keys.map((key) => {
        const value = c.db.get(key);
        return maybe(value?.type === "string" ? value.text : undefined);
      }),
    ),
  ),
  mset: writes(-3, (c, args) => {
    if (args.length % 2) throw new RedisError("ERR wrong number of arguments for 'mset' command");
    for (let i = 0; i < args.length; i += 2)
      c.db.set(args[i] ?? "", { type: "string", text: args[i + 1] ?? "" }, undefined);
    return OK;
  }),
  msetnx: writes(-3, (c, args) => {
    if (args.length % 2) throw new RedisError("ERR wrong number of arguments for 'msetnx' command");
    for (let i = 0; i < args.length; i += 2) if (c.db.get(args[i] ?? "")) return integer(0);
    for (let i = 0; i < args.length; i += 2)
      c.db.set(args[i] ?? "", { type: "string", text: args[i + 1] ?? "" }, undefined);
    return integer(1);
  }),
  getrange: reads(4, (c, [key = "", start, stop]) => bulk(range(textOf(c, key) ?? "", whole(start), whole(stop)))),
  substr: reads(4, (c, [key = "", start, stop]) => bulk(range(textOf(c, key) ?? "", whole(start), whole(stop)))),
  setrange: writes(4, (c, [key = "", offset, text = ""]) => {
    const at = whole(offset);
    if (at < 0) throw new RedisError("ERR offset is out of range");
    const old = textOf(c, key) ?? "";
    if (text === "") return integer(old.length);
    const all = old.padEnd(at, "\0").slice(0, at) + text + old.slice(at + text.length);
    put(c, key, all);
    return integer(all.length);
  }),
};

function range(text: string, start: number, stop: number): string {
  const from = start < 0 ? Math.max(0, text.length + start) : start;
  const to = stop < 0 ? text.length + stop : stop;
  return text.slice(from, to + 1);
}
