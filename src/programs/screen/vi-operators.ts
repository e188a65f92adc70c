import type { Spot } from "./text-buffer.ts";
import { moveTo, type Vi } from "./vi.ts";
import { indent, type Motion, motionOf } from "./vi-motion.ts";

/** Removes to the register. */
export function take(v: Vi, from: Spot, to: Spot): void {
  if (from.line === to.line && from.column === to.column) return;
  v.register = { text: v.buffer.remove(from, to), whole: false };
  moveTo(v, from);
}

/** d, y, c, > and < with a motion; false when the motion is not whole. */
export function operate(v: Vi, operator: string, keys: string, count: number | undefined): boolean {
  const { buffer, cursor } = v;
  const line = operator.slice(-1) === keys;
  let motion: Motion | "more" | undefined;
  if (line)
    motion = {
      to: { line: Math.min(buffer.lines.length - 1, cursor.line + (count ?? 1) - 1), column: 0 },
      takes: "lines",
    };
  else if (keys === "i" || keys === "a") return false;
  else if (/^[ia]w$/.test(keys)) return innerWord(v, operator, keys);
  // `cw` changes to the word's end, not to the next word.
  else if (operator === "c" && (keys === "w" || keys === "W")) motion = motionOf(v, keys === "w" ? "e" : "E", count);
  else motion = motionOf(v, keys, count);
  if (motion === "more") return false;
  if (!motion) return true;
  let [from, to] = before(cursor, motion.to) ? [cursor, motion.to] : [motion.to, cursor];
  if (motion.takes === "lines") {
    wholeLines(v, operator, from.line, to.line);
    return true;
  }
  if (motion.takes === "with" && buffer.length(to.line) > 0)
    to = { ...to, column: Math.min(buffer.length(to.line), to.column + 1) };
  // `dw` on a line's last word stays on the line.
  if (keys.toLowerCase() === "w" && to.line > from.line) to = { line: from.line, column: buffer.length(from.line) };
  from = { ...from };
  apply(v, operator, from, to);
  return true;
}

function before(a: Spot, b: Spot): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column);
}

/** The text from one spot to before another. */
export function textBetween(v: Vi, from: Spot, to: Spot): string {
  const { lines } = v.buffer;
  if (from.line === to.line) return [...(lines[from.line] ?? "")].slice(from.column, to.column).join("");
  return [
    [...(lines[from.line] ?? "")].slice(from.column).join(""),
    ...lines.slice(from.line + 1, to.line),
    [...(lines[to.line] ?? "")].slice(0, to.column).join(""),
  ].join("\n");
}

function apply(v: Vi, operator: string, from: Spot, to: Spot): void {
  if (operator === "y") {
    v.register = { text: textBetween(v, from, to), whole: false };
    return moveTo(v, from);
  }
  if (operator === ">" || operator === "<") return wholeLines(v, operator, from.line, to.line);
  take(v, from, to);
  if (operator === "c") v.mode = "insert";
  moveTo(v, from);
}

function innerWord(v: Vi, operator: string, keys: string): boolean {
  const row = [...(v.buffer.lines[v.cursor.line] ?? "")];
  const kind = (i: number) => (/\s/.test(row[i] ?? " ") ? 0 : /[\p{L}\p{N}_]/u.test(row[i] ?? "") ? 1 : 2);
  let [from, to] = [v.cursor.column, v.cursor.column];
  const own = kind(from);
  while (from > 0 && kind(from - 1) === own) from--;
  while (to < row.length && kind(to) === own) to++;
  if (keys === "aw") while (to < row.length && kind(to) === 0) to++;
  apply(v, operator, { ...v.cursor, column: from }, { ...v.cursor, column: to });
  return true;
}

function wholeLines(v: Vi, operator: string, from: number, to: number): void {
  const { buffer } = v;
  const text = `${buffer.lines.slice(from, to + 1).join("\n")}\n`;
  const count = to - from + 1;
  if (operator === ">" || operator === "<") {
    for (let line = from; line <= to; line++) {
      if (operator === ">") {
        if (buffer.lines[line] !== "") buffer.insert({ line, column: 0 }, "\t");
      } else {
        const lead = /^(?:\t| {1,8})/.exec(buffer.lines[line] ?? "")?.[0].length ?? 0;
        if (lead) buffer.remove({ line, column: 0 }, { line, column: lead });
      }
    }
    return moveTo(v, { line: from, column: indent(v, from) });
  }
  v.register = { text, whole: true };
  if (operator === "y") {
    if (count > 2) v.message = `${count} lines yanked`;
    return moveTo(v, { line: from, column: v.cursor.column });
  }
  if (operator === "c") {
    buffer.remove({ line: from, column: 0 }, { line: to, column: buffer.length(to) });
    v.mode = "insert";
    return moveTo(v, { line: from, column: 0 });
  }
  if (to < buffer.lines.length - 1) buffer.remove({ line: from, column: 0 }, { line: to + 1, column: 0 });
  else if (from > 0)
    buffer.remove({ line: from - 1, column: buffer.length(from - 1) }, { line: to, column: buffer.length(to) });
  else buffer.remove({ line: 0, column: 0 }, { line: to, column: buffer.length(to) });
  if (count > 2) v.message = `${count} fewer lines`;
  const line = Math.min(from, buffer.lines.length - 1);
  moveTo(v, { line, column: indent(v, line) });
}
