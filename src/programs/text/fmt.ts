import { stringWidth } from "../../std/width.ts";
import { eachInput } from "../lib/each-input.ts";
import { createLineReader } from "../lib/lines.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** Fills paragraphs up to the width; lines of another indent begin another one. */
export const fmt = defineTool(
  {
    name: "fmt",
    syntax: { short: "cg:p:stuw:", long: { "width:": "w", "split-only": "s", "uniform-spacing": "u", "goal:": "g" } },
    usage: "[-WIDTH] [OPTION]... [FILE]...",
    rewrite: (args) => args.map((a) => (/^-\d+$/.test(a) ? `-w${a.slice(1)}` : a)),
  },
  async (c) => {
    const text = c.options.value("w") ?? "75";
    if (!/^\d+$/.test(text)) await c.fail(`invalid width: ${c.quote(text)}`);
    await eachInput(
      c,
      c.operands,
      async (input) => {
        const lines = createLineReader(input);
        let paragraph: { indent: string; words: string[] } | undefined;
        const flush = async () => {
          if (paragraph) await show(c, paragraph.indent, paragraph.words, Number(text));
          paragraph = undefined;
        };
        for (let line = await lines.next(); line !== null; line = await lines.next()) {
          const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
          const words = line.trim().split(/\s+/).filter(Boolean);
          if (!words.length || (paragraph && paragraph.indent !== indent) || c.options.has("s")) await flush();
          if (!words.length) await c.out.write("\n");
          else if (paragraph) paragraph.words.push(...words);
          else paragraph = { indent, words };
        }
        await flush();
      },
      (_c, path, words) => `cannot open ${c.quoteAlways(path)} for reading: ${words}`,
    );
    return c.status;
  },
);

/** Lines as even as can be: the fewest squares of what is missing to the goal, which lies a little below the width. */
async function show(c: Call, indent: string, words: readonly string[], width: number): Promise<void> {
  const goal = c.options.has("g") ? Number(c.options.value("g")) : Math.floor((width * (2 * (100 - 7) + 1)) / 200);
  const widths = words.map(stringWidth);
  const best: { cost: number; next: number }[] = Array.from({ length: words.length + 1 }, () => ({
    cost: 0,
    next: words.length,
  }));
  for (let i = words.length - 1; i >= 0; i--) {
    let length = stringWidth(indent) - 1;
    let found = { cost: Number.POSITIVE_INFINITY, next: i + 1 };
    for (let j = i; j < words.length; j++) {
      length += 1 + (widths[j] ?? 0);
      if (length >= width && j > i) break;
      const rest = best[j + 1]?.cost ?? 0;
      const last = j === words.length - 1;
      const cost = rest + (last ? 0 : (goal - length) ** 2 * 100);
      if (cost < found.cost) found = { cost, next: j + 1 };
    }
    best[i] = found;
  }
  for (let i = 0; i < words.length; ) {
    const next = best[i]?.next ?? words.length;
    await c.out.write(`${indent}${words.slice(i, next).join(" ")}\n`);
    i = next;
  }
}
