import { fileSize } from "./bytes.ts";
import type { DirectoryNode, FileNode, FsNode, Tree } from "./node.ts";
import { compareNames } from "./tree.ts";

/** One line of `docker diff`: A added, C changed, D deleted; the path is absolute. */
export interface Change {
  readonly kind: "A" | "C" | "D";
  readonly path: string;
  /** The node as it is now, folders without their entries; absent for D. */
  readonly node?: FsNode;
}

/**
 * What `docker diff` reports. A: new, with each node below it. D: gone, the top one only. C: a file with another mode,
 * owner, size or mtime; a folder with another mode or owner, or with anything reported below it (its mtime alone is not
 * looked at). Within a folder by name, what is gone last.
 */
export function diff(base: Tree, changed: Tree): Change[] {
  const out: Change[] = [];
  compareFolders(base, changed, "", false, out);
  return out;
}

/** All that differs, a folder's mtime included: what a layer has to carry. */
export function exactChanges(base: Tree, changed: Tree): Change[] {
  const out: Change[] = [];
  if (metaDiffers(base, changed, true)) out.push({ kind: "C", path: "/", node: bare(changed) });
  compareFolders(base, changed, "", true, out);
  return out;
}

function compareFolders(base: DirectoryNode, changed: DirectoryNode, prefix: string, exact: boolean, out: Change[]) {
  if (base.entries === changed.entries) return;
  const now: [string, FsNode][] = [];
  for (const entry of changed.entries) if (base.entries.get(entry[0]) !== entry[1]) now.push(entry);
  now.sort(([a], [b]) => compareNames(a, b));
  for (const [name, node] of now) compareNodes(base.entries.get(name), node, `${prefix}/${name}`, exact, out);
  const gone: string[] = [];
  for (const [name] of base.entries) if (!changed.entries.has(name)) gone.push(name);
  for (const name of gone.sort(compareNames)) out.push({ kind: "D", path: `${prefix}/${name}` });
}

function compareNodes(old: FsNode | undefined, node: FsNode, path: string, exact: boolean, out: Change[]): void {
  if (!old) {
    addAll(node, path, out);
    return;
  }
  if (node.kind !== "directory") {
    // As overlayfs: a file that was written anew is in the layer, be it the same as before.
    if (exact || differs(old, node)) out.push({ kind: "C", path, node });
    return;
  }
  if (old.kind !== "directory") {
    out.push({ kind: "C", path, node: bare(node) });
    addEntries(node, path, out);
    return;
  }
  const at = out.length;
  compareFolders(old, node, path, exact, out);
  if (out.length > at || metaDiffers(old, node, exact)) out.splice(at, 0, { kind: "C", path, node: bare(node) });
}

function addAll(node: FsNode, path: string, out: Change[]): void {
  out.push({ kind: "A", path, node: node.kind === "directory" ? bare(node) : node });
  if (node.kind === "directory") addEntries(node, path, out);
}

function addEntries(folder: DirectoryNode, path: string, out: Change[]): void {
  const entries = [...folder.entries].sort(([a], [b]) => compareNames(a, b));
  for (const [name, node] of entries) addAll(node, `${path}/${name}`, out);
}

function metaDiffers(a: FsNode, b: FsNode, exact: boolean): boolean {
  if (a.mode !== b.mode || a.uid !== b.uid || a.gid !== b.gid) return true;
  return a.mtime !== b.mtime && (exact || a.kind !== "directory");
}

function differs(a: FsNode, b: FsNode): boolean {
  if (a.kind !== b.kind || metaDiffers(a, b, false)) return true;
  if (a.kind === "file" && b.kind === "file") return !sameContent(a, b);
  if (a.kind === "symlink" && b.kind === "symlink") return a.target !== b.target;
  return a.kind === "device" && b.kind === "device" && a.device !== b.device;
}

function sameContent(a: FileNode, b: FileNode): boolean {
  if (fileSize(a) !== fileSize(b)) return false;
  if (a.data === b.data) return true;
  const length = Math.max(a.data.length, b.data.length);
  for (let i = 0; i < length; i++) if ((a.data[i] ?? 0) !== (b.data[i] ?? 0)) return false;
  return true;
}

const NO_ENTRIES: DirectoryNode["entries"] = new Map();

/** A folder without its entries. */
function bare(folder: DirectoryNode): DirectoryNode {
  return { ...folder, entries: NO_ENTRIES };
}
