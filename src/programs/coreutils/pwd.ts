import { defineTool } from "../lib/tool.ts";

/** The working folder: `$PWD` as it is with -L where it is right, else without symlinks. */
export const pwd = defineTool(
  {
    name: "pwd",
    syntax: { short: "LP", long: { logical: "L", physical: "P" } },
    busybox: { short: "LP" },
    usage: "[OPTION]...",
  },
  async (c) => {
    const logical = c.p.env.get("PWD");
    const posix = c.p.env.has("POSIXLY_CORRECT") || c.flavour.busybox;
    const wantsLogical = (c.options.last("L", "P") ?? (posix ? "L" : "P")) === "L";
    if (
      wantsLogical &&
      logical?.startsWith("/") &&
      !/(^|\/)\.\.?(\/|$)/.test(logical) &&
      sameFile(c.p.files, logical)
    ) {
      await c.out.write(`${logical}\n`);
      return 0;
    }
    await c.out.write(`${c.p.cwd}\n`);
    return 0;
  },
);

function sameFile(files: { stat(path: string): { ino: number; dev: number } }, path: string): boolean {
  try {
    const a = files.stat(path);
    const b = files.stat(".");
    return a.ino === b.ino && a.dev === b.dev;
  } catch {
    return false;
  }
}
