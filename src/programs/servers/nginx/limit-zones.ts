import { type Block, blocks, type Directive, setting, settings } from "./parse.ts";
import { parseSize } from "./pattern.ts";
import { ConfigError, LateError } from "./tokens.ts";

/** What one client has used up of its rate: in thousandths of a request, at a time in milliseconds. */
interface Account {
  excess: number;
  at: number;
}

/** `limit_req_zone` or `limit_conn_zone`: accounts by a text with variables. */
export interface Zone {
  readonly key: string;
  /** Thousandths of a request in a second; undefined for connections. */
  readonly rate: number | undefined;
  readonly accounts: Map<string, Account>;
  /** Requests under way. */
  readonly open: Map<string, number>;
}

export type Zones = ReadonlyMap<string, Zone>;

const PAGE = 4096;

/** The zones of a configuration. Throws ConfigError. */
export function buildZones(root: Block): Zones {
  const zones = new Map<string, Zone>();
  for (const http of blocks(root, "http"))
    for (const d of http.directives)
      if (d.name === "limit_req_zone" || d.name === "limit_conn_zone") {
        const [name, zone] = zoneOf(d);
        if (zones.has(name))
          throw new ConfigError(`${d.name} "${name}" is already bound to key "${zones.get(name)?.key}"`, d.place);
        zones.set(name, zone);
      }
  return zones;
}

function zoneOf(d: Directive): readonly [string, Zone] {
  let name = "";
  let rate = 1000;
  for (const arg of d.args.slice(1)) {
    const [word = "", value = ""] = arg.split(/=(.*)/s);
    if (word === "zone") {
      const [zone = "", size] = value.split(":");
      const bytes = size === undefined ? undefined : parseSize(size);
      if (bytes === undefined) throw new ConfigError(`invalid zone size "${arg}"`, d.place);
      if (bytes < 8 * PAGE) throw new ConfigError(`zone "${zone}" is too small`, d.place);
      name = zone;
    } else if (word === "rate" && d.name === "limit_req_zone") {
      const m = /^(\d+)r\/([sm])$/.exec(value);
      if (!m || m[1] === "0") throw new ConfigError(`invalid rate "${arg}"`, d.place);
      rate = (Number(m[1]) * 1000) / (m[2] === "m" ? 60 : 1);
    } else throw new ConfigError(`invalid parameter "${arg}"`, d.place);
  }
  if (name === "") throw new ConfigError(`"${d.name}" must have "zone" parameter`, d.place);
  return [
    name,
    {
      key: d.args[0] ?? "",
      rate: d.name === "limit_req_zone" ? Math.floor(rate) : undefined,
      accounts: new Map(),
      open: new Map(),
    },
  ];
}

/** `limit_req zone=one burst=5 nodelay`. */
export interface RequestLimit {
  readonly name: string;
  readonly burst: number;
  /** So many thousandths of a request are not put off. */
  readonly delay: number;
}

/** Throws ConfigError. */
export function requestLimit(d: Directive): RequestLimit {
  let name = "";
  let burst = 0;
  let delay = 0;
  for (const arg of d.args) {
    const number = /^(burst|delay)=(\d+)$/.exec(arg);
    if (arg.startsWith("zone=")) name = arg.slice("zone=".length);
    else if (number?.[1] === "burst") burst = Number(number[2]) * 1000;
    else if (number) delay = Number(number[2]) * 1000;
    else if (arg === "nodelay") delay = Number.POSITIVE_INFINITY;
    else throw new ConfigError(`invalid parameter "${arg}"`, d.place);
  }
  if (name === "") throw new ConfigError('"limit_req" must have "zone" parameter', d.place);
  return { name, burst, delay };
}

/** Every `limit_req` and `limit_conn` is about a zone that there is. Throws ConfigError. */
export function checkLimits(block: Block, zones: Zones): void {
  for (const d of block.directives) {
    if (d.block) checkLimits(d.block, zones);
    const name =
      d.name === "limit_req" ? requestLimit(d).name : d.name === "limit_conn" ? (d.args[0] ?? "") : undefined;
    if (name !== undefined && !zones.has(name)) throw new LateError(`zero size shared memory zone "${name}"`);
    if (d.name === "limit_conn" && !/^[1-9]\d*$/.test(d.args[1] ?? ""))
      throw new ConfigError(`invalid number of connections "${d.args[1]}"`, d.place);
  }
}

/** What the settings of a block say of limits. */
export const limitsOf = (block: Block, name: "limit_req" | "limit_conn"): readonly Directive[] => settings(block, name);

export const limitStatus = (block: Block, name: "limit_req" | "limit_conn"): number =>
  Number(setting(block, `${name}_status`)?.[0] ?? 503);
