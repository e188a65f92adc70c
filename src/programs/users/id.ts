import { type Call, defineTool } from "../lib/tool.ts";
import { groupName, groupsOf, passwdEntries, userName } from "../lib/users.ts";

const LONG = { context: "Z", group: "g", groups: "G", name: "n", real: "r", user: "u", zero: "z" };

/** Who somebody is: user, group and groups, by number and name. */
export const id = defineTool(
  {
    name: "id",
    syntax: { short: "agGnruzZ", long: LONG },
    busybox: { short: "ugGnr" },
    usage: "[OPTION]... [USER]...",
  },
  async (c) => {
    const o = c.options;
    const kinds = ["u", "g", "G"].filter((k) => o.has(k));
    if (kinds.length > 1) await c.fail('cannot print "only" of more than one choice');
    if (!kinds.length && (o.has("n") || o.has("r")) && !c.flavour.busybox)
      await c.fail("printing only names or real IDs requires -u, -g, or -G");
    if (!kinds.length && o.has("z")) await c.fail("option --zero not permitted in default format");
    if (o.has("Z")) await c.fail("--context (-Z) works only on an SELinux-enabled kernel");
    if (!c.operands.length) await show(c, c.p.credentials, kinds[0]);
    for (const name of c.operands) {
      const entries = passwdEntries(c.p.files);
      const entry =
        entries.find((e) => e.name === name) ??
        (/^\d+$/.test(name) ? entries.find((e) => e.uid === Number(name)) : undefined);
      if (!entry) await c.complain(c.flavour.pick(`${c.quote(name)}: no such user`, `unknown user ${name}`));
      else await show(c, { uid: entry.uid, gid: entry.gid, groups: groupsOf(c.p.files, entry) }, kinds[0]);
    }
    return c.status;
  },
);

async function show(
  c: Call,
  who: { uid: number; gid: number; groups: readonly number[] },
  kind: string | undefined,
): Promise<void> {
  const { files } = c.p;
  const named = c.options.has("n");
  const end = c.options.has("z") ? "\0" : "\n";
  const groups = [...new Set([who.gid, ...who.groups])];
  const user = (uid: number) => (named ? (userName(files, uid) ?? String(uid)) : String(uid));
  const group = (gid: number) => (named ? (groupName(files, gid) ?? String(gid)) : String(gid));
  if (named && kind === "u" && userName(files, who.uid) === undefined)
    await c.complain(c.flavour.pick(`cannot find name for user ID ${who.uid}`, `unknown ID ${who.uid}`));
  if (named && kind === "g" && groupName(files, who.gid) === undefined)
    await c.complain(c.flavour.pick(`cannot find name for group ID ${who.gid}`, `unknown ID ${who.gid}`));
  if (kind === "u") await c.out.write(user(who.uid) + end);
  else if (kind === "g") await c.out.write(group(who.gid) + end);
  else if (kind === "G") await c.out.write(groups.map(group).join(c.options.has("z") ? "\0" : " ") + end);
  else {
    const both = (n: number, name: string | undefined) => (name === undefined ? String(n) : `${n}(${name})`);
    const list = groups.map((g) => both(g, groupName(files, g))).join(",");
    // BusyBox shows the groups only where the process was given some.
    const shown = list !== "" && (!c.flavour.busybox || who.groups.length > 0) ? ` groups=${list}` : "";
    const text = `uid=${both(who.uid, userName(files, who.uid))} gid=${both(who.gid, groupName(files, who.gid))}${shown}`;
    await c.out.write(`${text}\n`);
  }
}
