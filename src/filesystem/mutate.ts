import { ErrnoError } from "../std/errno.ts";
import { detachOpen, innerPath, inoOf, newIno, notify, replaceNode } from "./cell.ts";
import { linkedNames } from "./links.ts";
import type { FilesContext, TreeCell } from "./mounts.ts";
import { isCell } from "./namespace.ts";
import type { FileNode, FsNode } from "./node.ts";
import { pathParts } from "./path.ts";
import { CAP, capable, demand, demandUnsticky, inGroup, WRITE } from "./permissions.ts";
import { innerParts, type Position } from "./resolve.ts";

/** The cell that the position can be changed in. Throws EROFS on a read-only mount; proc has an answer of its own. */
export function writableCell(
  position: Position,
  path: string,
  ofProc: "EROFS" | "ENOENT" | "EPERM" = "EROFS",
): TreeCell {
  const { mount } = position;
  if (mount.fstype === "proc") throw new ErrnoError(ofProc, path);
  if (mount.readOnly || !isCell(mount.source)) throw new ErrnoError("EROFS", path);
  return mount.source;
}

/** Owner, group and time of something that this user makes in this folder; a setgid folder hands on its group. */
export function newMeta(context: FilesContext, folder: Position, name: string, mode: number, isFolder: boolean) {
  const setgid = (folder.node.mode & 0o2000) !== 0;
  const now = context.now();
  const cell = folder.mount.source;
  return {
    mode: (mode & ~context.umask & 0o7777) | (setgid && isFolder ? 0o2000 : 0),
    uid: context.credentials.uid,
    gid: setgid ? folder.node.gid : context.credentials.gid,
    mtime: now,
    ...(isCell(cell) ? { ino: newIno(cell, name, now) } : {}),
  };
}

/** Puts a new node into a folder. Throws EACCES, EROFS, ENOSPC, ENOENT in proc. Gives its position. */
export function addNode(context: FilesContext, folder: Position, name: string, node: FsNode, path: string): Position {
  const cell = writableCell(folder, path, "ENOENT");
  demand(folder.node, context.credentials, WRITE, path);
  const parts = [...innerParts(folder), name];
  replaceNode(cell, parts, node, context.now());
  notify(cell, innerPath(parts));
  return { node, mount: folder.mount, name, up: folder, place: undefined, mountRoot: false };
}

/** Takes a name out of its folder; open files keep what it named. Throws EACCES, EPERM, EROFS, EBUSY. */
export function removeNode(context: FilesContext, folder: Position, found: Position, path: string): void {
  const cell = writableCell(folder, path, "EPERM");
  demand(folder.node, context.credentials, WRITE, path);
  demandUnsticky(folder.node, found.node, context.credentials, path);
  if (found.mountRoot) throw new ErrnoError("EBUSY", path);
  const parts = innerParts(found);
  const inner = innerPath(parts);
  detachOpen(cell, inner);
  replaceNode(cell, parts, undefined, context.now());
  notify(cell, inner);
}

/** Changes a node where it stands: all its names, if it has several. */
export function changeNode(position: Position, change: (node: FsNode) => FsNode, path: string): void {
  changeAt(writableCell(position, path), innerParts(position), change, path);
}

/** As `changeNode`, by the names inside the cell. */
export function changeAt(
  cell: TreeCell,
  parts: readonly string[],
  change: (node: FsNode) => FsNode,
  path: string,
  old?: FsNode,
): void {
  const node = old ?? nodeAt(cell, parts, path);
  const next = change(node);
  const inner = innerPath(parts);
  if (node.kind !== "file" || node.link === undefined) {
    replaceNode(cell, parts, next);
    notify(cell, inner);
    return;
  }
  for (const name of new Set([inner, ...linkedNames(cell.tree, node.link)])) {
    replaceNode(cell, pathParts(name), next);
    notify(cell, name);
  }
}

function nodeAt(cell: TreeCell, parts: readonly string[], path: string): FsNode {
  let node: FsNode | undefined = cell.tree;
  for (const part of parts) node = node?.kind === "directory" ? node.entries.get(part) : undefined;
  if (!node) throw new ErrnoError("ENOENT", path);
  return node;
}

/** Gives a file a second name. */
export function linkNode(context: FilesContext, found: Position, folder: Position, name: string, path: string): void {
  const { node } = found;
  if (node.kind === "directory") throw new ErrnoError("EPERM", path);
  if (found.mount !== folder.mount) throw new ErrnoError("EXDEV", path);
  const cell = writableCell(folder, path);
  demand(folder.node, context.credentials, WRITE, path);
  const inner = innerPath(innerParts(found));
  const second = innerPath([...innerParts(folder), name]);
  if (node.kind !== "file") {
    replaceNode(cell, pathParts(second), node, context.now());
    notify(cell, second);
    return;
  }
  const link = inoOf(node, inner);
  const linked: FileNode = { ...node, link };
  if (node.link === undefined) replaceNode(cell, pathParts(inner), linked);
  replaceNode(cell, pathParts(second), linked, context.now());
  notify(cell, second);
}

/** Whether this user may give the node this group: who may chown any, an owner one of his own. */
export function mayChangeGroup(context: FilesContext, node: FsNode, gid: number): boolean {
  const who = context.credentials;
  return capable(who, CAP.CHOWN) || (who.uid === node.uid && (gid === -1 || gid === node.gid || inGroup(who, gid)));
}
