import { type Commands, type Context, is, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, NIL_ARRAY, type Reply, texts } from "../resp.ts";
import { between, compareIds, found, MAX, showId, ZERO } from "../stream.ts";
import { acknowledge, consumerOf, give, groupOf, noGroup } from "./stream-groups.ts";
import { endOf, idOf, shownEntry } from "./stream-ids.ts";
import { streamOf } from "./streams.ts";

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

/** Entries that are not acknowledged: who has them, and how others take them over. */
export const streamClaims: Commands = {
  xpending: pending,
  xclaim: claim,
  xautoclaim: autoClaim,
};
