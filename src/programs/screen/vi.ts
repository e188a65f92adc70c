import { isErrno } from "../../std/errno.ts";
import { decodeLossless } from "../lib/bytes.ts";
import type { Call } from "../lib/tool.ts";
import { defineTool } from "../lib/tool.ts";
import type { Screen } from "./screen.ts";
import { withScreen } from "./screen.ts";
import { createTextBuffer, type Spot, type TextBuffer } from "./text-buffer.ts";
import { runCommand } from "./vi-command.ts";
import { drawVi } from "./vi-draw.ts";
import { normalKey } from "./vi-normal.ts";

/** An editing session. */
export interface Vi {
  readonly c: Call;
  readonly screen: Screen;
  path: string;
  buffer: TextBuffer;
  cursor: Spot;
  /** The column that j and k go back to. */
  wanted: number;
  top: number;
  mode: "normal" | "insert" | "replace";
  /** Keys of a normal-mode command that is not whole yet: `2d`. */
  pending: string;
  message: string;
  register: { text: string; whole: boolean };
  search: string;
  backwards: boolean;
  numbers: boolean;
  readonly readOnly: boolean;
  /** Set to leave. */
  status: number | undefined;
}

/** Edits a file in modes: the everyday part of vi and vim. */
export const vi = defineTool(
  {
    name: "vi",
    syntax: { short: "+c:RnHeEyZbmsv", long: { readonly: "R" } },
    usage: "[arguments] [file ..]       edit specified file(s)",
    version: "VIM - Vi IMproved 9.1) simulated",
  },
  async (c) => {
    if (!c.p.terminal(0) || !c.p.terminal(1)) {
      await c.p.write(
        2,
        c.flavour.pick(
          "Vim: Warning: Output is not to a terminal\nVim: Error reading input, exiting...\n",
          `${c.name}: stdin/stdout is not a terminal\n`,
        ),
      );
      return 1;
    }
    const words = [...c.operands];
    const start = /^\+(\d*)$/.exec(words[0] ?? "") ? words.shift()?.slice(1) : undefined;
    const [path = ""] = words;
    return await withScreen(c.p, { alternate: true, meta: false }, async (screen) => {
      const v: Vi = {
        c,
        screen,
        path,
        buffer: createTextBuffer(""),
        cursor: { line: 0, column: 0 },
        wanted: 0,
        top: 0,
        mode: "normal",
        pending: "",
        message: "",
        register: { text: "", whole: false },
        search: "",
        backwards: false,
        numbers: false,
        readOnly: c.options.has("R"),
        status: undefined,
      };
      load(v);
      if (start !== undefined)
        moveTo(v, { line: start === "" ? v.buffer.lines.length - 1 : Number(start) - 1, column: 0 });
      const first = c.options.value("c");
      if (first !== undefined) await runCommand(v, first);
      while (v.status === undefined) await step(v);
      return v.status;
    });
  },
);

function load(v: Vi): void {
  if (v.path === "") return;
  try {
    const text = decodeLossless(v.c.p.files.readFile(v.path));
    v.buffer = createTextBuffer(text);
    const bytes = v.c.p.files.stat(v.path).size;
    v.message = `"${v.path}" ${text === "" ? 0 : v.buffer.lines.length}L, ${bytes}B`;
  } catch (e) {
    if (!isErrno(e)) throw e;
    v.message =
      e.code === "ENOENT"
        ? `"${v.path}" [New]`
        : e.code === "EISDIR"
          ? `"${v.path}" is a directory`
          : `"${v.path}" [${e.strerror}]`;
  }
}

async function step(v: Vi): Promise<void> {
  await drawVi(v);
  const key = await v.screen.key();
  if (key === undefined) {
    v.status = 1;
    return;
  }
  if (key === "Resize") return;
  v.message = "";
  // What one command does, the typing that follows it too, is undone as one.
  if (v.mode === "normal" && v.pending === "") v.buffer.mark();
  if (v.mode === "normal") await normalKey(v, key);
  else insertKey(v, key);
}

/** Keeps the cursor on a character; in insert mode it may stand behind the last one. */
export function moveTo(v: Vi, spot: Spot, keepWanted = false): void {
  const line = Math.min(Math.max(0, spot.line), v.buffer.lines.length - 1);
  const last = v.buffer.length(line) - (v.mode === "normal" ? 1 : 0);
  v.cursor = { line, column: Math.max(0, Math.min(spot.column, last)) };
  if (!keepWanted) v.wanted = v.cursor.column;
}

function insertKey(v: Vi, key: string): void {
  const { buffer, cursor } = v;
  switch (key) {
    case "Escape":
    case "^[":
    case "^C":
      v.mode = "normal";
      return moveTo(v, { ...cursor, column: cursor.column - 1 });
    case "Enter":
    case "^M":
      v.cursor = buffer.insert(cursor, "\n");
      return;
    case "Tab":
      v.cursor = buffer.insert(cursor, "\t");
      return;
    case "Backspace":
    case "^H":
      if (cursor.column > 0) {
        v.cursor = { ...cursor, column: cursor.column - 1 };
        buffer.remove(v.cursor, cursor);
      } else if (cursor.line > 0) {
        v.cursor = { line: cursor.line - 1, column: buffer.length(cursor.line - 1) };
        buffer.remove(v.cursor, cursor);
      }
      return;
    case "Delete":
      if (cursor.column < buffer.length(cursor.line)) buffer.remove(cursor, { ...cursor, column: cursor.column + 1 });
      return;
    case "^W": {
      const before = [...(buffer.lines[cursor.line] ?? "")].slice(0, cursor.column).join("");
      const kept = [...before.replace(/\s*(?:\w+|[^\w\s]+)\s*$/, "")].length;
      v.cursor = { ...cursor, column: kept };
      buffer.remove(v.cursor, cursor);
      return;
    }
    case "Up":
      return moveTo(v, { line: cursor.line - 1, column: v.wanted }, true);
    case "Down":
      return moveTo(v, { line: cursor.line + 1, column: v.wanted }, true);
    case "Left":
      return moveTo(v, { ...cursor, column: cursor.column - 1 });
    case "Right":
      return moveTo(v, { ...cursor, column: cursor.column + 1 });
    case "Home":
      return moveTo(v, { ...cursor, column: 0 });
    case "End":
      return moveTo(v, { ...cursor, column: buffer.length(cursor.line) });
    default:
      if ([...key].length !== 1) return;
      if (v.mode === "replace" && cursor.column < buffer.length(cursor.line))
        buffer.remove(cursor, { ...cursor, column: cursor.column + 1 });
      v.cursor = buffer.insert(cursor, key);
  }
}
