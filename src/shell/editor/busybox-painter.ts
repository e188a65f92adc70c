import { advance, type Cell, type Position, printed } from "./cells.ts";
import { type Painter, readPrompt } from "./painter.ts";

const CLEAR_BELOW = "\x1b[J";

/** BusyBox's way: from the change on the line is printed anew, or all of it from the prompt on. */
export function createBusyboxPainter(): Painter {
  let columns = 80;
  let above = "";
  let prompt: readonly Cell[] = [];
  let cells: readonly Cell[] = [];
  let at: Position = { row: 0, column: 0 };

  const position = (index: number, of: readonly Cell[] = cells): Position =>
    [...prompt, ...of.slice(0, index)].reduce((p, cell) => advance(p, cell, columns), { row: 0, column: 0 });
  /** Prints cells; a row that is full is left by a line feed of its own. */
  const write = (of: readonly Cell[]): string => {
    let out = "";
    for (const cell of of) {
      const next = advance(at, cell, columns);
      if (cell.shown === "\n") out += "\x1b[K\r\n";
      else {
        if (cell.shown !== "\t" && at.column + cell.width > columns) out += " \r\n";
        out += printed(at, cell, columns) + (next.column === 0 ? "\r\n" : "");
      }
      at = next;
    }
    return out;
  };
  const goBack = (to: Position): string => {
    const [up, left] = [at.row - to.row, at.column - to.column];
    at = to;
    if (up > 0) return `\r\x1b[${up}A${to.column > 0 ? `\x1b[${to.column}C` : ""}`;
    return left > 4 ? `\x1b[${left}D` : "\b".repeat(Math.max(0, left));
  };
  const isBefore = (a: Position, b: Position) => a.row < b.row || (a.row === b.row && a.column < b.column);
  /** To the cursor's place; forward by printing what stands on the way. */
  const goTo = (index: number): string => {
    const to = position(index);
    if (!isBefore(at, to)) return goBack(to);
    const from = cells.findIndex((_, i) => !isBefore(position(i), at));
    return write(cells.slice(from, index));
  };
  const drawAll = (top: string, index: number): string => {
    at = { row: 0, column: 0 };
    return `${top}\r${write(prompt)}${write(cells)}${CLEAR_BELOW}${goTo(index)}`;
  };
  const upFrom = (row: number) => (row > 0 ? `\x1b[${row}A` : "");
  const texts = (of: readonly Cell[]) => of.map((c) => c.text).join("");
  let cursor = 0;

  const painter: Painter = {
    start(text, size) {
      columns = size;
      const read = readPrompt(text);
      above = read.above;
      prompt = read.last.map((cell) => ({ ...cell, text: cell.shown }));
      cells = [];
      cursor = 0;
      at = { row: 0, column: 0 };
      return above + write(prompt);
    },
    paint(next, index) {
      const old = cells;
      const first = firstDifference(old, next);
      const added = next.length - old.length;
      const start = position(first, old);
      const end = position(old.length, old);
      cells = next.slice();
      cursor = index;
      if (first === next.length && added === 0) return goTo(index);
      const here = at.row === start.row && at.column === start.column;
      if (added > 0 && here && texts(old.slice(first)) === texts(next.slice(first + added)))
        return write(next.slice(first)) + goTo(index);
      if (added < 0 && first === next.length && at.row === end.row && at.column === end.column) {
        // At the end each character is taken back by itself.
        let out = "";
        for (let i = old.length - 1; i >= next.length; i--) out += goBack(position(i, old)) + CLEAR_BELOW;
        return out + goTo(index);
      }
      if (added < 0 && !isBefore(at, start) && texts(next.slice(first)) === texts(old.slice(first - added)))
        return goBack(start) + write(next.slice(first)) + CLEAR_BELOW + goTo(index);
      return drawAll(upFrom(at.row), index);
    },
    replace(next, index) {
      cells = next.slice();
      cursor = index;
      return drawAll(upFrom(at.row), index);
    },
    redraw(size, clear) {
      columns = size;
      return drawAll(clear ? `\x1b[H${CLEAR_BELOW}${above}` : upFrom(at.row), cursor);
    },
    fresh: () => drawAll("", cursor),
    // A row that is full has been left already.
    end(next) {
      const out = painter.paint(next, next.length);
      return at.column === 0 && next.length > 0 ? out : `${out}\n`;
    },
    setPrompt(text, next, index) {
      prompt = readPrompt(text).last.map((cell) => ({ ...cell, text: cell.shown }));
      return painter.replace(next, index);
    },
  };
  return painter;
}

function firstDifference(old: readonly Cell[], next: readonly Cell[]): number {
  let i = 0;
  while (i < old.length && i < next.length && old[i]?.text === next[i]?.text) i++;
  return i;
}
