import type { SavedContainer, SavedDaemon, SavedImageRecord } from "../../daemon/save/saved.ts";
import { sha256Hex } from "../../std/digest.ts";
import { concat } from "../../std/text.ts";
import type { PackedContainer, PackedEngine, PackedImage, Root } from "./root.ts";
import { writeRoot } from "./root.ts";
import { MAX_BYTES, type SavedEngine, type SavedMachine, SnapshotError } from "./saved.ts";
import { createValues, type Values } from "./values.ts";

/** What has to be stored now. */
export interface SnapshotPiece {
  readonly root: Uint8Array;
  /** Number of the first of these packs; 0: they take the place of all that were stored before. */
  readonly from: number;
  readonly packs: readonly Uint8Array[];
}

/** Writes one machine's states one after the other; each costs what changed since the one before. */
export interface SnapshotWriter {
  /** `whole`: what was stored before is not there any more. Throws SnapshotError when it is too much to keep. */
  write(saved: SavedMachine, whole: boolean): SnapshotPiece;
}

/** When there is so much more than what a whole state took, what is no longer needed is left behind. */
const GROWTH = 3;
const SMALL = 4 * 1024 * 1024;

export function createSnapshotWriter(): SnapshotWriter {
  let values = createValues();
  let packs: [digest: string, bytes: number][] = [];
  let wholeBytes = 0;
  const bytes = () => packs.reduce((n, [, length]) => n + length, 0);

  return {
    write(saved, whole) {
      if (whole || bytes() > SMALL + GROWTH * wholeBytes) {
        values = createValues();
        packs = [];
      }
      const from = packs.length;
      const body = packMachine(values, saved);
      const pack = values.take();
      if (pack) packs.push([sha256Hex(pack), pack.length]);
      if (from === 0) wholeBytes = bytes();
      if (bytes() > MAX_BYTES) throw new SnapshotError("the machine holds too much to be saved");
      return { root: writeRoot({ ...body, packs }), from, packs: pack ? [pack] : [] };
    },
  };
}

/** A state in one piece: the root, then the packs. */
export function wholeSnapshot(saved: SavedMachine): Uint8Array {
  const { root, packs } = createSnapshotWriter().write(saved, true);
  return concat([root, ...packs]);
}

function packMachine(v: Values, saved: SavedMachine): Omit<Root, "packs"> {
  const { version, seed, time, catalog, entries } = saved;
  return {
    version,
    seed,
    time,
    catalog,
    entries,
    pristine: v.node(saved.pristine),
    host: v.node(saved.host),
    engine: saved.engine && packEngine(v, saved.engine),
  };
}

function packEngine(v: Values, { daemon, registries }: SavedEngine): PackedEngine {
  const image = ({ record, trees }: SavedImageRecord): PackedImage => ({
    record: v.json(record),
    trees: trees.map(v.node),
  });
  return {
    ...packRecords(v, daemon),
    images: daemon.images.records.map(image),
    ghosts: daemon.images.ghosts.map(image),
    archived: daemon.images.archived.map((a) => ({
      config: a.config,
      image: image(a.image),
      layers: a.layers.map(v.json),
    })),
    registries: registries.map(({ host, container, repositories }) => ({
      host,
      container,
      repositories: repositories.map(({ name, tags, images }) => ({
        name,
        tags,
        images: images.map((i) => ({ record: v.json(i.image), trees: i.trees.map(v.node) })),
      })),
    })),
  };
}

function packRecords(
  v: Values,
  daemon: SavedDaemon,
): Pick<PackedEngine, "containers" | "networks" | "volumes" | "names" | "layers" | "blobs"> {
  const { images } = daemon;
  return {
    containers: daemon.containers.map((c) => packContainer(v, c)),
    networks: daemon.networks.map(v.json),
    volumes: daemon.volumes.map(v.json),
    names: images.names,
    layers: images.layers.map(v.json),
    blobs: images.blobs.map(([diffID, list]) => [diffID, v.json(list)]),
  };
}

function packContainer(v: Values, { record, tree, log, dropped }: SavedContainer): PackedContainer {
  return {
    record: v.json(record),
    base: v.node(record.base),
    own: v.node(record.tree),
    tree: v.node(tree),
    ...v.log(record.id, log, dropped),
    dropped,
  };
}
