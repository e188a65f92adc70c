import type { Block, Directive } from "./parse.ts";
import { parseTime } from "./pattern.ts";
import { ConfigError, type Place } from "./tokens.ts";

export interface Peer {
  /** As messages name it when it is not found. */
  readonly text: string;
  readonly host: string;
  readonly port: number;
  readonly weight: number;
  readonly backup: boolean;
  /** So many failures within the time leave it out for that time; 0: never. */
  readonly maxFails: number;
  readonly failTimeout: number;
  /** What `host` is, looked up when the configuration is loaded. */
  addresses: readonly string[];
  readonly place: Place;
}

export interface Choice {
  readonly peer: Peer;
  readonly address: string;
}

/** A group of servers; one that fails is left out for a while. */
export interface Upstream {
  readonly peers: readonly Peer[];
  /** The servers to try for a request of this client, the best first; none when all are out. */
  order(now: number, client: string): readonly Choice[];
  /** True: it is left out from now on. */
  failed(choice: Choice, now: number): boolean;
  began(choice: Choice): void;
  ended(choice: Choice): void;
}

/** How the next server is found: in turn, by the client's address, by what each is busy with. */
type Method = "turns" | "ip_hash" | "least_conn";

const FAIL_TIMEOUT = 10_000_000;

export function buildUpstream(block: Block, place: Place): Upstream {
  const peers = block.directives
    .filter((d) => d.name === "server")
    .map(peerOf)
    .filter((p) => p !== undefined);
  if (peers.length === 0) throw new ConfigError(`no servers are inside upstream`, place);
  const has = (name: string) => block.directives.some((d) => d.name === name);
  return createUpstream(peers, has("ip_hash") ? "ip_hash" : has("least_conn") ? "least_conn" : "turns");
}

function peerOf(d: Directive): Peer | undefined {
  const [text = "", ...parameters] = d.args;
  if (text.startsWith("unix:")) throw new ConfigError("drydock: nginx on a unix socket is not simulated", d.place);
  const numbers = { weight: 1, max_fails: 1 };
  let failTimeout = FAIL_TIMEOUT;
  for (const p of parameters) {
    const m = /^(weight|max_fails|fail_timeout|max_conns)=(.+)$/.exec(p);
    const value = m?.[2] ?? "";
    if (m?.[1] === "fail_timeout") failTimeout = parseTime(value) ?? Number.NaN;
    else if (m?.[1] === "weight" || m?.[1] === "max_fails")
      numbers[m[1]] = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    else if (!m && !["backup", "down", "resolve"].includes(p)) failTimeout = Number.NaN;
    if (Number.isNaN(failTimeout) || Number.isNaN(numbers.weight + numbers.max_fails) || numbers.weight === 0)
      throw new ConfigError(`invalid parameter "${p}"`, d.place);
  }
  if (parameters.includes("down")) return undefined;
  const { host, port } = hostPort(text, 80);
  const backup = parameters.includes("backup");
  const { weight, max_fails: maxFails } = numbers;
  return { text, host, port, weight, backup, maxFails, failTimeout, addresses: [], place: d.place };
}

/** `name:8080`, `10.0.0.1`, `[::1]:80`. */
export function hostPort(text: string, standard: number): { readonly host: string; readonly port: number } {
  const m = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(text);
  return { host: (m?.[1] ?? text).replace(/^\[|\]$/g, ""), port: Number(m?.[2] ?? standard) };
}

/** A group of one server: what a `proxy_pass` names itself. */
export function singleUpstream(text: string, addresses: readonly string[], place: Place): Upstream {
  const { host, port } = hostPort(text, 80);
  const rest = { weight: 1, backup: false, maxFails: 1, failTimeout: FAIL_TIMEOUT };
  return createUpstream([{ text: host, host, port, ...rest, addresses, place }], "turns");
}

interface State {
  /** Of the smooth weighted round robin. */
  current: number;
  fails: number;
  /** The last failure. */
  at: number;
  busy: number;
}

function createUpstream(peers: readonly Peer[], method: Method): Upstream {
  const states = new Map<string, State>();
  const state = ({ peer, address }: Choice): State => {
    const key = `${address}:${peer.port}`;
    const known = states.get(key) ?? { current: 0, fails: 0, at: 0, busy: 0 };
    states.set(key, known);
    return known;
  };
  const all = () => peers.flatMap((peer) => peer.addresses.map((address): Choice => ({ peer, address })));
  const alone = () => all().length === 1;
  const isUp = (c: Choice, now: number) => {
    const s = state(c);
    if (s.fails > 0 && now - s.at > c.peer.failTimeout) s.fails = 0;
    return alone() || c.peer.maxFails === 0 || s.fails < c.peer.maxFails;
  };
  /** Smooth weighted round robin: the first of them is the one whose turn it is. */
  const inTurn = (pool: readonly Choice[]): Choice[] => {
    const total = pool.reduce((sum, c) => sum + c.peer.weight, 0);
    let best: Choice | undefined;
    for (const c of pool) {
      const s = state(c);
      s.current += c.peer.weight;
      if (!best || s.current > state(best).current) best = c;
    }
    if (best) state(best).current -= total;
    return [...(best ? [best] : []), ...pool.filter((c) => c !== best)];
  };
  const byClient = (pool: readonly Choice[], client: string): Choice[] => {
    const weighted = pool.flatMap((c) => Array.from({ length: c.peer.weight }, () => c));
    // The first three bytes of an IPv4 address count.
    const parts = client.includes(":")
      ? [...client].map((c) => c.charCodeAt(0))
      : client.split(".").slice(0, 3).map(Number);
    const hash = parts.reduce((n, part) => (n * 113 + part) % 6271, 89);
    const own = weighted[hash % weighted.length];
    return [...(own ? [own] : []), ...pool.filter((c) => c !== own)];
  };
  const leastBusy = (pool: readonly Choice[]): Choice[] => {
    const least = Math.min(...pool.map((c) => state(c).busy / c.peer.weight));
    const idle = pool.filter((c) => state(c).busy / c.peer.weight === least);
    return [...inTurn(idle), ...pool.filter((c) => !idle.includes(c))];
  };
  return {
    peers,
    order(now, client) {
      const up = all().filter((c) => isUp(c, now));
      const own = up.filter((c) => !c.peer.backup);
      const backups = up.filter((c) => c.peer.backup);
      if (up.length === 0) for (const c of all()) state(c).fails = 0;
      const first =
        own.length === 0
          ? []
          : method === "ip_hash"
            ? byClient(own, client)
            : method === "least_conn"
              ? leastBusy(own)
              : inTurn(own);
      return [...first, ...(backups.length ? inTurn(backups) : [])];
    },
    failed(choice, now) {
      const s = state(choice);
      s.fails = now - s.at > choice.peer.failTimeout ? 1 : s.fails + 1;
      s.at = now;
      return !alone() && choice.peer.maxFails > 0 && s.fails === choice.peer.maxFails;
    },
    began(choice) {
      state(choice).busy++;
    },
    ended(choice) {
      state(choice).busy--;
    },
  };
}
