import { type Commands, type Context, float, is, size, syntaxError, whole, whole64, wrongArity } from "../context.ts";
import { RedisError } from "../database.ts";
import { showSum } from "../numbers.ts";
import { array, bulk, integer, map, maybe, OK, pairs, type Reply, texts } from "../resp.ts";
import { fieldTimes } from "./field-times.ts";
import { scanned } from "./scan.ts";

const hashOf = (c: Context, key: string) => c.db.as(key, "hash");
const fieldsOf = (c: Context, key: string) => hashOf(c, key)?.fields;

/** Sets fields; how many are new. A field that is set anew has no end of its own any more, unless `keep`. */
function put(c: Context, key: string, words: readonly string[], command: string, keep = false): number {
  if (words.length === 0 || words.length % 2) throw wrongArity(command);
  const { fields, times } = c.db.make(key, "hash");
  let added = 0;
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i] ?? "";
    if (!fields.has(name)) added++;
    fields.set(name, words[i + 1] ?? "");
    if (!keep) times.delete(name);
  }
  c.db.touch(key);
  return added;
}

function random(c: Context, [key = "", text, option, more]: readonly string[]): Reply {
  if (option !== undefined && (!is(option, "WITHVALUES") || more !== undefined)) throw syntaxError();
  const all = [...(fieldsOf(c, key) ?? [])];
  const draw = (from: readonly unknown[]) => c.p.chance.integer("redis hash", Math.max(1, from.length));
  if (text === undefined) return maybe(all[draw(all)]?.[0]);
  const count = whole(text);
  const chosen: (readonly [string, string])[] = [];
  if (count < 0)
    for (let n = -count; n > 0 && all.length; n--) {
      const one = all[draw(all)];
      if (one) chosen.push(one);
    }
  else if (count >= all.length) chosen.push(...all);
  else for (let n = count; n > 0; n--) chosen.push(...all.splice(draw(all), 1));
  return option === undefined ? texts(chosen.map(([f]) => f)) : pairs(chosen.flat().map(bulk));
}

function remove(c: Context, key: string, names: readonly string[]): number {
  const value = hashOf(c, key);
  const removed = names.filter((f) => {
    value?.times.delete(f);
    return value?.fields.delete(f);
  }).length;
  if (removed) c.db.dropEmpty(key);
  return removed;
}

export const hashes: Commands = {
  hset: (c, [key = "", ...words]) => integer(put(c, key, words, "hset")),
  hmset(c, [key = "", ...words]) {
    put(c, key, words, "hmset");
    return OK;
  },
  hsetnx(c, [key = "", field = "", text = ""]) {
    if (fieldsOf(c, key)?.has(field)) return integer(0);
    return integer(put(c, key, [field, text], "hsetnx"));
  },
  hget: (c, [key = "", field = ""]) => maybe(fieldsOf(c, key)?.get(field)),
  hmget(c, [key = "", ...names]) {
    const fields = fieldsOf(c, key);
    return array(names.map((f) => maybe(fields?.get(f))));
  },
  hgetall: (c, [key = ""]) => map([...(fieldsOf(c, key) ?? [])].flat().map(bulk)),
  hdel: (c, [key = "", ...names]) => integer(remove(c, key, names)),
  hgetdel(c, [key = "", word, count, ...names]) {
    if (!is(word, "FIELDS"))
      throw new RedisError("ERR Mandatory argument FIELDS is missing or not at the right position");
    if (whole(count, "ERR Number of fields must be a positive integer") !== names.length)
      throw new RedisError("ERR The `numfields` parameter must match the number of arguments");
    const fields = fieldsOf(c, key);
    const values = names.map((f) => maybe(fields?.get(f)));
    remove(c, key, names);
    return array(values);
  },
  hexists: (c, [key = "", field = ""]) => integer(fieldsOf(c, key)?.has(field) ? 1 : 0),
  hlen: (c, [key = ""]) => integer(fieldsOf(c, key)?.size ?? 0),
  hkeys: (c, [key = ""]) => texts(fieldsOf(c, key)?.keys() ?? []),
  hvals: (c, [key = ""]) => texts(fieldsOf(c, key)?.values() ?? []),
  hstrlen: (c, [key = "", field = ""]) => integer(size(fieldsOf(c, key)?.get(field) ?? "")),
  hincrby(c, [key = "", field = "", by]) {
    const step = whole64(by);
    const value = whole64(fieldsOf(c, key)?.get(field) ?? "0", "ERR hash value is not an integer") + step;
    if (value > 9223372036854775807n || value < -9223372036854775808n)
      throw new RedisError("ERR increment or decrement would overflow");
    put(c, key, [field, String(value)], "hincrby", true);
    return integer(value);
  },
  hincrbyfloat(c, [key = "", field = "", by]) {
    const step = float(by);
    const old = float(fieldsOf(c, key)?.get(field) ?? "0", "ERR hash value is not a float");
    const value = showSum(old + step);
    put(c, key, [field, value], "hincrbyfloat", true);
    c.server.instead = [["HSET", key, field, value]];
    return bulk(value);
  },
  hrandfield: random,
  hscan(c, [key = "", ...words]) {
    const all = [...(fieldsOf(c, key) ?? [])];
    const bare = words.at(-1)?.toUpperCase() === "NOVALUES";
    return scanned(
      bare ? words.slice(0, -1) : words,
      all,
      ([f, text]) => (bare ? [f] : [f, text]),
      ([f]) => f,
    );
  },
  ...fieldTimes,
};
