import { baseName } from "../lib/paths.ts";
import { defineTool } from "../lib/tool.ts";

const LONG = { multiple: "a", "suffix:": "s", zero: "z" };

/** The last part of a path, without a suffix. */
export const basename = defineTool(
  {
    name: "basename",
    syntax: { short: "+as:z", long: LONG },
    busybox: { short: "+as:" },
    usage: "NAME [SUFFIX]\nOPTION... NAME...",
  },
  async (c) => {
    const o = c.options;
    if (!c.operands.length) await c.badUsage("missing operand");
    const many = o.has("a") || o.has("s");
    if (!many && c.operands.length > 2) await c.badUsage(`extra operand ${c.quote(c.operands[2] ?? "")}`);
    const suffix = many ? (o.value("s") ?? "") : (c.operands[1] ?? "");
    for (const path of many ? c.operands : c.operands.slice(0, 1)) {
      const name = baseName(path);
      const short = suffix !== "" && name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : name;
      await c.out.write(short + (o.has("z") ? "\0" : "\n"));
    }
    return 0;
  },
);
