import { ErrnoError, isErrno } from "../../std/errno.ts";
import { parseMode } from "../lib/modes.ts";
import { dirName } from "../lib/paths.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** Makes folders; -p makes the missing ones above too and does not mind one that is there. */
export const mkdir = defineTool(
  {
    name: "mkdir",
    syntax: { short: "m:pv", long: { "mode:": "m", parents: "p", verbose: "v" } },
    usage: "[OPTION]... DIRECTORY...",
  },
  async (c) => {
    if (!c.operands.length) await c.badUsage("missing operand");
    const text = c.options.value("m");
    const change = text === undefined ? undefined : parseMode(text, c.p.umask);
    if (text !== undefined && !change) await c.fail(`invalid mode ${c.quote(text)}`);
    const mode = change?.(0o777, true);
    for (const path of c.operands) {
      try {
        if (c.options.has("p")) await makeParents(c, path);
        if (c.options.has("p") && isFolder(c, path)) continue;
        await make(c, path, path);
        if (mode !== undefined) c.p.files.chmod(path, mode);
      } catch (e) {
        if (!isErrno(e) || e.code === "EPIPE") throw e;
        await c.complain(
          `${c.flavour.pick("cannot", "can't")} create directory ${c.quote(e.path ?? path)}: ${e.strerror}`,
        );
      }
    }
    return c.status;
  },
);

async function makeParents(c: Call, path: string): Promise<void> {
  const parent = dirName(path);
  if (parent === "/" || parent === "." || isFolder(c, parent)) return;
  await makeParents(c, parent);
  await make(c, parent, c.flavour.pick(parent, `${parent}/`));
}

/** Makes one folder; the error carries the path as it is to be shown. */
async function make(c: Call, path: string, shown: string): Promise<void> {
  try {
    c.p.files.mkdir(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
    const notFolder = path !== shown || (e.code === "EEXIST" && !c.operands.includes(path));
    throw new ErrnoError(notFolder && e.code === "EEXIST" ? "ENOTDIR" : e.code, shown);
  }
  if (c.options.has("v"))
    await c.out.write(
      c.flavour.pick(`${c.name}: created directory ${c.quote(shown)}\n`, `created directory: '${shown}'\n`),
    );
}

function isFolder(c: Call, path: string): boolean {
  try {
    return c.p.files.stat(path).kind === "directory";
  } catch {
    return false;
  }
}
