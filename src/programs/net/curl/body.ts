import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { readAll } from "../../../std/stream.ts";
import { concat, decode, encode } from "../../../std/text.ts";
import { openInput } from "../../lib/input.ts";
import { CurlFailure } from "./failure.ts";
import { type CurlOptions, CurlUsage } from "./options.ts";

/** What is sent behind the head. */
export interface CurlBody {
  readonly bytes: Uint8Array;
  readonly type: string | undefined;
}

/** The body that -d, -F or -T make; undefined without one. Throws CurlUsage, CurlFailure. */
export async function bodyFor(p: Process, o: CurlOptions): Promise<CurlBody | undefined> {
  if (o.upload !== undefined) {
    const bytes = await contents(p, o.upload);
    if (bytes) return { bytes, type: undefined };
    await p.write(2, `curl: cannot open '${o.upload}'\n`);
    throw new CurlFailure(26, "Failed to open/read local data from file/application");
  }
  if (o.forms.length) return await form(p, o);
  if (o.data.length) return { bytes: await dataOf(p, o), type: "application/x-www-form-urlencoded" };
  return undefined;
}

/** All -d texts, joined by `&`. `@FILE` is read; but for --data-binary its line ends are dropped. */
export async function dataOf(p: Process, o: CurlOptions): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const { text, how } of o.data) {
    const part = how === "urlencode" ? encode(await urlencoded(p, text)) : await plain(p, text, how);
    parts.push(parts.length ? concat([encode("&"), part]) : part);
  }
  return concat(parts);
}

async function plain(p: Process, text: string, how: string): Promise<Uint8Array> {
  if (!text.startsWith("@") || how === "raw") return encode(text);
  const bytes = await dataFile(p, text.slice(1), how === "binary" ? "--data-binary" : "-d");
  return how === "binary" ? bytes : bytes.filter((b) => b !== 10 && b !== 13 && b !== 0);
}

async function dataFile(p: Process, path: string, option: string): Promise<Uint8Array> {
  const bytes = await contents(p, path);
  if (bytes) return bytes;
  await p.write(2, `curl: Failed to open ${path}\n`);
  throw new CurlUsage(`option ${option}: error encountered when reading a file`, 26);
}

/** `name=text`, `text`, `=text`, `name@file`, `@file`. */
async function urlencoded(p: Process, text: string): Promise<string> {
  const m = /^([^=@]*)([=@])(.*)$/s.exec(text);
  if (!m) return escape(text);
  const value = m[2] === "@" ? decode(await dataFile(p, m[3] ?? "", "--data-urlencode")) : (m[3] ?? "");
  return `${m[1] ? `${m[1]}=` : ""}${escape(value)}`;
}

function escape(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

async function form(p: Process, o: CurlOptions): Promise<CurlBody> {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const boundary = `${"-".repeat(24)}${Array.from({ length: 22 }, () => letters[p.chance.integer("curl boundary", 62)]).join("")}`;
  const parts: Uint8Array[] = [];
  for (const { text, literal } of o.forms) {
    const m = /^([^=]+)=(.*)$/s.exec(text);
    if (!m) throw new CurlUsage("option -F: is badly used here");
    const [, name = "", value = ""] = m;
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
    let body = encode(value);
    const file = literal ? null : /^([@<])([^;]*)(?:;(.*))?$/s.exec(value);
    if (file) {
      const path = file[2] ?? "";
      const bytes = await contents(p, path);
      if (!bytes) throw new CurlFailure(26, "Failed to open/read local data from file/application");
      body = bytes;
      const type = /type=([^;]+)/.exec(file[3] ?? "")?.[1] ?? typeOf(path);
      const shown = /filename=([^;]+)/.exec(file[3] ?? "")?.[1] ?? path.split("/").at(-1);
      if (file[1] === "@") head += `; filename="${shown}"\r\nContent-Type: ${type}`;
    }
    parts.push(encode(`${head}\r\n\r\n`), body, encode("\r\n"));
  }
  parts.push(encode(`--${boundary}--\r\n`));
  return { bytes: concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

const TYPES: Readonly<Record<string, string>> = {
  gif: "image/gif",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain",
  htm: "text/html",
  html: "text/html",
  pdf: "application/pdf",
  xml: "application/xml",
};

function typeOf(path: string): string {
  return TYPES[path.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

/** A file's bytes (`-`: standard input); undefined when it cannot be read. */
export async function contents(p: Process, path: string): Promise<Uint8Array | undefined> {
  try {
    const input = await openInput(p, path);
    const bytes = await readAll(input);
    input.close();
    return bytes;
  } catch (e) {
    if (isErrno(e)) return undefined;
    throw e;
  }
}
