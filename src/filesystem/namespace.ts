import { ErrnoError } from "../std/errno.ts";
import type { Mount, MountNamespace, Synthetic, TreeCell } from "./mounts.ts";
import type { Tree } from "./node.ts";
import { normalizePath, pathParts } from "./path.ts";

/** The mounts by the names of their targets: walked beside the path that is resolved. */
export interface MountPlace {
  readonly name: string;
  readonly mount: Mount | undefined;
  /** In no order; few, since few folders hold more than a handful of mounts. */
  readonly below: readonly MountPlace[];
}

/** The place of this name below another. */
export function placeBelow(place: MountPlace | undefined, name: string): MountPlace | undefined {
  if (place) for (const next of place.below) if (next.name === name) return next;
  return undefined;
}

/** What path resolution needs of a namespace besides the list. */
export interface IndexedNamespace extends MountNamespace {
  readonly place: MountPlace;
  /** A number for the mount's source, equal for two mounts of the same one. */
  deviceNumber(m: Mount): number;
}

/** A namespace whose root is the cell's tree. */
export function createMountNamespace(root: TreeCell, readOnly = false): MountNamespace {
  const rootMount: Mount = { target: "/", source: root, subpath: "/", readOnly, fstype: "overlay", device: "overlay" };
  return createNamespace([rootMount]);
}

/** A namespace with these mounts, the first of them at "/". */
export function createNamespace(initial: readonly Mount[]): MountNamespace {
  return new Namespace(initial);
}

/** A class, because every container has one. */
class Namespace implements IndexedNamespace {
  place: MountPlace;

  constructor(public mounts: readonly Mount[]) {
    this.place = index(mounts);
  }

  deviceNumber(m: Mount): number {
    return this.mounts.findIndex((other) => other.source === m.source) + 40;
  }

  mount(m: Mount): void {
    this.change([...this.mounts, { ...m, target: normalizePath(m.target) }]);
  }

  unmount(target: string): void {
    const at = this.mounts.findLastIndex((m) => m.target === normalizePath(target));
    if (at <= 0) throw new ErrnoError("EINVAL", target);
    this.change(this.mounts.toSpliced(at, 1));
  }

  private change(mounts: readonly Mount[]): void {
    this.mounts = mounts;
    this.place = index(mounts);
  }
}

/** The namespace with its index; one that somebody else implements is indexed as it is now. */
export function indexed(namespace: MountNamespace): IndexedNamespace {
  if ("place" in namespace) return namespace as IndexedNamespace;
  return createNamespace(namespace.mounts) as IndexedNamespace;
}

export function isCell(source: TreeCell | Synthetic): source is TreeCell {
  return typeof source.tree !== "function";
}

/** The whole source's tree as it is now. */
export function sourceTree(source: TreeCell | Synthetic): Tree {
  return isCell(source) ? source.tree : source.tree();
}

interface MutablePlace extends MountPlace {
  mount: Mount | undefined;
  below: readonly MutablePlace[];
}

/** What lies below most mounts. */
const NOTHING: readonly MutablePlace[] = [];

/** In order of mounting: a later mount hides an earlier one at its place and all below it. */
function index(mounts: readonly Mount[]): MountPlace {
  const root: MutablePlace = { name: "", mount: undefined, below: NOTHING };
  for (const mount of mounts) {
    let at = root;
    for (const part of pathParts(mount.target)) {
      let next = at.below.find((place) => place.name === part);
      if (!next) {
        next = { name: part, mount: undefined, below: NOTHING };
        at.below = at.below.concat(next);
      }
      at = next;
    }
    at.mount = mount;
    at.below = NOTHING;
  }
  return root;
}
