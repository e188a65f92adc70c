import type { TarEntry } from "../std/tar.ts";
import { createTreeEditor, type TreeEditor, withMeta } from "./editor.ts";
import type { FileNode, FsNode, Tree } from "./node.ts";
import { baseName, normalizePath, parentPath } from "./path.ts";
import { deviceOf, OPAQUE, WHITEOUT } from "./tar.ts";
import { device, directory, fifo, file, resolveLinks, symlink } from "./tree.ts";

/** What unpacking a tar does besides: all default to false. */
export interface UntarOptions {
  /** Take `.wh.` names as a layer's whiteouts. */
  readonly whiteouts?: boolean;
  /** Unpack through symlinks that stand for folders of the tree; else a name is taken literally. */
  readonly followFolders?: boolean;
  /** Owner of everything unpacked. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** Unpacks members upon a tree below `folder`. Folders that are there already take the member's mode, owner and time. */
export function untar(tree: Tree, entries: Iterable<TarEntry>, folder = "/", options: UntarOptions = {}): Tree {
  const unpacker = createUnpacker(tree, folder, options);
  for (const entry of entries) unpacker.add(entry);
  return unpacker.finish();
}

/** As `untar`, a member at a time: for archives that arrive as a stream. */
export function createUnpacker(
  tree: Tree,
  folder = "/",
  options: UntarOptions = {},
): { add(entry: TarEntry): void; finish(): Tree } {
  const editor = createTreeEditor(tree);
  const state: State = { editor, folder, options, links: { next: 1 } };
  return { add: (entry) => addEntry(state, entry), finish: () => editor.finish() };
}

interface State {
  readonly editor: TreeEditor;
  readonly folder: string;
  readonly options: UntarOptions;
  readonly links: { next: number };
}

function addEntry(state: State, entry: TarEntry): void {
  const { editor, options } = state;
  const path = placeOf(state, entry.name);
  const name = baseName(path);
  if (options.whiteouts && name.startsWith(WHITEOUT)) {
    applyWhiteout(editor, path, name);
    return;
  }
  const made = nodeOf(state, entry);
  if (!made) return;
  const node = options.owner ? withMeta(made, options.owner) : made;
  const old = node.kind === "directory" ? editor.get(path) : undefined;
  if (old?.kind === "directory") {
    editor.setMeta(path, { mode: node.mode, uid: node.uid, gid: node.gid, mtime: node.mtime });
    return;
  }
  if (path === "/") return;
  clearWay(editor, path);
  editor.put(path, node, { mtime: entry.mtime });
}

function applyWhiteout(editor: TreeEditor, path: string, name: string): void {
  const parent = parentPath(path);
  if (name !== OPAQUE) {
    editor.remove(`${parent}/${name.slice(WHITEOUT.length)}`);
    return;
  }
  const folder = editor.get(parent);
  if (folder?.kind !== "directory") return;
  for (const [entry] of [...folder.entries]) editor.remove(`${parent}/${entry}`);
}

/** Where a member goes: `..` cannot leave the folder. */
function placeOf(state: State, name: string): string {
  const place = normalizePath(`${state.folder}/${normalizePath(name)}`);
  return state.options.followFolders ? resolveLinks(state.editor.get, place, false) : place;
}

/** Something that is no folder gives way to a folder that has to be there. */
function clearWay(editor: TreeEditor, path: string): void {
  const parent = parentPath(path);
  if (parent === "/") return;
  clearWay(editor, parent);
  const there = editor.get(parent);
  if (there && there.kind !== "directory") editor.remove(parent);
}

function nodeOf(state: State, entry: TarEntry): FsNode | undefined {
  const meta = { mode: entry.mode, uid: entry.uid, gid: entry.gid, mtime: entry.mtime };
  switch (entry.type) {
    case "file":
      return { ...file(entry.data, meta), hole: entry.hole };
    case "directory":
      return directory(meta);
    case "symlink":
      return symlink(entry.linkname, meta);
    case "fifo":
      return fifo(meta);
    case "char":
      return device(deviceOf(entry.devMajor, entry.devMinor) ?? "null", meta);
    case "block":
      return undefined;
    case "link":
      return secondName(state, placeOf(state, entry.linkname));
  }
}

function secondName(state: State, first: string): FileNode | undefined {
  const { editor, links } = state;
  const node = editor.get(first);
  if (node?.kind !== "file") return undefined;
  if (node.link !== undefined) return node;
  const linked: FileNode = { ...node, link: linkID(first, links.next++) };
  editor.put(first, linked);
  return linked;
}

/** An id that depends on nothing but the archive. */
function linkID(path: string, count: number): number {
  let h = 0x811c9dc5;
  for (const c of `${count}\0${path}`) h = Math.imul(h ^ (c.codePointAt(0) ?? 0), 0x01000193);
  return (h >>> 0) + 2 ** 32;
}
