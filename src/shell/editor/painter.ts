import { advance, type Cell, cellsOf, type Position, printed } from "./cells.ts";

/** Keeps a line and its cursor on the screen as they change, with what has to be printed for it. */
export interface Painter {
  /** Draws the prompt and an empty line. */
  start(prompt: string, columns: number): string;
  /** What makes the screen show this. */
  paint(cells: readonly Cell[], cursor: number): string;
  /** The same for a line that is another one altogether: BusyBox draws prompt and line anew. */
  replace(cells: readonly Cell[], cursor: number): string;
  /** Draws all anew, at the top of a cleared screen or after the window's size changed. */
  redraw(columns: number, clear: boolean): string;
  /** Draws all once more where the cursor is: at the left of a fresh row. */
  fresh(): string;
  /** The line has been entered: to where the next row begins below it, but for the line feed. */
  end(cells: readonly Cell[], cursor: number): string;
  /** Shows another prompt, and a line behind it. */
  setPrompt(prompt: string, cells: readonly Cell[], cursor: number): string;
}

export type Style = "readline" | "busybox";

/** A prompt without its marks, the last line of it, and the columns that this takes. */
function measure(prompt: string): { all: string; last: string; width: number } {
  const all = prompt.replace(/[\x01\x02]/g, "");
  const lastLine = prompt.slice(prompt.lastIndexOf("\n") + 1);
  const visible = lastLine.replace(/\x01[^\x02]*\x02/g, "").replace(/\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07/g, "");
  return { all, last: lastLine.replace(/[\x01\x02]/g, ""), width: cellsOf(visible).reduce((n, c) => n + c.width, 0) };
}

export function createPainter(style: Style): Painter {
  let columns = 80;
  let prompt = measure("");
  let cells: readonly Cell[] = [];
  let cursor = 0;
  let at: Position = { row: 0, column: 0 };

  const origin = (): Position => ({ row: Math.floor(prompt.width / columns), column: prompt.width % columns });
  const position = (index: number, of: readonly Cell[] = cells): Position => {
    let p = origin();
    for (let i = 0; i < index; i++) {
      const cell = of[i];
      if (cell) p = advance(p, cell, columns);
    }
    return p;
  };
  const oneRow = (of: readonly Cell[]) => {
    const end = position(of.length, of);
    return end.row === 0 && origin().row === 0 && !of.some((c) => c.shown === "\n" || c.shown === "\t");
  };
  const width = (of: readonly Cell[]) => of.reduce((n, c) => n + c.width, 0);
  const shown = (of: readonly Cell[]) => of.map((c) => c.shown).join("");

  /** Moves on the screen, over several rows. */
  const move = (to: Position): string => {
    let out = "";
    if (to.row < at.row) out += `\x1b[${at.row - to.row}A`;
    if (to.row > at.row) out += `\x1b[${to.row - at.row}B`;
    if (to.column !== at.column) {
      if (to.column === 0) out += "\r";
      else if (to.column < at.column)
        out += at.column - to.column <= 4 ? "\b".repeat(at.column - to.column) : `\x1b[${at.column - to.column}D`;
      else out += `\x1b[${to.column - at.column}C`;
    }
    at = to;
    return out;
  };
  /** Prints cells from where the cursor stands, and makes the wrap at a row's end happen. */
  const write = (of: readonly Cell[]): string => {
    let out = "";
    // The terminal wraps only at the next character.
    let wraps = false;
    for (const cell of of) {
      const next = advance(at, cell, columns);
      if (cell.shown === "\n") out += `${wraps ? " \r" : ""}\x1b[K\n`;
      else out += (cell.shown !== "\t" && at.column + cell.width > columns ? " " : "") + printed(at, cell, columns);
      wraps = cell.shown !== "\n" && next.column === 0;
      at = next;
    }
    return wraps ? `${out} \r` : out;
  };
  const firstDifference = (next: readonly Cell[]) => {
    let i = 0;
    while (i < cells.length && i < next.length && cells[i]?.text === next[i]?.text) i++;
    return i;
  };

  /** On several rows: from the first difference on all is drawn anew. */
  const paintRows = (next: readonly Cell[], index: number): string => {
    const first = firstDifference(next);
    let out = "";
    if (first < next.length || first < cells.length) {
      const oldEnd = position(cells.length);
      out += move(position(first));
      cells = next.slice();
      out += write(next.slice(first));
      if (oldEnd.row > at.row || (oldEnd.row === at.row && oldEnd.column > at.column))
        out += oldEnd.row > at.row ? "\x1b[J" : "\x1b[K";
    }
    cells = next.slice();
    return out + move(position(index));
  };

  /** Moves on one row as readline does: back by backspaces, or from the left edge; forward by printing. */
  const moveReadline = (to: number): string => {
    let out = "";
    if (at.column !== to && (to === 0 || to + 1 < at.column - to)) {
      out += "\r";
      at = { row: 0, column: 0 };
    }
    if (at.column > to) out += "\b".repeat(at.column - to);
    else if (at.column < to) {
      if (at.column < prompt.width) out += at.column === 0 ? prompt.last : "";
      out += shown(cellsBetween(Math.max(at.column, prompt.width), to));
    }
    at = { row: 0, column: to };
    return out;
  };
  const cellsBetween = (from: number, to: number): Cell[] => {
    const out: Cell[] = [];
    let column = prompt.width;
    for (const cell of cells) {
      if (column >= to) break;
      if (column >= from) out.push(cell);
      column += cell.width;
    }
    return out;
  };

  /** readline's way to turn one row into another: insert, delete or print over, whichever is cheaper. */
  const paintReadline = (next: readonly Cell[], index: number): string => {
    const old = cells;
    const first = firstDifference(next);
    let out = "";
    if (first < next.length || first < old.length) {
      // The common end, the cell at the first difference not looked at: an end that short is printed anew.
      let oldEnd = old.length - 1;
      let newEnd = next.length - 1;
      let onlyBlanks = true;
      while (oldEnd > first && newEnd > first && old[oldEnd]?.text === next[newEnd]?.text) {
        if (old[oldEnd]?.text !== " ") onlyBlanks = false;
        oldEnd--;
        newEnd--;
      }
      if (onlyBlanks) {
        oldEnd = old.length;
        newEnd = next.length;
      } else if (old[oldEnd]?.text !== next[newEnd]?.text) {
        oldEnd++;
        newEnd++;
      }
      const start = prompt.width + width(old.slice(0, first));
      const gone = width(old.slice(first, oldEnd));
      const fresh = next.slice(first, newEnd);
      const grows = width(fresh) - gone;
      if (first === next.length && grows === -1 && at.column === start + 1) {
        out += "\b \b";
        at = { row: 0, column: start };
      } else {
        out += moveReadline(start);
        if ([...old.slice(first, oldEnd), ...fresh].some((c) => c.width !== 1)) {
          // Half a wide character can be neither inserted nor deleted: the rest is printed anew.
          out += shown(next.slice(first)) + (grows < 0 ? "\x1b[K" : "");
          at = { row: 0, column: prompt.width + width(next) };
          cells = next.slice();
          return out + moveReadline(prompt.width + width(next.slice(0, index)));
        }
        if (grows > 0) {
          if (oldEnd < old.length) out += `\x1b[${grows}@`;
          out += shown(fresh);
        } else if (2 * width(fresh) >= -grows || oldEnd < old.length) {
          if (grows < 0) out += oldEnd === old.length && fresh.length === 0 ? "\x1b[K" : `\x1b[${-grows}P`;
          out += shown(fresh);
        } else out += `${shown(fresh)}\x1b[K`;
        at = { row: 0, column: start + width(fresh) };
      }
    }
    cells = next.slice();
    return out + moveReadline(prompt.width + width(next.slice(0, index)));
  };

  /** BusyBox's way: the rest of the line is printed anew, or all of it from the left edge. */
  const paintBusybox = (next: readonly Cell[], index: number): string => {
    const old = cells;
    const first = firstDifference(next);
    const end = prompt.width + width(next);
    const target = prompt.width + width(next.slice(0, index));
    let out = "";
    if (first < next.length || first < old.length) {
      const start = prompt.width + width(old.slice(0, first));
      const inserted = next.length - old.length;
      const rest = shown(next.slice(first));
      if (inserted > 0 && at.column === start && shown(old.slice(first)) === shown(next.slice(first + inserted)))
        out += rest;
      else if (inserted < 0 && first === next.length && at.column === prompt.width + width(old)) {
        // At the end each character is taken back by itself.
        out += "\b\x1b[J".repeat(at.column - start);
      } else if (inserted < 0 && shown(next.slice(first)) === shown(old.slice(first - inserted)))
        out += `${back(at.column - start)}${rest}\x1b[J`;
      else out += `\r${prompt.last}${shown(next)}\x1b[J`;
      at = { row: 0, column: end };
    }
    cells = next.slice();
    if (at.column > target) out += back(at.column - target);
    else if (at.column < target) out += shown(cellsBetween(at.column, target));
    at = { row: 0, column: target };
    return out;
  };
  const back = (n: number) => (n > 4 ? `\x1b[${n}D` : "\b".repeat(Math.max(0, n)));

  const painter: Painter = {
    start(text, size) {
      columns = size;
      prompt = measure(text);
      cells = [];
      cursor = 0;
      at = origin();
      return prompt.all + (at.column === 0 && prompt.width > 0 ? " \r" : "");
    },
    paint(next, index) {
      cursor = index;
      if (!oneRow(next) || !oneRow(cells)) return paintRows(next, index);
      return style === "readline" ? paintReadline(next, index) : paintBusybox(next, index);
    },
    replace(next, index) {
      if (style === "readline" || !oneRow(next) || !oneRow(cells)) return painter.paint(next, index);
      const changed = next.slice();
      cells = changed;
      cursor = changed.length;
      at = { row: 0, column: prompt.width + width(changed) };
      return `\r${prompt.last}${shown(changed)}\x1b[J${paintBusybox(changed, index)}`;
    },
    redraw(size, clear) {
      columns = size;
      const here = position(cursor);
      let out = clear ? "\x1b[H\x1b[2J" : `${here.row > 0 ? `\x1b[${here.row}A` : ""}\r\x1b[J`;
      out += clear ? prompt.all : prompt.last;
      at = origin();
      out += write(cells);
      return out + move(position(cursor));
    },
    fresh() {
      at = origin();
      return prompt.last + write(cells) + move(position(cursor));
    },
    end(next, index) {
      // readline goes down to the last row and stays where it is on it; BusyBox goes to the line's end.
      if (style === "busybox") return painter.paint(next, next.length);
      const out = painter.paint(next, index);
      const down = position(next.length).row - at.row;
      return down > 0 ? `${out}${"\n".repeat(down)}\r` : out;
    },
    setPrompt(text, next, index) {
      cells = next.slice();
      cursor = index;
      let out = `${at.row > 0 ? `\x1b[${at.row}A` : ""}\r\x1b[J`;
      prompt = measure(text);
      out += prompt.last;
      at = origin();
      out += write(cells);
      return out + move(position(cursor));
    },
  };
  return painter;
}
