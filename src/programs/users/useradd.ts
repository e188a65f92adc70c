import {
  addGroup,
  addUser,
  copySkeleton,
  editRows,
  freeId,
  joinGroup,
  today,
  usedGids,
  usedUids,
} from "../lib/accounts.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { type GroupEntry, groupEntries, passwdEntries } from "../lib/users.ts";
import { chosenGroups, dayNumber, needRoot, validName } from "./account-options.ts";

const LONG = {
  "base-dir:": "b",
  "comment:": "c",
  "home-dir:": "d",
  defaults: "D",
  "expiredate:": "e",
  "inactive:": "f",
  "gid:": "g",
  "groups:": "G",
  "skel:": "k",
  "key:": "K",
  "no-log-init": "l",
  "create-home": "m",
  "no-create-home": "M",
  "no-user-group": "N",
  "non-unique": "o",
  "password:": "p",
  system: "r",
  "shell:": "s",
  "uid:": "u",
  "user-group": "U",
  badname: "badname",
};

/** Makes a user: its rows in the account files, its own group, and its home where it is asked for (-m). */
export const useradd = defineTool(
  {
    name: "useradd",
    syntax: { short: "b:c:d:De:f:g:G:k:K:lmMNop:rs:u:U", long: LONG },
    usage: "[options] LOGIN\n-D\n-D [options]",
    badStatus: 2,
    printsUsage: true,
    version: "shadow) 4.17",
  },
  async (c) => {
    const o = c.options;
    const { files } = c.p;
    if (o.has("D")) return await defaults(c);
    const groups = await chosenGroups(c, o.values("G"));
    const group = await mainGroup(c);
    const uid = o.value("u");
    if (uid !== undefined && !/^\d+$/.test(uid)) await c.fail(`invalid user ID '${uid}'`, 3);
    const comment = o.value("c") ?? "";
    if (/[:\n]/.test(comment)) await c.fail(`invalid comment '${comment}'`, 3);
    const home = o.value("d");
    if (home !== undefined && !/^\/[^:\n]*$/.test(home)) await c.fail(`invalid home directory '${home}'`, 3);
    const shell = o.value("s") ?? "/bin/sh";
    if (!/^(?:\/[^:\n]*)?$/.test(shell)) await c.fail(`invalid shell '${shell}'`, 3);
    if (!/^(?:\/usr)?\/sbin\/nologin$|^$/.test(shell) && o.has("s") && !files.access(shell, "x"))
      await c.p.write(2, `${c.name}: Warning: missing or non-executable shell '${shell}'\n`);
    const expires = o.value("e") ? dayNumber(o.value("e") ?? "") : "";
    if (expires === undefined) await c.fail(`invalid date '${o.value("e")}'`, 3);
    for (const [a, b] of [
      ["o", "u"],
      ["k", "m"],
    ] as const)
      if (o.has(a) && !o.has(b)) await c.badUsage(`-${a} flag is only allowed with the -${b} flag`);
    if (o.has("m") && o.has("M")) await c.badUsage("options -m and -M conflict");
    if (o.has("U") && o.has("g")) await c.badUsage("options -U and -g conflict");
    const [name, ...more] = c.operands;
    if (name === undefined || more.length) return await c.badUsage(undefined);
    if (!validName(name) && !o.has("badname")) await c.fail(`invalid user name '${name}': use --badname to ignore`, 19);
    if (passwdEntries(files).some((e) => e.name === name)) await c.fail(`user '${name}' already exists`, 9);
    const own = !group && !o.has("N");
    if (own && groupEntries(files).some((g) => g.name === name))
      await c.fail(`group ${name} exists - if you want to add this user to that group, use -g.`, 9);
    await needRoot(c, "/etc/passwd", 1);
    await make(c, name, { uid, group, own, groups, comment, home, shell, expires: expires ?? "" });
    return 0;
  },
);

interface Wishes {
  readonly uid: string | undefined;
  readonly group: GroupEntry | undefined;
  readonly own: boolean;
  readonly groups: readonly GroupEntry[];
  readonly comment: string;
  readonly home: string | undefined;
  readonly shell: string;
  readonly expires: string;
}

async function make(c: Call, name: string, wishes: Wishes): Promise<void> {
  const o = c.options;
  const { files } = c.p;
  const system = o.has("r");
  const taken = usedUids(files);
  const uid = wishes.uid === undefined ? freeId(taken, system) : Number(wishes.uid);
  if (uid === undefined) return await c.fail("can't get unique UID (no more available UIDs)", 4);
  if (wishes.uid !== undefined && !o.has("o") && taken.has(uid)) await c.fail(`UID ${uid} is not unique`, 4);
  if (wishes.uid !== undefined) await warnRange(c, name, uid);
  const gid = wishes.group?.gid ?? (wishes.own ? (freeId(usedGids(files), system, uid) ?? uid) : 100);
  const home = wishes.home ?? `${o.value("b") ?? "/home"}/${name}`;
  const word = o.value("p") ?? "!";
  addUser(c.p, {
    name,
    uid,
    gid,
    gecos: wishes.comment,
    home,
    shell: wishes.shell,
    shadow: [
      word,
      today(c.p),
      ...(system ? ["", "", ""] : ["0", "99999", "7"]),
      o.value("f") ?? "",
      wishes.expires,
      "",
    ],
  });
  if (wishes.own) addGroup(c.p, name, gid);
  for (const g of wishes.groups) joinGroup(c.p, g.name, name);
  if (!system) for (const path of ["/etc/subuid", "/etc/subgid"]) subordinate(c, path, name);
  if (!o.has("m")) return;
  if (files.exists(home)) {
    await c.p.write(2, `${c.name}: warning: the home directory ${home} already exists.\n`);
    await c.p.write(2, `${c.name}: Not copying any file from skel directory into it.\n`);
    return;
  }
  files.mkdirs(home);
  files.chown(home, uid, gid);
  files.chmod(home, 0o700);
  copySkeleton(files, o.value("k") ?? "/etc/skel", home, uid, gid);
}

async function warnRange(c: Call, name: string, uid: number): Promise<void> {
  const text = c.options.has("r")
    ? uid > 999 && `uid ${uid} is greater than SYS_UID_MAX 999`
    : (uid < 1000 || uid > 60000) && uid !== 0 && `uid ${uid} outside of the UID_MIN 1000 and UID_MAX 60000 range.`;
  if (text) await c.p.write(2, `${c.name} warning: ${name}'s ${text}\n`);
}

/** Ranges of 65536 ids for the user's own namespaces, one behind the other. */
function subordinate(c: Call, path: string, name: string): void {
  editRows(c.p.files, path, (rows) => {
    const next = Math.max(100000, ...rows.map((row) => Number(row[1]) + Number(row[2])));
    return [...rows, [name, String(next), "65536"]];
  });
}

async function mainGroup(c: Call): Promise<GroupEntry | undefined> {
  const wanted = c.options.value("g");
  return wanted === undefined ? undefined : (await chosenGroups(c, [wanted]))[0];
}

async function defaults(c: Call): Promise<number> {
  if (c.options.found.length > 1) await c.fail("drydock: the defaults cannot be changed");
  const rows = ["GROUP=100", "GROUPS=", "HOME=/home", "INACTIVE=-1", "EXPIRE=", "SHELL=/bin/sh", "SKEL=/etc/skel"];
  for (const row of [...rows, "USRSKEL=/usr/etc/skel", "CREATE_MAIL_SPOOL=no", "LOG_INIT=yes"])
    await c.out.write(`${row}\n`);
  return 0;
}
