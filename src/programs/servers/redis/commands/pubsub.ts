import { subscriptions } from "../client.ts";
import { type Commands, type Context, patternOf } from "../context.ts";
import { publish } from "../notify.ts";
import { array, bulk, integer, map, maybe, push, type Reply, texts } from "../resp.ts";

/** Each channel is answered for itself; the last answer is the command's. */
async function each(
  c: Context,
  word: string,
  names: readonly string[],
  count: () => number,
  act: (name: string) => void,
): Promise<Reply> {
  const replies = (names.length ? names : [undefined]).map((name) => {
    if (name !== undefined) act(name);
    return push([bulk(word), maybe(name), integer(count())]);
  });
  for (const reply of replies.slice(0, -1)) await c.client.send(reply);
  return replies.at(-1) ?? array([]);
}

const all = (c: Context) => () => subscriptions(c.client);
const shards = (c: Context) => () => c.client.shards.size;

/** Who hears which channel. */
function heard(c: Context, of: "channels" | "shards"): Map<string, number> {
  const counts = new Map<string, number>();
  for (const client of c.server.clients.values()) for (const n of client[of]) counts.set(n, (counts.get(n) ?? 0) + 1);
  return counts;
}

const listed =
  (of: "channels" | "shards") =>
  (c: Context, [pattern]: readonly string[]) => {
    const test = pattern === undefined ? undefined : patternOf(pattern);
    return texts([...heard(c, of).keys()].filter((n) => test?.test(n) ?? true));
  };

const numbered = (of: "channels" | "shards") => (c: Context, names: readonly string[]) => {
  const counts = heard(c, of);
  return map(names.flatMap((n) => [bulk(n), integer(counts.get(n) ?? 0)]));
};

export const pubsub: Commands = {
  subscribe: (c, names) => each(c, "subscribe", names, all(c), (n) => c.client.channels.add(n)),
  psubscribe: (c, names) => each(c, "psubscribe", names, all(c), (n) => c.client.patterns.add(n)),
  ssubscribe: (c, names) => each(c, "ssubscribe", names, shards(c), (n) => c.client.shards.add(n)),
  unsubscribe: (c, names) =>
    each(c, "unsubscribe", names.length ? names : [...c.client.channels], all(c), (n) => c.client.channels.delete(n)),
  punsubscribe: (c, names) =>
    each(c, "punsubscribe", names.length ? names : [...c.client.patterns], all(c), (n) => c.client.patterns.delete(n)),
  sunsubscribe: (c, names) =>
    each(c, "sunsubscribe", names.length ? names : [...c.client.shards], shards(c), (n) => c.client.shards.delete(n)),
  publish: (c, [channel = "", message = ""]) => integer(publish(c.server, channel, message)),
  spublish(c, [channel = "", message = ""]) {
    const hearers = [...c.server.clients.values()].filter((client) => client.shards.has(channel));
    for (const client of hearers) c.server.message(client, push(["smessage", channel, message].map(bulk)));
    return integer(hearers.length);
  },
  "pubsub channels": listed("channels"),
  "pubsub shardchannels": listed("shards"),
  "pubsub numsub": numbered("channels"),
  "pubsub shardnumsub": numbered("shards"),
  "pubsub numpat": (c) =>
    integer(new Set([...c.server.clients.values()].flatMap((client) => [...client.patterns])).size),
};
