import type { FilesystemChange } from "../../api/container.ts";
import type { Change } from "../../filesystem/change.ts";
import { diff } from "../../filesystem/change.ts";
import { sizeOfChanges } from "../../filesystem/layer.ts";
import type { Tree } from "../../filesystem/node.ts";
import { getIn } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import type { ContainerRecord } from "./record.ts";

const CACHED = new WeakMap<Tree, { readonly base: Tree; readonly changes: readonly Change[] }>();

/** The container's whole file system as it is now, without what is mounted. */
export function treeOf(d: Daemon, record: ContainerRecord): Tree {
  return d.live.get(record.id)?.root.tree ?? record.tree;
}

/** What its layer changes; kept for as long as the tree is the same. */
export function changesOf(d: Daemon, record: ContainerRecord): readonly Change[] {
  const tree = treeOf(d, record);
  if (tree === record.base) return [];
  const known = CACHED.get(tree);
  if (known?.base === record.base) return known.changes;
  const changes = diff(record.base, tree);
  CACHED.set(tree, { base: record.base, changes });
  return changes;
}

/** Bytes of the files in the container's layer. */
export function sizeRw(d: Daemon, record: ContainerRecord): number {
  return sizeOfChanges(changesOf(d, record));
}

/** Uncompressed bytes of an image, even of one that only containers keep. */
export function imageSize(d: Daemon, imageID: string): number {
  const { images } = d.store.get();
  return (getIn(images.records, imageID) ?? getIn(images.ghosts, imageID))?.size ?? 0;
}

const KINDS = { C: 0, A: 1, D: 2 } as const;

/** `docker diff`. */
export function containerChanges(d: Daemon, record: ContainerRecord): FilesystemChange[] {
  return changesOf(d, record).map((c) => ({ Path: c.path, Kind: KINDS[c.kind] }));
}
