import { charWidth } from "../../std/width.ts";
import { eachInput, plainWording } from "../lib/each-input.ts";
import type { Tool } from "../lib/flavour.ts";
import { createLineReader } from "../lib/lines.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** Tabs to blanks. */
export const expand = createTool("expand");
/** Blanks at a line's start (with -a everywhere) to tabs. */
export const unexpand = createTool("unexpand");

function createTool(name: "expand" | "unexpand"): Tool {
  const long = { initial: "i", "tabs:": "t", all: "a", "first-only": "first-only" };
  return defineTool(
    {
      name,
      syntax: { short: "iat:", long },
      busybox: { short: name === "expand" ? "it:" : "aft:" },
      usage: "[OPTION]... [FILE]...",
    },
    async (c) => {
      const stops = await stopsOf(c);
      const change =
        name === "expand"
          ? (line: string) => expanded(line, stops, c.options.has("i"))
          : (line: string) =>
              compressed(line, stops, c.options.has("a") || (c.options.has("t") && !c.options.has("first-only")));
      await eachInput(
        c,
        c.operands,
        async (input) => {
          const lines = createLineReader(input);
          for (let line = await lines.next(); line !== null; line = await lines.next())
            await c.out.write(change(line) + (lines.unterminated ? "" : "\n"));
        },
        plainWording,
      );
      return c.status;
    },
  );
}

/** The next tab stop behind a column. */
type Stops = (column: number) => number;

async function stopsOf(c: Call): Promise<Stops> {
  const text = c.options.value("t") ?? "8";
  const list = text.split(/[, ]+/).map(Number);
  if (list.some((n) => !Number.isInteger(n) || n < 0))
    await c.fail(
      c.flavour.pick(`tab size contains invalid character(s): ${c.quote(text)}`, `invalid number '${text}'`),
    );
  if (list.includes(0)) await c.fail("tab size cannot be 0");
  const [only = 8] = list;
  if (list.length === 1) return (column) => (Math.floor(column / only) + 1) * only;
  return (column) => list.find((stop) => stop > column) ?? column + 1;
}

function expanded(line: string, stops: Stops, initial: boolean): string {
  let out = "";
  let column = 0;
  let leading = true;
  for (const ch of line) {
    if (ch === "\t" && (leading || !initial)) {
      const next = stops(column);
      out += " ".repeat(next - column);
      column = next;
      continue;
    }
    if (ch !== " ") leading = false;
    out += ch;
    column += charWidth(ch.codePointAt(0) ?? 0);
  }
  return out;
}

function compressed(line: string, stops: Stops, all: boolean): string {
  let out = "";
  let column = 0;
  let from = -1;
  let leading = true;
  const flush = (to: number) => {
    if (from < 0) return;
    let at = from;
    // A single blank that would be a tab stays a blank.
    while (stops(at) <= to && !(to - at === 1 && stops(at) === to && !leading)) {
      out += "\t";
      at = stops(at);
    }
    out += " ".repeat(to - at);
    from = -1;
  };
  for (const ch of line) {
    if ((ch === " " || ch === "\t") && (leading || all)) {
      if (from < 0) from = column;
      column = ch === "\t" ? stops(column) : column + 1;
      continue;
    }
    flush(column);
    leading = false;
    out += ch;
    column += charWidth(ch.codePointAt(0) ?? 0);
  }
  flush(column);
  return out;
}
