import type { SocketAddress } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";
import { toBase64 } from "../../../std/base64.ts";
import { isErrno } from "../../../std/errno.ts";
import type { Reader } from "../../../std/stream.ts";
import { encode } from "../../../std/text.ts";
import { Headers } from "../http/headers.ts";
import { BodyCut, keepsAlive, ProtocolError, type ResponseHead } from "../http/message.ts";
import { bodyOf, readResponseHead, responseFraming } from "../http/read.ts";
import { createSource } from "../http/source.ts";
import { formatUrl, type HttpUrl, hostHeader, resolveLocation } from "../http/url.ts";
import type { CurlBody } from "./body.ts";
import { open } from "./connect.ts";
import type { Cookies } from "./cookies.ts";
import { CurlFailure } from "./failure.ts";
import type { Meter } from "./meter.ts";
import type { CurlOptions } from "./options.ts";

/** One URL's transfer. */
export interface Transfer {
  readonly p: Process;
  readonly o: CurlOptions;
  readonly version: string;
  /** curl of 2026: other wordings. */
  readonly modern: boolean;
  /** From 8.7 on it says that a request was sent, and which connection it closes. */
  readonly numbered: boolean;
  readonly meter: Meter;
  readonly began: number;
  /** A line of -v, without its `* `. */
  say(line: string): Promise<void>;
  /** A line of -v as it is; with `data` only where no terminal shows the data itself. */
  verbose(line: string, data?: boolean): Promise<void>;
  /** Takes a line of the head for -D. */
  dump(line: string): Promise<void>;
  /** The number of a local port that a failed connect used. */
  port(): number;
  /** Takes what belongs to the output. */
  put(bytes: Uint8Array): Promise<void>;
  readonly done: Done;
  readonly cookies: Cookies | undefined;
  /** Connections left open, by host and port, over all transfers of one run. */
  readonly kept: Map<string, Kept>;
  readonly opened: { count: number };
}

/** An open connection. */
export interface Kept {
  readonly fd: number;
  readonly address: string;
  readonly local: SocketAddress;
  readonly number: number;
}

/** What -w shows. */
export interface Done {
  status: number;
  received: number;
  sent: number;
  headerBytes: number;
  requestBytes: number;
  redirects: number;
  connects: number;
  url: string;
  type: string;
  location: string;
  remote: string;
  remotePort: number;
  local: string;
  localPort: number;
  httpVersion: string;
  method: string;
  lookedUp: number;
  connected: number;
  started: number;
  headers: readonly (readonly [string, string])[];
}

/** Carries a transfer out, following redirects where -L asks for it. Throws CurlFailure. */
export async function run(t: Transfer, first: HttpUrl, body: CurlBody | undefined): Promise<void> {
  let url = first;
  let sent = body;
  let method = methodFor(t, body);
  for (;;) {
    const location = await once(t, url, method, sent);
    if (location === undefined) return;
    if (t.done.redirects >= t.o.maxRedirs && t.o.maxRedirs >= 0)
      throw new CurlFailure(47, `Maximum (${t.o.maxRedirs}) redirects followed`);
    const next = resolveLocation(url, location);
    if (!next) throw new CurlFailure(3, "URL rejected: Bad hostname");
    t.done.redirects++;
    if (
      t.o.method === undefined &&
      ([301, 302].includes(t.done.status) ? method === "POST" : t.done.status === 303 && method !== "HEAD")
    ) {
      method = "GET";
      sent = undefined;
    }
    await t.say(`Issue another request to this URL: '${formatUrl(next)}'`);
    url = next;
  }
}

function methodFor(t: Transfer, body: CurlBody | undefined): string {
  if (t.o.method !== undefined) return t.o.method;
  if (t.o.flags.has("head")) return "HEAD";
  if (t.o.upload !== undefined) return "PUT";
  return body && !t.o.flags.has("get") ? "POST" : "GET";
}

/** One request. The address to go on to, when the answer sends elsewhere. */
async function once(
  t: Transfer,
  url: HttpUrl,
  method: string,
  body: CurlBody | undefined,
): Promise<string | undefined> {
  const { p, done } = t;
  done.url = formatUrl(url);
  done.method = method;
  if (url.scheme !== "http" && url.scheme !== "https")
    throw new CurlFailure(1, `Protocol "${url.scheme}" not supported`);
  const kept = (await reused(t, url)) ?? (await fresh(t, url));
  if (t.modern) await t.meter.begin();
  const { fd, local } = kept;
  Object.assign(done, { remote: kept.address, remotePort: url.port, local: local.address, localPort: local.port });
  let again = false;
  try {
    const head = requestHead(t, url, method, body);
    done.requestBytes += head.length;
    for (const line of head.split("\r\n").slice(0, -1)) await t.verbose(`> ${line}`);
    await p.write(fd, head);
    if (body) {
      await p.write(fd, body.bytes);
      done.sent += body.bytes.length;
      await t.verbose(`} [${body.bytes.length} bytes data]`, true);
      await t.say(`upload completely sent off: ${body.bytes.length} bytes`);
    } else if (t.numbered) await t.say("Request completely sent off");
    done.started = p.now() - t.began;
    const result = await receive(t, url, method, fd, kept.number);
    again = result.again;
    return result.location;
  } catch (e) {
    throw worded(e);
  } finally {
    if (again) t.kept.set(`${url.host}:${url.port}`, kept);
    else p.close(fd);
  }
}

/** A connection that an earlier transfer left open, if it still is. */
async function reused(t: Transfer, url: HttpUrl): Promise<Kept | undefined> {
  const key = `${url.host}:${url.port}`;
  const kept = t.kept.get(key);
  if (!kept || url.scheme !== "http") return undefined;
  t.kept.delete(key);
  if ((await t.p.poll([kept.fd], 0)) === undefined) {
    await t.say(
      t.modern
        ? `Reusing existing http: connection with host ${url.host}`
        : `Re-using existing http: connection with host ${url.host}`,
    );
    return kept;
  }
  t.p.close(kept.fd);
  return undefined;
}

async function fresh(t: Transfer, url: HttpUrl): Promise<Kept> {
  const { p, o, done } = t;
  const { connection, address } = o.unixSocket === undefined ? await open(t, url) : await openUnix(t, o.unixSocket);
  const { local } = connection;
  done.connected = p.now() - t.began;
  const number = t.opened.count++;
  done.connects++;
  await t.say(
    t.modern
      ? `Established connection to ${url.host} (${address} port ${url.port}) from ${local.address} port ${local.port} `
      : `Connected to ${url.host} (${address}) port ${url.port}`,
  );
  if (url.scheme === "https") {
    connection.close();
    // Nothing in here speaks TLS: a plain server answers with what is no TLS record.
    throw new CurlFailure(35, "TLS connect error: error:0A00010B:SSL routines::wrong version number");
  }
  await t.say("using HTTP/1.x");
  return { fd: p.descriptorOf(connection), address, local, number };
}

async function openUnix(t: Transfer, path: string) {
  try {
    await t.say(`  Trying ${path}:0...`);
    return { connection: await t.p.connectUnix(path), address: path };
  } catch (e) {
    if (!isErrno(e)) throw e;
    throw new CurlFailure(7, `Failed to connect to localhost port 80 after 0 ms: Could not connect to server`);
  }
}

function worded(e: unknown): unknown {
  if (e instanceof BodyCut) {
    const cut =
      e.missing === undefined
        ? "transfer closed with outstanding read data remaining"
        : `end of response with ${e.missing} bytes missing`;
    return new CurlFailure(18, cut);
  }
  if (e instanceof ProtocolError)
    return e.status === 502
      ? new CurlFailure(1, "Received HTTP/0.9 when not allowed")
      : new CurlFailure(56, "Malformed encoding found in chunked-encoding");
  if (isErrno(e, "ECONNRESET")) return new CurlFailure(56, "Recv failure: Connection reset by peer");
  if (isErrno(e, "EPIPE")) return new CurlFailure(55, "Send failure: Broken pipe");
  return e;
}

function requestHead(t: Transfer, url: HttpUrl, method: string, body: CurlBody | undefined): string {
  const { o } = t;
  const version = o.flags.has("http1.0") ? "1.0" : "1.1";
  const given = new Headers();
  const dropped = new Set<string>();
  for (const line of o.headers) {
    const m = /^([^:;]+)([:;])\s*(.*)$/s.exec(line);
    if (!m) continue;
    const [, name = "", mark, value = ""] = m;
    if (mark === ":" && value === "") dropped.add(name.toLowerCase());
    else given.append(name, value);
  }
  const lines: string[] = [];
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined && !given.has(name) && !dropped.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  };
  const host = given.get("host") ?? hostHeader(url);
  if (!dropped.has("host")) lines.push(`Host: ${host}`);
  given.delete("host");
  const user = o.user ?? (url.user === undefined ? undefined : decodeURIComponent(url.user));
  add(
    "Authorization",
    user === undefined ? undefined : `Basic ${toBase64(encode(user.includes(":") ? user : `${user}:`))}`,
  );
  add("Range", o.range === undefined ? undefined : `bytes=${o.range}`);
  add("User-Agent", o.agent ?? `curl/${t.version}`);
  add("Accept", "*/*");
  add("Accept-Encoding", o.flags.has("compressed") ? "deflate, gzip" : undefined);
  add("Referer", o.referrer);
  const own = [t.cookies?.header(url), o.cookie?.includes("=") ? o.cookie : undefined].filter((c) => c !== undefined);
  add("Cookie", own.length ? own.join("; ") : undefined);
  for (const [name, value] of given.entries()) lines.push(`${name}: ${value}`);
  if (body) {
    add("Content-Length", String(body.bytes.length));
    add("Content-Type", body.type);
  }
  const target = url.target.replace(/[^\x21-\x7e]/gu, encodeURIComponent);
  return `${method} ${target} HTTP/${version}\r\n${lines.join("\r\n")}\r\n\r\n`;
}

/** Reads the answer, its body to the output. */
async function receive(
  t: Transfer,
  url: HttpUrl,
  method: string,
  fd: number,
  number: number,
): Promise<{ readonly location: string | undefined; readonly again: boolean }> {
  const { o, done } = t;
  const source = createSource(timed(t, fd));
  let head: ResponseHead | null;
  do {
    head = await readResponseHead(source);
    if (!head) throw new CurlFailure(52, "Empty reply from server");
    await showHead(t, head);
  } while (head.status >= 100 && head.status < 200 && head.status !== 101);
  done.status = head.status;
  done.httpVersion = head.version;
  done.type = head.headers.get("content-type") ?? "";
  done.headers = head.headers.entries();
  for (const cookie of head.headers.all("set-cookie")) t.cookies?.take(url, cookie);
  const location = head.headers.get("location");
  const follow = o.flags.has("location") && location !== undefined && head.status >= 300 && head.status < 400;
  const framing = responseFraming(head, method);
  const total = framing.kind === "length" ? framing.length : 0;
  if (location !== undefined && !follow) {
    const next = resolveLocation(url, location);
    done.location = next ? formatUrl(next) : location;
  }
  const failed = head.status >= 400 && (o.flags.has("fail") || o.flags.has("fail-with-body"));
  if (failed && !o.flags.has("fail-with-body")) {
    await t.meter.end(0, 0, done.sent, 1);
    throw new CurlFailure(22, `The requested URL returned error: ${head.status}`);
  }
  const body = bodyOf(source, framing);
  let first = true;
  for (let c = await body.read(); c; c = await body.read()) {
    if (first) await t.verbose(`{ [${c.length} bytes data]`, true);
    first = false;
    if (follow) continue;
    done.received += c.length;
    await t.put(c);
  }
  if (follow) await t.say("Ignoring the response-body");
  await t.meter.end(done.received, total, done.sent, t.p.now() - t.began);
  await t.meter.newline();
  await t.say(`Connection #${number} to host ${url.host}${t.modern ? `:${url.port}` : ""} left intact`);
  if (failed) throw new CurlFailure(22, `The requested URL returned error: ${head.status}`);
  const again = keepsAlive(head) && framing.kind !== "close" && head.status !== 101;
  return { location: follow ? location : undefined, again };
}

async function showHead(t: Transfer, head: ResponseHead): Promise<void> {
  const lines = [
    `HTTP/${head.version} ${head.status} ${head.reason}`,
    ...head.headers.entries().map(([name, value]) => `${name}: ${value}`),
    "",
  ];
  t.done.headerBytes += lines.reduce((n, l) => n + l.length + 2, 0);
  for (const line of lines) {
    await t.verbose(`< ${line}`);
    if (t.o.flags.has("include") || t.o.flags.has("head")) await t.put(encode(`${line}\r\n`));
    await t.dump(`${line}\r\n`);
  }
}

/** Reads from the connection, at most until --max-time. */
function timed(t: Transfer, fd: number): Reader {
  const { p, o } = t;
  return {
    async read() {
      if (o.maxTime !== undefined) {
        const left = t.began + o.maxTime * 1_000_000 - p.now();
        if (left <= 0 || (await p.poll([fd], left)) === undefined) {
          const ms = Math.floor((p.now() - t.began) / 1000);
          throw new CurlFailure(
            28,
            `Operation timed out after ${ms} milliseconds with ${t.done.received} bytes received`,
          );
        }
      }
      return await p.read(fd);
    },
  };
}
