import type { Block, Directive } from "./parse.ts";
import { ConfigError, type Place } from "./tokens.ts";

export interface Peer {
  /** As messages name it when it is not found. */
  readonly text: string;
  readonly host: string;
  readonly port: number;
  readonly weight: number;
  readonly backup: boolean;
  /** What `host` is, looked up when the configuration is loaded. */
  addresses: readonly string[];
  readonly place: Place;
}

/** A group of servers, asked in turn by weight; one that fails is left out for 10 seconds. */
export interface Upstream {
  readonly peers: readonly Peer[];
  /** The peers to try for the next request, the best first. */
  order(now: number): { readonly peer: Peer; readonly address: string }[];
  failed(peer: Peer, address: string, now: number): void;
}

const FAIL_TIMEOUT = 10_000_000;

export function buildUpstream(block: Block, place: Place): Upstream {
  const peers = block.directives
    .filter((d) => d.name === "server")
    .map(peerOf)
    .filter((p) => p !== undefined);
  if (peers.length === 0) throw new ConfigError(`no servers are inside upstream`, place);
  return createUpstream(peers);
}

function peerOf(d: Directive): Peer | undefined {
  const [text = "", ...parameters] = d.args;
  if (text.startsWith("unix:")) throw new ConfigError("drydock: nginx on a unix socket is not simulated", d.place);
  let weight = 1;
  for (const p of parameters) {
    const m = /^(weight|max_fails|fail_timeout|max_conns)=(.+)$/.exec(p);
    if (m?.[1] === "weight") weight = Number(m[2]);
    else if (!m && !["backup", "down", "resolve"].includes(p))
      throw new ConfigError(`invalid parameter "${p}"`, d.place);
  }
  if (parameters.includes("down")) return undefined;
  const { host, port } = hostPort(text, 80);
  return { text, host, port, weight, backup: parameters.includes("backup"), addresses: [], place: d.place };
}

/** `name:8080`, `10.0.0.1`, `[::1]:80`. */
export function hostPort(text: string, standard: number): { readonly host: string; readonly port: number } {
  const m = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(text);
  return { host: (m?.[1] ?? text).replace(/^\[|\]$/g, ""), port: Number(m?.[2] ?? standard) };
}

/** Smooth weighted round robin, as nginx has it. */
export function createUpstream(peers: readonly Peer[]): Upstream {
  const current = new Map<string, number>();
  const downUntil = new Map<string, number>();
  return {
    peers,
    order(now) {
      const all = peers.flatMap((peer) =>
        peer.addresses.map((address) => ({ peer, address, key: `${address}:${peer.port}` })),
      );
      const candidates = (backup: boolean) => all.filter((c) => c.peer.backup === backup);
      const up = candidates(false).filter((c) => (downUntil.get(c.key) ?? 0) <= now);
      const pool = up.length ? up : candidates(false);
      let total = 0;
      for (const c of pool) {
        total += c.peer.weight;
        current.set(c.key, (current.get(c.key) ?? 0) + c.peer.weight);
      }
      const best = pool.reduce<(typeof pool)[number] | undefined>(
        (a, b) => (a && (current.get(a.key) ?? 0) >= (current.get(b.key) ?? 0) ? a : b),
        undefined,
      );
      if (best) current.set(best.key, (current.get(best.key) ?? 0) - total);
      const others = pool.filter((c) => c !== best);
      return [...(best ? [best] : []), ...others, ...candidates(true)];
    },
    failed(peer, address, now) {
      if (peers.length + peer.addresses.length > 2) downUntil.set(`${address}:${peer.port}`, now + FAIL_TIMEOUT);
    },
  };
}
