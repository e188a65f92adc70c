import { logDate } from "../../../std/http-date.ts";
import { rfc3339Nano } from "../../../std/time.ts";
import type { Exchange } from "./exchange.ts";
import type { Block } from "./parse.ts";
import { filePath, rootOf } from "./paths.ts";

/** `$name`, `${name}`; a capture is one digit, whatever follows it. */
const WORD = /\$(?:\{(\w+)\}|(\d|[A-Za-z_]\w*))/g;

/** The names of the variables in a text. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(WORD)].map((m) => m[1] ?? m[2] ?? "");
}

/** The text with its variables' values. */
export function expand(x: Exchange, text: string): string {
  return text.includes("$") ? text.replace(WORD, (_, a?: string, b?: string) => value(x, a ?? b ?? "") ?? "") : text;
}

/** A variable's value; undefined where it has none (a log shows `-`). */
export function value(x: Exchange, name: string): string | undefined {
  if (/^\d$/.test(name)) return x.captures[Number(name)] ?? "";
  const set = x.variables.get(name);
  if (set !== undefined) return set;
  const map = x.runtime.config.maps.get(name);
  if (map) {
    const { text, groups } = map.lookUp(expand(x, map.source));
    return text.replace(WORD, (_, a?: string, b?: string) => groups[a ?? b ?? ""] ?? value(x, a ?? b ?? "") ?? "");
  }
  const own = VALUES[name];
  if (own) return own(x);
  if (name.startsWith("http_")) return headerValue(x.head.headers.all(name.slice(5).replaceAll("_", "-")));
  if (name.startsWith("sent_http_")) return x.sentHeaders?.get(name.slice(10).replaceAll("_", "-"));
  if (name.startsWith("arg_")) return argument(x.args, name.slice(4));
  if (name.startsWith("cookie_")) return cookie(x, name.slice(7));
  return undefined;
}

const PREFIXES = /^(http_|sent_http_|arg_|cookie_|upstream_http_|upstream_cookie_|\d$)/;

/** Whether a variable of this name can have a value; `set` names and captures of the configuration count. */
export function isKnown(name: string, defined: ReadonlySet<string>): boolean {
  return PREFIXES.test(name) || VALUES[name] !== undefined || defined.has(name);
}

/** Names that `set`, `map` and named groups define anywhere below. */
export function definedNames(block: Block, into = new Set<string>()): Set<string> {
  for (const d of block.directives) {
    if (d.name === "set") into.add((d.args[0] ?? "").slice(1));
    if (d.name === "map") into.add((d.args[1] ?? "").slice(1));
    for (const a of d.args) for (const m of a.matchAll(/\(\?P?<(\w+)>/g)) into.add(m[1] ?? "");
    if (d.block) definedNames(d.block, into);
  }
  return into;
}

function headerValue(all: readonly string[]): string | undefined {
  return all.length ? all.join(", ") : undefined;
}

function argument(args: string, name: string): string {
  for (const pair of args.split("&")) {
    const cut = pair.indexOf("=");
    if ((cut < 0 ? pair : pair.slice(0, cut)).toLowerCase() === name.toLowerCase())
      return cut < 0 ? "" : pair.slice(cut + 1);
  }
  return "";
}

function cookie(x: Exchange, name: string): string {
  for (const field of x.head.headers.all("cookie"))
    for (const pair of field.split(";")) {
      const [key = "", ...rest] = pair.trim().split("=");
      if (key === name) return rest.join("=");
    }
  return "";
}

const seconds = (micros: number) => (Math.floor(micros / 1000) / 1000).toFixed(3);

const VALUES: Readonly<Record<string, (x: Exchange) => string | undefined>> = {
  args: (x) => x.args,
  query_string: (x) => x.args,
  is_args: (x) => (x.args ? "?" : ""),
  body_bytes_sent: (x) => String(x.bodySent),
  bytes_sent: (x) => String(x.bytesSent),
  binary_remote_addr: (x) => x.connection.remote.address,
  connection: (x) => String(x.connection.number),
  connection_requests: (x) => String(x.connection.requests),
  connections_active: () => "1",
  content_length: (x) => x.head.headers.get("content-length"),
  content_type: (x) => x.head.headers.get("content-type"),
  document_root: rootOf,
  document_uri: (x) => x.uri,
  host: (x) => x.host || x.server.name,
  hostname: (x) => x.p.hostname,
  https: () => "",
  msec: (x) => seconds(x.p.now()),
  nginx_version: (x) => x.runtime.version,
  pid: (x) => String(x.p.pid),
  pipe: () => ".",
  proxy_add_x_forwarded_for: (x) => {
    const before = headerValue(x.head.headers.all("x-forwarded-for"));
    return before ? `${before}, ${x.connection.remote.address}` : x.connection.remote.address;
  },
  proxy_host: (x) => x.variables.get("proxy_host"),
  proxy_port: (x) => x.variables.get("proxy_port"),
  proxy_protocol_addr: () => "",
  realpath_root: rootOf,
  remote_addr: (x) => x.connection.remote.address,
  remote_port: (x) => String(x.connection.remote.port),
  remote_user: (x) => x.user,
  request: (x) => (x.line === "" ? undefined : x.line),
  request_body: () => undefined,
  request_completion: () => "OK",
  request_filename: filePath,
  request_id: (x) => x.p.chance.hex("nginx request").slice(0, 32),
  request_length: (x) =>
    String(x.line.length + 2 + x.head.headers.entries().reduce((n, [k, v]) => n + k.length + v.length + 4, 2)),
  request_method: (x) => x.method,
  request_time: (x) => seconds(x.p.now() - x.start),
  request_uri: (x) => x.head.target,
  scheme: () => "http",
  server_addr: (x) => x.connection.local.address,
  server_name: (x) => x.server.name,
  server_port: (x) => String(x.connection.listen.port),
  server_protocol: (x) => `HTTP/${x.head.version}`,
  status: (x) => String(x.status).padStart(3, "0"),
  time_iso8601: (x) => rfc3339Nano(Math.floor(x.p.now() / 1_000_000) * 1_000_000).replace("Z", "+00:00"),
  time_local: (x) => logDate(x.p.now()),
  upstream_addr: (x) => x.upstream?.address,
  upstream_status: (x) => x.upstream?.status,
  upstream_cache_status: () => undefined,
  upstream_connect_time: (x) => (x.upstream ? "0.000" : undefined),
  upstream_header_time: (x) => (x.upstream ? seconds(x.p.now() - x.start) : undefined),
  upstream_response_time: (x) => (x.upstream ? seconds(x.p.now() - x.start) : undefined),
  upstream_response_length: (x) => (x.upstream ? String(x.bodySent) : undefined),
  uri: (x) => x.uri,
};
