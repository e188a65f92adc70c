import type { Process } from "../../../kernel/process.ts";
import { splitWords } from "./resp.ts";

/** Every setting with its standard value, as CONFIG GET shows it. */
const STANDARD: Readonly<Record<string, string>> = {
  "active-expire-effort": "1",
  appenddirname: "appendonlydir",
  appendfilename: "appendonly.aof",
  appendfsync: "everysec",
  appendonly: "no",
  "auto-aof-rewrite-min-size": "67108864",
  "auto-aof-rewrite-percentage": "100",
  bind: "* -::*",
  daemonize: "no",
  databases: "16",
  dbfilename: "dump.rdb",
  dir: "",
  hz: "10",
  logfile: "",
  loglevel: "notice",
  maxclients: "10000",
  maxmemory: "0",
  "maxmemory-clients": "0",
  "maxmemory-eviction-tenacity": "10",
  "maxmemory-policy": "noeviction",
  "maxmemory-samples": "5",
  "notify-keyspace-events": "",
  pidfile: "",
  port: "6379",
  "protected-mode": "yes",
  "repl-diskless-sync": "yes",
  replicaof: "",
  requirepass: "",
  save: "3600 1 300 100 60 10000",
  "slowlog-log-slower-than": "10000",
  "slowlog-max-len": "128",
  "stop-writes-on-bgsave-error": "yes",
  "tcp-backlog": "511",
  "tcp-keepalive": "300",
  timeout: "0",
  unixsocket: "",
};

const NUMBERS = new Set(["port", "databases", "maxclients", "timeout", "tcp-keepalive", "tcp-backlog", "hz"]);
const FLAGS = new Set([
  "appendonly",
  "daemonize",
  "protected-mode",
  "repl-diskless-sync",
  "stop-writes-on-bgsave-error",
]);
const SIZES = new Set(["maxmemory", "auto-aof-rewrite-min-size", "maxmemory-clients"]);

/** Settings that are one of a few words. */
const ENUMS: Readonly<Record<string, readonly string[]>> = {
  "maxmemory-policy": [
    "volatile-lru",
    "volatile-lfu",
    "volatile-random",
    "volatile-ttl",
    "allkeys-lru",
    "allkeys-lfu",
    "allkeys-random",
    "noeviction",
  ],
  appendfsync: ["everysec", "always", "no"],
  loglevel: ["debug", "verbose", "notice", "warning", "nothing"],
};

/** A configuration that redis-server refuses. */
export class BadConfig extends Error {
  override readonly name = "BadConfig";
  constructor(
    message: string,
    readonly line: number,
    readonly text: string,
  ) {
    super(message);
  }
}

export interface Config {
  readonly values: Map<string, string>;
  /** Directives that nobody knows: they stop the start. */
  readonly unknown: string[];
  readonly file: string | undefined;
}

/** Reads `redis-server [FILE] [--name value …]`. Throws BadConfig, or ErrnoError when the file cannot be read. */
export function readConfig(p: Process, args: readonly string[]): Config {
  const words = [...args];
  const file = words[0] !== undefined && !words[0].startsWith("-") ? words.shift() : undefined;
  const config: Config = { values: new Map(Object.entries(STANDARD)), unknown: [], file };
  config.values.set("dir", p.cwd);
  let lines: string[] = [];
  if (file !== undefined && file !== "-") lines = p.files.readText(file).split("\n");
  const fromFile = lines.length;
  // Options follow as further lines, `--port 7000` as `port "7000"`.
  for (const word of words) {
    if (word.startsWith("--")) lines.push(word.slice(2));
    else if (lines.length > fromFile) lines[lines.length - 1] += ` "${word}"`;
  }
  let saves: string[] | undefined;
  for (const [i, line] of lines.entries()) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const number = (fromFile || 1) === fromFile ? i + 1 : i + 2;
    const parts = splitWords(trimmed);
    if (!parts) throw new BadConfig("Unbalanced quotes in configuration line", number, trimmed);
    const [given = "", ...values] = parts;
    const name = given.toLowerCase();
    if (name === "save") {
      saves ??= [];
      if (values.length === 1 && values[0] === "") saves = [];
      else saves.push(values.join(" "));
      continue;
    }
    if (name === "include") {
      throw new BadConfig("drydock: include is not simulated", number, trimmed);
    }
    if (!(name in STANDARD)) {
      if (
        /^(client-output-buffer-limit|list-|hash-|zset-|set-|stream-|hll-|activerehashing|aof-|rdb|lua-|latency|lazyfree|dynamic-hz|jemalloc|activedefrag|tls-|cluster-|io-threads|replica-|repl-|user|aclfile|rename-command|loadmodule|always-show-logo|supervised|proc-title|set-proc-title|crash|no-appendfsync|oom|disable-thp|locale|enable-|unixsocketperm|syslog)/.test(
          name,
        )
      )
        continue;
      config.unknown.push([given, ...values].join(" "));
      continue;
    }
    const value = checked(name, values, number, trimmed);
    config.values.set(name, value);
  }
  if (saves) config.values.set("save", saves.join(" "));
  return config;
}

/** The value as it is kept; throws BadConfig. */
function checked(name: string, values: readonly string[], line: number, text: string): string {
  const value = values.join(" ");
  const problem = problemWith(name, value);
  if (problem) throw new BadConfig(problem, line, text);
  return SIZES.has(name) ? String(bytes(value)) : FLAGS.has(name) ? value.toLowerCase() : value;
}

function problemWith(name: string, value: string): string | undefined {
  const words = ENUMS[name];
  if (words && !words.includes(value.toLowerCase()))
    return `argument(s) must be one of the following: ${words.join(", ")}`;
  if (NUMBERS.has(name)) {
    if (!/^-?\d+$/.test(value)) return "argument couldn't be parsed into an integer";
    if (name === "port" && Number(value) > 65_535) return "argument must be between 0 and 65535 inclusive";
  }
  if (FLAGS.has(name) && !/^(yes|no)$/i.test(value)) return "argument must be 'yes' or 'no'";
  if (SIZES.has(name) && bytes(value) === undefined) return "argument must be a memory value";
  return undefined;
}

function bytes(text: string): number | undefined {
  const m = /^(\d+)(b|k|kb|m|mb|g|gb)?$/i.exec(text);
  if (!m) return undefined;
  const units: Readonly<Record<string, number>> = {
    b: 1,
    k: 1000,
    kb: 1024,
    m: 1e6,
    mb: 1024 ** 2,
    g: 1e9,
    gb: 1024 ** 3,
  };
  return Number(m[1]) * (units[(m[2] ?? "b").toLowerCase()] ?? 1);
}

/** CONFIG SET: what is wrong with it, or undefined when it is done. */
export function change(values: Map<string, string>, name: string, value: string): string | undefined {
  if (!values.has(name)) return `ERR Unknown option or number of arguments for CONFIG SET - '${name}'`;
  if (
    ["port", "bind", "databases", "dir", "daemonize", "logfile", "unixsocket", "appenddirname"].includes(name) &&
    name !== "dir"
  )
    return `ERR CONFIG SET failed (possibly related to argument '${name}') - can't set immutable config`;
  const problem = problemWith(name, value);
  if (problem) return `ERR CONFIG SET failed (possibly related to argument '${name}') - ${problem}`;
  values.set(name, SIZES.has(name) ? String(bytes(value)) : value);
  return undefined;
}
