import { digestOf } from "../../std/digest.ts";
import { deleteIn, getIn, setIn, valuesOf } from "../buckets.ts";
import type { DaemonState } from "../store.ts";
import type { BlobRecord, ImageRecord, ImagesState, LayerRecord } from "./record.ts";

/** The chainIDs of these layers, bottom first: each the digest of the one below and its own diffID (OCI image-spec). */
export function chainIDs(diffIDs: readonly string[]): string[] {
  const out: string[] = [];
  for (const diffID of diffIDs) {
    const below = out.at(-1);
    out.push(below === undefined ? diffID : digestOf(`${below} ${diffID}`));
  }
  return out;
}

/** The layers' records, from their diffIDs and sizes. */
export function layerRecords(layers: readonly { readonly diffID: string; readonly size: number }[]): LayerRecord[] {
  const chains = chainIDs(layers.map((l) => l.diffID));
  return layers.map(({ diffID, size }, i) => ({ chainID: chains[i] ?? diffID, diffID, parent: chains[i - 1], size }));
}

/** With an image and its layers; layers that are here already stay as they are. */
export function addImage(images: ImagesState, image: ImageRecord, layers: readonly LayerRecord[]): ImagesState {
  let known = images.layers;
  for (const layer of layers) if (!getIn(known, layer.chainID)) known = setIn(known, layer.chainID, layer);
  return {
    ...images,
    layers: known,
    records: setIn(images.records, image.id, image),
    ghosts: deleteIn(images.ghosts, image.id),
  };
}

/** The state without an image, and the layers that went with it, top first. */
export function deleteImage(
  state: DaemonState,
  image: ImageRecord,
): { readonly state: DaemonState; readonly layers: readonly LayerRecord[] } {
  let images: ImagesState = { ...state.images, records: deleteIn(state.images.records, image.id) };
  if (containersUse(state, image.id)) images = { ...images, ghosts: setIn(images.ghosts, image.id, image) };
  const held = heldLayers({ ...state, images });
  const gone = image.layers.toReversed().filter((chainID) => !held.has(chainID));
  const layers = gone.flatMap((chainID) => getIn(images.layers, chainID) ?? []);
  let left = images.layers;
  for (const chainID of gone) left = deleteIn(left, chainID);
  return { state: { ...state, images: { ...images, layers: left } }, layers };
}

/** Lets go of what only containers that are gone, or the build cache of old, held. */
export function releaseLayers(state: DaemonState): DaemonState {
  let images = state.images;
  for (const ghost of valuesOf(images.ghosts)) {
    if (!containersUse(state, ghost.id)) images = { ...images, ghosts: deleteIn(images.ghosts, ghost.id) };
  }
  const held = heldLayers({ ...state, images });
  for (const layer of valuesOf(images.layers)) {
    if (!held.has(layer.chainID)) images = { ...images, layers: deleteIn(images.layers, layer.chainID) };
  }
  return images === state.images ? state : { ...state, images };
}

/** chainIDs that an image, a container or the build cache stands on. */
function heldLayers({ images }: DaemonState): Set<string> {
  const held = new Set(images.cached);
  for (const image of valuesOf(images.records)) for (const chainID of image.layers) held.add(chainID);
  for (const ghost of valuesOf(images.ghosts)) for (const chainID of ghost.layers) held.add(chainID);
  return held;
}

export function containersUse(state: DaemonState, imageID: string): boolean {
  for (const container of valuesOf(state.containers)) if (container.imageID === imageID) return true;
  return false;
}

/** Images that were committed from this one. */
export function childrenOf(images: ImagesState, id: string): ImageRecord[] {
  return [...valuesOf(images.records)].filter((image) => image.parent === id);
}

/** Ids of the images that this one was committed from, one upon the other, the nearest first. */
export function ancestorsOf(images: ImagesState, id: string): string[] {
  const out: string[] = [];
  for (let at = parentOf(images, id); at && !out.includes(at); at = parentOf(images, at)) out.push(at);
  return out;
}

function parentOf(images: ImagesState, id: string): string {
  return (getIn(images.records, id) ?? getIn(images.ghosts, id))?.parent ?? "";
}

/** Ids of the images that others were committed from. */
export function parentIDs(images: ImagesState): Set<string> {
  const ids = new Set<string>();
  for (const image of valuesOf(images.records)) if (image.parent) ids.add(image.parent);
  return ids;
}

/** Remembers where a layer's blob is. */
export function addBlob(images: ImagesState, diffID: string, blob: BlobRecord): ImagesState {
  const known = getIn(images.blobs, diffID) ?? [];
  const same = (b: BlobRecord) => b.digest === blob.digest && b.host === blob.host && b.repository === blob.repository;
  return known.some(same) ? images : { ...images, blobs: setIn(images.blobs, diffID, [...known, blob]) };
}
