import type { DirectoryNode, FsNode, Tree } from "../../filesystem/node.ts";
import { lookup, resolveInTree } from "../../filesystem/tree.ts";
import type { Daemon } from "../daemon.ts";
import { hostNode, putOnHost, volumeData } from "./folder.ts";

/**
 * An empty volume that is put over a folder of the image gets what the image holds there, with its owner and mode. A
 * volume that holds anything stays as it is.
 */
export function seedVolume(d: Daemon, name: string, tree: Tree, destination: string): void {
  const data = hostNode(d, volumeData(name));
  if (data?.kind !== "directory") return;
  const source = folderAt(tree, destination);
  if (!source) return;
  if (data.entries.size > 0) return;
  if (source.entries.size === 0 && sameOwner(source, data)) return;
  putOnHost(d, volumeData(name), source);
}

function sameOwner(a: DirectoryNode, b: DirectoryNode): boolean {
  return a.uid === b.uid && a.gid === b.gid && a.mode === b.mode;
}

/** The folder at a path of the tree, symlinks followed. */
function folderAt(tree: Tree, path: string): DirectoryNode | undefined {
  let node: FsNode | undefined;
  try {
    node = lookup(tree, resolveInTree(tree, path));
  } catch {
    return undefined;
  }
  return node?.kind === "directory" ? node : undefined;
}
