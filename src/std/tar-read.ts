import type { Reader } from "./stream.ts";
import { BLOCK, type TarEntry, type TarType } from "./tar.ts";
import { concat, decode } from "./text.ts";
import { SECOND } from "./time.ts";

/** Bytes that are no tar archive. The message is the one that Go's archive/tar has. */
export class TarError extends Error {
  override readonly name = "TarError";
}

/** Reads an archive member by member, up to its end; what follows the end mark is read away. Throws TarError. */
export async function* readTar(from: Reader): AsyncGenerator<TarEntry> {
  const source = blockSource(from);
  let extra: Extra = {};
  for (;;) {
    const block = await source.take(BLOCK, true);
    if (!block || isZero(block)) break;
    const head = parseHeader(block);
    const data = head.hasData ? await source.take(head.size) : new Uint8Array(0);
    if (head.hasData) await source.take((BLOCK - (head.size % BLOCK)) % BLOCK);
    if (!data) throw new TarError("unexpected EOF");
    const step = nextMember(head, data, extra);
    extra = step.extra;
    if (step.entry) yield step.entry;
  }
  await source.drain();
}

/** All members of an archive that is here already. */
export function decodeTar(bytes: Uint8Array): TarEntry[] {
  const out: TarEntry[] = [];
  let extra: Extra = {};
  let at = 0;
  while (at + BLOCK <= bytes.length) {
    const block = bytes.subarray(at, at + BLOCK);
    if (isZero(block)) return out;
    const head = parseHeader(block);
    at += BLOCK;
    const size = head.hasData ? head.size : 0;
    if (at + size > bytes.length) throw new TarError("unexpected EOF");
    const step = nextMember(head, bytes.slice(at, at + size), extra);
    at += Math.ceil(size / BLOCK) * BLOCK;
    extra = step.extra;
    if (step.entry) out.push(step.entry);
  }
  if (at < bytes.length) throw new TarError("unexpected EOF");
  return out;
}

/** What pax and GNU members say of the one that follows. */
interface Extra {
  readonly path?: string;
  readonly linkpath?: string;
  readonly pax?: ReadonlyMap<string, string>;
}

interface Header {
  readonly entry: Omit<TarEntry, "type" | "data">;
  readonly flag: string;
  readonly size: number;
  readonly hasData: boolean;
}

function nextMember(
  head: Header,
  data: Uint8Array,
  extra: Extra,
): { readonly entry?: TarEntry; readonly extra: Extra } {
  if (head.flag === "x") return { extra: { ...extra, pax: parsePax(data) } };
  if (head.flag === "g") return { extra };
  if (head.flag === "L") return { extra: { ...extra, path: cString(data) } };
  if (head.flag === "K") return { extra: { ...extra, linkpath: cString(data) } };
  const pax = extra.pax;
  const name = pax?.get("path") ?? extra.path ?? head.entry.name;
  const type = typeOf(head.flag, name);
  const entry: TarEntry = {
    ...head.entry,
    name,
    type,
    linkname: pax?.get("linkpath") ?? extra.linkpath ?? head.entry.linkname,
    uid: Number(pax?.get("uid") ?? head.entry.uid),
    gid: Number(pax?.get("gid") ?? head.entry.gid),
    uname: pax?.get("uname") ?? head.entry.uname,
    gname: pax?.get("gname") ?? head.entry.gname,
    mtime: pax?.has("mtime") ? Math.round(Number(pax.get("mtime")) * SECOND) : head.entry.mtime,
    data: type === "file" ? data : new Uint8Array(0),
    ...(type === "file" && pax?.has("GNU.sparse.map") ? sparse(pax, data) : {}),
  };
  return { entry, extra: {} };
}

/** A sparse member (GNU's format 0.1): its pieces in their places, and the hole at its end. */
function sparse(pax: ReadonlyMap<string, string>, data: Uint8Array): { data: Uint8Array; hole: number } {
  const numbers = (pax.get("GNU.sparse.map") ?? "").split(",").map(Number);
  const size = Number(pax.get("GNU.sparse.size"));
  const pieces: [at: number, length: number][] = [];
  for (let i = 0; i < numbers.length; i += 2) pieces.push([numbers[i] ?? 0, numbers[i + 1] ?? Number.NaN]);
  const held = pieces.reduce((end, [at, length]) => (length ? at + length : end), 0);
  const fits = pieces.reduce((sum, [, length]) => sum + length, 0) === data.length;
  if (!fits || !(held <= size)) throw new TarError("archive/tar: invalid tar header");
  const out = new Uint8Array(held);
  let from = 0;
  for (const [at, length] of pieces) {
    if (length) out.set(data.subarray(from, from + length), at);
    from += length;
  }
  return { data: out, hole: size - held };
}

function typeOf(flag: string, name: string): TarType {
  switch (flag) {
    case "1":
      return "link";
    case "2":
      return "symlink";
    case "3":
      return "char";
    case "4":
      return "block";
    case "5":
      return "directory";
    case "6":
      return "fifo";
    default:
      return name.endsWith("/") ? "directory" : "file";
  }
}

function parseHeader(block: Uint8Array): Header {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (block[i] ?? 0);
  if (number(block, 148, 8) !== sum) throw new TarError("archive/tar: invalid tar header");
  const flag = String.fromCharCode(block[156] ?? 0);
  const magic = decode(block.subarray(257, 263));
  const prefix = magic === "ustar\0" ? cString(block.subarray(345, 500)) : "";
  const name = cString(block.subarray(0, 100));
  const named = magic.startsWith("ustar");
  return {
    flag,
    size: number(block, 124, 12),
    hasData: !"123456".includes(flag) || flag === "\0",
    entry: {
      name: prefix ? `${prefix}/${name}` : name,
      mode: number(block, 100, 8) & 0o7777,
      uid: number(block, 108, 8),
      gid: number(block, 116, 8),
      mtime: number(block, 136, 12) * SECOND,
      linkname: cString(block.subarray(157, 257)),
      uname: named ? cString(block.subarray(265, 297)) : "",
      gname: named ? cString(block.subarray(297, 329)) : "",
      devMajor: named ? number(block, 329, 8) : 0,
      devMinor: named ? number(block, 337, 8) : 0,
    },
  };
}

/** Octal digits, or, with the first bit set, a binary number. */
function number(block: Uint8Array, at: number, length: number): number {
  const first = block[at] ?? 0;
  if (first & 0x80) {
    let value = first & 0x7f;
    for (let i = 1; i < length; i++) value = value * 256 + (block[at + i] ?? 0);
    return value;
  }
  const digits = cString(block.subarray(at, at + length)).trim();
  if (digits === "") return 0;
  if (!/^[0-7]+$/.test(digits)) throw new TarError("archive/tar: invalid tar header");
  return Number.parseInt(digits, 8);
}

function parsePax(data: Uint8Array): Map<string, string> {
  const out = new Map<string, string>();
  let at = 0;
  while (at < data.length) {
    const space = data.indexOf(32, at);
    const length = Number(decode(data.subarray(at, space)));
    if (space < 0 || !(length > 0)) throw new TarError("archive/tar: invalid tar header");
    const line = decode(data.subarray(space + 1, at + length - 1));
    const eq = line.indexOf("=");
    out.set(line.slice(0, eq), line.slice(eq + 1));
    at += length;
  }
  return out;
}

function cString(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function isZero(block: Uint8Array): boolean {
  return block.every((b) => b === 0);
}

/** Cuts a stream into pieces of the length asked for. */
function blockSource(from: Reader): {
  take(length: number, mayEnd?: boolean): Promise<Uint8Array | null>;
  drain(): Promise<void>;
} {
  let chunks: Uint8Array[] = [];
  let have = 0;
  return {
    async take(length, mayEnd = false) {
      while (have < length) {
        const chunk = await from.read();
        if (!chunk) {
          if (mayEnd && have === 0) return null;
          throw new TarError("unexpected EOF");
        }
        chunks.push(chunk);
        have += chunk.length;
      }
      const all = concat(chunks);
      chunks = all.length > length ? [all.subarray(length)] : [];
      have -= length;
      return all.slice(0, length);
    },
    async drain() {
      while (await from.read());
    },
  };
}
