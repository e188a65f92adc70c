import type { Tree } from "../../filesystem/node.ts";
import type { LogEntry } from "../container/log.ts";
import type { ContainerRecord } from "../container/record.ts";
import type { BlobRecord, ImageRecord, LayerRecord } from "../image/record.ts";
import type { NetworkRecord } from "../network/record.ts";
import type { VolumeRecord } from "../volume/record.ts";

/*
 * All of the daemon's state that outlives its processes, as values: records as they stand in the store, file trees, logs.
 * Not kept: what runs, the events of old, and the build cache.
 */

export interface SavedContainer {
  readonly record: ContainerRecord;
  /** As it was then: the record's own is that of the last stop. */
  readonly tree: Tree;
  readonly log: readonly LogEntry[];
  /** How many messages were dropped in front of `log`. */
  readonly dropped: number;
}

/** An image with its trees, bottom first. */
export interface SavedImageRecord {
  readonly record: ImageRecord;
  readonly trees: readonly Tree[];
}

export interface SavedImages {
  readonly records: readonly SavedImageRecord[];
  /** Images that are gone while containers stand on their layers. */
  readonly ghosts: readonly SavedImageRecord[];
  readonly names: readonly (readonly [name: string, id: string])[];
  readonly layers: readonly LayerRecord[];
  readonly blobs: readonly (readonly [diffID: string, blobs: readonly BlobRecord[]])[];
  /** What `docker save` wrote, by the digest of its config. */
  readonly archived: readonly {
    readonly config: string;
    readonly image: SavedImageRecord;
    readonly layers: readonly LayerRecord[];
  }[];
}

export interface SavedDaemon {
  readonly containers: readonly SavedContainer[];
  readonly networks: readonly NetworkRecord[];
  readonly volumes: readonly VolumeRecord[];
  readonly images: SavedImages;
}
