import { encode } from "../../std/text.ts";
import { addGroup, addUser, copySkeleton, firstFree, joinGroup, today, usedGids, usedUids } from "../lib/accounts.ts";
import { execCommand } from "../lib/run-command.ts";
import type { Call } from "../lib/tool.ts";
import { groupEntries, passwdEntries } from "../lib/users.ts";

// Ids of the system are 100 to 999, those of people 1000 to 60000; the first free one is taken.

/** BusyBox's adduser. */
export async function busyboxAdduser(c: Call): Promise<number> {
  const { p, options: o } = c;
  const { files } = p;
  const [name, group, ...more] = c.operands;
  if (name === undefined || more.length || (group !== undefined && o.found.length)) return await c.badUsage(undefined);
  await needRoot(c);
  if (group !== undefined) return await join(c, name, group);
  await checkName(c, name);
  const system = o.has("S");
  const wantedGroup = o.value("G") ?? (system ? "nogroup" : undefined);
  const main = groupEntries(files).find((g) => g.name === wantedGroup || String(g.gid) === wantedGroup);
  if (wantedGroup !== undefined && !main) return await c.fail(`unknown group ${wantedGroup}`);
  if (passwdEntries(files).some((e) => e.name === name)) return await c.fail(`user '${name}' in use`);
  const uid = await chooseUid(c, system, main === undefined);
  if (!main && groupEntries(files).some((g) => g.name === name)) return await c.fail(`group '${name}' in use`);
  const home = o.value("h") ?? `/home/${name}`;
  const gid = main?.gid ?? uid;
  addUser(p, {
    name,
    uid,
    gid,
    gecos: o.value("g") ?? "",
    home,
    shell: o.value("s") ?? (system ? nobodysShell(c) : (p.env.get("SHELL") ?? "/bin/sh")),
    shadow: ["!", today(p), "0", "99999", "7", "", "", ""],
  });
  if (main) joinGroup(p, main.name, name);
  else addGroup(p, name, gid);
  if (!o.has("H")) makeHome(c, home, uid, gid, system);
  if (o.has("D") || system) return 0;
  const error = await execCommand(p, ["passwd", "--", name]);
  return await c.fail(`can't execute 'passwd': ${error.strerror}`);
}

/** Alpine's build (musl) has another shell for accounts of the system. */
function nobodysShell(c: Call): string {
  return c.flavour.libc === "musl" ? "/sbin/nologin" : "/bin/false";
}

async function chooseUid(c: Call, system: boolean, ownGroup: boolean): Promise<number> {
  const { files } = c.p;
  const used = new Set([...usedUids(files), ...(ownGroup ? usedGids(files) : [])]);
  const wanted = c.options.value("u");
  if (wanted === undefined) {
    const free = system ? firstFree(used, 100, 999) : firstFree(used, 1000, 60000);
    return free ?? (await c.fail("no uids left"));
  }
  if (!/^\d+$/.test(wanted)) return await c.fail(`invalid number '${wanted}'`);
  if (Number(wanted) > 60000) return await c.fail(`number ${wanted} is not in 0..60000 range`);
  if (used.has(Number(wanted))) return await c.fail(`uid '${wanted}' in use`);
  return Number(wanted);
}

function makeHome(c: Call, home: string, uid: number, gid: number, system: boolean): void {
  const { files } = c.p;
  if (!files.exists(home)) {
    files.mkdir(home, 0o755);
    if (!system) copySkeleton(files, c.options.value("k") ?? "/etc/skel", home, uid, gid);
  }
  files.chown(home, uid, gid);
  files.chmod(home, 0o2755);
}

/** BusyBox's addgroup. */
export async function busyboxAddgroup(c: Call): Promise<number> {
  const { p, options: o } = c;
  const [first, second, ...more] = c.operands;
  if (first === undefined || more.length || (second !== undefined && o.found.length))
    return await c.badUsage(undefined);
  await needRoot(c);
  if (second !== undefined) return await join(c, first, second);
  await checkName(c, first);
  if (groupEntries(p.files).some((g) => g.name === first)) return await c.fail(`group '${first}' in use`);
  const used = usedGids(p.files);
  const wanted = o.value("g");
  if (wanted !== undefined && !/^\d+$/.test(wanted)) return await c.fail(`invalid number '${wanted}'`);
  if (wanted !== undefined && used.has(Number(wanted))) return await c.fail(`gid '${wanted}' in use`);
  const free = o.has("S") ? firstFree(used, 100, 999) : firstFree(used, 1000, 60000);
  const gid = wanted === undefined ? free : Number(wanted);
  if (gid === undefined) return await c.fail("no gids left");
  addGroup(p, first, gid);
  return 0;
}

async function join(c: Call, user: string, group: string): Promise<number> {
  const { files } = c.p;
  if (!passwdEntries(files).some((e) => e.name === user)) return await c.fail(`unknown user ${user}`);
  if (!groupEntries(files).some((g) => g.name === group)) return await c.fail(`unknown group ${group}`);
  joinGroup(c.p, group, user);
  return 0;
}

async function needRoot(c: Call): Promise<void> {
  if (c.p.credentials.uid !== 0) await c.fail("permission denied (are you root?)");
}

/** Letters, digits and `_`, behind the first one also `-` and `.`; a `$` may end it. */
async function checkName(c: Call, name: string): Promise<void> {
  const good = /^(?:\w[\w.-]*(?:(?<=.)\$)?)?/.exec(name)?.[0].length ?? 0;
  if (good === name.length && good > 0) return;
  const [code = 0] = encode(name.slice(good));
  await c.fail(`illegal character with code ${code} at position ${encode(name.slice(0, good)).length}`);
}
