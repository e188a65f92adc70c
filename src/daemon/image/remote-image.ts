import type { RemoteImage } from "../../api/build.ts";
import { manifestOf } from "../../registry/manifest.ts";
import type { RegistryImage } from "../../registry/registry.ts";
import { encode } from "../../std/text.ts";
import { getIn, setIn } from "../buckets.ts";
import type { Foundation } from "./create.ts";
import { type ImageDeps, updateImages } from "./deps.ts";
import { addBlob, layerRecords } from "./layers.ts";
import { fetchTimeline, playTimeline } from "./transfer.ts";

/** Bytes of a list of manifests: about what Docker Hub has for a dozen platforms. */
const INDEX_SIZE = 9_480;

/** What is built upon an image of a registry: its layers, be they here or not. */
export function remoteFoundation(image: RegistryImage): Foundation {
  let trees: ReturnType<RegistryImage["trees"]> | undefined;
  return {
    layers: layerRecords(image.layers),
    trees() {
      trees ??= image.trees();
      return trees;
    },
  };
}

/** The way of a registry's image into the build cache. */
export function remoteImage(deps: ImageDeps, image: RegistryImage): RemoteImage {
  const manifest = { digest: image.manifestDigest ?? image.digest, size: encode(manifestOf(image)).length };
  const list = manifest.digest === image.digest ? [] : [{ digest: image.digest, size: INDEX_SIZE }];
  const config = { digest: image.imageID, size: encode(JSON.stringify(image.config)).length };
  const layers = layerRecords(image.layers);
  const missingLayers = () => {
    const here = deps.store.get().images.layers;
    return image.layers.filter((_, i) => !getIn(here, layers[i]?.chainID ?? ""));
  };
  return {
    documents: [...list, manifest, config],
    isHere: () => missingLayers().length === 0,
    async fetch(report, cancel) {
      const missing = missingLayers();
      const byShortID = new Map(missing.map((l) => [l.digest.slice(7, 19), l]));
      const begun = new Set<string>();
      for await (const { id = "", status, progressDetail } of playTimeline(fetchTimeline(missing), deps, cancel)) {
        const layer = byShortID.get(id);
        if (!layer) continue;
        const { digest, compressedSize: total } = layer;
        // The first word of a blob is that nothing of it is there yet.
        const current = begun.has(digest) ? (progressDetail?.current ?? 0) : 0;
        if (status === "Downloading") report(digest, current, total, false);
        if (status === "Downloading") begun.add(digest);
        if (status === "Download complete") report(digest, total, total, true);
        if (status === "Extracting") report(`extracting ${digest}`, 0, 0, false);
        if (status === "Pull complete") report(`extracting ${digest}`, 0, 0, true);
      }
      keepLayers(deps, image);
    },
  };
}

function keepLayers(deps: ImageDeps, image: RegistryImage): void {
  const layers = layerRecords(image.layers);
  updateImages(deps.store, (before) => {
    let images = before;
    for (const layer of layers) {
      if (getIn(images.layers, layer.chainID)) continue;
      images = { ...images, layers: setIn(images.layers, layer.chainID, layer) };
    }
    // BuildKit does not tell the engine where a blob came from: a push cannot mount it from there.
    for (const { diffID, digest, compressedSize } of image.layers) {
      images = addBlob(images, diffID, { digest, size: compressedSize, host: "", repository: "" });
    }
    return images;
  });
  hold(
    deps,
    layers.map((l) => l.chainID),
  );
}

/** The build cache holds these layers from now on. */
export function hold(deps: ImageDeps, chainIDs: readonly string[]): void {
  updateImages(deps.store, (images) => ({ ...images, cached: new Set([...images.cached, ...chainIDs]) }));
}
