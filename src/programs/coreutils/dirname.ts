import { dirName } from "../lib/paths.ts";
import { defineTool } from "../lib/tool.ts";

/** A path without its last part. */
export const dirname = defineTool(
  { name: "dirname", syntax: { short: "z", long: { zero: "z" } }, busybox: { short: "" }, usage: "[OPTION] NAME..." },
  async (c) => {
    if (!c.operands.length || (c.flavour.busybox && c.operands.length > 1)) await c.badUsage("missing operand");
    for (const path of c.operands) await c.out.write(dirName(path) + (c.options.has("z") ? "\0" : "\n"));
    return 0;
  },
);
