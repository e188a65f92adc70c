import { isErrno } from "../../std/errno.ts";
import { stringWidth } from "../../std/width.ts";
import { openInput } from "../lib/input.ts";
import { createLineReader } from "../lib/lines.ts";
import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  table: "t",
  "separator:": "s",
  "output-separator:": "o",
  "output-width:": "c",
  fillrows: "x",
  "table-columns:": "N",
  "table-right:": "R",
  "table-name:": "n",
};

/** Fills columns with its lines, or with -t lines up the words of each line below each other. */
export const column = defineTool(
  {
    name: "column",
    syntax: { short: "c:no:s:txN:R:e", long: LONG },
    usage: "[options] [<file>...]",
    version: "util-linux) 2.41.5",
  },
  async (c) => {
    const lines: string[] = [];
    for (const path of c.operands.length ? c.operands : ["-"]) {
      try {
        const input = await openInput(c.p, path);
        const reader = createLineReader(input);
        for (let line = await reader.next(); line !== null; line = await reader.next())
          if (line.trim() !== "") lines.push(line);
        input.close();
      } catch (e) {
        if (!isErrno(e)) throw e;
        await c.complain(`${path}: ${e.strerror}`);
      }
    }
    if (c.options.has("t")) await table(c, lines);
    else await fill(c, lines);
    return c.status;
  },
);

async function table(c: Call, lines: readonly string[]): Promise<void> {
  const o = c.options;
  const separators = o.value("s");
  const between = o.value("o") ?? "  ";
  const cut = (line: string) => {
    if (separators === undefined) return line.trim().split(/[ \t]+/);
    return line.split(new RegExp(`[${separators.replace(/[\\\]^-]/g, "\\$&")}]`));
  };
  const rows = lines.map(cut);
  const names = o.value("N")?.split(",");
  if (names) rows.unshift(names);
  const right = new Set(
    (o.value("R") ?? "").split(",").map((n) => (names?.includes(n) ? names.indexOf(n) : Number(n) - 1)),
  );
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, stringWidth(cell));
    });
  for (const row of rows) {
    const cells = row.map((cell, i) => {
      const gap = " ".repeat((widths[i] ?? 0) - stringWidth(cell));
      if (right.has(i)) return gap + cell;
      return i === row.length - 1 && row.length === widths.length ? cell : cell + gap;
    });
    await c.out.write(`${cells.join(between)}\n`);
  }
}

async function fill(c: Call, lines: readonly string[]): Promise<void> {
  if (!lines.length) return;
  const width = Number(c.options.value("c") ?? c.p.env.get("COLUMNS") ?? c.p.terminal(1)?.size.columns ?? 80);
  const cell = (Math.floor(Math.max(...lines.map(stringWidth)) / 8) + 1) * 8;
  const columns = Math.max(1, Math.floor(width / cell));
  const rows = Math.ceil(lines.length / columns);
  for (let r = 0; r < rows; r++) {
    const picked: string[] = [];
    for (let k = 0; k < columns; k++) {
      const line = lines[c.options.has("x") ? r * columns + k : k * rows + r];
      if (line !== undefined) picked.push(line);
    }
    const text = picked.map((line, i) =>
      i < picked.length - 1 ? line + "\t".repeat(Math.ceil((cell - stringWidth(line)) / 8)) : line,
    );
    await c.out.write(`${text.join("")}\n`);
  }
}
