import { defineTool } from "../lib/tool.ts";

/** The terminal that is standard input. */
export const tty = defineTool(
  { name: "tty", syntax: { short: "s", long: { silent: "s", quiet: "s" } }, badStatus: 2, usage: "[OPTION]..." },
  async (c) => {
    if (c.operands.length) await c.badUsage(`extra operand ${c.quote(c.operands[0] ?? "")}`);
    const terminal = c.p.terminal(0);
    if (!c.options.has("s")) await c.out.write(`${terminal?.name ?? "not a tty"}\n`);
    return terminal ? 0 : 1;
  },
);
