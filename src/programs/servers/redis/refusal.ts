import { type Client, subscriptions } from "./client.ts";
import { containers, type Facts, facts, keysOf } from "./facts.ts";
import type { Server } from "./server.ts";
import { mayHear, mayRun, mayTouch, type User } from "./users.ts";

const SUBSCRIBER = new Set(
  "subscribe psubscribe ssubscribe unsubscribe punsubscribe sunsubscribe ping quit reset".split(" "),
);

/** Why a command is not carried out for this client; undefined: it is. */
export function refusal(s: Server, c: Client, words: readonly string[], found: Facts | undefined): string | undefined {
  const [name = "", ...args] = words;
  if (!found) {
    const own = facts.get(name.toLowerCase());
    if (own) return `ERR unknown subcommand '${(words[1] ?? "").slice(0, 128)}'. Try ${name.toUpperCase()} HELP.`;
    let shown = "";
    for (const a of args) if (shown.length < 128) shown += `'${a.slice(0, 128 - shown.length)}' `;
    return `ERR unknown command '${name.slice(0, 128)}', with args beginning with: ${shown}`;
  }
  const { arity } = found;
  const alone = containers.has(found.name) && words.length < 2 && found.name !== "command";
  if (alone || (arity > 0 ? words.length !== arity : words.length < -arity))
    return `ERR wrong number of arguments for '${found.name.replace(" ", "|")}' command`;
  if (!c.user && !found.flags.has("no_auth")) return "NOAUTH Authentication required.";
  const denied = c.user && denial(c.user, words, found, false);
  if (denied) return `NOPERM ${denied}`;
  if (found.name === "debug" && s.config.get("enable-debug-command") !== "yes")
    return 'ERR DEBUG command not allowed. If the enable-debug-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.';
  if (c.protocol === 2 && subscriptions(c) + c.shards.size > 0 && !SUBSCRIBER.has(found.name))
    return `ERR Can't execute '${name.toLowerCase()}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`;
  return undefined;
}

/** What an ACL forbids; `named`: with the key's name. */
export function denial(u: User, words: readonly string[], found: Facts, named: boolean): string | undefined {
  if (!mayRun(u, found))
    return `User ${u.name} has no permissions to run the '${found.name.replace(" ", "|")}' command`;
  const key = keysOf(words).find((k) => !mayTouch(u, k, found));
  if (key !== undefined)
    return named ? `User ${u.name} has no permissions to access the '${key}' key` : "No permissions to access a key";
  const heard = /^(p)?subscribe$|^s?publish$/.exec(found.name);
  const names = !heard ? [] : found.name.endsWith("publish") ? words.slice(1, 2) : words.slice(1);
  const channel = names.find((n) => !mayHear(u, n, heard?.[1] === "p"));
  if (channel === undefined) return undefined;
  return named
    ? `User ${u.name} has no permissions to access the '${channel}' channel`
    : "No permissions to access a channel";
}
