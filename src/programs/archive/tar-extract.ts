import { type ErrnoError, isErrno } from "../../std/errno.ts";
import type { Reader } from "../../std/stream.ts";
import { entryData, type TarEntry } from "../../std/tar.ts";
import { readTar } from "../../std/tar-read.ts";
import { globToRegExp } from "../lib/glob.ts";
import { dirName } from "../lib/paths.ts";
import type { Call } from "../lib/tool.ts";
import { groupEntries, passwdEntries } from "../lib/users.ts";
import { enter } from "./tar-create.ts";
import { entryLine } from "./tar-list.ts";
import { isExcluded, type TarWish } from "./tar-options.ts";

/** Lists or unpacks the members that were asked for, all when none was. */
export async function readArchive(c: Call, wish: TarWish, from: Reader): Promise<void> {
  const wanted = c.operands.map((name) => ({
    name: name.replace(/\/+$/, ""),
    found: false,
    re: c.options.has("wildcards") ? globToRegExp(name) : undefined,
  }));
  const extractor = createExtractor(c, wish);
  if (wish.folder !== undefined) await enter(c, wish.folder);
  for await (const entry of readTar(from)) {
    await c.p.tick();
    const name = entry.name.replace(/\/+$/, "");
    const matching = wanted.filter((w) => name === w.name || name.startsWith(`${w.name}/`) || w.re?.test(name));
    for (const w of matching) w.found = true;
    if ((wanted.length && !matching.length) || isExcluded(wish, name)) continue;
    if (wish.operation === "list") await c.out.write(`${entryLine(entry, wish, c)}\n`);
    else await extractor.add(entry);
  }
  await extractor.finish();
  await c.out.flush();
  for (const w of wanted)
    if (!w.found)
      await c.complain(
        `${w.name}: ${c.flavour.pick("Not found in archive", "not found in archive")}`,
        c.flavour.pick(2, 1),
      );
}

function createExtractor(c: Call, wish: TarWish) {
  const { files } = c.p;
  const users = new Map(passwdEntries(files).map((e) => [e.name, e.uid]));
  const groups = new Map(groupEntries(files).map((e) => [e.name, e.gid]));
  // Folders get their mode and time last: what is put into them would change the time, and a mode may forbid it.
  const folders: { path: string; entry: TarEntry }[] = [];
  let warned = false;

  const placeOf = async (name: string): Promise<string | undefined> => {
    const parts = name.split("/").filter((p) => p !== "" && p !== ".");
    if (parts.includes("..") && !wish.absolute) {
      await c.complain(c.flavour.pick(`${name}: Member name contains '..'`, `name with '..': '${name}'`), 2);
      return undefined;
    }
    if (name.startsWith("/") && !wish.absolute && !warned) {
      warned = true;
      await c.p.write(
        2,
        `${c.name}: ${c.flavour.pick("Removing leading `/' from member names", "removing leading '/' from member names")}\n`,
      );
    }
    const kept = parts.slice(wish.strip);
    if (!kept.length) return wish.strip ? undefined : ".";
    return (name.startsWith("/") && wish.absolute ? "/" : "") + kept.join("/");
  };

  const finishMeta = (path: string, entry: TarEntry) => {
    if (wish.sameOwner)
      files.chown(path, users.get(entry.uname) ?? entry.uid, groups.get(entry.gname) ?? entry.gid, true);
    if (entry.type === "symlink") return;
    files.chmod(path, wish.samePermissions ? entry.mode : entry.mode & 0o777 & ~c.p.umask);
    if (wish.keepTime) files.utimes(path, entry.mtime);
  };

  const make = (entry: TarEntry, path: string) => {
    if (entry.type === "directory") {
      if (!exists(path)) files.mkdirs(path);
      else if (files.stat(path).kind !== "directory") {
        files.unlink(path);
        files.mkdir(path);
      }
      folders.push({ path, entry });
      return;
    }
    const above = dirName(path);
    if (!files.exists(above)) files.mkdirs(above);
    if (exists(path)) files.unlink(path);
    if (entry.type === "symlink") files.symlink(entry.linkname, path);
    else if (entry.type === "link") files.link(entry.linkname, path);
    else if (entry.type === "fifo") files.mkfifo(path);
    else if (entry.type === "file") files.writeFile(path, entryData(entry));
    if (entry.type !== "link") finishMeta(path, entry);
  };
  const exists = (path: string) => {
    try {
      files.lstat(path);
      return true;
    } catch {
      return false;
    }
  };
  const failed = async (entry: TarEntry, e: ErrnoError) => {
    const verb = entry.type === "directory" ? "mkdir" : entry.type === "symlink" ? "create symlink" : "open";
    const busybox =
      entry.type === "directory"
        ? `can't create directory '${entry.name}': ${e.strerror}`
        : `can't open '${entry.name}': ${e.strerror}`;
    await c.complain(c.flavour.pick(`${entry.name}: Cannot ${verb}: ${e.strerror}`, busybox), c.flavour.pick(2, 1));
  };
  return {
    async add(entry: TarEntry) {
      const path = await placeOf(entry.name);
      if (path === undefined) return;
      if (wish.verbose)
        await (wish.toStdout
          ? c.p.write(2, `${entryLine(entry, wish, c)}\n`)
          : c.out.write(`${entryLine(entry, wish, c)}\n`));
      if (wish.toStdout) {
        if (entry.type === "file") await c.out.write(entryData(entry));
        return;
      }
      if (wish.keepOld && entry.type !== "directory" && exists(path)) {
        if (!c.flavour.busybox) await c.complain(`${entry.name}: Cannot open: File exists`, 2);
        return;
      }
      try {
        make(entry, path);
      } catch (e) {
        if (!isErrno(e)) throw e;
        await failed(entry, e);
      }
    },
    async finish() {
      for (const { path, entry } of folders.reverse()) {
        try {
          finishMeta(path, entry);
        } catch (e) {
          if (!isErrno(e)) throw e;
          await failed(entry, e);
        }
      }
    },
  };
}
