import { InvalidParameter } from "../../api/errors.ts";
import { familiarName, familiarString, withDefaultTag } from "../../reference/reference.ts";
import { type ImageDeps, imageEvent, updateImages } from "./deps.ts";
import { findImage, parseReference } from "./find.ts";
import { addName, lookupName } from "./names.ts";

/** `docker tag`: gives the image a name, taking it from another image that has it. */
export function tagImage(deps: ImageDeps, source: string, target: string): void {
  const ref = withDefaultTag(parseReference(target));
  if (ref.digest !== undefined) throw new InvalidParameter("refusing to create a tag with a digest reference");
  if (familiarName(ref) === "sha256")
    throw new InvalidParameter("refusing to create an ambiguous tag using digest algorithm as name");
  const image = findImage(deps.store.get().images, source);
  nameImage(deps, image.id, target);
}

/** Gives an image that is here a name, and says so. */
export function nameImage(deps: ImageDeps, id: string, target: string): void {
  const ref = withDefaultTag(parseReference(target));
  updateImages(deps.store, (images) => addName(images, lookupName(ref), id, deps.kernel.now()));
  imageEvent(deps, "tag", id, familiarString(ref));
}
