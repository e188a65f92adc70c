import { Conflict, InvalidParameter } from "../../api/errors.ts";
import type { ImageDeleteItem } from "../../api/image.ts";
import { getIn, valuesOf } from "../buckets.ts";
import type { ContainerRecord } from "../container/record.ts";
import { shortID } from "../ids.ts";
import { type ImageDeps, imageEvent, updateImages } from "./deps.ts";
import { findImage, isIDPrefix, parseReference } from "./find.ts";
import { childrenOf, deleteImage } from "./layers.ts";
import { lookupName, nameOf, removeName } from "./names.ts";
import { ofPlatform } from "./platform.ts";

/**
 * `docker rmi`.
 *
 * By a name: the name goes, with the repository's digests once no tag of it is left; the image follows when it has no
 * name any more. Without force that is refused while the name is the only one and a container, running or not, uses the
 * image. If the image then cannot go (a running container, children) it stays without a name, and nobody is told.
 *
 * By id: with one tag at most all names go and then the image; several need force. A running container or a child image
 * forbids it even then; a stopped container only without force.
 *
 * With the image go the layers that nothing else holds, and the image it was committed from, if that has no name, no
 * container and no other child.
 */
export function removeImage(
  deps: ImageDeps,
  text: string,
  options: { readonly force: boolean; readonly prune: boolean; readonly platforms: readonly string[] },
): ImageDeleteItem[] {
  const { store } = deps;
  if (options.platforms.length > 1) throw new InvalidParameter("multiple platforms are not supported");
  const image = ofPlatform(findImage(store.get().images, text), text, options.platforms[0] ?? "");
  const out: ImageDeleteItem[] = [];
  const single = isSingleReference(image.references);
  let quiet = false;
  if (isIDPrefix(image.id, text)) {
    if (single) {
      refuseConflict(deps, image.id, { force: options.force, references: false });
      for (const reference of image.references) untag(deps, image.id, reference, out);
    }
  } else {
    const user = single && !options.force ? containers(deps, image.id)[0] : undefined;
    if (user) {
      throw new Conflict(
        `conflict: unable to remove repository reference "${text}" (must force) - container ${shortID(user.id)} is using its referenced image ${shortID(image.id)}`,
      );
    }
    untagByName(deps, image.id, text, out);
    if (getIn(store.get().images.records, image.id)?.references.length) return out;
    quiet = true;
  }
  deleteRecord(deps, image.id, out, { ...options, quiet });
  return out;
}

function untagByName(deps: ImageDeps, id: string, text: string, out: ImageDeleteItem[]): void {
  const given = nameOf(lookupName(parseReference(text)));
  untag(deps, id, given.full, out);
  if (given.digest !== undefined) return;
  const left = getIn(deps.store.get().images.records, id)?.references.map(nameOf) ?? [];
  const same = left.filter((n) => n.repository === given.repository);
  if (same.some((n) => n.digest === undefined)) return;
  for (const name of same) untag(deps, id, name.full, out, false);
}

function untag(deps: ImageDeps, id: string, full: string, out: ImageDeleteItem[], event = true): void {
  updateImages(deps.store, (images) => removeName(images, full));
  if (event) imageEvent(deps, "untag", id, id);
  out.push({ Untagged: nameOf(full).familiar });
}

/** One tag, and digests of its repository only. */
function isSingleReference(references: readonly string[]): boolean {
  if (references.length <= 1) return true;
  const names = references.map(nameOf);
  const tags = names.filter((n) => n.digest === undefined);
  const repositories = new Set(names.filter((n) => n.digest !== undefined).map((n) => n.repository));
  const one = tags[0] ?? names[0];
  return tags.length <= 1 && repositories.size === 1 && one !== undefined && repositories.has(one.repository);
}

function deleteRecord(
  deps: ImageDeps,
  id: string,
  out: ImageDeleteItem[],
  options: { readonly force: boolean; readonly prune: boolean; readonly quiet: boolean },
): void {
  const conflict = findConflict(deps, id, { force: options.force, references: true });
  if (conflict) {
    if (options.quiet && (!isDangling(deps, id) || conflict.used)) return;
    throw conflict.error;
  }
  const image = getIn(deps.store.get().images.records, id);
  if (!image) return;
  for (const reference of image.references) untag(deps, id, reference, out);
  let layers: ReturnType<typeof deleteImage>["layers"] = [];
  deps.store.update((state) => {
    const after = deleteImage(state, getIn(state.images.records, id) ?? image);
    layers = after.layers;
    return after.state;
  });
  imageEvent(deps, "delete", id, id);
  out.push({ Deleted: id }, ...layers.map((l) => ({ Deleted: l.chainID })));
  if (options.prune && image.parent && getIn(deps.store.get().images.records, image.parent)) {
    deleteRecord(deps, image.parent, out, { force: false, prune: true, quiet: true });
  }
}

interface DeleteConflict {
  readonly error: Conflict;
  /** A container is in the way. */
  readonly used: boolean;
}

/** What forbids deleting the image: children and running containers always; names and stopped containers unless forced. */
function findConflict(
  deps: ImageDeps,
  id: string,
  check: { readonly force: boolean; readonly references: boolean },
): DeleteConflict | undefined {
  const { images } = deps.store.get();
  const conflict = (hard: boolean, used: boolean, message: string): DeleteConflict => ({
    used,
    error: new Conflict(
      `conflict: unable to delete ${shortID(id)} (${hard ? "cannot" : "must"} be forced) - ${message}`,
    ),
  });
  if (childrenOf(images, id).length) return conflict(true, false, "image has dependent child images");
  const users = containers(deps, id);
  const running = users.find(isRunning);
  if (running) return conflict(true, true, `image is being used by running container ${shortID(running.id)}`);
  if (check.force) return undefined;
  if (check.references && getIn(images.records, id)?.references.length) {
    return conflict(false, false, "image is referenced in multiple repositories");
  }
  const stopped = users[0];
  return stopped && conflict(false, true, `image is being used by stopped container ${shortID(stopped.id)}`);
}

function refuseConflict(
  deps: ImageDeps,
  id: string,
  check: { readonly force: boolean; readonly references: boolean },
): void {
  const conflict = findConflict(deps, id, check);
  if (conflict) throw conflict.error;
}

function isDangling(deps: ImageDeps, id: string): boolean {
  const { images } = deps.store.get();
  return !getIn(images.records, id)?.references.length && childrenOf(images, id).length === 0;
}

/** The containers made of the image, newest first. */
function containers(deps: ImageDeps, imageID: string): ContainerRecord[] {
  const all = [...valuesOf(deps.store.get().containers)].filter((c) => c.imageID === imageID);
  return all.sort((a, b) => b.serial - a.serial);
}

function isRunning(container: ContainerRecord): boolean {
  const { status } = container.state;
  return status === "running" || status === "paused" || status === "restarting";
}
