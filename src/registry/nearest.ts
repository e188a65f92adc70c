import { DEFAULT_TAG, DOCKER_HUB, familiarName, parseNormalized, type Reference } from "../reference/reference.ts";
import type { Catalog } from "./catalog/types.ts";

/** What the page says of an image that is not here. */
export interface Nearest {
  /** The nearest image that is here, as one would type it. */
  readonly nearest: string | undefined;
  /** Whether the real Docker Hub is known to have the repository. */
  readonly onHub: boolean;
}

/**
 * The image of the catalog that a missing one is likely to have meant: of the same repository the nearest tag; else the repository whose name differs in at most two letters.
 */
export function nearestImage(catalog: Catalog, reference: string): Nearest {
  let ref: Reference;
  try {
    ref = parseNormalized(reference);
  } catch {
    return { nearest: undefined, onHub: false };
  }
  if (ref.domain !== DOCKER_HUB) return { nearest: undefined, onHub: false };
  const same = catalog.repositories.find((r) => r.name === ref.path);
  const name = familiarName(ref);
  if (same) return { nearest: `${name}:${nearestTag(same.tags, ref.tag ?? DEFAULT_TAG)}`, onHub: true };
  const names = catalog.repositories.map((r) => familiarName({ domain: DOCKER_HUB, path: r.name }));
  const last = name.slice(name.lastIndexOf("/") + 1);
  const near = names.find((n) => n === last) ?? closest(names, name);
  return { nearest: near, onHub: catalog.knownOnHub.includes(name) };
}

/** Of the same variant (`-alpine`) if there is one, then with the most equal parts of the version, then the shortest. */
function nearestTag(tags: readonly string[], wanted: string): string {
  const score = (tag: string) =>
    (variantOf(tag) === variantOf(wanted) ? 1000 : 0) + 10 * equalParts(tag, wanted) - tag.length / 100;
  let best = tags[0] ?? DEFAULT_TAG;
  for (const tag of tags) if (score(tag) > score(best)) best = tag;
  return best;
}

function variantOf(tag: string): string {
  const dash = tag.indexOf("-");
  return dash >= 0 ? tag.slice(dash + 1) : /^\d/.test(tag) ? "" : tag;
}

/** How many parts of the version are the same from the left: `1.27.3` and `1.27` have two. */
function equalParts(a: string, b: string): number {
  const [x, y] = [a, b].map((tag) => (tag.split("-")[0] ?? "").split("."));
  let n = 0;
  while (x?.[n] !== undefined && x[n] === y?.[n]) n++;
  return n;
}

function closest(names: readonly string[], wanted: string): string | undefined {
  let best: string | undefined;
  let least = 3;
  for (const name of names) {
    const d = distance(name, wanted);
    if (d < least && d < Math.max(2, wanted.length / 2)) [best, least] = [name, d];
  }
  return best;
}

/** Insertions, removals, changes and swaps of neighbours that make one word of the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 0; j <= b.length; j++) (rows[0] ?? [])[j] = j;
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const change = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1);
      (rows[i] ?? [])[j] = best;
    }
  }
  return at(a.length, b.length);
}
