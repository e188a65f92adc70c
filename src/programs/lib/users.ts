import type { Files } from "../../filesystem/files.ts";

export interface PasswdEntry {
  readonly name: string;
  readonly password: string;
  readonly uid: number;
  readonly gid: number;
  readonly gecos: string;
  readonly home: string;
  readonly shell: string;
}

export interface GroupEntry {
  readonly name: string;
  readonly password: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** Colon-separated rows of a file in /etc; none when it cannot be read. */
export function rows(files: Files, path: string): string[][] {
  try {
    return files
      .readText(path)
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => line.split(":"));
  } catch {
    return [];
  }
}

/** The users of /etc/passwd, in its order. */
export function passwdEntries(files: Files): PasswdEntry[] {
  return rows(files, "/etc/passwd").map(([name = "", password = "", uid, gid, gecos = "", home = "", shell = ""]) => ({
    name,
    password,
    uid: Number(uid),
    gid: Number(gid),
    gecos,
    home,
    shell,
  }));
}

/** The groups of /etc/group, in its order. */
export function groupEntries(files: Files): GroupEntry[] {
  return rows(files, "/etc/group").map(([name = "", password = "", gid, members = ""]) => ({
    name,
    password,
    gid: Number(gid),
    members: members.split(",").filter((m) => m !== ""),
  }));
}

/** The user's name, or undefined. */
export function userName(files: Files, uid: number): string | undefined {
  return passwdEntries(files).find((e) => e.uid === uid)?.name;
}

export function groupName(files: Files, gid: number): string | undefined {
  return groupEntries(files).find((e) => e.gid === gid)?.name;
}

/** A user by name or number; a number needs no entry. */
export function findUid(files: Files, text: string): number | undefined {
  return passwdEntries(files).find((e) => e.name === text)?.uid ?? number(text);
}

export function findGid(files: Files, text: string): number | undefined {
  return groupEntries(files).find((e) => e.name === text)?.gid ?? number(text);
}

/** Groups of a user as login sets them: the main one first. */
export function groupsOf(files: Files, user: PasswdEntry): number[] {
  const others = groupEntries(files).filter((g) => g.members.includes(user.name) && g.gid !== user.gid);
  return [user.gid, ...others.map((g) => g.gid)];
}

/** Names of ids, each looked up once: for `ls -l` over many files. */
export function nameCache(files: Files): { user(uid: number): string; group(gid: number): string } {
  const users = new Map(
    passwdEntries(files)
      .map((e) => [e.uid, e.name] as const)
      .reverse(),
  );
  const groups = new Map(
    groupEntries(files)
      .map((e) => [e.gid, e.name] as const)
      .reverse(),
  );
  return { user: (uid) => users.get(uid) ?? String(uid), group: (gid) => groups.get(gid) ?? String(gid) };
}

function number(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
