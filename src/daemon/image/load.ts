import { ApiError } from "../../api/errors.ts";
import type { ImageConfigFile } from "../../api/image.ts";
import { parsePlatform, platformMismatch } from "../../api/platform.ts";
import type { ProgressMessage } from "../../api/progress.ts";
import { exactChanges } from "../../filesystem/change.ts";
import { sizeOfChanges } from "../../filesystem/layer.ts";
import type { Tree } from "../../filesystem/node.ts";
import { emptyTree } from "../../filesystem/tree.ts";
import { untar } from "../../filesystem/untar.ts";
import type { Cancel } from "../../std/cancel.ts";
import { digestOf } from "../../std/digest.ts";
import type { Reader } from "../../std/stream.ts";
import { decodeTar, TarError } from "../../std/tar-read.ts";
import { decode } from "../../std/text.ts";
import { SECOND } from "../../std/time.ts";
import { getIn, setIn } from "../buckets.ts";
import { shortID } from "../ids.ts";
import { decompressed, type ManifestItem, readArchive } from "./archive.ts";
import { type ImageDeps, imageEvent, updateImages } from "./deps.ts";
import { parseReference } from "./find.ts";
import { addImage, layerRecords, releaseLayers } from "./layers.ts";
import { addName, imageNamed, lookupName, nameOf } from "./names.ts";
import type { ImageRecord } from "./record.ts";

const DISK = 200_000_000; // bytes a second

/** What is wrong with an archive, in the daemon's words. */
class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

/** `docker load`. A name that another image has goes to the loaded one. What is wrong comes as a message. */
export async function* loadImages(
  deps: ImageDeps,
  from: Reader,
  options: { readonly quiet: boolean; readonly platform: string },
  cancel: Cancel,
): AsyncGenerator<ProgressMessage> {
  try {
    const entries = await readArchive(deps, from);
    const files = new Map(entries.map((e) => [e.name.replace(/^\.\//, ""), e.data]));
    yield* loadAll(deps, files, options, cancel);
  } catch (e) {
    if (!(e instanceof TarError || e instanceof ArchiveError || e instanceof ApiError)) throw e;
    yield { error: e.message, errorDetail: { message: e.message } };
  }
}

async function* loadAll(
  deps: ImageDeps,
  files: ReadonlyMap<string, Uint8Array>,
  { quiet, platform }: { readonly quiet: boolean; readonly platform: string },
  cancel: Cancel,
): AsyncGenerator<ProgressMessage> {
  const wanted = platform === "" ? undefined : parsePlatform(platform);
  const manifest = files.get("manifest.json");
  if (!manifest) throw new ArchiveError(missing(deps, firstWithoutManifest(files)));
  deps.store.update(releaseLayers);
  const ids: string[] = [];
  const parents: [id: string, parent: string][] = [];
  let named = 0;
  for (const item of parseManifest(manifest)) {
    const { os, architecture, variant } = parseConfig(fileOf(deps, files, item.Config));
    const own = { os, architecture, ...(variant ? { variant } : {}) };
    if (wanted !== undefined && platformMismatch("", own, wanted) !== undefined) {
      yield { stream: "\n" }; // What the real daemon says of an image that it leaves out.
      continue;
    }
    const image = yield* loadOne(deps, files, item, quiet, cancel);
    ids.push(image.id);
    if (item.Parent) parents.push([image.id, item.Parent]);
    named = item.RepoTags?.length ?? 0;
    for (const tag of item.RepoTags ?? []) yield* giveName(deps, tag, image.id);
    imageEvent(deps, "load", image.id, image.id);
  }
  linkParents(deps, parents);
  if (named === 0) for (const id of ids) yield { stream: `Loaded image ID: ${id}\n` };
}

async function* loadOne(
  deps: ImageDeps,
  files: ReadonlyMap<string, Uint8Array>,
  item: ManifestItem,
  quiet: boolean,
  cancel: Cancel,
): AsyncGenerator<ProgressMessage, ImageRecord> {
  const bytes = fileOf(deps, files, item.Config);
  const config = parseConfig(bytes);
  const id = digestOf(bytes);
  const diffIDs = config.rootfs.diff_ids;
  if (diffIDs.length !== item.Layers.length) {
    throw new ArchiveError(
      `invalid manifest, layers length mismatch: expected ${item.Layers.length}, got ${diffIDs.length}`,
    );
  }
  const original = getIn(deps.store.get().images.saved, id);
  const trees: Tree[] = [];
  const layers: { diffID: string; size: number }[] = [];
  for (const [i, path] of item.Layers.entries()) {
    const data = await decompressed(deps, fileOf(deps, files, path));
    const diffID = digestOf(data);
    if (diffID !== diffIDs[i]) {
      throw new ArchiveError(`invalid diffID for layer ${i}: expected "${diffIDs[i]}", got "${diffID}"`);
    }
    const below = trees.at(-1) ?? emptyTree();
    const tree = untar(below, decodeTar(data), "/", { whiteouts: true });
    trees.push(tree);
    layers.push({ diffID, size: sizeOfChanges(exactChanges(below, tree)) });
    const chainID = (original?.layers ?? layerRecords(layers))[i]?.chainID ?? "";
    if (!getIn(deps.store.get().images.layers, chainID)) yield* loading(deps, diffID, data.length, quiet, cancel);
  }
  const records = original?.layers ?? layerRecords(layers);
  const loaded: ImageRecord = original?.image ?? {
    id,
    config,
    layers: records.map((l) => l.chainID),
    size: layers.reduce((sum, l) => sum + l.size, 0),
    parent: "",
    lastTagged: undefined,
    references: [],
    trees: async () => trees,
  };
  const known = getIn(deps.store.get().images.records, loaded.id);
  if (known) return known;
  const fresh = { ...loaded, references: [] };
  updateImages(deps.store, (images) => addImage(images, fresh, records));
  return fresh;
}

async function* loading(
  deps: ImageDeps,
  diffID: string,
  total: number,
  quiet: boolean,
  cancel: Cancel,
): AsyncGenerator<ProgressMessage> {
  const steps = Math.max(1, Math.ceil((total / DISK) * 10));
  for (let i = 1; i <= steps; i++) {
    await deps.kernel.sleep(Math.round((total / steps / DISK) * SECOND), cancel);
    if (quiet) continue;
    const progressDetail = { current: Math.round((total * i) / steps), total };
    yield { status: "Loading layer", progressDetail, id: shortID(diffID) };
  }
}

function* giveName(deps: ImageDeps, tag: string, id: string): Generator<ProgressMessage> {
  const full = lookupName(parseReference(tag));
  const { familiar } = nameOf(full);
  const old = imageNamed(deps.store.get().images, full);
  if (old && old.id !== id) {
    yield { stream: `The image ${familiar} already exists, renaming the old one with ID ${old.id} to empty string\n` };
  }
  updateImages(deps.store, (images) => addName(images, full, id));
  yield { stream: `Loaded image: ${familiar}\n` };
}

/** An image of the archive that another one was committed from is its parent again, when it is here. */
function linkParents(deps: ImageDeps, parents: readonly [id: string, parent: string][]): void {
  updateImages(deps.store, (images) => {
    let records = images.records;
    for (const [id, parent] of parents) {
      const image = getIn(records, id);
      if (image && getIn(records, parent)) records = setIn(records, id, { ...image, parent });
    }
    return records === images.records ? images : { ...images, records };
  });
}

function parseManifest(bytes: Uint8Array): readonly ManifestItem[] {
  try {
    const value: unknown = JSON.parse(decode(bytes));
    if (Array.isArray(value)) return value as ManifestItem[];
  } catch {
    // Told below.
  }
  throw new ArchiveError("invalid character in manifest.json");
}

function parseConfig(bytes: Uint8Array): ImageConfigFile {
  try {
    const value = JSON.parse(decode(bytes)) as ImageConfigFile;
    if (value.rootfs?.diff_ids) return { ...value, config: value.config ?? {}, history: value.history ?? [] };
  } catch {
    // Told below.
  }
  throw new ArchiveError("invalid image JSON, no RootFS key");
}

function fileOf(deps: ImageDeps, files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const data = files.get(name);
  if (!data) throw new ArchiveError(missing(deps, name));
  return data;
}

/** Without a manifest it is read as the archives of old were: each folder an image with its `json`, then the names of all. */
function firstWithoutManifest(files: ReadonlyMap<string, Uint8Array>): string {
  const folders = [...files.keys()].flatMap((name) => /^([^/]+)\//.exec(name)?.[1] ?? []);
  const [first] = folders.sort();
  return first === undefined ? "repositories" : `${first}/json`;
}

function missing(deps: ImageDeps, name: string): string {
  const number = deps.kernel.chance.integer("docker-import", 4_000_000_000);
  return `open ${deps.dockerRoot}/tmp/docker-import-${number}/${name}: no such file or directory`;
}
