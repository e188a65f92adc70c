import { isErrno } from "../../std/errno.ts";
import { dirName } from "../lib/paths.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = { "ignore-fail-on-non-empty": "ignore-fail-on-non-empty", parents: "p", verbose: "v" };

/** Removes empty folders; -p the folders above as well, as long as they are empty. */
export const rmdir = defineTool(
  {
    name: "rmdir",
    syntax: { short: "pv", long: LONG },
    busybox: { short: "p", long: LONG },
    usage: "[OPTION]... DIRECTORY...",
  },
  async (c) => {
    if (!c.operands.length) await c.badUsage("missing operand");
    for (const path of c.operands) {
      if (!(await removeOne(c, path, false)) || !c.options.has("p")) continue;
      let above = dirName(path);
      while (above !== "." && above !== "/" && (await removeOne(c, above, true))) above = dirName(above);
    }
    return c.status;
  },
);

async function removeOne(c: Call, path: string, parent: boolean): Promise<boolean> {
  if (c.options.has("v")) await c.out.write(`${c.name}: removing directory, ${c.quoteAlways(path)}\n`);
  try {
    c.p.files.rmdir(path);
    return true;
  } catch (e) {
    if (!isErrno(e)) throw e;
    if (e.code === "ENOTEMPTY" && c.options.has("ignore-fail-on-non-empty")) return false;
    const gnu = `failed to remove ${parent ? "directory " : ""}${c.quoteAlways(path)}: ${e.strerror}`;
    await c.complain(c.flavour.pick(gnu, `'${path}': ${e.strerror}`));
    return false;
  }
}
