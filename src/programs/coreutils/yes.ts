import { isErrno } from "../../std/errno.ts";
import { encode } from "../../std/text.ts";
import { defineTool } from "../lib/tool.ts";

/** Repeats its words, or `y`, until nobody reads any more. */
export const yes = defineTool({ name: "yes", syntax: { short: "" }, usage: "[STRING]...\nOPTION" }, async (c) => {
  const line = `${c.operands.join(" ") || "y"}\n`;
  const block = encode(line.repeat(Math.max(1, Math.floor(4096 / line.length))));
  try {
    for (;;) await c.p.write(1, block);
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    return await c.fail(`${c.flavour.pick("standard output", "")}: ${e.strerror}`);
  }
});
