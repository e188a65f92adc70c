import type { ImageConfigFile } from "../../api/image.ts";
import type { Tree } from "../../filesystem/node.ts";
import type { Micros } from "../../std/time.ts";
import { type Buckets, emptyBuckets } from "../buckets.ts";

/** A layer on the layers below it. Two images that begin with the same layers share them: the chainID is the same. */
export interface LayerRecord {
  /** Digest of this layer's diffID and all below it. */
  readonly chainID: string;
  readonly diffID: string;
  /** chainID of the layers below; undefined for the lowest. */
  readonly parent: string | undefined;
  /** Uncompressed bytes of this layer alone. */
  readonly size: number;
}

/** An image that is here. */
export interface ImageRecord {
  /** `sha256:…`, the digest of its config file; a stock image's is recorded. */
  readonly id: string;
  readonly config: ImageConfigFile;
  /** chainIDs, bottom first. */
  readonly layers: readonly string[];
  /** Uncompressed bytes of all layers. */
  readonly size: number;
  /** Id of the image that it was committed from; "" for pulled, built and imported ones. */
  readonly parent: string;
  /** When a name was last given to it here; undefined: never. */
  readonly lastTagged: Micros | undefined;
  /** Full names (`docker.io/library/nginx:latest`, `…@sha256:…`) in order. */
  readonly references: readonly string[];
  /** The file trees after each layer, bottom first; a stock image's are made when first asked for. May load a chunk. */
  trees(): Promise<readonly Tree[]>;
}

/** Where a layer's compressed blob is known to be: found out by a pull or a push. */
export interface BlobRecord {
  readonly digest: string;
  readonly size: number;
  readonly host: string;
  readonly repository: string;
}

/** An image as it was when it was saved. */
export interface SavedImage {
  readonly image: ImageRecord;
  readonly layers: readonly LayerRecord[];
}

/** The images that are here, what names them and the layers they share. */
export interface ImagesState {
  /** By id. */
  readonly records: Buckets<ImageRecord>;
  /** Image ids by full name. */
  readonly names: Buckets<string>;
  /** By chainID. */
  readonly layers: Buckets<LayerRecord>;
  /** Images that are gone while containers still stand on their layers, by id. */
  readonly ghosts: Buckets<ImageRecord>;
  /** chainIDs that the build cache holds. */
  readonly cached: ReadonlySet<string>;
  /** By diffID. */
  readonly blobs: Buckets<readonly BlobRecord[]>;
  /**
   * Images by the digest of the config that `save` wrote for them: a stock image's own config does not fit our layers, so
   * its archive names another; loaded again it is the same image.
   */
  readonly saved: Buckets<SavedImage>;
}

export function noImages(): ImagesState {
  return {
    records: emptyBuckets(),
    names: emptyBuckets(),
    layers: emptyBuckets(),
    ghosts: emptyBuckets(),
    cached: new Set(),
    blobs: emptyBuckets(),
    saved: emptyBuckets(),
  };
}
