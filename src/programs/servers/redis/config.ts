import type { Process } from "../../../kernel/process.ts";
import settings from "./settings.txt?raw";
import { splitWords } from "./split-words.ts";

/** Every setting with its standard value, as CONFIG GET shows it. */
const STANDARD: ReadonlyMap<string, string> = new Map(
  settings
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [name = "", value = ""] = line.split("\t");
      return [name, value];
    }),
);

const INT_MAX = 2147483647;

/** Settings that are whole numbers, and their least and largest value. */
const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  port: [0, 65_535],
  databases: [1, INT_MAX],
  maxclients: [1, 4294967295],
  timeout: [0, INT_MAX],
  "tcp-keepalive": [0, INT_MAX],
  "tcp-backlog": [0, INT_MAX],
  hz: [0, INT_MAX],
  "maxmemory-samples": [1, 64],
  "slowlog-max-len": [0, Number.MAX_SAFE_INTEGER],
  "slowlog-log-slower-than": [-1, Number.MAX_SAFE_INTEGER],
  "latency-monitor-threshold": [0, Number.MAX_SAFE_INTEGER],
  "auto-aof-rewrite-percentage": [0, INT_MAX],
  "repl-timeout": [1, INT_MAX],
  "lfu-log-factor": [0, INT_MAX],
  "lfu-decay-time": [0, INT_MAX],
};
const FLAGS = new Set([...STANDARD].filter(([, value]) => /^(yes|no)$/.test(value)).map(([name]) => name));
const SIZES = new Set([
  "maxmemory",
  "auto-aof-rewrite-min-size",
  "maxmemory-clients",
  "repl-backlog-size",
  "proto-max-bulk-len",
]);
/** What only the start decides. */
const IMMUTABLE = new Set([
  "databases",
  "daemonize",
  "logfile",
  "unixsocket",
  "appenddirname",
  "appendfilename",
  "supervised",
  "pidfile",
  "cluster-enabled",
  "tcp-backlog",
  "io-threads",
  "aclfile",
  "always-show-logo",
  "enable-debug-command",
  "enable-module-command",
  "enable-protected-configs",
]);
/** What only a start may set, for safety's sake. */
const PROTECTED = new Set(["dir", "dbfilename"]);

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
  appendfsync: ["always", "everysec", "no"],
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
  const config: Config = { values: new Map(STANDARD), unknown: [], file };
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
    if (name === "user" || name === "rename-command" || name === "loadmodule")
      throw new BadConfig(`drydock: ${name} is not simulated`, number, trimmed);
    if (!STANDARD.has(name)) {
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
  return kept(name, value);
}

function problemWith(name: string, value: string): string | undefined {
  const words = ENUMS[name];
  if (words && !words.includes(value.toLowerCase()))
    return `argument(s) must be one of the following: ${words.join(", ")}`;
  const range = NUMBERS[name];
  if (range) {
    if (!/^-?\d+$/.test(value)) return "argument couldn't be parsed into an integer";
    if (Number(value) < range[0] || Number(value) > range[1])
      return `argument must be between ${range[0]} and ${range[1]} inclusive`;
  }
  if (name === "save" && !goodRules(value)) return "Invalid save parameters";
  if (name === "notify-keyspace-events" && !/^[AKEg$lshzxetdmno]*$/.test(value))
    return "Invalid event class character. Use 'Ag$lshzxeKEtmdno'.";
  if (FLAGS.has(name) && !/^(yes|no)$/i.test(value)) return "argument must be 'yes' or 'no'";
  if (SIZES.has(name) && bytes(value) === undefined) return "argument must be a memory value";
  return undefined;
}

const goodRules = (value: string): boolean => value === "" || /^\d+ \d+( \d+ \d+)*$/.test(value.trim());

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
  const failed = `ERR CONFIG SET failed (possibly related to argument '${name}') - `;
  if (IMMUTABLE.has(name)) return `${failed}can't set immutable config`;
  if (PROTECTED.has(name) && values.get("enable-protected-configs") !== "yes")
    return `${failed}can't set protected config`;
  const problem = problemWith(name, value);
  if (problem) return failed + problem;
  values.set(name, kept(name, value));
  return undefined;
}

/** A value as CONFIG GET shows it. */
function kept(name: string, value: string): string {
  if (SIZES.has(name)) return String(bytes(value));
  if (FLAGS.has(name) || ENUMS[name]) return value.toLowerCase();
  if (name === "notify-keyspace-events") return orderedEvents(value);
  return value;
}

/** The letters of `notify-keyspace-events` in Redis's order. */
function orderedEvents(value: string): string {
  const all = "g$lshzxetd";
  const wanted = value.includes("A") ? `${value}${all}` : value;
  const classes = [...all].every((c) => wanted.includes(c))
    ? "A"
    : [..."g$lshzxetd"].filter((c) => wanted.includes(c)).join("");
  return classes + [..."KEmno"].filter((c) => value.includes(c)).join("");
}

/** CONFIG REWRITE: the file with what is set now. */
export function rewritten(text: string, values: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  const lines = text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => {
      const name = line.trim().split(/\s+/)[0]?.toLowerCase() ?? "";
      const value = values.get(name);
      if (value === undefined || line.trim().startsWith("#")) return line;
      seen.add(name);
      return `${name} ${value === "" ? '""' : value}`;
    });
  const added = [...values].filter(
    ([name, value]) => !seen.has(name) && name !== "dir" && STANDARD.get(name) !== value,
  );
  const generated = added.length ? ["# Generated by CONFIG REWRITE", ...added.map(([n, v]) => `${n} ${v}`)] : [];
  return `${[...lines, ...generated].join("\n")}\n`;
}
