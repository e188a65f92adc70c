import { moveTo, type Vi } from "./vi.ts";
import { readCommandLine, runCommand } from "./vi-command.ts";
import { indent, motionOf, searchFrom } from "./vi-motion.ts";
import { operate, take, textBetween } from "./vi-operators.ts";

/** One key in normal mode. Counts, operators and two-key commands wait for the rest. */
export async function normalKey(v: Vi, key: string): Promise<void> {
  if (key === "Escape" || key === "^C") {
    v.pending = "";
    return;
  }
  const special = [...key].length > 1 ? `<${key}>` : key;
  const keys = v.pending + special;
  const m = /^([1-9]\d*)?([dyc<>](?!$)|g[uU~](?!$))?([1-9]\d*)?(.*)$/su.exec(keys);
  const count = m?.[1] === undefined && m?.[3] === undefined ? undefined : Number(m?.[1] ?? 1) * Number(m?.[3] ?? 1);
  const operator = m?.[2] ?? "";
  const rest = (m?.[4] ?? "").replace(/<(\w+|\^.)>/gu, "$1");
  // A digit may be the start of a count still.
  if (rest === "" && /\d$/.test(keys)) {
    v.pending = keys;
    return;
  }
  if (operator === "" && /^[dyc<>rZzm'"g]$/.test(rest)) {
    v.pending = keys;
    return;
  }
  v.pending = "";
  if (operator !== "") {
    if (!operate(v, operator, rest, count)) v.pending = keys;
    return;
  }
  await single(v, rest, count);
}

async function single(v: Vi, key: string, count: number | undefined): Promise<void> {
  const { buffer, cursor } = v;
  const n = count ?? 1;
  const insertAt = (column: number) => {
    v.mode = "insert";
    moveTo(v, { ...cursor, column });
  };
  switch (key) {
    case "i":
    case "Insert":
      return insertAt(cursor.column);
    case "a":
      return insertAt(cursor.column + 1);
    case "I":
      return insertAt(indent(v, cursor.line));
    case "A":
      return insertAt(buffer.length(cursor.line));
    case "o":
      v.cursor = buffer.insert({ ...cursor, column: buffer.length(cursor.line) }, "\n");
      v.mode = "insert";
      return;
    case "O":
      buffer.insert({ ...cursor, column: 0 }, "\n");
      v.mode = "insert";
      return moveTo(v, { ...cursor, column: 0 });
    case "R":
      v.mode = "replace";
      return;
    case "x":
    case "Delete":
      return take(v, cursor, { ...cursor, column: Math.min(buffer.length(cursor.line), cursor.column + n) });
    case "X":
      return take(v, { ...cursor, column: Math.max(0, cursor.column - n) }, cursor);
    case "s":
      take(v, cursor, { ...cursor, column: Math.min(buffer.length(cursor.line), cursor.column + n) });
      v.mode = "insert";
      return;
    case "S":
      return void operate(v, "c", "c", count);
    case "D":
      return take(v, cursor, { ...cursor, column: buffer.length(cursor.line) });
    case "C":
      take(v, cursor, { ...cursor, column: buffer.length(cursor.line) });
      v.mode = "insert";
      return moveTo(v, cursor);
    case "Y":
      return void operate(v, "y", "y", count);
    case "J":
      return join(v);
    case "p":
    case "P":
      for (let i = 0; i < n; i++) put(v, key === "p");
      return;
    case "~":
      return toggleCase(v, n);
    case "u": {
      const spot = buffer.undo();
      if (spot) return moveTo(v, spot);
      v.message = "Already at oldest change";
      return;
    }
    case "^R": {
      const spot = buffer.redo();
      if (spot) return moveTo(v, spot);
      v.message = "Already at newest change";
      return;
    }
    case ":": {
      const line = await readCommandLine(v, ":");
      if (line !== undefined) await runCommand(v, line);
      return;
    }
    case "/":
    case "?": {
      const text = await readCommandLine(v, key);
      if (text === undefined) return;
      if (text !== "") v.search = text.replace(/\/$/, "");
      v.backwards = key === "?";
      const to = searchFrom(v, cursor, v.backwards);
      if (to) moveTo(v, to);
      return;
    }
    case "*": {
      const text = /[\w]+/.exec([...(buffer.lines[cursor.line] ?? "")].slice(cursor.column).join(""))?.[0];
      if (text === undefined) return;
      v.search = `\\<${text}\\>`;
      v.backwards = false;
      const to = searchFrom(v, cursor, false);
      if (to) moveTo(v, to);
      return;
    }
    case "ZZ":
      return await runCommand(v, "x");
    case "ZQ":
      return await runCommand(v, "q!");
    case "^F":
    case "PageDown":
      return moveTo(v, { line: cursor.line + v.screen.size.rows - 3, column: v.wanted }, true);
    case "^B":
    case "PageUp":
      return moveTo(v, { line: cursor.line - v.screen.size.rows + 3, column: v.wanted }, true);
    case "^D":
      return moveTo(v, { line: cursor.line + Math.floor(v.screen.size.rows / 2), column: v.wanted }, true);
    case "^U":
      return moveTo(v, { line: cursor.line - Math.floor(v.screen.size.rows / 2), column: v.wanted }, true);
    case "^G":
      v.message = `"${v.path || "[No Name]"}"${buffer.modified ? " [Modified]" : ""} line ${cursor.line + 1} of ${buffer.lines.length} --${Math.floor(((cursor.line + 1) * 100) / buffer.lines.length)}%-- col ${cursor.column + 1}`;
      return;
    case "zz":
      v.top = Math.max(0, cursor.line - Math.floor((v.screen.size.rows - 1) / 2));
      return;
    default:
      if (key.startsWith("r") && key.length > 1) return replace(v, key.slice(1), n);
      return move(v, key, count);
  }
}

function move(v: Vi, key: string, count: number | undefined): void {
  const motion = motionOf(v, key, count);
  if (motion === "more") v.pending = `${count ?? ""}${key}`;
  else if (motion) moveTo(v, motion.to, motion.takes === "lines" && /^(?:[jk]|Up|Down|\^N|\^P)$/.test(key));
  if (key === "$" || key === "End") v.wanted = Number.MAX_SAFE_INTEGER;
}

function replace(v: Vi, key: string, n: number): void {
  const { buffer, cursor } = v;
  if (cursor.column + n > buffer.length(cursor.line)) return;
  buffer.remove(cursor, { ...cursor, column: cursor.column + n });
  buffer.insert(cursor, key === "Enter" ? "\n" : key.repeat(n));
  moveTo(v, { ...cursor, column: cursor.column + n - 1 });
}

function put(v: Vi, after: boolean): void {
  const { buffer, cursor, register } = v;
  if (register.text === "") return;
  if (register.whole) {
    const body = register.text.replace(/\n$/, "");
    if (after) buffer.insert({ ...cursor, column: buffer.length(cursor.line) }, `\n${body}`);
    else buffer.insert({ ...cursor, column: 0 }, register.text);
    const line = after ? cursor.line + 1 : cursor.line;
    return moveTo(v, { line, column: indent(v, line) });
  }
  const column = after ? Math.min(buffer.length(cursor.line), cursor.column + 1) : cursor.column;
  const end = buffer.insert({ ...cursor, column }, register.text);
  moveTo(v, { ...end, column: end.column - 1 });
}

function join(v: Vi): void {
  const { buffer, cursor } = v;
  if (cursor.line >= buffer.lines.length - 1) return;
  const end = buffer.length(cursor.line);
  const lead = indent(v, cursor.line + 1);
  buffer.remove({ ...cursor, column: end }, { line: cursor.line + 1, column: lead });
  const rest = buffer.length(cursor.line) > end;
  if (rest && end > 0) buffer.insert({ ...cursor, column: end }, " ");
  moveTo(v, { ...cursor, column: end });
}

function toggleCase(v: Vi, n: number): void {
  const { buffer, cursor } = v;
  const to = { ...cursor, column: Math.min(buffer.length(cursor.line), cursor.column + n) };
  const text = textBetween(v, cursor, to);
  if (text === "") return;
  buffer.remove(cursor, to);
  buffer.insert(cursor, [...text].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join(""));
  moveTo(v, to);
}
