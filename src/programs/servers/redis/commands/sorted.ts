import { type Context, float, is, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { bulk, double, pairs, type Reply, texts } from "../resp.ts";

// What the commands of sorted sets have in common.

export type Entry = readonly [member: string, score: number];
type Scores = ReadonlyMap<string, number>;

export const scoresOf = (c: Context, key: string) => c.db.as(key, "zset")?.scores;

/** By score, then by member. */
export function sorted(scores: Scores | undefined): Entry[] {
  return [...(scores ?? [])].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
}

export function shown(entries: readonly Entry[], withScores: boolean): Reply {
  return withScores ? pairs(entries.flatMap(([m, s]) => [bulk(m), double(s)])) : texts(entries.map(([m]) => m));
}

/** What a range is measured by. */
type By = "index" | "score" | "lex";

export interface RangeOptions {
  readonly by: By;
  readonly reverse: boolean;
  readonly limit: readonly [from: number, count: number] | undefined;
  readonly withScores: boolean;
}

/** The options behind `start stop`. */
export function rangeOptions(words: readonly string[], preset: Partial<RangeOptions> = {}): RangeOptions {
  let { by = "index", reverse = false, limit, withScores = false } = preset;
  for (let i = 0; i < words.length; i++)
    if (is(words[i], "WITHSCORES")) withScores = true;
    else if (is(words[i], "LIMIT") && i + 2 < words.length) limit = [whole(words[++i]), whole(words[++i])];
    else if (is(words[i], "BYSCORE") && preset.by === undefined) by = "score";
    else if (is(words[i], "BYLEX") && preset.by === undefined) by = "lex";
    else if (is(words[i], "REV") && preset.reverse === undefined) reverse = true;
    else throw syntaxError();
  if (limit && by === "index")
    throw new RedisError("ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
  if (withScores && by === "lex")
    throw new RedisError("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
  return { by, reverse, limit, withScores };
}

/** The entries of a range, in the order in which they are given. */
export function ranged(all: readonly Entry[], start: string, stop: string, o: RangeOptions): Entry[] {
  const [low, high] = o.reverse && o.by !== "index" ? [stop, start] : [start, stop];
  let entries: Entry[];
  if (o.by === "index") {
    const order = o.reverse ? [...all].reverse() : all;
    const place = (text: string) => (whole(text) < 0 ? order.length + whole(text) : whole(text));
    const [from, to] = [Math.max(0, place(start)), place(stop)];
    return order.slice(from, Math.max(0, to + 1));
  }
  entries = o.by === "score" ? byScore(all, low, high) : byName(all, low, high);
  if (o.reverse) entries = entries.reverse();
  if (!o.limit) return entries;
  const [from, count] = o.limit;
  if (from < 0) return [];
  return entries.slice(from, count < 0 ? undefined : from + count);
}

export function byScore(all: readonly Entry[], low: string | undefined, high: string | undefined): Entry[] {
  const bound = (text: string | undefined) => {
    const open = text?.startsWith("(") ?? false;
    return { value: float(open ? text?.slice(1) : text, "ERR min or max is not a float"), open };
  };
  const [min, max] = [bound(low), bound(high)];
  return all.filter(
    ([, s]) => (min.open ? s > min.value : s >= min.value) && (max.open ? s < max.value : s <= max.value),
  );
}

/** `[a`, `(a`, `-` and `+`. */
export function byName(all: readonly Entry[], low: string | undefined, high: string | undefined): Entry[] {
  for (const text of [low, high])
    if (!/^([-+]$|[[(])/.test(text ?? "")) throw new RedisError("ERR min or max not valid string range item");
  const above = (m: string) =>
    low === "-" || (low !== "+" && (low?.startsWith("(") ? m > low.slice(1) : m >= (low ?? "").slice(1)));
  const below = (m: string) =>
    high === "+" || (high !== "-" && (high?.startsWith("(") ? m < high.slice(1) : m <= (high ?? "").slice(1)));
  return all.filter(([m]) => above(m) && below(m));
}
