import { type Errno, ErrnoError } from "../std/errno.ts";
import type { FilesContext, Mount } from "./mounts.ts";
import { indexed, type MountPlace, placeBelow, sourceTree } from "./namespace.ts";
import type { DirectoryNode, FsNode } from "./node.ts";
import { checkName, checkPath, pathParts } from "./path.ts";
import { allowed, EXECUTE } from "./permissions.ts";
import { lookup } from "./tree.ts";

const MAX_SYMLINKS = 40;

/** A place that a path has come to: the node, the mount it lies in and the way back up. */
export interface Position {
  readonly node: FsNode;
  readonly mount: Mount;
  readonly name: string;
  /** Undefined at the (chroot's) root. */
  readonly up: Position | undefined;
  /** The mounts at and below this place, if there are any. */
  readonly place: MountPlace | undefined;
  /** Whether the mount begins here. */
  readonly mountRoot: boolean;
}

/** Where a path ends: the last name in its folder, there or not. */
export interface Target {
  /** Undefined when the path is the root or ends in `.` or `..`: there is no name to make or take away. */
  readonly folder: Position | undefined;
  readonly name: string;
  /** What is there; undefined when the name is free. */
  readonly found: Position | undefined;
  /** The path ended in a slash: it must be a folder. */
  readonly slash: boolean;
}

/**
 * Walks a path as the kernel does: from the root or the working folder, name by name, each folder needing the x
 * permission, symlinks followed (the last one only if `follow`), mounts entered. Only the last name may be missing.
 */
export function resolve(context: FilesContext, path: string, follow: boolean): Target {
  return there(start(context, path, follow ? "follow" : "stat"), path);
}

/** As `resolve`, for calls that make or take away the name itself: a symlink there is not followed for a slash either. */
export function resolveEntry(context: FilesContext, path: string): Target {
  return there(start(context, path, "entry"), path);
}

/** What becomes of a symlink at the end: followed; followed for a slash only; never followed. */
type Last = "follow" | "stat" | "entry";

function start(context: FilesContext, path: string, last: Last): Target | Errno {
  checkPath(path);
  const from = path.startsWith("/") ? rootOf(context) : workingFolder(context);
  return walkParts(context, from, splitPath(path), last, { links: 0 }, path);
}

function there<T extends object>(found: T | Errno, path: string): T {
  if (typeof found === "string") throw new ErrnoError(found, path);
  return found;
}

/** As `resolve`, of something that has to be there. Throws ENOENT, ENOTDIR. */
export function locate(context: FilesContext, path: string, follow = true): Position {
  return there(find(context, path, follow), path);
}

/** As `locate`, for who asks whether something is there: the errno where the path leads to nothing. */
export function find(context: FilesContext, path: string, follow = true): Position | Errno {
  const target = start(context, path, follow ? "follow" : "stat");
  if (typeof target === "string") return target;
  if (!target.found) return "ENOENT";
  return target.slash && target.found.node.kind !== "directory" ? "ENOTDIR" : target.found;
}

/** As `locate`, of a folder. */
export function locateFolder(context: FilesContext, path: string): Position & { readonly node: DirectoryNode } {
  const found = locate(context, path);
  if (!isFolder(found)) throw new ErrnoError("ENOTDIR", path);
  return found;
}

export function isFolder(p: Position): p is Position & { readonly node: DirectoryNode } {
  return p.node.kind === "directory";
}

/** The absolute path of a position, seen from the root it was walked from. */
export function pathOf(position: Position): string {
  const names: string[] = [];
  for (let p: Position | undefined = position; p?.up; p = p.up) names.push(p.name);
  return `/${names.reverse().join("/")}`;
}

/** The names that lead to the position inside its mount's source. */
export function innerParts(position: Position): string[] {
  const names: string[] = [];
  let p = position;
  while (!p.mountRoot && p.up) {
    names.push(p.name);
    p = p.up;
  }
  // A chroot's root has no way up, yet lies somewhere inside its mount.
  return [...(ROOT_PARTS.get(p) ?? pathParts(p.mount.subpath)), ...names.reverse()];
}

const ROOT_PARTS = new WeakMap<Position, readonly string[]>();

function rootOf(context: FilesContext): Position {
  const namespace = indexed(context.mounts);
  const mount = namespace.place.mount;
  if (!mount) throw new ErrnoError("ENOENT", "/");
  const root: Position = enter(mount, "", undefined, namespace.place, "/");
  if (context.root === "/" || context.root === "") return root;
  const found = descend(root, pathParts(context.root), context.root);
  const chroot: Position = { ...found, name: "", up: undefined };
  ROOT_PARTS.set(chroot, innerParts(found));
  return chroot;
}

/** The working folder. Who stands in it need not be allowed to reach it again. */
function workingFolder(context: FilesContext): Position {
  return descend(rootOf(context), pathParts(context.cwd), context.cwd);
}

function descend(from: Position, parts: readonly string[], path: string): Position {
  let at = from;
  for (const part of parts) {
    const next = child(at, part, path);
    if (!next) throw new ErrnoError("ENOENT", path);
    at = next;
  }
  return at;
}

function enter(mount: Mount, name: string, up: Position | undefined, place: MountPlace, path: string): Position {
  const tree = sourceTree(mount.source);
  const node = mount.subpath === "/" ? tree : lookup(tree, mount.subpath);
  if (!node) throw new ErrnoError("ENOENT", path);
  return { node, mount, name, up, place, mountRoot: true };
}

/** One name down from a folder, into a mount if one is there. */
export function child(folder: Position, name: string, path: string): Position | undefined {
  const place = placeBelow(folder.place, name);
  if (place?.mount) return enter(place.mount, name, folder, place, path);
  if (folder.node.kind !== "directory") return undefined;
  const node = folder.node.entries.get(name);
  return node && { node, mount: folder.mount, name, up: folder, place, mountRoot: false };
}

function walkParts(
  context: FilesContext,
  start: Position,
  path: SplitPath,
  ending: Last,
  budget: { links: number },
  full: string,
): Target | Errno {
  let at = start;
  const last = path.parts.length - 1;
  for (let i = 0; i <= last; i++) {
    const name = path.parts[i] ?? "";
    if (at.node.kind !== "directory") return "ENOTDIR";
    if (!allowed(at.node, context.credentials, EXECUTE)) return "EACCES";
    if (name === "..") {
      at = at.up ?? at;
      continue;
    }
    checkName(name, full);
    const next = child(at, name, full);
    const final = i === last && !path.dot;
    if (!next) {
      if (!final) return "ENOENT";
      return { folder: at, name, found: undefined, slash: path.slash };
    }
    if (next.node.kind !== "symlink" || (final && (ending === "entry" || (ending === "stat" && !path.slash)))) {
      if (final) return { folder: at, name, found: next, slash: path.slash };
      at = next;
      continue;
    }
    if (++budget.links > MAX_SYMLINKS) return "ELOOP";
    const target = next.node.target;
    if (target === "") return "ENOENT";
    const from = target.startsWith("/") ? rootOf(context) : at;
    const through = walkParts(context, from, splitPath(target), "follow", budget, full);
    if (typeof through === "string") return through;
    if (final) return { ...through, slash: through.slash || path.slash };
    if (!through.found) return "ENOENT";
    at = through.found;
  }
  if (path.slash && at.node.kind !== "directory") return "ENOTDIR";
  return { folder: undefined, name: "", found: at, slash: path.slash };
}

interface SplitPath {
  /** Without `.`; `..` kept. */
  readonly parts: readonly string[];
  /** It ended in `/` or `.`: what it names has to be a folder. */
  readonly slash: boolean;
  /** It ended in `.`. */
  readonly dot: boolean;
}

function splitPath(path: string): SplitPath {
  const dot = path === "." || path.endsWith("/.");
  return { parts: pathParts(path), slash: dot || path.endsWith("/"), dot };
}
