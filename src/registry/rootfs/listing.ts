import { binary } from "../../filesystem/binary.ts";
import { NodeMap } from "../../filesystem/entries.ts";
import type { DeviceName, DirectoryNode, FsNode, Tree } from "../../filesystem/node.ts";
import { device, file, type MetaInit, symlink } from "../../filesystem/tree.ts";
import { encode } from "../../std/text.ts";
import type { Micros } from "../../std/time.ts";
import { programFile } from "./program-file.ts";
import { programOfFile } from "./programs.ts";

/*
 * A listing says what a layer puts into the tree, one node a line, indented by one space for each folder it lies in:
 *
 *   etc/                    a folder (kept when it is there); its entries follow, indented
 *    sudoers 440 0:27       a file with mode and owner, where they are not 644 (executable ones 755) and 0:0
 *    issue #27              … of 27 bytes: what the listing does not hold is filled up with line feeds
 *    rmt -> /usr/sbin/rmt   a symbolic link
 *    su* 4755 #84360        a program; its binary stands for the program of its name, and has the size where one is told
 *    null!                  a device
 *    - motd shells          several plain files;  * cat#44048 cp   several programs, with their sizes
 *    @ sh>dash awk>mawk     several symbolic links
 *    ~ motd                 takes away what layers below had there
 */

export interface ListingOptions {
  readonly mtime: Micros;
  /** What files hold, by absolute path. */
  readonly contents?: Readonly<Record<string, string | Uint8Array>>;
}

/** What stands in files that are only there to be seen. */
const NOT_KEPT = encode("drydock: what this file holds is not kept\n");

/** The tree with what a listing names. */
export function applyListing(base: Tree, text: string, options: ListingOptions): Tree {
  const lines = text.split("\n").filter((line) => line !== "");
  const owner = {};
  const { mtime, contents = {} } = options;
  const plain = { mode: 0o644, uid: 0, gid: 0, mtime };
  const executable = { ...plain, mode: 0o755 };
  const link = { ...plain, mode: 0o777 };
  let at = 0;

  const fileAt = (path: string, size: number, meta: MetaInit) => file(filled(contents[path], size), meta);
  const programAt = (path: string, name: string, size: number, meta: MetaInit) => {
    const held = contents[path];
    const bytes = typeof held === "string" ? encode(held) : (held ?? binary(programOfFile(name)));
    return programFile(bytes, typeof held === "string" ? -1 : size, meta);
  };

  /** The folder with what the lines from `at` on, as long as they are indented by `depth`, put into it. */
  const fill = (folder: DirectoryNode, path: string, depth: number): DirectoryNode => {
    let names = NodeMap.from(folder.entries);
    const put = (name: string, node: FsNode) => {
      names = names.with(name, node, owner);
    };
    for (let line = lines[at]; line !== undefined && indentOf(line) === depth; line = lines[at]) {
      at++;
      const [first = "", ...rest] = line.slice(depth).split(" ");
      const name = first.slice(0, -1);
      if (first === "*") {
        for (const entry of rest) {
          const [n = "", size = "-1"] = entry.split("#");
          put(n, programAt(`${path}/${n}`, n, Number(size), executable));
        }
      } else if (first === "-") for (const n of rest) put(n, fileAt(`${path}/${n}`, -1, plain));
      else if (first === "~") for (const n of rest) names = names.without(n, owner);
      else if (first === "@") {
        for (const entry of rest) {
          const cut = entry.indexOf(">");
          put(entry.slice(0, cut), symlink(entry.slice(cut + 1), link));
        }
      } else if (rest[0] === "->") put(first, symlink(rest[1] ?? "", link));
      else if (first.endsWith("/")) {
        const old = names.get(name);
        const there: DirectoryNode =
          old?.kind === "directory" ? old : { kind: "directory", ...executable, entries: NodeMap.empty };
        const meta = rest.length ? { ...executable, ...attributes(rest) } : {};
        put(name, fill({ ...there, ...meta }, `${path}/${name}`, depth + 1));
      } else if (first.endsWith("*"))
        put(name, programAt(`${path}/${name}`, name, sizeOf(rest), { ...executable, ...attributes(rest) }));
      else if (first.endsWith("!")) put(name, device(name as DeviceName, { mtime, ...attributes(rest) }));
      else put(first, fileAt(`${path}/${first}`, sizeOf(rest), { ...plain, ...attributes(rest) }));
    }
    return { ...folder, entries: names };
  };
  return fill(base, "", 0);
}

function indentOf(line: string): number {
  let n = 0;
  while (line.charCodeAt(n) === 32) n++;
  return n;
}

function attributes(words: readonly string[]): MetaInit {
  let meta: MetaInit = {};
  for (const word of words) {
    if (word.startsWith("#")) continue;
    const colon = word.indexOf(":");
    meta =
      colon >= 0
        ? { ...meta, uid: Number(word.slice(0, colon)), gid: Number(word.slice(colon + 1)) }
        : { ...meta, mode: Number.parseInt(word, 8) };
  }
  return meta;
}

/** -1: it does not matter. */
function sizeOf(words: readonly string[]): number {
  for (const word of words) if (word.startsWith("#")) return Number(word.slice(1));
  return -1;
}

/** Filled up to the size: own words for a file whose real contents are not kept; nothing held, bytes that say so. */
function filled(held: string | Uint8Array | undefined, size: number): Uint8Array {
  const bytes = held === undefined ? NOT_KEPT : typeof held === "string" ? encode(held) : held;
  if (size < 0 || size === bytes.length || (held !== undefined && size < bytes.length)) return bytes;
  const all = new Uint8Array(size).fill(10);
  all.set(bytes.subarray(0, size));
  return all;
}
