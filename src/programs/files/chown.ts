import { isErrno } from "../../std/errno.ts";
import type { Tool } from "../lib/flavour.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { findGid, findUid, nameCache, passwdEntries } from "../lib/users.ts";
import { walkTree } from "../lib/walk.ts";

const LONG = {
  changes: "c",
  silent: "f",
  quiet: "f",
  verbose: "v",
  dereference: "dereference",
  "no-dereference": "h",
  "from:": "from",
  "no-preserve-root": "no-preserve-root",
  "preserve-root": "preserve-root",
  "reference:": "reference",
  recursive: "R",
};

interface Owner {
  /** -1: as it is. */
  readonly uid: number;
  readonly gid: number;
  /** As they were typed: -v shows them so. */
  readonly names?: { readonly user: string | undefined; readonly group: string | undefined };
}

/** Changes who files belong to: `USER`, `USER:GROUP`, `USER:` (its main group), `:GROUP`. */
export const chown = createTool("chown");
/** The group alone. */
export const chgrp = createTool("chgrp");

function createTool(name: "chown" | "chgrp"): Tool {
  const usage =
    name === "chown"
      ? "[OPTION]... [OWNER][:[GROUP]] FILE...\n[OPTION]... --reference=RFILE FILE..."
      : "[OPTION]... GROUP FILE...\n[OPTION]... --reference=RFILE FILE...";
  return defineTool({ name, syntax: { short: "cfvhRHLP", long: LONG }, busybox: { short: "RhLHPcvf" }, usage }, (c) =>
    run(c, name),
  );
}

async function run(c: Call, name: "chown" | "chgrp"): Promise<number> {
  const reference = c.options.value("reference");
  const [first, ...rest] = c.operands;
  const files = reference === undefined ? rest : c.operands;
  if (first === undefined) await c.badUsage("missing operand");
  if (!files.length) await c.badUsage(`missing operand after ${c.quote(first ?? "")}`);
  const owner = reference === undefined ? await ownerOf(c, name, first ?? "") : c.p.files.stat(reference);
  for (const path of files) {
    const one = (p: string) => apply(c, p, owner, name, p === path);
    if (c.options.has("R")) await walkTree(c, path, one);
    else await one(path);
  }
  return c.status;
}

async function ownerOf(c: Call, name: "chown" | "chgrp", text: string): Promise<Owner> {
  const { files } = c.p;
  if (name === "chgrp") {
    const gid = findGid(files, text);
    return {
      uid: -1,
      gid: gid ?? (await c.fail(c.flavour.pick(`invalid group: ${c.quote(text)}`, `unknown group ${text}`))),
    };
  }
  const dotted = !text.includes(":") && text.includes(".") && findUid(files, text) === undefined;
  const [user = "", group] = text.split(dotted ? "." : ":");
  const uid = user === "" ? -1 : findUid(files, user);
  if (uid === undefined)
    return await c.fail(
      c.flavour.pick(
        `invalid user: ${c.quote(text)}`,
        group === undefined ? `unknown user ${user}` : `unknown user/group ${text}`,
      ),
    );
  if (group === undefined) return { uid, gid: -1, names: { user, group: undefined } };
  if (group === "") {
    if (c.flavour.busybox && user === "") await c.fail("unknown group ");
    return { uid, gid: passwdEntries(files).find((e) => e.uid === uid)?.gid ?? -1 };
  }
  const gid = findGid(files, group);
  return {
    uid,
    names: { user: user || undefined, group },
    gid: gid ?? (await c.fail(c.flavour.pick(`invalid group: ${c.quote(text)}`, `unknown user/group ${text}`))),
  };
}

async function apply(c: Call, path: string, owner: Owner, name: "chown" | "chgrp", operand: boolean): Promise<boolean> {
  const { files } = c.p;
  try {
    const nofollow = c.options.has("h") || (c.options.has("R") && !operand);
    const stat = nofollow ? files.lstat(path) : files.stat(path);
    const changed = (owner.uid >= 0 && owner.uid !== stat.uid) || (owner.gid >= 0 && owner.gid !== stat.gid);
    files.chown(path, owner.uid, owner.gid, nofollow);
    if (c.options.has("v") || (c.options.has("c") && changed)) await say(c, path, stat, owner, name, changed);
    return true;
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    const what = name === "chown" && owner.uid >= 0 ? "ownership" : "group";
    if (c.options.has("f")) c.status = 1;
    else if (c.flavour.busybox) await c.complain(`${path}: ${e.strerror}`);
    else if (e.code === "ENOENT" || e.code === "ENOTDIR")
      await c.complain(`cannot access ${c.quoteAlways(path)}: ${e.strerror}`);
    else await c.complain(`changing ${what} of ${c.quoteAlways(path)}: ${e.strerror}`);
    return false;
  }
}

async function say(
  c: Call,
  path: string,
  before: Owner,
  owner: Owner,
  name: "chown" | "chgrp",
  changed: boolean,
): Promise<void> {
  const names = nameCache(c.p.files);
  const uid = owner.uid < 0 ? before.uid : owner.uid;
  const gid = owner.gid < 0 ? before.gid : owner.gid;
  if (c.flavour.busybox)
    return await c.out.write(`changed ${name === "chown" ? "ownership" : "group"} of '${path}' to ${uid}:${gid}\n`);
  const both = (u: string, g: string) => (name === "chgrp" ? g : owner.gid < 0 ? u : `${u}:${g}`);
  const old = both(names.user(before.uid), names.group(before.gid));
  const now = both(owner.names?.user ?? names.user(uid), owner.names?.group ?? names.group(gid));
  const what = name === "chgrp" ? "group" : "ownership";
  const shown = changed
    ? `changed ${what} of ${c.quoteAlways(path)} from ${old} to ${now}\n`
    : `${what} of ${c.quoteAlways(path)} retained as ${now}\n`;
  await c.out.write(shown);
}
