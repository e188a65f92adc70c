import { editMembers, GROUP, GSHADOW, PASSWD, removeRow, SHADOW } from "../lib/accounts.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { groupEntries, type PasswdEntry, passwdEntries } from "../lib/users.ts";
import { needRoot } from "./account-options.ts";

/** Takes a user out of the account files, and with -r its home too. */
export const userdel = defineTool(
  {
    name: "userdel",
    syntax: { short: "fr", long: { force: "f", remove: "r" } },
    usage: "[options] LOGIN",
    badStatus: 2,
    printsUsage: true,
    version: "shadow) 4.17",
  },
  async (c) => {
    const [name, ...more] = c.operands;
    if (name === undefined || more.length) return await c.badUsage(undefined);
    const entry = passwdEntries(c.p.files).find((e) => e.name === name);
    if (!entry) return await c.fail(`user '${name}' does not exist`, 6);
    await needRoot(c, "/etc/passwd", 1);
    removeUser(c, name);
    await removeOwnGroup(c, entry);
    if (c.options.has("r")) await removeHome(c, entry);
    return 0;
  },
);

/** Takes a user out of passwd, shadow, subuid and every group. */
export function removeUser(c: Call, name: string): void {
  for (const path of [PASSWD, SHADOW, "/etc/subuid", "/etc/subgid"]) removeRow(c.p.files, path, name);
  for (const group of groupEntries(c.p.files))
    if (group.members.includes(name)) editMembers(c.p, group.name, (m) => m.filter((u) => u !== name));
}

/** The group of the same name goes with its user, unless others are in it. */
async function removeOwnGroup(c: Call, entry: PasswdEntry): Promise<void> {
  const own = groupEntries(c.p.files).find((g) => g.name === entry.name);
  if (!own) return;
  if (own.gid !== entry.gid)
    await c.p.write(
      2,
      `${c.name}: group ${own.name} not removed because it is not the primary group of user ${entry.name}.\n`,
    );
  else if (own.members.length)
    await c.p.write(2, `${c.name}: group ${own.name} not removed because it has other members.\n`);
  else if (passwdEntries(c.p.files).some((e) => e.gid === own.gid))
    await c.p.write(2, `${c.name}: group ${own.name} is the primary group of another user and is not removed.\n`);
  else removeGroup(c, own.name);
}

export function removeGroup(c: Call, name: string): void {
  removeRow(c.p.files, GROUP, name);
  removeRow(c.p.files, GSHADOW, name);
}

async function removeHome(c: Call, entry: PasswdEntry): Promise<void> {
  const { files } = c.p;
  const spool = `/var/mail/${entry.name}`;
  if (files.exists(spool)) files.unlink(spool);
  else await c.p.write(2, `${c.name}: ${entry.name} mail spool (${spool}) not found\n`);
  if (!files.exists(entry.home)) {
    await c.p.write(2, `${c.name}: ${entry.name} home directory (${entry.home}) not found\n`);
    c.status = 12;
  } else if (files.stat(entry.home).uid !== entry.uid) {
    await c.p.write(2, `${c.name}: ${entry.home} not owned by ${entry.name}, not removing\n`);
    c.status = 12;
  } else files.removeAll(entry.home);
  if (c.status) c.leave(c.status);
}
