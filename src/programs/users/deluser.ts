import { editMembers, removeRow } from "../lib/accounts.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { groupEntries, type PasswdEntry, passwdEntries } from "../lib/users.ts";
import { removeGroup, removeUser } from "./userdel.ts";

const SPEC = {
  syntax: {
    short: "q",
    long: {
      "remove-home": "r",
      "remove-all-files": "all",
      group: "group",
      system: "S",
      quiet: "q",
      "only-if-empty": "e",
    },
  },
  busybox: { short: "", long: { "remove-home": "r" } },
  printsUsage: true,
  version: "adduser) 3.152",
} as const;

/** Takes a user away, or takes one out of a group. */
export const deluser = defineTool({ ...SPEC, name: "deluser", usage: "[options] user" }, async (c) => {
  const [name, group, ...more] = c.operands;
  if (c.flavour.busybox && (name === undefined || more.length || (group !== undefined && c.options.has("r"))))
    return await c.badUsage(undefined);
  if (name === undefined || more.length) return await c.fail("Only one or two names allowed.");
  await needRoot(c);
  if (group !== undefined) return await leave(c, name, group);
  if (c.options.has("group")) return await dropGroup(c, name);
  const entry = passwdEntries(c.p.files).find((e) => e.name === name);
  if (!entry)
    return await c.fail(
      c.flavour.pick(`The user \`${name}' does not exist.`, `unknown user ${name}`),
      c.flavour.pick(2, 1),
    );
  return await (c.flavour.busybox ? busyboxDelete(c, entry) : debianDelete(c, entry));
});

/** Takes a group away. */
export const delgroup = defineTool({ ...SPEC, name: "delgroup", usage: "[options] group" }, async (c) => {
  const [name, group, ...more] = c.operands;
  if (c.flavour.busybox && (name === undefined || more.length)) return await c.badUsage(undefined);
  if (name === undefined || more.length) return await c.fail("Only one or two names allowed.");
  await needRoot(c);
  return group === undefined ? await dropGroup(c, name) : await leave(c, name, group);
});

async function busyboxDelete(c: Call, entry: PasswdEntry): Promise<number> {
  const { files } = c.p;
  removeRow(files, "/etc/passwd", entry.name);
  removeRow(files, "/etc/shadow", entry.name);
  if (c.options.has("r")) files.removeAll(entry.home);
  for (const group of groupEntries(files))
    if (group.members.includes(entry.name)) editMembers(c.p, group.name, (m) => m.filter((u) => u !== entry.name));
  const own = groupEntries(files).find((g) => g.name === entry.name);
  if (own && !passwdEntries(files).some((e) => e.gid === own.gid)) removeGroup(c, own.name);
  return 0;
}

async function debianDelete(c: Call, entry: PasswdEntry): Promise<number> {
  const { files } = c.p;
  if (c.options.has("r") || c.options.has("all")) {
    if (!files.exists("/usr/share/perl"))
      await c.fail(
        "In order to use the --remove-home, --remove-all-files, and --backup features,\nyou need to install the `perl' package. To accomplish that, run\napt-get install perl.",
        8,
      );
    await say(c, "Looking for files to backup/remove ...");
    await say(c, "Removing files ...");
    files.removeAll(entry.home);
  }
  if (!files.exists("/usr/bin/crontab"))
    await c.p.write(
      2,
      `${c.name}: \`/usr/bin/crontab' not executed. Skipping crontab removal. Package \`cron' required.\n`,
    );
  await say(c, `Removing user \`${entry.name}' ...`);
  removeUser(c, entry.name);
  const own = groupEntries(files).find((g) => g.name === entry.name);
  if (own && !own.members.length && !passwdEntries(files).some((e) => e.gid === own.gid)) removeGroup(c, own.name);
  await say(c, "Done.");
  return 0;
}

async function dropGroup(c: Call, name: string): Promise<number> {
  const { files } = c.p;
  const group = groupEntries(files).find((g) => g.name === name);
  if (!group)
    return await c.fail(
      c.flavour.pick(`The group \`${name}' does not exist.`, `unknown group ${name}`),
      c.flavour.pick(3, 1),
    );
  const user = passwdEntries(files).find((e) => e.gid === group.gid);
  if (user)
    return await c.fail(
      c.flavour.pick(
        `\`${user.name}' still has \`${name}' as their primary group!`,
        `'${user.name}' still has '${name}' as their primary group!`,
      ),
      c.flavour.pick(7, 1),
    );
  if (!c.flavour.busybox) await say(c, `Removing group \`${name}' ...`);
  removeGroup(c, name);
  if (!c.flavour.busybox) await say(c, "Done.");
  return 0;
}

async function leave(c: Call, user: string, group: string): Promise<number> {
  const { files } = c.p;
  const { pick } = c.flavour;
  if (!passwdEntries(files).some((e) => e.name === user))
    return await c.fail(pick(`The user \`${user}' does not exist.`, `unknown user ${user}`), pick(2, 1));
  const entry = groupEntries(files).find((g) => g.name === group);
  if (!entry) return await c.fail(pick(`The group \`${group}' does not exist.`, `unknown group ${group}`), pick(3, 1));
  if (!entry.members.includes(user))
    return await c.fail(
      pick(`The user \`${user}' is not a member of group \`${group}'.`, `can't find ${user} in /etc/group`),
      pick(6, 1),
    );
  if (!c.flavour.busybox) await say(c, `Removing user \`${user}' from group \`${group}' ...`);
  editMembers(c.p, group, (members) => members.filter((m) => m !== user));
  if (!c.flavour.busybox) await say(c, "Done.");
  return 0;
}

async function needRoot(c: Call): Promise<void> {
  if (c.p.credentials.uid !== 0)
    await c.fail(
      c.flavour.pick("Only root may remove a user or group from the system.", "permission denied (are you root?)"),
    );
}

async function say(c: Call, text: string): Promise<void> {
  if (!c.options.has("q")) await c.out.write(`${text}\n`);
}
