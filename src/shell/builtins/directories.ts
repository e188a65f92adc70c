import { ErrnoError } from "../../std/errno.ts";
import { CommandError, type Shell } from "../shell.ts";
import { setText, textOf, writable } from "../variables.ts";
import type { Builtin } from "./builtin.ts";
import { print } from "./echo.ts";
import { parseOptions } from "./usage.ts";

/** The working folder as the shell keeps it: with the symlinks that were followed. */
export function logicalFolder(sh: Shell): string {
  const pwd = textOf(sh, "PWD");
  return pwd?.startsWith("/") ? pwd : sh.p.cwd;
}

/** A path put together with a folder, `.` and `..` resolved by their text. */
export function normalize(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${folder}/${path}`).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** Changes the working folder, PWD and OLDPWD. Throws ErrnoError. */
export function changeTo(sh: Shell, path: string, physical: boolean): void {
  const before = logicalFolder(sh);
  let target = normalize(before, path);
  // Where the text leads nowhere, the kernel decides.
  if (physical || !sh.p.files.exists(target)) target = path;
  sh.p.chdir(target);
  const after =
    physical || target === path ? (path.startsWith("/") && !physical ? normalize("/", path) : sh.p.cwd) : target;
  setText(sh, "OLDPWD", before);
  setText(sh, "PWD", after);
  writable(sh, "OLDPWD").exported ||= sh.dialect !== "dash";
}

export const cd: Builtin = async (sh, argv) => {
  const { flags, rest } =
    argv[1] === "-"
      ? { flags: new Map<string, string>(), rest: ["-"] }
      : parseOptions(sh, argv, sh.dialect === "bash" ? "LPe@" : "LP");
  if (rest.length > 1 && sh.dialect === "bash") throw new CommandError("too many arguments");
  let target = rest[0] ?? textOf(sh, "HOME");
  let shown = false;
  if (target === undefined) {
    if (sh.dialect === "bash") throw new CommandError("HOME not set");
    return 0;
  }
  if (rest[0] === "-") {
    const old = textOf(sh, "OLDPWD");
    if (old === undefined && sh.dialect === "bash") throw new CommandError("OLDPWD not set");
    target = old ?? logicalFolder(sh);
    shown = true;
  }
  if (target === "") return 0;
  try {
    const found = searchCdPath(sh, target);
    if (found !== undefined && found !== target) {
      target = found;
      shown = true;
    }
    changeTo(sh, target, flags.has("P") || sh.options.has("physical"));
  } catch (e) {
    if (!(e instanceof ErrnoError)) throw e;
    if (sh.dialect === "bash") throw new CommandError(`${target}: ${e.strerror}`);
    throw new CommandError(`can't cd to ${target}${sh.dialect === "ash" ? `: ${e.strerror}` : ""}`, 2);
  }
  return shown ? print(sh, `${logicalFolder(sh)}\n`) : 0;
};

function searchCdPath(sh: Shell, target: string): string | undefined {
  const list = textOf(sh, "CDPATH");
  if (!list || /^\.{0,2}\//.test(target) || target === "." || target === "..") return undefined;
  for (const folder of list.split(":")) {
    const path = folder === "" || folder === "." ? target : `${folder}/${target}`;
    if (sh.p.files.exists(path) && sh.p.files.stat(path).kind === "directory") return path;
  }
  return undefined;
}

export const pwd: Builtin = (sh, argv) => {
  const { flags } = parseOptions(sh, argv, "LP");
  return print(sh, `${flags.has("P") ? sh.p.cwd : logicalFolder(sh)}\n`);
};
