import { ErrnoError } from "../std/errno.ts";
import { NodeMap } from "./entries.ts";
import type { DirectoryNode, FsNode, Meta, Tree } from "./node.ts";
import { pathParts } from "./path.ts";
import { directory, lookup, type MetaInit } from "./tree.ts";

/**
 * Makes a new tree of an old one by many changes (a tar, a COPY, an installation): each folder is copied once, however
 * many of its entries change. The old tree stays as it was. Paths are taken by name, no symlink is followed; nothing
 * sets a parent's mtime. Do not keep folders that `get` gave across later changes: take them from `finish()`.
 */
export interface TreeEditor {
  get(path: string): FsNode | undefined;
  /** Puts or replaces a node, folders with all their entries. Missing parents are made as `parents` says. ENOTDIR. */
  put(path: string, node: FsNode, parents?: MetaInit): void;
  /** Takes away whatever is there; nothing there is fine. */
  remove(path: string): void;
  /** Makes the folder and its parents where they are missing. ENOTDIR when one of them is something else. */
  mkdirs(path: string, meta?: MetaInit): void;
  /** Changes owner, mode or mtime of what is there. ENOENT. */
  setMeta(path: string, meta: MetaInit): void;
  /** The tree as it is now. The editor may go on from it; the tree given out does not change any more. */
  finish(): Tree;
}

export function createTreeEditor(base: Tree): TreeEditor {
  let root = base;
  let owner = {};

  /** Replaces the node at `parts` from `at` on below `folder`; only what is not this batch's own is copied. */
  const replace = (
    folder: DirectoryNode,
    parts: readonly string[],
    at: number,
    node: FsNode | undefined,
    parents: MetaInit,
    path: string,
  ): DirectoryNode => {
    const name = parts[at] ?? "";
    const old = folder.entries.get(name);
    let child = node;
    if (at < parts.length - 1) {
      if (old && old.kind !== "directory") throw new ErrnoError("ENOTDIR", path);
      if (!old && !node) return folder;
      child = replace(old ?? directory(parents), parts, at + 1, node, parents, path);
    }
    if (child === old) return folder;
    const names = NodeMap.from(folder.entries);
    const changed = child ? names.with(name, child, owner) : names.without(name, owner);
    return changed === folder.entries ? folder : { ...folder, entries: changed };
  };
  const put = (path: string, node: FsNode | undefined, parents: MetaInit) => {
    const parts = pathParts(path);
    if (parts.length) root = replace(root, parts, 0, node, parents, path);
    else if (node?.kind === "directory") root = node;
    else throw new ErrnoError("EISDIR", path);
  };

  return {
    get: (path) => lookup(root, path),
    put(path, node, parents = {}) {
      put(path, node, parents);
    },
    remove(path) {
      if (lookup(root, path)) put(path, undefined, {});
    },
    mkdirs(path, meta = {}) {
      const there = lookup(root, path);
      if (there?.kind === "directory") return;
      if (there) throw new ErrnoError("ENOTDIR", path);
      put(path, directory(meta), meta);
    },
    setMeta(path, meta) {
      const node = lookup(root, path);
      if (!node) throw new ErrnoError("ENOENT", path);
      put(path, withMeta(node, meta), {});
    },
    finish() {
      owner = {};
      return root;
    },
  };
}

/** The same node with other owner, mode or mtime. */
export function withMeta<N extends FsNode>(node: N, meta: Partial<Meta>): N {
  return { ...node, ...meta };
}
