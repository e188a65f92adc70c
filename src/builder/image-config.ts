import type { ContainerConfig } from "../api/container.ts";
import type { ImageConfigFile, ImageHistoryEntry } from "../api/image.ts";
import { rfc3339Nano } from "../std/time.ts";

/** An image in the making: what its config file will say. */
export interface ImageDraft {
  config: Partial<ContainerConfig> & { ArgsEscaped?: boolean };
  /** Times are filled in at the end: a metadata instruction has none of its own. */
  history: (Omit<ImageHistoryEntry, "created"> & { created?: string })[];
  author: string | undefined;
}

export const BUILDKIT = "buildkit.dockerfile.v0";

export function draftFrom(base: ImageConfigFile | undefined): ImageDraft {
  return {
    config: structuredCopy(base?.config ?? {}),
    history: (base?.history ?? []).map((h) => ({ ...h })),
    author: base?.author,
  };
}

export function copyDraft(draft: ImageDraft): ImageDraft {
  return { config: structuredCopy(draft.config), history: draft.history.map((h) => ({ ...h })), author: draft.author };
}

function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** A line of history without a layer. */
export function metadataStep(draft: ImageDraft, createdBy: string): void {
  draft.history.push({ created_by: createdBy, comment: BUILDKIT, empty_layer: true });
}

/** A line of history that made a layer, at a time in microseconds. */
export function layerStep(draft: ImageDraft, createdBy: string, at: number): void {
  const by = createdBy.startsWith("WORKDIR ") ? createdBy : `${createdBy} # buildkit`;
  draft.history.push({ created: rfc3339Nano(at), created_by: by, comment: BUILDKIT });
}

/** Sets a variable in `KEY=value` lines, in the place that it had. */
export function setEnv(env: readonly string[] | null | undefined, key: string, value: string): string[] {
  const lines = [...(env ?? [])];
  const at = lines.findIndex((l) => l.startsWith(`${key}=`));
  if (at < 0) lines.push(`${key}=${value}`);
  else lines[at] = `${key}=${value}`;
  return lines;
}

/**
 * The config file. Entries without a time get that of the layer before them, or, before the first new layer, of that one;
 * the image is as old as its last entry, so that a build that found everything in the cache gives the same image.
 */
export function finishConfig(
  draft: ImageDraft,
  diffIDs: readonly string[],
  platform: { os: string; architecture: string },
  now: number,
): ImageConfigFile {
  let created: string | undefined;
  let missing = false;
  for (const h of draft.history) {
    if (h.created !== undefined) {
      created = h.created;
      if (missing) break;
    } else missing = true;
  }
  missing = false;
  const history = draft.history.map((h): ImageHistoryEntry => {
    if (h.created !== undefined) {
      if (missing) created = h.created;
      return { ...h, created: h.created };
    }
    missing = true;
    return { ...h, created: created ?? rfc3339Nano(now) };
  });
  return {
    architecture: platform.architecture,
    os: platform.os,
    created: history.at(-1)?.created ?? rfc3339Nano(now),
    ...(draft.author === undefined ? {} : { author: draft.author }),
    config: draft.config,
    rootfs: { type: "layers", diff_ids: [...diffIDs] },
    history,
  };
}
