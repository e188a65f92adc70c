import {
  editMembers,
  editRow,
  editRows,
  PASSWD,
  passwordWord,
  SHADOW,
  setPasswordWord,
  usedUids,
  withField,
} from "../lib/accounts.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { groupEntries, type PasswdEntry, passwdEntries } from "../lib/users.ts";
import { chosenGroups, dayNumber, needRoot, validName } from "./account-options.ts";

const LONG = {
  append: "a",
  "comment:": "c",
  "home:": "d",
  "expiredate:": "e",
  "inactive:": "f",
  "gid:": "g",
  "groups:": "G",
  "login:": "l",
  lock: "L",
  "move-home": "m",
  "non-unique": "o",
  "password:": "p",
  remove: "r",
  "shell:": "s",
  "uid:": "u",
  unlock: "U",
};

/** Changes a user's rows. */
export const usermod = defineTool(
  {
    name: "usermod",
    syntax: { short: "ac:d:e:f:g:G:l:Lmop:rs:u:U", long: LONG },
    usage: "[options] LOGIN",
    badStatus: 2,
    printsUsage: true,
    version: "shadow) 4.17",
  },
  async (c) => {
    const o = c.options;
    const { files } = c.p;
    const [name, ...more] = c.operands;
    if (name === undefined || more.length) return await c.badUsage(undefined);
    const entry = passwdEntries(files).find((e) => e.name === name);
    if (!entry) return await c.fail(`user '${name}' does not exist`, 6);
    const groups = await chosenGroups(c, o.values("G"));
    const [group] = await chosenGroups(c, o.values("g"));
    if (!o.found.length) await c.badUsage("no options");
    for (const [a, b] of [
      ["a", "G"],
      ["r", "G"],
      ["o", "u"],
      ["m", "d"],
    ] as const)
      if (o.has(a) && !o.has(b)) await c.badUsage(`-${a} flag is only allowed with the -${b} flag`);
    const wanted = await wantedEntry(c, entry, group?.gid);
    await needRoot(c, "/etc/passwd", 1);
    const same = Object.entries(wanted).every(([key, value]) => entry[key as keyof PasswdEntry] === value);
    if (same && o.found.every((f) => "cdglmosu".includes(f.name))) {
      await c.p.write(2, `${c.name}: no changes\n`);
      return 0;
    }
    if (o.has("G")) setGroups(c, name, new Set(groups.map((g) => g.name)));
    shadow(c, name);
    const row = (e: PasswdEntry) => [e.name, e.password, String(e.uid), String(e.gid), e.gecos, e.home, e.shell];
    const password = passwdEntries(files).find((e) => e.name === name)?.password ?? "x";
    editRow(files, PASSWD, name, () => row({ ...wanted, password }));
    if (wanted.name !== name) rename(c, name, wanted.name);
    if (wanted.uid !== entry.uid && files.exists(entry.home)) own(c, entry.home, entry.uid, wanted.uid);
    if (o.has("m")) await moveHome(c, entry.home, wanted.home);
    return 0;
  },
);

async function wantedEntry(c: Call, entry: PasswdEntry, gid: number | undefined): Promise<PasswdEntry> {
  const o = c.options;
  const uid = o.value("u");
  if (uid !== undefined && !/^\d+$/.test(uid)) await c.fail(`invalid user ID '${uid}'`, 3);
  if (uid !== undefined && Number(uid) !== entry.uid && !o.has("o") && usedUids(c.p.files).has(Number(uid)))
    await c.fail(`UID '${uid}' already exists`, 4);
  const login = o.value("l") ?? entry.name;
  if (!validName(login)) await c.fail(`invalid user name '${login}': use --badname to ignore`, 3);
  if (login !== entry.name && passwdEntries(c.p.files).some((e) => e.name === login))
    await c.fail(`user '${login}' already exists`, 9);
  const shell = o.value("s") ?? entry.shell;
  if (o.has("s") && shell !== "" && !/\/nologin$/.test(shell) && !c.p.files.access(shell, "x"))
    await c.p.write(2, `${c.name}: Warning: missing or non-executable shell '${shell}'\n`);
  return {
    ...entry,
    name: login,
    uid: uid === undefined ? entry.uid : Number(uid),
    gid: gid ?? entry.gid,
    gecos: o.value("c") ?? entry.gecos,
    home: o.value("d") ?? entry.home,
    shell,
  };
}

/** -G sets the groups, with -a it adds to them, with -r it takes from them. */
function setGroups(c: Call, user: string, wanted: ReadonlySet<string>): void {
  for (const group of groupEntries(c.p.files)) {
    const member = group.members.includes(user);
    const named = wanted.has(group.name);
    const stays = c.options.has("a") ? member || named : c.options.has("r") ? member && !named : named;
    if (stays !== member)
      editMembers(c.p, group.name, (m) => (stays ? [...m, user] : m.filter((other) => other !== user)));
  }
}

function shadow(c: Call, name: string): void {
  const o = c.options;
  const word = passwordWord(c.p.files, name) ?? "!";
  const password = o.value("p");
  if (password !== undefined) setPasswordWord(c.p, name, password);
  else if (o.has("L") && !word.startsWith("!")) setPasswordWord(c.p, name, `!${word}`, false);
  else if (o.has("U") && word.length > 1) setPasswordWord(c.p, name, word.replace(/^!/, ""), false);
  const expires = o.value("e");
  const inactive = o.value("f");
  if (expires !== undefined)
    editRow(c.p.files, SHADOW, name, (row) => withField(row, 7, expires && (dayNumber(expires) ?? "")));
  if (inactive !== undefined) editRow(c.p.files, SHADOW, name, (row) => withField(row, 6, inactive));
}

function rename(c: Call, from: string, to: string): void {
  editRow(c.p.files, SHADOW, from, (row) => withField(row, 0, to));
  for (const group of groupEntries(c.p.files))
    if (group.members.includes(from)) editMembers(c.p, group.name, (m) => m.map((u) => (u === from ? to : u)));
  for (const path of ["/etc/subuid", "/etc/subgid"])
    editRows(c.p.files, path, (rows) => rows.map((row) => (row[0] === from ? withField(row, 0, to) : row)));
}

/** Gives a home's files to the user's new number. */
function own(c: Call, path: string, from: number, to: number): void {
  const { files } = c.p;
  const stat = files.lstat(path);
  if (stat.uid === from) files.chown(path, to, -1, true);
  if (stat.kind === "directory") for (const { name } of files.readdir(path)) own(c, `${path}/${name}`, from, to);
}

async function moveHome(c: Call, from: string, to: string): Promise<void> {
  const { files } = c.p;
  if (!files.exists(from))
    await c.p.write(
      2,
      `${c.name}: The previous home directory (${from}) does not exist or is inaccessible. Move cannot be completed.\n`,
    );
  else if (files.exists(to)) await c.fail(`directory ${to} exists`, 12);
  else {
    files.mkdirs(to.replace(/\/[^/]*$/, "") || "/");
    files.rename(from, to);
  }
}
