import { isErrno } from "../../../std/errno.ts";
import { parseHttpDate } from "../../../std/http-date.ts";
import { SECOND } from "../../../std/time.ts";
import { Headers } from "../../net/http/headers.ts";
import { listing } from "./autoindex.ts";
import { errnoText } from "./errno.ts";
import { complain, type Exchange } from "./exchange.ts";
import type { Outcome } from "./outcome.ts";
import { flag, setting } from "./parse.ts";
import { filePath } from "./paths.ts";
import { typeOf } from "./types.ts";
import { expand } from "./variables.ts";

/** Answers with a file, a folder's index or its listing. */
export async function serveStatic(x: Exchange): Promise<Outcome> {
  if (!["GET", "HEAD", "POST"].includes(x.method)) return { status: 405 };
  return x.uri.endsWith("/") ? await serveFolder(x) : await serveFile(x);
}

async function serveFile(x: Exchange): Promise<Outcome> {
  const path = filePath(x);
  try {
    const stat = x.p.files.stat(path);
    if (stat.kind === "directory") return redirectToFolder(x);
    if (stat.kind !== "file") return { status: 404 };
    if (x.method === "POST") return { status: 405 };
    return fileOutcome(x, x.p.files.readFile(path), path, stat.mtime);
  } catch (e) {
    if (!isErrno(e)) throw e;
    const missing = ["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(e.code);
    if (!missing || flag(x.block, "log_not_found", true))
      await complain(
        x,
        missing || e.code === "EACCES" ? "error" : "crit",
        `open() "${path}" failed (${errnoText(e.code)})`,
      );
    return { status: missing ? 404 : e.code === "EACCES" ? 403 : 500 };
  }
}

/** `/d` where /d is a folder: the client is sent to `/d/`. */
function redirectToFolder(x: Exchange): Outcome {
  return {
    status: 301,
    location: `${x.uri.replace(/[^\w./~!$&'()*+,;=:@-]/g, encodeURIComponent)}/${x.args ? `?${x.args}` : ""}`,
  };
}

/** A Location header for a path, as `absolute_redirect` and `port_in_redirect` have it. */
export function absolute(x: Exchange, location: string): string {
  if (!location.startsWith("/") || !flag(x.block, "absolute_redirect", true)) return location;
  const { port } = x.connection.listen;
  const shown = port !== 80 && flag(x.block, "port_in_redirect", true) ? `:${port}` : "";
  return `http://${x.host || x.server.name || x.connection.local.address}${shown}${location}`;
}

async function serveFolder(x: Exchange): Promise<Outcome> {
  const folder = filePath(x);
  for (const text of setting(x.block, "index") ?? ["index.html"]) {
    const name = expand(x, text);
    if (name.startsWith("/")) return { redirect: name };
    const path = `${folder}${name}`;
    try {
      x.p.files.stat(path);
      if (x.p.files.access(path, "r")) return { redirect: `${x.uri}${name}` };
      await complain(x, "error", `"${path}" is forbidden (13: Permission denied)`);
      return { status: 403 };
    } catch (e) {
      if (!isErrno(e)) throw e;
      if (e.code === "EACCES") {
        await complain(x, "error", `"${path}" is forbidden (${errnoText(e.code)})`);
        return { status: 403 };
      }
      if (x.p.files.exists(folder)) continue;
      await complain(x, "error", `"${path}" is not found (${errnoText("ENOENT")})`);
      return { status: 404 };
    }
  }
  if (x.method === "POST") return { status: 405 };
  if (flag(x.block, "autoindex", false) && x.p.files.exists(folder)) {
    const body = listing(x, folder);
    return { answer: { status: 200, type: "text/html", headers: new Headers(), body } };
  }
  await complain(x, "error", `directory index of "${folder}" is forbidden`);
  return { status: 403 };
}

function fileOutcome(x: Exchange, data: Uint8Array, path: string, mtime: number): Outcome {
  const seconds = Math.floor(mtime / SECOND);
  const etag = `"${seconds.toString(16)}-${data.length.toString(16)}"`;
  const { headers } = x.head;
  const base = { type: typeOf(x.block, path), lastModified: mtime };
  if (notModified(headers, etag, seconds))
    return { answer: { status: 304, lastModified: mtime, headers: new Headers([["ETag", etag]]) } };
  const range = x.errorStatus === undefined ? rangeOf(headers, data.length, etag, mtime) : undefined;
  if (range === "unsatisfiable") return { status: 416, extra: [["Content-Range", `bytes */${data.length}`]] };
  const [from, to] = range ?? [0, data.length - 1];
  const second = range ? [["Content-Range", `bytes ${from}-${to}/${data.length}`] as const] : [];
  const body = range ? data.subarray(from, to + 1) : data;
  return {
    answer: {
      ...base,
      status: range ? 206 : 200,
      length: body.length,
      headers: new Headers([["ETag", etag], ...second]),
      ranges: !range,
      body,
    },
  };
}

function notModified(headers: Headers, etag: string, seconds: number): boolean {
  const match = headers.get("if-none-match");
  if (match !== undefined)
    return match.trim() === "*" || match.split(",").some((t) => t.trim().replace(/^W\//, "") === etag);
  const since = parseHttpDate(headers.get("if-modified-since") ?? "");
  return since !== undefined && since / SECOND === seconds;
}

/** First and last byte asked for; a list of several ranges is answered with the whole. */
function rangeOf(
  headers: Headers,
  size: number,
  etag: string,
  mtime: number,
): readonly [number, number] | "unsatisfiable" | undefined {
  const text = headers.get("range");
  const condition = headers.get("if-range");
  if (condition !== undefined && condition !== etag && parseHttpDate(condition) !== Math.floor(mtime / SECOND) * SECOND)
    return undefined;
  const m = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(text ?? "");
  if (text === undefined) return undefined;
  if (!m || (m[1] === "" && m[2] === "")) return text.includes(",") ? undefined : "unsatisfiable";
  if (m[1] === "") {
    const from = Math.max(0, size - Number(m[2]));
    return Number(m[2]) === 0 ? "unsatisfiable" : [from, size - 1];
  }
  const from = Number(m[1]);
  const to = m[2] === "" ? size - 1 : Math.min(size - 1, Number(m[2]));
  return from >= size || to < from ? "unsatisfiable" : [from, to];
}
