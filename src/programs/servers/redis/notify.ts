import { patternOf } from "./context.ts";
import { factsOf } from "./facts.ts";
import { bulk, push, type Reply } from "./resp.ts";
import type { Server } from "./server.ts";

type Event = readonly [kind: string, event: string];

/** The letter of `notify-keyspace-events` for a group of commands. */
const LETTERS: Readonly<Record<string, string>> = {
  generic: "g",
  string: "$",
  bitmap: "$",
  hyperloglog: "$",
  list: "l",
  set: "s",
  hash: "h",
  "sorted-set": "z",
  geo: "z",
  stream: "t",
};

/** Commands whose event has another name. */
const NAMES: Readonly<Record<string, string>> = {
  incr: "incrby",
  decr: "incrby",
  decrby: "incrby",
  unlink: "del",
  getdel: "del",
  mset: "set",
  msetnx: "set",
  setnx: "set",
  getset: "set",
  setex: "set",
  psetex: "set",
  pexpire: "expire",
  expireat: "expire",
  pexpireat: "expire",
  hmset: "hset",
  hsetnx: "hset",
  zincrby: "zincr",
  pfadd: "pfadd",
  geoadd: "zadd",
  blpop: "lpop",
  brpop: "rpop",
  lpushx: "lpush",
  rpushx: "rpush",
  copy: "copy_to",
  "xgroup create": "xgroup-create",
  "xgroup destroy": "xgroup-destroy",
};

/** What happened to a key through a command. */
export function eventsOf(words: readonly string[], stillThere: boolean, key: string): Event[] {
  const found = factsOf(words);
  const name = found?.name ?? "";
  const letter = LETTERS[found?.group ?? ""];
  if (!letter || name.startsWith("flush")) return [];
  if (name === "rename" || name === "renamenx") return [["g", key === words[1] ? "rename_from" : "rename_to"]];
  const event = NAMES[name] ?? name;
  const events: Event[] = [[event === "del" ? "g" : letter, event]];
  const timed =
    name === "setex" || name === "psetex" || (name === "set" && /^(ex|px)/im.test(words.slice(3).join("\n")));
  if (timed) events.push(["g", "expire"]);
  if (!stillThere && event !== "del") events.push(["g", "del"]);
  return events;
}

/** Tells those who listen on `__keyspace@0__:key` and `__keyevent@0__:event`, as far as the configuration wants it. */
export function notified(s: Server, db: number, kind: string, event: string, key: string): void {
  const wanted = (s.config.get("notify-keyspace-events") ?? "").replace("A", "g$lshzxet");
  if (!wanted.includes(kind)) return;
  if (wanted.includes("K")) publish(s, `__keyspace@${db}__:${key}`, event);
  if (wanted.includes("E")) publish(s, `__keyevent@${db}__:${event}`, key);
}

/** A message to those who hear a channel; how many they are. */
export function publish(s: Server, channel: string, message: string): number {
  let receivers = 0;
  const send = (to: Parameters<Server["message"]>[0], items: readonly string[]) => {
    receivers++;
    const reply: Reply = push(items.map(bulk));
    s.message(to, reply);
  };
  for (const client of s.clients.values()) {
    if (client.channels.has(channel)) send(client, ["message", channel, message]);
    for (const pattern of client.patterns)
      if (patternOf(pattern).test(channel)) send(client, ["pmessage", pattern, channel, message]);
  }
  return receivers;
}
