import { type Commands, type Context, counted, float, is, positive, syntaxError, whole } from "../context.ts";
import { RedisError, wrongType } from "../database.ts";
import { integer, type Reply } from "../resp.ts";
import { shown, sorted } from "./sorted.ts";

type How = "union" | "inter" | "diff";
type Merge = (a: number, b: number) => number;

const MERGES: Readonly<Record<string, Merge>> = {
  SUM: (a, b) => a + b,
  MIN: Math.min,
  MAX: Math.max,
};

/** A set counts as a sorted set with scores of 1. */
function source(c: Context, key: string): ReadonlyMap<string, number> {
  const value = c.db.get(key);
  if (!value) return new Map();
  if (value.type === "zset") return value.scores;
  if (value.type === "set") return new Map([...value.members].map((m) => [m, 1]));
  throw wrongType();
}

interface Parsed {
  readonly keys: readonly string[];
  readonly weights: readonly number[];
  readonly merge: Merge;
  readonly withScores: boolean;
}

function parse(words: readonly string[], how: How, command: string): Parsed {
  const count = whole(words[0]);
  if (count < 1) throw new RedisError(`ERR at least 1 input key is needed for '${command}' command`);
  const [keys, rest] = counted(words);
  let weights = keys.map(() => 1);
  let merge: Merge | undefined = MERGES["SUM"];
  let withScores = false;
  for (let i = 0; i < rest.length; i++)
    if (is(rest[i], "WEIGHTS") && how !== "diff" && i + keys.length < rest.length) {
      weights = keys.map((_, n) => float(rest[i + 1 + n], "ERR weight value is not a float"));
      i += keys.length;
    } else if (is(rest[i], "AGGREGATE") && how !== "diff" && i + 1 < rest.length) {
      merge = MERGES[rest[++i]?.toUpperCase() ?? ""];
      if (!merge) throw syntaxError();
    } else if (is(rest[i], "WITHSCORES") && !command.endsWith("store")) withScores = true;
    else throw syntaxError();
  return { keys, weights, merge: merge ?? Math.min, withScores };
}

function result(c: Context, how: How, { keys, weights, merge }: Parsed): Map<string, number> {
  const [first = new Map<string, number>(), ...others] = keys.map((key, i) => {
    const weighted = [...source(c, key)].map(([m, s]) => [m, how === "diff" ? s : (weights[i] ?? 1) * s || 0] as const);
    return new Map<string, number>(weighted);
  });
  const out = new Map(first);
  for (const other of others) {
    if (how === "diff") for (const m of other.keys()) out.delete(m);
    if (how === "inter") for (const m of [...out.keys()]) if (!other.has(m)) out.delete(m);
    if (how !== "diff")
      for (const [m, s] of other) {
        const old = out.get(m);
        if (old !== undefined) out.set(m, merge(old, s));
        else if (how === "union") out.set(m, s);
      }
  }
  return out;
}

function give(how: How) {
  return (c: Context, words: readonly string[]): Reply => {
    const parsed = parse(words, how, `z${how}`);
    return shown(sorted(result(c, how, parsed)), parsed.withScores);
  };
}

function store(how: How) {
  return (c: Context, [to = "", ...words]: readonly string[]): Reply => {
    const scores = result(c, how, parse(words, how, `z${how}store`));
    c.db.delete(to);
    if (scores.size) c.db.set(to, { type: "zset", scores: new Map(sorted(scores)) }, undefined);
    return integer(scores.size);
  };
}

/** Union, intersection and difference of sorted sets. */
export const zsetAlgebra: Commands = {
  zunion: give("union"),
  zinter: give("inter"),
  zdiff: give("diff"),
  zunionstore: store("union"),
  zinterstore: store("inter"),
  zdiffstore: store("diff"),
  zintercard(c, words) {
    if (whole(words[0]) < 1) throw new RedisError("ERR at least 1 input key is needed for 'zintercard' command");
    const [keys, [option, text, more]] = counted(words);
    if (more !== undefined || (option !== undefined && !is(option, "LIMIT"))) throw syntaxError();
    const limit = option === undefined ? 0 : positive(text, "ERR LIMIT can't be negative");
    const scores = result(c, "inter", { keys, weights: keys.map(() => 1), merge: Math.min, withScores: false });
    return integer(limit > 0 ? Math.min(limit, scores.size) : scores.size);
  },
};
