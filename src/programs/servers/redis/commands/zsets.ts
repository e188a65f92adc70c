import { type Commands, type Context, counted, float, is, positive, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { showFloat } from "../numbers.ts";
import { array, bulk, double, integer, maybe, NIL, NIL_ARRAY, pairs, type Reply } from "../resp.ts";
import { endOfWait } from "./lists.ts";
import { scanned } from "./scan.ts";
import {
  byName,
  byScore,
  type Entry,
  type RangeOptions,
  ranged,
  rangeOptions,
  scoresOf,
  shown,
  sorted,
} from "./sorted.ts";
import { zsetAlgebra } from "./zset-algebra.ts";

const OPTIONS = ["NX", "XX", "GT", "LT", "CH", "INCR"];

/** `ZADD key [NX|XX] [GT|LT] [CH] [INCR] score member …`. */
function add(c: Context, [key = "", ...rest]: readonly string[]): Reply {
  const words = [...rest];
  const options = new Set<string>();
  while (OPTIONS.includes(words[0]?.toUpperCase() ?? "")) options.add((words.shift() ?? "").toUpperCase());
  if (words.length === 0 || words.length % 2) throw syntaxError();
  if (options.has("NX") && options.has("XX"))
    throw new RedisError("ERR XX and NX options at the same time are not compatible");
  if ((options.has("NX") || options.has("LT")) && (options.has("GT") || (options.has("NX") && options.has("LT"))))
    throw new RedisError("ERR GT, LT, and/or NX options at the same time are not compatible");
  if (options.has("INCR") && words.length > 2)
    throw new RedisError("ERR INCR option supports a single increment-element pair");
  const given: Entry[] = [];
  for (let i = 0; i < words.length; i += 2) given.push([words[i + 1] ?? "", float(words[i])]);
  const old = scoresOf(c, key);
  if (!old && options.has("XX")) return options.has("INCR") ? NIL : integer(0);
  const { scores } = c.db.make(key, "zset");
  let added = 0;
  let changed = 0;
  let result: number | undefined;
  for (const [member, number] of given) {
    const before = scores.get(member);
    const score = options.has("INCR") ? (before ?? 0) + number : number;
    if (Number.isNaN(score)) throw new RedisError("ERR resulting score is not a number (NaN)");
    if ((options.has("NX") && before !== undefined) || (options.has("XX") && before === undefined)) continue;
    if (before !== undefined && ((options.has("GT") && score <= before) || (options.has("LT") && score >= before)))
      continue;
    if (before === undefined) added++;
    else if (before !== score) changed++;
    scores.set(member, score);
    result = score;
  }
  if (added || changed || scores.size === 0) c.db.dropEmpty(key);
  if (options.has("INCR")) return result === undefined ? NIL : double(result);
  return integer(options.has("CH") ? added + changed : added);
}

const range =
  (preset: Partial<RangeOptions>) =>
  (c: Context, [key = "", start = "", stop = "", ...words]: readonly string[]): Reply => {
    const options = rangeOptions(words, preset);
    return shown(ranged(sorted(scoresOf(c, key)), start, stop, options), options.withScores);
  };

function rank(reverse: boolean) {
  return (c: Context, [key = "", member = "", option, more]: readonly string[]): Reply => {
    if (more !== undefined || (option !== undefined && !is(option, "WITHSCORE"))) throw syntaxError();
    const entries = sorted(scoresOf(c, key));
    if (reverse) entries.reverse();
    const at = entries.findIndex(([m]) => m === member);
    if (at < 0) return option === undefined ? NIL : NIL_ARRAY;
    return option === undefined ? integer(at) : array([integer(at), double(entries[at]?.[1] ?? 0)]);
  };
}

/** Takes so many from the top or the bottom. */
function take(c: Context, key: string, highest: boolean, count: number): Entry[] {
  const scores = scoresOf(c, key);
  const entries = sorted(scores);
  if (highest) entries.reverse();
  const taken = entries.slice(0, count);
  for (const [m] of taken) scores?.delete(m);
  if (taken.length) c.db.dropEmpty(key);
  return taken;
}

function pop(highest: boolean) {
  return (c: Context, [key = "", text]: readonly string[]): Reply => {
    const count = text === undefined ? 1 : positive(text);
    const taken = take(c, key, highest, count);
    const items = taken.flatMap(([m, s]) => [bulk(m), double(s)]);
    return text === undefined ? array(items) : pairs(items);
  };
}

function blockingPop(highest: boolean) {
  return (c: Context, args: readonly string[]): Reply | Promise<Reply> => {
    const keys = args.slice(0, -1);
    return c.server.waiting.until(c, keys, endOfWait(c, args.at(-1)), () => {
      for (const key of keys) {
        const [one] = scoresOf(c, key)?.size ? take(c, key, highest, 1) : [];
        if (!one) continue;
        c.client.lastWords = [highest ? "ZPOPMAX" : "ZPOPMIN", key];
        c.server.instead = [c.client.lastWords];
        return array([bulk(key), bulk(one[0]), double(one[1])]);
      }
      return undefined;
    });
  };
}

function popMany(c: Context, words: readonly string[]): () => Reply | undefined {
  const [keys, [where, option, text]] = counted(words);
  if (!is(where, "MIN") && !is(where, "MAX")) throw syntaxError();
  if (option !== undefined && !is(option, "COUNT")) throw syntaxError();
  const count = option === undefined ? 1 : whole(text, "ERR count should be greater than 0");
  if (count <= 0) throw new RedisError("ERR count should be greater than 0");
  return () => {
    for (const key of keys) {
      if (!scoresOf(c, key)?.size) continue;
      const taken = take(c, key, is(where, "MAX"), count);
      return array([bulk(key), array(taken.map(([m, s]) => array([bulk(m), double(s)])))]);
    }
    return undefined;
  };
}

function removeAll(c: Context, key: string, gone: readonly Entry[]): Reply {
  const scores = scoresOf(c, key);
  for (const [m] of gone) scores?.delete(m);
  if (gone.length) c.db.dropEmpty(key);
  return integer(gone.length);
}

function random(c: Context, [key = "", text, option, more]: readonly string[]): Reply {
  if (more !== undefined || (option !== undefined && !is(option, "WITHSCORES"))) throw syntaxError();
  const all = sorted(scoresOf(c, key));
  const draw = () => c.p.chance.integer("redis zset", Math.max(1, all.length));
  if (text === undefined) return maybe(all[draw()]?.[0]);
  const count = whole(text);
  const chosen: Entry[] = [];
  if (count >= all.length) chosen.push(...all);
  else
    for (let n = Math.abs(count); n > 0 && all.length; n--) {
      const at = draw();
      const one = count < 0 ? all[at] : all.splice(at, 1)[0];
      if (one) chosen.push(one);
    }
  return shown(chosen, option !== undefined);
}

export const zsets: Commands = {
  zadd: add,
  zincrby: (c, [key = "", by = "", member = ""]) => add(c, [key, "INCR", by, member]),
  zrem(c, [key = "", ...members]) {
    const scores = scoresOf(c, key);
    const removed = members.filter((m) => scores?.delete(m)).length;
    if (removed) c.db.dropEmpty(key);
    return integer(removed);
  },
  zcard: (c, [key = ""]) => integer(scoresOf(c, key)?.size ?? 0),
  zcount: (c, [key = "", min, max]) => integer(byScore(sorted(scoresOf(c, key)), min, max).length),
  zlexcount: (c, [key = "", min, max]) => integer(byName(sorted(scoresOf(c, key)), min, max).length),
  zscore(c, [key = "", member = ""]) {
    const score = scoresOf(c, key)?.get(member);
    return score === undefined ? NIL : double(score);
  },
  zmscore(c, [key = "", ...members]) {
    const scores = scoresOf(c, key);
    return array(members.map((m) => (scores?.has(m) ? double(scores.get(m) ?? 0) : NIL)));
  },
  zrange: range({}),
  zrevrange: range({ by: "index", reverse: true }),
  zrangebyscore: range({ by: "score", reverse: false }),
  zrevrangebyscore: range({ by: "score", reverse: true }),
  zrangebylex: range({ by: "lex", reverse: false }),
  zrevrangebylex: range({ by: "lex", reverse: true }),
  zrangestore(c, [to = "", key = "", start = "", stop = "", ...words]) {
    const entries = ranged(sorted(scoresOf(c, key)), start, stop, rangeOptions(words));
    c.db.delete(to);
    if (entries.length) c.db.set(to, { type: "zset", scores: new Map(entries) }, undefined);
    return integer(entries.length);
  },
  zrank: rank(false),
  zrevrank: rank(true),
  zpopmin: pop(false),
  zpopmax: pop(true),
  bzpopmin: blockingPop(false),
  bzpopmax: blockingPop(true),
  zmpop: (c, words) => popMany(c, words)() ?? NIL_ARRAY,
  bzmpop: (c, [timeout, ...words]) =>
    c.server.waiting.until(c, counted(words)[0], endOfWait(c, timeout), popMany(c, words)),
  zremrangebyscore: (c, [key = "", min, max]) => removeAll(c, key, byScore(sorted(scoresOf(c, key)), min, max)),
  zremrangebylex: (c, [key = "", min, max]) => removeAll(c, key, byName(sorted(scoresOf(c, key)), min, max)),
  zremrangebyrank: (c, [key = "", start = "", stop = ""]) =>
    removeAll(c, key, ranged(sorted(scoresOf(c, key)), start, stop, rangeOptions([]))),
  zrandmember: random,
  zscan: (c, [key = "", ...words]) =>
    scanned(
      words,
      sorted(scoresOf(c, key)),
      ([m, s]) => [m, showFloat(s)],
      ([m]) => m,
    ),
  ...zsetAlgebra,
};
