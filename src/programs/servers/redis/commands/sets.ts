import { type CommandTable, type Context, patternOf, reads, syntaxError, whole, writes } from "../context.ts";
import { array, bulk, integer, maybe, NIL, type Reply, texts } from "../resp.ts";

const membersOf = (c: Context, key: string) => c.db.as(key, "set")?.members;

/** As a set of whole numbers is kept: in their order; others in the order they came. */
function ordered(members: Iterable<string>): string[] {
  const all = [...members];
  return all.every((m) => /^-?\d{1,15}$/.test(m)) ? all.sort((a, b) => Number(a) - Number(b)) : all;
}

type Combine = (sets: readonly ReadonlySet<string>[]) => Set<string>;

const intersect: Combine = ([first, ...rest]) => new Set([...(first ?? [])].filter((m) => rest.every((s) => s.has(m))));
const unite: Combine = (sets) => new Set(sets.flatMap((s) => [...s]));
const subtract: Combine = ([first, ...rest]) => new Set([...(first ?? [])].filter((m) => !rest.some((s) => s.has(m))));

const combined = (c: Context, keys: readonly string[], how: Combine) =>
  how(keys.map((k) => membersOf(c, k) ?? new Set<string>()));

function store(how: Combine) {
  return (c: Context, [to = "", ...keys]: readonly string[]): Reply => {
    const result = combined(c, keys, how);
    c.db.delete(to);
    if (result.size) c.db.set(to, { type: "set", members: result }, undefined);
    return integer(result.size);
  };
}

function draw(c: Context, members: Set<string>): string | undefined {
  const all = [...members];
  return all[c.p.chance.integer("redis set", Math.max(1, all.length))];
}

export const sets: CommandTable = {
  sadd: writes(-3, (c, [key = "", ...added]) => {
    const { members } = c.db.make(key, "set");
    const before = members.size;
    for (const m of added) members.add(m);
    c.db.touch(key);
    return integer(members.size - before);
  }),
  srem: writes(-3, (c, [key = "", ...gone]) => {
    const members = membersOf(c, key);
    const removed = gone.filter((m) => members?.delete(m)).length;
    c.db.dropEmpty(key);
    return integer(removed);
  }),
  smembers: reads(2, (c, [key = ""]) => texts(ordered(membersOf(c, key) ?? []))),
  sismember: reads(3, (c, [key = "", m = ""]) => integer(membersOf(c, key)?.has(m) ? 1 : 0)),
  smismember: reads(-3, (c, [key = "", ...all]) => array(all.map((m) => integer(membersOf(c, key)?.has(m) ? 1 : 0)))),
  scard: reads(2, (c, [key = ""]) => integer(membersOf(c, key)?.size ?? 0)),
  sinter: reads(-2, (c, keys) => texts(ordered(combined(c, keys, intersect)))),
  sunion: reads(-2, (c, keys) => texts(ordered(combined(c, keys, unite)))),
  sdiff: reads(-2, (c, keys) => texts(ordered(combined(c, keys, subtract)))),
  sintercard: reads(-3, (c, [count, ...rest]) => integer(combined(c, rest.slice(0, whole(count)), intersect).size)),
  sinterstore: writes(-3, store(intersect)),
  sunionstore: writes(-3, store(unite)),
  sdiffstore: writes(-3, store(subtract)),
  spop: writes(-2, (c, [key = "", text]) => {
    const members = membersOf(c, key);
    if (!members) return text === undefined ? NIL : texts([]);
    const taken: string[] = [];
    for (let n = text === undefined ? 1 : whole(text); n > 0 && members.size; n--) {
      const one = draw(c, members) ?? "";
      members.delete(one);
      taken.push(one);
    }
    c.db.dropEmpty(key);
    return text === undefined ? maybe(taken[0]) : texts(taken);
  }),
  srandmember: reads(-2, (c, [key = "", text]) => {
    const members = new Set(membersOf(c, key) ?? []);
    if (text === undefined) return maybe(draw(c, members));
    const taken: string[] = [];
    const count = whole(text);
    for (let n = Math.abs(count); n > 0 && members.size; n--) {
      const one = draw(c, members) ?? "";
      if (count > 0) members.delete(one);
      taken.push(one);
    }
    return texts(taken);
  }),
  smove: writes(4, (c, [from = "", to = "", m = ""]) => {
    if (!membersOf(c, from)?.delete(m)) return integer(0);
    c.db.make(to, "set").members.add(m);
    c.db.dropEmpty(from);
    return integer(1);
  }),
  sscan: reads(-3, (c, [key = "", , option, pattern]) => {
    if (option !== undefined && option.toUpperCase() !== "MATCH" && option.toUpperCase() !== "COUNT")
      throw syntaxError();
    const test = option?.toUpperCase() === "MATCH" ? patternOf(pattern ?? "*") : undefined;
    return array([bulk("0"), texts(ordered(membersOf(c, key) ?? []).filter((m) => test?.test(m) ?? true))]);
  }),
};
