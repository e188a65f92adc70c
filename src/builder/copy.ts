import { createTreeEditor, type TreeEditor, withMeta } from "../filesystem/editor.ts";
import type { DirectoryNode, FsNode, Meta, Tree } from "../filesystem/node.ts";
import { lookup, resolveInTree, sortedEntries } from "../filesystem/tree.ts";
import { isErrno } from "../std/errno.ts";
import { createMatcher, patternRegex } from "./ignore.ts";
import type { ModeChange } from "./steps/chmod.ts";

/** A source that is not there; its path from the context's root. */
export class SourceMissing extends Error {
  override readonly name = "SourceMissing";
  constructor(readonly path: string) {
    super(`"${path}": not found`);
  }
}

/** The folder in which a wildcard is to be looked for is not there. */
export class FolderMissing extends Error {
  override readonly name = "FolderMissing";
  constructor(path: string) {
    super(`lstat ${path}: no such file or directory`);
  }
}

/** A folder's contents cannot go where a file is. */
export class NotAFolder extends Error {
  override readonly name = "NotAFolder";
  constructor(readonly path: string) {
    super(`cannot copy to non-directory: ${path}`);
  }
}

export interface Source {
  /** Path from the root of where it is copied from, without symlinks at its end. */
  readonly path: string;
  /** The name it has when it is put into a folder. */
  readonly name: string;
  readonly node: FsNode;
}

export interface CopyOptions {
  /** The owner that all that is copied gets, and the folders made for it; nothing keeps the files' own. */
  readonly owner: Partial<Pick<Meta, "uid" | "gid">>;
  /** What becomes of modes, those of folders that are made included. */
  readonly chmod: ModeChange | undefined;
  /** Patterns below each source that are left out. */
  readonly exclude: readonly string[];
  /** Keep the folders above the sources (`--parents`). */
  readonly parents: boolean;
  /** Time of the folders that are made. */
  readonly now: number;
}

const WILDCARD = /[*?[]/;

/**
 * What a COPY's source names: a path, whose last symlink is followed, or with wildcards all that match, in order of name. A
 * path that is not there is an error, and so is the folder before the first wildcard; wildcards that match nothing are not.
 */
export function findSources(tree: Tree, written: string): Source[] {
  const path = absolute(written);
  if (!WILDCARD.test(written)) {
    const resolved = resolveSource(tree, path);
    const node = resolved === undefined ? undefined : lookup(tree, resolved);
    if (!node || resolved === undefined) throw new SourceMissing(path);
    return [{ path: resolved, name: path.split("/").pop() ?? "", node }];
  }
  const fixed = wildcardFolder(path);
  if (fixed !== undefined && !lookup(tree, fixed)) throw new FolderMissing(fixed);
  let found: string[] = [""];
  for (const part of path.split("/").filter((p) => p !== "")) {
    if (!WILDCARD.test(part)) {
      found = found.map((f) => `${f}/${part}`).filter((f) => lookup(tree, f));
      continue;
    }
    const re = patternRegex(part);
    found = found.flatMap((f) => {
      const folder = lookup(tree, f || "/");
      if (folder?.kind !== "directory") return [];
      return sortedEntries(folder)
        .filter(([name]) => re.test(name))
        .map(([name]) => `${f}/${name}`);
    });
  }
  return found.flatMap((f) => {
    const resolved = resolveSource(tree, f);
    const node = resolved === undefined ? undefined : lookup(tree, resolved);
    return node && resolved !== undefined ? [{ path: resolved, name: f.split("/").pop() ?? "", node }] : [];
  });
}

function resolveSource(tree: Tree, path: string): string | undefined {
  try {
    return resolveInTree(tree, path);
  } catch (e) {
    if (isErrno(e)) return undefined;
    throw e;
  }
}

/** The folder in front of a source's first wildcard; undefined without wildcards, or for the root. */
export function wildcardFolder(written: string): string | undefined {
  const path = absolute(written);
  const at = path.search(WILDCARD);
  return at < 0 ? undefined : path.slice(0, at).replace(/\/[^/]*$/, "") || undefined;
}

/** The path from the root, `..` never above it. */
export function absolute(path: string, cwd = "/"): string {
  const parts: string[] = [];
  for (const p of (path.startsWith("/") ? path : `${cwd}/${path}`).split("/")) {
    if (p === "..") parts.pop();
    else if (p !== "" && p !== ".") parts.push(p);
  }
  return `/${parts.join("/")}`;
}

/**
 * Copies as COPY does: a folder's contents into the destination, a file to it, or into it when it ends in a slash or is a
 * folder already. Several files to a path without slash are written one over the other.
 */
export function copyInto(
  tree: Tree,
  sources: readonly Source[],
  destination: string,
  asFolder: boolean,
  options: CopyOptions,
): Tree {
  const editor = createTreeEditor(tree);
  const target = throughLinks(tree, destination);
  const excluded = excluder(options.exclude);
  const dress = (node: FsNode): FsNode => dressed(node, options, "", excluded);
  for (const source of sources) {
    if (options.parents) {
      editor.mkdirs(`${target === "/" ? "" : target}${parentOf(source.path)}`, newFolder(options));
      merge(editor, `${target === "/" ? "" : target}${source.path}`, dress(source.node), options.now);
    } else if (source.node.kind === "directory") {
      layContents(editor, target, source.node, dress, options);
    } else {
      const into = asFolder || editor.get(target)?.kind === "directory";
      const path = into ? `${target === "/" ? "" : target}/${source.name}` : target;
      if (excluded(source.name)) continue;
      editor.mkdirs(parentOf(path), newFolder(options));
      editor.put(path, dress(source.node));
    }
  }
  return editor.finish();
}

/** Puts what a folder holds into another one, which is made when it is not there; the folder's own mode and owner stay behind. */
function layContents(
  editor: TreeEditor,
  target: string,
  folder: DirectoryNode,
  dress: (node: FsNode) => FsNode,
  options: CopyOptions,
): void {
  const there = editor.get(target);
  if (there && there.kind !== "directory") throw new NotAFolder(target);
  if (!there) {
    editor.mkdirs(target, newFolder(options));
  }
  const contents = dress(folder);
  if (contents.kind !== "directory") return;
  for (const [name, child] of contents.entries)
    merge(editor, `${target === "/" ? "" : target}/${name}`, child, options.now);
}

/** Puts a node there; a folder is laid over a folder, entry by entry. */
function merge(editor: TreeEditor, path: string, node: FsNode, now: number): void {
  const there = editor.get(path);
  if (node.kind !== "directory" || there?.kind !== "directory") {
    if (node.kind === "directory" && there === undefined) editor.mkdirs(parentOf(path), { mode: 0o755, mtime: now });
    editor.put(path, node);
    return;
  }
  if (path !== "/") editor.setMeta(path, { mode: node.mode, uid: node.uid, gid: node.gid, mtime: node.mtime });
  for (const [name, child] of node.entries) merge(editor, `${path === "/" ? "" : path}/${name}`, child, now);
}

/** What `--exclude` names, by the path below the source. */
function excluder(patterns: readonly string[]): (path: string) => boolean {
  return patterns.length ? createMatcher(patterns.map((e) => e.replace(/^\/+/, ""))) : () => false;
}

/** The sources without what is excluded: only what is left counts for the cache. */
export function withoutExcluded(sources: readonly Source[], patterns: readonly string[]): readonly Source[] {
  if (patterns.length === 0) return sources;
  const excluded = excluder(patterns);
  const prune = (node: FsNode, path: string): FsNode => {
    if (node.kind !== "directory") return node;
    const editor = createTreeEditor(node);
    for (const [name, child] of node.entries) {
      const inner = path === "" ? name : `${path}/${name}`;
      if (excluded(inner)) editor.remove(`/${name}`);
      else if (child.kind === "directory") editor.put(`/${name}`, prune(child, inner));
    }
    return editor.finish();
  };
  return sources.flatMap((s) =>
    excluded(s.name) && s.node.kind !== "directory" ? [] : [{ ...s, node: prune(s.node, "") }],
  );
}

function dressed(node: FsNode, options: CopyOptions, path: string, excluded: (path: string) => boolean): FsNode {
  const mode =
    node.kind === "symlink" ? node.mode : (options.chmod?.(node.mode, node.kind === "directory") ?? node.mode);
  const own = withMeta(node, { ...options.owner, mode });
  if (own.kind !== "directory") return own;
  const editor = createTreeEditor({ ...own });
  for (const [name, child] of own.entries) {
    const inner = path === "" ? name : `${path}/${name}`;
    if (excluded(inner)) editor.remove(`/${name}`);
    else editor.put(`/${name}`, dressed(child, options, inner, excluded));
  }
  return editor.finish();
}

/** What the folders that are made for the destination are like: made by mkdir, under the umask. */
function newFolder({ owner, chmod, now }: CopyOptions): Partial<Meta> {
  return { mode: (chmod?.(0o755, true) ?? 0o755) & 0o755, mtime: now, ...owner };
}

/** The destination with the symlinks on its way followed, as far as there are any. */
function throughLinks(tree: Tree, path: string): string {
  const parts = path.split("/").filter((p) => p !== "");
  for (let n = parts.length; n > 0; n--) {
    const head = `/${parts.slice(0, n).join("/")}`;
    try {
      if (!lookup(tree, resolveInTree(tree, head, false))) continue;
      return absolute(parts.slice(n).join("/"), resolveInTree(tree, head));
    } catch (e) {
      if (!isErrno(e)) throw e;
    }
  }
  return path;
}

export function parentOf(path: string): string {
  return path.replace(/\/[^/]*$/, "") || "/";
}
