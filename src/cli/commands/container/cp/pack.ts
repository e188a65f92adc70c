import type { Files, Stat } from "../../../../filesystem/files.ts";
import { type TarEntry, tarEntry } from "../../../../std/tar.ts";
import { SECOND } from "../../../../std/time.ts";
import { splitEntry } from "../../../lib/path.ts";
import type { CopyInfo } from "./copy-info.ts";

/** The members of an archive of what is copied; they begin with its name, or with `.` for what is in a folder. */
export function* localMembers(files: Files, source: CopyInfo): Generator<TarEntry> {
  const [folder, name] = splitEntry(source.path);
  const path = name === "/" ? "/" : `${folder === "/" ? "" : folder}/${name}`;
  const shown = source.rebaseName || (name === "/" ? "" : name);
  // Behind a slash a symlink stands for its folder.
  const stat = /\/\.?$/.test(source.path) ? files.stat(path) : files.lstat(path);
  yield* below(files, path, shown, stat, new Map());
}

/** A file with several names is a link behind its first one, which `linked` knows. */
function* below(
  files: Files,
  path: string,
  name: string,
  stat: Stat,
  linked: Map<number, string>,
): Generator<TarEntry> {
  const first = stat.kind === "file" && stat.nlink > 1 ? linked.get(stat.ino) : undefined;
  if (stat.kind === "file" && first === undefined) linked.set(stat.ino, name);
  const entry = member(files, path, name, stat, first);
  if (entry) yield entry;
  if (stat.kind !== "directory") return;
  for (const { name: inner } of files.readdir(path)) {
    const innerPath = `${path === "/" ? "" : path}/${inner}`;
    yield* below(files, innerPath, name === "" ? inner : `${name}/${inner}`, files.lstat(innerPath), linked);
  }
}

/** Whole seconds, as the real client writes them. Sockets are left out. */
function member(files: Files, path: string, name: string, stat: Stat, first: string | undefined): TarEntry | undefined {
  const meta = {
    mode: stat.mode & 0o7777,
    uid: stat.uid,
    gid: stat.gid,
    mtime: Math.floor(stat.mtime / SECOND) * SECOND,
  };
  switch (stat.kind) {
    case "directory":
      return tarEntry(`${name}/`, "directory", meta);
    case "file":
      if (first !== undefined) return tarEntry(name, "link", { ...meta, linkname: first });
      return tarEntry(name, "file", { ...meta, data: files.readFile(path) });
    case "symlink":
      return tarEntry(name, "symlink", { ...meta, linkname: files.readlink(path) });
    case "fifo":
      return tarEntry(name, "fifo", meta);
    default:
      return undefined;
  }
}

/** The members under other names: see `rename`. */
export function* renamed(entries: Iterable<TarEntry>, from: string, to: string): Generator<TarEntry> {
  for (const entry of entries) yield rename(entry, from, to);
}

/** The member with `to` for the `from` that its name begins with. `.` and nothing stand for the archive's root. */
export function rename(entry: TarEntry, from: string, to: string): TarEntry {
  const linkname = entry.type === "link" ? renameText(entry.linkname, from, to) : entry.linkname;
  return { ...entry, name: renameText(entry.name, from, to), linkname };
}

function renameText(name: string, from: string, to: string): string {
  if (from === "" || from === ".") return `${to}/${name.replace(/^\.?\/+/, "").replace(/^\.$/, "")}`;
  return name === from || name.startsWith(`${from}/`) ? to + name.slice(from.length) : name;
}
