import { type Commands, type Context, is, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, bulk, integer, NIL, named, type Reply } from "../resp.ts";
import { type Consumer, type Group, lag, type Stream, showId } from "../stream.ts";
import { shownEntry } from "./stream-ids.ts";
import { streamOf } from "./streams.ts";

function there(c: Context, key: string): Stream {
  const s = streamOf(c, key);
  if (!s) throw new RedisError("ERR no such key");
  return s;
}

const maybeNumber = (n: number | undefined): Reply => (n === undefined ? NIL : integer(n));
const milliseconds = (micros: number) => integer(Math.floor(micros / 1000));

const pendingOf = (g: Group, consumer: string) => g.pending.filter((p) => p.consumer === consumer);

const byName = <T>(rows: ReadonlyMap<string, T>): (readonly [string, T])[] =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1));

/** The tree of nodes that entries lie in: a hundred to a node. */
const nodes = (s: Stream): number => Math.ceil(s.entries.length / 100);

function head(s: Stream): (readonly [string, Reply])[] {
  return [
    ["length", integer(s.entries.length)],
    ["radix-tree-keys", integer(nodes(s))],
    ["radix-tree-nodes", integer(nodes(s) + 1)],
    ["last-generated-id", bulk(showId(s.lastId))],
    ["max-deleted-entry-id", bulk(showId(s.maxDeleted))],
    ["entries-added", integer(s.added)],
    ["recorded-first-entry-id", bulk(showId(s.entries[0]?.id ?? { ms: 0, seq: 0 }))],
  ];
}

function fullConsumer(g: Group, one: Consumer, count: number): Reply {
  return named([
    ["name", bulk(one.name)],
    ["seen-time", milliseconds(one.seenAt)],
    ["active-time", one.activeAt === undefined ? integer(-1) : milliseconds(one.activeAt)],
    ["pel-count", integer(pendingOf(g, one.name).length)],
    [
      "pel",
      array(
        pendingOf(g, one.name)
          .slice(0, count)
          .map((p) => array([bulk(showId(p.id)), milliseconds(p.deliveredAt), integer(p.deliveries)])),
      ),
    ],
  ]);
}

function full(s: Stream, count: number): Reply {
  return named([
    ...head(s),
    ["entries", array(s.entries.slice(0, count).map(shownEntry))],
    [
      "groups",
      array(
        byName(s.groups).map(([name, g]) =>
          named([
            ["name", bulk(name)],
            ["last-delivered-id", bulk(showId(g.lastDelivered))],
            ["entries-read", maybeNumber(g.read)],
            ["lag", maybeNumber(lag(s, g))],
            ["pel-count", integer(g.pending.length)],
            [
              "pending",
              array(
                g.pending
                  .slice(0, count)
                  .map((p) =>
                    array([bulk(showId(p.id)), bulk(p.consumer), milliseconds(p.deliveredAt), integer(p.deliveries)]),
                  ),
              ),
            ],
            ["consumers", array(byName(g.consumers).map(([, one]) => fullConsumer(g, one, count)))],
          ]),
        ),
      ),
    ],
  ]);
}

export const streamInfo: Commands = {
  "xinfo stream"(c, [key = "", option, word, text]) {
    const s = there(c, key);
    if (option === undefined) {
      const [first, last] = [s.entries[0], s.entries.at(-1)];
      return named([
        ...head(s),
        ["groups", integer(s.groups.size)],
        ["first-entry", first ? shownEntry(first) : NIL],
        ["last-entry", last ? shownEntry(last) : NIL],
      ]);
    }
    if (!is(option, "FULL") || (word !== undefined && !is(word, "COUNT"))) throw syntaxError();
    const count = word === undefined ? 10 : whole(text);
    return full(s, count === 0 ? Number.POSITIVE_INFINITY : count);
  },
  "xinfo groups"(c, [key = ""]) {
    const s = there(c, key);
    return array(
      byName(s.groups).map(([name, g]) =>
        named([
          ["name", bulk(name)],
          ["consumers", integer(g.consumers.size)],
          ["pending", integer(g.pending.length)],
          ["last-delivered-id", bulk(showId(g.lastDelivered))],
          ["entries-read", maybeNumber(g.read)],
          ["lag", maybeNumber(lag(s, g))],
        ]),
      ),
    );
  },
  "xinfo consumers"(c, [key = "", group = ""]) {
    const g = there(c, key).groups.get(group);
    if (!g) throw new RedisError(`NOGROUP No such consumer group '${group}' for key name '${key}'`);
    return array(
      byName(g.consumers).map(([name, one]) =>
        named([
          ["name", bulk(name)],
          ["pending", integer(pendingOf(g, name).length)],
          ["idle", milliseconds(c.p.now() - one.seenAt)],
          ["inactive", one.activeAt === undefined ? integer(-1) : milliseconds(c.p.now() - one.activeAt)],
        ]),
      ),
    );
  },
};
