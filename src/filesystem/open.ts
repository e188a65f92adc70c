import { ErrnoError } from "../std/errno.ts";
import { fileSize, resized, truncated, written } from "./bytes.ts";
import { changeNameless, currentInode, type Inode, innerPath, releaseInode, retainInode } from "./cell.ts";
import type { OpenFile, OpenFlags, Stat } from "./files.ts";
import type { FilesContext, Mount, TreeCell } from "./mounts.ts";
import { addNode, changeAt, newMeta, writableCell } from "./mutate.ts";
import { indexed, isCell } from "./namespace.ts";
import type { FileNode, FsNode } from "./node.ts";
import { pathParts } from "./path.ts";
import { demand, READ, WRITE } from "./permissions.ts";
import { innerParts, type Position, pathOf, resolve, resolveEntry } from "./resolve.ts";
import { statOf } from "./stat.ts";
import { lookup } from "./tree.ts";

/** A file may grow to this many bytes, so that one can be read whole. */
const MAX_FILE_SIZE = 2 ** 30;

/** Opens, and with `create` makes, what the path names. */
export function openFile(context: FilesContext, path: string, flags: OpenFlags, mode: number): OpenFile {
  const position = openPosition(context, path, flags, mode);
  return createOpenFile(context, position, flags);
}

/** The position of the file that open(2) would open: made or truncated as the flags say. */
export function openPosition(context: FilesContext, path: string, flags: OpenFlags, mode: number): Position {
  if (flags.create && path.endsWith("/")) {
    resolveEntry(context, path);
    throw new ErrnoError("EISDIR", path);
  }
  const target = resolve(context, path, !flags.exclusive);
  const writes = flags.write || flags.append || flags.truncate;
  const { found } = target;
  if (!found) {
    if (!flags.create || !target.folder) throw new ErrnoError("ENOENT", path);
    const meta = newMeta(context, target.folder, target.name, mode, false);
    return addNode(context, target.folder, target.name, { kind: "file", ...meta, data: new Uint8Array(0) }, path);
  }
  const { node } = found;
  if (flags.create && flags.exclusive) throw new ErrnoError("EEXIST", path);
  if (node.kind === "symlink") throw new ErrnoError("ELOOP", path);
  if ((flags.directory || target.slash) && node.kind !== "directory") throw new ErrnoError("ENOTDIR", path);
  if (node.kind === "directory" && (writes || flags.create)) throw new ErrnoError("EISDIR", path);
  if (node.kind === "socket") throw new ErrnoError("ENXIO", path);
  demand(node, context.credentials, (flags.read === false ? 0 : READ) | (writes ? WRITE : 0), path);
  if (node.kind !== "file" || !writes) return found;
  const cell = writableCell(found, path);
  if (!flags.truncate) return found;
  let cut: FsNode = node;
  changeAt(
    cell,
    innerParts(found),
    (old) => {
      cut = old.kind === "file" ? { ...truncated(old, 0), mtime: context.now() } : old;
      return cut;
    },
    path,
  );
  return { ...found, node: cut };
}

function createOpenFile(context: FilesContext, position: Position, flags: OpenFlags): OpenFile {
  const path = pathOf(position);
  const { mount } = position;
  const dev = indexed(context.mounts).deviceNumber(mount);
  const parts = innerParts(position);
  const handle = isCell(mount.source)
    ? cellHandle(mount, mount.source, parts, position.node)
    : fixedHandle(mount, position.node, parts);
  const now = () => context.now();
  const writes = flags.write || flags.append;
  const update = (change: (node: FileNode) => FileNode): FileNode => {
    if (!writes) throw new ErrnoError("EBADF", path);
    return handle.change((node) => ({ ...change(node), mtime: now() }), path);
  };
  const kind = position.node.kind;
  return {
    kind,
    path,
    ...(position.node.kind === "device" ? { device: position.node.device } : {}),
    stat: () => handle.stat(dev),
    readAt(offset, length) {
      const node = handle.node();
      if (node.kind === "directory") throw new ErrnoError("EISDIR", path);
      if (node.kind !== "file") throw new ErrnoError("EINVAL", path);
      const end = Math.min(offset + length, fileSize(node));
      return resized(node.data.subarray(offset, end), Math.max(0, end - offset));
    },
    writeAt(offset, data) {
      if (offset + data.length > MAX_FILE_SIZE) throw new ErrnoError("EFBIG", path);
      update((old) => written(old, offset, data));
    },
    append(data) {
      const file = update((old) => {
        if (fileSize(old) + data.length > MAX_FILE_SIZE) throw new ErrnoError("EFBIG", path);
        return written(old, fileSize(old), data);
      });
      return fileSize(file);
    },
    truncate(size) {
      if (size > MAX_FILE_SIZE) throw new ErrnoError("EFBIG", path);
      if (size < 0) throw new ErrnoError("EINVAL", path);
      update((old) => truncated(old, size));
    },
    close: handle.close,
  };
}

interface Handle {
  node(): FsNode;
  stat(dev: number): Stat;
  change(change: (node: FileNode) => FileNode, path: string): FileNode;
  close(): void;
}

/** A file of a computed tree: stays what it was when it was opened. */
function fixedHandle(mount: Mount, node: FsNode, parts: readonly string[]): Handle {
  return {
    node: () => node,
    stat: (dev) => statOf(node, innerPath(parts), dev, mount),
    change(_change, path) {
      throw new ErrnoError("EROFS", path);
    },
    close() {},
  };
}

/** A file of a cell: read and written under its name while it has one, on its own afterwards. */
function cellHandle(mount: Mount, cell: TreeCell, parts: readonly string[], opened: FsNode): Handle {
  const held: Inode = retainInode(cell, innerPath(parts), opened);
  let open = true;
  const look = (): Inode => {
    const inode = currentInode(held);
    if (inode.path === undefined) return inode;
    const now = lookup(cell.tree, inode.path);
    // Whoever replaced the whole tree may have taken the file away, or put something else there.
    if (now && now.kind === inode.node.kind) inode.node = now;
    return inode;
  };
  return {
    node: () => look().node,
    stat(dev) {
      const inode = look();
      if (inode.path !== undefined) return statOf(inode.node, inode.path, dev, mount);
      return { ...statOf(inode.node, "", dev, undefined), ino: inode.ino, nlink: 0 };
    },
    change(change, path) {
      const inode = look();
      if (inode.node.kind !== "file") throw new ErrnoError("EINVAL", path);
      const next = change(inode.node);
      if (inode.path !== undefined && lookup(cell.tree, inode.path)?.kind === "file") {
        changeAt(cell, pathParts(inode.path), () => next, path, inode.node);
        inode.node = next;
      } else changeNameless(cell, inode, next);
      return next;
    },
    close() {
      if (!open) return;
      open = false;
      releaseInode(cell, held);
    },
  };
}
