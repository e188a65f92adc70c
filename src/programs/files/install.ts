import { isErrno } from "../../std/errno.ts";
import { parseMode } from "../lib/modes.ts";
import { baseName, dirName, joinPath } from "../lib/paths.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { findGid, findUid } from "../lib/users.ts";
import { copyTo, statOr } from "./copy.ts";

const LONG = {
  directory: "d",
  "group:": "g",
  "mode:": "m",
  "owner:": "o",
  "preserve-timestamps": "p",
  "target-directory:": "t",
  "no-target-directory": "T",
  verbose: "v",
  compare: "C",
};

/** Copies files with a mode (755) and owner, or with -d makes folders. */
export const install = defineTool(
  {
    name: "install",
    syntax: { short: "bcCdDg:m:o:pst:Tv", long: LONG },
    busybox: { short: "cdDspo:g:m:t:" },
    usage:
      "[OPTION]... [-T] SOURCE DEST\n[OPTION]... SOURCE... DIRECTORY\n[OPTION]... -t DIRECTORY SOURCE...\n[OPTION]... -d DIRECTORY...",
  },
  async (c) => {
    const o = c.options;
    if (!c.operands.length) await c.badUsage("missing file operand");
    const text = o.value("m") ?? "755";
    const change = parseMode(text, 0);
    if (!change) return await c.fail(c.flavour.pick(`invalid mode ${c.quote(text)}`, `invalid mode '${text}'`));
    const owner = await ownerOf(c);
    const settle = (path: string, directory: boolean) => {
      c.p.files.chmod(path, change(0, directory));
      if (owner.uid >= 0 || owner.gid >= 0) c.p.files.chown(path, owner.uid, owner.gid);
    };
    if (o.has("d")) {
      for (const path of c.operands) {
        try {
          if (!c.p.files.exists(path) && o.has("v"))
            await c.out.write(`${c.name}: creating directory ${c.quoteAlways(path)}\n`);
          c.p.files.mkdirs(path);
          settle(path, true);
        } catch (e) {
          if (!isErrno(e)) throw e;
          await c.complain(`${c.flavour.pick("cannot", "can't")} create directory ${c.quote(path)}: ${e.strerror}`);
        }
      }
      return c.status;
    }
    return await copies(c, settle);
  },
);

async function copies(c: Call, settle: (path: string, directory: boolean) => void): Promise<number> {
  const o = c.options;
  const named = o.value("t");
  const [first = ""] = c.operands;
  if (named === undefined && c.operands.length < 2)
    await c.badUsage(`missing destination file operand after ${c.quoteAlways(first)}`);
  const sources = named === undefined ? c.operands.slice(0, -1) : c.operands;
  const target = named ?? c.operands.at(-1) ?? "";
  const folder = named !== undefined || (!o.has("T") && statOr(c, target)?.kind === "directory");
  if (sources.length > 1 && !folder) await c.fail(`target ${c.quoteAlways(target)} is not a directory`);
  if (o.has("D")) c.p.files.mkdirs(named ?? dirName(target));
  const wish = {
    recursive: false,
    follow: "always",
    preserve: { mode: false, owner: false, time: o.has("p") },
    existing: "overwrite",
    force: true,
    verbose: o.has("v"),
    link: undefined,
  } as const;
  for (const from of sources) {
    const to = folder ? joinPath(target, baseName(from)) : target;
    if (statOr(c, from)?.kind === "directory") {
      await c.complain(`omitting directory ${c.quoteAlways(from)}`);
      continue;
    }
    if (await copyTo(c, from, to, wish)) settle(to, false);
  }
  return c.status;
}

async function ownerOf(c: Call): Promise<{ uid: number; gid: number }> {
  const [user, group] = [c.options.value("o"), c.options.value("g")];
  const uid = user === undefined ? -1 : findUid(c.p.files, user);
  const gid = group === undefined ? -1 : findGid(c.p.files, group);
  if (uid === undefined) await c.fail(c.flavour.pick(`invalid user: ${c.quote(user ?? "")}`, `unknown user ${user}`));
  if (gid === undefined)
    await c.fail(c.flavour.pick(`invalid group: ${c.quote(group ?? "")}`, `unknown group ${group}`));
  return { uid: uid ?? -1, gid: gid ?? -1 };
}
