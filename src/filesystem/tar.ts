import { createDigester, type Digest } from "../std/digest.ts";
import { encodeTarEntry, type TarEntry, tarEnd, tarEntry } from "../std/tar.ts";
import { SECOND } from "../std/time.ts";
import { programOf } from "./binary.ts";
import { wholeData } from "./bytes.ts";
import type { Change } from "./change.ts";
import type { DeviceName, FsNode, Tree } from "./node.ts";
import { baseName, parentPath } from "./path.ts";
import { walk } from "./tree.ts";

/*
 * Trees and layers as tar members: names without a leading slash, whole seconds, in order of name, the same bytes for
 * the same tree. In a layer what is gone is an empty file `.wh.NAME` (OCI image specification, "Whiteouts").
 */

export const WHITEOUT = ".wh.";
/** In a folder: nothing below it comes from the layers underneath. */
export const OPAQUE = ".wh..wh..opq";

/** Major and minor numbers of the device nodes. */
const DEVICES: Record<DeviceName, readonly [number, number]> = {
  null: [1, 3],
  zero: [1, 5],
  full: [1, 7],
  random: [1, 8],
  urandom: [1, 9],
  tty: [5, 0],
  console: [5, 1],
  ptmx: [5, 2],
  stdin: [0, 0],
  stdout: [0, 1],
  stderr: [0, 2],
};

/** The device that a character node's numbers stand for. */
export function deviceOf(major: number, minor: number): DeviceName | undefined {
  for (const [name, [a, b]] of Object.entries(DEVICES) as [DeviceName, readonly [number, number]][]) {
    if (a === major && b === minor) return name;
  }
  return undefined;
}

/** All of a tree, the root itself left out. `prefix` stands before each name (`dir/`). */
export function* treeEntries(tree: Tree, prefix = ""): Generator<TarEntry> {
  const linked = new Map<number, string>();
  for (const { path, node } of walk(tree)) yield nodeEntry(node, prefix + path.slice(1), linked);
}

/** A layer's members: what it adds and changes, and whiteouts for what is gone. */
export function* layerEntries(changes: readonly Change[]): Generator<TarEntry> {
  const linked = new Map<number, string>();
  for (const { kind, path, node } of changes) {
    if (kind === "D") {
      const folder = parentPath(path).slice(1);
      yield tarEntry(`${folder ? `${folder}/` : ""}${WHITEOUT}${baseName(path)}`, "file", { mode: 0 });
    } else if (node) yield nodeEntry(node, path === "/" ? "." : path.slice(1), linked);
  }
}

/** One node as a member. `linked` remembers under which name each hard-linked file was written. */
export function nodeEntry(node: FsNode, name: string, linked: Map<number, string> = new Map()): TarEntry {
  const meta = { mode: node.mode, uid: node.uid, gid: node.gid, mtime: Math.floor(node.mtime / SECOND) * SECOND };
  switch (node.kind) {
    case "directory":
      return tarEntry(`${name}/`, "directory", meta);
    case "symlink":
      return tarEntry(name, "symlink", { ...meta, linkname: node.target });
    case "fifo":
    case "socket":
      return tarEntry(name, "fifo", meta);
    case "device": {
      const [devMajor, devMinor] = DEVICES[node.device];
      return tarEntry(name, "char", { ...meta, devMajor, devMinor });
    }
    case "file": {
      const first = node.link === undefined ? undefined : linked.get(node.link);
      if (first !== undefined) return tarEntry(name, "link", { ...meta, linkname: first });
      if (node.link !== undefined) linked.set(node.link, name);
      // A binary's rest, which nobody holds, stays a hole; what a program made of zeros is written out, as tar does.
      return programOf(node.data) === undefined
        ? tarEntry(name, "file", { ...meta, data: wholeData(node) })
        : tarEntry(name, "file", { ...meta, data: node.data, hole: node.hole });
    }
  }
}

/** The SHA-256 of the archive of these members. */
export function digestOfEntries(entries: Iterable<TarEntry>): Digest {
  const digester = createDigester();
  for (const entry of entries) for (const chunk of encodeTarEntry(entry)) digester.update(chunk);
  digester.update(tarEnd());
  return digester.digest();
}
