import { BadRegex, compileRegex, type Regex } from "../lib/regex.ts";
import type { Spot } from "./text-buffer.ts";
import type { Vi } from "./vi.ts";

/** Where a motion leads, and what an operator takes with it. */
export interface Motion {
  readonly to: Spot;
  /** Whole lines, up to and with the character there, or up to it. */
  readonly takes: "lines" | "with" | "upTo";
}

/** A motion by its keys (`w`, `fx`, `gg`); undefined when they are none, "more" when they are not whole. */
export function motionOf(v: Vi, keys: string, count: number | undefined): Motion | "more" | undefined {
  const { buffer, cursor } = v;
  const n = count ?? 1;
  const lineLength = buffer.length(cursor.line);
  const lines = (line: number): Motion => ({
    to: { line: Math.min(Math.max(0, line), buffer.lines.length - 1), column: v.wanted },
    takes: "lines",
  });
  switch (keys) {
    case "h":
    case "Left":
    case "Backspace":
      return { to: { ...cursor, column: Math.max(0, cursor.column - n) }, takes: "upTo" };
    case "l":
    case "Right":
    case " ":
      return { to: { ...cursor, column: Math.min(lineLength, cursor.column + n) }, takes: "upTo" };
    case "j":
    case "Down":
    case "^N":
      return lines(cursor.line + n);
    case "k":
    case "Up":
    case "^P":
      return lines(cursor.line - n);
    case "Enter":
    case "+":
      return first(v, lines(cursor.line + n));
    case "-":
      return first(v, lines(cursor.line - n));
    case "0":
    case "Home":
      return { to: { ...cursor, column: 0 }, takes: "upTo" };
    case "^":
    case "_":
      return { to: { ...cursor, column: indent(v, cursor.line) }, takes: "upTo" };
    case "$":
    case "End": {
      const line = Math.min(cursor.line + n - 1, buffer.lines.length - 1);
      return { to: { line, column: Math.max(0, buffer.length(line) - 1) }, takes: "with" };
    }
    case "w":
    case "W":
    case "b":
    case "B":
    case "e":
    case "E":
      return word(v, keys, n);
    case "G":
      return first(v, lines(count === undefined ? buffer.lines.length - 1 : count - 1));
    case "g":
      return "more";
    case "gg":
      return first(v, lines((count ?? 1) - 1));
    case "H":
      return first(v, lines(v.top));
    case "L":
      return first(v, lines(v.top + v.screen.size.rows - 2));
    case "M":
      return first(v, lines(v.top + Math.floor((v.screen.size.rows - 1) / 2)));
    case "{":
    case "}":
      return paragraph(v, keys === "}" ? 1 : -1, n);
    case "%":
      return bracket(v);
    case "n":
    case "N": {
      const to = searchFrom(v, v.cursor, v.backwards !== (keys === "N"));
      return to ? { to, takes: "upTo" } : undefined;
    }
    case "f":
    case "F":
    case "t":
    case "T":
      return "more";
    default:
      return /^[fFtT]/.test(keys) && [...keys].length === 2 ? toCharacter(v, keys, n) : undefined;
  }
}

function first(v: Vi, m: Motion): Motion {
  return { ...m, to: { ...m.to, column: indent(v, m.to.line) } };
}

export function indent(v: Vi, line: number): number {
  return /^\s*/.exec(v.buffer.lines[line] ?? "")?.[0].length ?? 0;
}

function toCharacter(v: Vi, keys: string, n: number): Motion | undefined {
  const [kind = "", target = ""] = [...keys];
  const row = [...(v.buffer.lines[v.cursor.line] ?? "")];
  const step = kind === "f" || kind === "t" ? 1 : -1;
  let at = v.cursor.column;
  for (let left = n; left > 0; left--) {
    do at += step;
    while (at >= 0 && at < row.length && row[at] !== target);
    if (at < 0 || at >= row.length) return undefined;
  }
  const column = kind === "t" ? at - 1 : kind === "T" ? at + 1 : at;
  return { to: { ...v.cursor, column }, takes: step > 0 ? "with" : "upTo" };
}

/** Words are runs of letters or of other signs; with a capital letter anything but blanks. */
function word(v: Vi, key: string, n: number): Motion {
  const big = key === key.toUpperCase();
  const kind = (ch: string | undefined) =>
    ch === undefined || /\s/.test(ch) ? 0 : big || /[\p{L}\p{N}_]/u.test(ch) ? 1 : 2;
  let { line, column } = v.cursor;
  const row = () => [...(v.buffer.lines[line] ?? "")];
  const lastLine = v.buffer.lines.length - 1;
  for (let left = n; left > 0; left--) {
    if (key === "w" || key === "W") {
      const start = kind(row()[column]);
      while (column < row().length && kind(row()[column]) === start && start !== 0) column++;
      for (;;) {
        while (column < row().length && kind(row()[column]) === 0) column++;
        if (column < row().length || line >= lastLine) break;
        line++;
        column = 0;
        if (row().length === 0) break;
      }
    } else if (key === "e" || key === "E") {
      column++;
      for (;;) {
        while (column < row().length && kind(row()[column]) === 0) column++;
        if (column < row().length || line >= lastLine) break;
        line++;
        column = 0;
      }
      while (column + 1 < row().length && kind(row()[column + 1]) === kind(row()[column])) column++;
    } else {
      column--;
      for (;;) {
        while (column >= 0 && kind(row()[column]) === 0) column--;
        if (column >= 0 || line === 0) break;
        line--;
        column = row().length - 1;
      }
      while (column > 0 && kind(row()[column - 1]) === kind(row()[column])) column--;
      column = Math.max(0, column);
    }
  }
  return { to: { line, column }, takes: key.toLowerCase() === "e" ? "with" : "upTo" };
}

function paragraph(v: Vi, step: 1 | -1, n: number): Motion {
  const { lines } = v.buffer;
  let line = v.cursor.line;
  for (let left = n; left > 0; left--) {
    while (lines[line] === "" && line + step >= 0 && line + step < lines.length) line += step;
    while (lines[line] !== "" && line + step >= 0 && line + step < lines.length) line += step;
  }
  return { to: { line, column: lines[line] === "" ? 0 : step > 0 ? v.buffer.length(line) : 0 }, takes: "upTo" };
}

const PAIRS = "()[]{}";

function bracket(v: Vi): Motion | undefined {
  const row = [...(v.buffer.lines[v.cursor.line] ?? "")];
  let column = v.cursor.column;
  while (column < row.length && !PAIRS.includes(row[column] ?? " ")) column++;
  const open = row[column];
  if (open === undefined) return undefined;
  const at = PAIRS.indexOf(open);
  const step = at % 2 === 0 ? 1 : -1;
  const close = PAIRS[at + step];
  let depth = 0;
  for (let line = v.cursor.line; line >= 0 && line < v.buffer.lines.length; line += step) {
    const chars = [...(v.buffer.lines[line] ?? "")];
    const from = line === v.cursor.line ? column : step > 0 ? 0 : chars.length - 1;
    for (let i = from; i >= 0 && i < chars.length; i += step) {
      if (chars[i] === open) depth++;
      else if (chars[i] === close && --depth === 0) return { to: { line, column: i }, takes: "with" };
    }
  }
  return undefined;
}

/** vi's expressions: basic ones, with `\v`'s rest left out. Undefined when it is none. */
export function viRegex(pattern: string, ignoreCase = false): Regex | undefined {
  try {
    return compileRegex(pattern, { escapes: true, ignoreCase });
  } catch (e) {
    if (!(e instanceof BadRegex)) throw e;
    return undefined;
  }
}

/** The next place that matches, round the end if need be. */
export function searchFrom(v: Vi, from: Spot, backwards: boolean): Spot | undefined {
  const regex = viRegex(v.search);
  if (!regex || v.search === "") {
    v.message = v.search === "" ? "E35: No previous regular expression" : `E486: Pattern not found: ${v.search}`;
    return undefined;
  }
  const { lines } = v.buffer;
  for (let i = 0; i <= lines.length; i++) {
    const line = (from.line + (backwards ? -i : i) + lines.length * 2) % lines.length;
    const columns = matchColumns(regex, lines[line] ?? "");
    const fits = columns.filter((c) => i !== 0 || (backwards ? c < from.column : c > from.column));
    const column = backwards ? fits.at(-1) : fits[0];
    if (column === undefined) continue;
    if (i > 0 && (backwards ? line > from.line : line < from.line))
      v.message = backwards ? "search hit TOP, continuing at BOTTOM" : "search hit BOTTOM, continuing at TOP";
    return { line, column };
  }
  v.message = `E486: Pattern not found: ${v.search}`;
  return undefined;
}

function matchColumns(regex: Regex, text: string): number[] {
  const found: number[] = [];
  for (let m = regex.exec(text); m; m = m.end < text.length ? regex.exec(text, Math.max(m.end, m.index + 1)) : null)
    found.push([...text.slice(0, m.index)].length);
  return found;
}
