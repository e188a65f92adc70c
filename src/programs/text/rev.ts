import { eachInput } from "../lib/each-input.ts";
import { createLineReader } from "../lib/lines.ts";
import { defineTool } from "../lib/tool.ts";

/** Each line's characters, the last one first. */
export const rev = defineTool(
  {
    name: "rev",
    syntax: { short: "0", long: { zero: "0" } },
    usage: "[options] [file ...]",
    version: "util-linux) 2.41.5",
  },
  async (c) => {
    const end = c.options.has("0") ? 0 : 10;
    await eachInput(
      c,
      c.operands,
      async (input) => {
        const lines = createLineReader(input, end);
        for (let line = await lines.next(); line !== null; line = await lines.next())
          await c.out.write([...line].reverse().join("") + (lines.unterminated ? "" : String.fromCharCode(end)));
      },
      (_c, path, words) => c.flavour.pick(`cannot open ${path}: ${words}`, `${path}: ${words}`),
    );
    return c.status;
  },
);
