import { type CommandTable, type Context, patternOf, reads } from "../context.ts";
import { array, bulk, failure, integer, maybe, type Reply, texts } from "../resp.ts";

const count = (c: Context) => c.client.channels.size + c.client.patterns.size;

/** Each channel is answered for itself; the last answer is the command's. */
async function each(c: Context, word: string, names: readonly string[], act: (name: string) => void): Promise<Reply> {
  const replies = (names.length ? names : [undefined]).map((name) => {
    if (name !== undefined) act(name);
    return array([bulk(word), maybe(name), integer(count(c))]);
  });
  for (const reply of replies.slice(0, -1)) await c.client.send(reply);
  return replies.at(-1) ?? failure("ERR");
}

export const pubsub: CommandTable = {
  subscribe: reads(-2, (c, names) => each(c, "subscribe", names, (n) => c.client.channels.add(n))),
  psubscribe: reads(-2, (c, names) => each(c, "psubscribe", names, (n) => c.client.patterns.add(n))),
  unsubscribe: reads(-1, (c, names) =>
    each(c, "unsubscribe", names.length ? names : [...c.client.channels], (n) => c.client.channels.delete(n)),
  ),
  punsubscribe: reads(-1, (c, names) =>
    each(c, "punsubscribe", names.length ? names : [...c.client.patterns], (n) => c.client.patterns.delete(n)),
  ),
  publish: reads(3, async (c, [channel = "", message = ""]) => {
    let receivers = 0;
    for (const client of [...c.server.clients.values()]) {
      if (client.channels.has(channel)) {
        receivers++;
        await client.send(texts(["message", channel, message]));
      }
      for (const pattern of client.patterns)
        if (patternOf(pattern).test(channel)) {
          receivers++;
          await client.send(texts(["pmessage", pattern, channel, message]));
        }
    }
    return integer(receivers);
  }),
  pubsub: reads(-2, (c, [sub = "", ...rest]) => {
    const channels = new Map<string, number>();
    for (const client of c.server.clients.values())
      for (const n of client.channels) channels.set(n, (channels.get(n) ?? 0) + 1);
    switch (sub.toUpperCase()) {
      case "CHANNELS": {
        const test = rest[0] === undefined ? undefined : patternOf(rest[0]);
        return texts([...channels.keys()].filter((n) => test?.test(n) ?? true));
      }
      case "NUMSUB":
        return array(rest.flatMap((n) => [bulk(n), integer(channels.get(n) ?? 0)]));
      case "NUMPAT":
        return integer([...c.server.clients.values()].reduce((n, client) => n + client.patterns.size, 0));
      default:
        return failure(`ERR unknown subcommand '${sub}'. Try PUBSUB HELP.`);
    }
  }),
};
