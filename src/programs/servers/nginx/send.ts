import { httpDate } from "../../../std/http-date.ts";
import { type Reader, readAll, readerOf } from "../../../std/stream.ts";
import { concat, decode, encode } from "../../../std/text.ts";
import { DAY, SECOND } from "../../../std/time.ts";
import { Headers } from "../../net/http/headers.ts";
import { responseBytes } from "../../net/http/write.ts";
import { compressed } from "./compress.ts";
import { type Answer, type Exchange, serverToken } from "./exchange.ts";
import { statusText } from "./pages.ts";
import { setting, settings } from "./parse.ts";
import { parseSize, parseTime } from "./pattern.ts";
import { absolute } from "./static.ts";
import { isText } from "./types.ts";
import { expand } from "./variables.ts";

/** Statuses whose answers get the fields of `add_header` without `always`, and of `expires`. */
const GOOD = [200, 201, 204, 206, 301, 302, 303, 304, 307, 308];

/** nginx's own status for a connection that is closed without a word. */
const NO_ANSWER = 444;

/** Sends an answer. True: the connection may be used again. */
export async function send(x: Exchange, answer: Answer, keep: boolean): Promise<boolean> {
  if (answer.status === NO_ANSWER) {
    x.status = NO_ANSWER;
    return false;
  }
  const body = await compressed(x, answer, await substituted(x, answer));
  const { status } = answer;
  const bodiless = x.method === "HEAD" || status === 204 || status === 304 || answer.tunnel !== undefined;
  const chunked = answer.length === undefined && !bodiless && x.head.version === "1.1";
  const alive = keep && !x.closes && (bodiless || answer.length !== undefined || chunked);
  const headers = headOf(x, answer, chunked, alive);
  x.status = status;
  x.sentHeaders = headers;
  const reason = answer.reason !== undefined && answer.reason !== "" ? answer.reason : statusText(status);
  const head =
    x.head.version === "0.9" ? new Uint8Array(0) : responseBytes({ version: "1.1", status, reason, headers });
  x.bytesSent += head.length;
  if (answer.tunnel) {
    await x.send(head);
    await answer.tunnel();
    return false;
  }
  const rate = parseSize(expand(x, setting(x.block, "limit_rate")?.[0] ?? "0")) ?? 0;
  const free = parseSize(expand(x, setting(x.block, "limit_rate_after")?.[0] ?? "0")) ?? 0;
  let first: Uint8Array | undefined = head;
  const put = async (bytes: Uint8Array) => {
    x.bodySent += bytes.length;
    const all: Uint8Array = first ? concat([first, bytes]) : bytes;
    first = undefined;
    if (all.length) await x.send(all);
    if (rate > 0 && x.bodySent > free)
      await x.p.sleep(Math.floor((Math.min(bytes.length, x.bodySent - free) / rate) * SECOND));
  };
  if (bodiless) {
    await put(new Uint8Array(0));
    return alive;
  }
  const reader: Reader = body instanceof Uint8Array ? readerOf(body) : (body ?? readerOf(new Uint8Array(0)));
  for (let piece = await reader.read(); piece; piece = await reader.read()) {
    await put(chunked ? concat([encode(`${piece.length.toString(16)}\r\n`), piece, encode("\r\n")]) : piece);
  }
  await put(chunked ? encode("0\r\n\r\n") : new Uint8Array(0));
  x.bytesSent += x.bodySent;
  return alive;
}

/** The head in nginx's order. */
function headOf(x: Exchange, answer: Answer, chunked: boolean, alive: boolean): Headers {
  const { status } = answer;
  const headers = new Headers([
    ["Server", serverToken(x)],
    ["Date", httpDate(x.p.now())],
  ]);
  if (answer.type !== undefined && status !== 304 && status !== 204)
    headers.append("Content-Type", withCharset(x, answer.type));
  if (answer.length !== undefined && status !== 304 && status !== 204)
    headers.append("Content-Length", String(answer.length));
  if (answer.lastModified !== undefined && (status === 200 || status === 206 || status === 304))
    headers.append("Last-Modified", httpDate(answer.lastModified));
  // A place on this very server is made whole and stands here; one elsewhere goes with the other fields.
  const location = answer.location === undefined ? undefined : absolute(x, answer.location);
  const own = location !== answer.location;
  if (location !== undefined && own) headers.append("Location", location);
  if (chunked) headers.append("Transfer-Encoding", "chunked");
  headers.append("Connection", status === 101 ? "upgrade" : alive ? "keep-alive" : "close");
  if (location !== undefined && !own) headers.append("Location", location);
  // What part of the whole it is, is said last.
  const isRange = (name: string) => name.toLowerCase() === "content-range";
  for (const [name, value] of answer.headers.entries()) if (!isRange(name)) headers.append(name, value);
  if (GOOD.includes(status)) expires(x, headers);
  for (const d of settings(x.block, "add_header")) {
    const [name = "", text = "", always] = d.args;
    const value = expand(x, text);
    if (value !== "" && (always === "always" || GOOD.includes(status))) headers.append(name, value);
  }
  for (const [name, value] of answer.headers.entries()) if (isRange(name)) headers.append(name, value);
  if (answer.ranges && status === 200) headers.append("Accept-Ranges", "bytes");
  return headers;
}

function withCharset(x: Exchange, type: string): string {
  const charset = setting(x.block, "charset")?.[0];
  return charset && charset !== "off" && isText(type) && !/charset=/i.test(type) ? `${type}; charset=${charset}` : type;
}

function expires(x: Exchange, headers: Headers): void {
  const args = setting(x.block, "expires");
  const text = args?.[0] === "modified" ? args[1] : args?.[0];
  if (text === undefined || text === "off") return;
  const put = (date: string, control: string) => {
    headers.append("Expires", date);
    headers.append("Cache-Control", control);
  };
  if (text === "epoch") return put("Thu, 01 Jan 1970 00:00:01 GMT", "no-cache");
  if (text === "max") return put("Thu, 31 Dec 2037 23:55:55 GMT", "max-age=315360000");
  const span = parseTime(text.replace(/^[-+]/, "")) ?? DAY;
  const signed = text.startsWith("-") ? -span : span;
  put(httpDate(x.p.now() + signed), signed < 0 ? "no-cache" : `max-age=${signed / SECOND}`);
}

/** `sub_filter` in pages. */
async function substituted(x: Exchange, answer: Answer): Promise<Answer["body"]> {
  const rules = settings(x.block, "sub_filter");
  if (rules.length === 0 || !answer.body || !/^text\/html/.test(answer.type ?? "")) return answer.body;
  const bytes = answer.body instanceof Uint8Array ? answer.body : await readAll(answer.body);
  const once = setting(x.block, "sub_filter_once")?.[0] !== "off";
  let text = decode(bytes);
  for (const d of rules) {
    const [from = "", to = ""] = d.args.map((a) => expand(x, a));
    text = once ? text.replace(from, () => to) : text.replaceAll(from, () => to);
  }
  answer.length = undefined;
  answer.lastModified = undefined;
  answer.headers.delete("ETag");
  answer.ranges = false;
  return encode(text);
}
