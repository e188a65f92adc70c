import {
  type CommandTable,
  type Context,
  float,
  patternOf,
  reads,
  showFloat,
  span,
  syntaxError,
  whole,
  writes,
} from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, maybe, NIL, type Reply, texts } from "../resp.ts";

const scoresOf = (c: Context, key: string) => c.db.as(key, "zset")?.scores;
type Entry = readonly [member: string, score: number];

/** By score, then by member. */
function sorted(scores: ReadonlyMap<string, number> | undefined): Entry[] {
  return [...(scores ?? [])].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
}

function shown(entries: readonly Entry[], withScores: boolean): Reply {
  return texts(entries.flatMap(([m, s]) => (withScores ? [m, showFloat(s)] : [m])));
}

/** `ZADD key [NX|XX] [GT|LT] [CH] [INCR] score member …`. */
function add(c: Context, [key = "", ...rest]: readonly string[]): Reply {
  const words = [...rest];
  const options = new Set<string>();
  while (["NX", "XX", "GT", "LT", "CH", "INCR"].includes(words[0]?.toUpperCase() ?? ""))
    options.add((words.shift() ?? "").toUpperCase());
  if (words.length === 0 || words.length % 2) throw syntaxError();
  if (options.has("NX") && options.has("XX"))
    throw new RedisError("ERR XX and NX options at the same time are not compatible");
  const pairs: Entry[] = [];
  for (let i = 0; i < words.length; i += 2) pairs.push([words[i + 1] ?? "", float(words[i])]);
  if (options.has("INCR") && pairs.length > 1)
    throw new RedisError("ERR INCR option supports a single increment-element pair");
  const { scores } = c.db.make(key, "zset");
  let added = 0;
  let changed = 0;
  let result: number | undefined;
  for (const [member, given] of pairs) {
    const old = scores.get(member);
    const score = options.has("INCR") ? (old ?? 0) + given : given;
    if ((options.has("NX") && old !== undefined) || (options.has("XX") && old === undefined)) continue;
    if (old !== undefined && ((options.has("GT") && score <= old) || (options.has("LT") && score >= old))) continue;
    if (old === undefined) added++;
    else if (old !== score) changed++;
    scores.set(member, score);
    result = score;
  }
  c.db.dropEmpty(key);
  if (options.has("INCR")) return result === undefined ? NIL : bulk(showFloat(result));
  return integer(options.has("CH") ? added + changed : added);
}

interface Bound {
  readonly value: number;
  readonly open: boolean;
}

function bound(text: string | undefined): Bound {
  const open = text?.startsWith("(") ?? false;
  return { value: float(open ? text?.slice(1) : text, "ERR min or max is not a float"), open };
}

function within(entries: readonly Entry[], min: Bound, max: Bound): Entry[] {
  return entries.filter(
    ([, s]) => (min.open ? s > min.value : s >= min.value) && (max.open ? s < max.value : s <= max.value),
  );
}

function limited(entries: readonly Entry[], words: readonly string[]): Entry[] {
  const i = words.findIndex((w) => w.toUpperCase() === "LIMIT");
  if (i < 0) return [...entries];
  const from = whole(words[i + 1]);
  const count = whole(words[i + 2]);
  return entries.slice(from, count < 0 ? undefined : from + count);
}

const has = (words: readonly string[], name: string) => words.some((w) => w.toUpperCase() === name);

/** `ZRANGE key start stop [BYSCORE] [REV] [LIMIT …] [WITHSCORES]`. */
function range(c: Context, [key = "", start, stop, ...options]: readonly string[]): Reply {
  if (has(options, "BYLEX")) throw new RedisError("ERR drydock: BYLEX is not simulated");
  const reverse = has(options, "REV");
  const entries = sorted(scoresOf(c, key));
  if (reverse) entries.reverse();
  if (has(options, "BYSCORE")) {
    const [min, max] = reverse ? [bound(stop), bound(start)] : [bound(start), bound(stop)];
    return shown(limited(within(entries, min, max), options), has(options, "WITHSCORES"));
  }
  const [from, to] = span(entries.length, start, stop);
  return shown(entries.slice(from, to + 1), has(options, "WITHSCORES"));
}

function rank(reverse: boolean) {
  return (c: Context, [key = "", member = ""]: readonly string[]): Reply => {
    const entries = sorted(scoresOf(c, key));
    if (reverse) entries.reverse();
    const at = entries.findIndex(([m]) => m === member);
    return at < 0 ? NIL : integer(at);
  };
}

function pop(highest: boolean) {
  return (c: Context, [key = "", text]: readonly string[]): Reply => {
    const scores = scoresOf(c, key);
    const entries = sorted(scores);
    if (highest) entries.reverse();
    const taken = entries.slice(0, text === undefined ? 1 : whole(text));
    for (const [m] of taken) scores?.delete(m);
    c.db.dropEmpty(key);
    return shown(taken, true);
  };
}

export const zsets: CommandTable = {
  zadd: writes(-4, add),
  zincrby: writes(4, (c, [key = "", by, member = ""]) => {
    const { scores } = c.db.make(key, "zset");
    const score = (scores.get(member) ?? 0) + float(by);
    scores.set(member, score);
    c.db.touch(key);
    return bulk(showFloat(score));
  }),
  zrem: writes(-3, (c, [key = "", ...members]) => {
    const scores = scoresOf(c, key);
    const removed = members.filter((m) => scores?.delete(m)).length;
    c.db.dropEmpty(key);
    return integer(removed);
  }),
  zcard: reads(2, (c, [key = ""]) => integer(scoresOf(c, key)?.size ?? 0)),
  zcount: reads(4, (c, [key = "", min, max]) =>
    integer(within(sorted(scoresOf(c, key)), bound(min), bound(max)).length),
  ),
  zscore: reads(3, (c, [key = "", member = ""]) => {
    const score = scoresOf(c, key)?.get(member);
    return maybe(score === undefined ? undefined : showFloat(score));
  }),
  zmscore: reads(-3, (c, [key = "", ...members]) =>
    array(
      members.map((m) => {
        const score = scoresOf(c, key)?.get(m);
        return maybe(score === undefined ? undefined : showFloat(score));
      }),
    ),
  ),
  zrange: reads(-4, range),
  zrevrange: reads(-4, (c, [key = "", start = "", stop = "", ...rest]) => range(c, [key, start, stop, "REV", ...rest])),
  zrangebyscore: reads(-4, (c, [key = "", min = "", max = "", ...rest]) =>
    range(c, [key, min, max, "BYSCORE", ...rest]),
  ),
  zrevrangebyscore: reads(-4, (c, [key = "", max = "", min = "", ...rest]) =>
    range(c, [key, max, min, "BYSCORE", "REV", ...rest]),
  ),
  zrank: reads(-3, rank(false)),
  zrevrank: reads(-3, rank(true)),
  zpopmin: writes(-2, pop(false)),
  zpopmax: writes(-2, pop(true)),
  zremrangebyscore: writes(4, (c, [key = "", min, max]) => {
    const scores = scoresOf(c, key);
    const gone = within(sorted(scores), bound(min), bound(max));
    for (const [m] of gone) scores?.delete(m);
    c.db.dropEmpty(key);
    return integer(gone.length);
  }),
  zremrangebyrank: writes(4, (c, [key = "", start, stop]) => {
    const scores = scoresOf(c, key);
    const entries = sorted(scores);
    const [from, to] = span(entries.length, start, stop);
    const gone = entries.slice(from, to + 1);
    for (const [m] of gone) scores?.delete(m);
    c.db.dropEmpty(key);
    return integer(gone.length);
  }),
  zscan: reads(-3, (c, [key = "", , option, pattern]) => {
    const test = option?.toUpperCase() === "MATCH" ? patternOf(pattern ?? "*") : undefined;
    return array([
      bulk("0"),
      shown(
        sorted(scoresOf(c, key)).filter(([m]) => test?.test(m) ?? true),
        true,
      ),
    ]);
  }),
};
