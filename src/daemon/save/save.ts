import { entriesOf, valuesOf } from "../buckets.ts";
import { treeOf } from "../container/diff.ts";
import { allContainers, liveOf } from "../container/lookup.ts";
import type { Daemon } from "../daemon.ts";
import type { ImageRecord } from "../image/record.ts";
import type { SavedContainer, SavedDaemon, SavedImageRecord, SavedImages } from "./saved.ts";

/** The daemon's state at this moment: all values are taken at once, only the trees of stock images may have to be made. */
export function saveDaemon(d: Daemon): Promise<SavedDaemon> {
  const { images, ...state } = d.store.get();
  const containers = allContainers(d).map((c): SavedContainer => {
    const { log } = liveOf(d, c);
    return { record: c, tree: treeOf(d, c), log: [...log.entries], dropped: log.dropped };
  });
  const networks = [...valuesOf(state.networks)];
  const volumes = [...valuesOf(state.volumes)];
  return saveImages(images).then((saved) => ({ containers, networks, volumes, images: saved }));
}

async function saveImages(images: ReturnType<Daemon["store"]["get"]>["images"]): Promise<SavedImages> {
  const records: SavedImageRecord[] = [];
  const ghosts: SavedImageRecord[] = [];
  const archived: SavedImages["archived"][number][] = [];
  for (const image of valuesOf(images.records)) records.push(await saveImage(image));
  for (const image of valuesOf(images.ghosts)) ghosts.push(await saveImage(image));
  for (const [config, { image, layers }] of entriesOf(images.saved))
    archived.push({ config, image: await saveImage(image), layers });
  return {
    records,
    ghosts,
    names: [...entriesOf(images.names)],
    layers: [...valuesOf(images.layers)],
    blobs: [...entriesOf(images.blobs)],
    archived,
  };
}

async function saveImage(image: ImageRecord): Promise<SavedImageRecord> {
  return { record: image, trees: await image.trees() };
}
