import { type ErrnoError, isErrno } from "../../std/errno.ts";
import { baseName, dirName, joinPath } from "../lib/paths.ts";
import { confirm } from "../lib/prompt.ts";
import { relativePath } from "../lib/relative.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  symbolic: "s",
  force: "f",
  interactive: "i",
  "no-dereference": "n",
  "no-target-directory": "T",
  "target-directory:": "t",
  relative: "r",
  verbose: "v",
};

/** Makes links: to one target by a name, or to several targets in a folder. */
export const ln = defineTool(
  {
    name: "ln",
    syntax: { short: "sfinTt:rv", long: LONG },
    busybox: { short: "sfnTv" },
    usage:
      "[OPTION]... [-T] TARGET LINK_NAME\n[OPTION]... TARGET\n[OPTION]... TARGET... DIRECTORY\n[OPTION]... -t DIRECTORY TARGET...",
  },
  async (c) => {
    const o = c.options;
    if (!c.operands.length) await c.badUsage("missing file operand");
    const named = o.value("t");
    const single = named === undefined && c.operands.length === 1;
    const targets = named !== undefined || single ? c.operands : c.operands.slice(0, -1);
    const place = named ?? (single ? "." : (c.operands.at(-1) ?? "."));
    const folder = !o.has("T") && isFolder(c, place);
    if (!folder && (targets.length > 1 || named !== undefined)) await noFolder(c, place);
    for (const target of targets) {
      await makeLink(c, target, folder ? linkInside(c, place, target, single) : place);
    }
    return c.status;
  },
);

async function noFolder(c: Call, place: string): Promise<never> {
  const reason = c.p.files.exists(place) ? "Not a directory" : "No such file or directory";
  return await c.fail(c.flavour.pick(`target ${c.quoteAlways(place)}: ${reason}`, `${place}: File exists`));
}

function linkInside(c: Call, place: string, target: string, single: boolean): string {
  const name = baseName(target);
  return single && c.flavour.busybox ? name : joinPath(place, name);
}

function isFolder(c: Call, path: string): boolean {
  try {
    const stat = c.options.has("n") ? c.p.files.lstat(path) : c.p.files.stat(path);
    return stat.kind === "directory";
  } catch {
    return false;
  }
}

async function makeLink(c: Call, target: string, link: string): Promise<void> {
  const symbolic = c.options.has("s");
  try {
    if (!symbolic && c.p.files.lstat(target).kind === "directory") {
      const gnu = `${c.quoteIfNeeded(target)}: hard link not allowed for directory`;
      return await c.complain(c.flavour.pick(gnu, `${link}: Operation not permitted`));
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.complain(
      c.flavour.pick(`failed to access ${c.quoteAlways(target)}: ${e.strerror}`, `${target}: ${e.strerror}`),
    );
  }
  try {
    if (!(await clear(c, target, link, symbolic))) return;
    const text = c.options.has("r") ? relativePath(c.p.files, target, dirName(link)) : target;
    if (symbolic) c.p.files.symlink(text, link);
    else c.p.files.link(target, link);
    const arrow = symbolic || c.flavour.busybox ? "->" : "=>";
    if (c.options.has("v")) await c.out.write(`${c.quoteAlways(link)} ${arrow} ${c.quoteAlways(text)}\n`);
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    await failed(c, link, e, symbolic, target);
  }
}

/** -f and -i: takes away what is in the link's place; false when it is to stay. */
async function clear(c: Call, target: string, link: string, symbolic: boolean): Promise<boolean> {
  const mode = c.options.last("f", "i");
  if (mode === undefined) return true;
  let there: { kind: string; ino: number; dev: number };
  try {
    there = c.p.files.lstat(link);
  } catch {
    return true;
  }
  if (mode === "i" && !(await confirm(c.p, `${c.name}: replace ${c.quoteAlways(link)}? `))) return false;
  if (!symbolic) {
    const own = c.p.files.lstat(target);
    if (own.ino === there.ino && own.dev === there.dev) {
      await c.complain(`${c.quoteAlways(target)} and ${c.quoteAlways(link)} are the same file`);
      return false;
    }
  }
  if (there.kind === "directory") {
    await c.complain(c.flavour.pick(`${c.quoteIfNeeded(link)}: cannot overwrite directory`, `${link}: Is a directory`));
    return false;
  }
  c.p.files.unlink(link);
  return true;
}

async function failed(c: Call, link: string, e: ErrnoError, symbolic: boolean, target: string): Promise<void> {
  const arrow = e.code === "EEXIST" || symbolic ? "" : ` => ${c.quoteAlways(target)}`;
  const gnu = `failed to create ${symbolic ? "symbolic" : "hard"} link ${c.quoteAlways(link)}${arrow}: ${e.strerror}`;
  await c.complain(c.flavour.pick(gnu, `${link}: ${e.strerror}`));
}
