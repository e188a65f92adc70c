import { buildZones, checkLimits, type Zones } from "./limit-zones.ts";
import { type Listen, listenOf } from "./listen.ts";
import { buildMap, type VariableMap } from "./map.ts";
import { type Block, blocks, type Directive } from "./parse.ts";
import { compilePattern } from "./pattern.ts";
import { ConfigError, LateError, type Place } from "./tokens.ts";
import { buildUpstream, type Upstream } from "./upstream.ts";

export interface Server {
  readonly block: Block;
  readonly listens: readonly Listen[];
  readonly names: readonly ServerName[];
  /** What `$server_name` and the error log call it. */
  readonly name: string;
  readonly locations: Locations;
}

export interface ServerName {
  readonly text: string;
  readonly pattern: RegExp | undefined;
}

export interface Location {
  readonly kind: "prefix" | "exact" | "regex" | "named";
  /** `^~`: no regular expression is tried behind it. */
  readonly final: boolean;
  readonly text: string;
  readonly pattern: RegExp | undefined;
  readonly block: Block;
  readonly inside: Locations;
}

export type Locations = readonly Location[];

/** A configuration ready to serve. */
export interface Config {
  readonly root: Block;
  readonly http: Block | undefined;
  readonly servers: readonly Server[];
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly maps: ReadonlyMap<string, VariableMap>;
  readonly zones: Zones;
  readonly warnings: readonly string[];
}

/** Makes servers, locations, upstreams of what was parsed; throws ConfigError. */
export function buildConfig(root: Block): Config {
  if (blocks(root, "events").length === 0) throw new LateError('no "events" section in configuration');
  const http = blocks(root, "http")[0];
  const upstreams = new Map<string, Upstream>();
  const maps = new Map<string, VariableMap>();
  const servers: Server[] = [];
  const warnings = [...root.warnings];
  for (const d of http?.directives ?? []) {
    if (d.name === "upstream" && d.block) {
      const name = d.args[0] ?? "";
      if (upstreams.has(name)) throw new ConfigError(`duplicate upstream "${name}"`, d.place);
      upstreams.set(name, buildUpstream(d.block, d.place));
    } else if (d.name === "map" && d.block) {
      const map = buildMap(d.block, d.place);
      maps.set(map.variable, map);
    } else if (d.name === "server" && d.block) servers.push(buildServer(d.block));
  }
  const zones = buildZones(root);
  checkLimits(root, zones);
  checkDefaults(servers);
  warnings.push(...conflicts(servers));
  return { root, http, servers, upstreams, maps, zones, warnings };
}

function buildServer(block: Block): Server {
  const listens = block.directives.filter((d) => d.name === "listen").map(listenOf);
  for (const [i, l] of listens.entries())
    if (listens.findIndex((o) => o.address === l.address && o.port === l.port) < i)
      throw new ConfigError(`a duplicate listen ${l.text}`, l.place);
  const named = block.directives.filter((d) => d.name === "server_name");
  const names = named.flatMap((d) => d.args.map((text) => serverName(text, d.place)));
  const first = names[0]?.text ?? "";
  return {
    block,
    listens: listens.length
      ? listens
      : [{ address: "0.0.0.0", port: 80, standard: false, text: "0.0.0.0:80", place: { file: "", line: 0 } }],
    names: names.length ? names : [{ text: "", pattern: undefined }],
    name: first.startsWith(".") ? first.slice(1) : first,
    locations: buildLocations(block),
  };
}

function serverName(text: string, place: Place): ServerName {
  const lower = text.toLowerCase();
  if (text.startsWith("~")) return { text, pattern: compilePattern(text.slice(1), true, place) };
  if (text.startsWith(".")) return { text: lower, pattern: new RegExp(`^(.+\\.)?${escape(lower.slice(1))}$`) };
  if (text.includes("*")) {
    if (!/^(\*\.[^*]+|[^*]+\.\*)$/.test(text))
      throw new ConfigError(`invalid server name or wildcard "${text}" on 0.0.0.0:80`);
    return { text: lower, pattern: new RegExp(`^${escape(lower).replace("\\*", ".+")}$`) };
  }
  return { text: lower, pattern: undefined };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function buildLocations(block: Block): Location[] {
  const all: Location[] = [];
  for (const d of block.directives) {
    if (d.name !== "location" || !d.block) continue;
    const location = buildLocation(d, d.block);
    if (all.some((l) => l.kind === location.kind && l.kind !== "regex" && l.text === location.text))
      throw new ConfigError(`duplicate location "${location.text}"`, d.place);
    all.push(location);
  }
  return all;
}

function buildLocation(d: Directive, block: Block): Location {
  const [first = "", second] = d.args;
  const compact = /^(~\*|~|=|\^~)(.+)$/s.exec(first);
  const modifier = second === undefined ? (compact?.[1] ?? "") : first;
  const text = second ?? compact?.[2] ?? first;
  const inside = buildLocations(block);
  const base = { text, block, inside, pattern: undefined, final: false };
  switch (modifier) {
    case "":
      return { ...base, kind: text.startsWith("@") ? "named" : "prefix" };
    case "=":
      return { ...base, kind: "exact" };
    case "^~":
      return { ...base, kind: "prefix", final: true };
    case "~":
    case "~*":
      return { ...base, kind: "regex", pattern: compilePattern(text, modifier === "~*", d.place) };
    default:
      throw new ConfigError(`invalid location modifier "${modifier}"`, d.place);
  }
}

/** One server of an address at most is its default. */
function checkDefaults(servers: readonly Server[]): void {
  const seen = new Set<string>();
  for (const l of servers.flatMap((s) => s.listens).filter((x) => x.standard)) {
    if (seen.has(l.text)) throw new ConfigError(`a duplicate default server for ${l.text}`, l.place);
    seen.add(l.text);
  }
}

/** Two servers of one name on one address: the second is never asked. */
function conflicts(servers: readonly Server[]): string[] {
  const seen = new Set<string>();
  const out: string[] = [];
  for (const s of servers)
    for (const l of s.listens)
      for (const n of s.names) {
        const key = `${l.address}:${l.port} ${n.text}`;
        if (seen.has(key))
          out.push(
            `conflicting server name "${n.text}" on ${l.address.includes(":") ? `[${l.address}]` : l.address}:${l.port}, ignored`,
          );
        seen.add(key);
      }
  return out;
}

/** The server that answers on this socket for this host name: exact, wildcard, expression, the socket's default. */
export function chooseServer(config: Config, listen: Listen, host: string): Server | undefined {
  const here = config.servers.filter((s) =>
    s.listens.some((l) => l.address === listen.address && l.port === listen.port),
  );
  const exact = here.find((s) => s.names.some((n) => !n.pattern && n.text === host));
  if (exact) return exact;
  const matching = (like: (n: ServerName) => boolean) =>
    here
      .flatMap((s) => s.names.filter((n) => like(n) && n.pattern?.test(host)).map((n) => ({ s, n })))
      .sort((a, b) => b.n.text.length - a.n.text.length)[0]?.s;
  return (
    matching((n) => /^[*.]/.test(n.text)) ??
    matching((n) => n.text.endsWith("*")) ??
    here.find((s) => s.names.some((n) => n.text.startsWith("~") && n.pattern?.test(host))) ??
    here.find((s) => s.listens.some((l) => l.standard && l.address === listen.address && l.port === listen.port)) ??
    here[0]
  );
}

/** The location of a path: exact, the longest prefix (alone when `^~`), the first expression, the longest prefix. */
export function findLocation(locations: Locations, path: string): Location | undefined {
  const exact = locations.find((l) => l.kind === "exact" && l.text === path);
  if (exact) return exact;
  let longest: Location | undefined;
  for (const l of locations)
    if (l.kind === "prefix" && path.startsWith(l.text) && l.text.length >= (longest?.text.length ?? 0)) longest = l;
  const nested = longest?.inside.length ? findLocation(longest.inside, path) : undefined;
  if (nested && (nested.kind !== "prefix" || nested.final)) return nested;
  if (!(longest?.final ?? false)) {
    const regex = locations.find((l) => l.kind === "regex" && l.pattern?.test(path));
    if (regex) return (regex.inside.length ? findLocation(regex.inside, path) : undefined) ?? regex;
  }
  return nested ?? longest;
}
