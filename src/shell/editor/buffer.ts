import { type Cell, cellsOf, textOf } from "./cells.ts";

/** A line being edited. */
export interface Buffer {
  cells: Cell[];
  cursor: number;
  /** What was killed last: what C-y puts back. */
  killed: string;
  /** The last command killed too: the next adds to it. */
  killing: boolean;
  readonly undo: { readonly text: string; readonly cursor: number }[];
  /** How much was typed since something else was done. */
  typed: number;
}

export function createBuffer(killed: string): Buffer {
  return { cells: [], cursor: 0, killed, killing: false, undo: [], typed: 0 };
}

export function insert(b: Buffer, text: string): void {
  const added = cellsOf(text);
  const mark = added[0];
  const before = b.cells[b.cursor - 1];
  if (mark && mark.width === 0 && before && mark.shown !== "\n") {
    // A mark joins the character before it.
    b.cells[b.cursor - 1] = { ...before, text: before.text + mark.text, shown: before.shown + mark.shown };
    added.shift();
  }
  if (added.length > 10_000) b.cells = [...b.cells.slice(0, b.cursor), ...added, ...b.cells.slice(b.cursor)];
  else b.cells.splice(b.cursor, 0, ...added);
  b.cursor += added.length;
}

/** Inserts what was typed; twenty characters typed one by one are undone together. */
export function insertTyped(b: Buffer, text: string): void {
  const { length } = [...text];
  const joins = length === 1 && b.typed > 0 && b.typed < 20;
  if (!joins) {
    b.undo.push({ text: textOf(b.cells), cursor: b.cursor });
    b.typed = 0;
  }
  b.typed += length;
  b.killing = false;
  insert(b, text);
}

export function setText(b: Buffer, text: string, cursor?: number): void {
  b.cells = cellsOf(text);
  b.cursor = cursor ?? b.cells.length;
}

/** Removes what lies between two places; `kill` keeps it, joined to what was killed just before. */
function cut(b: Buffer, from: number, to: number, kill?: "forward" | "backward"): void {
  const text = textOf(b.cells.splice(from, to - from));
  b.cursor = from;
  if (!kill || text === "") return;
  b.killed = !b.killing ? text : kill === "forward" ? b.killed + text : text + b.killed;
  b.killing = true;
}

const isWord = (c: Cell | undefined) => c !== undefined && /[\p{L}\p{N}]/u.test(c.text);
const isBlank = (c: Cell | undefined) => c === undefined || /\s/.test(c.text);

function wordLeft(b: Buffer, inside: (c: Cell | undefined) => boolean): number {
  let i = b.cursor;
  while (i > 0 && !inside(b.cells[i - 1])) i--;
  while (i > 0 && inside(b.cells[i - 1])) i--;
  return i;
}

function wordRight(b: Buffer): number {
  let i = b.cursor;
  while (i < b.cells.length && !isWord(b.cells[i])) i++;
  while (i < b.cells.length && isWord(b.cells[i])) i++;
  return i;
}

function changeCase(b: Buffer, turn: (text: string, first: boolean) => string): void {
  const end = wordRight(b);
  if (end > b.cursor) b.undo.push({ text: textOf(b.cells), cursor: b.cursor });
  let first = true;
  for (let i = b.cursor; i < end; i++) {
    const cell = b.cells[i];
    if (!cell || !isWord(cell)) continue;
    const changed = cellsOf(turn(cell.text, first))[0];
    if (changed) b.cells[i] = changed;
    first = false;
  }
  b.cursor = end;
}

/**
 * Carries out an editing key. "done": it changed or moved something; "bell": it could not; undefined: no editing key.
 */
export function edit(b: Buffer, key: string): "done" | "bell" | undefined {
  const { cells, cursor } = b;
  const end = cells.length;
  const kills = key === "C-k" || key === "C-u" || key === "C-w" || key === "M-d" || key === "M-backspace";
  const before = { text: textOf(cells), cursor };
  const moved = (to: number): "done" | "bell" => {
    if (to === b.cursor) return "bell";
    b.cursor = to;
    return "done";
  };
  const removed = (from: number, to: number, kill?: "forward" | "backward"): "done" | "bell" => {
    if (from === to) return key === "C-k" || key.startsWith("M-") ? "done" : "bell";
    b.undo.push(before);
    cut(b, from, to, kill);
    return "done";
  };
  if (!kills) b.killing = false;
  b.typed = 0;
  switch (key) {
    case "C-a":
    case "home":
      b.cursor = 0;
      return "done";
    case "C-e":
    case "end":
      b.cursor = end;
      return "done";
    case "C-b":
    case "left":
      return moved(Math.max(0, cursor - 1));
    case "C-f":
    case "right":
      return moved(Math.min(end, cursor + 1));
    case "M-b":
      b.cursor = wordLeft(b, isWord);
      return "done";
    case "M-f":
      b.cursor = wordRight(b);
      return "done";
    case "C-h":
      return removed(Math.max(0, cursor - 1), cursor);
    case "C-d":
    case "delete":
      return removed(cursor, Math.min(end, cursor + 1));
    case "C-k":
      return removed(cursor, end, "forward");
    case "C-u":
      return removed(0, cursor, "backward");
    case "C-w":
      return removed(
        wordLeft(b, (c) => !isBlank(c)),
        cursor,
        "backward",
      );
    case "M-backspace":
      return removed(wordLeft(b, isWord), cursor, "backward");
    case "M-d":
      return removed(cursor, wordRight(b), "forward");
    case "C-y":
      if (b.killed === "") return "bell";
      b.undo.push(before);
      insert(b, b.killed);
      return "done";
    case "C-t": {
      const at = cursor === end ? cursor - 1 : cursor;
      const [left, right] = [cells[at - 1], cells[at]];
      if (!left || !right) return "bell";
      b.undo.push(before);
      cells[at - 1] = right;
      cells[at] = left;
      b.cursor = at + 1;
      return "done";
    }
    case "M-u":
      changeCase(b, (t) => t.toUpperCase());
      return "done";
    case "M-l":
      changeCase(b, (t) => t.toLowerCase());
      return "done";
    case "M-c":
      changeCase(b, (t, first) => (first ? t.toUpperCase() : t.toLowerCase()));
      return "done";
    case "C-_":
    case "C-\x7f": {
      const old = b.undo.pop();
      if (!old) return "bell";
      const gone = b.cells;
      setText(b, old.text);
      b.cursor -= commonEnd(gone, b.cells);
      return "done";
    }
    default:
      return undefined;
  }
}

/** How many cells two lines have in common at their ends, beside those at their beginnings: an undo leaves the cursor before. */
function commonEnd(a: readonly Cell[], b: readonly Cell[]): number {
  const least = Math.min(a.length, b.length);
  let start = 0;
  while (start < least && a[start]?.text === b[start]?.text) start++;
  let end = 0;
  while (end < least - start && a[a.length - 1 - end]?.text === b[b.length - 1 - end]?.text) end++;
  return end;
}
