import type { Filters } from "../../api/filters.ts";
import type { ImageSummary } from "../../api/image.ts";
import { type Micros, parseRfc3339, SECOND } from "../../std/time.ts";
import { getIn, valuesOf } from "../buckets.ts";
import { acceptFilters, boolFilter, labelsMatch, untilFilter, valuesFor } from "../filters.ts";
import type { DaemonState } from "../store.ts";
import { findImage } from "./find.ts";
import { parentIDs } from "./layers.ts";
import { byCode, nameOf } from "./names.ts";
import { familiarMatch } from "./pattern.ts";
import type { ImageRecord, ImagesState } from "./record.ts";

const KNOWN = ["before", "dangling", "label", "reference", "since", "until"];

export interface ListOptions {
  readonly all: boolean;
  readonly filters: Filters;
  readonly sharedSize: boolean;
}

/**
 * The rows of `docker images`, newest first. Without a tag or digest an image counts as dangling and is left out while it
 * has children, unless all are asked for. `before` and `since` go by the time of creation, several of them by the strictest;
 * `reference` chooses names, and drops images of which none is left.
 */
export function listImages(state: DaemonState, options: ListOptions, now: Micros): ImageSummary[] {
  const { filters } = options;
  const { images } = state;
  acceptFilters(filters, KNOWN);
  const dangling = boolFilter(filters, "dangling");
  const patterns = valuesFor(filters, "reference");
  const before = earliest([
    ...valuesFor(filters, "before").map((ref) => createdAt(findImage(images, ref))),
    untilFilter(filters, now),
  ]);
  const since = latest(valuesFor(filters, "since").map((ref) => createdAt(findImage(images, ref))));
  const shared = options.sharedSize ? sharedSizes(images) : undefined;

  const counts = containerCounts(state);
  const parents = parentIDs(images);
  const rows: { readonly created: Micros; readonly row: ImageSummary }[] = [];
  for (const image of valuesOf(images.records)) {
    const created = createdAt(image);
    if (before !== undefined && created >= before) continue;
    if (since !== undefined && created <= since) continue;
    if (!labelsMatch(image.config.config.Labels ?? null, valuesFor(filters, "label"))) continue;
    const names = image.references.filter((r) => !patterns.length || patterns.some((p) => familiarMatch(p, r)));
    const parsed = names.map(nameOf);
    const tags = parsed.filter((n) => n.tag !== undefined);
    if (parsed.length === 0) {
      if (!options.all && parents.has(image.id)) continue;
      if (dangling === false || patterns.length) continue;
    } else if (dangling === true && tags.length) continue;
    const row: ImageSummary = {
      Id: image.id,
      ParentId: image.parent,
      RepoTags: tags.map((n) => n.familiar),
      RepoDigests: parsed.filter((n) => n.digest !== undefined).map((n) => n.familiar),
      Created: Math.floor(created / SECOND),
      Size: image.size,
      SharedSize: shared?.get(image.id) ?? -1,
      Labels: image.config.config.Labels ?? null,
      Containers: counts.get(image.id) ?? 0,
    };
    rows.push({ created, row });
  }
  // The last one first, also of those of the same second: what takes seconds there takes less here.
  rows.sort((a, b) => b.created - a.created || byCode(a.row.Id, b.row.Id));
  return rows.map(({ row }) => row);
}

/** When the image was made, in microseconds; 0 when its config does not say. */
export function createdAt(image: ImageRecord): Micros {
  return parseRfc3339(image.config.created) ?? 0;
}

/** For each image the bytes of its layers that another image has too. */
function sharedSizes(images: ImagesState): Map<string, number> {
  const uses = layerUses(images);
  const out = new Map<string, number>();
  for (const image of valuesOf(images.records)) {
    let size = 0;
    for (const chainID of image.layers) {
      if ((uses.get(chainID) ?? 0) > 1) size += getIn(images.layers, chainID)?.size ?? 0;
    }
    out.set(image.id, size);
  }
  return out;
}

/** How many images stand on each layer; those without a name that others were made from do not count. */
function layerUses(images: ImagesState): Map<string, number> {
  const uses = new Map<string, number>();
  const parents = parentIDs(images);
  for (const image of valuesOf(images.records)) {
    if (image.references.length === 0 && parents.has(image.id)) continue;
    for (const chainID of image.layers) uses.set(chainID, (uses.get(chainID) ?? 0) + 1);
  }
  return uses;
}

/** Bytes of all layers that images stand on, each once. */
export function layersSize(images: ImagesState): number {
  let total = 0;
  for (const chainID of layerUses(images).keys()) total += getIn(images.layers, chainID)?.size ?? 0;
  return total;
}

function containerCounts(state: DaemonState): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { imageID } of valuesOf(state.containers)) counts.set(imageID, (counts.get(imageID) ?? 0) + 1);
  return counts;
}

function earliest(times: readonly (Micros | undefined)[]): Micros | undefined {
  const known = times.filter((t) => t !== undefined);
  return known.length ? Math.min(...known) : undefined;
}

function latest(times: readonly Micros[]): Micros | undefined {
  return times.length ? Math.max(...times) : undefined;
}
