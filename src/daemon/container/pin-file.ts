import { type Inode, releaseInode, retainInode, watchCell } from "../../filesystem/cell.ts";
import type { Mount, MountNamespace, TreeCell } from "../../filesystem/mounts.ts";
import { isCell } from "../../filesystem/namespace.ts";
import { pathParts } from "../../filesystem/path.ts";
import { directory, lookup } from "../../filesystem/tree.ts";

/**
 * What is mounted of a file is the file, not its name: an editor that puts a new file in its place (`sed -i`, most editors)
 * leaves the container with the old one. Gives what ends the watch; undefined for a folder.
 */
export function pinFile(mounts: MountNamespace, mount: Mount): (() => void) | undefined {
  const { source, subpath } = mount;
  if (!isCell(source)) return undefined;
  const node = lookup(source.tree, pathParts(subpath));
  if (node?.kind !== "file") return undefined;
  const inode = retainInode(source, subpath, node);
  let shown = mount;
  const unwatch = watchCell(source, () => {
    if (inode.path === shown.subpath) return;
    if (!mounts.mounts.some((m) => m.target === mount.target)) return unwatch();
    const next = elsewhere(mount, inode);
    mounts.unmount(mount.target);
    mounts.mount(next);
    shown = next;
    if (inode.path === undefined) unwatch();
  });
  return () => {
    unwatch();
    releaseInode(source, inode);
  };
}

/** Files that have no name any more but are mounted, each in a cell of its own that all its mounts share. */
const nameless = new WeakMap<Inode, TreeCell>();

/** The same file under its new name, or alone once it has none. */
function elsewhere(mount: Mount, inode: Inode): Mount {
  if (inode.path !== undefined) return { ...mount, subpath: inode.path };
  const source = nameless.get(inode) ?? { tree: directory({}, { file: inode.node }) };
  nameless.set(inode, source);
  return { ...mount, source, subpath: "/file" };
}
