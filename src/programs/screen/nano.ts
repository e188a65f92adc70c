import { type Call, defineTool } from "../lib/tool.ts";
import { drawNano } from "./nano-draw.ts";
import { insertFile, leave, load, save, write } from "./nano-files.ts";
import { find, findNext, goToLine, location } from "./nano-find.ts";
import { type Screen, withScreen } from "./screen.ts";
import { createTextBuffer, type Spot, type TextBuffer } from "./text-buffer.ts";

/** Everything that an editing session holds. */
export interface Nano {
  readonly c: Call;
  readonly screen: Screen;
  path: string;
  buffer: TextBuffer;
  cursor: Spot;
  /** First line and column that are shown. */
  top: number;
  left: number;
  message: string;
  cut: string;
  cutting: boolean;
  search: string;
}

/** Edits a file on the whole screen. */
export const nano = defineTool(
  {
    name: "nano",
    syntax: { short: "+ABcDEFGHIJLMNOPQRSTUVWXYZabcdefghiklmnopqrstuvwxyz$0" },
    usage: "[OPTIONS] [[+LINE[,COLUMN]] FILE]...",
    version: "GNU nano, version 8.4",
  },
  async (c) => {
    if (!c.p.terminal(0) || !c.p.terminal(1)) {
      await c.p.write(2, "Standard input is not a terminal\n");
      return 1;
    }
    const words = [...c.operands];
    const start = /^\+(\d+)(?:,(\d+))?$/.exec(words[0] ?? "");
    if (start) words.shift();
    const [path = ""] = words;
    return await withScreen(c.p, { alternate: true }, async (screen) => {
      const nano: Nano = {
        c,
        screen,
        path,
        buffer: createTextBuffer(""),
        cursor: { line: 0, column: 0 },
        top: 0,
        left: 0,
        message: "",
        cut: "",
        cutting: false,
        search: "",
      };
      load(nano);
      if (start) moveTo(nano, { line: Number(start[1]) - 1, column: Number(start[2] ?? 1) - 1 });
      while (await step(nano));
      return 0;
    });
  },
);

/** One key; false when the editor is left. */
async function step(n: Nano): Promise<boolean> {
  await drawNano(n);
  const key = await n.screen.key();
  n.message = "";
  const cutting = n.cutting;
  n.cutting = false;
  switch (key) {
    case undefined:
      return false;
    case "^X":
      return !(await leave(n));
    case "^O":
      await save(n);
      return true;
    case "^S":
      if (n.path === "") await save(n);
      else write(n, n.path);
      return true;
    case "^K":
      cutLine(n, cutting);
      return true;
    case "^U":
      if (n.cut !== "") n.cursor = n.buffer.insert(n.cursor, n.cut);
      return true;
    case "^W":
    case "^F":
      await find(n);
      return true;
    case "M-w":
    case "M-W":
      findNext(n);
      return true;
    case "^_":
    case "M-g":
    case "M-G":
      await goToLine(n);
      return true;
    case "^C":
      n.message = location(n);
      return true;
    case "M-u":
    case "M-U":
      undo(n, n.buffer.undo(), "undo");
      return true;
    case "M-e":
    case "M-E":
      undo(n, n.buffer.redo(), "redo");
      return true;
    case "^R":
      await insertFile(n);
      return true;
    case "^\\":
    case "^G":
    case "^J":
    case "^T":
      n.message = "drydock: this of nano is not simulated";
      return true;
    default:
      editKey(n, key);
      return true;
  }
}

function undo(n: Nano, spot: Spot | undefined, what: string): void {
  if (spot) moveTo(n, spot);
  else n.message = `Nothing to ${what}`;
}

function editKey(n: Nano, key: string): void {
  const { buffer, cursor } = n;
  const end = buffer.length(cursor.line);
  const page = Math.max(1, n.screen.size.rows - 5);
  switch (key) {
    case "Up":
    case "^P":
      return moveTo(n, { line: cursor.line - 1, column: cursor.column });
    case "Down":
    case "^N":
      return moveTo(n, { line: cursor.line + 1, column: cursor.column });
    case "Left":
    case "^B":
      return moveTo(
        n,
        cursor.column > 0 || cursor.line === 0
          ? { ...cursor, column: cursor.column - 1 }
          : { line: cursor.line - 1, column: buffer.length(cursor.line - 1) },
      );
    case "Right":
      return moveTo(
        n,
        cursor.column < end || cursor.line === buffer.lines.length - 1
          ? { ...cursor, column: cursor.column + 1 }
          : { line: cursor.line + 1, column: 0 },
      );
    case "Home":
    case "^A":
      return moveTo(n, { ...cursor, column: 0 });
    case "End":
    case "^E":
      return moveTo(n, { ...cursor, column: end });
    case "PageUp":
    case "^Y":
      return moveTo(n, { line: cursor.line - page, column: 0 });
    case "PageDown":
    case "^V":
      return moveTo(n, { line: cursor.line + page, column: 0 });
    case "M-\\":
      return moveTo(n, { line: 0, column: 0 });
    case "M-/":
      return moveTo(n, { line: buffer.lines.length - 1, column: 0 });
    case "Enter":
    case "^M":
      n.cursor = buffer.insert(cursor, "\n");
      return;
    case "Tab":
      n.cursor = buffer.insert(cursor, "\t");
      return;
    case "Backspace":
    case "^H":
      if (cursor.column === 0 && cursor.line === 0) return;
      editKey(n, "Left");
      buffer.remove(n.cursor, cursor);
      return;
    case "Delete":
    case "^D":
      if (cursor.column < end) buffer.remove(cursor, { ...cursor, column: cursor.column + 1 });
      else if (cursor.line < buffer.lines.length - 1) buffer.remove(cursor, { line: cursor.line + 1, column: 0 });
      return;
    default:
      if ([...key].length === 1) n.cursor = buffer.insert(cursor, key);
  }
}

/** Puts the cursor where such a place is. */
export function moveTo(n: Nano, spot: Spot): void {
  const line = Math.min(Math.max(0, spot.line), n.buffer.lines.length - 1);
  n.cursor = { line, column: Math.min(Math.max(0, spot.column), n.buffer.length(line)) };
}

function cutLine(n: Nano, goesOn: boolean): void {
  const { line } = n.cursor;
  const last = line === n.buffer.lines.length - 1;
  if (last && n.buffer.lines[line] === "") return;
  const removed = last
    ? `${n.buffer.remove({ line, column: 0 }, { line, column: n.buffer.length(line) })}\n`
    : n.buffer.remove({ line, column: 0 }, { line: line + 1, column: 0 });
  n.cut = goesOn ? n.cut + removed : removed;
  n.cutting = true;
  moveTo(n, { line, column: 0 });
}
