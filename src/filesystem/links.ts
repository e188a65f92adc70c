import type { DirectoryNode, Entries, FsNode, Tree } from "./node.ts";

/*
 * Where a hard-linked file's names are is not kept: it is read off the tree. Each folder's counts are remembered beside
 * its entries, which never change, so a tree that differs by one path from another is counted anew along that path only.
 */

type Counts = ReadonlyMap<number, number>;

const NONE: Counts = new Map();
const COUNTS = new WeakMap<Entries, Counts>();

/** How many names the file with this link id has in the tree. */
export function linkCount(tree: Tree, link: number): number {
  return countsOf(tree).get(link) ?? 0;
}

/** All paths in the tree that name the file with this link id. */
export function linkedNames(tree: Tree, link: number): string[] {
  const names: string[] = [];
  const visit = (folder: DirectoryNode, prefix: string) => {
    for (const [name, node] of folder.entries) {
      if (node.kind === "file" && node.link === link) names.push(`${prefix}/${name}`);
      else if (node.kind === "directory" && countsOf(node).has(link)) visit(node, `${prefix}/${name}`);
    }
  };
  visit(tree, "");
  return names;
}

/** By link id: how many names below the folder. */
function countsOf(folder: DirectoryNode): Counts {
  const known = COUNTS.get(folder.entries);
  if (known) return known;
  let counts: Map<number, number> | undefined;
  for (const [, node] of folder.entries) {
    for (const [link, count] of linksOf(node)) {
      counts ??= new Map();
      counts.set(link, (counts.get(link) ?? 0) + count);
    }
  }
  COUNTS.set(folder.entries, counts ?? NONE);
  return counts ?? NONE;
}

function linksOf(node: FsNode): Iterable<readonly [number, number]> {
  if (node.kind === "directory") return countsOf(node);
  return node.kind === "file" && node.link !== undefined ? [[node.link, 1]] : [];
}
