import {
  addGroup,
  editMembers,
  editRow,
  freeId,
  GROUP,
  GSHADOW,
  PASSWD,
  usedGids,
  withField,
} from "../lib/accounts.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { groupEntries, passwdEntries } from "../lib/users.ts";
import { needRoot, validName } from "./account-options.ts";
import { removeGroup } from "./userdel.ts";

const LONG = {
  force: "f",
  "gid:": "g",
  "key:": "K",
  "non-unique": "o",
  "password:": "p",
  system: "r",
  "users:": "U",
};
const COMMON = { badStatus: 2, printsUsage: true, usage: "[options] GROUP", version: "shadow) 4.17" };

/** Makes a group. */
export const groupadd = defineTool(
  { ...COMMON, name: "groupadd", syntax: { short: "fg:K:op:rU:", long: LONG } },
  async (c) => {
    const o = c.options;
    const wanted = await wantedGid(c);
    if (o.has("o") && !o.has("g")) await c.badUsage("-o flag is only allowed with the -g flag");
    const name = await onlyName(c);
    if (!validName(name)) await c.fail(`'${name}' is not a valid group name`, 3);
    if (groupEntries(c.p.files).some((g) => g.name === name)) {
      if (o.has("f")) return 0;
      await c.fail(`group '${name}' already exists`, 9);
    }
    const used = usedGids(c.p.files);
    const taken = wanted !== undefined && used.has(wanted) && !o.has("o");
    if (taken && !o.has("f")) await c.fail(`GID '${wanted}' already exists`, 4);
    await needRoot(c, "/etc/group", 10);
    const gid = taken || wanted === undefined ? freeId(used, o.has("r")) : wanted;
    if (gid === undefined) return await c.fail("can't get unique GID (no more available GIDs)", 4);
    addGroup(c.p, name, gid, o.value("U")?.split(","));
    return 0;
  },
);

/** Changes a group's number or name. */
export const groupmod = defineTool(
  {
    ...COMMON,
    name: "groupmod",
    syntax: {
      short: "ag:n:oU:",
      long: { append: "a", "gid:": "g", "new-name:": "n", "non-unique": "o", "users:": "U" },
    },
  },
  async (c) => {
    const o = c.options;
    const { files } = c.p;
    const gid = await wantedGid(c);
    const name = await onlyName(c);
    const group = groupEntries(files).find((g) => g.name === name);
    if (!group) return await c.fail(`group '${name}' does not exist`, 6);
    if (gid !== undefined && gid !== group.gid && usedGids(files).has(gid) && !o.has("o"))
      await c.fail(`GID '${gid}' already exists`, 4);
    const to = o.value("n") ?? name;
    if (!validName(to)) await c.fail(`invalid group name '${to}'`, 3);
    if (to !== name && groupEntries(files).some((g) => g.name === to)) await c.fail(`group '${to}' already exists`, 9);
    await needRoot(c, "/etc/group", 10);
    const users = o.value("U")?.split(",");
    if (users) editMembers(c.p, name, (m) => (o.has("a") ? [...new Set([...m, ...users])] : users));
    editRow(files, GROUP, name, (row) => withField(withField(row, 0, to), 2, String(gid ?? group.gid)));
    editRow(files, GSHADOW, name, (row) => withField(row, 0, to));
    // Users whose main group it is keep it.
    for (const user of passwdEntries(files))
      if (gid !== undefined && user.gid === group.gid)
        editRow(files, PASSWD, user.name, (row) => withField(row, 3, String(gid)));
    return 0;
  },
);

/** Takes a group away that is nobody's main one. */
export const groupdel = defineTool(
  { ...COMMON, name: "groupdel", syntax: { short: "f", long: { force: "f" } } },
  async (c) => {
    const name = await onlyName(c);
    const group = groupEntries(c.p.files).find((g) => g.name === name);
    if (!group) return await c.fail(`group '${name}' does not exist`, 6);
    const user = passwdEntries(c.p.files).find((e) => e.gid === group.gid);
    if (user && !c.options.has("f")) await c.fail(`cannot remove the primary group of user '${user.name}'`, 8);
    await needRoot(c, "/etc/group", 10);
    removeGroup(c, name);
    return 0;
  },
);

async function wantedGid(c: Call): Promise<number | undefined> {
  const text = c.options.value("g");
  if (text !== undefined && !/^\d+$/.test(text)) await c.fail(`invalid group ID '${text}'`, 3);
  return text === undefined ? undefined : Number(text);
}

async function onlyName(c: Call): Promise<string> {
  const [name, ...more] = c.operands;
  return name === undefined || more.length ? await c.badUsage(undefined) : name;
}
