import { type CommandTable, type Context, float, patternOf, reads, showFloat, whole, writes } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, maybe, OK, texts } from "../resp.ts";

const fieldsOf = (c: Context, key: string) => c.db.as(key, "hash")?.fields;

function put(c: Context, key: string, pairs: readonly string[], command: string): number {
  if (pairs.length === 0 || pairs.length % 2)
    throw new RedisError(`ERR wrong number of arguments for '${command}' command`);
  const { fields } = c.db.make(key, "hash");
  let added = 0;
  for (let i = 0; i < pairs.length; i += 2) {
    if (!fields.has(pairs[i] ?? "")) added++;
    fields.set(pairs[i] ?? "", pairs[i + 1] ?? "");
  }
  c.db.touch(key);
  return added;
}

export const hashes: CommandTable = {
  hset: writes(-4, (c, [key = "", ...pairs]) => integer(put(c, key, pairs, "hset"))),
  hmset: writes(-4, (c, [key = "", ...pairs]) => {
    put(c, key, pairs, "hmset");
    return OK;
  }),
  hsetnx: writes(4, (c, [key = "", field = "", text = ""]) => {
    if (fieldsOf(c, key)?.has(field)) return integer(0);
    return integer(put(c, key, [field, text], "hsetnx"));
  }),
  hget: reads(3, (c, [key = "", field = ""]) => maybe(fieldsOf(c, key)?.get(field))),
  hmget: reads(-3, (c, [key = "", ...names]) => array(names.map((f) => maybe(fieldsOf(c, key)?.get(f))))),
  hgetall: reads(2, (c, [key = ""]) => texts([...(fieldsOf(c, key) ?? [])].flat())),
  hdel: writes(-3, (c, [key = "", ...names]) => {
    const fields = fieldsOf(c, key);
    const removed = names.filter((f) => fields?.delete(f)).length;
    c.db.dropEmpty(key);
    return integer(removed);
  }),
  hexists: reads(3, (c, [key = "", field = ""]) => integer(fieldsOf(c, key)?.has(field) ? 1 : 0)),
  hlen: reads(2, (c, [key = ""]) => integer(fieldsOf(c, key)?.size ?? 0)),
  hkeys: reads(2, (c, [key = ""]) => texts(fieldsOf(c, key)?.keys() ?? [])),
  hvals: reads(2, (c, [key = ""]) => texts(fieldsOf(c, key)?.values() ?? [])),
  hstrlen: reads(3, (c, [key = "", field = ""]) => integer(fieldsOf(c, key)?.get(field)?.length ?? 0)),
  hincrby: writes(4, (c, [key = "", field = "", by]) => {
    const old = fieldsOf(c, key)?.get(field) ?? "0";
    if (!/^-?\d+$/.test(old)) throw new RedisError("ERR hash value is not an integer");
    const value = Number(old) + whole(by);
    put(c, key, [field, String(value)], "hincrby");
    return integer(value);
  }),
  hincrbyfloat: writes(4, (c, [key = "", field = "", by]) => {
    const old = float(fieldsOf(c, key)?.get(field) ?? "0", "ERR hash value is not a float");
    const value = showFloat(Number((old + float(by)).toFixed(12)));
    put(c, key, [field, value], "hincrbyfloat");
    return bulk(value);
  }),
  hscan: reads(-3, (c, [key = "", , option, pattern]) => {
    const test = option?.toUpperCase() === "MATCH" ? patternOf(pattern ?? "*") : undefined;
    return array([bulk("0"), texts([...(fieldsOf(c, key) ?? [])].filter(([f]) => test?.test(f) ?? true).flat())]);
  }),
};
