import {
  addGroup,
  addUser,
  copySkeleton,
  firstFree,
  joinGroup,
  setPasswordWord,
  today,
  usedGids,
  usedUids,
} from "../lib/accounts.ts";
import { cryptPassword, makeSalt } from "../lib/crypt.ts";
import { askPassword } from "../lib/password.ts";
import type { Call } from "../lib/tool.ts";
import { groupEntries, passwdEntries } from "../lib/users.ts";

// Debian's adduser tells each step, in quotes of its own.

const BAD_NAME = `To avoid problems, the username must not start with a
            dash, plus sign, or tilde, and it must not contain any of the
            following: colon, comma, slash, or any whitespace characters
            including spaces, tabs, and newlines.`;
const ODD_NAME = `Please enter a username matching the regular expression
            configured via the NAME_REGEX configuration variable.  Use the
            \`--allow-bad-names' option to relax this check or reconfigure
            NAME_REGEX in configuration.`;

export async function debianAdduser(c: Call): Promise<number> {
  const { p, options: o } = c;
  const { files } = p;
  const [name, group, ...more] = c.operands;
  if (name === undefined || more.length) return await c.fail("Only one or two names allowed.");
  await needRoot(c);
  if (group !== undefined) return await join(c, name, group);
  if (o.has("group") && !o.has("S")) return await debianAddgroup(c);
  const system = o.has("S");
  const taken = passwdEntries(files).find((e) => e.name === name);
  if (taken && system && taken.uid < 1000) {
    await say(c, `The system user \`${name}' already exists. Exiting.`);
    return 0;
  }
  if (taken) return await c.fail(`The user \`${name}' already exists.`);
  await checkName(c, name, system);
  const wanted = o.value("G") ?? o.value("g");
  const main = groupEntries(files).find((g) => g.name === wanted || (!o.has("G") && String(g.gid) === wanted));
  if (wanted !== undefined && !main)
    return await c.fail(o.has("G") ? `The group \`${wanted}' does not exist.` : `The GID ${wanted} does not exist.`);
  return await (system ? addSystem(c, name, main) : addPerson(c, name, main));
}

interface Main {
  readonly name: string;
  readonly gid: number;
}

async function chooseId(c: Call, from: number, to: number, ownGroup: boolean): Promise<number> {
  const used = new Set([...usedUids(c.p.files), ...(ownGroup ? usedGids(c.p.files) : [])]);
  const wanted = c.options.value("u");
  if (wanted === undefined)
    return (
      firstFree(used, from, to) ??
      (await c.fail(`No UID is available in the range ${from}-${to} (FIRST_UID - LAST_UID).`))
    );
  if (usedUids(c.p.files).has(Number(wanted))) await c.fail(`The UID ${wanted} is already in use.`);
  return Number(wanted);
}

async function addSystem(c: Call, name: string, main: Main | undefined): Promise<number> {
  const { p, options: o } = c;
  const own = o.has("group") && !main;
  const uid = await chooseId(c, 100, 999, own);
  await say(c, `Adding system user \`${name}' (UID ${uid}) ...`);
  const nobodys = groupEntries(p.files).find((g) => g.name === "nogroup") ?? { name: "nogroup", gid: 65534 };
  if (own) {
    await say(c, `Adding new group \`${name}' (GID ${uid}) ...`);
    addGroup(p, name, uid);
  }
  const group = main ?? (own ? { name, gid: uid } : nobodys);
  await say(c, `Adding new user \`${name}' (UID ${uid}) with group \`${group.name}' ...`);
  const home = o.value("h") ?? "/nonexistent";
  addUser(p, {
    name,
    uid,
    gid: group.gid,
    gecos: o.value("c") ?? "",
    home,
    shell: o.value("s") ?? "/usr/sbin/nologin",
    shadow: ["!", today(p), "", "", "", "", "", ""],
  });
  await makeHome(c, home, uid, group.gid, true);
  return 0;
}

async function addPerson(c: Call, name: string, main: Main | undefined): Promise<number> {
  const { p, options: o } = c;
  const uid = await chooseId(c, 1000, 59999, !main);
  await say(c, `Adding user \`${name}' ...`);
  if (!main) {
    await say(c, `Adding new group \`${name}' (${uid}) ...`);
    addGroup(p, name, uid);
  }
  const group = main ?? { name, gid: uid };
  await say(c, `Adding new user \`${name}' (${uid}) with group \`${group.name} (${group.gid})' ...`);
  const home = o.value("h") ?? `/home/${name}`;
  const comment = o.value("c");
  addUser(p, {
    name,
    uid,
    gid: group.gid,
    gecos: comment === undefined ? "" : comment.includes(",") ? comment : `${comment},,,`,
    home,
    shell: o.value("s") ?? "/bin/bash",
    shadow: ["!", today(p), "0", "99999", "7", "", "", ""],
  });
  await makeHome(c, home, uid, group.gid, false);
  if (!o.has("D") && !o.has("L")) await setPassword(c, name);
  await say(c, `Adding new user \`${name}' to supplemental / extra groups \`users' ...`);
  if (groupEntries(p.files).some((g) => g.name === "users")) {
    await say(c, `Adding user \`${name}' to group \`users' ...`);
    joinGroup(p, "users", name);
  } else await c.p.write(2, `${c.name}: The group \`users' does not exist.\n`);
  return 0;
}

async function makeHome(c: Call, home: string, uid: number, gid: number, system: boolean): Promise<void> {
  const { files } = c.p;
  if (c.options.has("H") || home === "/nonexistent")
    return await say(c, system ? `Not creating \`${home}'.` : `Not creating home directory \`${home}'.`);
  if (files.exists(home)) {
    await say(c, `The home directory \`${home}' already exists.  Not touching this directory.`);
    return;
  }
  await say(c, `Creating home directory \`${home}' ...`);
  files.mkdirs(home);
  files.chown(home, uid, gid);
  files.chmod(home, system ? 0o755 : 0o700);
  if (system) return;
  await say(c, "Copying files from `/etc/skel' ...");
  copySkeleton(files, "/etc/skel", home, uid, gid);
}

async function setPassword(c: Call, name: string): Promise<void> {
  await c.out.flush();
  const first = await askPassword(c.p, "New password: ");
  const second = first === null ? null : await askPassword(c.p, "Retype new password: ");
  if (first !== null && first !== "" && first === second) {
    setPasswordWord(c.p, name, cryptPassword(first, makeSalt(c.p.chance)));
    await c.p.write(2, "passwd: password updated successfully\n");
  } else await c.p.write(2, "passwd: Authentication token manipulation error\npasswd: password unchanged\n");
}

/** Debian's addgroup, and adduser --group. */
export async function debianAddgroup(c: Call): Promise<number> {
  const { p, options: o } = c;
  const [name, group, ...more] = c.operands;
  if (name === undefined || more.length) return await c.fail("Only one or two names allowed.");
  await needRoot(c);
  if (group !== undefined) return await join(c, name, group);
  const system = o.has("S");
  if (groupEntries(p.files).some((g) => g.name === name)) {
    if (!system) return await c.fail(`The group \`${name}' already exists.`);
    await say(c, `The group \`${name}' already exists as a system group. Exiting.`);
    return 0;
  }
  await checkName(c, name, system);
  const used = usedGids(p.files);
  const wanted = o.value("g");
  if (wanted !== undefined && used.has(Number(wanted))) return await c.fail(`The GID \`${wanted}' is already in use.`);
  const free = system ? firstFree(used, 100, 999) : firstFree(used, 1000, 59999);
  const gid = wanted === undefined ? free : Number(wanted);
  if (gid === undefined) return await c.fail("No GID is available.");
  await say(c, `Adding group \`${name}' (GID ${gid}) ...`);
  addGroup(p, name, gid);
  await say(c, "Done.");
  return 0;
}

async function join(c: Call, user: string, group: string): Promise<number> {
  const { files } = c.p;
  if (!passwdEntries(files).some((e) => e.name === user)) return await c.fail(`The user \`${user}' does not exist.`);
  const entry = groupEntries(files).find((g) => g.name === group);
  if (!entry) return await c.fail(`The group \`${group}' does not exist.`);
  if (entry.members.includes(user)) {
    await c.p.write(2, `${c.name}: The user \`${user}' is already a member of \`${group}'.\n`);
    return 0;
  }
  await say(c, `Adding user \`${user}' to group \`${group}' ...`);
  joinGroup(c.p, group, user);
  await say(c, "Done.");
  return 0;
}

async function checkName(c: Call, name: string, system: boolean): Promise<void> {
  if (/^[-+~]|[:,/\s]|^$/.test(name)) await c.fail(BAD_NAME);
  const usual = system ? /^[a-zA-Z_][a-zA-Z0-9_-]*\$?$/ : /^[a-z][a-z0-9_-]*\$?$/;
  if (!usual.test(name) && !c.options.has("bad")) await c.fail(ODD_NAME);
}

async function needRoot(c: Call): Promise<void> {
  if (c.p.credentials.uid !== 0) await c.fail("Only root may add a user or group to the system.");
}

/** Steps are told, unless --quiet is given. */
async function say(c: Call, text: string): Promise<void> {
  if (!c.options.has("q")) await c.out.write(`${text}\n`);
}
