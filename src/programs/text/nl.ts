import { eachInput } from "../lib/each-input.ts";
import { createLineReader } from "../lib/lines.ts";
import { BadRegex, compileRegex } from "../lib/regex.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  "body-numbering:": "b",
  "section-delimiter:": "d",
  "footer-numbering:": "f",
  "header-numbering:": "h",
  "line-increment:": "i",
  "join-blank-lines:": "l",
  "number-format:": "n",
  "no-renumber": "p",
  "number-separator:": "s",
  "starting-line-number:": "v",
  "number-width:": "w",
};

/** Numbers lines: those that are not empty, unless -b says otherwise. The count goes on from one input to the next. */
export const nl = defineTool(
  {
    name: "nl",
    syntax: { short: "b:d:f:h:i:l:n:ps:v:w:", long: LONG },
    busybox: { short: "b:i:l:n:s:v:w:p" },
    usage: "[OPTION]... [FILE]...",
  },
  async (c) => {
    const o = c.options;
    const styles = {
      body: await styleOf(c, o.value("b") ?? "t"),
      header: await styleOf(c, o.value("h") ?? "n"),
      footer: await styleOf(c, o.value("f") ?? "n"),
    };
    const width = await number(c, "w", 6, "line number field width");
    const step = await number(c, "i", 1, "line number increment");
    const start = await number(c, "v", 1, "starting line number");
    const separator = o.value("s") ?? "\t";
    const format = o.value("n") ?? "rn";
    if (!["ln", "rn", "rz"].includes(format)) await c.fail(`invalid line numbering format: ${c.quote(format)}`);
    const show = (n: number) =>
      format === "ln" ? String(n).padEnd(width) : String(n).padStart(width, format === "rz" ? "0" : " ");
    let n = start;
    let section: keyof typeof styles = "body";
    await eachInput(c, c.operands, async (input) => {
      const lines = createLineReader(input);
      for (let line = await lines.next(); line !== null; line = await lines.next()) {
        const mark = { "\\:\\:\\:": "header", "\\:\\:": "body", "\\:": "footer" }[line] as
          | keyof typeof styles
          | undefined;
        if (mark) {
          section = mark;
          if (mark === "header" && !o.has("p")) n = start;
          await c.out.write("\n");
        } else if (styles[section](line)) {
          await c.out.write(`${show(n)}${separator}${line}\n`);
          n += step;
        } else await c.out.write(`${" ".repeat(width + separator.length)}${line}\n`);
      }
    });
    return c.status;
  },
);

async function styleOf(c: Call, style: string): Promise<(line: string) => boolean> {
  if (style === "a") return () => true;
  if (style === "t") return (line) => line !== "";
  if (style === "n") return () => false;
  if (!style.startsWith("p")) return await c.badUsage(`invalid body numbering style: ${c.quote(style)}`);
  try {
    const regex = compileRegex(style.slice(1));
    return (line) => regex.test(line);
  } catch (e) {
    if (!(e instanceof BadRegex)) throw e;
    return await c.fail(e.message);
  }
}

async function number(c: Call, option: string, fallback: number, what: string): Promise<number> {
  const text = c.options.value(option);
  if (text === undefined) return fallback;
  if (!/^-?\d+$/.test(text))
    await c.fail(c.flavour.pick(`invalid ${what}: ${c.quote(text)}`, `invalid number '${text}'`));
  return Number(text);
}
