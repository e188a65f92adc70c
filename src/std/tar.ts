import type { Reader } from "./stream.ts";
import { encode } from "./text.ts";
import { type Micros, SECOND } from "./time.ts";

/*
 * Tar archives: POSIX ustar, with pax records where a field does not fit (long or non-ASCII names, large numbers,
 * fractions of a second, holes). Written here, read in tar-read.ts, which takes GNU's archives too.
 */

export type TarType = "file" | "link" | "symlink" | "char" | "block" | "directory" | "fifo";

/** One member. Names have no leading slash unless the archive has; a folder's ends in `/`. */
export interface TarEntry {
  readonly name: string;
  readonly type: TarType;
  /** The twelve permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly uname: string;
  readonly gname: string;
  readonly mtime: Micros;
  /** Target of a symlink, or the name of the member that a hard link is another name of. */
  readonly linkname: string;
  readonly devMajor: number;
  readonly devMinor: number;
  /** A file's content; empty for all others. */
  readonly data: Uint8Array;
  /** So many zeros follow `data` that are not written: a sparse member. */
  readonly hole?: number | undefined;
}

export const BLOCK = 512;

const TYPE_FLAGS: Record<TarType, string> = {
  file: "0",
  link: "1",
  symlink: "2",
  char: "3",
  block: "4",
  directory: "5",
  fifo: "6",
};

const NO_DATA = new Uint8Array(0);

/** A member with what is not given set to root's, 0, empty; mode 0755 for folders, 0777 for symlinks, else 0644. */
export function tarEntry(name: string, type: TarType, fields: Partial<Omit<TarEntry, "name" | "type">> = {}): TarEntry {
  const mode = type === "directory" ? 0o755 : type === "symlink" ? 0o777 : 0o644;
  const rest = {
    uid: 0,
    gid: 0,
    uname: "",
    gname: "",
    mtime: 0,
    linkname: "",
    devMajor: 0,
    devMinor: 0,
    data: NO_DATA,
  };
  return { name, type, mode, ...rest, ...fields };
}

/** The bytes of one member: header blocks, data, padding. */
export function encodeTarEntry(entry: TarEntry): Uint8Array[] {
  const pax = paxRecords(entry);
  const chunks: Uint8Array[] = [];
  if (pax.length) {
    const base = entry.name.replace(/\/$/, "").split("/").pop() ?? "";
    chunks.push(
      header(tarEntry(`PaxHeaders.0/${ascii(base).slice(0, 80)}`, "file"), "x", pax.length),
      pax,
      padding(pax.length),
    );
  }
  chunks.push(header(entry, TYPE_FLAGS[entry.type], entry.data.length));
  if (entry.data.length) chunks.push(entry.data, padding(entry.data.length));
  return chunks.filter((c) => c.length > 0);
}

/** Bytes of a member's content, its hole included. */
export function entrySize(entry: TarEntry): number {
  return entry.data.length + (entry.hole ?? 0);
}

/** A member's whole content. */
export function entryData(entry: TarEntry): Uint8Array {
  if (!entry.hole) return entry.data;
  const out = new Uint8Array(entrySize(entry));
  out.set(entry.data);
  return out;
}

/** What ends an archive. */
export function tarEnd(): Uint8Array {
  return new Uint8Array(2 * BLOCK);
}

/** A whole archive. */
export function encodeTar(entries: Iterable<TarEntry>): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 2 * BLOCK;
  for (const entry of entries) {
    for (const chunk of encodeTarEntry(entry)) {
      chunks.push(chunk);
      length += chunk.length;
    }
  }
  const out = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

/** An archive as a stream: a member is coded when it is asked for. */
export function tarStream(entries: Iterable<TarEntry>): Reader {
  const members = entries[Symbol.iterator]();
  let pending: Uint8Array[] = [];
  let ended = false;
  return {
    async read() {
      for (;;) {
        const chunk = pending.shift();
        if (chunk) return chunk;
        if (ended) return null;
        const next = members.next();
        ended = next.done === true;
        pending = next.done ? [tarEnd()] : encodeTarEntry(next.value);
      }
    },
  };
}

function header(entry: TarEntry, flag: string, size: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const name = splitName(entry.name);
  text(block, 0, 100, name.name);
  octal(block, 100, 8, entry.mode & 0o7777);
  octal(block, 108, 8, entry.uid);
  octal(block, 116, 8, entry.gid);
  octal(block, 124, 12, size);
  octal(block, 136, 12, Math.max(0, Math.floor(entry.mtime / SECOND)));
  text(block, 148, 8, "        ");
  text(block, 156, 1, flag);
  text(block, 157, 100, ascii(entry.linkname));
  text(block, 257, 8, "ustar\x0000");
  text(block, 265, 32, entry.uname);
  text(block, 297, 32, entry.gname);
  octal(block, 329, 8, entry.devMajor);
  octal(block, 337, 8, entry.devMinor);
  text(block, 345, 155, name.prefix);
  let sum = 0;
  for (const byte of block) sum += byte;
  text(block, 148, 8, `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
}

/** A name of up to 256 bytes fits when it can be cut at a slash. */
function splitName(full: string): { readonly name: string; readonly prefix: string; readonly fits: boolean } {
  const plain = ascii(full);
  const clean = plain === full;
  if (plain.length <= 100) return { name: plain, prefix: "", fits: clean };
  const cut = plain.slice(0, 156).replace(/\/$/, "").lastIndexOf("/");
  const rest = plain.length - cut - 1;
  if (cut <= 0 || rest > 100) return { name: plain.slice(0, 100), prefix: "", fits: false };
  return { name: plain.slice(cut + 1), prefix: plain.slice(0, cut), fits: clean };
}

function paxRecords(entry: TarEntry): Uint8Array {
  const records: [string, string][] = [];
  if (!splitName(entry.name).fits) records.push(["path", entry.name]);
  if (ascii(entry.linkname) !== entry.linkname || entry.linkname.length > 100)
    records.push(["linkpath", entry.linkname]);
  if (entry.uid > 0o7777777) records.push(["uid", String(entry.uid)]);
  if (entry.gid > 0o7777777) records.push(["gid", String(entry.gid)]);
  if (entry.mtime % SECOND !== 0 || entry.mtime < 0) records.push(["mtime", String(entry.mtime / SECOND)]);
  if (entry.hole) {
    // GNU's format 0.1: all in pax records, which Go's archive/tar reads as a plain file.
    const size = entrySize(entry);
    records.push(
      ["GNU.sparse.size", String(size)],
      ["GNU.sparse.numblocks", "2"],
      ["GNU.sparse.map", `0,${entry.data.length},${size},0`],
    );
  }
  return encode(records.map(([key, value]) => record(key, value)).join(""));
}

/** `LENGTH KEY=VALUE\n`, the length counting itself. */
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = encode(rest).length;
  let length = bytes + String(bytes).length;
  if (String(length).length > String(bytes).length) length = bytes + String(length).length;
  return `${length}${rest}`;
}

function ascii(value: string): string {
  return value.replace(/[^\x20-\x7e]/gu, "?");
}

function text(block: Uint8Array, at: number, length: number, value: string): void {
  for (let i = 0; i < Math.min(length, value.length); i++) block[at + i] = value.charCodeAt(i) & 0x7f;
}

function octal(block: Uint8Array, at: number, length: number, value: number): void {
  const max = 8 ** (length - 1) - 1;
  text(
    block,
    at,
    length - 1,
    Math.min(value, max)
      .toString(8)
      .padStart(length - 1, "0"),
  );
}

function padding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}
