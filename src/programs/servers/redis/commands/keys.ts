import { type Commands, type Context, is, patternOf, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, maybe, NIL, OK, type Reply, status, texts } from "../resp.ts";
import { copied, encoding } from "../value.ts";
import { sort } from "./sort.ts";

function expire(unit: number, absolute: boolean, command: string) {
  return (c: Context, [key = "", text, ...options]: readonly string[]): Reply => {
    const n = whole(text);
    if (Math.abs(n) > 9e15 / (unit / 1000)) throw new RedisError(`ERR invalid expire time in '${command}' command`);
    const at = n * unit + (absolute ? 0 : c.p.now());
    const words = options.map((o) => o.toUpperCase());
    const wrong = words.findIndex((o) => !["NX", "XX", "GT", "LT"].includes(o));
    if (wrong >= 0) throw new RedisError(`ERR Unsupported option ${options[wrong]}`);
    const has = (o: string) => words.includes(o);
    if (has("NX") && words.length > 1)
      throw new RedisError("ERR NX and XX, GT or LT options at the same time are not compatible");
    if (has("GT") && has("LT")) throw new RedisError("ERR GT and LT options at the same time are not compatible");
    if (!c.db.has(key)) return integer(0);
    const old = c.db.expiry(key);
    if (has("NX") && old !== undefined) return integer(0);
    if (has("XX") && old === undefined) return integer(0);
    if (has("GT") && (old === undefined || at <= old)) return integer(0);
    if (has("LT") && old !== undefined && at >= old) return integer(0);
    if (at <= c.p.now()) c.db.delete(key);
    else c.db.expireAt(key, at);
    return integer(1);
  };
}

function left(unit: number, absolute: boolean) {
  return (c: Context, [key = ""]: readonly string[]): Reply => {
    if (!c.db.has(key)) return integer(-2);
    const at = c.db.expiry(key);
    if (at === undefined) return integer(-1);
    return integer(absolute ? Math.floor(at / unit) : Math.round((at - c.p.now()) / unit));
  };
}

function remove(c: Context, keys: readonly string[]): Reply {
  return integer(keys.filter((key) => c.db.delete(key)).length);
}

function rename(c: Context, from: string, to: string): void {
  const value = c.db.get(from);
  if (!value) throw new RedisError("ERR no such key");
  const expires = c.db.expiry(from);
  c.db.delete(from);
  c.db.set(to, value, expires);
}

/** `SCAN 0 [MATCH p] [COUNT n] [TYPE t]`: by position. */
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
    if (count < 1) throw syntaxError();
  }
  const keys = c.db.keys();
  const at = Number(cursor);
  const found = keys
    .slice(at, at + count)
    .filter((k) => (match?.test(k) ?? true) && (type === undefined || c.db.get(k)?.type === type));
  return array([bulk(at + count >= keys.length ? "0" : String(at + count)), texts(found)]);
}

function copy(c: Context, [from = "", to = "", ...options]: readonly string[]): Reply {
  let target = c.db;
  let replace = false;
  for (let i = 0; i < options.length; i++)
    if (is(options[i], "REPLACE")) replace = true;
    else if (is(options[i], "DB") && i + 1 < options.length) target = c.server.database(whole(options[++i]));
    else throw syntaxError();
  if (target === c.db && from === to) throw new RedisError("ERR source and destination objects are the same");
  const value = c.db.get(from);
  if (!value || (target.has(to) && !replace)) return integer(0);
  target.set(to, copied(value), c.db.expiry(from));
  return integer(1);
}

const lfu = (c: Context) => /lfu/.test(c.server.config.get("maxmemory-policy") ?? "");

function flush([option, more]: readonly string[]): void {
  if (more !== undefined || (option !== undefined && !is(option, "ASYNC") && !is(option, "SYNC"))) throw syntaxError();
}

export const keys: Commands = {
  del: remove,
  unlink: remove,
  exists: (c, names) => integer(names.filter((k) => c.db.has(k)).length),
  touch: (c, names) => integer(names.filter((k) => c.db.get(k)).length),
  keys(c, [pattern = "*"]) {
    const test = patternOf(pattern);
    return texts(c.db.keys().filter((k) => test.test(k)));
  },
  scan,
  type: (c, [key = ""]) => status(c.db.get(key)?.type ?? "none"),
  expire: expire(1_000_000, false, "expire"),
  pexpire: expire(1000, false, "pexpire"),
  expireat: expire(1_000_000, true, "expireat"),
  pexpireat: expire(1000, true, "pexpireat"),
  ttl: left(1_000_000, false),
  pttl: left(1000, false),
  expiretime: left(1_000_000, true),
  pexpiretime: left(1000, true),
  persist: (c, [key = ""]) => integer(c.db.expiry(key) !== undefined && c.db.expireAt(key, undefined) ? 1 : 0),
  rename(c, [from = "", to = ""]) {
    rename(c, from, to);
    return OK;
  },
  renamenx(c, [from = "", to = ""]) {
    if (!c.db.has(from)) throw new RedisError("ERR no such key");
    if (c.db.has(to)) return integer(0);
    rename(c, from, to);
    return integer(1);
  },
  copy,
  randomkey(c) {
    const all = c.db.keys();
    return maybe(all.length ? all[c.p.chance.integer("redis randomkey", all.length)] : undefined);
  },
  move(c, [key = "", to]) {
    const target = c.server.database(whole(to, "ERR value is not an integer or out of range"));
    if (target === c.db) throw new RedisError("ERR source and destination objects are the same");
    const value = c.db.get(key);
    if (!value || target.has(key)) return integer(0);
    target.set(key, value, c.db.expiry(key));
    c.db.delete(key);
    return integer(1);
  },
  "object encoding"(c, [key = ""]) {
    const value = c.db.get(key);
    return value ? bulk(encoding(value)) : NIL;
  },
  "object refcount"(c, [key = ""]) {
    const value = c.db.get(key);
    if (!value) return NIL;
    // Small whole numbers are shared by all keys.
    return integer(value.type === "string" && /^\d{1,4}$/.test(value.text) ? 2147483647 : 1);
  },
  "object idletime"(c, [key = ""]) {
    if (lfu(c))
      throw new RedisError(
        "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.",
      );
    const idle = c.db.has(key) ? c.db.idle(key) : undefined;
    return idle ? integer(Math.floor(idle.since / 1_000_000)) : NIL;
  },
  "object freq"(c, [key = ""]) {
    if (!c.db.has(key)) return NIL;
    if (!lfu(c))
      throw new RedisError(
        "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.",
      );
    return integer(Math.min(255, 4 + (c.db.idle(key)?.uses ?? 0)));
  },
  dbsize: (c) => integer(c.db.size),
  swapdb(c, [a, b]) {
    const first = whole(a, "ERR invalid first DB index");
    const second = whole(b, "ERR invalid second DB index");
    c.server.database(first).swap(c.server.database(second));
    return OK;
  },
  flushdb(c, options) {
    flush(options);
    c.db.clear();
    return OK;
  },
  flushall(c, options) {
    flush(options);
    for (const db of c.server.databases) db.clear();
    // With a `save` schedule the empty data set is saved at once.
    if (c.server.config.get("save"))
      c.server.later.push(async () => {
        await c.server.disk.save();
      });
    return OK;
  },
  sort: (c, words) => sort(c, words, true),
  sort_ro: (c, words) => sort(c, words, false),
};
