import type { Cell } from "./cells.ts";
import { type Painter, type Prompt, type PromptCell, readPrompt, type Span } from "./painter.ts";

/** What stands in a row of the screen; `marked`: in inverse video. */
interface Glyph extends PromptCell {
  readonly marked?: boolean;
}

type Row = readonly Glyph[];

const CLEAR_TO_END = "\x1b[K";

const widthOf = (glyphs: Row) => glyphs.reduce((n, g) => n + g.width, 0);
const same = (a: Glyph | undefined, b: Glyph | undefined) => a?.shown === b?.shown && !a?.marked === !b?.marked;

function show(glyphs: Row): string {
  let out = "";
  let on = false;
  for (const { shown, marked = false } of glyphs) {
    if (marked !== on) out += marked ? "\x1b[7m" : "\x1b[27m";
    on = marked;
    out += shown;
  }
  return on ? `${out}\x1b[27m` : out;
}

/**
 * readline's way: prompt and line are rows of the screen, each of which is turned into the new one by inserting, deleting
 * or printing over, whichever is cheaper. A row that is full makes the terminal wrap with the next row's first character.
 */
export function createReadlinePainter(): Painter {
  let columns = 80;
  let prompt: Prompt = readPrompt("");
  let line: readonly Cell[] = [];
  let cursor = 0;
  let screen: Row[] = [];
  let row = 0;
  /** `columns` while the terminal has yet to wrap. */
  let column = 0;

  /** The rows of prompt and line, and where the cursor belongs. */
  const layout = (marked: Span = [0, 0]) => {
    const rows: Glyph[][] = [];
    let last: Glyph[] = [];
    let used = 0;
    const next = () => {
      last = [];
      rows.push(last);
      used = 0;
    };
    const put = (shown: string, width: number, standsOut = false) => {
      if (used + width > columns) {
        if (used < columns) last.push({ shown: " ", width: 1 });
        next();
      }
      last.push({ shown, width, marked: standsOut });
      used += width;
    };
    const here = () => (used === columns ? [rows.length, 0] : [rows.length - 1, used]) as [number, number];
    next();
    for (const { shown, width } of prompt.last) put(shown, width);
    let place = here();
    for (const [i, { shown, width }] of line.entries()) {
      if (i === cursor) place = here();
      const standsOut = i >= marked[0] && i < marked[1];
      if (shown === "\n") {
        if (used === columns) next();
        next();
      } else if (shown === "\t") {
        if (used === columns) next();
        const blanks = Math.min(8 - (used % 8), columns - used);
        put(" ".repeat(blanks), blanks, standsOut);
      } else put(shown, width, standsOut);
    }
    if (cursor === line.length) place = here();
    if (used === columns) next();
    return { rows, place };
  };

  const goToRow = (to: number): string => {
    const down = to - row;
    row = to;
    if (down <= 0) return "\x1b[A".repeat(-down);
    column = 0;
    return `${"\n".repeat(down)}\r`;
  };
  /** Along the row: back by backspaces or from the left edge, forward by printing what stands there. */
  const goToColumn = (to: number, glyphs: Row): string => {
    let out = "";
    const [places, at] = [starts(glyphs), column];
    const unclear = to > at && (!places.includes(at) || (row === 0 && prompt.hidden && at < widthOf(prompt.last)));
    if (at !== to && (to === 0 || to + 1 < at - to || at === columns || unclear)) {
      out = "\r";
      column = 0;
    }
    if (column > to) out += "\b".repeat(column - to);
    else out += show(glyphs.filter((_, i) => (places[i] ?? 0) >= column && (places[i] ?? 0) < to));
    column = to;
    return out;
  };

  const update = (i: number, next: Row, overflows: boolean): string => {
    let old = screen[i] ?? [];
    let out = "";
    if (column === columns && row === i - 1) {
      const first = next[0];
      out = first ? show([first]) : " ";
      row = i;
      column = first?.width ?? 1;
      if (first && old[0]) {
        if (first.width !== old[0].width) {
          column = widthOf(next);
          return out + show(next.slice(1)) + (column < columns ? CLEAR_TO_END : "");
        }
        old = [first, ...old.slice(1)];
      }
    }
    let start = 0;
    while (start < old.length && start < next.length && same(old[start], next[start])) start++;
    if (start === old.length && start === next.length) return out;
    // The common end, the glyph at the first difference not looked at: an end that short is printed anew.
    let oldEnd = old.length - 1;
    let newEnd = next.length - 1;
    let onlyBlanks = true;
    while (oldEnd > start && newEnd > start && same(old[oldEnd], next[newEnd])) {
      if (old[oldEnd]?.shown !== " ") onlyBlanks = false;
      oldEnd--;
      newEnd--;
    }
    if (onlyBlanks) {
      oldEnd = old.length;
      newEnd = next.length;
    } else if (!same(old[oldEnd], next[newEnd])) {
      oldEnd++;
      newEnd++;
    }
    out += goToRow(i) + goToColumn(widthOf(next.slice(0, start)), next);
    const gone = old.slice(start, oldEnd);
    const fresh = next.slice(start, newEnd);
    const grows = widthOf(fresh) - widthOf(gone);
    const ends = oldEnd === old.length;
    if (old.concat(next).some((g) => g.width !== 1)) {
      // Half a wide character can be neither inserted nor deleted: the rest is printed anew.
      column = widthOf(next);
      return out + show(next.slice(start)) + (column < columns ? CLEAR_TO_END : "");
    }
    const rest = next.slice(start);
    // Nothing is inserted before the whole prompt, nor where the last row overflows: the terminal has to wrap by itself.
    const whole = grows > 0 && !ends && ((start === 0 && i === 0) || (overflows && i === screen.length - 1));
    // Nor is much deleted before little.
    const costly = grows < 0 && 2 * rest.length < -grows;
    column += widthOf(whole || costly ? rest : fresh);
    if (whole) return out + show(rest);
    if (costly) return out + show(rest) + CLEAR_TO_END;
    if (grows > 0) return `${out}${ends ? "" : `\x1b[${grows}@`}${show(fresh)}`;
    return `${out}${grows < 0 ? `\x1b[${-grows}P` : ""}${show(fresh)}`;
  };

  const draw = (marked?: Span): string => {
    const { rows, place } = layout(marked);
    let out = "";
    for (const [i, next] of rows.entries()) out += update(i, next, rows.length > screen.length);
    for (let i = rows.length; i < screen.length; i++) out += goToRow(i) + goToColumn(0, []) + CLEAR_TO_END;
    screen = rows;
    return out + goToRow(place[0]) + goToColumn(place[1], rows[place[0]] ?? []);
  };
  const anew = () => {
    screen = [];
    row = 0;
    column = 0;
    return draw();
  };
  const take = (cells: readonly Cell[], index: number) => {
    line = cells.slice();
    cursor = index;
  };

  /** A last character that was rubbed out is printed over; in the first column of a row readline loses the first row. */
  const rubOut = (cells: readonly Cell[], index: number): string => {
    const glyph = screen[row]?.at(-1);
    const atEnd = cursor === line.length && index === cells.length && cells.length === line.length - 1;
    if (!atEnd || column === 0 || glyph?.width !== 1 || line.at(-1)?.width !== 1) return "";
    column--;
    if (column === 0 && row > 0) screen[0] = [];
    else screen[row] = screen[row]?.slice(0, -1) ?? [];
    return "\b \b";
  };

  const painter: Painter = {
    start(text, size) {
      columns = size;
      prompt = readPrompt(text);
      take([], 0);
      return prompt.above + anew();
    },
    paint(cells, index, rubbed = false) {
      const out = rubbed ? rubOut(cells, index) : "";
      take(cells, index);
      return out + draw();
    },
    replace: (cells, index) => painter.paint(cells, index),
    redraw(size, clear) {
      const bottom = screen.length - 1;
      columns = size;
      if (clear) return `\x1b[H\x1b[2J${prompt.above}${anew()}`;
      const down = bottom > row ? `\r${"\n".repeat(bottom - row)}` : "";
      return `${down}\r${CLEAR_TO_END}\r${`\x1b[A${CLEAR_TO_END}\r`.repeat(bottom)}${anew()}`;
    },
    fresh: anew,
    // Down to the last row, where it stays; a row that is full gives up its wrap instead of leaving an empty one below it.
    end(cells, index) {
      const out = painter.paint(cells, index);
      const bottom = screen.length - 1;
      const full = screen[bottom - 1] ?? [];
      if (row < bottom || column > 0 || bottom === 0 || screen[bottom]?.length !== 0)
        return `${out}${goToRow(bottom)}\n`;
      return `${out}${goToRow(bottom - 1)}${goToColumn(columns - 1, full)}${CLEAR_TO_END}${show(full.slice(-1))}\n`;
    },
    setPrompt(text, cells, index, marked) {
      prompt = readPrompt(text);
      take(cells, index);
      return draw(marked);
    },
  };
  return painter;
}

/** The columns at which a row's glyphs begin, and the one behind them. */
function starts(glyphs: Row): number[] {
  const places = [0];
  for (const { width } of glyphs) places.push((places.at(-1) ?? 0) + width);
  return places;
}
