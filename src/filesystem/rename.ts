import { ErrnoError } from "../std/errno.ts";
import { detachOpen, innerPath, inoOf, moveOpen, notify, replaceNode } from "./cell.ts";
import type { FilesContext } from "./mounts.ts";
import { writableCell } from "./mutate.ts";
import { demand, demandUnsticky, WRITE } from "./permissions.ts";
import { innerParts, type Position, resolveEntry } from "./resolve.ts";

/**
 * rename(2): atomically, over a file or an empty folder too. EXDEV between mounts, EBUSY for a mount point, EINVAL into
 * itself. Two names of one file: nothing happens.
 */
export function rename(context: FilesContext, from: string, to: string): void {
  const source = resolveEntry(context, from);
  const target = resolveEntry(context, to);
  if (!source.folder || !target.folder) throw new ErrnoError("EBUSY", from);
  if (!source.found) throw new ErrnoError("ENOENT", from);
  const { found } = source;
  const over = target.found;
  const isFolder = found.node.kind === "directory";
  if ((source.slash || target.slash) && !isFolder) throw new ErrnoError("ENOTDIR", source.slash ? from : to);
  if (source.folder.mount !== target.folder.mount) throw new ErrnoError("EXDEV", from);
  const cell = writableCell(source.folder, from);
  if (found.mountRoot || over?.mountRoot || hasMounts(found)) throw new ErrnoError("EBUSY", from);

  const oldParts = innerParts(found);
  const newParts = [...innerParts(target.folder), target.name];
  const oldPath = innerPath(oldParts);
  const newPath = innerPath(newParts);
  if (oldPath === newPath) return;
  if (newPath.startsWith(`${oldPath}/`)) throw new ErrnoError("EINVAL", from);
  if (oldPath.startsWith(`${newPath}/`)) throw new ErrnoError("ENOTEMPTY", to);

  const who = context.credentials;
  demand(source.folder.node, who, WRITE, from);
  demandUnsticky(source.folder.node, found.node, who, from);
  demand(target.folder.node, who, WRITE, to);
  if (over) {
    demandUnsticky(target.folder.node, over.node, who, to);
    if (isFolder && over.node.kind !== "directory") throw new ErrnoError("ENOTDIR", to);
    if (!isFolder && over.node.kind === "directory") throw new ErrnoError("EISDIR", to);
    if (over.node.kind === "directory" && over.node.entries.size > 0) throw new ErrnoError("ENOTEMPTY", to);
    if (inoOf(over.node, newPath) === inoOf(found.node, oldPath)) return;
    detachOpen(cell, newPath);
  }

  const now = context.now();
  const moved = { ...found.node, ino: inoOf(found.node, oldPath) };
  replaceNode(cell, oldParts, undefined, now);
  replaceNode(cell, newParts, moved, now);
  moveOpen(cell, oldPath, newPath);
  notify(cell, oldPath);
  notify(cell, newPath);
}

function hasMounts(position: Position): boolean {
  return (position.place?.below.length ?? 0) > 0;
}
