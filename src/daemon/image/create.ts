import type { ImageConfigFile } from "../../api/image.ts";
import { layerOf } from "../../filesystem/layer.ts";
import type { Tree } from "../../filesystem/node.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { getIn } from "../buckets.ts";
import { imageIDOf, orderedConfig } from "./config-file.ts";
import { type ImageDeps, imageEvent, updateImages } from "./deps.ts";
import { addImage, layerRecords } from "./layers.ts";
import type { ImageRecord, LayerRecord } from "./record.ts";
import { nameImage } from "./tag.ts";

/** Layers that an image begins with: records of those here, and how to get their trees. */
export interface Foundation {
  readonly layers: readonly LayerRecord[];
  trees(): Promise<readonly Tree[]>;
}

export const FROM_SCRATCH: Foundation = { layers: [], trees: async () => [] };

/** The layers of an image that is here, or of one that is gone but for a container. */
export function foundationOf(deps: ImageDeps, image: ImageRecord): Foundation {
  const { images } = deps.store.get();
  return {
    layers: image.layers.flatMap((chainID) => getIn(images.layers, chainID) ?? []),
    trees: () => image.trees(),
  };
}

/** A new layer: the tree below it and the one with it. */
export interface NewLayer {
  readonly before: Tree;
  readonly after: Tree;
}

/** The layers' diffIDs and sizes. */
export function measureLayers(layers: readonly NewLayer[]): { readonly diffID: string; readonly size: number }[] {
  return layers.map(({ before, after }) => {
    const { diffID, size } = layerOf(before, after);
    return { diffID, size };
  });
}

/**
 * Makes an image of layers that are here and new ones; its id is the digest of its config, into which the diffIDs of all
 * layers are put. The same image once more is the same record. Says `create`.
 */
export function createImage(
  deps: ImageDeps,
  options: {
    readonly base: Foundation;
    readonly layers: readonly NewLayer[];
    readonly config: ImageConfigFile;
    readonly parent?: string;
    /** Names that it gets; their events come before `create`. */
    readonly tags?: readonly string[];
    /** False where the caller has another word for it. */
    readonly event?: boolean;
  },
): ImageRecord {
  const added = measureLayers(options.layers);
  const layers = layerRecords([...options.base.layers, ...added]);
  const config = orderedConfig({
    ...options.config,
    rootfs: { type: "layers", diff_ids: layers.map((l) => l.diffID) },
  });
  const id = imageIDOf(config);
  const known = getIn(deps.store.get().images.records, id);
  const name = () => {
    for (const tag of options.tags ?? []) nameImage(deps, id, tag);
  };
  if (known) {
    name();
    return known;
  }
  const image: ImageRecord = {
    id,
    config,
    layers: layers.map((l) => l.chainID),
    size: layers.reduce((sum, l) => sum + l.size, 0),
    parent: options.parent ?? "",
    lastTagged: undefined,
    references: [],
    trees: treesUpon(
      options.base,
      options.layers.map((l) => l.after),
    ),
  };
  updateImages(deps.store, (images) => addImage(images, image, layers));
  name();
  if (options.event !== false) imageEvent(deps, "create", id, id);
  return image;
}

function treesUpon(base: Foundation, above: readonly Tree[]): () => Promise<readonly Tree[]> {
  if (!base.layers.length) return async () => above;
  return async () => [...(await base.trees()), ...above];
}

/** The tree on top of these layers. */
export function topTree(trees: readonly Tree[]): Tree {
  return trees.at(-1) ?? emptyTree();
}
