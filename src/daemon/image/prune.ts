import { ApiError } from "../../api/errors.ts";
import type { Filters } from "../../api/filters.ts";
import type { ImageDeleteItem } from "../../api/image.ts";
import { getIn, valuesOf } from "../buckets.ts";
import { acceptFilters, boolFilter, prunableLabels, untilFilter } from "../filters.ts";
import type { ImageDeps } from "./deps.ts";
import { parentIDs } from "./layers.ts";
import { createdAt } from "./list.ts";
import { byCode, nameOf } from "./names.ts";
import { removeImage } from "./remove.ts";

export interface ImagesPruneReport {
  readonly Deleted: readonly ImageDeleteItem[];
  readonly SpaceReclaimed: number;
}

/**
 * `docker image prune`: images without a tag; with `dangling=false` (`-a`) every image that no container uses. Each is
 * removed as `rmi` would without force; what that refuses stays. The space is that of the layers that went.
 */
export function pruneImages(deps: ImageDeps, filters: Filters): ImagesPruneReport {
  acceptFilters(filters, ["dangling", "label", "label!", "until"]);
  const danglingOnly = boolFilter(filters, "dangling") ?? true;
  const until = untilFilter(filters, deps.kernel.now());
  const { images } = deps.store.get();
  const parents = parentIDs(images);
  const chosen = [...valuesOf(images.records)].filter((image) => {
    if (parents.has(image.id) && (danglingOnly || image.references.length === 0)) return false;
    if (until !== undefined && createdAt(image) > until) return false;
    if (!prunableLabels(image.config.config.Labels ?? null, filters)) return false;
    return !danglingOnly || image.references.every((r) => nameOf(r).tag === undefined);
  });
  const deleted: ImageDeleteItem[] = [];
  for (const image of chosen.sort((a, b) => createdAt(b) - createdAt(a) || byCode(a.id, b.id))) {
    const names = image.references.length ? image.references : [image.id.slice("sha256:".length)];
    for (const name of names) {
      if (!getIn(deps.store.get().images.records, image.id)) break;
      deleted.push(...tryRemove(deps, name));
    }
  }
  const reclaimed = deleted.reduce((sum, item) => {
    const layer = "Deleted" in item ? getIn(images.layers, item.Deleted) : undefined;
    return sum + (layer?.size ?? 0);
  }, 0);
  deps.events.emit("image", "prune", "", { reclaimed: String(reclaimed) });
  return { Deleted: deleted, SpaceReclaimed: reclaimed };
}

function tryRemove(deps: ImageDeps, name: string): ImageDeleteItem[] {
  try {
    return removeImage(deps, name, { force: false, prune: true, platforms: [] });
  } catch (e) {
    if (e instanceof ApiError) return [];
    throw e;
  }
}
