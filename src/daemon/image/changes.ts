import type { ContainerConfig, Healthcheck } from "../../api/container.ts";
import { InvalidParameter } from "../../api/errors.ts";
import { DurationError, parseDuration } from "../../std/duration.ts";
import { expandWord, jsonWords, splitWords } from "./words.ts";

type Config = Partial<ContainerConfig>;

/** What an instruction works on: the config so far, and whether CMD was among the changes. */
interface Context {
  readonly config: Config;
  readonly cmdSet: boolean;
  /** The rest of the line. */
  readonly rest: string;
  /** Its words, quotes off and variables put in. */
  readonly words: readonly string[];
}

type Instruction = (c: Context) => Config;

/** The instructions that only say how to run an image: those that `commit -c` and `import -c` take. */
const INSTRUCTIONS: ReadonlyMap<string, Instruction> = new Map<string, Instruction>([
  ["cmd", ({ config, rest }) => ({ ...config, Cmd: command(config, rest) })],
  ["entrypoint", entrypoint],
  ["env", env],
  ["expose", expose],
  ["healthcheck", healthcheck],
  ["label", label],
  ["onbuild", onbuild],
  ["stopsignal", (c) => ({ ...c.config, StopSignal: only(c, "STOPSIGNAL") })],
  ["user", (c) => ({ ...c.config, User: only(c, "USER") })],
  ["volume", volume],
  ["workdir", workdir],
]);

/** The config with these Dockerfile instructions carried out. Throws InvalidParameter before the first is. */
export function applyChanges(config: Config, changes: readonly string[]): Config {
  const steps = changes
    .flatMap((change) => change.split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => /^(\S+)\s*([\s\S]*)$/.exec(line) ?? ["", "", ""])
    .map(([, name = "", rest = ""]) => ({ name, rest, run: INSTRUCTIONS.get(name.toLowerCase()) }));
  for (const { name, run } of steps) {
    if (!run) throw new InvalidParameter(`${name} is not a valid change command`);
  }
  let out = config;
  let cmdSet = false;
  for (const { name, rest, run } of steps) {
    if (name.toLowerCase() === "cmd") cmdSet = true;
    const words = splitWords(rest).map((word) => expandWord(word, environment(out)));
    out = run?.({ config: out, cmdSet, rest, words }) ?? out;
  }
  return out;
}

/** The exec form as it is, the shell form behind the image's shell. */
function command(config: Config, rest: string): string[] {
  const exec = jsonWords(rest);
  if (exec) return exec;
  return rest === "" ? [] : [...(config.Shell ?? ["/bin/sh", "-c"]), rest];
}

/** Setting an entry point drops the command of old, unless a CMD came with it. */
function entrypoint({ config, rest, cmdSet }: Context): Config {
  return { ...config, Entrypoint: command(config, rest), Cmd: cmdSet ? (config.Cmd ?? null) : null };
}

function env(c: Context): Config {
  let lines = [...(c.config.Env ?? [])];
  for (const [name, value] of pairs(c, "ENV")) {
    const at = lines.findIndex((line) => line.startsWith(`${name}=`));
    lines = at < 0 ? [...lines, `${name}=${value}`] : lines.with(at, `${name}=${value}`);
  }
  return { ...c.config, Env: lines };
}

function label(c: Context): Config {
  return { ...c.config, Labels: { ...c.config.Labels, ...Object.fromEntries(pairs(c, "LABEL")) } };
}

/** `name=value …`, or in the old form one name and all that follows. */
function pairs(c: Context, name: string): [string, string][] {
  const variables = environment(c.config);
  const words = splitWords(c.rest);
  const [first] = words;
  if (first === undefined) throw new InvalidParameter(`${name} requires at least one argument`);
  if (!first.includes("=")) {
    const value = c.rest.slice(first.length).trim();
    if (value === "") throw new InvalidParameter(`${name} must have two arguments`);
    return [[expandWord(first, variables), expandWord(value, variables)]];
  }
  return words.map((word) => {
    const eq = word.indexOf("=");
    if (eq < 0) {
      throw new InvalidParameter(
        `Syntax error - can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`,
      );
    }
    if (eq === 0) throw new InvalidParameter(`${name} names can not be blank`);
    return [expandWord(word.slice(0, eq), variables), expandWord(word.slice(eq + 1), variables)];
  });
}

function expose({ config, words }: Context): Config {
  if (!words.length) throw new InvalidParameter("EXPOSE requires at least one argument");
  const ports = { ...config.ExposedPorts };
  for (const word of words) for (const port of portsOf(word)) ports[port] = {};
  return { ...config, ExposedPorts: ports };
}

/** `80`, `80/udp`, `8000-8010/tcp`. */
function portsOf(word: string): string[] {
  const [range = "", protocol = "tcp"] = word.split("/");
  const m = /^(\d+)(?:-(\d+))?$/.exec(range);
  const first = Number(m?.[1]);
  const last = Number(m?.[2] ?? m?.[1]);
  if (!m || last < first || last > 65535) throw new InvalidParameter(`Invalid containerPort: ${range}`);
  if (!["tcp", "udp", "sctp"].includes(protocol.toLowerCase()))
    throw new InvalidParameter(`Invalid proto: ${protocol}`);
  return Array.from({ length: last - first + 1 }, (_, i) => `${first + i}/${protocol.toLowerCase()}`);
}

function volume({ config, rest, words }: Context): Config {
  const paths = jsonWords(rest) ?? words;
  if (!paths.length) throw new InvalidParameter("VOLUME requires at least one argument");
  if (paths.some((p) => p.trim() === "")) {
    throw new InvalidParameter("VOLUME specified can not be an empty string");
  }
  return { ...config, Volumes: { ...config.Volumes, ...Object.fromEntries(paths.map((p) => [p, {}])) } };
}

function workdir(c: Context): Config {
  const path = only(c, "WORKDIR");
  const from = path.startsWith("/") ? "" : (c.config.WorkingDir ?? "");
  const parts: string[] = [];
  for (const part of `${from}/${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return { ...c.config, WorkingDir: `/${parts.join("/")}` };
}

function onbuild({ config, rest }: Context): Config {
  if (rest === "") throw new InvalidParameter("ONBUILD requires at least one argument");
  const trigger = (rest.split(/\s/, 1)[0] ?? "").toUpperCase();
  if (trigger === "ONBUILD") {
    throw new InvalidParameter("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
  }
  if (trigger === "MAINTAINER" || trigger === "FROM") {
    throw new InvalidParameter(`${trigger} isn't allowed as an ONBUILD trigger`);
  }
  return { ...config, OnBuild: [...(config.OnBuild ?? []), rest] };
}

function healthcheck({ config, rest }: Context): Config {
  let text = rest;
  const check: Healthcheck = {};
  for (let m = /^--([a-z-]+)=(\S*)\s*/.exec(text); m; m = /^--([a-z-]+)=(\S*)\s*/.exec(text)) {
    setOption(check, m[1] ?? "", m[2] ?? "");
    text = text.slice(m[0].length);
  }
  const [type = ""] = text.split(/\s/, 1);
  const what = text.slice(type.length).trim();
  if (type === "") throw new InvalidParameter("HEALTHCHECK requires at least one argument");
  if (type.toUpperCase() === "NONE") {
    if (what !== "") throw new InvalidParameter("HEALTHCHECK NONE takes no arguments");
    return { ...config, Healthcheck: { Test: ["NONE"] } };
  }
  if (type.toUpperCase() !== "CMD") {
    throw new InvalidParameter(`Unknown type ${JSON.stringify(type.toUpperCase())} in HEALTHCHECK (try CMD)`);
  }
  if (what === "") throw new InvalidParameter("Missing command after HEALTHCHECK CMD");
  const exec = jsonWords(what);
  return { ...config, Healthcheck: { ...check, Test: exec ? ["CMD", ...exec] : ["CMD-SHELL", what] } };
}

const HEALTH_SPANS = new Map<string, "Interval" | "Timeout" | "StartPeriod" | "StartInterval">([
  ["interval", "Interval"],
  ["timeout", "Timeout"],
  ["start-period", "StartPeriod"],
  ["start-interval", "StartInterval"],
]);

function setOption(check: Healthcheck, name: string, value: string): void {
  const field = HEALTH_SPANS.get(name);
  if (field) check[field] = spanOf(value);
  else if (name === "retries") {
    if (!/^\d+$/.test(value)) {
      throw new InvalidParameter(`strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`);
    }
    check.Retries = Number(value);
  } else throw new InvalidParameter(`unknown flag: --${name}`);
}

function spanOf(text: string): number {
  try {
    return parseDuration(text);
  } catch (e) {
    if (e instanceof DurationError) throw new InvalidParameter(e.message);
    throw e;
  }
}

/** All of the rest as one word, spaces included. */
function only({ config, rest }: Context, name: string): string {
  if (rest === "") throw new InvalidParameter(`${name} requires exactly one argument`);
  return expandWord(rest, environment(config));
}

function environment(config: Config): Map<string, string> {
  return new Map((config.Env ?? []).map((line) => [line.split("=", 1)[0] ?? "", line.slice(line.indexOf("=") + 1)]));
}
