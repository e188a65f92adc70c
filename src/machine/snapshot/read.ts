import type { ContainerRecord } from "../../daemon/container/record.ts";
import type { BlobRecord, ImageRecord, LayerRecord } from "../../daemon/image/record.ts";
import type { NetworkRecord } from "../../daemon/network/record.ts";
import type { SavedContainer, SavedImageRecord } from "../../daemon/save/saved.ts";
import type { VolumeRecord } from "../../daemon/volume/record.ts";
import type { RegistryImage } from "../../registry/registry.ts";
import { sha256Hex } from "../../std/digest.ts";
import { type ReadValues, readValues } from "./read-values.ts";
import { type PackedContainer, type PackedEngine, type PackedImage, type Root, readRoot } from "./root.ts";
import { MAX_BYTES, type SavedEngine, type SavedMachine, SnapshotError } from "./saved.ts";

export interface ReadSnapshot {
  readonly saved: SavedMachine;
  /** Of the root, and so of all: a log names the snapshot it goes on from by it. */
  readonly digest: string;
}

/** Reads a state that was written in one piece. Throws SnapshotError, whatever the bytes are. */
export function readSnapshot(bytes: Uint8Array): ReadSnapshot {
  const { root, end } = readRoot(bytes);
  let at = end;
  const packs = root.packs.map(([, length]) => {
    at += length;
    return bytes.subarray(at - length, at);
  });
  if (at !== bytes.length) throw new SnapshotError("its length does not fit");
  return readPieces(bytes.subarray(0, end), packs);
}

/** The same of the root and the packs that were stored one by one. */
export function readPieces(rootBytes: Uint8Array, packs: readonly Uint8Array[]): ReadSnapshot {
  const { root, digest } = readRoot(rootBytes);
  if (root.packs.reduce((n, [, length]) => n + length, 0) > MAX_BYTES) throw new SnapshotError("it is too large");
  const own = root.packs.map(([wanted, length], i) => {
    const pack = packs[i];
    if (pack?.length !== length || sha256Hex(pack) !== wanted) throw new SnapshotError("a piece of it is damaged");
    return pack;
  });
  try {
    return { saved: readMachine(root, readValues(own)), digest };
  } catch (e) {
    if (e instanceof SnapshotError) throw e;
    // A list or field that is missing in a head whose digest fits: another program wrote it.
    throw new SnapshotError(`it is not as it should be (${e instanceof Error ? e.message : String(e)})`);
  }
}

function readMachine(root: Root, v: ReadValues): SavedMachine {
  const { version, seed, time, catalog, entries, engine } = root;
  return {
    version,
    seed,
    time,
    catalog,
    entries,
    pristine: v.tree(root.pristine),
    host: v.tree(root.host),
    engine: engine && readEngine(engine, v),
  };
}

// The records are as they were written, which their digests and the format's number vouch for.

function readEngine(e: PackedEngine, v: ReadValues): SavedEngine {
  const layers = (numbers: readonly number[]) => numbers.map((n) => layer(v.json(n)));
  return {
    daemon: {
      containers: e.containers.map((c) => readContainer(c, v)),
      networks: e.networks.map((n) => v.json(n) as unknown as NetworkRecord),
      volumes: e.volumes.map((n) => v.json(n) as unknown as VolumeRecord),
      images: {
        records: e.images.map((i) => readImage(i, v)),
        ghosts: e.ghosts.map((i) => readImage(i, v)),
        names: e.names,
        layers: layers(e.layers),
        blobs: e.blobs.map(([diffID, list]) => [diffID, v.list(list) as readonly BlobRecord[]]),
        archived: e.archived.map((a) => ({ config: a.config, image: readImage(a.image, v), layers: layers(a.layers) })),
      },
    },
    registries: e.registries.map((r) => ({
      ...r,
      repositories: r.repositories.map((repository) => ({
        ...repository,
        images: repository.images.map(({ record, trees }) => {
          const all = trees.map(v.tree);
          const image = { ...v.json(record), trees: async () => all } as unknown as RegistryImage;
          return { image, trees: all };
        }),
      })),
    })),
  };
}

function readContainer(c: PackedContainer, v: ReadValues): SavedContainer {
  const record = { health: undefined, ...v.json(c.record), base: v.tree(c.base), tree: v.tree(c.own) };
  const log = c.log.flatMap((n) => v.log(n)).slice(c.dropped - c.from);
  return { record: record as unknown as ContainerRecord, tree: v.tree(c.tree), log, dropped: c.dropped };
}

function readImage({ record, trees }: PackedImage, v: ReadValues): SavedImageRecord {
  const all = trees.map(v.tree);
  const image = { lastTagged: undefined, ...v.json(record), trees: async () => all };
  return { record: image as unknown as ImageRecord, trees: all };
}

function layer(record: Record<string, unknown>): LayerRecord {
  return { parent: undefined, ...record } as unknown as LayerRecord;
}
