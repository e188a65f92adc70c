import { charWidth } from "../../std/width.ts";

/** One character as it is shown and edited: with the marks upon it. */
export interface Cell {
  /** What it is in the line. */
  readonly text: string;
  /** What is printed for it. */
  readonly shown: string;
  readonly width: number;
}

/** A text as cells: a character without width (a mark, a joiner) belongs to the one before it. */
export function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    const width = charWidth(code);
    const last = cells.at(-1);
    if (code < 0x20 || code === 0x7f)
      cells.push({
        text: c,
        shown: code === 10 ? "\n" : code === 9 ? "\t" : `^${String.fromCharCode(code ^ 0x40)}`,
        width: 2,
      });
    else if (width === 0 && last && last.text !== "\n")
      cells[cells.length - 1] = { ...last, text: last.text + c, shown: last.shown + c };
    else cells.push({ text: c, shown: c, width });
  }
  return cells;
}

export function textOf(cells: readonly Cell[]): string {
  return cells.map((c) => c.text).join("");
}

export interface Position {
  readonly row: number;
  readonly column: number;
}

/** Where the terminal's cursor stands behind a cell printed at a place. A wide character does not straddle two rows. */
export function advance(at: Position, cell: Cell, columns: number): Position {
  if (cell.shown === "\n") return { row: at.row + 1, column: 0 };
  const width = cell.shown === "\t" ? tabWidth(at, columns) : cell.width;
  const start = at.column + width > columns ? { row: at.row + 1, column: 0 } : at;
  const end = start.column + width;
  return end >= columns ? { row: start.row + 1, column: 0 } : { row: start.row, column: end };
}

/** What is printed for a cell at a place: a tab as the blanks that it takes. */
export function printed(at: Position, cell: Cell, columns: number): string {
  return cell.shown === "\t" ? " ".repeat(tabWidth(at, columns)) : cell.shown;
}

/** To the next multiple of eight, but not over the row's end. */
function tabWidth(at: Position, columns: number): number {
  return Math.min(8 - (at.column % 8), columns - at.column);
}
