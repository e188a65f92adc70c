import { at, CLEAR_LINE, clip, columnOf } from "./screen.ts";
import type { Vi } from "./vi.ts";

/** The text, `~` below its end, and the last line: a message or the mode, with the cursor's place at the right. */
export async function drawVi(v: Vi): Promise<void> {
  const { columns, rows } = v.screen.size;
  const height = rows - 1;
  scroll(v, height, columns);
  let out = "\x1b[?25l";
  let row = 0;
  let line = v.top;
  let place = { row: 1, column: 1 };
  const gutter = v.numbers ? Math.max(4, String(v.buffer.lines.length).length + 1) : 0;
  const width = columns - gutter;
  while (row < height) {
    const text = v.buffer.lines[line];
    if (text === undefined) {
      out += `${at(++row, 1)}~${CLEAR_LINE}`;
      continue;
    }
    const total = Math.max(1, columnOf(text, [...text].length));
    const needed = Math.ceil(total / width);
    if (row + needed > height) {
      // A line that does not fit whole is shown as `@`.
      while (row < height) out += `${at(++row, 1)}@${CLEAR_LINE}`;
      break;
    }
    if (line === v.cursor.line) {
      const column = columnOf(text, v.cursor.column);
      place = { row: row + 1 + Math.floor(column / width), column: (column % width) + 1 + gutter };
    }
    for (let k = 0; k < needed; k++) {
      const front = gutter ? (k === 0 ? `${String(line + 1).padStart(gutter - 1)} ` : " ".repeat(gutter)) : "";
      out += at(++row, 1) + front + clip(text, k * width, width) + CLEAR_LINE;
    }
    line++;
  }
  await v.screen.write(
    `${out}${at(rows, 1)}${lastLine(v, columns)}${CLEAR_LINE}${at(place.row, place.column)}\x1b[?25h`,
  );
}

function scroll(v: Vi, height: number, columns: number): void {
  if (v.cursor.line < v.top) v.top = v.cursor.line;
  const rowsTo = () => {
    let rows = 0;
    for (let i = v.top; i <= v.cursor.line; i++)
      rows += Math.max(1, Math.ceil(columnOf(v.buffer.lines[i] ?? "", Number.MAX_SAFE_INTEGER) / columns));
    return rows;
  };
  if (v.cursor.line - v.top > height) v.top = v.cursor.line - height + 1;
  while (v.top < v.cursor.line && rowsTo() > height) v.top++;
}

function lastLine(v: Vi, columns: number): string {
  if (v.c.flavour.busybox) {
    const letter = v.mode === "insert" ? "I" : v.mode === "replace" ? "R" : "-";
    const { lines } = v.buffer;
    const percent = Math.floor(((v.cursor.line + 1) * 100) / lines.length);
    return clip(
      v.message ||
        `${letter} ${v.path || "No file"}${v.buffer.modified ? " [Modified]" : ""} ${v.cursor.line + 1}/${lines.length} ${percent}%`,
      0,
      columns - 1,
    );
  }
  const left = v.message || (v.mode === "insert" ? "-- INSERT --" : v.mode === "replace" ? "-- REPLACE --" : "");
  const text = v.buffer.lines[v.cursor.line] ?? "";
  const shown = columnOf(text, v.cursor.column) + 1;
  const column =
    text === "" ? "0-1" : shown === v.cursor.column + 1 ? String(shown) : `${v.cursor.column + 1}-${shown}`;
  const all = v.buffer.lines.length <= v.screen.size.rows - 1;
  const where = all
    ? "All"
    : v.top === 0
      ? "Top"
      : v.top + v.screen.size.rows - 1 >= v.buffer.lines.length
        ? "Bot"
        : `${Math.floor((v.top * 100) / v.buffer.lines.length)}%`;
  const right = `${`${v.cursor.line + 1},${column}`.padEnd(14)}${where}`;
  const room = columns - 18;
  return columns > 40 ? `${clip(left, 0, room - 1).padEnd(room)}${right}` : clip(left, 0, columns - 1);
}

export async function commandPrompt(v: Vi, text: string): Promise<void> {
  const { columns, rows } = v.screen.size;
  await v.screen.write(
    `${at(rows, 1)}${clip(text, Math.max(0, columnOf(text, [...text].length) - columns + 1), columns - 1)}${CLEAR_LINE}`,
  );
}
