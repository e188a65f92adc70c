import { freeRoom } from "../../filesystem/cell.ts";
import { createTreeEditor } from "../../filesystem/editor.ts";
import type { FsNode } from "../../filesystem/node.ts";
import { lookup, type MetaInit } from "../../filesystem/tree.ts";
import type { Daemon } from "../daemon.ts";

/*
 * The daemon's own folder lies in the host's root file system: volumes can be looked at there by root, and bound. It is
 * changed as a tree, by path, since no symlink is in the way.
 */

const ROOT = "/var/lib/docker/volumes";

export function volumeFolder(name: string): string {
  return `${ROOT}/${name}`;
}

/** Where a volume's files are. */
export function volumeData(name: string): string {
  return `${ROOT}/${name}/_data`;
}

/** What lies at a path of the host's root file system. */
export function hostNode(d: Daemon, path: string): FsNode | undefined {
  return lookup(d.host.cell.tree, path);
}

/** Puts a node there; missing folders above it are made. */
export function putOnHost(d: Daemon, path: string, node: FsNode, parents: MetaInit = {}): void {
  const editor = createTreeEditor(d.host.cell.tree);
  editor.put(path, node, parents);
  d.host.cell.tree = editor.finish();
}

export function removeFromHost(d: Daemon, path: string): void {
  const editor = createTreeEditor(d.host.cell.tree);
  freeRoom(d.host.cell, hostNode(d, path));
  editor.remove(path);
  d.host.cell.tree = editor.finish();
}
