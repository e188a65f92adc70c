import { InvalidParameter, NotFound } from "../../api/errors.ts";
import {
  familiarString,
  InvalidReference,
  isIdentifier,
  parseNormalized,
  type Reference,
  withDefaultTag,
} from "../../reference/reference.ts";
import { getIn, valuesOf } from "../buckets.ts";
import { imageNamed, lookupName } from "./names.ts";
import type { ImageRecord, ImagesState } from "./record.ts";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * The image that a text means: a name (without a tag: `latest`), a whole id with or without `sha256:`, or the beginning of
 * an id that only one image has. Throws NotFound with the name that was looked for, InvalidParameter for no reference.
 */
export function findImage(images: ImagesState, text: string): ImageRecord {
  if (isIdentifier(text) || DIGEST.test(text)) {
    const id = text.startsWith("sha256:") ? text : `sha256:${text}`;
    const image = getIn(images.records, id);
    if (!image) throw new NotFound(`No such image: ${id}`);
    return image;
  }
  const ref = parseReference(text);
  const image = imageNamed(images, lookupName(ref)) ?? imageByPrefix(images, text);
  if (!image) throw new NotFound(`No such image: ${familiarString(withDefaultTag(ref))}`);
  return image;
}

/** The one image whose id begins so; undefined when there is none or more than one. */
export function imageByPrefix(images: ImagesState, text: string): ImageRecord | undefined {
  const prefix = text.startsWith("sha256:") ? text : `sha256:${text}`;
  if (!/^sha256:[0-9a-f]+$/.test(prefix)) return undefined;
  let found: ImageRecord | undefined;
  for (const image of valuesOf(images.records)) {
    if (!image.id.startsWith(prefix)) continue;
    if (found) return undefined;
    found = image;
  }
  return found;
}

/** Whether the text is the id, or a beginning of it with or without `sha256:`. */
export function isIDPrefix(id: string, text: string): boolean {
  return id.startsWith(text) || id.slice("sha256:".length).startsWith(text);
}

/** As `parseNormalized`, refused as the daemon refuses. */
export function parseReference(text: string): Reference {
  try {
    return parseNormalized(text);
  } catch (e) {
    if (e instanceof InvalidReference) throw new InvalidParameter(e.message);
    throw e;
  }
}

/** The reference, or undefined for "". */
export function parseReferenceOrNone(text: string): Reference | undefined {
  return text === "" ? undefined : parseReference(text);
}
