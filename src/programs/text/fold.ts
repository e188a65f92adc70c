import { charWidth } from "../../std/width.ts";
import { eachInput } from "../lib/each-input.ts";
import { createLineReader } from "../lib/lines.ts";
import { defineTool } from "../lib/tool.ts";

/** Breaks lines that are longer than the width, with -s behind a blank. */
export const fold = defineTool(
  {
    name: "fold",
    syntax: { short: "bsw:", long: { bytes: "b", spaces: "s", "width:": "w" } },
    usage: "[OPTION]... [FILE]...",
    rewrite: (args) => args.map((a) => (/^-\d+$/.test(a) ? `-w${a.slice(1)}` : a)),
  },
  async (c) => {
    const text = c.options.value("w") ?? "80";
    if (!/^[1-9]\d*$/.test(text))
      await c.fail(c.flavour.pick(`invalid number of columns: ${c.quote(text)}`, `invalid number '${text}'`));
    const width = Number(text);
    await eachInput(c, c.operands, async (input) => {
      const lines = createLineReader(input);
      for (let line = await lines.next(); line !== null; line = await lines.next())
        await c.out.write(
          folded(line, width, c.options.has("s"), c.options.has("b")) + (lines.unterminated ? "" : "\n"),
        );
    });
    return c.status;
  },
);

function folded(line: string, width: number, atBlanks: boolean, bytes: boolean): string {
  const parts: string[] = [];
  let current = "";
  let column = 0;
  const advance = (at: number, ch: string) =>
    ch === "\t" && !bytes ? (Math.floor(at / 8) + 1) * 8 : at + (bytes ? 1 : charWidth(ch.codePointAt(0) ?? 0));
  const measure = (text: string) => [...text].reduce(advance, 0);
  for (const ch of line) {
    if (advance(column, ch) > width && current !== "") {
      const cut = atBlanks ? current.search(/[ \t](?=[^ \t]*$)/) : -1;
      if (cut >= 0) {
        parts.push(current.slice(0, cut + 1));
        current = current.slice(cut + 1);
      } else {
        parts.push(current);
        current = "";
      }
      column = measure(current);
    }
    current += ch;
    column = advance(column, ch);
  }
  return [...parts, current].join("\n");
}
