import type { AuthConfig } from "../../api/image.ts";
import type { ProgressMessage } from "../../api/progress.ts";
import { familiarName, familiarString, fullName, type Reference, withDefaultTag } from "../../reference/reference.ts";
import { type Registry, RegistryError, type RegistryImage } from "../../registry/registry.ts";
import type { Cancel } from "../../std/cancel.ts";
import { type Digest, digestOf } from "../../std/digest.ts";
import { encode } from "../../std/text.ts";
import { getIn, valuesOf } from "../buckets.ts";
import { shortID } from "../ids.ts";
import { compressedLayer, loadTrees } from "./blob.ts";
import { configBytes } from "./config-file.ts";
import { type ImageDeps, imageEvent, updateImages } from "./deps.ts";
import { findImage, parseReference } from "./find.ts";
import { addBlob } from "./layers.ts";
import { addName, byCode, imageNamed, lookupName, nameOf } from "./names.ts";
import { ofPlatform } from "./platform.ts";
import { ROUND_TRIP } from "./pull.ts";
import type { BlobRecord, ImageRecord, LayerRecord } from "./record.ts";
import { reachRegistry, streamError, usableAuth } from "./registry-access.ts";
import { playTimeline, type Sent, sendTimeline, waitingPushes } from "./transfer.ts";

export interface PushOptions {
  readonly all: boolean;
  readonly platform: string;
  readonly auth?: AuthConfig;
}

/**
 * `docker push`: of one tag, or of all tags of the repository. The answer begins at once, so what goes wrong comes as a
 * message. Each layer, top first: prepared, then there already, mounted from another repository of the registry that is
 * known to have it, or sent. The manifest follows, and the image gets its digest as a name.
 */
export async function* pushImage(
  deps: ImageDeps,
  text: string,
  options: PushOptions,
  cancel: Cancel,
): AsyncGenerator<ProgressMessage> {
  const ref = parseReference(text);
  const auth = usableAuth(options.auth);
  const shown = familiarString(withDefaultTag(ref));
  if (options.platform !== "") ofPlatform(findImage(deps.store.get().images, shown), shown, options.platform);
  yield { status: `The push refers to repository [${fullName(ref)}]` };
  try {
    const registry = reachRegistry(deps, ref.domain);
    await deps.kernel.sleep(ROUND_TRIP, cancel);
    await deps.kernel.load(() => registry.prepare(ref.path));
    for (const name of namesToPush(deps, ref, options.all)) {
      yield* pushOne(deps, registry, name, auth, cancel);
    }
  } catch (e) {
    yield streamError(e);
    return;
  }
  imageEvent(deps, "push", familiarString(options.all ? ref : withDefaultTag(ref)), familiarName(ref));
}

/** The tags to push, in order. Throws when there are none. */
function namesToPush(deps: ImageDeps, ref: Reference, all: boolean): Reference[] {
  const { images } = deps.store.get();
  const local = [...valuesOf(images.records)]
    .flatMap((image) => image.references.map(nameOf))
    .filter((name) => name.repository === fullName(ref) && name.tag !== undefined)
    .sort((a, b) => byCode(a.full, b.full));
  if (!local.length) {
    throw new RegistryError("manifest-unknown", `An image does not exist locally with the tag: ${familiarName(ref)}`);
  }
  if (all) return local.map((name) => ({ domain: ref.domain, path: ref.path, tag: name.tag ?? "" }));
  const one = withDefaultTag(ref);
  if (!imageNamed(images, lookupName(one))) {
    throw new RegistryError("manifest-unknown", `tag does not exist: ${familiarString(one)}`);
  }
  return [one];
}

async function* pushOne(
  deps: ImageDeps,
  registry: Registry,
  name: Reference,
  auth: AuthConfig | undefined,
  cancel: Cancel,
): AsyncGenerator<ProgressMessage> {
  const { images } = deps.store.get();
  const image = imageNamed(images, lookupName(name));
  if (!image) return;
  const layers = image.layers.flatMap((chainID) => getIn(images.layers, chainID) ?? []);
  const ids = layers.map((l) => shortID(l.diffID)).toReversed();
  for (const id of ids) yield { status: "Preparing", progressDetail: {}, id };
  for (const id of waitingPushes(ids)) yield { status: "Waiting", progressDetail: {}, id };
  await deps.kernel.sleep(ROUND_TRIP, cancel);

  const refusal = refusalOf(registry, name, auth);
  const blobs = await layerBlobs(deps, image, layers);
  const steps = layers.map((layer, i) => step(deps, registry, name, layer, blobs[i])).toReversed();
  const sent = refusal ? steps.filter((s) => s.last === EXISTS) : steps;
  yield* playTimeline(sendTimeline(sent), deps, cancel);
  await deps.kernel.sleep(ROUND_TRIP, cancel);
  if (refusal) {
    // With all layers there already it is the manifest that is refused, in other words.
    const manifestRefused = sent.length === steps.length && steps.length > 0;
    throw manifestRefused ? new RegistryError(refusal.code, `errors:\n${refusal.message}\nunauthorized\n`) : refusal;
  }
  const pushed = registryImage(image, layers, blobs);
  registry.push(name.path, name.tag ?? "", pushed.image, auth);
  updateImages(deps.store, (before) => {
    let after = before;
    layers.forEach((layer, i) => {
      const { digest, size } = blobs[i] ?? { digest: layer.diffID, size: 0 };
      after = addBlob(after, layer.diffID, { digest, size, host: name.domain, repository: name.path });
    });
    return addName(after, `${fullName(name)}@${pushed.image.digest}`, image.id);
  });
  const tag = name.tag ?? "";
  yield { status: `${tag}: digest: ${pushed.image.digest} size: ${pushed.size}` };
  yield { progressDetail: {}, aux: { Tag: tag, Digest: pushed.image.digest, Size: pushed.size } };
}

const EXISTS = "Layer already exists";

/** Why this user may not push there; undefined when he may. */
function refusalOf(registry: Registry, name: Reference, auth: AuthConfig | undefined): RegistryError | undefined {
  try {
    registry.authorizePush(name.path, auth);
    return undefined;
  } catch (e) {
    if (e instanceof RegistryError) return e;
    throw e;
  }
}

/** What happens with one layer, and how many bytes have to be sent for it. */
function step(
  deps: ImageDeps,
  registry: Registry,
  name: Reference,
  layer: LayerRecord,
  blob: Pick<BlobRecord, "digest" | "size"> | undefined,
): Sent {
  const id = shortID(layer.diffID);
  const digest = (blob?.digest ?? layer.diffID) as Digest;
  const { size } = layer;
  if (registry.hasLayer(name.path, digest) === "exists") return { id, size, compressedSize: 0, last: EXISTS };
  const known = getIn(deps.store.get().images.blobs, layer.diffID) ?? [];
  const source = known.find(
    (b) => b.host === name.domain && b.repository !== name.path && registry.hasLayer(b.repository, digest) === "exists",
  );
  if (source) return { id, size, compressedSize: 0, last: `Mounted from ${source.repository}` };
  return { id, size, compressedSize: blob?.size ?? 1, last: "Pushed" };
}

/** The compressed form of each layer: known from a pull or push, else made. */
async function layerBlobs(
  deps: ImageDeps,
  image: ImageRecord,
  layers: readonly LayerRecord[],
): Promise<Pick<BlobRecord, "digest" | "size">[]> {
  const known = deps.store.get().images.blobs;
  const out: Pick<BlobRecord, "digest" | "size">[] = [];
  for (const [i, layer] of layers.entries()) {
    const blob = getIn(known, layer.diffID)?.[0];
    if (blob) {
      out.push({ digest: blob.digest, size: blob.size });
      continue;
    }
    const trees = await loadTrees(deps, image);
    const tree = trees[i];
    out.push(tree ? await compressedLayer(deps, trees[i - 1], tree) : { digest: layer.diffID, size: layer.size });
  }
  return out;
}

/** The image as the registry keeps it, and the length of its manifest (Docker's image manifest, version 2, schema 2). */
function registryImage(
  image: ImageRecord,
  layers: readonly LayerRecord[],
  blobs: readonly Pick<BlobRecord, "digest" | "size">[],
): { readonly image: RegistryImage; readonly size: number } {
  const manifest = {
    schemaVersion: 2,
    mediaType: "application/vnd.docker.distribution.manifest.v2+json",
    config: {
      mediaType: "application/vnd.docker.container.image.v1+json",
      size: configBytes(image.config).length,
      digest: image.id,
    },
    layers: blobs.map(({ digest, size }) => ({
      mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip",
      size,
      digest,
    })),
  };
  const bytes = encode(JSON.stringify(manifest, null, 3));
  return {
    image: {
      digest: digestOf(bytes),
      imageID: image.id as Digest,
      config: image.config,
      layers: layers.map((layer, i) => ({
        digest: (blobs[i]?.digest ?? layer.diffID) as Digest,
        compressedSize: blobs[i]?.size ?? 0,
        size: layer.size,
        diffID: layer.diffID as Digest,
      })),
      size: image.size,
      trees: () => image.trees(),
    },
    size: bytes.length,
  };
}
