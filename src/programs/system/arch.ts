import { defineTool } from "../lib/tool.ts";

/** The machine's kind, as `uname -m`. */
export const arch = defineTool({ name: "arch", syntax: { short: "" }, usage: "[OPTION]..." }, async (c) => {
  if (c.operands.length && !c.flavour.busybox) await c.badUsage(`extra operand ${c.quoteAlways(c.operands[0] ?? "")}`);
  await c.out.write(`${c.p.uname().machine}\n`);
  return 0;
});
