import { type Commands, type Context, is, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, integer, maybe, type Reply } from "../resp.ts";
import type { ValueOf } from "../value.ts";

const hashOf = (c: Context, key: string) => c.db.as(key, "hash");

/** `FIELDS n name …`, which stands last. */
function namesOf(words: readonly string[]): string[] {
  const [word, count, ...names] = words;
  if (!is(word, "FIELDS"))
    throw new RedisError("ERR Mandatory argument FIELDS is missing or not at the right position");
  const n = whole(count, "ERR Parameter `numFields` should be greater than 0");
  if (n < 1) throw new RedisError("ERR Parameter `numFields` should be greater than 0");
  if (n !== names.length) throw new RedisError("ERR The `numfields` parameter must match the number of arguments");
  return names;
}

/**
 * Gives a field its end, or none. A hash with such fields is kept in their order: what ends first comes first, what has no end
 * comes last.
 */
function placed(value: ValueOf<"hash">, field: string, end: number | undefined): void {
  const text = value.fields.get(field) ?? "";
  if (end === undefined && !value.times.has(field) && value.times.size === 0) return;
  value.times.delete(field);
  value.fields.delete(field);
  const later = [...value.fields].filter(
    ([f]) => (value.times.get(f) ?? Number.POSITIVE_INFINITY) > (end ?? Number.POSITIVE_INFINITY),
  );
  for (const [f] of later) value.fields.delete(f);
  value.fields.set(field, text);
  for (const [f, t] of later) value.fields.set(f, t);
  if (end !== undefined) value.times.set(field, end);
}

/** Each field's answer: -2 where there is no such field. */
function each(c: Context, key: string, names: readonly string[], act: (field: string) => number): Reply {
  const value = hashOf(c, key);
  return array(names.map((f) => integer(value?.fields.has(f) ? act(f) : -2)));
}

function expire(unit: number, absolute: boolean) {
  return (c: Context, [key = "", text, ...rest]: readonly string[]): Reply => {
    const n = whole(text);
    if (n < 0) throw new RedisError(`ERR invalid expire time, must be >= 0`);
    const option = is(rest[0], "FIELDS") ? undefined : rest.shift()?.toUpperCase();
    const names = namesOf(rest);
    if (option !== undefined && !["NX", "XX", "GT", "LT"].includes(option)) throw syntaxError();
    const end = n * unit + (absolute ? 0 : c.p.now());
    const value = hashOf(c, key);
    if (!value) return array(names.map(() => integer(-2)));
    const reply = each(c, key, names, (f) => {
      const old = value.times.get(f);
      if (option === "NX" && old !== undefined) return 0;
      if (option === "XX" && old === undefined) return 0;
      if (option === "GT" && (old === undefined || end <= old)) return 0;
      if (option === "LT" && old !== undefined && end >= old) return 0;
      if (end <= c.p.now()) {
        value.times.delete(f);
        value.fields.delete(f);
        return 2;
      }
      placed(value, f, end);
      return 1;
    });
    c.db.dropEmpty(key);
    return reply;
  };
}

function left(unit: number, absolute: boolean) {
  return (c: Context, [key = "", ...rest]: readonly string[]): Reply => {
    const names = namesOf(rest);
    const times = hashOf(c, key)?.times;
    return each(c, key, names, (f) => {
      const at = times?.get(f);
      if (at === undefined) return -1;
      return absolute ? Math.floor(at / unit) : Math.ceil((at - c.p.now()) / unit);
    });
  };
}

/** `[EX s|PX ms|EXAT s|PXAT ms|PERSIST|KEEPTTL]` in front of FIELDS: what is done with a field's end. */
function ending(c: Context, words: string[]): { readonly at: number | undefined } | undefined {
  const option = words[0]?.toUpperCase() ?? "";
  if (option === "PERSIST") {
    words.shift();
    return { at: undefined };
  }
  if (option === "KEEPTTL") {
    words.shift();
    return undefined;
  }
  if (!["EX", "PX", "EXAT", "PXAT"].includes(option)) return undefined;
  words.shift();
  const micros = whole(words.shift()) * (option.startsWith("E") ? 1_000_000 : 1000);
  return { at: option.endsWith("AT") ? micros : c.p.now() + micros };
}

function getAndExpire(c: Context, [key = "", ...rest]: readonly string[]): Reply {
  const words = [...rest];
  const end = ending(c, words);
  const names = namesOf(words);
  const value = hashOf(c, key);
  if (!value) return array(names.map(() => maybe(undefined)));
  const reply = array(names.map((f) => maybe(value.fields.get(f))));
  if (end) for (const f of names) if (value.fields.has(f)) placed(value, f, end.at);
  c.db.touch(key);
  return reply;
}

/** `HSETEX key [FNX|FXX] [EX …] FIELDS n name text …`. */
function setAndExpire(c: Context, [key = "", ...rest]: readonly string[]): Reply {
  const words = [...rest];
  const only = is(words[0], "FNX") || is(words[0], "FXX") ? words.shift()?.toUpperCase() : undefined;
  const keep = is(words[0], "KEEPTTL");
  const end = ending(c, words);
  const [word, count, ...given] = words;
  if (!is(word, "FIELDS"))
    throw new RedisError("ERR Mandatory argument FIELDS is missing or not at the right position");
  if (whole(count) * 2 !== given.length)
    throw new RedisError("ERR The `numfields` parameter must match the number of arguments");
  const names = given.filter((_, i) => i % 2 === 0);
  const there = hashOf(c, key)?.fields;
  if (only === "FNX" && names.some((f) => there?.has(f))) return integer(0);
  if (only === "FXX" && !names.every((f) => there?.has(f))) return integer(0);
  const value = c.db.make(key, "hash");
  for (const [i, f] of names.entries()) {
    value.fields.set(f, given[2 * i + 1] ?? "");
    if (end?.at !== undefined || !keep) placed(value, f, end?.at);
  }
  c.db.touch(key);
  return integer(1);
}

/** Fields of a hash that have an end of their own. */
export const fieldTimes: Commands = {
  hexpire: expire(1_000_000, false),
  hpexpire: expire(1000, false),
  hexpireat: expire(1_000_000, true),
  hpexpireat: expire(1000, true),
  httl: left(1_000_000, false),
  hpttl: left(1000, false),
  hexpiretime: left(1_000_000, true),
  hpexpiretime: left(1000, true),
  hpersist(c, [key = "", ...rest]) {
    const names = namesOf(rest);
    const value = hashOf(c, key);
    const reply = each(c, key, names, (f) => {
      if (!value?.times.has(f)) return -1;
      placed(value, f, undefined);
      return 1;
    });
    c.db.touch(key);
    return reply;
  },
  hgetex: getAndExpire,
  hsetex: setAndExpire,
};
