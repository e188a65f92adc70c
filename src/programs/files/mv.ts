import { type ErrnoError, isErrno } from "../../std/errno.ts";
import { modeString } from "../lib/modes.ts";
import { joinPath } from "../lib/paths.ts";
import { confirm } from "../lib/prompt.ts";
import { resolveMissing } from "../lib/relative.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { copyTo, destinations, statOr } from "./copy.ts";

const LONG = {
  force: "f",
  interactive: "i",
  "no-clobber": "n",
  "target-directory:": "t",
  "no-target-directory": "T",
  "update::": "u",
  verbose: "v",
};

/** Renames, or moves several files into a folder; between two mounts it copies and removes. */
export const mv = defineTool(
  {
    name: "mv",
    syntax: { short: "finTt:uv", long: LONG },
    busybox: { short: "finTvt:", long: LONG },
    usage: "[OPTION]... [-T] SOURCE DEST\n[OPTION]... SOURCE... DIRECTORY\n[OPTION]... -t DIRECTORY SOURCE...",
  },
  async (c) => {
    for (const { from, to } of await destinations(c)) await moveOne(c, from, to);
    return c.status;
  },
);

async function moveOne(c: Call, from: string, to: string): Promise<void> {
  const { files } = c.p;
  try {
    const own = files.lstat(from);
    const target = statOr(c, to);
    if (target && !c.flavour.busybox && target.ino === own.ino && target.dev === own.dev)
      return await c.complain(`${c.quoteAlways(from)} and ${c.quoteAlways(to)} are the same file`);
    if (!c.flavour.busybox && target && (own.kind === "directory") !== (target.kind === "directory")) {
      const [there, here] = own.kind === "directory" ? ["non-directory", "directory"] : ["directory", "non-directory"];
      return await c.complain(`cannot overwrite ${there} ${c.quoteAlways(to)} with ${here} ${c.quoteAlways(from)}`);
    }
    if (target && !(await mayReplace(c, to, own.mtime, target))) return;
    files.rename(from, to);
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (e.code !== "EXDEV") return await cannot(c, from, to, e);
    if (!(await acrossMounts(c, from, to))) return;
  }
  const arrow = `${c.quoteAlways(from)} -> ${c.quoteAlways(to)}\n`;
  if (c.options.has("v")) await c.out.write(c.flavour.pick(`renamed ${arrow}`, arrow));
}

async function mayReplace(
  c: Call,
  to: string,
  time: number,
  target: { mtime: number; mode: number },
): Promise<boolean> {
  const o = c.options;
  const mode = o.last("f", "i", "n");
  if (mode === "n") return false;
  if (o.has("u") && time <= target.mtime) return false;
  if (mode === "f") return true;
  const guarded = mode === undefined && c.p.terminal(0) !== undefined && !c.p.files.access(to, "w");
  if (mode !== "i" && !guarded) return true;
  const rights = `${target.mode.toString(8).padStart(4, "0")} (${modeString("file", target.mode).slice(1)})`;
  const question =
    guarded && !c.flavour.busybox
      ? `replace ${c.quoteAlways(to)}, overriding mode ${rights}? `
      : `overwrite ${c.quoteAlways(to)}? `;
  return await confirm(c.p, `${c.name}: ${question}`);
}

async function cannot(c: Call, from: string, to: string, e: ErrnoError): Promise<void> {
  if (c.flavour.busybox) return await c.complain(`can't rename '${from}': ${e.strerror}`);
  const [source, target] = [c.quoteAlways(from), c.quoteAlways(to)];
  if (e.code === "ENOENT" && !exists(c, from)) return await c.complain(`cannot stat ${source}: ${e.strerror}`);
  if (
    e.code === "EINVAL" &&
    joinPath(resolveMissing(c.p.files, to), "").startsWith(joinPath(resolveMissing(c.p.files, from), ""))
  )
    return await c.complain(`cannot move ${source} to a subdirectory of itself, ${target}`);
  if (e.code === "ENOTEMPTY") return await c.complain(`cannot overwrite ${target}: ${e.strerror}`);
  const words = e.code === "ENOENT" && to.endsWith("/") ? "Not a directory" : e.strerror;
  await c.complain(`cannot move ${source} to ${target}: ${words}`);
}

function exists(c: Call, path: string): boolean {
  try {
    c.p.files.lstat(path);
    return true;
  } catch {
    return false;
  }
}

async function acrossMounts(c: Call, from: string, to: string): Promise<boolean> {
  const whole = await copyTo(c, from, to, {
    recursive: true,
    follow: "never",
    preserve: { mode: true, owner: true, time: true },
    existing: "overwrite",
    force: true,
    verbose: false,
    link: undefined,
    quiet: true,
  });
  if (whole) c.p.files.removeAll(from);
  return whole;
}
