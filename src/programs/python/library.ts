import { inflateSync } from "fflate";
import { decode } from "../../std/text.ts";

/** The standard library as CPython's package brings it: a zip that stays packed, of which each file is unpacked when first read. */
export interface Library {
  /** A file's bytes by its path inside the library; undefined when it is none. */
  file(path: string): Uint8Array | undefined;
  size(path: string): number | undefined;
  isFolder(path: string): boolean;
  names(folder: string): readonly string[];
  /** Keeps a file that CPython made of others (compiled code), for all processes of this page. */
  keep(path: string, bytes: Uint8Array): void;
}

interface Packed {
  readonly at: number;
  readonly packed: number;
  readonly size: number;
  readonly method: number;
}

/** Not of the standard library, but of Pyodide: its way to the page. */
const FOREIGN = /^(?:_?pyodide\/|webbrowser\.py$|_sysconfigdata_|ctypes\/)/;

export function openLibrary(zip: Uint8Array): Library {
  const packed = readDirectory(zip);
  const unpacked = new Map<string, Uint8Array>();
  const folders = new Map<string, Set<string>>([["", new Set()]]);
  const add = (path: string) => {
    for (let at = path; at; ) {
      const cut = at.lastIndexOf("/");
      const parent = cut < 0 ? "" : at.slice(0, cut);
      const names = folders.get(parent) ?? new Set();
      folders.set(parent, names);
      names.add(at.slice(cut + 1));
      at = parent;
    }
  };
  for (const path of packed.keys()) add(path);
  return {
    file(path) {
      const known = unpacked.get(path);
      if (known) return known;
      const entry = packed.get(path);
      if (!entry) return undefined;
      const raw = zip.subarray(entry.at, entry.at + entry.packed);
      const bytes = entry.method === 0 ? raw.slice() : inflateSync(raw, { out: new Uint8Array(entry.size) });
      unpacked.set(path, bytes);
      return bytes;
    },
    size: (path) => unpacked.get(path)?.length ?? packed.get(path)?.size,
    isFolder: (path) => folders.has(path),
    names: (folder) => [...(folders.get(folder) ?? [])],
    keep(path, bytes) {
      unpacked.set(path, bytes);
      add(path);
    },
  };
}

/** The zip's central directory. */
function readDirectory(zip: Uint8Array): ReadonlyMap<string, Packed> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (end > 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  const found = new Map<string, Packed>();
  let at = view.getUint32(end + 16, true);
  for (let n = view.getUint16(end + 10, true); n > 0; n--) {
    const nameLength = view.getUint16(at + 28, true);
    const name = decode(zip.subarray(at + 46, at + 46 + nameLength));
    const header = view.getUint32(at + 42, true);
    if (!name.endsWith("/") && !FOREIGN.test(name))
      found.set(name, {
        at: header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        method: view.getUint16(at + 10, true),
      });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return found;
}
