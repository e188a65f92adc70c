import type { Files, Stat } from "../../filesystem/files.ts";
import { ErrnoError, isErrno } from "../../std/errno.ts";
import { compareText, compareVersions } from "../lib/compare.ts";
import { globToRegExp } from "../lib/glob.ts";
import { joinPath } from "../lib/paths.ts";
import { blocksOf } from "../lib/sizes.ts";
import type { LsOptions } from "./ls-options.ts";

/** One line of a listing. */
export interface Entry {
  readonly name: string;
  readonly path: string;
  /** What is shown: the symlink itself unless it is followed. */
  readonly stat: Stat;
  /** Where a symlink leads; the file itself otherwise; undefined when it leads nowhere. */
  readonly target: Stat | undefined;
  readonly link: string | undefined;
  /** 1024-byte blocks. */
  readonly blocks: number;
}

/** Looks at a file. Throws ErrnoError where there is none; `strict`: where a symlink that is to be followed leads nowhere. */
export function readEntry(
  files: Files,
  name: string,
  path: string,
  follow: LsOptions["followOperands"],
  strict = false,
): Entry {
  const own = files.lstat(path);
  if (own.kind !== "symlink") return { name, path, stat: own, target: own, link: undefined, blocks: blocksOf(own) };
  const target = reachable(files, path);
  if (strict && follow === "always" && !target) throw new ErrnoError("ENOENT", path);
  const followed = follow === "always" || (follow === "folders" && target?.kind === "directory");
  const stat = followed && target ? target : own;
  return { name, path, stat, target, link: stat === own ? files.readlink(path) : undefined, blocks: blocksOf(stat) };
}

function reachable(files: Files, path: string): Stat | undefined {
  try {
    return files.stat(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    return undefined;
  }
}

/** What a folder shows. Throws ErrnoError when it cannot be read. */
export function readFolder(files: Files, path: string, o: LsOptions): Entry[] {
  const names = files.readdir(path).map((e) => e.name);
  const ignored = o.ignore.map((pattern) => globToRegExp(pattern));
  const shown = names.filter((n) => (o.hidden !== "none" || !n.startsWith(".")) && !ignored.some((re) => re.test(n)));
  const all = o.hidden === "all" ? [".", "..", ...shown] : shown;
  return all.map((name) => readEntry(files, name, joinPath(path, name), o.followAll ? "always" : "never"));
}

/** In the order asked for; equal ones by name. */
export function orderEntries(entries: readonly Entry[], o: LsOptions): Entry[] {
  if (o.sort === "none") return [...entries];
  const byName = (a: Entry, b: Entry) => compareText(a.name, b.name);
  const first: Record<Exclude<LsOptions["sort"], "none">, (a: Entry, b: Entry) => number> = {
    name: byName,
    time: (a, b) => b.stat.mtime - a.stat.mtime || byName(a, b),
    size: (a, b) => b.stat.size - a.stat.size || byName(a, b),
    extension: (a, b) => compareText(extension(a.name), extension(b.name)) || byName(a, b),
    version: (a, b) => compareVersions(a.name, b.name) || byName(a, b),
  };
  const sorted = [...entries].sort(first[o.sort]);
  if (o.reverse) sorted.reverse();
  if (!o.foldersFirst) return sorted;
  const isFolder = (e: Entry) => e.target?.kind === "directory";
  return [...sorted.filter(isFolder), ...sorted.filter((e) => !isFolder(e))];
}

function extension(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot);
}
