import { NotFound, SystemError } from "../../api/errors.ts";
import { parsePlatform, platformMismatch } from "../../api/platform.ts";
import { fullName, isIdentifier } from "../../reference/reference.ts";
import { digestOf } from "../../std/digest.ts";
import type { Reader } from "../../std/stream.ts";
import { type TarEntry, tarEntry, tarStream } from "../../std/tar.ts";
import { encode } from "../../std/text.ts";
import { type Micros, SECOND } from "../../std/time.ts";
import { setIn, valuesOf } from "../buckets.ts";
import {
  blobPath,
  type Descriptor,
  type ManifestItem,
  OCI_CONFIG,
  OCI_INDEX,
  OCI_LAYER,
  OCI_MANIFEST,
} from "./archive.ts";
import { layerArchive, loadTrees } from "./blob.ts";
import { configBytes, goJSON } from "./config-file.ts";
import { foundationOf } from "./create.ts";
import { type ImageDeps, imageEvent, updateImages } from "./deps.ts";
import { findImage, imageByPrefix, parseReference } from "./find.ts";
import { legacyLayers } from "./legacy-layers.ts";
import { createdAt } from "./list.ts";
import { byCode, imageNamed, lookupName, type Name, nameOf } from "./names.ts";
import type { ImageRecord, ImagesState } from "./record.ts";

/** `docker save`: one archive of all the images. A repository without a tag means all its tags. */
export async function saveImages(deps: ImageDeps, texts: readonly string[], platform = ""): Promise<Reader> {
  const chosen = choose(deps.store.get().images, texts);
  const wanted = platform === "" ? undefined : parsePlatform(platform);
  if (wanted !== undefined && [...chosen.keys()].some((image) => platformMismatch("", image.config, wanted)))
    throw new NotFound(`no suitable export target found for platform ${wanted}`);
  const archive = new ArchiveWriter();
  for (const [image, names] of chosen) await saveOne(deps, archive, image, names, chosen);
  for (const image of chosen.keys()) imageEvent(deps, "save", image.id, image.id);
  return tarStream(archive.entries());
}

/** The images with the names under which they are saved, in the order asked for. */
function choose(images: ImagesState, texts: readonly string[]): Map<ImageRecord, Set<string>> {
  const chosen = new Map<ImageRecord, Set<string>>();
  const add = (image: ImageRecord, full?: string) => {
    const names = chosen.get(image) ?? new Set();
    if (full !== undefined) names.add(full);
    chosen.set(image, names);
  };
  for (const text of texts) {
    if (isIdentifier(text) || text.startsWith("sha256:")) {
      add(findImage(images, text));
      continue;
    }
    const ref = parseReference(text);
    if (ref.tag === undefined && ref.digest === undefined) {
      const all = [...valuesOf(images.records)].flatMap((image) =>
        image.references.map((r) => ({ image, name: nameOf(r) })),
      );
      const same = all.filter(({ name }) => name.repository === fullName(ref));
      for (const { image, name } of same.sort((a, b) => byCode(a.name.full, b.name.full))) add(image, name.full);
      if (same.length) continue;
      const byID = imageByPrefix(images, text);
      if (!byID) throw new NotFound(`No such image: ${text}`);
      add(byID);
      continue;
    }
    const image = imageNamed(images, lookupName(ref));
    if (!image) throw new SystemError("reference does not exist");
    add(image, lookupName(ref));
  }
  return chosen;
}

async function saveOne(
  deps: ImageDeps,
  archive: ArchiveWriter,
  image: ImageRecord,
  fullNames: ReadonlySet<string>,
  chosen: ReadonlyMap<ImageRecord, unknown>,
): Promise<void> {
  const trees = await loadTrees(deps, image);
  const time = createdAt(image);
  const layers = trees.map((tree, i) => archive.blob(OCI_LAYER, layerArchive(trees[i - 1], tree), time));
  const fitting = {
    ...image.config,
    rootfs: { type: "layers" as const, diff_ids: layers.map((l) => l.digest) },
  };
  for (const legacy of legacyLayers(fitting, fitting.rootfs.diff_ids)) archive.blob(OCI_CONFIG, legacy, time);
  const config = archive.blob(OCI_CONFIG, configBytes(fitting), time);
  if (config.digest !== image.id) {
    const saved = { image, layers: foundationOf(deps, image).layers };
    updateImages(deps.store, (images) => ({ ...images, saved: setIn(images.saved, config.digest, saved) }));
  }
  const manifest = archive.blob(
    OCI_MANIFEST,
    encode(JSON.stringify({ schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers })),
    0,
  );
  const names = [...fullNames].map(nameOf).filter((name) => name.tag !== undefined);
  const parent = image.parent && [...chosen.keys()].some((other) => other.id === image.parent) ? image.parent : "";
  archive.image(names, manifest, {
    Config: blobPath(config.digest),
    RepoTags: names.length ? names.map((n) => n.familiar) : null,
    Layers: layers.map((l) => blobPath(l.digest)),
    ...(parent ? { Parent: parent } : {}),
    LayerSources: Object.fromEntries(layers.map((l) => [l.digest, l])),
  });
}

/** Gathers blobs and images, and lays them out. */
class ArchiveWriter {
  private readonly blobs = new Map<string, TarEntry>();
  private readonly items: ManifestItem[] = [];
  private readonly manifests: Descriptor[] = [];
  private readonly repositories: Record<string, Record<string, string>> = {};

  blob(mediaType: string, data: Uint8Array, time: Micros): Descriptor {
    const digest = digestOf(data);
    const mtime = Math.floor(time / SECOND) * SECOND;
    if (!this.blobs.has(digest)) this.blobs.set(digest, tarEntry(blobPath(digest), "file", { data, mtime }));
    return { mediaType, digest, size: data.length };
  }

  image(names: readonly Name[], manifest: Descriptor, item: ManifestItem): void {
    this.items.push(item);
    if (!names.length) this.manifests.push(manifest);
    const top = item.Layers.at(-1)?.split("/").pop() ?? "";
    for (const name of names) {
      const tag = name.tag ?? "";
      const annotations = { "io.containerd.image.name": name.full, "org.opencontainers.image.ref.name": tag };
      this.manifests.push({ ...manifest, annotations });
      const repository = name.familiar.slice(0, -tag.length - 1);
      this.repositories[repository] = { ...this.repositories[repository], [tag]: top };
    }
  }

  entries(): TarEntry[] {
    const json = (name: string, text: string) => tarEntry(name, "file", { data: encode(text) });
    const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: this.manifests };
    return [
      tarEntry("blobs/", "directory"),
      tarEntry("blobs/sha256/", "directory"),
      ...[...this.blobs.values()].sort((a, b) => byCode(a.name, b.name)),
      json("index.json", goJSON(index)),
      json("manifest.json", `${goJSON(this.items)}\n`),
      json("oci-layout", '{"imageLayoutVersion": "1.0.0"}'),
      ...(Object.keys(this.repositories).length ? [json("repositories", `${goJSON(this.repositories)}\n`)] : []),
    ];
  }
}
