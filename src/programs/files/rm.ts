import type { Stat } from "../../filesystem/files.ts";
import { type ErrnoError, isErrno } from "../../std/errno.ts";
import { baseName, joinPath } from "../lib/paths.ts";
import { confirm, kindName } from "../lib/prompt.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  force: "f",
  "interactive::": "interactive",
  recursive: "r",
  dir: "d",
  verbose: "v",
  "no-preserve-root": "no-preserve-root",
  "preserve-root::": "preserve-root",
  "one-file-system": "one-file-system",
};

interface Wish {
  readonly recursive: boolean;
  readonly force: boolean;
  readonly prompt: "always" | "protected" | "never";
  readonly verbose: boolean;
  readonly emptyFolders: boolean;
}

/** Removes files, and with -r whole folders; -f neither asks nor complains about what is not there. */
export const rm = defineTool(
  { name: "rm", syntax: { short: "dfiIrRv", long: LONG }, busybox: { short: "irfRv" }, usage: "[OPTION]... [FILE]..." },
  async (c) => {
    const o = c.options;
    const last = o.last("f", "i", "I", "interactive");
    const force = o.has("f");
    if (!c.operands.length && !force) await c.badUsage("missing operand");
    const always =
      last === "i" || (last === "interactive" && !["never", "no", "once"].includes(o.value("interactive") ?? ""));
    const wish: Wish = {
      recursive: o.has("r") || o.has("R"),
      force,
      prompt: always ? "always" : force && last === "f" ? "never" : "protected",
      verbose: o.has("v"),
      emptyFolders: o.has("d"),
    };
    if (last === "I" && (c.operands.length > 3 || wish.recursive)) {
      const what = `${c.operands.length} argument${c.operands.length === 1 ? "" : "s"}${wish.recursive ? " recursively" : ""}`;
      if (!(await confirm(c.p, `${c.name}: remove ${what}? `))) return 0;
    }
    for (const path of c.operands) if (await allowed(c, path, wish)) await remove(c, path, wish);
    return c.status;
  },
);

async function allowed(c: Call, path: string, wish: Wish): Promise<boolean> {
  const name = baseName(path);
  if (name === "." || name === "..") {
    const gnu = `refusing to remove '.' or '..' directory: skipping ${c.quoteAlways(path)}`;
    if (wish.recursive || c.flavour.busybox) await c.complain(c.flavour.pick(gnu, "can't remove '.' or '..'"));
    else await c.complain(`cannot remove ${c.quoteAlways(path)}: Is a directory`);
    return false;
  }
  if (c.flavour.busybox || !wish.recursive || c.options.has("no-preserve-root") || !/^\/+$/.test(path)) return true;
  await c.complain("it is dangerous to operate recursively on '/'");
  await c.complain("use --no-preserve-root to override this failsafe");
  return false;
}

/** Removes one file or tree; false when something was kept. */
async function remove(c: Call, path: string, wish: Wish): Promise<boolean> {
  try {
    const stat = c.p.files.lstat(path);
    if (stat.kind === "directory") return await removeFolder(c, path, wish);
    if (!(await wanted(c, path, stat, wish))) return false;
    c.p.files.unlink(path);
    if (wish.verbose) await c.out.write(`removed ${c.quoteAlways(path)}\n`);
    return true;
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    await cannot(c, path, e, wish);
    return false;
  }
}

async function removeFolder(c: Call, path: string, wish: Wish): Promise<boolean> {
  if (!wish.recursive && !(wish.emptyFolders && !c.flavour.busybox)) {
    await c.complain(
      c.flavour.pick(`cannot remove ${c.quoteAlways(path)}: Is a directory`, `'${path}' is a directory`),
    );
    return false;
  }
  const entries = c.p.files.readdir(path);
  if (wish.recursive && entries.length && !(await descends(c, path, wish))) return false;
  let empty = true;
  if (wish.recursive)
    for (const e of entries) {
      await c.p.tick();
      empty = (await remove(c, joinPath(path, e.name), wish)) && empty;
    }
  if (!empty) return false;
  if (!(await wanted(c, path, c.p.files.lstat(path), wish))) return false;
  c.p.files.rmdir(path);
  if (wish.verbose) await c.out.write(`removed directory${c.flavour.pick("", ":")} ${c.quoteAlways(path)}\n`);
  return true;
}

async function descends(c: Call, path: string, wish: Wish): Promise<boolean> {
  if (wish.prompt === "always") return await confirm(c.p, `${c.name}: descend into directory ${c.quoteAlways(path)}? `);
  if (!isProtected(c, path, wish)) return true;
  return await confirm(c.p, `${c.name}: descend into write-protected directory ${c.quoteAlways(path)}? `);
}

async function wanted(c: Call, path: string, stat: Stat, wish: Wish): Promise<boolean> {
  if (wish.prompt === "never") return true;
  const guarded = stat.kind !== "symlink" && isProtected(c, path, wish);
  if (wish.prompt !== "always" && !guarded) return true;
  const what = c.flavour.busybox ? "" : `${guarded ? "write-protected " : ""}${kindName(stat)} `;
  return await confirm(c.p, `${c.name}: remove ${what}${c.quoteAlways(path)}? `);
}

/** Without -f and on a terminal rm asks before it removes what the user may not write. */
function isProtected(c: Call, path: string, wish: Wish): boolean {
  return wish.prompt === "protected" && c.p.terminal(0) !== undefined && !c.p.files.access(path, "w");
}

async function cannot(c: Call, path: string, e: ErrnoError, wish: Wish): Promise<void> {
  if (wish.force && (e.code === "ENOENT" || e.code === "ENOTDIR")) return;
  await c.complain(`${c.flavour.pick("cannot", "can't")} remove ${c.quoteAlways(path)}: ${e.strerror}`);
}
