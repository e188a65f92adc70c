import type { TreeCell } from "./mounts.ts";
import type { DirectoryNode, Tree } from "./node.ts";
import { lookup } from "./tree.ts";

/*
 * A container's file system is layers mounted over each other. Ours is one tree that shares with the tree below all that
 * its layer left alone, so a folder is in the upper layer where it is not the same value as below. overlayfs merges the
 * folders of one name, does not count what is in them, and says one link (ovl_dir_getattr).
 */

/** What a tree was made upon: the layer below. */
const BELOW = new WeakMap<Tree, Tree>();

/** Remembers that a tree is a layer upon another. */
export function layUpon(tree: Tree, below: Tree): void {
  if (tree !== below && !BELOW.has(tree)) BELOW.set(tree, below);
}

const KNOWN = new WeakMap<DirectoryNode, { readonly base: Tree; readonly inner: string; readonly merged: boolean }>();

/** Whether the folder at this path of a cell lies in more than one layer. */
export function isMerged(node: DirectoryNode, inner: string, cell: TreeCell): boolean {
  const { base } = cell;
  if (!base) return false;
  const known = KNOWN.get(node);
  if (known?.base === base && known.inner === inner) return known.merged;
  const merged = liesBelow(node, inner, base);
  KNOWN.set(node, { base, inner, merged });
  return merged;
}

function liesBelow(node: DirectoryNode, inner: string, base: Tree): boolean {
  for (let tree: Tree | undefined = base; tree; tree = BELOW.get(tree)) {
    const other = lookup(tree, inner);
    // One that was made anew hides what lies below.
    if (other !== node) return other?.kind === "directory" && other.ino === node.ino;
  }
  return false;
}
