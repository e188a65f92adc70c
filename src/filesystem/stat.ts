import { encode } from "../std/text.ts";
import { fileSize } from "./bytes.ts";
import { inoOf } from "./cell.ts";
import { NodeMap } from "./entries.ts";
import type { Stat } from "./files.ts";
import { linkCount } from "./links.ts";
import type { Mount, TreeCell } from "./mounts.ts";
import { isCell } from "./namespace.ts";
import type { DirectoryNode, Entries, FsNode } from "./node.ts";
import { isMerged } from "./overlay.ts";

const BLOCK = 4096;

/** What stat(2) says of a node at this path of its mount's source; of a file that has lost its name without one. */
export function statOf(node: FsNode, inner: string, dev: number, mount: Mount | undefined): Stat {
  const cell = mount && isCell(mount.source) ? mount.source : undefined;
  return {
    kind: node.kind,
    mode: node.mode,
    uid: node.uid,
    gid: node.gid,
    size: sizeOf(node, inner, mount, cell),
    mtime: node.mtime,
    nlink: nlinkOf(node, inner, cell),
    ino: inoOf(node, inner),
    dev,
    ...(node.kind === "device" ? { device: node.device } : {}),
  };
}

function sizeOf(node: FsNode, inner: string, mount: Mount | undefined, cell: TreeCell | undefined): number {
  if (node.kind === "file") return fileSize(node);
  if (node.kind === "symlink") return encode(node.target).length;
  if (node.kind !== "directory") return 0;
  switch (mount?.fstype) {
    case "tmpfs":
    case "mqueue":
      return 20 * (2 + node.entries.size);
    case "proc":
    case "sysfs":
    case "devpts":
    case "cgroup2":
      return 0;
    default:
      return cell && isMerged(node, inner, cell) ? BLOCK : blocksOfNames(node) * BLOCK;
  }
}

const BLOCKS = new WeakMap<Entries, number>();

/**
 * ext4 keeps names in blocks, each name with 8 bytes before it and rounded up to 4. Once they need more than one block they
 * lie in leaves below a root block, and a full leaf is split in two: names are spread evenly, so all leaves are split
 * at about the same time.
 */
function blocksOfNames({ entries }: DirectoryNode): number {
  if (entries.size < 64) return 1;
  const known = BLOCKS.get(entries);
  if (known !== undefined) return known;
  let bytes = 24;
  for (const [name] of entries) bytes += 8 + Math.ceil(encode(name).length / 4) * 4;
  const blocks = bytes <= BLOCK ? 1 : 1 + 2 ** Math.ceil(Math.log2(bytes / BLOCK));
  BLOCKS.set(entries, blocks);
  return blocks;
}

/** A folder has a name, its own `.` and a `..` in each folder below; one that is merged of several counts as one. */
function nlinkOf(node: FsNode, inner: string, cell: TreeCell | undefined): number {
  if (node.kind === "directory") {
    if (cell && isMerged(node, inner, cell)) return 1;
    return 2 + foldersIn(node.entries);
  }
  if (node.kind === "file" && node.link !== undefined && cell) return linkCount(cell.tree, node.link) || 1;
  return 1;
}

function foldersIn(entries: Entries): number {
  if (entries instanceof NodeMap) return entries.folders;
  let n = 0;
  for (const [, node] of entries) if (node.kind === "directory") n++;
  return n;
}
