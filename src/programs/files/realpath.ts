import { isErrno } from "../../std/errno.ts";
import { relativePath, resolveMissing } from "../lib/relative.ts";
import { defineTool } from "../lib/tool.ts";
import { canonical } from "./readlink.ts";

const LONG = {
  "canonicalize-existing": "e",
  "canonicalize-missing": "m",
  quiet: "q",
  "relative-to:": "relative-to",
  strip: "s",
  "no-symlinks": "s",
  zero: "z",
};

/** The absolute path without symlinks. */
export const realpath = defineTool(
  { name: "realpath", syntax: { short: "emqsz", long: LONG }, busybox: { short: "" }, usage: "[OPTION]... FILE..." },
  async (c) => {
    const o = c.options;
    if (!c.operands.length) await c.badUsage("missing operand");
    const base = o.value("relative-to");
    for (const path of c.operands) {
      try {
        const full = o.has("s")
          ? normal(c.p.cwd, path)
          : o.has("e")
            ? c.p.files.realpath(path)
            : o.has("m")
              ? resolveMissing(c.p.files, path)
              : c.flavour.busybox
                ? busyboxPath(c, path)
                : canonical(c, path);
        await c.out.write(
          (base === undefined ? full : relativePath(c.p.files, full, base)) + (o.has("z") ? "\0" : "\n"),
        );
      } catch (e) {
        if (!isErrno(e) || e.code === "EPIPE") throw e;
        c.status = 1;
        if (!o.has("q")) await c.complain(`${c.flavour.pick(c.quoteIfNeeded(path), path)}: ${e.strerror}`);
      }
    }
    return c.status;
  },
);

/** BusyBox: a missing file is an error, a dangling symlink is not. */
function busyboxPath(c: Parameters<typeof canonical>[0], path: string): string {
  c.p.files.lstat(path);
  try {
    return c.p.files.realpath(path);
  } catch (e) {
    if (!isErrno(e, "ENOENT")) throw e;
    return resolveMissing(c.p.files, `${path.replace(/[^/]*$/, "")}${c.p.files.readlink(path)}`);
  }
}

function normal(cwd: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${cwd}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
