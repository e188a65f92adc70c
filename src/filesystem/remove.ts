import { ErrnoError } from "../std/errno.ts";
import type { FilesContext } from "./mounts.ts";
import { removeNode } from "./mutate.ts";
import { baseName } from "./path.ts";
import { CAP, capable, demand, EXECUTE, READ } from "./permissions.ts";
import { child, isFolder, type Position, resolveEntry } from "./resolve.ts";

export function unlink(context: FilesContext, path: string): void {
  const target = resolveEntry(context, path);
  if (!target.found) throw new ErrnoError("ENOENT", path);
  if (!target.folder) throw new ErrnoError("EISDIR", path);
  if (target.slash && !isFolder(target.found)) throw new ErrnoError("ENOTDIR", path);
  if (isFolder(target.found)) throw new ErrnoError("EISDIR", path);
  removeNode(context, target.folder, target.found, path);
}

export function rmdir(context: FilesContext, path: string): void {
  const target = resolveEntry(context, path);
  if (!target.found) throw new ErrnoError("ENOENT", path);
  if (path === "." || path.endsWith("/.")) throw new ErrnoError("EINVAL", path);
  if (!target.folder) throw new ErrnoError(baseName(path) === ".." ? "ENOTEMPTY" : "EBUSY", path);
  if (!isFolder(target.found)) throw new ErrnoError("ENOTDIR", path);
  if (target.found.mountRoot) throw new ErrnoError("EBUSY", path);
  if (target.found.node.entries.size > 0) throw new ErrnoError("ENOTEMPTY", path);
  removeNode(context, target.folder, target.found, path);
}

/** As `rm -rf`: what cannot be removed stops it, what was removed before that is gone. */
export function removeAll(context: FilesContext, path: string): void {
  const target = resolveEntry(context, path);
  if (!target.found) return;
  if (!target.folder) throw new ErrnoError("EINVAL", path);
  removeBelow(context, target.folder, target.found, path);
}

function removeBelow(context: FilesContext, folder: Position, found: Position, path: string): void {
  const atOnce = capable(context.credentials, CAP.DAC_OVERRIDE) && !found.place?.below.length && !found.mountRoot;
  if (isFolder(found) && !atOnce) {
    const names = [...found.node.entries].map(([name]) => name);
    if (names.length) demand(found.node, context.credentials, READ | EXECUTE, path);
    for (const name of names) {
      const entry = child(found, name, path);
      if (entry) removeBelow(context, found, entry, `${path}/${name}`);
    }
  }
  removeNode(context, folder, found, path);
}
