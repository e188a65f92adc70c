import type { BaseImage, BuildBackend } from "../../api/build.ts";
import { NotFound, SystemError } from "../../api/errors.ts";
import type { Tree } from "../../filesystem/node.ts";
import { fullString, type Reference, withDefaultTag } from "../../reference/reference.ts";
import { RegistryError, type RegistryImage } from "../../registry/registry.ts";
import type { Cancel } from "../../std/cancel.ts";
import { getIn, setIn, valuesOf } from "../buckets.ts";
import { createImage, type Foundation, FROM_SCRATCH, foundationOf, topTree } from "./create.ts";
import { type ImageDeps, updateImages } from "./deps.ts";
import { parseReference } from "./find.ts";
import { addBlob, layerRecords, releaseLayers } from "./layers.ts";
import { imageNamed, lookupName } from "./names.ts";
import { ROUND_TRIP } from "./pull.ts";
import { pushImage } from "./push.ts";
import { unreachable, usableAuth } from "./registry-access.ts";
import { fetchTimeline, playTimeline } from "./transfer.ts";

type ImageBackend = Pick<BuildBackend, "resolve" | "commit" | "push" | "retain" | "inImages">;

/**
 * The builder's way to images. A base image is taken from here when it has the name, else from its registry; then only its
 * layers stay, in the build cache: it does not appear among the images.
 */
export function createImageBackend(deps: ImageDeps): ImageBackend {
  /** What the bases that were resolved begin with, by the chainID of their layers. */
  const foundations = new Map<string, Foundation>();
  /** The chainID of the layers that a tree comes of. */
  const chains = new WeakMap<Tree, string>();

  return {
    async resolve(reference, options, cancel) {
      const ref = withDefaultTag(parseReference(reference));
      const local = options.pull ? undefined : imageNamed(deps.store.get().images, lookupName(ref));
      const { os, architecture } = options.platform;
      if (local && local.config.os === os && local.config.architecture === architecture) {
        const foundation = foundationOf(deps, local);
        return asBase(foundation, local.id, fullString(ref), local.config);
      }
      options.waiting?.();
      const image = await fromRegistry(deps, ref, options, cancel);
      const resolved = ref.digest === undefined ? `${fullString(ref)}@${image.digest}` : fullString(ref);
      const foundation = await fetchLayers(deps, image, options.report, cancel);
      return asBase(foundation, image.imageID, resolved, image.config);
    },

    async commit({ base, layers, config, tags }) {
      const foundation = base?.chainID ? foundations.get(base.chainID) : FROM_SCRATCH;
      if (!foundation) throw new SystemError(`unknown base image ${base?.id}`);
      const image = createImage(deps, { base: foundation, layers, config, tags });
      const own = image.layers.slice(foundation.layers.length);
      for (const [i, { after }] of layers.entries()) chains.set(after, own[i] ?? "");
      hold(deps, image.layers);
      const diffIDs = image.config.rootfs.diff_ids;
      return { imageID: image.id, diffIDs: diffIDs.slice(foundation.layers.length) };
    },

    async push(reference, auth, cancel) {
      const options = { all: false, platform: "", ...(auth ? { auth } : {}) };
      for await (const message of pushImage(deps, reference, options, cancel)) {
        if (message.error !== undefined) throw new SystemError(message.error);
      }
    },

    inImages(tree) {
      const chain = chains.get(tree);
      return (
        chain !== undefined && [...valuesOf(deps.store.get().images.records)].some((r) => r.layers.includes(chain))
      );
    },

    retain(trees) {
      updateImages(deps.store, (images) => {
        const cached = new Set<string>();
        for (const tree of trees) {
          for (let at = chains.get(tree); at; at = getIn(images.layers, at)?.parent) cached.add(at);
        }
        return { ...images, cached };
      });
      deps.store.update(releaseLayers);
    },
  };

  async function asBase(
    foundation: Foundation,
    id: string,
    resolved: string,
    config: BaseImage["config"],
  ): Promise<BaseImage> {
    const tree = topTree(await deps.kernel.load(() => foundation.trees()));
    const chainID = foundation.layers.at(-1)?.chainID ?? "";
    if (chainID) {
      foundations.set(chainID, foundation);
      chains.set(tree, chainID);
    }
    hold(
      deps,
      foundation.layers.map((l) => l.chainID),
    );
    return { id, resolved, tree, config, chainID };
  }
}

/** The registry's image; errors are what BuildKit says after `failed to resolve source metadata for NAME: `. */
async function fromRegistry(
  deps: ImageDeps,
  ref: Reference,
  options: Parameters<BuildBackend["resolve"]>[1],
  cancel: Cancel,
): Promise<RegistryImage> {
  const registry = deps.registries.get(ref.domain);
  const what = ref.digest ?? ref.tag ?? "latest";
  if (!registry) {
    const reason = unreachable(deps, ref.domain).replace(/^Get "[^"]*": /, "");
    throw new SystemError(
      `failed to do request: Head "https://${ref.domain}/v2/${ref.path}/manifests/${what}": ${reason}`,
    );
  }
  await deps.kernel.sleep(ROUND_TRIP, cancel);
  await deps.kernel.load(() => registry.prepare(ref.path));
  try {
    return registry.pull(ref.path, what, usableAuth(options.auth));
  } catch (e) {
    if (!(e instanceof RegistryError)) throw e;
    if (e.code === "manifest-unknown") throw new NotFound(`${fullString(ref)}: not found`);
    throw new NotFound(
      "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
    );
  }
}

/** Fetches the layers that are not here, in the time that takes, and keeps their records. */
async function fetchLayers(
  deps: ImageDeps,
  image: RegistryImage,
  report: (id: string, current: number, total: number) => void,
  cancel: Cancel,
): Promise<Foundation> {
  const layers = layerRecords(image.layers);
  const here = deps.store.get().images.layers;
  const missing = image.layers.filter((_, i) => !getIn(here, layers[i]?.chainID ?? ""));
  const byShortID = new Map(missing.map((l) => [l.digest.slice(7, 19), l]));
  for await (const { id = "", status, progressDetail } of playTimeline(fetchTimeline(missing), deps, cancel)) {
    const layer = byShortID.get(id);
    if (layer && status === "Downloading") report(layer.digest, progressDetail?.current ?? 0, layer.compressedSize);
    if (layer && status === "Download complete") report(layer.digest, layer.compressedSize, layer.compressedSize);
  }
  updateImages(deps.store, (before) => {
    let images = before;
    for (const layer of layers) {
      if (!getIn(images.layers, layer.chainID)) {
        images = { ...images, layers: setIn(images.layers, layer.chainID, layer) };
      }
    }
    // BuildKit does not tell the engine where a blob came from: a push cannot mount it from there.
    for (const { diffID, digest, compressedSize } of image.layers) {
      images = addBlob(images, diffID, { digest, size: compressedSize, host: "", repository: "" });
    }
    return images;
  });
  let trees: ReturnType<RegistryImage["trees"]> | undefined;
  return {
    layers,
    trees() {
      trees ??= image.trees();
      return trees;
    },
  };
}

/** The build cache holds these layers from now on. */
function hold(deps: ImageDeps, chainIDs: readonly string[]): void {
  updateImages(deps.store, (images) => ({ ...images, cached: new Set([...images.cached, ...chainIDs]) }));
}
