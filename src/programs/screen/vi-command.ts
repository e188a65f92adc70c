import { isErrno } from "../../std/errno.ts";
import { decodeLossless, encodeLossless } from "../lib/bytes.ts";
import { runCommand as spawnCommand } from "../lib/run-command.ts";
import { createTextBuffer } from "./text-buffer.ts";
import { moveTo, type Vi } from "./vi.ts";
import { commandPrompt } from "./vi-draw.ts";
import { substitute } from "./vi-substitute.ts";

/** A line typed at the bottom behind `:`, `/` or `?`; undefined when it was given up. */
export async function readCommandLine(v: Vi, sign: string): Promise<string | undefined> {
  let text = "";
  for (;;) {
    await commandPrompt(v, sign + text);
    const key = await v.screen.key();
    if (key === "Enter" || key === "^M") return text;
    if (key === undefined || key === "Escape" || key === "^C") return undefined;
    if (key === "Backspace" || key === "^H") {
      if (text === "") return undefined;
      text = [...text].slice(0, -1).join("");
    } else if (key === "^U") text = "";
    else if ([...key].length === 1) text += key;
  }
}

/** Carries out an ex command. */
export async function runCommand(v: Vi, line: string): Promise<void> {
  const text = line.trim().replace(/^:+/, "");
  if (text === "") return;
  const { range, rest } = parseRange(v, text);
  if (rest === "") {
    if (range) moveTo(v, { line: range[1], column: 0 });
    return;
  }
  const s = /^(?:s|substitute)([^\w\s"|])(.*)$/s.exec(rest);
  if (s) return substitute(v, range, s[1] ?? "/", s[2] ?? "");
  const m = /^([a-z]+|!)(!?)\s*(.*)$/is.exec(rest);
  const [name = "", bang = "", argument = ""] = m?.slice(1) ?? [];
  switch (name) {
    case "w":
    case "write":
      await write(v, argument, bang !== "", range);
      return;
    case "q":
    case "quit":
    case "qa":
    case "qall":
      return quit(v, bang !== "");
    case "wq":
    case "x":
    case "xit":
    case "wqa":
    case "xa":
      if (name.startsWith("x") && !v.buffer.modified) v.status = 0;
      else if (await write(v, argument, bang !== "", undefined)) v.status = 0;
      return;
    case "e":
    case "edit":
      return edit(v, argument, bang !== "");
    case "r":
    case "read":
      return readInto(v, argument);
    case "d":
    case "delete": {
      const [from, to] = range ?? [v.cursor.line, v.cursor.line];
      const last = to >= v.buffer.lines.length - 1;
      if (!last) v.buffer.remove({ line: from, column: 0 }, { line: to + 1, column: 0 });
      else if (from > 0)
        v.buffer.remove(
          { line: from - 1, column: v.buffer.length(from - 1) },
          { line: to, column: v.buffer.length(to) },
        );
      else v.buffer.remove({ line: 0, column: 0 }, { line: to, column: v.buffer.length(to) });
      return moveTo(v, { line: from, column: 0 });
    }
    case "set":
    case "se":
      return set(v, argument);
    case "noh":
    case "nohlsearch":
    case "syntax":
      return;
    case "!":
      return await shell(v, argument);
    case "u":
    case "undo": {
      const spot = v.buffer.undo();
      if (spot) moveTo(v, spot);
      return;
    }
    case "f":
    case "file":
      if (argument) v.path = argument;
      v.message = `"${v.path || "[No Name]"}" ${v.buffer.lines.length} lines`;
      return;
    default:
      v.message = `E492: Not an editor command: ${text}`;
  }
}

/** `%`, `3`, `.,$`, `2,5`: lines from 0. */
function parseRange(v: Vi, text: string): { range: [number, number] | undefined; rest: string } {
  const last = v.buffer.lines.length - 1;
  if (text.startsWith("%")) return { range: [0, last], rest: text.slice(1).trim() };
  const place = "(?:\\d+|[.$])(?:[-+]\\d+)?";
  const m = new RegExp(`^(${place})(?:,(${place}))?`).exec(text);
  if (!m) return { range: undefined, rest: text };
  const line = (t: string): number => {
    const p = /^(\d+|[.$])([-+]\d+)?$/.exec(t);
    const base = p?.[1] === "." ? v.cursor.line : p?.[1] === "$" ? last : Number(p?.[1]) - 1;
    return Math.min(last, Math.max(0, base + Number(p?.[2] ?? 0)));
  };
  const from = line(m[1] ?? ".");
  return { range: [from, m[2] === undefined ? from : line(m[2])], rest: text.slice(m[0].length).trim() };
}

async function write(v: Vi, argument: string, force: boolean, range: [number, number] | undefined): Promise<boolean> {
  const path = argument || v.path;
  if (path === "") {
    v.message = "E32: No file name";
    return false;
  }
  if (v.readOnly && !force) {
    v.message = "E45: 'readonly' option is set (add ! to override)";
    return false;
  }
  const { files } = v.c.p;
  if (argument && argument !== v.path && files.exists(path) && !force) {
    v.message = "E13: File exists (add ! to override)";
    return false;
  }
  try {
    const text = range ? `${v.buffer.lines.slice(range[0], range[1] + 1).join("\n")}\n` : v.buffer.text();
    const fresh = !files.exists(path);
    const bytes = encodeLossless(text);
    files.writeFile(path, bytes);
    if (v.path === "") v.path = path;
    if (path === v.path && !range) v.buffer.saved();
    const count = text === "" ? 0 : text.split("\n").length - 1;
    v.message = `"${path}" ${fresh ? "[New] " : ""}${count}L, ${bytes.length}B written`;
    return true;
  } catch (e) {
    if (!isErrno(e)) throw e;
    v.message =
      e.code === "EACCES" || e.code === "EROFS"
        ? `"${path}" E212: Can't open file for writing`
        : `E212: Can't open file for writing: ${e.strerror}`;
    return false;
  }
}

function quit(v: Vi, force: boolean): void {
  if (v.buffer.modified && !force) v.message = "E37: No write since last change (add ! to override)";
  else v.status = 0;
}

function edit(v: Vi, path: string, force: boolean): void {
  if (v.buffer.modified && !force) {
    v.message = "E37: No write since last change (add ! to override)";
    return;
  }
  const name = path || v.path;
  try {
    v.buffer = createTextBuffer(decodeLossless(v.c.p.files.readFile(name)));
    v.message = `"${name}" ${v.buffer.lines.length}L`;
  } catch (e) {
    if (!isErrno(e)) throw e;
    v.buffer = createTextBuffer("");
    v.message = `"${name}" [New]`;
  }
  v.path = name;
  moveTo(v, { line: 0, column: 0 });
}

function readInto(v: Vi, path: string): void {
  try {
    const text = decodeLossless(v.c.p.files.readFile(path)).replace(/\n$/, "");
    v.buffer.insert({ line: v.cursor.line, column: v.buffer.length(v.cursor.line) }, `\n${text}`);
    moveTo(v, { line: v.cursor.line + 1, column: 0 });
  } catch (e) {
    if (!isErrno(e)) throw e;
    v.message = `E484: Can't open file ${path}`;
  }
}

function set(v: Vi, argument: string): void {
  const name = argument.replace(/^no/, "");
  if (["nu", "number", "umber"].includes(name) || argument === "nonumber") v.numbers = !argument.startsWith("no");
  else if (
    /^(?:no)?(?:ai|autoindent|hlsearch|hls|ic|ignorecase|paste|expandtab|et|showmatch|wrap|mouse.*|ts=\d+|sw=\d+|tabstop=\d+|shiftwidth=\d+)$/.test(
      argument,
    )
  )
    v.message = `drydock: vi's ${name} is not simulated`;
  else v.message = `E518: Unknown option: ${argument}`;
}

async function shell(v: Vi, command: string): Promise<void> {
  await v.screen.write("\x1b[?1049l");
  const terminal = v.c.p.terminal(0);
  const raw = terminal?.mode;
  terminal?.setMode({ icanon: true, echo: true, isig: true, icrnl: true, opost: true });
  await spawnCommand(v.c.p, ["/bin/sh", "-c", command]);
  if (raw) terminal?.setMode(raw);
  await v.screen.write("\r\nPress ENTER or type command to continue");
  await v.screen.key();
  await v.screen.write("\x1b[?1049h");
}
