import type { Process } from "../../../kernel/process.ts";
import { createBuffer, edit, insert, setText } from "../../../shell/editor/buffer.ts";
import { textOf } from "../../../shell/editor/cells.ts";
import { createReadlinePainter } from "../../../shell/editor/readline-painter.ts";
import { createTextDecoder } from "../../../std/text.ts";

/** A line as it was ended: null by Ctrl-C, undefined by Ctrl-D or the terminal's end. */
export type Entered = string | null | undefined;

/** Reads edited lines from a terminal, with history, as GNU readline does it for database clients. */
export interface Readline {
  read(prompt: string): Promise<Entered>;
}

const KEYS: Readonly<Record<string, string>> = {
  "\x1b[A": "up",
  "\x1bOA": "up",
  "\x1b[B": "down",
  "\x1bOB": "down",
  "\x1b[C": "right",
  "\x1b[D": "left",
  "\x1b[H": "home",
  "\x1b[1~": "home",
  "\x1b[F": "end",
  "\x1b[4~": "end",
  "\x1b[3~": "delete",
  "\x7f": "C-h",
};

export function createReadline(p: Process): Readline {
  const history: string[] = [];
  const decoder = createTextDecoder();
  let pending = "";
  let killed = "";

  const key = async (): Promise<string | undefined> => {
    while (pending === "") {
      const chunk = await p.read(0);
      if (!chunk) return undefined;
      pending = decoder.push(chunk);
    }
    const sequence = /^(?:\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z]|[^])|[^])/u.exec(pending)?.[0] ?? pending;
    pending = pending.slice(sequence.length);
    return sequence;
  };

  const edited = async (prompt: string): Promise<Entered> => {
    const painter = createReadlinePainter();
    const buffer = createBuffer(killed);
    let place = history.length;
    let draft = "";
    const refresh = () => p.write(1, painter.paint(buffer.cells, buffer.cursor));
    await p.write(1, painter.start(prompt, p.terminal(0)?.size.columns ?? 80));
    for (;;) {
      const pressed = await key();
      if (pressed === undefined) return undefined;
      const name =
        KEYS[pressed] ??
        (pressed.startsWith("\x1b")
          ? `M-${pressed.slice(1)}`
          : pressed < " "
            ? `C-${String.fromCharCode(pressed.charCodeAt(0) + 0x60)}`
            : "");
      if (name === "") {
        insert(buffer, pressed);
        await refresh();
        continue;
      }
      if (name === "C-m" || name === "C-j") {
        await p.write(1, painter.paint(buffer.cells, buffer.cells.length));
        killed = buffer.killed;
        return textOf(buffer.cells);
      }
      if (name === "C-c") return null;
      if (name === "C-d" && buffer.cells.length === 0) return undefined;
      if (name === "C-l") {
        await p.write(1, painter.redraw(p.terminal(0)?.size.columns ?? 80, true));
        continue;
      }
      if (name === "up" || name === "C-p" || name === "down" || name === "C-n") {
        const to = place + (name === "up" || name === "C-p" ? -1 : 1);
        if (to < 0 || to > history.length) continue;
        if (place === history.length) draft = textOf(buffer.cells);
        place = to;
        setText(buffer, to === history.length ? draft : (history[to] ?? ""));
        await refresh();
        continue;
      }
      if (edit(buffer, name) === "done") await refresh();
    }
  };

  return {
    async read(prompt) {
      const terminal = p.terminal(0);
      const before = terminal?.mode;
      if (before) terminal?.setMode({ ...before, icanon: false, echo: false, icrnl: false, isig: false });
      try {
        await p.write(1, "\x1b[?2004h");
        const line = await edited(prompt);
        if (line) {
          if (history.at(-1) !== line) history.push(line);
        }
        await p.write(
          1,
          line === null ? "^C\n\x1b[?2004l\r" : line === undefined ? "\x1b[?2004l\r" : "\n\x1b[?2004l\r",
        );
        return line;
      } finally {
        if (before) terminal?.setMode(before);
      }
    },
  };
}

/** Reads a line without echo, for passwords. */
export async function readPassword(p: Process, prompt: string): Promise<string> {
  const terminal = p.controllingTerminal ?? p.terminal(0);
  const before = terminal?.mode;
  await p.write(2, prompt);
  if (before) terminal?.setMode({ ...before, echo: false });
  let line = "";
  const decoder = createTextDecoder();
  for (;;) {
    const chunk = await p.read(0, 1);
    if (!chunk) break;
    const text = decoder.push(chunk);
    if (text === "\n") break;
    line += text;
  }
  if (before) terminal?.setMode(before);
  await p.write(2, "\n");
  return line;
}
