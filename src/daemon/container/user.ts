import { InvalidParameter } from "../../api/errors.ts";
import type { Credentials, Files } from "../../filesystem/files.ts";
import type { Tree } from "../../filesystem/node.ts";
import { lookup, resolveInTree } from "../../filesystem/tree.ts";
import { decode } from "../../std/text.ts";

/** Who a process runs as. */
export interface RunUser {
  readonly credentials: Credentials;
  readonly home: string;
}

interface PasswdLine {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

interface GroupLine {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

const MAX_ID = 2 ** 31 - 1;

const readPasswd = reader<PasswdLine>((f) => ({
  name: f[0] ?? "",
  uid: Number(f[2] ?? 0),
  gid: Number(f[3] ?? 0),
  home: f[5] ?? "",
}));

const readGroup = reader<GroupLine>((f) => ({
  name: f[0] ?? "",
  gid: Number(f[2] ?? 0),
  members: (f[3] ?? "").split(",").filter((m) => m !== ""),
}));

/**
 * The user that `--user NAME|UID[:GROUP|GID]` means by the container's own /etc/passwd and /etc/group. Without a group it
 * is the user's, with its other groups; a number that nobody has is taken as it is, with group 0. `groupAdd` is
 * `--group-add`. Throws what the daemon says at the start.
 */
export function resolveUser(tree: Tree, user: string, groupAdd: readonly string[] = []): RunUser {
  const passwd = readPasswd(database(tree, "/etc/passwd"));
  const groups = readGroup(database(tree, "/etc/group"));
  const [who = "", ...rest] = user.split(":");
  const group = rest.join(":");
  const line = findUser(passwd, who === "" ? "0" : who);
  const uid = line?.uid ?? numberOf(who, `unable to find user ${who}: no matching entries in passwd file`);
  const gid = group === "" ? (line?.gid ?? 0) : groupID(groups, group);
  const own = group === "" && line ? groups.filter((g) => g.members.includes(line.name)).map((g) => g.gid) : [];
  const added = groupAdd.map((g) => groupID(groups, g));
  return {
    credentials: { uid, gid, groups: [...new Set([gid, ...own, ...added])] },
    home: line?.home || "/",
  };
}

/** What the host's ps calls a user: by the host's own /etc/passwd, whatever the container's says; the number otherwise. */
export function hostUserName(files: Files, uid: number): string {
  let data: Uint8Array | undefined;
  try {
    data = files.readFile("/etc/passwd");
  } catch {}
  const name = readPasswd(data).find((p) => p.uid === uid)?.name ?? String(uid);
  return name.length > 8 ? `${name.slice(0, 7)}+` : name;
}

function findUser(passwd: readonly PasswdLine[], who: string): PasswdLine | undefined {
  const named = passwd.find((p) => p.name === who);
  if (named || !/^\d+$/.test(who)) return named;
  return passwd.find((p) => p.uid === Number(who));
}

function groupID(groups: readonly GroupLine[], group: string): number {
  const named = groups.find((g) => g.name === group);
  return named?.gid ?? numberOf(group, `unable to find group ${group}: no matching entries in group file`);
}

function numberOf(text: string, otherwise: string): number {
  if (text === "") return 0;
  if (!/^-?\d+$/.test(text)) throw new InvalidParameter(otherwise);
  const n = Number(text);
  if (n < 0 || n > MAX_ID) throw new InvalidParameter(`uids and gids must be in range 0-${MAX_ID}`);
  return n;
}

/** The bytes of a database; undefined when the file is not there. */
function database(tree: Tree, path: string): Uint8Array | undefined {
  try {
    const node = lookup(tree, resolveInTree(tree, path));
    return node?.kind === "file" ? node.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads databases, each once: the containers of an image share the bytes of its files, and bytes of a tree are never
 * written to.
 */
function reader<T>(parse: (fields: readonly string[]) => T): (data: Uint8Array | undefined) => readonly T[] {
  const read = new WeakMap<Uint8Array, readonly T[]>();
  return (data) => {
    if (!data) return [];
    const known = read.get(data);
    if (known) return known;
    const lines = decode(data)
      .split("\n")
      .filter((l) => l.trim() !== "" && !l.startsWith("#"))
      .map((l) => parse(l.split(":")));
    read.set(data, lines);
    return lines;
  };
}
