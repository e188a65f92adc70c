import { ErrnoError } from "../std/errno.ts";
import { encode } from "../std/text.ts";
import { fileSize, written } from "./bytes.ts";
import { NodeMap } from "./entries.ts";
import type { OpenFlags } from "./files.ts";
import type { FilesContext } from "./mounts.ts";
import { addNode, changeNode, linkNode, newMeta } from "./mutate.ts";
import type { FsNode } from "./node.ts";
import { openPosition } from "./open.ts";
import { pathParts } from "./path.ts";
import { locate, type Position, resolve, resolveEntry } from "./resolve.ts";

const REPLACE: OpenFlags = { read: false, write: true, create: true, truncate: true };
const APPEND: OpenFlags = { read: false, write: true, append: true, create: true };

/** Makes or replaces a file's content; `extend` puts the bytes behind what is there. */
export function writeFile(
  context: FilesContext,
  path: string,
  data: Uint8Array | string,
  mode: number,
  extend: boolean,
): void {
  const position = openPosition(context, path, extend ? APPEND : REPLACE, mode);
  if (position.node.kind === "device" && position.node.device === "full") throw new ErrnoError("ENOSPC", path);
  if (position.node.kind === "device") return;
  if (position.node.kind !== "file") throw new ErrnoError("EINVAL", path);
  const bytes = typeof data === "string" ? encode(data) : data;
  if (bytes.length === 0) return;
  const mtime = context.now();
  changeNode(
    position,
    (node) => (node.kind === "file" ? { ...written(node, fileSize(node), bytes), mtime } : node),
    path,
  );
}

/** The folder and free name to make something at. Throws EEXIST, or ENOENT where the path has no name to make. */
function freePlace(context: FilesContext, path: string, folders: boolean): { folder: Position; name: string } {
  const target = resolveEntry(context, path);
  if (target.found || !target.folder) throw new ErrnoError("EEXIST", path);
  if (target.slash && !folders) throw new ErrnoError("ENOENT", path);
  return { folder: target.folder, name: target.name };
}

export function mkdir(context: FilesContext, path: string, mode: number): void {
  const { folder, name } = freePlace(context, path, true);
  const node: FsNode = { kind: "directory", ...newMeta(context, folder, name, mode, true), entries: NodeMap.empty };
  addNode(context, folder, name, node, path);
}

/** As `mkdir -p`: what is a folder already stays as it is. */
export function mkdirs(context: FilesContext, path: string, mode: number): void {
  let at = path.startsWith("/") ? "/" : ".";
  for (const part of pathParts(path)) {
    at = at === "/" ? `/${part}` : `${at}/${part}`;
    const target = resolve(context, at, true);
    if (target.found && target.found.node.kind !== "directory") {
      throw new ErrnoError(at.length === path.length ? "EEXIST" : "ENOTDIR", path);
    }
    if (!target.found) mkdir(context, at, mode);
  }
}

export function symlink(context: FilesContext, target: string, path: string): void {
  if (target === "") throw new ErrnoError("ENOENT", path);
  const { folder, name } = freePlace(context, path, false);
  const meta = { ...newMeta(context, folder, name, 0o777, false), mode: 0o777 };
  addNode(context, folder, name, { kind: "symlink", ...meta, target }, path);
}

export function mkspecial(context: FilesContext, path: string, kind: "fifo" | "socket", mode: number): void {
  const { folder, name } = freePlace(context, path, false);
  addNode(context, folder, name, { kind, ...newMeta(context, folder, name, mode, false) }, path);
}

export function link(context: FilesContext, existing: string, path: string): void {
  const found = locate(context, existing, false);
  const { folder, name } = freePlace(context, path, false);
  linkNode(context, found, folder, name, path);
}
