import { stringWidth } from "../../std/width.ts";
import type { Nano } from "./nano.ts";
import { at, CLEAR_LINE, clip, columnOf, PLAIN, REVERSE } from "./screen.ts";

const HELP: readonly (readonly (readonly [string, string])[])[] = [
  [
    ["^G", "Help"],
    ["^O", "Write Out"],
    ["^F", "Where Is"],
    ["^K", "Cut"],
    ["^T", "Execute"],
    ["^C", "Location"],
  ],
  [
    ["^X", "Exit"],
    ["^R", "Read File"],
    ["^\\", "Replace"],
    ["^U", "Paste"],
    ["^J", "Justify"],
    ["^/", "Go To Line"],
  ],
];

/** The title, the text, the message and the two help lines. */
export async function drawNano(n: Nano): Promise<void> {
  const { columns, rows } = n.screen.size;
  const height = Math.max(1, rows - 4);
  if (n.cursor.line < n.top) n.top = n.cursor.line;
  if (n.cursor.line >= n.top + height) n.top = n.cursor.line - height + 1;
  const line = n.buffer.lines[n.cursor.line] ?? "";
  const column = columnOf(line, n.cursor.column);
  n.left = column < columns - 1 ? 0 : column - (column % (columns - 8));
  let out = `\x1b[?25l${at(1, 1)}${REVERSE}${title(n, columns)}${PLAIN}`;
  for (let row = 0; row < height; row++) {
    const text = n.buffer.lines[n.top + row];
    const from = n.top + row === n.cursor.line ? n.left : 0;
    out += at(row + 2, 1) + (text === undefined ? "" : clipped(text, from, columns)) + CLEAR_LINE;
  }
  out += at(rows - 2, 1) + centred(n.message, columns) + CLEAR_LINE + helpLines(rows, columns, HELP);
  await n.screen.write(`${out}${at(n.cursor.line - n.top + 2, column - n.left + 1)}\x1b[?25h`);
}

/** `>` at the edge where the line goes on, `<` where it began before. */
function clipped(text: string, from: number, width: number): string {
  const total = columnOf(text, [...text].length);
  const front = from > 0 ? `${REVERSE}<${PLAIN}` : "";
  const start = from > 0 ? from + 1 : 0;
  if (total - from <= width) return front + clip(text, start, width);
  return `${front}${clip(text, start, width - 1 - (from > 0 ? 1 : 0))}${REVERSE}>${PLAIN}`;
}

function title(n: Nano, columns: number): string {
  const left = "  GNU nano 8.4";
  const name = n.path === "" ? "New Buffer" : n.path;
  const right = n.buffer.modified ? "Modified  " : "";
  const start = Math.max(left.length + 2, Math.floor((columns - stringWidth(name)) / 2));
  const middle = `${left.padEnd(start)}${name}`;
  const room = columns - right.length;
  return `${clip(middle, 0, room)}${" ".repeat(Math.max(0, room - stringWidth(clip(middle, 0, room))))}${right}`;
}

function centred(message: string, columns: number): string {
  if (message === "") return "";
  const text = `[ ${message} ]`;
  return `${" ".repeat(Math.max(0, Math.floor((columns - stringWidth(text)) / 2)))}${REVERSE}${clip(text, 0, columns)}${PLAIN}`;
}

function helpLines(rows: number, columns: number, lines: readonly (readonly (readonly [string, string])[])[]): string {
  const width = Math.max(12, Math.floor(columns / 6));
  return lines
    .map((items, i) => {
      const shown = items.slice(0, Math.max(1, Math.floor(columns / width)));
      const text = shown
        .map(
          ([key, label]) =>
            `${REVERSE}${key}${PLAIN} ${clip(label, 0, width - key.length - 1).padEnd(width - key.length - 1)}`,
        )
        .join("");
      return at(rows - 1 + i, 1) + text + CLEAR_LINE;
    })
    .join("");
}

/** A question at the bottom, with what can be answered below it. */
export async function promptLine(
  n: Nano,
  label: string,
  answers: readonly (readonly [string, string])[],
  text = "",
): Promise<void> {
  const { columns, rows } = n.screen.size;
  const shown = clip(label + text, Math.max(0, stringWidth(label + text) - columns + 1), columns);
  const width = stringWidth(shown);
  const bar = `${at(rows - 2, 1)}${REVERSE}${shown}${" ".repeat(Math.max(0, columns - width))}${PLAIN}`;
  const half = Math.ceil(answers.length / 2);
  const help = helpLines(rows, columns, [answers.slice(0, half), answers.slice(half)]);
  await n.screen.write(`${bar}${help}${at(rows - 2, width + 1)}`);
}

/** A line typed at the bottom; undefined when it was given up. */
export async function ask(n: Nano, label: string, initial: string): Promise<string | undefined> {
  let text = initial;
  for (;;) {
    await promptLine(n, label, [["^C", "Cancel"]], text);
    const key = await n.screen.key();
    if (key === "Enter" || key === "^M") return text;
    if (key === undefined || key === "^C" || key === "Escape") {
      n.message = "Cancelled";
      return undefined;
    }
    if (key === "Backspace" || key === "^H") text = [...text].slice(0, -1).join("");
    else if (key === "^U" || key === "^K") text = "";
    else if ([...key].length === 1) text += key;
  }
}
