import type { Digest } from "../std/digest.ts";
import type { FsNode } from "./node.ts";

/** One line of `docker diff`: A added, C changed, D deleted; the path is absolute. */
export interface Change {
  readonly kind: "A" | "C" | "D";
  readonly path: string;
  /** The node as it is now, folders without their entries; absent for D. */
  readonly node?: FsNode;
}

/** A layer is a change set: what to put upon the tree below. */
export interface Layer {
  /** The SHA-256 of the layer's tar, as we write it. */
  readonly diffID: Digest;
  readonly changes: readonly Change[];
  /** Sum of the sizes of the regular files it adds or changes, in bytes. */
  readonly size: number;
}
