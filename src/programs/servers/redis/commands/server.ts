import { change } from "../config.ts";
import { type CommandTable, type Context, patternOf, reads, syntaxError, whole } from "../context.ts";
import { RedisError } from "../database.ts";
import { infoText } from "../info.ts";
import { array, bulk, failure, integer, maybe, NIL, OK, type Reply, status, texts } from "../resp.ts";

function auth(c: Context, args: readonly string[]): Reply {
  const password = c.server.config.get("requirepass") ?? "";
  const [first = "", second] = args;
  if (args.length > 2) throw syntaxError();
  if (password === "" && second === undefined)
    return failure(
      "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?",
    );
  const user = second === undefined ? "default" : first;
  if (user !== "default" || (password !== "" && (second ?? first) !== password))
    return failure("WRONGPASS invalid username-password pair or user is disabled.");
  c.client.authenticated = true;
  return OK;
}

function config(c: Context, [sub = "", ...args]: readonly string[]): Reply {
  const values = c.server.config;
  switch (sub.toUpperCase()) {
    case "GET": {
      if (args.length === 0) return failure("ERR wrong number of arguments for 'config|get' command");
      const tests = args.map((a) => patternOf(a.toLowerCase()));
      return texts([...values].filter(([name]) => tests.some((t) => t.test(name))).flat());
    }
    case "SET": {
      if (args.length === 0 || args.length % 2)
        return failure("ERR wrong number of arguments for 'config|set' command");
      for (let i = 0; i < args.length; i += 2) {
        const problem = change(values, args[i]?.toLowerCase() ?? "", args[i + 1] ?? "");
        if (problem) return failure(problem);
      }
      return OK;
    }
    case "RESETSTAT":
      c.server.commands = 0;
      return OK;
    case "REWRITE":
      return failure("ERR The server is running without a config file");
    default:
      return failure(`ERR unknown subcommand '${sub}'. Try CONFIG HELP.`);
  }
}

function client(c: Context, [sub = "", ...args]: readonly string[]): Reply {
  const line = (one: Context["client"]) => {
    const age = Math.floor((c.p.now() - one.began) / 1_000_000);
    const flags = one.channels.size + one.patterns.size ? "P" : one.queue ? "x" : "N";
    return `id=${one.id} addr=${one.address} laddr=127.0.0.1:${c.server.config.get("port")} fd=${one.id + 7} name=${one.name} age=${age} idle=0 flags=${flags} db=${one.db} sub=${one.channels.size} psub=${one.patterns.size} ssub=0 multi=${one.queue?.length ?? -1} watch=${one.watched.size} qbuf=26 qbuf-free=20448 argv-mem=10 multi-mem=0 rbs=16384 rbp=16384 obl=0 oll=0 omem=0 tot-mem=37786 events=r cmd=${one === c.client ? "client|list" : "NULL"} user=default redir=-1 resp=2 lib-name= lib-ver= io-thread=0\n`;
  };
  switch (sub.toUpperCase()) {
    case "LIST":
      return bulk([...c.server.clients.values()].map(line).join(""));
    case "INFO":
      return bulk(line(c.client));
    case "ID":
      return integer(c.client.id);
    case "GETNAME":
      return maybe(c.client.name === "" ? undefined : c.client.name);
    case "SETNAME":
      if (/\s/.test(args[0] ?? ""))
        return failure("ERR Client names cannot contain spaces, newlines or special characters.");
      c.client.name = args[0] ?? "";
      return OK;
    case "SETINFO":
    case "NO-EVICT":
    case "NO-TOUCH":
      return OK;
    default:
      return failure(`ERR unknown subcommand '${sub}'. Try CLIENT HELP.`);
  }
}

/** HELLO speaks protocol 2 alone. */
function hello(c: Context, [version, ...options]: readonly string[]): Reply {
  if (version !== undefined && version !== "2" && version !== "3")
    return failure("NOPROTO unsupported protocol version");
  if (version === "3") return failure("NOPROTO drydock: protocol 3 is not simulated");
  if (options[0]?.toUpperCase() === "AUTH") {
    const done = auth(c, options.slice(1, 3));
    if (done.kind === "error") return done;
  }
  if (!c.client.authenticated)
    return failure(
      "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time",
    );
  return array([
    ...["server", "redis", "version", c.server.version, "proto"].map(bulk),
    integer(2),
    bulk("id"),
    integer(c.client.id),
    ...["mode", "standalone", "role", "master", "modules"].map(bulk),
    array([]),
  ]);
}

function memory(c: Context, [sub = "", key = ""]: readonly string[]): Reply {
  if (sub.toUpperCase() !== "USAGE") return failure(`ERR drydock: MEMORY ${sub} is not simulated`);
  const value = c.db.get(key);
  if (!value) return NIL;
  const size = JSON.stringify(value, (_, v: unknown) => (v instanceof Map || v instanceof Set ? [...v] : v)).length;
  return integer(48 + key.length + 8 * Math.ceil(size / 8));
}

export const serverCommands: CommandTable = {
  ping: reads(-1, (c, [text, ...more]) => {
    if (more.length) return failure("ERR wrong number of arguments for 'ping' command");
    if (c.client.channels.size + c.client.patterns.size) return texts(["pong", text ?? ""]);
    return text === undefined ? status("PONG") : bulk(text);
  }),
  monitor: reads(1, (c) => {
    c.client.monitoring = true;
    return OK;
  }),
  echo: reads(2, (_c, [text = ""]) => bulk(text)),
  quit: reads(-1, (c) => {
    c.client.leaving = true;
    return OK;
  }),
  select: reads(2, (c, [text]) => {
    const n = whole(text);
    c.server.database(n);
    c.client.db = n;
    return OK;
  }),
  swapdb: reads(3, () => failure("ERR drydock: SWAPDB is not simulated")),
  auth: reads(-2, auth),
  hello: reads(-1, hello),
  info: reads(-1, (c, sections) => bulk(infoText(c.server, sections))),
  config: reads(-2, config),
  client: reads(-2, client),
  command: reads(-1, (_c, [sub]) => {
    if (sub?.toUpperCase() === "COUNT") return integer(241);
    return sub === undefined || sub.toUpperCase() === "DOCS"
      ? array([])
      : failure(`ERR drydock: COMMAND ${sub} is not simulated`);
  }),
  time: reads(1, (c) => texts([String(Math.floor(c.p.now() / 1_000_000)), String(c.p.now() % 1_000_000)])),
  lastsave: reads(1, (c) => integer(Math.floor(c.server.lastSave / 1_000_000))),
  save: reads(1, async (c) => {
    if (c.server.saving) throw new RedisError("ERR Background save already in progress");
    return (await c.server.saved()) ? OK : failure("ERR");
  }),
  bgsave: reads(-1, async (c) => {
    if (c.server.saving) throw new RedisError("ERR Background save already in progress");
    await c.server.saveInBackground();
    return status("Background saving started");
  }),
  bgrewriteaof: reads(1, () => failure("ERR drydock: BGREWRITEAOF is not simulated")),
  shutdown: reads(-1, (c, [option]) => {
    const word = option?.toUpperCase();
    if (word !== undefined && !["SAVE", "NOSAVE", "NOW", "FORCE"].includes(word)) throw syntaxError();
    c.server.end(word === "SAVE" || (word !== "NOSAVE" && (c.server.config.get("save") ?? "") !== ""));
    c.client.leaving = true;
    return OK;
  }),
  role: reads(1, () => array([bulk("master"), integer(0), array([])])),
  wait: reads(3, () => integer(0)),
  acl: reads(-2, (_c, [sub = ""]) =>
    sub.toUpperCase() === "WHOAMI" ? bulk("default") : failure(`ERR drydock: ACL ${sub} is not simulated`),
  ),
  slowlog: reads(-2, (_c, [sub = ""]) =>
    sub.toUpperCase() === "LEN" ? integer(0) : sub.toUpperCase() === "RESET" ? OK : array([]),
  ),
  memory: reads(-2, memory),
  debug: reads(-2, () =>
    failure(
      'ERR DEBUG command not allowed. If the enable-debug-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.',
    ),
  ),
  eval: reads(-3, () => failure("ERR drydock: Lua scripts are not simulated")),
  evalsha: reads(-3, () => failure("ERR drydock: Lua scripts are not simulated")),
  script: reads(-2, () => failure("ERR drydock: Lua scripts are not simulated")),
  ...Object.fromEntries(
    "xadd xread xrange xrevrange xlen xdel xgroup xreadgroup xack xtrim xinfo geoadd geodist geosearch georadius pfadd pfcount pfmerge bitop bitfield bitpos sort dump restore migrate replicaof slaveof cluster module function fcall latency reset lolwut zunionstore zinterstore zdiff zunion zinter zrangebylex zlexcount hexpire hrandfield zrandmember bzpopmin bzpopmax brpoplpush blmove"
      .split(" ")
      .map((name) => [name, reads(-1, () => failure(`ERR drydock: ${name.toUpperCase()} is not simulated`))]),
  ),
};
