import { type Commands, type Context, is, syntaxError, whole, wrongArity } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, NIL, NIL_ARRAY, OK, type Reply } from "../resp.ts";
import {
  between,
  compareIds,
  type Entry,
  type Id,
  MAX,
  nextId,
  removeEntries,
  type Stream,
  sameId,
  showId,
  ZERO,
} from "../stream.ts";
import { badId, endOf, idOf, shownEntry, type Trim, trimAt, trimmed } from "./stream-ids.ts";

export const streamOf = (c: Context, key: string): Stream | undefined => c.db.as(key, "stream")?.stream;

/** The id of a new entry: `*`, `5-*`, or as it is named. */
function newId(c: Context, s: Stream, text: string): Id {
  if (compareIds(s.lastId, MAX) >= 0)
    throw new RedisError("ERR The stream has exhausted the last possible ID, unable to add more items");
  const now = Math.floor(c.p.now() / 1000);
  if (text === "*") return now > s.lastId.ms ? { ms: now, seq: 0 } : nextId(s.lastId);
  const part = /^(\d+)-\*$/.exec(text);
  if (part) {
    const ms = Number(part[1]);
    if (ms === s.lastId.ms) return nextId(s.lastId);
    if (ms > s.lastId.ms) return { ms, seq: 0 };
    throw new RedisError("ERR The ID specified in XADD is equal or smaller than the target stream top item");
  }
  const id = idOf(text);
  if (sameId(id, ZERO)) throw new RedisError("ERR The ID specified in XADD must be greater than 0-0");
  if (compareIds(id, s.lastId) <= 0)
    throw new RedisError("ERR The ID specified in XADD is equal or smaller than the target stream top item");
  return id;
}

/** `XADD key [NOMKSTREAM] [MAXLEN|MINID …] id field value …`. */
function add(c: Context, [key = "", ...words]: readonly string[]): Reply {
  let trim: Trim | undefined;
  let make = true;
  let i = 0;
  for (;;)
    if (is(words[i], "NOMKSTREAM")) {
      make = false;
      i++;
    } else if (is(words[i], "MAXLEN") || is(words[i], "MINID")) [trim, i] = trimAt(words, i);
    else break;
  const id = words[i] ?? "";
  if (!/^(\*|\d+(-(\d+|\*))?)$/.test(id)) throw badId();
  const fields = words.slice(i + 1);
  if (fields.length === 0 || fields.length % 2) throw wrongArity("xadd");
  const old = streamOf(c, key);
  if (!old && !make) return NIL;
  const s = old ?? c.db.make(key, "stream").stream;
  let chosen: Id;
  try {
    chosen = newId(c, s, id);
  } catch (e) {
    if (!old) c.db.delete(key);
    throw e;
  }
  s.entries.push({ id: chosen, fields });
  s.lastId = chosen;
  s.added++;
  if (trim) trimmed(s, trim);
  c.db.touch(key);
  c.server.instead = [["XADD", key, ...words.slice(0, i), showId(chosen), ...fields]];
  return bulk(showId(chosen));
}

function range(reverse: boolean) {
  return (c: Context, [key = "", a, b, option, text, more]: readonly string[]): Reply => {
    const [from, to] = reverse ? [endOf(b, true), endOf(a, false)] : [endOf(a, true), endOf(b, false)];
    if (more !== undefined || (option !== undefined && !is(option, "COUNT"))) throw syntaxError();
    const count = option === undefined ? Number.POSITIVE_INFINITY : whole(text);
    const s = streamOf(c, key);
    if (count <= 0) return NIL_ARRAY;
    const entries = between(s?.entries ?? [], from, to);
    if (reverse) entries.reverse();
    return array(entries.slice(0, count).map(shownEntry));
  };
}

interface Reading {
  readonly keys: readonly string[];
  readonly ids: readonly string[];
  readonly count: number;
  readonly block: number | undefined;
}

/** `[COUNT n] [BLOCK ms] STREAMS key … id …`; other words are the caller's. */
export function readingOf(
  words: readonly string[],
  command: string,
  other: (word: string) => boolean = () => false,
): Reading {
  let count = Number.POSITIVE_INFINITY;
  let block: number | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]?.toUpperCase() ?? "";
    if (word === "COUNT" && i + 1 < words.length) {
      const n = whole(words[++i]);
      count = n > 0 ? n : Number.POSITIVE_INFINITY;
    } else if (word === "BLOCK" && i + 1 < words.length) {
      block = whole(words[++i], "ERR timeout is not an integer or out of range");
      if (block < 0) throw new RedisError("ERR timeout is negative");
    } else if (word === "STREAMS") {
      const rest = words.slice(i + 1);
      if (rest.length === 0) throw syntaxError();
      if (rest.length % 2)
        throw new RedisError(
          `ERR Unbalanced '${command}' list of streams: for each stream key an ID${command === "xread" ? ", '+', or '$'" : " or '>'"} must be specified.`,
        );
      return { keys: rest.slice(0, rest.length / 2), ids: rest.slice(rest.length / 2), count, block };
    } else if (!other(word)) throw syntaxError();
  }
  throw syntaxError();
}

/** What was found in each stream; undefined: nothing anywhere. */
export function byStream(found: readonly (readonly [key: string, entries: Reply | undefined])[]): Reply | undefined {
  const some = found.flatMap(([key, entries]) => (entries ? [bulk(key), entries] : []));
  if (some.length === 0) return undefined;
  return { kind: "streams", items: some };
}

function read(c: Context, words: readonly string[]): Reply | Promise<Reply> {
  const { keys, ids, count, block } = readingOf(words, "xread");
  const after = ids.map((text, i): Id => {
    const s = streamOf(c, keys[i] ?? "");
    if (text === "$") return s?.lastId ?? ZERO;
    if (text === "+") {
      const before = s?.entries.at(-2)?.id;
      return before ?? ZERO;
    }
    if (text === ">")
      throw new RedisError(
        "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.",
      );
    return idOf(text);
  });
  const attempt = () =>
    byStream(
      keys.map((key, i) => {
        const from = nextId(after[i] ?? ZERO);
        const s = streamOf(c, key);
        const entries = s ? between(s.entries, from, s.lastId).slice(0, count) : [];
        return [key, entries.length ? array(entries.map(shownEntry)) : undefined];
      }),
    );
  return waited(c, keys, block, attempt);
}

export function waited(
  c: Context,
  keys: readonly string[],
  block: number | undefined,
  attempt: () => Reply | undefined,
): Reply | Promise<Reply> {
  if (block === undefined) return attempt() ?? NIL_ARRAY;
  const end = block === 0 ? Number.POSITIVE_INFINITY : c.p.now() + block * 1000;
  return c.server.waiting.until(c, keys, end, attempt);
}

function setId(c: Context, [key = "", text, ...options]: readonly string[]): Reply {
  const s = streamOf(c, key);
  if (!s) throw new RedisError("ERR no such key");
  const id = idOf(text);
  const last: Entry | undefined = s.entries.at(-1);
  if (last && compareIds(id, last.id) < 0)
    throw new RedisError("ERR The ID specified in XSETID is smaller than the target stream top item");
  s.lastId = id;
  for (let i = 0; i < options.length; i += 2)
    if (is(options[i], "ENTRIESADDED")) s.added = whole(options[i + 1]);
    else if (is(options[i], "MAXDELETEDID")) s.maxDeleted = idOf(options[i + 1]);
    else throw syntaxError();
  c.db.touch(key);
  return OK;
}

export const streams: Commands = {
  xadd: add,
  xlen: (c, [key = ""]) => integer(streamOf(c, key)?.entries.length ?? 0),
  xrange: range(false),
  xrevrange: range(true),
  xread: read,
  xdel(c, [key = "", ...names]) {
    const ids = names.map((n) => idOf(n));
    const s = streamOf(c, key);
    const removed = s ? removeEntries(s, ids) : 0;
    if (removed) c.db.touch(key);
    return integer(removed);
  },
  xtrim(c, [key = "", ...words]) {
    if (!is(words[0], "MAXLEN") && !is(words[0], "MINID")) throw syntaxError();
    const [trim, end] = trimAt(words, 0);
    if (end < words.length) throw syntaxError();
    const s = streamOf(c, key);
    const removed = s ? trimmed(s, trim) : 0;
    if (removed) c.db.touch(key);
    return integer(removed);
  },
  xsetid: setId,
};
