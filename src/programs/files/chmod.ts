import { isErrno } from "../../std/errno.ts";
import { type ModeChange, modeString, parseMode } from "../lib/modes.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { walkTree } from "../lib/walk.ts";

const LONG = {
  changes: "c",
  silent: "f",
  quiet: "f",
  recursive: "R",
  "reference:": "reference",
  verbose: "v",
  "no-preserve-root": "no-preserve-root",
  "preserve-root": "preserve-root",
};

/** Changes permissions, by number or symbols. A mode may begin with `-`: `chmod -x FILE`. */
export const chmod = defineTool(
  {
    name: "chmod",
    syntax: { short: "cfRv", long: LONG },
    busybox: { short: "Rcvf" },
    usage: "[OPTION]... MODE[,MODE]... FILE...\n[OPTION]... OCTAL-MODE FILE...\n[OPTION]... --reference=RFILE FILE...",
    rewrite: (args) =>
      args.flatMap((a, i) =>
        /^-[rwxXstugo,=+0-7-]+$/.test(a) && !args.slice(0, i).includes("--") && a !== "--" ? ["--", a] : [a],
      ),
  },
  async (c) => {
    const o = c.options;
    const reference = o.value("reference");
    const [first, ...rest] = c.operands;
    const files = reference === undefined ? rest : c.operands;
    if (reference === undefined && first === undefined) await c.badUsage("missing operand");
    if (!files.length) await c.badUsage(`missing operand after ${c.quote(first ?? "")}`);
    const change = reference === undefined ? parseMode(first ?? "", c.p.umask) : () => c.p.files.stat(reference).mode;
    if (!change) {
      if (!c.flavour.busybox) return await c.badUsage(`invalid mode: ${c.quote(first ?? "")}`);
      // BusyBox reads the mode anew for each file that is there.
      for (const path of files) {
        if (c.p.files.exists(path)) return await c.fail(`invalid mode '${first}'`);
        await c.complain(`${path}: No such file or directory`);
      }
      return 1;
    }
    for (const path of files) {
      const one = (p: string) => apply(c, p, change, p === path);
      if (o.has("R")) await walkTree(c, path, one);
      else await one(path);
    }
    return c.status;
  },
);

async function apply(c: Call, path: string, change: ModeChange, operand: boolean): Promise<boolean> {
  const { files } = c.p;
  const quiet = c.options.has("f");
  try {
    // Below a folder symlinks are left alone; one that is named is followed.
    if (!operand && files.lstat(path).kind === "symlink") return true;
    const stat = files.stat(path);
    const mode = change(stat.mode, stat.kind === "directory");
    files.chmod(path, mode);
    const changed = mode !== stat.mode;
    if (c.options.has("v") || (c.options.has("c") && changed)) await say(c, path, stat.mode, mode, changed);
    return true;
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    if (quiet) c.status = 1;
    else if (c.flavour.busybox) await c.complain(`${path}: ${e.strerror}`);
    else if (e.code === "EPERM" || e.code === "EROFS")
      await c.complain(`changing permissions of ${c.quoteAlways(path)}: ${e.strerror}`);
    else await c.complain(`cannot access ${c.quoteAlways(path)}: ${e.strerror}`);
    return false;
  }
}

async function say(c: Call, path: string, before: number, after: number, changed: boolean): Promise<void> {
  const shown = (mode: number) => `${mode.toString(8).padStart(4, "0")} (${modeString("file", mode).slice(1)})`;
  const gnu = changed
    ? `mode of ${c.quoteAlways(path)} changed from ${shown(before)} to ${shown(after)}\n`
    : `mode of ${c.quoteAlways(path)} retained as ${shown(after)}\n`;
  await c.out.write(c.flavour.pick(gnu, `mode of '${path}' changed to ${shown(after)}\n`));
}
