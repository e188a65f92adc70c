import { BadOption, parseOptions } from "../../lib/options.ts";

export interface MongodOptions {
  readonly port: number;
  readonly bindAll: boolean;
  readonly data: string;
  readonly auth: boolean;
  readonly fork: boolean;
  readonly logpath: string | undefined;
  readonly pidfile: string | undefined;
  readonly shutdown: boolean;
  readonly version: boolean;
}

/** Options of the real server that change nothing that can be seen here. */
const QUIET = {
  "wiredTigerCacheSizeGB:": "quiet1",
  "oplogSize:": "quiet2",
  nojournal: "quiet3",
  journal: "quiet4",
  quiet: "quiet5",
  logappend: "logappend",
  "maxConns:": "quiet6",
  noauth: "noauth",
};
const LONG = {
  ...QUIET,
  auth: "auth",
  "bind_ip:": "bind_ip",
  bind_ip_all: "bind_ip_all",
  "dbpath:": "dbpath",
  fork: "fork",
  "logpath:": "logpath",
  "pidfilepath:": "pidfilepath",
  "port:": "port",
  shutdown: "shutdown",
  version: "version",
  "config:": "f",
  "replSet:": "replSet",
  "keyFile:": "keyFile",
  "tlsMode:": "tlsMode",
  shardsvr: "shardsvr",
  configsvr: "configsvr",
};

/** What the command line asks for; a text is what is wrong with it. */
export function mongodOptions(args: readonly string[]): MongodOptions | string {
  let o: ReturnType<typeof parseOptions>;
  try {
    o = parseOptions({ short: "f:v", long: LONG }, args);
  } catch (e) {
    if (!(e instanceof BadOption)) throw e;
    const name = /'?(-[^']*)'?/.exec(e.message)?.[1] ?? "";
    return `Error parsing command line: unrecognised option '${name}'\ntry 'mongod --help' for more information`;
  }
  for (const [name, shown] of [
    ["f", "--config"],
    ["replSet", "--replSet"],
    ["keyFile", "--keyFile"],
    ["tlsMode", "--tlsMode"],
    ["shardsvr", "--shardsvr"],
    ["configsvr", "--configsvr"],
  ] as const)
    if (o.has(name)) return `drydock: mongod's ${shown} is not simulated`;
  return {
    port: Number(o.value("port") ?? 27_017),
    bindAll: o.has("bind_ip_all") || /0\.0\.0\.0|\*|::/.test(o.value("bind_ip") ?? ""),
    data: o.value("dbpath") ?? "/data/db",
    auth: o.has("auth"),
    fork: o.has("fork"),
    logpath: o.value("logpath"),
    pidfile: o.value("pidfilepath"),
    shutdown: o.has("shutdown"),
    version: o.has("version"),
  };
}
