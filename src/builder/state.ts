import type { BaseImage } from "../api/build.ts";
import type { Tree } from "../filesystem/node.ts";
import { absolute } from "./copy.ts";
import type { ImageDraft } from "./image-config.ts";
import type { Platform } from "./platform.ts";
import type { Vertex } from "./progress.ts";
import type { Variables } from "./variables.ts";

/** A stage while it is built, and what is left when it is: its files, its cache key, its image. */
export interface StageState {
  tree: Tree;
  /** Stands for everything that made the tree. */
  key: string;
  readonly draft: ImageDraft;
  readonly variables: Variables;
  /** The image below all layers; undefined for scratch. */
  readonly base: BaseImage | undefined;
  /** What the stage is for: `FROM --platform`, else the build's. */
  readonly platform: Platform;
  /** New layers, bottom first. */
  readonly layers: { readonly before: Tree; readonly after: Tree }[];
  /** SHELL. */
  shell: readonly string[];
  /** An absolute WORKDIR came before. */
  workdirSet: boolean;
  /** A step below was done anew because the cache was not wanted: those above are too. */
  fresh: boolean;
  /** The last step, for the graph. */
  last: Vertex | undefined;
  /** Where the shell form was set by CMD: ENTRYPOINT later resets CMD of the base only. */
  cmdSet: boolean;
}

/**
 * What WORKDIR makes the working folder: an absolute path as it is written, a relative one joined to the one before; none
 * leaves that as it is.
 */
export function newWorkingDir(written: string, state: StageState): string {
  const before = state.draft.config.WorkingDir;
  if (written === "" && before) return before;
  return written.startsWith("/") ? written : absolute(written, workingDir(state));
}

/** Where relative paths begin. */
export function workingDir(state: StageState): string {
  return state.draft.config.WorkingDir || "/";
}
