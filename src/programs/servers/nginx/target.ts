import { DnsError } from "../../../kernel/network.ts";
import { complain, type Exchange } from "./exchange.ts";
import type { Outcome } from "./outcome.ts";
import { setting } from "./parse.ts";
import { hostPort, singleUpstream, type Upstream } from "./upstream.ts";
import { expand } from "./variables.ts";

/** Where a `proxy_pass` leads for one request. */
export interface ProxyTarget {
  readonly upstream: Upstream;
  /** As written: `backend`, `app:3000`. */
  readonly name: string;
  /** As the Host header names it: without the standard port. */
  readonly host: string;
  readonly port: number;
  /** The path of `proxy_pass` itself, where it has one. */
  readonly prefix: string | undefined;
  /** What is asked for. */
  readonly uri: string;
}

/** Takes `http://name:port/path` apart. */
export function splitPass(pass: string): { readonly name: string; readonly path: string | undefined } | undefined {
  const m = /^http:\/\/([^/?]+)([/?].*)?$/s.exec(pass);
  return m ? { name: m[1] ?? "", path: m[2] } : undefined;
}

export async function targetOf(
  x: Exchange,
  pass: string,
): Promise<{ readonly target: ProxyTarget } | Extract<Outcome, { status: number }>> {
  const split = splitPass(expand(x, pass));
  if (!split) {
    await complain(x, "error", `invalid URL prefix in "${expand(x, pass)}"`);
    return { status: 500 };
  }
  const { name, path } = split;
  const { host, port } = hostPort(name, 80);
  const shown = port === 80 ? name.replace(/:80$/, "") : name;
  const query = x.args ? `?${x.args}` : "";
  const uri =
    path === undefined
      ? unchanged(x, query)
      : pass.includes("$")
        ? path
        : `${path}${escapeUri(x.uri.slice(x.location?.text.length ?? 0))}${query}`;
  const prefix = path === undefined || pass.includes("$") ? undefined : path;
  const known = x.runtime.config.upstreams.get(name) ?? x.runtime.passes.get(name);
  if (known) return { target: { upstream: known, name, host: shown, port, prefix, uri } };
  const addresses = await lookUp(x, host);
  if (!addresses) return { status: 502 };
  const place = { file: "", line: 0 };
  const upstream = singleUpstream(name, addresses, place);
  return { target: { upstream, name, host: shown, port, prefix, uri } };
}

/** Without a path in `proxy_pass` the request goes on as it came, unless it was rewritten. */
function unchanged(x: Exchange, query: string): string {
  return x.redirects === 0 && x.rewritten === false ? x.head.target : `${escapeUri(x.uri)}${query}`;
}

function escapeUri(path: string): string {
  return path.replace(/[^\w./~!$&'()*+,;=:@-]/gu, encodeURIComponent);
}

/** A name that only the request makes known needs a `resolver`. */
async function lookUp(x: Exchange, host: string): Promise<readonly string[] | undefined> {
  if (/^[\d.]+$/.test(host) || host.includes(":")) return [host];
  if (!setting(x.block, "resolver")) {
    await complain(x, "error", `no resolver defined to resolve ${host}`);
    return undefined;
  }
  try {
    return await x.p.resolve(host);
  } catch (e) {
    if (!(e instanceof DnsError)) throw e;
    await complain(
      x,
      "error",
      `${host} could not be resolved (${e.code === "NXDOMAIN" ? "3: Host not found" : "2: Server failure"})`,
    );
    return undefined;
  }
}
