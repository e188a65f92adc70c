import type { Stat } from "../../filesystem/files.ts";
import { zoneOf } from "../../shell/zone.ts";
import { strftime } from "../../std/strftime.ts";
import { entrySize, type TarEntry, type TarType } from "../../std/tar.ts";
import { modeString } from "../lib/modes.ts";
import type { Call } from "../lib/tool.ts";
import type { TarWish } from "./tar-options.ts";

const KINDS: Readonly<Record<TarType, Stat["kind"]>> = {
  file: "file",
  link: "file",
  symlink: "symlink",
  char: "device",
  block: "device",
  directory: "directory",
  fifo: "fifo",
};

/** A member as -v names it: with -t (or -vv) like a line of ls -l, else its name. */
export function entryLine(e: TarEntry, wish: TarWish, c: Call): string {
  const long = wish.operation === "list" ? wish.verbose > 0 : wish.verbose > 1;
  if (!long) return e.name;
  const mode =
    e.type === "link"
      ? modeString("file", e.mode).replace(/^-/, c.flavour.pick("h", "-"))
      : modeString(KINDS[e.type], e.mode);
  const owner = `${wish.numeric || !e.uname ? e.uid : e.uname}/${wish.numeric || !e.gname ? e.gid : e.gname}`;
  const size = e.type === "char" || e.type === "block" ? `${e.devMajor},${e.devMinor}` : String(entrySize(e));
  const zone = zoneOf(c.p.env.get("TZ"), c.p.files);
  const target = e.type === "symlink" ? ` -> ${e.linkname}` : e.type === "link" ? ` link to ${e.linkname}` : "";
  if (c.flavour.busybox)
    return `${mode} ${owner} ${size.padStart(9)} ${strftime("%F %T", e.mtime, zone)} ${e.name}${e.type === "link" ? ` -> ${e.linkname}` : target}`;
  return `${mode} ${owner}${" ".repeat(Math.max(1, 19 - owner.length - size.length))}${size} ${strftime("%F %R", e.mtime, zone)} ${e.name}${target}`;
}
