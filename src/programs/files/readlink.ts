import { isErrno } from "../../std/errno.ts";
import { dirName } from "../lib/paths.ts";
import { resolveMissing } from "../lib/relative.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  canonicalize: "f",
  "canonicalize-existing": "e",
  "canonicalize-missing": "m",
  "no-newline": "n",
  quiet: "q",
  silent: "s",
  verbose: "v",
  zero: "z",
};

/** Where a symlink leads; -f the whole path without symlinks, whose last part may be missing. */
export const readlink = defineTool(
  {
    name: "readlink",
    syntax: { short: "efmnqsvz", long: LONG },
    busybox: { short: "fnv" },
    usage: "[OPTION]... FILE...",
  },
  async (c) => {
    const o = c.options;
    if (!c.operands.length || (c.flavour.busybox && c.operands.length > 1)) await c.badUsage("missing operand");
    const end = o.has("z") ? "\0" : o.has("n") && c.operands.length === 1 ? "" : "\n";
    for (const path of c.operands) {
      try {
        await c.out.write(resolve(c, path) + end);
      } catch (e) {
        if (!isErrno(e) || e.code === "EPIPE") throw e;
        c.status = 1;
        if (o.has("v")) await c.complain(`${c.flavour.pick(c.quoteIfNeeded(path), path)}: ${e.strerror}`);
      }
    }
    return c.status;
  },
);

function resolve(c: Call, path: string): string {
  const { files } = c.p;
  switch (c.options.last("f", "e", "m")) {
    case "e":
      return files.realpath(path);
    case "m":
      return resolveMissing(files, path);
    case "f":
      return canonical(c, path);
    default:
      return files.readlink(path);
  }
}

/** All parts but the last must be there, also where a symlink leads; for BusyBox the last one too, unless it is a symlink. */
export function canonical(c: Call, path: string): string {
  const { files } = c.p;
  try {
    return files.realpath(path);
  } catch (e) {
    if (!isErrno(e, "ENOENT")) throw e;
    const end = linkEnd(c, path);
    if (c.flavour.busybox && end === path) throw e;
    const full = resolveMissing(files, end);
    files.stat(dirName(full));
    return full;
  }
}

/** Follows a dangling symlink to the name it leads to. */
function linkEnd(c: Call, path: string): string {
  try {
    const target = c.p.files.readlink(path);
    return target.startsWith("/") ? target : `${dirName(path)}/${target}`;
  } catch {
    return path;
  }
}
