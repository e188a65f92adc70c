import { ErrnoError } from "../std/errno.ts";
import { fileSize } from "./bytes.ts";
import { NodeMap } from "./entries.ts";
import { linkedNames } from "./links.ts";
import type { TreeCell } from "./mounts.ts";
import type { DirectoryNode, FsNode, Tree } from "./node.ts";
import { lookup } from "./tree.ts";

const PAGE = 4096;

/**
 * What is known of a cell besides its tree: which files are open (they follow renames and outlive their names), who
 * watches, how full it is. Kept beside the cell, so that a cell stays a plain box whose tree anybody may read as a
 * snapshot or replace.
 */
interface CellState {
  readonly open: Map<string, Inode>;
  readonly watchers: Set<(inner: string) => void>;
  used: { tree: Tree; bytes: number } | undefined;
  /** Counts the nodes made here, for their inode numbers. */
  made: number;
  /** Bytes that it has taken of its disk. */
  taken: number;
}

/** An open file: its name while it has one, and its node as last seen. */
export interface Inode {
  /** Path in the cell; undefined once the name is gone. */
  path: string | undefined;
  node: FsNode;
  /** Number once the name is gone. */
  ino: number;
  handles: number;
  /** Bytes of the disk that it has taken since its name is gone. */
  loose: number;
  /** Set when this turned out to be another name of that one. */
  same: Inode | undefined;
}

const STATES = new WeakMap<TreeCell, CellState>();

function stateOf(cell: TreeCell): CellState {
  let state = STATES.get(cell);
  if (!state) {
    state = { open: new Map(), watchers: new Set(), used: undefined, made: 0, taken: 0 };
    STATES.set(cell, state);
  }
  return state;
}

/** `/a/b` of its names. */
export function innerPath(parts: readonly string[]): string {
  return `/${parts.join("/")}`;
}

/**
 * Puts, replaces (or with undefined takes away) the node at `parts`, by copying the path to it. `mtime` is set on the
 * parent folder where given. Throws ENOSPC past the cell's limit.
 */
export function replaceNode(cell: TreeCell, parts: readonly string[], node: FsNode | undefined, mtime?: number): void {
  const before = cell.tree;
  const old = lookup(before, parts);
  const state = stateOf(cell);
  const growth = blocks(node) - blocks(old);
  if (cell.limit !== undefined) {
    const used = usedBytes(cell);
    if (growth > 0 && used + growth > cell.limit) throw new ErrnoError("ENOSPC", innerPath(parts));
  }
  takeRoom(cell, growth);
  const after = replaced(before, parts, 0, node, mtime);
  cell.tree = after;
  if (state.used?.tree === before) state.used = { tree: after, bytes: state.used.bytes + growth };
}

/** Takes room on the cell's disk, or with a negative number gives it back. Throws ENOSPC. */
function takeRoom(cell: TreeCell, bytes: number): void {
  const { disk } = cell;
  if (!disk || bytes === 0) return;
  if (bytes > disk.free) throw new ErrnoError("ENOSPC");
  disk.free -= bytes;
  stateOf(cell).taken += bytes;
}

/** The cell is gone: what it took of the disk is free again. */
export function leaveDisk(cell: TreeCell): void {
  takeRoom(cell, -stateOf(cell).taken);
}

/** Something was taken out of the cell's tree by another way. */
export function freeRoom(cell: TreeCell, node: FsNode | undefined): void {
  takeRoom(cell, -Math.min(blocks(node), Math.max(0, stateOf(cell).taken)));
}

/** The content of an open file that has no name any more: it takes room until the file is closed. */
export function changeNameless(cell: TreeCell, inode: Inode, node: FsNode): void {
  const growth = blocks(node) - blocks(inode.node);
  takeRoom(cell, growth);
  inode.loose += growth;
  inode.node = node;
}

function replaced(
  folder: FsNode,
  parts: readonly string[],
  at: number,
  node: FsNode | undefined,
  mtime?: number,
): DirectoryNode {
  if (parts.length === 0) {
    if (node?.kind !== "directory") throw new ErrnoError("EBUSY", "/");
    return node;
  }
  if (folder.kind !== "directory") throw new ErrnoError("ENOTDIR", innerPath(parts));
  const name = parts[at] ?? "";
  const names = NodeMap.from(folder.entries);
  if (at === parts.length - 1) {
    const entries = node ? names.with(name, node) : names.without(name);
    return { ...folder, entries, mtime: mtime ?? folder.mtime };
  }
  const next = names.get(name);
  if (!next) throw new ErrnoError("ENOENT", innerPath(parts));
  return { ...folder, entries: names.with(name, replaced(next, parts, at + 1, node, mtime)) };
}

/** What the cell's regular files and folders take, in whole pages. */
export function usedBytes(cell: TreeCell): number {
  const state = stateOf(cell);
  if (state.used?.tree !== cell.tree) state.used = { tree: cell.tree, bytes: blocks(cell.tree) };
  return state.used.bytes;
}

function blocks(node: FsNode | undefined): number {
  if (node?.kind === "file") return Math.ceil(fileSize(node) / PAGE) * PAGE;
  if (node?.kind !== "directory") return 0;
  let total = 0;
  for (const [, entry] of node.entries) total += blocks(entry);
  return total;
}

/** A number for a node that is made now: a hash of place, time and count, so that it depends on nothing outside. */
export function newIno(cell: TreeCell, path: string, now: number): number {
  return hashIno(`${path}\0${now}\0${stateOf(cell).made++}`);
}

/** The number of a node: its links', its own, or one made of its path when it came with an image. */
export function inoOf(node: FsNode, inner: string): number {
  if (node.kind === "file" && node.link !== undefined) return node.link;
  return node.ino ?? hashIno(inner);
}

function hashIno(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return ((h ^ (h >>> 13)) >>> 0 || 1) + 256;
}

/** Calls those who watch the cell with the path that changed. */
export function notify(cell: TreeCell, inner: string): void {
  const watchers = STATES.get(cell)?.watchers;
  if (watchers?.size) for (const fn of [...watchers]) fn(inner);
}

export function watchCell(cell: TreeCell, fn: (inner: string) => void): () => void {
  const { watchers } = stateOf(cell);
  watchers.add(fn);
  return () => watchers.delete(fn);
}

/** The open file at a path; made when nobody has it open yet. Counts one more handle. */
export function retainInode(cell: TreeCell, path: string, node: FsNode): Inode {
  const { open } = stateOf(cell);
  const inode = open.get(path) ?? { path, node, ino: 0, handles: 0, loose: 0, same: undefined };
  open.set(path, inode);
  inode.handles++;
  return inode;
}

export function releaseInode(cell: TreeCell, inode: Inode): void {
  if (--inode.handles > 0) return;
  if (inode.loose !== 0) takeRoom(cell, -inode.loose);
  const { open } = stateOf(cell);
  if (inode.path !== undefined && open.get(inode.path) === inode) open.delete(inode.path);
}

/** The inode that this one has become one with. */
export function currentInode(inode: Inode): Inode {
  let at = inode;
  while (at.same) at = at.same;
  return at;
}

/** The name is gone (or something else has taken it): open files below keep what they had. */
export function detachOpen(cell: TreeCell, path: string): void {
  const { open } = stateOf(cell);
  if (open.size === 0) return;
  for (const [at, inode] of [...open]) {
    if (at !== path && !at.startsWith(`${path}/`)) continue;
    open.delete(at);
    const node = lookup(cell.tree, at) ?? inode.node;
    inode.node = node;
    inode.ino = inoOf(node, at);
    const link = node.kind === "file" ? node.link : undefined;
    const others = link === undefined ? [] : linkedNames(cell.tree, link).filter((name) => name !== at);
    const other = at === path ? others[0] : undefined;
    if (other === undefined) {
      inode.path = undefined;
      continue;
    }
    const already = open.get(other);
    if (already) inode.same = already;
    else open.set(other, inode);
    inode.path = other;
  }
}

/** The name has moved: open files at and below it move along. */
export function moveOpen(cell: TreeCell, from: string, to: string): void {
  const { open } = stateOf(cell);
  for (const [at, inode] of [...open]) {
    if (at !== from && !at.startsWith(`${from}/`)) continue;
    open.delete(at);
    inode.path = to + at.slice(from.length);
    open.set(inode.path, inode);
  }
}
