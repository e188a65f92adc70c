import { layerOf } from "../../filesystem/layer.ts";
import type { Tree } from "../../filesystem/node.ts";
import { layUpon } from "../../filesystem/overlay.ts";
import { layerEntries } from "../../filesystem/tar.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { digestOf } from "../../std/digest.ts";
import { encodeTar } from "../../std/tar.ts";
import type { ImageDeps } from "./deps.ts";
import type { ImageRecord } from "./record.ts";

/** An image's file trees after each layer, bottom first. */
export async function loadTrees(deps: Pick<ImageDeps, "kernel">, image: ImageRecord): Promise<readonly Tree[]> {
  const trees = await deps.kernel.load(() => image.trees());
  for (const [i, tree] of trees.entries()) {
    const below = trees[i - 1];
    if (below) layUpon(tree, below);
  }
  return trees;
}

/** The uncompressed archive of the layer between two trees. */
export function layerArchive(below: Tree | undefined, tree: Tree): Uint8Array {
  return encodeTar(layerEntries(layerOf(below ?? emptyTree(tree.mtime), tree).changes));
}

/** The blob that a push sends of a layer: its archive, gzipped. */
export async function compressedLayer(
  deps: Pick<ImageDeps, "kernel">,
  below: Tree | undefined,
  tree: Tree,
): Promise<{ readonly digest: string; readonly size: number }> {
  const { gzipSync } = await deps.kernel.load(() => import("fflate"));
  const bytes = gzipSync(layerArchive(below, tree), { mtime: 0 });
  return { digest: digestOf(bytes), size: bytes.length };
}
