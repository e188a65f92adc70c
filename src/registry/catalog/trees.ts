import type { Tree } from "../../filesystem/node.ts";
import type { Digest } from "../../std/digest.ts";

const built = new Map<string, Tree>();

/**
 * The trees after each layer, bottom first. The same layers upon the same layers are one tree, whichever images they
 * belong to: `build` gets those that are here already and gives all of them.
 */
export function sharedTrees(
  layers: readonly { readonly digest: Digest }[],
  build: (have: readonly Tree[]) => readonly Tree[],
): readonly Tree[] {
  const keys: string[] = [];
  for (const { digest } of layers) keys.push(`${keys.at(-1) ?? ""} ${digest}`);
  const have: Tree[] = [];
  for (const key of keys) {
    const tree = built.get(key);
    if (!tree) break;
    have.push(tree);
  }
  if (have.length === layers.length) return have;
  const all = build(have);
  for (const [i, key] of keys.entries()) {
    const tree = all[i];
    if (tree) built.set(key, tree);
  }
  return all;
}
