import { defineTool } from "../lib/tool.ts";

const BINARIES = ["/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin", "/usr/local/sbin", "/usr/lib", "/etc"];
const MANUALS = ["/usr/share/man/man1", "/usr/share/man/man8", "/usr/share/man/man5"];

/** Where a command's binary and manual are. */
export const whereis = defineTool(
  {
    name: "whereis",
    syntax: { short: "bmsu" },
    usage: "[options] [-BMS <dir>... -f] <name>",
    version: "util-linux) 2.41.5",
  },
  async (c) => {
    const all = !["b", "m", "s"].some((k) => c.options.has(k));
    for (const name of c.operands) {
      const found = new Set<string>();
      const add = (path: string) => {
        if (c.p.files.exists(path) && ![...found].some((f) => c.p.files.realpath(f) === c.p.files.realpath(path)))
          found.add(path);
      };
      if (all || c.options.has("b")) for (const dir of BINARIES) add(`${dir}/${name}`);
      if (all || c.options.has("m")) for (const dir of MANUALS) add(`${dir}/${name}.${dir.slice(-1)}.gz`);
      await c.out.write(`${[`${name}:`, ...found].join(" ")}\n`);
    }
    return 0;
  },
);
