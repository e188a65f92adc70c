import { type Commands, type Context, counted, is, positive, syntaxError, whole } from "../context.ts";
import { array, integer, maybe, NIL, type Reply, textSet, texts } from "../resp.ts";
import { scanned } from "./scan.ts";

const membersOf = (c: Context, key: string) => c.db.as(key, "set")?.members;

const INTEGER = /^(0|-?[1-9]\d{0,17})$/;

/**
 * Adds members; how many are new. A set of whole numbers alone is kept in their order, as Redis packs it; the first that is none
 * ends that, and all later ones come at the end.
 */
function add(members: Set<string>, added: readonly string[]): number {
  const before = members.size;
  let numbers = [...members].every((m) => INTEGER.test(m));
  let unordered = false;
  const order = () => {
    if (!unordered) return;
    const all = [...members].sort((a, b) => Number(a) - Number(b));
    members.clear();
    for (const m of all) members.add(m);
    unordered = false;
  };
  for (const m of added) {
    if (numbers && !INTEGER.test(m)) {
      order();
      numbers = false;
    }
    if (numbers && !members.has(m)) unordered = true;
    members.add(m);
  }
  order();
  return members.size - before;
}

const collected = (members: Iterable<string>): Set<string> => {
  const result = new Set<string>();
  add(result, [...members]);
  return result;
};

type Combine = (sets: readonly ReadonlySet<string>[]) => Set<string>;

const intersect: Combine = (sets) => {
  const [first, ...rest] = [...sets].sort((a, b) => a.size - b.size);
  return collected([...(first ?? [])].filter((m) => rest.every((s) => s.has(m))));
};
const unite: Combine = (sets) => collected(sets.flatMap((s) => [...s]));
const subtract: Combine = ([first, ...rest]) =>
  collected([...(first ?? [])].filter((m) => !rest.some((s) => s.has(m))));

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

function draw(c: Context, members: ReadonlySet<string>): string {
  const all = [...members];
  return all[c.p.chance.integer("redis set", Math.max(1, all.length))] ?? "";
}

function pop(c: Context, [key = "", text, more]: readonly string[]): Reply {
  if (more !== undefined) throw syntaxError();
  const count = text === undefined ? 1 : positive(text);
  const members = membersOf(c, key);
  if (!members) return text === undefined ? NIL : textSet([]);
  const taken: string[] = [];
  for (let n = count; n > 0 && members.size; n--) {
    const one = draw(c, members);
    members.delete(one);
    taken.push(one);
  }
  if (taken.length) {
    c.db.dropEmpty(key);
    c.server.instead = [["SREM", key, ...taken]];
  }
  return text === undefined ? maybe(taken[0]) : textSet(taken);
}

function random(c: Context, [key = "", text, more]: readonly string[]): Reply {
  if (more !== undefined) throw syntaxError();
  const members = new Set(membersOf(c, key) ?? []);
  if (text === undefined) return maybe(members.size ? draw(c, members) : undefined);
  const count = whole(text);
  if (count >= members.size) return texts(members);
  const taken: string[] = [];
  for (let n = Math.abs(count); n > 0 && members.size; n--) {
    const one = draw(c, members);
    if (count > 0) members.delete(one);
    taken.push(one);
  }
  return texts(taken);
}

function cardinality(c: Context, words: readonly string[]): Reply {
  const [keys, [option, text, more]] = counted(words);
  if (more !== undefined || (option !== undefined && !is(option, "LIMIT"))) throw syntaxError();
  const limit = option === undefined ? 0 : positive(text, "ERR LIMIT can't be negative");
  const count = combined(c, keys, intersect).size;
  return integer(limit > 0 ? Math.min(limit, count) : count);
}

export const sets: Commands = {
  sadd(c, [key = "", ...added]) {
    const count = add(c.db.make(key, "set").members, added);
    if (count) c.db.touch(key);
    return integer(count);
  },
  srem(c, [key = "", ...gone]) {
    const members = membersOf(c, key);
    const removed = gone.filter((m) => members?.delete(m)).length;
    if (removed) c.db.dropEmpty(key);
    return integer(removed);
  },
  smembers: (c, [key = ""]) => textSet(membersOf(c, key) ?? []),
  sismember: (c, [key = "", m = ""]) => integer(membersOf(c, key)?.has(m) ? 1 : 0),
  smismember(c, [key = "", ...all]) {
    const members = membersOf(c, key);
    return array(all.map((m) => integer(members?.has(m) ? 1 : 0)));
  },
  scard: (c, [key = ""]) => integer(membersOf(c, key)?.size ?? 0),
  sinter: (c, keys) => textSet(combined(c, keys, intersect)),
  sunion: (c, keys) => textSet(combined(c, keys, unite)),
  sdiff: (c, keys) => textSet(combined(c, keys, subtract)),
  sintercard: cardinality,
  sinterstore: store(intersect),
  sunionstore: store(unite),
  sdiffstore: store(subtract),
  spop: pop,
  srandmember: random,
  smove(c, [from = "", to = "", m = ""]) {
    const members = membersOf(c, from);
    membersOf(c, to);
    if (!members?.has(m)) return integer(0);
    if (from === to) return integer(1);
    members.delete(m);
    add(c.db.make(to, "set").members, [m]);
    c.db.touch(to);
    c.db.dropEmpty(from);
    return integer(1);
  },
  sscan: (c, [key = "", ...words]) =>
    scanned(
      words,
      [...(membersOf(c, key) ?? [])],
      (m) => [m],
      (m) => m,
    ),
};
