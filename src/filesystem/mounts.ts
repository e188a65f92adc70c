import type { Micros } from "../std/time.ts";
import type { Credentials } from "./files.ts";
import type { Tree } from "./node.ts";

/** A disk that several cells lie on: what they may grow by altogether, in bytes. */
export interface Disk {
  free: number;
}

/** Where a mount's current tree is kept. Several mounts may share a cell: a volume in two containers. */
export interface TreeCell {
  tree: Tree;
  /** What it is the upper layer of, where it is mounted over others. */
  readonly base?: Tree;
  /** Bytes it may hold; more fails with ENOSPC. */
  readonly limit?: number;
  /** Where its growth takes room; past that it fails with ENOSPC too. */
  readonly disk?: Disk;
}

/** A folder or file tree that is computed when looked at: /proc, /sys. Names its own nodes; always read-only. */
export interface Synthetic {
  /** The tree as it is now; called at each path resolution that enters the mount, so it must be cheap (lazy entries). */
  tree(): Tree;
}

export interface Mount {
  /** Absolute, normalised; "/" for the root. */
  readonly target: string;
  readonly source: TreeCell | Synthetic;
  /** The folder or file inside the source that is mounted; "/" for all of it. */
  readonly subpath: string;
  readonly readOnly: boolean;
  /** Kernel's name for it as /proc/mounts and df show: "overlay", "proc", "tmpfs", "ext4" … */
  readonly fstype: string;
  readonly device: string;
  /** As /proc/mounts prints them behind rw or ro, where they are not the kind's usual ones; noexec holds. */
  readonly options?: string;
}

/** The mounts of one container, or of the host. Later mounts cover earlier ones at the same place. */
export interface MountNamespace {
  readonly mounts: readonly Mount[];
  mount(m: Mount): void;
  unmount(target: string): void;
}

/** What a view of the files needs: it is read at each call, so a process may change it. */
export interface FilesContext {
  readonly mounts: MountNamespace;
  /** Folder that "/" means; "/" unless chrooted. */
  readonly root: string;
  readonly cwd: string;
  readonly credentials: Credentials;
  readonly umask: number;
  now(): Micros;
}

/*
 * Implemented beside this file:
 *   createMountNamespace(root: TreeCell, readOnly?: boolean): MountNamespace      namespace.ts
 *   createFiles(context: FilesContext): Files                                     view.ts
 *   emptyTree, file(), directory(), symlink(), … and TreeEditor (owner token)     tree.ts, editor.ts
 *   diff(base: Tree, changed: Tree): Change[]; applyLayer(base, layer)            change.ts, layer.ts
 *   tree <-> tar with whiteouts; diffID                                           tar.ts
 */
