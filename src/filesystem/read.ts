import { type Errno, ErrnoError } from "../std/errno.ts";
import { wholeData } from "./bytes.ts";
import type { DirEntry, Executable, Stat } from "./files.ts";
import type { FilesContext } from "./mounts.ts";
import { indexed, isCell, placeBelow } from "./namespace.ts";
import { allowed, demand, EXECUTE, READ, WRITE } from "./permissions.ts";
import { child, find, innerParts, locate, locateFolder, type Position, pathOf, resolve } from "./resolve.ts";
import { statOf } from "./stat.ts";
import { compareNames } from "./tree.ts";

export function statPosition(context: FilesContext, position: Position): Stat {
  const dev = indexed(context.mounts).deviceNumber(position.mount);
  return statOf(position.node, `/${innerParts(position).join("/")}`, dev, position.mount);
}

export function exists(context: FilesContext, path: string): boolean {
  try {
    return typeof find(context, path) !== "string";
  } catch {
    return false;
  }
}

/** A read-only mount denies writing to all, but for devices, fifos and sockets. */
export function access(context: FilesContext, path: string, want: string): boolean {
  try {
    const found = find(context, path);
    if (typeof found === "string") return false;
    const { node, mount } = found;
    const bits =
      (want.includes("r") ? READ : 0) | (want.includes("w") ? WRITE : 0) | (want.includes("x") ? EXECUTE : 0);
    const stored = node.kind === "file" || node.kind === "directory" || node.kind === "symlink";
    if (want.includes("w") && stored && (mount.readOnly || !isCell(mount.source))) return false;
    if (bits & EXECUTE && node.kind === "file" && mount.options?.includes("noexec")) return false;
    return allowed(node, context.credentials, bits);
  } catch {
    return false;
  }
}

export function executable(context: FilesContext, path: string): Executable | Errno {
  const found = find(context, path);
  if (typeof found === "string") return found;
  const { node } = found;
  if (node.kind !== "file" || !allowed(node, context.credentials, EXECUTE)) return "EACCES";
  return { path: pathOf(found), data: node.data, mode: node.mode, uid: node.uid };
}

export function readFile(context: FilesContext, path: string): Uint8Array {
  const { node } = locate(context, path);
  if (node.kind === "directory") throw new ErrnoError("EISDIR", path);
  demand(node, context.credentials, READ, path);
  if (node.kind === "file") return wholeData(node);
  if (node.kind === "device" && node.device === "null") return new Uint8Array(0);
  throw new ErrnoError(node.kind === "socket" ? "ENXIO" : "EINVAL", path);
}

export function readdir(context: FilesContext, path: string): DirEntry[] {
  const folder = locateFolder(context, path);
  demand(folder.node, context.credentials, READ, path);
  const out: DirEntry[] = [];
  for (const [name, node] of folder.node.entries) {
    const mounted = placeBelow(folder.place, name)?.mount ? child(folder, name, path) : undefined;
    out.push({ name, kind: (mounted?.node ?? node).kind });
  }
  return out.sort((a, b) => compareNames(a.name, b.name));
}

export function readlink(context: FilesContext, path: string): string {
  const { node } = locate(context, path, false);
  if (node.kind !== "symlink") throw new ErrnoError("EINVAL", path);
  return node.target;
}

export function realpath(context: FilesContext, path: string): string {
  return pathOf(locate(context, path));
}

/** The absolute path that `path` would have: of what is there, or of the name in the folder it would be made in. */
export function placeOf(context: FilesContext, path: string): string {
  const target = resolve(context, path, true);
  if (target.found) return pathOf(target.found);
  const folder = target.folder ? pathOf(target.folder) : "/";
  return folder === "/" ? `/${target.name}` : `${folder}/${target.name}`;
}
