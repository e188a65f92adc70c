import { encode } from "../std/text.ts";
import { fileSize } from "./bytes.ts";
import { inoOf } from "./cell.ts";
import { NodeMap } from "./entries.ts";
import type { Stat } from "./files.ts";
import { linkCount } from "./links.ts";
import type { TreeCell } from "./mounts.ts";
import type { FsNode } from "./node.ts";

const FOLDER_SIZE = 4096;

/** What stat(2) says of a node at this path of its source. */
export function statOf(node: FsNode, inner: string, dev: number, cell: TreeCell | undefined): Stat {
  return {
    kind: node.kind,
    mode: node.mode,
    uid: node.uid,
    gid: node.gid,
    size: sizeOf(node),
    mtime: node.mtime,
    nlink: nlinkOf(node, cell),
    ino: inoOf(node, inner),
    dev,
    ...(node.kind === "device" ? { device: node.device } : {}),
  };
}

function sizeOf(node: FsNode): number {
  if (node.kind === "file") return fileSize(node);
  if (node.kind === "symlink") return encode(node.target).length;
  return node.kind === "directory" ? FOLDER_SIZE : 0;
}

/** A folder has a name, its own `.` and a `..` in each folder below. */
function nlinkOf(node: FsNode, cell: TreeCell | undefined): number {
  if (node.kind === "directory") return 2 + (node.entries instanceof NodeMap ? node.entries.folders : 0);
  if (node.kind === "file" && node.link !== undefined && cell) return linkCount(cell.tree, node.link) || 1;
  return 1;
}
