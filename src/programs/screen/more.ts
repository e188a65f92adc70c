import { encode } from "../../std/text.ts";
import { eachInput } from "../lib/each-input.ts";
import { defineTool } from "../lib/tool.ts";
import { readDocument } from "./pager-text.ts";
import { CLEAR_LINE, columnOf, REVERSE, type Screen, withScreen } from "./screen.ts";

/** Shows a text a screenful at a time and ends with it; without a terminal it copies it through. */
export const more = defineTool(
  {
    name: "more",
    syntax: { short: "dfeclpsun:" },
    busybox: { short: "dfs" },
    usage: "[options] <file>...",
    version: "util-linux) 2.41.5",
  },
  async (c) => {
    if (!c.operands.length && c.p.terminal(0)) {
      if (c.flavour.busybox) await c.badUsage(undefined);
      await c.p.write(2, `${c.name}: bad usage\nTry '${c.name} --help' for more information.\n`);
      return 1;
    }
    const wording = (_c: unknown, path: string, words: string) =>
      c.flavour.pick(
        words === "Is a directory" ? `\n*** ${path}: directory ***\n` : `cannot open ${path}: ${words}`,
        `can't open '${path}': ${words}`,
      );
    if (!c.p.terminal(1)) {
      await eachInput(
        c,
        c.operands,
        async (input) => {
          for (let chunk = await input.read(); chunk; chunk = await input.read()) await c.out.write(chunk);
        },
        wording,
      );
      return c.status;
    }
    for (const path of c.operands.length ? c.operands : ["-"]) {
      const document = await readDocument(c.p, path);
      if (typeof document === "string") {
        await c.complain(wording(c, path, document));
        continue;
      }
      if (c.operands.length > 1) await c.p.write(1, `::::::::::::::\n${path}\n::::::::::::::\n`);
      const keys = c.p.terminal(0) ? 0 : await c.p.open("/dev/tty", { read: true });
      const ended = await withScreen(c.p, { alternate: false, keys }, (screen) =>
        pages(screen, document.lines, document.bytes, path === "-", c.flavour.busybox),
      );
      if (ended) break;
    }
    return c.status;
  },
);

/** 1 when the reader quit. */
async function pages(
  screen: Screen,
  lines: readonly string[],
  bytes: number,
  piped: boolean,
  busybox: boolean,
): Promise<number> {
  let left = screen.size.rows - 1;
  let shown = 0;
  let first = "";
  for (const [i, line] of lines.entries()) {
    await screen.write(`${first}${line}${first === "" ? "" : CLEAR_LINE}\n`);
    first = "";
    shown += encode(line).length + 1;
    left -= Math.max(1, Math.ceil(columnOf(line, line.length) / screen.size.columns));
    if (left > 0 || i === lines.length - 1) continue;
    const percent = Math.floor((shown * 100) / Math.max(1, bytes));
    const prompt = busybox
      ? `--More-- ${piped ? "" : `(${percent}% of ${bytes} bytes)`}`
      : piped
        ? "--More--"
        : `--More--(${percent}%)`;
    await screen.write(busybox ? prompt : `${REVERSE}${prompt}\x1b[27m`);
    const key = await screen.key();
    const leaves = key === undefined || key === "q" || key === "Q" || key === "^C";
    // BusyBox wipes its question with blanks, util-linux with the line that follows.
    if (busybox) await screen.write(`\r${" ".repeat(prompt.length)}\r`);
    else if (leaves) await screen.write(`\r${CLEAR_LINE}`);
    else first = "\r";
    if (leaves) return 1;
    left = key === "Enter" || key === "j" ? 1 : screen.size.rows - 1;
  }
  return 0;
}
