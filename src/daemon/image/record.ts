import type { ImageConfigFile } from "../../api/image.ts";
import type { Tree } from "../../filesystem/node.ts";
import { type Buckets, emptyBuckets } from "../buckets.ts";

/** An image that is here. */
export interface ImageRecord {
  /** `sha256:…`. */
  readonly id: string;
  readonly config: ImageConfigFile;
  /** The whole file tree of the image. */
  readonly tree: Tree;
}

/** The images that are here, by id, and what names them. */
export interface ImagesState {
  readonly records: Buckets<ImageRecord>;
}

export function noImages(): ImagesState {
  return { records: emptyBuckets() };
}
