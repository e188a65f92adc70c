import { type Commands, type Context, is, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, NIL_ARRAY, OK, type Reply, texts } from "../resp.ts";
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
import { endOf, idOf, shownEntry } from "./stream-ids.ts";
import { byStream, readingOf, streamOf, waited } from "./streams.ts";

const noGroup = (key: string, name: string, tail = "") =>
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
function give(g: Group, id: Id, consumer: string, now: number, deliveries = 1): Pending {
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

function acknowledge(g: Group, id: Id): boolean {
  const at = placeOf(g.pending, id);
  const one = g.pending[at];
  if (!one || compareIds(one.id, id) !== 0) return false;
  g.pending.splice(at, 1);
  return true;
}

function consumerOf(c: Context, g: Group, name: string): Consumer {
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

/** `XPENDING key group [[IDLE ms] from to count [consumer]]`. */
function pending(c: Context, [key = "", name = "", ...rest]: readonly string[]): Reply {
  const words = [...rest];
  let idle = 0;
  if (is(words[0], "IDLE")) {
    idle = whole(words[1]);
    words.splice(0, 2);
  }
  const [, g] = groupOf(c, key, name);
  if (words.length === 0) {
    if (g.pending.length === 0) return array([integer(0), { kind: "nil" }, { kind: "nil" }, NIL_ARRAY]);
    const counts = new Map<string, number>();
    for (const p of g.pending) counts.set(p.consumer, (counts.get(p.consumer) ?? 0) + 1);
    return array([
      integer(g.pending.length),
      bulk(showId(g.pending[0]?.id ?? ZERO)),
      bulk(showId(g.pending.at(-1)?.id ?? ZERO)),
      array([...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([who, n]) => texts([who, String(n)]))),
    ]);
  }
  const [start, end, count, who, more] = words;
  if (count === undefined || more !== undefined) throw syntaxError();
  const wanted = whole(count);
  const rows = between(g.pending, endOf(start, true), endOf(end, false))
    .filter((p) => (who === undefined || p.consumer === who) && c.p.now() - p.deliveredAt >= idle * 1000)
    .slice(0, Math.max(0, wanted));
  return array(
    rows.map((p) =>
      array([
        bulk(showId(p.id)),
        bulk(p.consumer),
        integer(Math.floor((c.p.now() - p.deliveredAt) / 1000)),
        integer(p.deliveries),
      ]),
    ),
  );
}

/** `XCLAIM key group consumer idle id … [IDLE ms] [TIME ms] [RETRYCOUNT n] [FORCE] [JUSTID] [LASTID id]`. */
function claim(c: Context, [key = "", name = "", who = "", least, ...rest]: readonly string[]): Reply {
  const s = streamOf(c, key);
  const g = s?.groups.get(name);
  if (!s || !g) throw noGroup(key, name);
  const idle = Math.max(0, whole(least, "ERR Invalid min-idle-time argument for XCLAIM"));
  const first = rest.findIndex((w) => !/^\d+(-\d+)?$/.test(w));
  const ids = (first < 0 ? rest : rest.slice(0, first)).map((t) => idOf(t));
  const options = first < 0 ? [] : rest.slice(first);
  let at = c.p.now();
  let deliveries: number | undefined;
  let force = false;
  let bare = false;
  for (let i = 0; i < options.length; i++)
    if (is(options[i], "FORCE")) force = true;
    else if (is(options[i], "JUSTID")) bare = true;
    else if (is(options[i], "IDLE")) at = c.p.now() - whole(options[++i]) * 1000;
    else if (is(options[i], "TIME")) at = whole(options[++i]) * 1000;
    else if (is(options[i], "RETRYCOUNT")) deliveries = whole(options[++i]);
    else if (is(options[i], "LASTID")) {
      const last = idOf(options[++i]);
      if (compareIds(last, g.lastDelivered) > 0) g.lastDelivered = last;
    } else throw new RedisError(`ERR Unrecognized XCLAIM option '${options[i]}'`);
  const consumer = consumerOf(c, g, who);
  const shown: Reply[] = [];
  for (const id of ids) {
    const there = found(g.pending, id);
    const entry = found(s.entries, id);
    if (!entry) {
      if (there) acknowledge(g, id);
      continue;
    }
    if (!there && !force) continue;
    if (there && c.p.now() - there.deliveredAt < idle * 1000) continue;
    const p = give(g, id, who, at, 0);
    p.deliveries = deliveries ?? p.deliveries + (bare ? 0 : 1);
    consumer.activeAt = c.p.now();
    shown.push(bare ? bulk(showId(id)) : shownEntry(entry));
  }
  c.db.touch(key);
  return array(shown);
}

/** `XAUTOCLAIM key group consumer idle start [COUNT n] [JUSTID]`. */
function autoClaim(c: Context, [key = "", name = "", who = "", least, start, ...options]: readonly string[]): Reply {
  const idle = Math.max(0, whole(least, "ERR Invalid min-idle-time argument for XAUTOCLAIM"));
  let count = 100;
  let bare = false;
  for (let i = 0; i < options.length; i++)
    if (is(options[i], "COUNT") && i + 1 < options.length) {
      count = whole(options[++i]);
      if (count < 1) throw new RedisError("ERR COUNT must be > 0");
    } else if (is(options[i], "JUSTID")) bare = true;
    else throw syntaxError();
  const from = endOf(start, true);
  const s = streamOf(c, key);
  const g = s?.groups.get(name);
  if (!s || !g) throw noGroup(key, name);
  const consumer = consumerOf(c, g, who);
  const gone: string[] = [];
  const shown: Reply[] = [];
  const rows = between(g.pending, from, MAX);
  let next = ZERO;
  for (const p of rows) {
    if (shown.length + gone.length >= count) {
      next = p.id;
      break;
    }
    if (c.p.now() - p.deliveredAt < idle * 1000) continue;
    const entry = found(s.entries, p.id);
    if (!entry) {
      acknowledge(g, p.id);
      gone.push(showId(p.id));
      continue;
    }
    p.consumer = who;
    p.deliveredAt = c.p.now();
    if (!bare) p.deliveries++;
    consumer.activeAt = c.p.now();
    shown.push(bare ? bulk(showId(p.id)) : shownEntry(entry));
  }
  c.db.touch(key);
  return array([bulk(showId(next)), array(shown), texts(gone)]);
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
  xpending: pending,
  xclaim: claim,
  xautoclaim: autoClaim,
};
