import { type Commands, type Context, is, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, NIL_ARRAY, OK, type Reply } from "../resp.ts";
import {
  addedUpTo,
  between,
  type Consumer,
  compareIds,
  found,
  type Group,
  type Id,
  MAX,
  nextId,
  type Pending,
  placeOf,
  type Stream,
  showId,
  ZERO,
} from "../stream.ts";
import { idOf, shownEntry } from "./stream-ids.ts";
import { byStream, readingOf, streamOf, waited } from "./streams.ts";

export const noGroup = (key: string, name: string, tail = "") =>
  new RedisError(`NOGROUP No such key '${key}' or consumer group '${name}'${tail}`);

const noKey = () =>
  new RedisError(
    "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.",
  );

export function groupOf(c: Context, key: string, name: string): readonly [Stream, Group] {
  const s = streamOf(c, key);
  const g = s?.groups.get(name);
  if (!s || !g) throw noGroup(key, name);
  return [s, g];
}

function namedGroup(c: Context, key: string, name: string): readonly [Stream, Group] {
  const s = streamOf(c, key);
  if (!s) throw noKey();
  const g = s.groups.get(name);
  if (!g) throw new RedisError(`NOGROUP No such consumer group '${name}' for key name '${key}'`);
  return [s, g];
}

/** Puts an entry on a group's list, or changes who has it. */
export function give(g: Group, id: Id, consumer: string, now: number, deliveries = 1): Pending {
  const there = found(g.pending, id);
  if (there) {
    there.consumer = consumer;
    there.deliveredAt = now;
    return there;
  }
  const pending = { id, consumer, deliveredAt: now, deliveries };
  g.pending.splice(placeOf(g.pending, id), 0, pending);
  return pending;
}

export function acknowledge(g: Group, id: Id): boolean {
  const at = placeOf(g.pending, id);
  const one = g.pending[at];
  if (!one || compareIds(one.id, id) !== 0) return false;
  g.pending.splice(at, 1);
  return true;
}

export function consumerOf(c: Context, g: Group, name: string): Consumer {
  const there = g.consumers.get(name);
  if (there) {
    there.seenAt = c.p.now();
    return there;
  }
  const made: Consumer = { name, seenAt: c.p.now(), activeAt: undefined };
  g.consumers.set(name, made);
  return made;
}

function create(c: Context, [key = "", name = "", text = "", ...options]: readonly string[]): Reply {
  let make = false;
  let read: number | undefined;
  for (let i = 0; i < options.length; i++)
    if (is(options[i], "MKSTREAM")) make = true;
    else if (is(options[i], "ENTRIESREAD") && i + 1 < options.length) {
      const n = whole(options[++i]);
      if (n < -1) throw new RedisError("ERR value for ENTRIESREAD must be positive or -1");
      read = n < 0 ? undefined : n;
    } else throw syntaxError();
  const old = streamOf(c, key);
  if (!old && !make) throw noKey();
  const lastDelivered = text === "$" ? (old?.lastId ?? ZERO) : idOf(text);
  const s = old ?? c.db.make(key, "stream").stream;
  if (s.groups.has(name)) throw new RedisError("BUSYGROUP Consumer Group name already exists");
  s.groups.set(name, { lastDelivered, read, pending: [], consumers: new Map() });
  c.db.touch(key);
  return OK;
}

/** XREADGROUP for one stream: new entries with `>`, else what the consumer has not acknowledged. */
function readOne(
  c: Context,
  s: Stream,
  g: Group,
  who: string,
  text: string,
  count: number,
  acknowledged: boolean,
): Reply | undefined {
  const consumer = consumerOf(c, g, who);
  if (text !== ">") {
    const from = nextId(idOf(text));
    const own = between(g.pending, from, MAX).filter((p) => p.consumer === who);
    const shown = own.slice(0, count).map((p) => {
      const entry = found(s.entries, p.id);
      if (entry) {
        p.deliveredAt = c.p.now();
        p.deliveries++;
      }
      return entry ? shownEntry(entry) : array([bulk(showId(p.id)), NIL_ARRAY]);
    });
    return array(shown);
  }
  const entries = between(s.entries, nextId(g.lastDelivered), MAX).slice(0, count);
  const last = entries.at(-1);
  if (!last) return undefined;
  consumer.activeAt = c.p.now();
  const [first = last] = entries;
  const before = g.read === undefined ? addedUpTo(s, first.id) : g.read + 1;
  g.lastDelivered = last.id;
  g.read = before === undefined ? addedUpTo(s, last.id) : before + entries.length - 1;
  if (!acknowledged) for (const e of entries) give(g, e.id, who, c.p.now());
  return array(entries.map(shownEntry));
}

function readGroup(c: Context, words: readonly string[]): Reply | Promise<Reply> {
  if (!is(words[0], "GROUP")) throw new RedisError("ERR Missing GROUP option for XREADGROUP");
  const [, name = "", who = "", ...rest] = words;
  let acknowledged = false;
  const { keys, ids, count, block } = readingOf(rest, "xreadgroup", (word) => {
    if (word === "NOACK") acknowledged = true;
    return word === "NOACK";
  });
  for (const [i, key] of keys.entries()) {
    if (ids[i] === "$")
      throw new RedisError(
        "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.",
      );
    const s = streamOf(c, key);
    if (!s?.groups.has(name)) throw noGroup(key, name, " in XREADGROUP with GROUP option");
    if (ids[i] !== ">") idOf(ids[i]);
  }
  const attempt = () =>
    byStream(
      keys.map((key, i) => {
        const s = streamOf(c, key);
        const g = s?.groups.get(name);
        if (!s || !g) throw noGroup(key, name, " in XREADGROUP with GROUP option");
        const reply = readOne(c, s, g, who, ids[i] ?? ">", count, acknowledged);
        c.db.touch(key);
        return [key, reply];
      }),
    );
  return waited(c, keys, block, attempt);
}

export const streamGroups: Commands = {
  "xgroup create": create,
  "xgroup destroy"(c, [key = "", name = ""]) {
    const s = streamOf(c, key);
    if (!s) throw noKey();
    const there = s.groups.delete(name);
    if (there) c.db.touch(key);
    return integer(there ? 1 : 0);
  },
  "xgroup setid"(c, [key = "", name = "", text = "", option, read]) {
    const [s, g] = namedGroup(c, key, name);
    g.lastDelivered = text === "$" ? s.lastId : idOf(text);
    g.read = is(option, "ENTRIESREAD") ? whole(read) : undefined;
    c.db.touch(key);
    return OK;
  },
  "xgroup createconsumer"(c, [key = "", name = "", who = ""]) {
    const [, g] = namedGroup(c, key, name);
    if (g.consumers.has(who)) return integer(0);
    consumerOf(c, g, who);
    c.db.touch(key);
    return integer(1);
  },
  "xgroup delconsumer"(c, [key = "", name = "", who = ""]) {
    const [, g] = namedGroup(c, key, name);
    const before = g.pending.length;
    g.pending = g.pending.filter((p) => p.consumer !== who);
    g.consumers.delete(who);
    c.db.touch(key);
    return integer(before - g.pending.length);
  },
  xreadgroup: readGroup,
  xack(c, [key = "", name = "", ...names]) {
    const ids = names.map((n) => idOf(n));
    const g = streamOf(c, key)?.groups.get(name);
    const count = g ? ids.filter((id) => acknowledge(g, id)).length : 0;
    if (count) c.db.touch(key);
    return integer(count);
  },
};
