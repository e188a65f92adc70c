import { NotSimulated } from "../../api/errors.ts";
import type { AuthConfig } from "../../api/image.ts";
import { parsePlatform, platformMismatch, withoutUsualVariant } from "../../api/platform.ts";
import type { ProgressMessage } from "../../api/progress.ts";
import {
  familiarName,
  familiarString,
  fullName,
  fullString,
  type Reference,
  withDefaultTag,
} from "../../reference/reference.ts";
import type { RegistryImage } from "../../registry/registry.ts";
import type { Cancel } from "../../std/cancel.ts";
import { MILLISECOND } from "../../std/time.ts";
import { getIn } from "../buckets.ts";
import { shortID } from "../ids.ts";
import { type ImageDeps, imageEvent, updateImages } from "./deps.ts";
import { parseReference } from "./find.ts";
import { addBlob, addImage, layerRecords, releaseLayers } from "./layers.ts";
import { addName, imageNamed, lookupName } from "./names.ts";
import type { ImageRecord } from "./record.ts";
import { pullError, reachRegistry, usableAuth } from "./registry-access.ts";
import { fetchTimeline, playTimeline, type Timed } from "./transfer.ts";

/** Asking for a token and a manifest. */
export const ROUND_TRIP = 150 * MILLISECOND;

export interface PullOptions {
  readonly all: boolean;
  readonly platform: string;
  readonly auth?: AuthConfig;
}

/**
 * `docker pull`. What the registry refuses is thrown before the first message. Layers that are here are not fetched again;
 * an image that is here is only named. `all`: every tag of the repository, then one status for all of them.
 */
export async function* pullImage(
  deps: ImageDeps,
  text: string,
  options: PullOptions,
  cancel: Cancel,
): AsyncGenerator<ProgressMessage> {
  const ref = parseReference(text);
  const wanted = options.all ? ref : withDefaultTag(ref);
  const platform = options.platform === "" ? undefined : parsePlatform(options.platform);
  const auth = usableAuth(options.auth);
  const registry = reachRegistry(deps, ref.domain);
  await deps.kernel.sleep(ROUND_TRIP, cancel);
  await deps.kernel.load(() => registry.prepare(ref.path));
  const find = (one: Reference): RegistryImage => {
    try {
      return registry.pull(one.path, one.digest ?? one.tag ?? "latest", auth);
    } catch (e) {
      throw pullError(e, one);
    }
  };
  let names: Reference[] = [wanted];
  if (options.all) {
    try {
      names = registry.tags(ref.path, auth).map((tag) => ({ domain: ref.domain, path: ref.path, tag }));
    } catch (e) {
      throw pullError(e, ref);
    }
  }
  let newer = false;
  for (const name of names) {
    const image = find(name);
    if (platform !== undefined) refuseForeign(image, platform);
    if (yield* pullOne(deps, name, image, cancel)) newer = true;
  }
  const shown = options.all ? familiarName(ref) : familiarString(wanted);
  yield { status: `Status: ${newer ? "Downloaded newer image" : "Image is up to date"} for ${shown}` };
  const found = imageNamed(deps.store.get().images, lookupName(names[0] ?? wanted));
  const mismatch = found && platform !== undefined ? platformMismatch(shown, found.config, platform) : undefined;
  if (mismatch !== undefined) yield { status: `WARNING: ${mismatch}` };
  imageEvent(deps, "pull", shown, familiarName(ref), found);
}

/** Pulls one tag or digest; whether its name was not here or meant another image. */
async function* pullOne(
  deps: ImageDeps,
  name: Reference,
  image: RegistryImage,
  cancel: Cancel,
): AsyncGenerator<ProgressMessage, boolean> {
  yield { status: `Pulling from ${name.path}`, id: name.digest === undefined ? (name.tag ?? "") : fullString(name) };
  await deps.kernel.sleep(ROUND_TRIP, cancel);
  if (!getIn(deps.store.get().images.records, image.imageID)) {
    yield* playTimeline(missingLayers(deps, image), deps, cancel);
  }
  yield { status: `Digest: ${image.digest}` };
  const full = lookupName(name);
  const before = imageNamed(deps.store.get().images, full)?.id;
  storePulled(deps, name, image);
  return before !== image.imageID;
}

/** The news of the layers that have to be fetched, after those that are here. */
function missingLayers(deps: ImageDeps, image: RegistryImage): Timed[] {
  deps.store.update(releaseLayers);
  const known = deps.store.get().images.layers;
  const records = layerRecords(image.layers);
  const missing = image.layers.filter((_, i) => !getIn(known, records[i]?.chainID ?? ""));
  const here = image.layers.filter((layer) => !missing.includes(layer));
  const already = here.map(
    (layer): Timed => ({
      at: 0,
      message: { status: "Already exists", progressDetail: {}, id: shortID(layer.digest) },
    }),
  );
  return [...already, ...fetchTimeline(missing)];
}

/** Puts a registry's image among those that are here, under its digest and, if it was asked for by one, its tag. */
export function storePulled(deps: ImageDeps, name: Reference, image: RegistryImage): ImageRecord {
  const layers = layerRecords(image.layers);
  updateImages(deps.store, (before) => {
    let images = before;
    const known = getIn(images.records, image.imageID);
    if (!known)
      images = addImage(
        images,
        recordOf(
          image,
          layers.map((l) => l.chainID),
        ),
        layers,
      );
    for (const layer of image.layers) {
      images = addBlob(images, layer.diffID, {
        digest: layer.digest,
        size: layer.compressedSize,
        host: name.domain,
        repository: name.path,
      });
    }
    images = addName(images, `${fullName(name)}@${image.digest}`, image.imageID);
    return name.digest === undefined ? addName(images, lookupName(name), image.imageID) : images;
  });
  return (
    getIn(deps.store.get().images.records, image.imageID) ??
    recordOf(
      image,
      layers.map((l) => l.chainID),
    )
  );
}

function recordOf(image: RegistryImage, layers: readonly string[]): ImageRecord {
  let trees: ReturnType<RegistryImage["trees"]> | undefined;
  return {
    id: image.imageID,
    config: image.config,
    layers,
    size: image.size,
    parent: "",
    lastTagged: undefined,
    references: [],
    trees() {
      trees ??= image.trees();
      return trees;
    },
  };
}

function platformOf(image: { readonly config: { readonly os: string; readonly architecture: string } }): string {
  return `${image.config.os}/${image.config.architecture}`;
}

/** An image for several platforms is here for one only. */
function refuseForeign(image: RegistryImage, platform: string): void {
  const multi = "manifestDigest" in image && image.manifestDigest !== undefined;
  if (multi && withoutUsualVariant(platform) !== platformOf(image)) {
    throw new NotSimulated(`images for ${platform} are not simulated, only for ${platformOf(image)}`);
  }
}
