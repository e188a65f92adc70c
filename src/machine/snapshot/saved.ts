import type { SavedDaemon } from "../../daemon/save/saved.ts";
import type { Tree } from "../../filesystem/node.ts";
import type { RegistryImage, SavedRepository } from "../../registry/registry.ts";
import type { Micros } from "../../std/time.ts";

/** An image that was pushed, with its trees. */
export interface SavedPushedImage {
  readonly image: RegistryImage;
  readonly trees: readonly Tree[];
}

/** What was pushed to one registry. */
export interface SavedRegistry {
  readonly host: string;
  /** Id of the container that runs it; "" for those that are always there. */
  readonly container: string;
  readonly repositories: readonly (Omit<SavedRepository, "images"> & {
    readonly images: readonly SavedPushedImage[];
  })[];
}

export interface SavedEngine {
  readonly daemon: SavedDaemon;
  readonly registries: readonly SavedRegistry[];
}

/** A whole machine as values: what stays when everything that runs on it has stopped. */
export interface SavedMachine {
  /** Drydock's version. */
  readonly version: string;
  readonly seed: string;
  readonly time: Micros;
  readonly catalog: string;
  /** How many entries of the session's log came before. */
  readonly entries: number;
  /** The host's files as the machine began with them, and as they were then. */
  readonly pristine: Tree;
  readonly host: Tree;
  /** Undefined before the first docker command. */
  readonly engine: SavedEngine | undefined;
}

/** A saved state cannot be read; the message says why. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
}

/** The format's number, raised when a saved state of old can no longer be read. */
export const FORMAT = 1;
/** A state of more bytes is not saved. */
export const MAX_BYTES = 256 * 1024 * 1024;
