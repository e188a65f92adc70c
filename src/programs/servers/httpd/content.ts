import { parseHttpDate } from "../../../std/http-date.ts";
import { concat, encode } from "../../../std/text.ts";
import { SECOND } from "../../../std/time.ts";
import { type Answer, type Ask, lastOf } from "./ask.ts";
import { page } from "./pages.ts";
import { headersOfType } from "./types.ts";

/** A file as an answer: whole, in parts, or not at all because the client has it. */
export async function content(a: Ask, file: string): Promise<Answer> {
  const { mtime } = a.p.files.stat(file);
  const data = a.p.files.readFile(file);
  const etag = tagOf(a, data.length, mtime);
  const modified = new Date(Math.floor(mtime / SECOND) * 1000).toUTCString();
  const tags: [string, string][] = [
    ["Last-Modified", modified],
    ...(etag === undefined ? [] : [["ETag", etag] as [string, string]]),
  ];
  const base: [string, string][] = [...tags, ["Accept-Ranges", "bytes"]];
  const { type, more } = headersOfType(a, file);
  const tail: [string, string][] = [
    ...(type === undefined ? [] : [["Content-Type", type] as [string, string]]),
    ...more,
  ];
  const failed = precondition(a, etag, Math.floor(mtime / SECOND) * SECOND);
  if (failed === 304) return { status: 304, headers: base, body: new Uint8Array(0), file };
  if (failed !== undefined)
    return {
      ...(await page(a, failed)),
      headers: [...base, ["Content-Length", "0"], ...tail],
      body: new Uint8Array(0),
      file,
    };
  const ranges = a.head.method === "GET" ? rangesOf(a, data.length, etag, modified) : undefined;
  if (ranges === "none") {
    const made = await page(a, 416);
    const headers = made.headers.map(([n, v]): [string, string] =>
      n === "Content-Length" ? ["Transfer-Encoding", "chunked"] : [n, v],
    );
    return { ...made, headers };
  }
  if (!ranges)
    return { status: 200, headers: [...base, ["Content-Length", String(data.length)], ...tail], body: data, file };
  const [only] = ranges;
  if (ranges.length === 1 && only) {
    const body = data.subarray(only.from, only.to + 1);
    const own: [string, string][] = [
      ["Content-Length", String(body.length)],
      ["Content-Range", `bytes ${only.from}-${only.to}/${data.length}`],
    ];
    return { status: 206, headers: [...base, ...own, ...tail], body, file };
  }
  const mark = a.p.chance.hex("httpd boundary").slice(0, 16);
  const parts = ranges.flatMap((r) => [
    encode(
      `\r\n--${mark}\r\n${type === undefined ? "" : `Content-type: ${type}\r\n`}Content-range: bytes ${r.from}-${r.to}/${data.length}\r\n\r\n`,
    ),
    data.subarray(r.from, r.to + 1),
  ]);
  const body = concat([...parts, encode(`\r\n--${mark}--\r\n`)]);
  return {
    status: 206,
    headers: [
      ...base,
      ["Content-Length", String(body.length)],
      ["Content-Type", `multipart/byteranges; boundary=${mark}`],
    ],
    body,
    file,
  };
}

/** `"SIZE-MTIME"`, in hexadecimal, as FileETag has it. */
function tagOf(a: Ask, size: number, mtime: number): string | undefined {
  const words = lastOf(a, "fileetag")?.args ?? ["MTime", "Size"];
  if (words.some((w) => /^none$/i.test(w))) return undefined;
  const has = (word: string) => words.some((w) => new RegExp(`^\\+?(${word}|all)$`, "i").test(w));
  const parts = [...(has("size") ? [size.toString(16)] : []), ...(has("mtime") ? [mtime.toString(16)] : [])];
  return `"${parts.join("-")}"`;
}

/** 304 or 412 where the client's conditions ask for it. */
function precondition(a: Ask, etag: string | undefined, mtime: number): number | undefined {
  const { headers, method } = a.head;
  const listed = (name: string) => (headers.get(name) ?? "").split(/,\s*/).map((t) => t.replace(/^W\//, ""));
  const hits = (name: string) => listed(name).some((t) => t === "*" || t === etag);
  if (headers.has("if-match") && !hits("if-match")) return 412;
  const unmodified = parseHttpDate(headers.get("if-unmodified-since") ?? "");
  if (!headers.has("if-match") && unmodified !== undefined && mtime > unmodified) return 412;
  if (headers.has("if-none-match"))
    return hits("if-none-match") ? (method === "GET" || method === "HEAD" ? 304 : 412) : undefined;
  const since = parseHttpDate(headers.get("if-modified-since") ?? "");
  // A time that is still to come is none.
  if (since !== undefined && since <= a.p.now() && mtime <= since) return 304;
  return undefined;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function rangesOf(
  a: Ask,
  size: number,
  etag: string | undefined,
  modified: string,
): readonly Range[] | "none" | undefined {
  const given = /^bytes=(.*)$/.exec(a.head.headers.get("range") ?? "")?.[1];
  if (given === undefined) return undefined;
  const condition = a.head.headers.get("if-range");
  if (condition !== undefined && condition !== etag && condition !== modified) return undefined;
  const out: Range[] = [];
  for (const part of given.split(",")) {
    const m = /^\s*(\d*)-(\d*)\s*$/.exec(part);
    if (!m || (m[1] === "" && m[2] === "")) return undefined;
    const from = m[1] === "" ? Math.max(0, size - Number(m[2])) : Number(m[1]);
    const to = m[1] === "" || m[2] === "" ? size - 1 : Math.min(size - 1, Number(m[2]));
    if (m[1] !== "" && m[2] !== "" && Number(m[2]) < Number(m[1])) return undefined;
    if (from < size && from <= to) out.push({ from, to });
  }
  return out.length ? out : "none";
}
