import { type CommandTable, type Context, patternOf, reads, syntaxError, whole, writes } from "../context.ts";
import { RedisError, type Value } from "../database.ts";
import { array, bulk, failure, integer, maybe, NIL, OK, type Reply, status, texts } from "../resp.ts";

function expire(unit: number, absolute: boolean) {
  return (c: Context, [key = "", text, condition]: readonly string[]): Reply => {
    const at = whole(text) * unit + (absolute ? 0 : c.p.now());
    if (!c.db.get(key)) return integer(0);
    const old = c.db.expiry(key);
    const option = condition?.toUpperCase();
    if (option === "NX" && old !== undefined) return integer(0);
    if (option === "XX" && old === undefined) return integer(0);
    if (option === "GT" && (old === undefined || at <= old)) return integer(0);
    if (option === "LT" && old !== undefined && at >= old) return integer(0);
    if (option !== undefined && !["NX", "XX", "GT", "LT"].includes(option))
      throw new RedisError(`ERR Unsupported option ${condition}`);
    if (at <= c.p.now()) c.db.delete(key);
    else c.db.expireAt(key, at);
    return integer(1);
  };
}

function left(unit: number) {
  return (c: Context, [key = ""]: readonly string[]): Reply => {
    if (!c.db.get(key)) return integer(-2);
    const at = c.db.expiry(key);
    return integer(at === undefined ? -1 : Math.round((at - c.p.now()) / unit));
  };
}

function remove(c: Context, keys: readonly string[]): Reply {
  return integer(keys.filter((key) => c.db.delete(key)).length);
}

function rename(c: Context, from: string, to: string): boolean {
  const value = c.db.get(from);
  if (!value) throw new RedisError("ERR no such key");
  const expires = c.db.expiry(from);
  c.db.delete(from);
  c.db.set(to, value, expires);
  return true;
}

/** `SCAN 0 [MATCH p] [COUNT n] [TYPE t]`: all in one go where there are few, else by position. */
function scan(c: Context, [cursor, ...options]: readonly string[]): Reply {
  if (!/^\d+$/.test(cursor ?? "")) throw new RedisError("ERR invalid cursor");
  let count = 10;
  let match: RegExp | undefined;
  let type: string | undefined;
  for (let i = 0; i < options.length; i += 2) {
    const value = options[i + 1];
    if (value === undefined) throw syntaxError();
    const option = options[i]?.toUpperCase();
    if (option === "MATCH") match = patternOf(value);
    else if (option === "COUNT") count = whole(value);
    else if (option === "TYPE") type = value.toLowerCase();
    else throw syntaxError();
  }
  const keys = c.db.keys();
  const at = Number(cursor);
  const found = keys
    .slice(at, at + count)
    .filter((k) => (match?.test(k) ?? true) && (type === undefined || c.db.get(k)?.type === type));
  return array([bulk(at + count >= keys.length ? "0" : String(at + count)), texts(found)]);
}

function encoding(value: Value): string {
  switch (value.type) {
    case "string":
      return /^-?\d{1,18}$/.test(value.text) ? "int" : value.text.length <= 44 ? "embstr" : "raw";
    case "list":
      return value.items.length <= 128 ? "listpack" : "quicklist";
    case "set":
      return [...value.members].every((m) => /^-?\d+$/.test(m))
        ? "intset"
        : value.members.size <= 128
          ? "listpack"
          : "hashtable";
    case "hash":
      return value.fields.size <= 512 ? "listpack" : "hashtable";
    case "zset":
      return value.scores.size <= 128 ? "listpack" : "skiplist";
  }
}

function object(c: Context, [sub = "", key = ""]: readonly string[]): Reply {
  const value = c.db.get(key);
  switch (sub.toUpperCase()) {
    case "ENCODING":
      return value ? bulk(encoding(value)) : NIL;
    case "REFCOUNT":
      return value ? integer(1) : NIL;
    case "IDLETIME":
      return value ? integer(0) : NIL;
    default:
      return failure(`ERR unknown subcommand '${sub}'. Try OBJECT HELP.`);
  }
}

function copied(value: Value): Value {
  switch (value.type) {
    case "string":
      return { ...value };
    case "list":
      return { type: "list", items: [...value.items] };
    case "set":
      return { type: "set", members: new Set(value.members) };
    case "hash":
      return { type: "hash", fields: new Map(value.fields) };
    case "zset":
      return { type: "zset", scores: new Map(value.scores) };
  }
}

export const keys: CommandTable = {
  del: writes(-2, remove),
  unlink: writes(-2, remove),
  exists: reads(-2, (c, names) => integer(names.filter((k) => c.db.get(k)).length)),
  touch: reads(-2, (c, names) => integer(names.filter((k) => c.db.get(k)).length)),
  keys: reads(2, (c, [pattern = "*"]) => {
    const test = patternOf(pattern);
    return texts(c.db.keys().filter((k) => test.test(k)));
  }),
  scan: reads(-2, scan),
  type: reads(2, (c, [key = ""]) => status(c.db.get(key)?.type ?? "none")),
  expire: writes(-3, expire(1_000_000, false)),
  pexpire: writes(-3, expire(1000, false)),
  expireat: writes(-3, expire(1_000_000, true)),
  pexpireat: writes(-3, expire(1000, true)),
  ttl: reads(2, left(1_000_000)),
  pttl: reads(2, left(1000)),
  expiretime: reads(2, (c, [key = ""]) => {
    if (!c.db.get(key)) return integer(-2);
    const at = c.db.expiry(key);
    return integer(at === undefined ? -1 : Math.floor(at / 1_000_000));
  }),
  persist: writes(2, (c, [key = ""]) =>
    integer(c.db.expiry(key) !== undefined && c.db.expireAt(key, undefined) ? 1 : 0),
  ),
  rename: writes(3, (c, [from = "", to = ""]) => {
    rename(c, from, to);
    return OK;
  }),
  renamenx: writes(3, (c, [from = "", to = ""]) => {
    if (!c.db.get(from)) throw new RedisError("ERR no such key");
    if (c.db.get(to)) return integer(0);
    return integer(rename(c, from, to) ? 1 : 0);
  }),
  copy: writes(-3, (c, [from = "", to = "", replace]) => {
    const value = c.db.get(from);
    if (!value || (c.db.get(to) && replace?.toUpperCase() !== "REPLACE")) return integer(0);
    c.db.set(to, copied(value), c.db.expiry(from));
    return integer(1);
  }),
  randomkey: reads(1, (c) => {
    const all = c.db.keys();
    return maybe(all.length ? all[c.p.chance.integer("redis randomkey", all.length)] : undefined);
  }),
  move: writes(3, (c, [key = "", to]) => {
    const target = c.server.database(whole(to));
    const value = c.db.get(key);
    if (!value || target.get(key)) return integer(0);
    target.set(key, value, c.db.expiry(key));
    c.db.delete(key);
    return integer(1);
  }),
  object: reads(-2, object),
  dbsize: reads(1, (c) => integer(c.db.size)),
  flushdb: writes(-1, (c) => {
    c.db.clear();
    return OK;
  }),
  flushall: writes(-1, async (c) => {
    for (const db of c.server.databases) db.clear();
    // With a `save` schedule the empty data set is saved at once.
    if (c.server.config.get("save")) await c.server.saved();
    return OK;
  }),
};
