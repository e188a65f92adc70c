import type { Reader } from "../../../std/stream.ts";
import { Headers } from "./headers.ts";
import { BodyCut, ProtocolError, type RequestHead, type ResponseHead } from "./message.ts";
import { LineTooLong, type Source } from "./source.ts";

/** Bytes of a request line, of one header line; what nginx and Apache take by default is 8 KiB. */
const MAX_LINE = 8192;
const MAX_FIELDS = 100;

/** The next request on a connection; null when the client has closed it. Throws ProtocolError. */
export async function readRequestHead(source: Source): Promise<RequestHead | null> {
  let first = await lineOf(source, 414);
  // Empty lines in front of a request are skipped.
  while (first === "") first = await lineOf(source, 414);
  if (first === null) return null;
  const m = /^(\S+) (\S+)(?: HTTP\/(\d+\.\d+))?$/.exec(first);
  if (!m || !/^[A-Z_-]+$/i.test(m[1] ?? "")) throw new ProtocolError(400, "invalid request line", first);
  const [, method = "", target = "", version = "0.9"] = m;
  if (version === "0.9") return { method, target, version, headers: new Headers() };
  if (!version.startsWith("1.")) throw new ProtocolError(505, "invalid version", first);
  const headers = await readHeaders(source, first);
  return { method, target, version: version === "1.0" ? "1.0" : "1.1", headers };
}

/** The answer on a connection; null when the server has closed it without one. Throws ProtocolError. */
export async function readResponseHead(source: Source): Promise<ResponseHead | null> {
  const first = await lineOf(source, 502);
  if (first === null) return null;
  const m = /^HTTP\/(\d+\.\d+) (\d{3})(?: (.*))?$/.exec(first);
  if (!m) throw new ProtocolError(502, "no HTTP answer", first);
  const headers = await readHeaders(source, first);
  return { version: m[1] ?? "", status: Number(m[2]), reason: m[3] ?? "", headers };
}

async function readHeaders(source: Source, first: string): Promise<Headers> {
  const headers = new Headers();
  for (let count = 0; ; count++) {
    const line = await lineOf(source, 400);
    if (line === null) throw new ProtocolError(400, "the head was cut off", first);
    if (line === "") return headers;
    if (count >= MAX_FIELDS) throw new ProtocolError(400, "too many header lines", first);
    const m = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line);
    if (!m) throw new ProtocolError(400, "invalid header line", line);
    headers.append(m[1] ?? "", m[2] ?? "");
  }
}

async function lineOf(source: Source, status: number): Promise<string | null> {
  try {
    return await source.line(MAX_LINE);
  } catch (e) {
    if (e instanceof LineTooLong) throw new ProtocolError(status, "line too long");
    throw e;
  }
}

/** How a message's end is found: no body, a length, chunks, or the connection's end (answers only). */
export type Framing =
  | { readonly kind: "none" | "chunked" | "close" }
  | { readonly kind: "length"; readonly length: number };

export function requestFraming(head: RequestHead): Framing {
  if (head.headers.includes("transfer-encoding", "chunked")) return { kind: "chunked" };
  const length = lengthOf(head.headers);
  return length ? { kind: "length", length } : { kind: "none" };
}

/** The body of the answer to `method`. HEAD, 1xx, 204 and 304 have none. */
export function responseFraming(head: ResponseHead, method: string): Framing {
  if (method === "HEAD" || head.status < 200 || head.status === 204 || head.status === 304) return { kind: "none" };
  if (head.headers.includes("transfer-encoding", "chunked")) return { kind: "chunked" };
  const length = lengthOf(head.headers);
  if (length === undefined) return { kind: "close" };
  return length ? { kind: "length", length } : { kind: "none" };
}

function lengthOf(headers: Headers): number | undefined {
  const text = headers.get("content-length");
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new ProtocolError(400, "invalid Content-Length", text);
  return Number(text);
}

/** A message's body as a stream; it must be read to its end before the next message. Throws BodyCut, ProtocolError. */
export function bodyOf(source: Source, framing: Framing): Reader {
  switch (framing.kind) {
    case "none":
      return { read: async () => null };
    case "close":
      return source;
    case "length":
      return counted(source, framing.length);
    case "chunked":
      return chunked(source);
  }
}

function counted(source: Source, length: number): Reader {
  let left = length;
  return {
    async read() {
      if (left === 0) return null;
      const part = await source.some(Math.min(left, 65_536));
      if (!part) throw new BodyCut(left);
      left -= part.length;
      return part;
    },
  };
}

function chunked(source: Source): Reader {
  let left = 0;
  let started = false;
  let ended = false;
  return {
    async read() {
      if (ended) return null;
      if (left === 0) {
        if (started) await source.line();
        started = true;
        const line = await source.line();
        if (line === null) throw new BodyCut(undefined);
        const size = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/.exec(line)?.[1];
        if (size === undefined) throw new ProtocolError(400, "invalid chunk size", line);
        left = Number.parseInt(size, 16);
        if (left === 0) {
          ended = true;
          // Trailers are read and dropped.
          for (let l = await source.line(); l; l = await source.line());
          return null;
        }
      }
      const part = await source.some(left);
      if (!part) throw new BodyCut(undefined);
      left -= part.length;
      return part;
    },
  };
}
