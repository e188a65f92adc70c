import {
  familiarString,
  fullName,
  fullString,
  parseNormalized,
  type Reference,
  withDefaultTag,
} from "../../reference/reference.ts";
import type { Micros } from "../../std/time.ts";
import { deleteIn, getIn, setIn } from "../buckets.ts";
import type { ImageRecord, ImagesState } from "./record.ts";

/** A name of an image, read back from its full form. */
export interface Name {
  readonly full: string;
  readonly repository: string;
  readonly familiar: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

export function nameOf(full: string): Name {
  const ref = parseNormalized(full);
  return { full, repository: fullName(ref), familiar: familiarString(ref), tag: ref.tag, digest: ref.digest };
}

/** The image's names that are tags, as they are shown. */
export function tagsOf(image: ImageRecord): string[] {
  return image.references.map(nameOf).flatMap((n) => (n.tag === undefined ? [] : [n.familiar]));
}

/** The image's names by digest, as they are shown. */
export function digestsOf(image: ImageRecord): string[] {
  return image.references.map(nameOf).flatMap((n) => (n.digest === undefined ? [] : [n.familiar]));
}

/** The full name that a reference is looked up by: its digest alone when it has one, else its tag or `latest`. */
export function lookupName(ref: Reference): string {
  if (ref.digest !== undefined) return `${fullName(ref)}@${ref.digest}`;
  return fullString(withDefaultTag(ref));
}

/** The image that has this full name. */
export function imageNamed(images: ImagesState, full: string): ImageRecord | undefined {
  const id = getIn(images.names, full);
  return id === undefined ? undefined : getIn(images.records, id);
}

/** Gives an image a name, taking it from the one that has it. `at` counts as the time of tagging. */
export function addName(images: ImagesState, full: string, id: string, at?: Micros): ImagesState {
  const freed = getIn(images.names, full) === id ? images : removeName(images, full);
  const image = getIn(freed.records, id);
  if (!image) return freed;
  const references = image.references.includes(full) ? image.references : [...image.references, full].sort(byCode);
  const named = { ...image, references, lastTagged: at ?? image.lastTagged };
  return { ...freed, names: setIn(freed.names, full, id), records: setIn(freed.records, id, named) };
}

/** Takes a name away from whichever image has it. */
export function removeName(images: ImagesState, full: string): ImagesState {
  const image = imageNamed(images, full);
  if (!image) return images;
  const without = { ...image, references: image.references.filter((r) => r !== full) };
  return {
    ...images,
    names: deleteIn(images.names, full),
    records: setIn(images.records, image.id, without),
  };
}

export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
