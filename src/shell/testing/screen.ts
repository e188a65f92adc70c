import { charWidth } from "../../std/width.ts";

/** A terminal's screen, as far as a line editor uses one: text that wraps, and the cursor's motions. */
export interface Screen {
  write(text: string): void;
  /** Rows without the blanks at their ends, without empty rows at the end. */
  rows(): string[];
  readonly row: number;
  readonly column: number;
}

export function createScreen(columns: number): Screen {
  const grid: string[][] = [[]];
  let row = 0;
  let column = 0;
  let wrapping = false;
  const line = () => {
    while (grid.length <= row) grid.push([]);
    const cells = grid[row] ?? [];
    while (cells.length < columns) cells.push(" ");
    return cells;
  };
  const put = (c: string) => {
    const width = charWidth(c.codePointAt(0) ?? 0);
    if (width === 0) {
      const at = wrapping ? column : Math.max(0, column - 1);
      const cells = line();
      const base = cells[at] === "" ? at - 1 : at;
      cells[base] = (cells[base] ?? "") + c;
      return;
    }
    if (wrapping || column + width > columns) {
      row++;
      column = 0;
      wrapping = false;
    }
    const cells = line();
    // Half of a wide character that is written over goes too.
    if (cells[column] === "" && column > 0) cells[column - 1] = " ";
    if (cells[column + width] === "") cells[column + width] = " ";
    cells[column] = c;
    if (width === 2) cells[column + 1] = "";
    column += width;
    if (column >= columns) {
      column = columns - 1;
      wrapping = true;
    }
  };
  const control = (parameters: string, final: string) => {
    if (final === "m" || final === "h" || final === "l") return;
    const n = Math.max(1, Number.parseInt(parameters, 10) || 1);
    wrapping = false;
    const cells = line();
    switch (final) {
      case "A":
        row = Math.max(0, row - n);
        return;
      case "B":
        row += n;
        return;
      case "C":
        column = Math.min(columns - 1, column + n);
        return;
      case "D":
        column = Math.max(0, column - n);
        return;
      case "H":
        row = 0;
        column = 0;
        return;
      case "K":
        cells.fill(" ", column);
        return;
      case "J":
        if (parameters === "2") grid.length = 0;
        else {
          cells.fill(" ", column);
          grid.length = row + 1;
        }
        return;
      case "@":
        cells.splice(column, 0, ...Array.from({ length: n }, () => " "));
        cells.length = columns;
        return;
      case "P":
        cells.splice(column, n);
        return;
    }
  };
  return {
    write(text) {
      for (const m of text.matchAll(/\x1b\[([0-9;?]*)([A-Za-z@])|[^]/gu)) {
        const [all, parameters, final] = m;
        if (final !== undefined) control(parameters ?? "", final);
        else if (all === "\r") {
          column = 0;
          wrapping = false;
        } else if (all === "\n") {
          row++;
          column = 0;
          wrapping = false;
        } else if (all === "\b") {
          column = Math.max(0, column - 1);
          wrapping = false;
        } else if (all >= " ") put(all);
      }
    },
    rows() {
      const rows = grid.map((cells) => cells.join("").trimEnd());
      while (rows.length > 0 && rows.at(-1) === "") rows.pop();
      return rows;
    },
    get row() {
      return row;
    },
    get column() {
      return wrapping ? columns : column;
    },
  };
}
