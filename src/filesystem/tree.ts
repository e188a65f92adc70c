import { ErrnoError } from "../std/errno.ts";
import { encode } from "../std/text.ts";
import { fileSize } from "./bytes.ts";
import { NodeMap } from "./entries.ts";
import type { DeviceName, DeviceNode, DirectoryNode, FileNode, FsNode, Meta, SymlinkNode, Tree } from "./node.ts";
import { pathParts } from "./path.ts";

const MAX_SYMLINKS = 40;

/** What a node is made with where it differs from the default: root's, of time 0. */
export type MetaInit = Partial<Meta>;

/** An empty root folder: 0755, root's. */
export function emptyTree(now = 0): Tree {
  return directory({ mtime: now });
}

/** A regular file (default 0644). A text is kept as UTF-8. */
export function file(data: Uint8Array | string, meta: MetaInit = {}): FileNode {
  return { kind: "file", ...metaOf(0o644, meta), data: typeof data === "string" ? encode(data) : data };
}

/** A folder (default 0755) with these entries. */
export function directory(
  meta: MetaInit = {},
  entries: Readonly<Record<string, FsNode>> | Iterable<readonly [string, FsNode]> = [],
): DirectoryNode {
  const owner = {};
  let names = NodeMap.empty;
  const list = Symbol.iterator in entries ? (entries as Iterable<readonly [string, FsNode]>) : Object.entries(entries);
  for (const [name, node] of list) names = names.with(name, node, owner);
  return { kind: "directory", ...metaOf(0o755, meta), entries: names };
}

export function symlink(target: string, meta: MetaInit = {}): SymlinkNode {
  return { kind: "symlink", ...metaOf(0o777, meta), target };
}

export function device(name: DeviceName, meta: MetaInit = {}): DeviceNode {
  return { kind: "device", ...metaOf(0o666, meta), device: name };
}

export function fifo(meta: MetaInit = {}): FsNode {
  return { kind: "fifo", ...metaOf(0o644, meta) };
}

export function socket(meta: MetaInit = {}): FsNode {
  return { kind: "socket", ...metaOf(0o755, meta) };
}

/** The node at a path whose every part is taken by its name: no symlink is followed. Undefined when nothing is there. */
export function lookup(tree: Tree, path: string | readonly string[]): FsNode | undefined {
  let node: FsNode | undefined = tree;
  for (const part of typeof path === "string" ? pathParts(path) : path) {
    if (node?.kind !== "directory") return undefined;
    node = node.entries.get(part);
  }
  return node;
}

/**
 * The absolute path inside the tree that `path` comes to when symlinks are followed, as a chroot would: links and `..`
 * never leave the tree. Parts behind the first one that does not exist are kept as they are. `follow` false keeps a
 * symlink that is the last part. Throws ELOOP.
 */
export function resolveInTree(tree: Tree, path: string, follow = true): string {
  return resolveLinks((at) => lookup(tree, at), path, follow);
}

/** As `resolveInTree`, where `get` gives the node at an absolute path that has no symlinks in it but perhaps the last. */
export function resolveLinks(get: (path: string) => FsNode | undefined, path: string, follow = true): string {
  let todo = pathParts(path);
  let done: string[] = [];
  let links = 0;
  for (let part = todo.shift(); part !== undefined; part = todo.shift()) {
    if (part === "..") {
      done.pop();
      continue;
    }
    done.push(part);
    const node = get(`/${done.join("/")}`);
    if (node?.kind !== "symlink" || (!follow && todo.length === 0)) continue;
    if (++links > MAX_SYMLINKS) throw new ErrnoError("ELOOP", path);
    done = node.target.startsWith("/") ? [] : done.slice(0, -1);
    todo = [...pathParts(node.target), ...todo];
  }
  return `/${done.join("/")}`;
}

/** The folder's entries, by name in code point order. */
export function sortedEntries(folder: DirectoryNode): [string, FsNode][] {
  return [...folder.entries].sort(([a], [b]) => compareNames(a, b));
}

/** Order of names by code point, as in the C locale. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    // UTF-16 puts surrogates below U+E000…U+FFFF, code points above.
    if (x >= 0xd800) x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
    if (y >= 0xd800) y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
    return x - y;
  }
  return a.length - b.length;
}

/** Every node below the root in order of name, folders before their entries; the path is absolute. */
export function* walk(tree: Tree): Generator<{ readonly path: string; readonly node: FsNode }> {
  yield* walkFolder(tree, "");
}

function* walkFolder(folder: DirectoryNode, prefix: string): Generator<{ path: string; node: FsNode }> {
  for (const [name, node] of sortedEntries(folder)) {
    const path = `${prefix}/${name}`;
    yield { path, node };
    if (node.kind === "directory") yield* walkFolder(node, path);
  }
}

/** Sum of the sizes of the regular files, each hard-linked one counted once. Bytes. */
export function treeSize(tree: Tree): number {
  const linked = new Set<number>();
  let total = 0;
  const add = (node: FsNode) => {
    if (node.kind === "directory") for (const [, child] of node.entries) add(child);
    if (node.kind !== "file") return;
    if (node.link !== undefined) {
      if (linked.has(node.link)) return;
      linked.add(node.link);
    }
    total += fileSize(node);
  };
  add(tree);
  return total;
}

function metaOf(mode: number, meta: MetaInit): Meta {
  return { mode: meta.mode ?? mode, uid: meta.uid ?? 0, gid: meta.gid ?? 0, mtime: meta.mtime ?? 0 };
}
