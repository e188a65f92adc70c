import { type Call, defineTool } from "../lib/tool.ts";

/** The files that commands are, looked up in $PATH. */
export const which = defineTool(
  {
    name: "which",
    syntax: { short: "as" },
    busybox: { short: "a" },
    badStatus: 2,
    busyboxBadStatus: 1,
    usage: "[-as] args",
  },
  async (c) => {
    if (!c.operands.length) {
      if (c.flavour.busybox) await c.badUsage(undefined);
      return 1;
    }
    for (const name of c.operands) {
      const found = lookUp(c, name);
      if (!found.length) c.status = 1;
      if (!c.options.has("s"))
        for (const path of c.options.has("a") ? found : found.slice(0, 1)) await c.out.write(`${path}\n`);
    }
    return c.status;
  },
);

function lookUp(c: Call, name: string): string[] {
  const candidates = name.includes("/")
    ? [name]
    : (c.p.env.get("PATH") ?? "/usr/bin:/bin").split(":").map((dir) => `${dir || "."}/${name}`);
  return candidates.filter((path) => {
    try {
      return c.p.files.stat(path).kind === "file" && c.p.files.access(path, "x");
    } catch {
      return false;
    }
  });
}
