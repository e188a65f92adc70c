import { type Call, defineTool } from "../lib/tool.ts";
import { groupName, groupsOf, passwdEntries } from "../lib/users.ts";

/** The groups that somebody is in, by name. */
export const groups = defineTool(
  { name: "groups", syntax: { short: "" }, usage: "[OPTION]... [USERNAME]..." },
  async (c) => {
    if (!c.operands.length)
      await c.out.write(`${await names(c, [...new Set([c.p.credentials.gid, ...c.p.credentials.groups])])}\n`);
    for (const user of c.operands) {
      const entry = passwdEntries(c.p.files).find((e) => e.name === user);
      if (!entry) await c.complain(c.flavour.pick(`${c.quote(user)}: no such user`, `unknown user ${user}`));
      else await c.out.write(`${c.flavour.pick(`${user} : `, "")}${await names(c, groupsOf(c.p.files, entry))}\n`);
    }
    return c.status;
  },
);

async function names(c: Call, gids: readonly number[]): Promise<string> {
  const out: string[] = [];
  for (const gid of gids) {
    const name = groupName(c.p.files, gid);
    if (name === undefined)
      await c.complain(c.flavour.pick(`cannot find name for group ID ${gid}`, `unknown ID ${gid}`));
    out.push(name ?? String(gid));
  }
  return out.join(" ");
}
