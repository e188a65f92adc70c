import type { Digest } from "../std/digest.ts";
import { fileSize } from "./bytes.ts";
import { type Change, exactChanges } from "./change.ts";
import { createTreeEditor } from "./editor.ts";
import type { FsNode, Meta, Tree } from "./node.ts";
import { digestOfEntries, layerEntries } from "./tar.ts";
import { directory } from "./tree.ts";

/** A layer is a change set: what to put upon the tree below. */
export interface Layer {
  /** The SHA-256 of the layer's tar, as we write it. */
  readonly diffID: Digest;
  readonly changes: readonly Change[];
  /** Sum of the sizes of the regular files it adds or changes, in bytes. */
  readonly size: number;
}

/** What has to be put upon `base` to get `changed`. The diffID is computed when it is first asked for. */
export function layerOf(base: Tree, changed: Tree): Layer {
  const changes = exactChanges(base, changed);
  let diffID: Digest | undefined;
  return {
    get diffID() {
      diffID ??= digestOfEntries(layerEntries(changes));
      return diffID;
    },
    changes,
    size: sizeOfChanges(changes),
  };
}

/** The tree with the layer's changes. A folder that stays a folder keeps what it holds. */
export function applyLayer(tree: Tree, layer: Pick<Layer, "changes">): Tree {
  return applyChanges(tree, layer.changes);
}

export function applyChanges(tree: Tree, changes: readonly Change[]): Tree {
  const editor = createTreeEditor(tree);
  for (const { kind, path, node } of changes) {
    if (kind === "D") editor.remove(path);
    if (!node) continue;
    const old = node.kind === "directory" ? editor.get(path) : undefined;
    if (node.kind === "directory" && old?.kind === "directory") editor.setMeta(path, metaOf(node));
    else editor.put(path, node.kind === "directory" ? directory(metaOf(node)) : node);
  }
  return editor.finish();
}

/** Bytes of the regular files that are added or changed, each hard-linked one once. */
export function sizeOfChanges(changes: readonly Change[]): number {
  const linked = new Set<number>();
  let total = 0;
  for (const { node } of changes) {
    if (node?.kind !== "file") continue;
    if (node.link !== undefined && linked.has(node.link)) continue;
    if (node.link !== undefined) linked.add(node.link);
    total += fileSize(node);
  }
  return total;
}

function metaOf(node: FsNode): Meta {
  return { mode: node.mode, uid: node.uid, gid: node.gid, mtime: node.mtime };
}
