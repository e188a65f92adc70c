import { isErrno } from "../../../../std/errno.ts";
import { subscriptions } from "../client.ts";
import { change, rewritten } from "../config.ts";
import { type Commands, type Context, is, patternOf, positive, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { infoText } from "../info.ts";
import { keyMemory, usedMemory } from "../memory.ts";
import {
  array,
  bulk,
  double,
  failure,
  integer,
  map,
  NIL,
  named,
  OK,
  type Reply,
  status,
  texts,
  verbatim,
} from "../resp.ts";
import { authenticated } from "./acl.ts";

function setConfig(c: Context, args: readonly string[]): Reply {
  if (args.length % 2) throw new RedisError("ERR wrong number of arguments for 'config|set' command");
  const draft = new Map(c.server.config);
  for (let i = 0; i < args.length; i += 2) {
    const problem = change(draft, args[i]?.toLowerCase() ?? "", args[i + 1] ?? "");
    if (problem) return failure(problem);
  }
  const appended = c.server.disk.appending;
  for (const [name, value] of draft) c.server.config.set(name, value);
  if (draft.get("requirepass") !== undefined && args.some((a) => is(a, "REQUIREPASS")))
    c.server.users.setPassword(draft.get("requirepass") ?? "");
  if (!appended && c.server.disk.appending) c.server.disk.startAppending();
  return OK;
}

function rewriteConfig(c: Context): Reply {
  const { configFile } = c.server;
  if (configFile === undefined) return failure("ERR The server is running without a config file");
  const temporary = `${configFile}.${c.p.pid}.tmp`;
  try {
    c.p.files.writeFile(temporary, rewritten(c.p.files.readText(configFile), c.server.config));
    c.p.files.rename(temporary, configFile);
    return OK;
  } catch (e) {
    if (!isErrno(e)) throw e;
    return failure(`ERR Rewriting config file: ${e.strerror}`);
  }
}

const NO_AUTH =
  "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time";

/** `HELLO [2|3 [AUTH user password] [SETNAME name]]`. */
function hello(c: Context, [version, ...options]: readonly string[]): Reply {
  if (version !== undefined && !/^-?\d+$/.test(version))
    return failure("ERR Protocol version is not an integer or out of range");
  if (version !== undefined && version !== "2" && version !== "3")
    return failure("NOPROTO unsupported protocol version");
  for (let i = 0; i < options.length; i++)
    if (is(options[i], "AUTH") && i + 2 < options.length) {
      const done = authenticated(c, options.slice(i + 1, i + 3));
      if (done.kind === "error") return done;
      i += 2;
    } else if (is(options[i], "SETNAME") && i + 1 < options.length) c.client.name = options[++i] ?? "";
    else return failure(`ERR Syntax error in HELLO option '${options[i]}'`);
  if (!c.client.user) return failure(NO_AUTH);
  if (version !== undefined) c.client.protocol = version === "3" ? 3 : 2;
  return named([
    ["server", bulk("redis")],
    ["version", bulk(c.server.version)],
    ["proto", integer(c.client.protocol)],
    ["id", integer(c.client.id)],
    ["mode", bulk("standalone")],
    ["role", bulk("master")],
    ["modules", modules()],
  ]);
}

const modules = (): Reply =>
  array([
    named([
      ["name", bulk("vectorset")],
      ["ver", integer(1)],
      ["path", bulk("")],
      ["args", array([])],
    ]),
  ]);

function shutdown(c: Context, words: readonly string[]): Reply {
  const options = words.map((w) => w.toUpperCase());
  if (options.some((w) => !["SAVE", "NOSAVE", "NOW", "FORCE", "ABORT"].includes(w))) throw syntaxError();
  if (options.includes("ABORT")) return failure("ERR No shutdown in progress.");
  c.client.leaving = true;
  const saves = (c.server.config.get("save") ?? "") !== "";
  return c.server.end(options.includes("SAVE") || (!options.includes("NOSAVE") && saves));
}

async function debug(c: Context, [sub = "", text]: readonly string[]): Promise<Reply> {
  if (is(sub, "SLEEP")) {
    await c.p.sleep(Number(text) * 1_000_000);
    return OK;
  }
  return failure(`ERR drydock: DEBUG ${sub.toUpperCase()} is not simulated`);
}

const NO_LATENCY =
  "I'm sorry, Dave, I can't do that. Latency monitoring is disabled in this Redis instance. You may use \"CONFIG SET latency-monitor-threshold <milliseconds>.\" in order to enable it. If we weren't in a deep space mission I'd suggest to take a look at https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/latency-monitor.\n";

const EMPTY =
  "Hi Sam, this instance is empty or is using very little memory, my issues detector can't be used in these conditions. Please, leave for your mission on Earth and fill it with some data. The new Sam and I will be back to our programming as soon as I finished rebooting.\n";

export const serverCommands: Commands = {
  ping(c, [text, ...more]) {
    if (more.length) return failure("ERR wrong number of arguments for 'ping' command");
    if (c.client.protocol === 2 && subscriptions(c.client)) return texts(["pong", text ?? ""]);
    return text === undefined ? status("PONG") : bulk(text);
  },
  monitor(c) {
    c.client.monitoring = true;
    return OK;
  },
  echo: (_c, [text = ""]) => bulk(text),
  quit(c) {
    c.client.leaving = true;
    return OK;
  },
  select(c, [text]) {
    const n = whole(text);
    c.server.database(n);
    c.client.db = n;
    return OK;
  },
  hello,
  info: (c, sections) => verbatim(infoText(c.server, sections)),
  "config get"(c, args) {
    const found = new Map<string, string>();
    for (const arg of args)
      for (const [name, value] of c.server.config) if (patternOf(arg.toLowerCase()).test(name)) found.set(name, value);
    return map([...found].flat().map(bulk));
  },
  "config set": setConfig,
  "config resetstat"(c) {
    c.server.stats.reset();
    return OK;
  },
  "config rewrite": rewriteConfig,
  time: (c) => texts([String(Math.floor(c.p.now() / 1_000_000)), String(c.p.now() % 1_000_000)]),
  lastsave: (c) => integer(Math.floor(c.server.disk.lastSave / 1_000_000)),
  async save(c) {
    if (c.server.disk.saving) throw new RedisError("ERR Background save already in progress");
    return (await c.server.disk.save()) ? OK : failure("ERR");
  },
  async bgsave(c, [option, more]) {
    if (more !== undefined || (option !== undefined && !is(option, "SCHEDULE"))) throw syntaxError();
    if (c.server.disk.saving) throw new RedisError("ERR Background save already in progress");
    await c.server.disk.saveInBackground();
    return status("Background saving started");
  },
  async bgrewriteaof(c) {
    if (c.server.disk.rewriting) throw new RedisError("ERR Background append only file rewriting already in progress");
    await c.server.disk.rewrite();
    return status("Background append only file rewriting started");
  },
  shutdown,
  role: () => array([bulk("master"), integer(0), array([])]),
  wait(_c, [replicas, timeout]) {
    whole(replicas);
    positive(timeout, "ERR timeout is negative");
    return integer(0);
  },
  waitaof: () => array([integer(0), integer(0)]),
  failover: () => failure("ERR FAILOVER requires connected replicas."),
  "slowlog len": (c) => integer(c.server.slowlog.length),
  "slowlog reset"(c) {
    c.server.slowlog.reset();
    return OK;
  },
  "slowlog get"(c, [text]) {
    const wrong = "ERR count should be greater than or equal to -1";
    const count = text === undefined ? 10 : whole(text, wrong);
    if (count < -1) throw new RedisError(wrong);
    return c.server.slowlog.shown(count);
  },
  "memory usage"(c, [key = ""]) {
    const value = c.db.get(key);
    return value ? integer(keyMemory(key, value)) : NIL;
  },
  "memory doctor": () => verbatim(EMPTY),
  "memory purge": () => OK,
  "memory stats": (c) =>
    named([
      ["peak.allocated", integer(usedMemory(c.server))],
      ["total.allocated", integer(usedMemory(c.server))],
      ["startup.allocated", integer(670_624)],
      ["keys.count", integer(c.server.databases.reduce((n, db) => n + db.size, 0))],
      ["dataset.bytes", integer(c.server.databases.reduce((n, db) => n + db.memory, 0))],
      ["dataset.percentage", double(0)],
      ["peak.percentage", double(100)],
    ]),
  "latency latest": () => array([]),
  "latency history": () => array([]),
  "latency reset": () => integer(0),
  "latency doctor": () => verbatim(NO_LATENCY),
  "module list": modules,
  readonly: () => failure("ERR This instance has cluster support disabled"),
  readwrite: () => failure("ERR This instance has cluster support disabled"),
  ...Object.fromEntries(
    "info nodes slots shards keyslot myid countkeysinslot getkeysinslot links reset"
      .split(" ")
      .map((name) => [`cluster ${name}`, () => failure("ERR This instance has cluster support disabled")]),
  ),
  debug,
  lolwut: (c) => verbatim(`Redis ver. ${c.server.version}\n`),
};
