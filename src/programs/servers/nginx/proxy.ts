import type { Connection } from "../../../kernel/network.ts";
import { isErrno } from "../../../std/errno.ts";
import { type Reader, readAll } from "../../../std/stream.ts";
import { Headers } from "../../net/http/headers.ts";
import { ProtocolError, type ResponseHead } from "../../net/http/message.ts";
import { bodyOf, readResponseHead, responseFraming } from "../../net/http/read.ts";
import { createSource, type Source } from "../../net/http/source.ts";
import { requestBytes } from "../../net/http/write.ts";
import { errnoText } from "./errno.ts";
import { type Answer, complain, type Exchange } from "./exchange.ts";
import type { Outcome } from "./outcome.ts";
import { flag, setting, settings } from "./parse.ts";
import { parseTime } from "./pattern.ts";
import { type ProxyTarget, targetOf } from "./target.ts";
import { expand } from "./variables.ts";

/** Heads of one hop: they are not handed on. */
const HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "expect"];

/** `proxy_pass`: asks another server and hands its answer on. */
export async function serveProxy(x: Exchange, pass: string): Promise<Outcome> {
  const found = await targetOf(x, pass);
  if ("status" in found) return found;
  const { target } = found;
  x.variables.set("proxy_host", target.host);
  x.variables.set("proxy_port", String(target.port));
  const body = await readAll(x.body);
  const peers = target.upstream.order(x.p.now(), x.connection.remote.address);
  const next = setting(x.block, "proxy_next_upstream") ?? ["error", "timeout"];
  let last = 502;
  const tried: string[] = [];
  const statuses: string[] = [];
  const say = (status: number) => {
    statuses[tried.length - 1] = String(status);
    x.upstream = { address: tried.join(", "), status: statuses.join(", ") };
  };
  for (const [i, choice] of peers.entries()) {
    const { peer, address } = choice;
    const shown = `${address.includes(":") ? `[${address}]` : address}:${peer.port}`;
    tried.push(shown);
    const url = `http://${shown}${target.uri}`;
    say(502);
    target.upstream.began(choice);
    const result = await ask(x, target, address, peer.port, body, url);
    if (typeof result !== "number") {
      say(result.head.status);
      const again = next.includes(`http_${result.head.status}`) && i < peers.length - 1 && repeatable(x, next);
      if (!again) return answerOf(x, target, result, () => target.upstream.ended(choice));
      result.connection.close();
    } else {
      last = result;
      say(last);
    }
    target.upstream.ended(choice);
    const while_ = typeof result === "number" ? "connecting to" : "reading response header from";
    if (target.upstream.failed(choice, x.p.now()))
      await complain(x, "warn", `upstream server temporarily disabled while ${while_} upstream`, url);
    if (next.includes("off") || (last === 504 && !next.includes("timeout"))) break;
  }
  if (peers.length === 0) {
    await complain(x, "error", "no live upstreams while connecting to upstream", `http://${target.name}${target.uri}`);
    x.upstream = { address: target.name, status: "502" };
  }
  return { status: last };
}

/** What has changed something may not be asked twice. */
const repeatable = (x: Exchange, next: readonly string[]) =>
  next.includes("non_idempotent") || !["POST", "LOCK", "PATCH"].includes(x.method);

interface Asked {
  readonly head: ResponseHead;
  readonly source: Source;
  readonly connection: Connection;
}

const timeOf = (x: Exchange, name: string) => parseTime(setting(x.block, name)?.[0] ?? "60s") ?? 60_000_000;

/** One server's answer, or the status for what went wrong. */
async function ask(
  x: Exchange,
  target: ProxyTarget,
  address: string,
  port: number,
  body: Uint8Array,
  url: string,
): Promise<Asked | number> {
  let connection: Connection;
  try {
    connection = await x.p.connect(address, port, { timeout: timeOf(x, "proxy_connect_timeout") });
  } catch (e) {
    if (!isErrno(e)) throw e;
    const late = e.code === "ETIMEDOUT";
    await complain(
      x,
      "error",
      late
        ? "upstream timed out (110: Connection timed out) while connecting to upstream"
        : `connect() failed (${errnoText(e.code)}) while connecting to upstream`,
      url,
    );
    return late ? 504 : 502;
  }
  const source = createSource(connection);
  try {
    await connection.write(requestBytes(requestTo(x, target, body.length)));
    if (body.length) await connection.write(body);
    const head = await withTimeout(x, () => readResponseHead(source), timeOf(x, "proxy_read_timeout"));
    if (head === "late") {
      await complain(
        x,
        "error",
        "upstream timed out (110: Connection timed out) while reading response header from upstream",
        url,
      );
      connection.close();
      return 504;
    }
    if (head) return { head, source, connection };
    await complain(
      x,
      "error",
      "upstream prematurely closed connection while reading response header from upstream",
      url,
    );
  } catch (e) {
    if (e instanceof ProtocolError)
      await complain(
        x,
        "error",
        "upstream sent no valid HTTP/1.0 header while reading response header from upstream",
        url,
      );
    else if (isErrno(e))
      await complain(
        x,
        "error",
        `recv() failed (${errnoText(e.code)}) while reading response header from upstream`,
        url,
      );
    else throw e;
  }
  connection.close();
  return 502;
}

async function withTimeout<T>(x: Exchange, run: () => Promise<T>, span: number): Promise<T | "late"> {
  let late = false;
  const work = x.p.thread(run);
  const timer = x.p.thread(async () => {
    await x.p.sleep(span);
    late = true;
    work.cancel();
  });
  try {
    return await work.join();
  } catch (e) {
    if (late) return "late";
    throw e;
  } finally {
    timer.cancel();
  }
}

function requestTo(x: Exchange, target: ProxyTarget, length: number) {
  const version = setting(x.block, "proxy_http_version")?.[0] ?? "1.0";
  const set = settings(x.block, "proxy_set_header").map((d) => [d.args[0] ?? "", expand(x, d.args[1] ?? "")] as const);
  const own = new Set(set.map(([n]) => n.toLowerCase()));
  const headers = new Headers();
  if (!own.has("host")) headers.append("Host", target.host);
  if (!own.has("connection")) headers.append("Connection", "close");
  for (const [name, value] of set) if (value !== "") headers.append(name, value);
  if (length > 0 || x.head.headers.has("content-length")) headers.append("Content-Length", String(length));
  for (const [name, value] of x.head.headers.entries()) {
    const lower = name.toLowerCase();
    if (lower === "host" || lower === "content-length" || HOP.includes(lower) || own.has(lower)) continue;
    headers.append(name, value);
  }
  return { method: x.method, target: target.uri, version, headers };
}

function answerOf(x: Exchange, target: ProxyTarget, { head, source, connection }: Asked, ended: () => void): Outcome {
  const intercepted = flag(x.block, "proxy_intercept_errors", false) && head.status >= 300;
  if (intercepted && settings(x.block, "error_page").some((d) => d.args.includes(String(head.status)))) {
    connection.close();
    ended();
    return { status: head.status };
  }
  const hidden = [
    "date",
    "server",
    "x-pad",
    ...settings(x.block, "proxy_hide_header").map((d) => (d.args[0] ?? "").toLowerCase()),
  ];
  const headers = new Headers();
  let type: string | undefined;
  let location: string | undefined;
  for (const [name, value] of head.headers.entries()) {
    const lower = name.toLowerCase();
    if (lower === "content-type") type = value;
    else if (lower === "location") location = redirected(x, target, value);
    else if (lower === "content-length" || hidden.includes(lower) || lower.startsWith("x-accel-")) continue;
    else if (!HOP.includes(lower) || (head.status === 101 && lower === "upgrade")) headers.append(name, value);
  }
  const framing = responseFraming(head, x.method);
  const length = framing.kind === "length" ? framing.length : framing.kind === "none" ? announced(head) : undefined;
  const base: Answer = { status: head.status, type, length, location, headers, reason: head.reason };
  if (head.status === 101) return { answer: { ...base, tunnel: () => relay(x, source, connection).finally(ended) } };
  return { answer: { ...base, body: closing(bodyOf(source, framing), connection, ended) } };
}

function announced(head: ResponseHead): number | undefined {
  const text = head.headers.get("content-length");
  return text === undefined ? (head.status === 204 || head.status === 304 ? undefined : 0) : Number(text);
}

/** Closes the connection to the upstream when its body has been read. */
function closing(body: Reader, connection: Connection, ended: () => void): Reader {
  let open = true;
  return {
    async read() {
      const chunk = await body.read();
      if (!chunk && open) {
        open = false;
        connection.close();
        ended();
      }
      return chunk;
    },
  };
}

/** Location headers that name the upstream are turned round to this server (`proxy_redirect default`). */
function redirected(x: Exchange, target: ProxyTarget, location: string): string {
  const rules = settings(x.block, "proxy_redirect").map((d) => d.args);
  if (rules.some((r) => r[0] === "off")) return location;
  for (const [from = "", to = ""] of rules)
    if (from !== "default" && location.startsWith(expand(x, from)))
      return expand(x, to) + location.slice(expand(x, from).length);
  if (rules.length && !rules.some((r) => r[0] === "default")) return location;
  // Without a path in proxy_pass all of the upstream is all of this server.
  const to = target.prefix === undefined ? "/" : (x.location?.text ?? "/");
  const base = `http://${target.host}${target.prefix ?? "/"}`;
  return location.startsWith(base) ? `${to}${location.slice(base.length)}` : location;
}

/** After 101: bytes both ways until one side ends. */
async function relay(x: Exchange, source: Source, upstream: Connection): Promise<void> {
  x.tunnelling = true;
  const there = x.p.thread(async () => {
    try {
      for (let c = await x.body.read(); c; c = await x.body.read()) await upstream.write(c);
      upstream.shutdown();
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
  });
  try {
    for (let c = await source.read(); c; c = await source.read()) {
      x.bodySent += c.length;
      await x.send(c);
    }
  } finally {
    there.cancel();
    upstream.close();
  }
}
