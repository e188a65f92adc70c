import { isErrno } from "../std/errno.ts";
import { readAll } from "../std/stream.ts";
import { concat, decode, encode } from "../std/text.ts";
import { type Connection, DnsError } from "./network.ts";

export interface FetchRequest {
  readonly method: string;
  /** `http://localhost:3000/path`. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Uint8Array;
}

export type FetchResponse =
  | {
      readonly ok: true;
      readonly status: number;
      readonly statusText: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: Uint8Array;
    }
  | {
      readonly ok: false;
      readonly error: "ECONNREFUSED" | "ECONNRESET" | "ETIMEDOUT" | "EHOSTUNREACH" | "NXDOMAIN" | "EMPTY" | "EPROTO";
    };

type Failure = Extract<FetchResponse, { ok: false }>["error"];

/** The parts of an `http://host:port/path` address; undefined when it is none. */
export function parseUrl(url: string): { host: string; port: number; path: string } | undefined {
  const m = /^http:\/\/(\[[0-9a-fA-F:]+\]|[^/:?#]+)(?::(\d{1,5}))?([/?][^#]*)?(?:#.*)?$/.exec(url);
  if (!m?.[1]) return undefined;
  const path = m[3] ?? "/";
  return {
    host: m[1].replace(/^\[|\]$/g, ""),
    port: m[2] ? Number(m[2]) : 80,
    path: path.startsWith("?") ? `/${path}` : path,
  };
}

/** One request over a connection, which is closed afterwards: HTTP/1.1 with `Connection: close`. */
export async function request(connection: Connection, req: FetchRequest): Promise<FetchResponse> {
  const url = parseUrl(req.url);
  if (!url) return { ok: false, error: "EPROTO" };
  const headers: [string, string][] = [["Host", url.port === 80 ? url.host : `${url.host}:${url.port}`]];
  for (const [k, v] of req.headers) headers.push([k, v.replace(/[\r\n]/g, " ")]);
  if (req.body) headers.push(["Content-Length", String(req.body.length)]);
  headers.push(["Connection", "close"]);
  const head = `${req.method} ${url.path.replace(/[\r\n ]/g, "%20")} HTTP/1.1\r\n${headers.map(([k, v]) => `${k}: ${v}\r\n`).join("")}\r\n`;
  await connection.write(req.body ? concat([encode(head), req.body]) : encode(head));
  const bytes = await readAll(connection);
  connection.close();
  return bytes.length ? parseResponse(bytes, req.method) : { ok: false, error: "EMPTY" };
}

/** An HTTP/1 response, its body taken out of chunked coding. */
export function parseResponse(bytes: Uint8Array, method: string): FetchResponse {
  const end = headerEnd(bytes);
  const [status = "", ...lines] = decode(bytes.subarray(0, end)).split("\r\n");
  const m = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(status);
  if (!m) return { ok: false, error: "EPROTO" };
  const headers = lines.flatMap((l): [string, string][] => {
    const at = l.indexOf(":");
    return at > 0 ? [[l.slice(0, at), l.slice(at + 1).trim()]] : [];
  });
  const value = (name: string) => headers.find(([k]) => k.toLowerCase() === name)?.[1];
  let body = method === "HEAD" ? new Uint8Array(0) : bytes.slice(end + 4);
  if (/chunked/i.test(value("transfer-encoding") ?? "")) body = dechunk(body);
  const length = value("content-length");
  if (length !== undefined) body = body.slice(0, Number(length));
  return { ok: true, status: Number(m[1]), statusText: m[2] ?? "", headers, body };
}

/** What went wrong, as a browser would name it. */
export function failureOf(e: unknown): Failure {
  if (e instanceof DnsError) return "NXDOMAIN";
  for (const code of ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EHOSTUNREACH"] as const)
    if (isErrno(e, code)) return code;
  if (isErrno(e, "ENETUNREACH")) return "EHOSTUNREACH";
  return "ECONNRESET";
}

function headerEnd(bytes: Uint8Array): number {
  for (let i = bytes.indexOf(13); i >= 0; i = bytes.indexOf(13, i + 1)) {
    if (bytes[i + 1] === 10 && bytes[i + 2] === 13 && bytes[i + 3] === 10) return i;
  }
  return bytes.length;
}

function dechunk(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const out: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const eol = bytes.indexOf(10, at);
    const size = Number.parseInt(decode(bytes.subarray(at, eol < 0 ? bytes.length : eol)), 16);
    if (eol < 0 || !(size > 0)) break;
    out.push(bytes.subarray(eol + 1, eol + 1 + size));
    at = eol + 1 + size + 2;
  }
  return new Uint8Array(concat(out));
}
