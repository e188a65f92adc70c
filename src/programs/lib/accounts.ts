import type { Files } from "../../filesystem/files.ts";
import type { Process } from "../../kernel/process.ts";
import { groupEntries, passwdEntries } from "./users.ts";

// Changes to /etc/passwd, /etc/shadow, /etc/group and /etc/gshadow. Whatever is changed is kept as `FILE-` first.

export const PASSWD = "/etc/passwd";
export const SHADOW = "/etc/shadow";
export const GROUP = "/etc/group";
export const GSHADOW = "/etc/gshadow";

type Row = readonly string[];

/** Rewrites a file of colon-separated rows; nothing happens, and it is false, where the file is missing. */
export function editRows(files: Files, path: string, edit: (rows: string[][]) => readonly Row[]): boolean {
  if (!files.exists(path)) return false;
  const before = files.readText(path);
  const rows = before
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(":"));
  const after = edit(rows)
    .map((row) => `${row.join(":")}\n`)
    .join("");
  if (after === before) return true;
  const { mode, uid, gid } = files.stat(path);
  files.writeFile(`${path}-`, before);
  files.chmod(`${path}-`, mode & 0o777);
  files.chown(`${path}-`, uid, gid);
  files.writeFile(path, after);
  return true;
}

/** Changes the rows of one name. */
export function editRow(files: Files, path: string, name: string, edit: (row: string[]) => Row): boolean {
  return editRows(files, path, (rows) => rows.map((row) => (row[0] === name ? edit(row) : row)));
}

export function removeRow(files: Files, path: string, name: string): boolean {
  return editRows(files, path, (rows) => rows.filter((row) => row[0] !== name));
}

/** The row with another word at one place. */
export function withField(row: Row, index: number, value: string): string[] {
  return row.map((field, i) => (i === index ? value : field));
}

export interface NewUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: string;
  readonly home: string;
  readonly shell: string;
  /** The shadow file's row behind the name. */
  readonly shadow: Row;
}

/** Days since 1970, as the shadow file counts. */
export function today(p: Process): string {
  return String(Math.floor(p.now() / 86_400e6));
}

/** Adds a user. Without a shadow file the password's word stands in /etc/passwd. */
export function addUser(p: Process, user: NewUser): void {
  const shadowed = editRows(p.files, SHADOW, (rows) => [...rows, [user.name, ...user.shadow]]);
  const word = shadowed ? "x" : (user.shadow[0] ?? "!");
  const row = [user.name, word, String(user.uid), String(user.gid), user.gecos, user.home, user.shell];
  editRows(p.files, PASSWD, (rows) => [...rows, row]);
}

export function addGroup(p: Process, name: string, gid: number, members: readonly string[] = []): void {
  const list = members.join(",");
  editRows(p.files, GROUP, (rows) => [...rows, [name, "x", String(gid), list]]);
  editRows(p.files, GSHADOW, (rows) => [...rows, [name, "!", "", list]]);
}

/** Sets a group's members. */
export function editMembers(p: Process, group: string, edit: (members: string[]) => readonly string[]): void {
  const change = (row: string[]) =>
    withField(row, 3, edit((row[3] ?? "").split(",").filter((m) => m !== "")).join(","));
  editRow(p.files, GROUP, group, change);
  editRow(p.files, GSHADOW, group, change);
}

export function joinGroup(p: Process, group: string, user: string): void {
  editMembers(p, group, (members) => (members.includes(user) ? members : [...members, user]));
}

/** The word that stands for a user's password; undefined for an unknown user. */
export function passwordWord(files: Files, name: string): string | undefined {
  return shadowRow(files, name)?.[1] ?? passwdEntries(files).find((e) => e.name === name)?.password;
}

export function shadowRow(files: Files, name: string): string[] | undefined {
  if (!files.exists(SHADOW)) return undefined;
  const line = files
    .readText(SHADOW)
    .split("\n")
    .find((l) => l.startsWith(`${name}:`));
  return line?.split(":");
}

/** Sets the password's word, in the shadow file where the user stands there. */
export function setPasswordWord(p: Process, name: string, word: string, touch = true): void {
  const { files } = p;
  if (!shadowRow(files, name)) editRow(files, PASSWD, name, (row) => withField(row, 1, word));
  else
    editRow(files, SHADOW, name, (row) => {
      const changed = withField(row, 1, word);
      return touch ? withField(changed, 2, today(p)) : changed;
    });
}

/** Ids that a new user or group may get: from 1000 up behind the highest, for the system from 999 down. */
export function freeId(used: ReadonlySet<number>, system: boolean, preferred?: number): number | undefined {
  if (preferred !== undefined && !used.has(preferred)) return preferred;
  if (system) return range(999, 100).find((id) => !used.has(id));
  const highest = Math.max(999, ...[...used].filter((id) => id >= 1000 && id <= 60000));
  if (highest < 60000) return highest + 1;
  return range(1000, 60000).find((id) => !used.has(id));
}

/** The first free id of a range, as Debian's adduser and BusyBox count: upwards. */
export function firstFree(used: ReadonlySet<number>, from: number, to: number): number | undefined {
  return range(from, to).find((id) => !used.has(id));
}

function range(from: number, to: number): number[] {
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + i * step);
}

export function usedUids(files: Files): Set<number> {
  return new Set(passwdEntries(files).map((e) => e.uid));
}

export function usedGids(files: Files): Set<number> {
  return new Set(groupEntries(files).map((e) => e.gid));
}

/** Fills a new home from the skeleton folder, all of it the user's own. */
export function copySkeleton(files: Files, from: string, to: string, uid: number, gid: number): void {
  if (!files.exists(from)) return;
  for (const { name, kind } of files.readdir(from)) {
    const [source, target] = [`${from}/${name}`, `${to}/${name}`];
    if (files.exists(target)) continue;
    if (kind === "symlink") files.symlink(files.readlink(source), target);
    else if (kind === "directory") {
      files.mkdir(target, files.stat(source).mode & 0o777);
      copySkeleton(files, source, target, uid, gid);
    } else if (kind === "file") {
      files.writeFile(target, files.readFile(source), files.stat(source).mode & 0o777);
      files.utimes(target, files.stat(source).mtime);
    } else continue;
    files.chown(target, uid, gid, true);
  }
}
