import { type Commands, type Context, is, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { facts, factsOf } from "../facts.ts";
import { denial } from "../refusal.ts";
import { array, bulk, failure, integer, NIL, named, OK, type Reply, texts } from "../resp.ts";
import { aclCategories, channelRules, described, keyRules, type User } from "../users.ts";
import { clientLine } from "./clients.ts";

const NO_FILE =
  "ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set) in order to store users in the Redis configuration.";

/** AUTH, also within HELLO. */
export function authenticated(c: Context, args: readonly string[]): Reply {
  const [first = "", second] = args;
  if (args.length > 2) throw syntaxError();
  const { users } = c.server;
  if (second === undefined && users.standard.nopass)
    return failure(
      "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?",
    );
  const name = second === undefined ? "default" : first;
  const user = users.check(name, second ?? first);
  if (!user) {
    c.server.aclLog.unshift({ name, at: c.p.now(), client: clientLine(c, c.client) });
    return failure("WRONGPASS invalid username-password pair or user is disabled.");
  }
  c.client.user = user;
  return OK;
}

function shownUser(u: User): Reply {
  return named([
    ["flags", texts([u.on ? "on" : "off", ...(u.nopass ? ["nopass"] : []), "sanitize-payload"])],
    ["passwords", texts(u.passwords)],
    ["commands", bulk(u.commands.join(" "))],
    ["keys", bulk(keyRules(u))],
    ["channels", bulk(channelRules(u))],
    ["selectors", array([])],
  ]);
}

function log(c: Context, [word]: readonly string[]): Reply {
  if (is(word, "RESET")) {
    c.server.aclLog.length = 0;
    return OK;
  }
  const count = word === undefined ? 10 : whole(word);
  return array(
    c.server.aclLog.slice(0, count).map((e, i, all) =>
      named([
        ["count", integer(1)],
        ["reason", bulk("auth")],
        ["context", bulk("toplevel")],
        ["object", bulk("auth")],
        ["username", bulk(e.name)],
        ["age-seconds", bulk(((c.p.now() - e.at) / 1_000_000).toFixed(3).replace(/\.?0+$/, ""))],
        ["client-info", bulk(e.client)],
        ["entry-id", integer(all.length - 1 - i)],
        ["timestamp-created", integer(Math.floor(e.at / 1000))],
        ["timestamp-last-updated", integer(Math.floor(e.at / 1000))],
      ]),
    ),
  );
}

export const acl: Commands = {
  auth: authenticated,
  "acl whoami": (c) => bulk(c.client.user?.name ?? "default"),
  "acl users": (c) => texts(c.server.users.names()),
  "acl list": (c) => texts(c.server.users.all().map(described)),
  "acl setuser"(c, [name = "", ...rules]) {
    if (/[\s\0]/.test(name)) throw new RedisError("ERR Usernames can't contain spaces or null characters");
    c.server.users.set(name, rules);
    return OK;
  },
  "acl getuser"(c, [name = ""]) {
    const user = c.server.users.get(name);
    return user ? shownUser(user) : NIL;
  },
  "acl deluser"(c, names) {
    if (names.includes("default")) return failure("ERR The 'default' user cannot be removed");
    const gone = names.filter((n) => c.server.users.delete(n));
    for (const client of c.server.clients.values()) {
      if (!client.user || !gone.includes(client.user.name)) continue;
      if (client === c.client) client.leaving = true;
      else client.drop();
    }
    return integer(gone.length);
  },
  "acl cat"(_c, [category]) {
    if (category === undefined) return texts(aclCategories());
    if (!aclCategories().includes(category.toLowerCase())) return failure(`ERR Unknown category '${category}'`);
    const found = [...facts.values()].filter((f) => f.categories.includes(category.toLowerCase()));
    return texts(found.map((f) => f.name.replace(" ", "|")));
  },
  "acl genpass"(c, [text]) {
    const count = text === undefined ? 256 : whole(text);
    if (count < 1 || count > 4096)
      return failure(
        "ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up to 4096",
      );
    const length = Math.ceil(count / 4);
    let out = "";
    while (out.length < length) out += c.p.chance.hex("redis genpass");
    return bulk(out.slice(0, length));
  },
  "acl dryrun"(c, [name = "", ...words]) {
    const user = c.server.users.get(name);
    if (!user) return failure(`ERR User '${name}' not found`);
    const found = factsOf(words);
    if (!found) return failure(`ERR Command '${words[0]}' not found`);
    if (found.arity > 0 ? words.length !== found.arity : words.length < -found.arity)
      return failure(`ERR wrong number of arguments for '${found.name.replace(" ", "|")}' command`);
    const denied = denial(user, words, found, true);
    return denied === undefined ? OK : bulk(denied);
  },
  "acl log": log,
  "acl save": () => failure(NO_FILE),
  "acl load": () => failure(NO_FILE),
};
