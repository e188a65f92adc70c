import table from "./older-lines.txt?raw";

/**
 * Where lines of the library that tracebacks show stood before 3.14. Compared with CPython 3.13's files (`scripts/older-lines.py`); only
 * numbers are kept. Each row is a file and what is done to it: `40+2` two empty lines come before line 40, `40-2` lines 40 and 41, which
 * say nothing (empty lines, comments, lines of descriptions), are left out, `40;2` and `40,2` they are put behind line 39 (they are
 * statements, or the rest of one).
 */
const rows: ReadonlyMap<string, string> = new Map(
  table
    .trim()
    .split("\n")
    .map((row) => {
      const cut = row.indexOf(" ");
      return [row.slice(0, cut), row.slice(cut + 1)] as const;
    }),
);

/** Whether lines of this file are moved. */
export const isMoved = (path: string): boolean => rows.has(path);

/** Puts a file's lines where they stood. */
export function moveLines(path: string, source: string): string {
  const row = rows.get(path);
  return row === undefined ? source : moved(row, source.split("\n"));
}

/** A file's lines as a row of the table has them. */
export function moved(row: string, all: readonly string[]): string {
  const out: string[] = [];
  let at = 0;
  for (const [, line, sign, count] of row.matchAll(/(\d+)([-+;,])(\d+)/g)) {
    const from = Number(line) - 1;
    out.push(...all.slice(at, from));
    at = sign === "+" ? from : from + Number(count);
    if (sign === "+") out.push(...Array<string>(Number(count)).fill(""));
    else if (sign !== "-")
      out.push([out.pop() ?? "", ...all.slice(from, at).map((text) => text.trim())].join(sign === ";" ? "; " : " "));
  }
  return [...out, ...all.slice(at)].join("\n");
}
