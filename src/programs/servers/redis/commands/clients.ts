import { type Client, subscriptions } from "../client.ts";
import { type Commands, type Context, is, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { array, failure, integer, maybe, named, OK, type Reply, status, texts, verbatim } from "../resp.ts";

/** A client as CLIENT LIST has it. */
export function clientLine(c: Context, one: Client): string {
  const seconds = (micros: number) => Math.floor((c.p.now() - micros) / 1_000_000);
  const flags = [
    one.monitoring ? "O" : "",
    subscriptions(one) + one.shards.size ? "P" : "",
    one.queue ? "x" : "",
    one.blocked ? "b" : "",
    one.noTouch ? "T" : "",
    one.noEvict ? "e" : "",
  ].join("");
  const own = one === c.client;
  return `id=${one.id} addr=${one.address} laddr=${one.localAddress} fd=${one.id + 7} name=${one.name} age=${seconds(one.began)} idle=${seconds(one.lastAt)} flags=${flags || "N"} db=${one.db} sub=${one.channels.size} psub=${one.patterns.size} ssub=${one.shards.size} multi=${one.queue?.length ?? -1} watch=${one.watched.size} qbuf=${own ? 26 : 0} qbuf-free=${own ? 20448 : 0} argv-mem=${own ? 10 : 0} multi-mem=0 rbs=${own ? 16384 : 1024} rbp=${own ? 16384 : 0} obl=0 oll=0 omem=0 tot-mem=${own ? 37786 : 1928} events=r cmd=${one.lastCommand || "NULL"} user=${one.user?.name ?? "default"} redir=-1 resp=${one.protocol} lib-name=${one.libraryName} lib-ver=${one.libraryVersion} io-thread=0`;
}

const kindOf = (one: Client) => (subscriptions(one) + one.shards.size ? "pubsub" : "normal");

function list(c: Context, [option, ...rest]: readonly string[]): Reply {
  let chosen = [...c.server.clients.values()];
  if (is(option, "TYPE")) {
    const [type = ""] = rest;
    if (!/^(normal|master|replica|slave|pubsub)$/i.test(type)) return failure(`ERR Unknown client type '${type}'`);
    chosen = chosen.filter((one) => kindOf(one) === type.toLowerCase());
  } else if (is(option, "ID")) {
    const ids = rest.map((text) => whole(text, "ERR Invalid client ID"));
    chosen = chosen.filter((one) => ids.includes(one.id));
  } else if (option !== undefined) throw syntaxError();
  return verbatim(chosen.map((one) => `${clientLine(c, one)}\n`).join(""));
}

function kill(c: Context, args: readonly string[]): Reply {
  const all = [...c.server.clients.values()];
  const end = (one: Client) => {
    if (one === c.client) one.leaving = true;
    else one.drop();
  };
  if (args.length === 1) {
    const found = all.find((one) => one.address === args[0]);
    if (!found) return failure("ERR No such client");
    end(found);
    return OK;
  }
  if (args.length % 2) throw syntaxError();
  let chosen = all;
  let self = false;
  for (let i = 0; i < args.length; i += 2) {
    const value = args[i + 1] ?? "";
    switch (args[i]?.toUpperCase()) {
      case "ID":
        if (whole(value, "ERR client-id should be greater than 0") <= 0)
          return failure("ERR client-id should be greater than 0");
        chosen = chosen.filter((one) => one.id === Number(value));
        break;
      case "ADDR":
        chosen = chosen.filter((one) => one.address === value);
        break;
      case "TYPE":
        chosen = chosen.filter((one) => kindOf(one) === value.toLowerCase());
        break;
      case "USER":
        if (!c.server.users.get(value)) return failure(`ERR No such user '${value}'`);
        chosen = chosen.filter((one) => one.user?.name === value);
        break;
      case "SKIPME":
        self = is(value, "NO");
        break;
      default:
        throw syntaxError();
    }
  }
  const victims = chosen.filter((one) => self || one !== c.client);
  victims.forEach(end);
  return integer(victims.length);
}

const onOff = (word: string | undefined): boolean => {
  if (!is(word, "ON") && !is(word, "OFF")) throw syntaxError();
  return is(word, "ON");
};

/** Letters that a name must not have: nothing but what prints, and no space. */
const BAD_NAME = /[^!-~]/;

function reply(c: Context, [how]: readonly string[]): Reply {
  const { client } = c;
  if (is(how, "ON")) {
    client.silent = "no";
    return OK;
  }
  if (is(how, "OFF")) client.silent = "off";
  else if (is(how, "SKIP")) client.silent = client.silent === "off" ? "off" : "next";
  else throw syntaxError();
  return OK;
}

export const clients: Commands = {
  "client list": list,
  "client info": (c) => verbatim(`${clientLine(c, c.client)}\n`),
  "client id": (c) => integer(c.client.id),
  "client getname": (c) => maybe(c.client.name === "" ? undefined : c.client.name),
  "client setname"(c, [name = ""]) {
    if (BAD_NAME.test(name)) return failure("ERR Client names cannot contain spaces, newlines or special characters.");
    c.client.name = name;
    return OK;
  },
  "client setinfo"(c, [name = "", value = ""]) {
    const option = name.toUpperCase();
    if (option !== "LIB-NAME" && option !== "LIB-VER") return failure(`ERR Unrecognized option '${name}'`);
    if (BAD_NAME.test(value))
      return failure(`ERR ${option.toLowerCase()} cannot contain spaces, newlines or special characters.`);
    if (option === "LIB-NAME") c.client.libraryName = value;
    else c.client.libraryVersion = value;
    return OK;
  },
  "client kill": kill,
  "client pause"(c, [text]) {
    const span = whole(text, "ERR timeout is not an integer or out of range");
    if (span < 0) return failure("ERR timeout is negative");
    c.server.pausedUntil = c.p.now() + span * 1000;
    return OK;
  },
  "client unpause"(c) {
    c.server.pausedUntil = 0;
    return OK;
  },
  "client unblock"(c, [id, how]) {
    if (how !== undefined && !is(how, "TIMEOUT") && !is(how, "ERROR"))
      return failure("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
    return integer(c.server.waiting.unblock(whole(id), is(how, "ERROR")) ? 1 : 0);
  },
  "client no-evict"(c, [word]) {
    c.client.noEvict = onOff(word);
    return OK;
  },
  "client no-touch"(c, [word]) {
    c.client.noTouch = onOff(word);
    return OK;
  },
  "client reply": reply,
  "client getredir": () => integer(-1),
  "client trackinginfo": () =>
    named([
      ["flags", texts(["off"])],
      ["redirect", integer(-1)],
      ["prefixes", array([])],
    ]),
  "client tracking"(_c, [word]) {
    if (!onOff(word)) return OK;
    throw new RedisError("ERR drydock: CLIENT TRACKING is not simulated");
  },
  reset(c) {
    const { client } = c;
    Object.assign(client, { queue: undefined, spoilt: false, db: 0, name: "", protocol: 2, monitoring: false });
    for (const set of [client.channels, client.patterns, client.shards, client.watched]) set.clear();
    client.user = c.server.firstUser;
    return status("RESET");
  },
};
