import type { Terminal, TerminalMode } from "../../kernel/terminal.ts";
import { interpreter } from "../interpreter.ts";
import { tryWrite } from "../messages.ts";
import type { Shell } from "../shell.ts";
import { runPending } from "../traps.ts";
import { type Buffer, createBuffer, edit, insert, insertTyped, setText } from "./buffer.ts";
import { textOf } from "./cells.ts";
import type { Key, KeyReader } from "./keys.ts";
import type { Painter, Style } from "./painter.ts";
import { createReadlinePainter } from "./readline-painter.ts";

/** What lasts from one line to the next. */
export interface Editor {
  readonly sh: Shell;
  readonly tty: Terminal;
  readonly style: Style;
  readonly keys: KeyReader;
  killed: string;
  /** Whether it has C-r at all, and what that looked for last. */
  readonly searches: boolean;
  searched: string;
}

/** What a line that is being edited has. */
export interface Session {
  readonly editor: Editor;
  readonly buffer: Buffer;
  readonly painter: Painter;
  readonly prompt: string;
  /** Prints what has to be printed now. */
  show(text: string): Promise<void>;
  /** Brings the screen up to date. */
  refresh(rubbed?: boolean): Promise<void>;
  /** The same after the line was exchanged for another. */
  replaced(): Promise<void>;
  /** The key before was Tab: the list is shown. */
  tabbed: boolean;
}

/** A line as it was ended: null by Ctrl-C, undefined by Ctrl-D. */
export type Entered = string | null | undefined;

const PASTE_ON = "\x1b[?2004h";
const PASTE_OFF = "\x1b[?2004l\r";

/** Keys come as they are typed, but Ctrl-C stays a signal. */
function editingMode(mode: TerminalMode, style: Style): TerminalMode {
  return { ...mode, icanon: false, echo: false, icrnl: false, isig: style === "readline" };
}

/** Lets a line be edited on the terminal. */
export async function editLine(editor: Editor, prompt: string): Promise<Entered> {
  const { sh, tty, style } = editor;
  const mode = tty.mode;
  if (style === "busybox" && !mode.echo) return plainLine(editor, prompt);
  tty.setMode(editingMode(mode, style));
  const painter = style === "readline" ? createReadlinePainter() : (await interpreter(sh)).createBusyboxPainter();
  const buffer = createBuffer(editor.killed);
  const paste = style === "readline";
  let batched = 0;
  const session: Session = {
    editor,
    buffer,
    painter,
    prompt,
    tabbed: false,
    show: async (text) => {
      if (text !== "") await tryWrite(sh, 2, text);
    },
    async refresh(rubbed) {
      // A very long line is not drawn anew for each key while more are waiting.
      if (buffer.cells.length > 2000 && batched++ < 65_536 && (await editor.keys.pending())) return;
      batched = 0;
      await session.show(painter.paint(buffer.cells, buffer.cursor, rubbed));
    },
    replaced: () => session.show(painter.replace(buffer.cells, buffer.cursor)),
  };
  try {
    await session.show((paste ? PASTE_ON : "") + painter.start(prompt, tty.size.columns));
    const entered = await keys(session, prompt);
    if (entered === null) {
      await session.show(paste ? `^C${PASTE_OFF}${PASTE_ON}${PASTE_OFF}` : "^C\n");
      const trapped = Boolean(sh.traps.get("SIGINT"));
      if (trapped) {
        sh.pending.add("SIGINT");
        await runPending(sh);
      }
      if (paste || !trapped) await session.show("\n");
    } else if (entered === undefined) await session.show(paste ? `${PASTE_OFF}\n` : "");
    else await session.show(painter.end(buffer.cells, buffer.cursor) + (paste ? PASTE_OFF : ""));
    return entered;
  } finally {
    editor.killed = buffer.killed;
    editor.keys.release();
    tty.setMode(mode);
  }
}

/** Where nothing is to be echoed BusyBox edits nothing: the terminal gives whole lines. */
async function plainLine({ sh, keys }: Editor, prompt: string): Promise<Entered> {
  await tryWrite(sh, 2, prompt.replace(/[\x01\x02]/g, ""));
  for (let line = ""; ; ) {
    const key = await keys.next();
    if (key.kind === "text" || key.kind === "paste") line += key.text;
    else if (key.kind === "hangup") return undefined;
    else if (key.kind === "signal" && sh.pending.delete("SIGINT")) return null;
    else if (key.kind === "key" && /^C-[jm]$/.test(key.name)) return line;
  }
}

/** Takes keys until the line ends. */
async function keys(session: Session, prompt: string): Promise<Entered> {
  const { editor, buffer, painter } = session;
  const { sh, tty } = editor;
  let place = sh.history.length;
  let typed = "";
  let yanks = 0;
  let columns = tty.size.columns;
  const known = editor.style === "busybox" ? (await interpreter(sh)).busyboxKey : (key: Key) => key;
  const recall = async (to: number) => {
    if (to < 0 || to > sh.history.length) return session.show("\x07");
    if (place === sh.history.length) typed = textOf(buffer.cells);
    place = to;
    setText(buffer, to === sh.history.length ? typed : (sh.history[to] ?? ""));
    await session.replaced();
  };
  for (let pending: Key | undefined; ; ) {
    const key = known(pending ?? (await editor.keys.next()));
    pending = undefined;
    if (key.kind === "hangup") return undefined;
    if (key.kind === "signal") {
      if (sh.pending.delete("SIGWINCH")) {
        columns = tty.size.columns;
        await session.show(painter.redraw(columns, false));
      }
      if (sh.pending.delete("SIGINT")) return null;
      if (sh.pending.size > 0) return "";
      continue;
    }
    const name = key.kind === "key" ? key.name : "";
    if (name !== "C-i") session.tabbed = false;
    if (name !== "M-." && name !== "M-_") yanks = 0;
    if (key.kind === "text" || key.kind === "paste") {
      let text = key.text;
      // readline inserts at once what was typed ahead.
      for (let room = 65_536; room > 0 && editor.style === "readline" && (await editor.keys.pending()); room--) {
        const more = await editor.keys.next();
        if (more.kind !== "text") {
          pending = more;
          break;
        }
        text += more.text;
      }
      insertTyped(buffer, text);
      await session.refresh();
      continue;
    }
    switch (name) {
      case "C-m":
      case "C-j":
        return textOf(buffer.cells);
      case "C-c":
        return null;
      case "C-d":
        if (buffer.cells.length === 0) return undefined;
        break;
      case "C-i":
        await (await interpreter(sh)).completeAt(session);
        continue;
      case "C-p":
      case "up":
        await recall(place - 1);
        continue;
      case "C-n":
      case "down":
        await recall(place + 1);
        continue;
      case "M-<":
        await recall(0);
        continue;
      case "M->":
        await recall(sh.history.length);
        continue;
      case "M-.":
      case "M-_": {
        // The last word of the line before; once more: of the one before that.
        const last = sh.history[place - 1 - yanks];
        if (last === undefined) {
          await session.show("\x07");
          continue;
        }
        if (yanks++ > 0) edit(buffer, "C-_");
        buffer.typed = 0;
        insertTyped(buffer, last.trim().split(/\s+/).at(-1) ?? "");
        buffer.typed = 0;
        await session.refresh();
        continue;
      }
      case "C-r":
      case "C-s":
        if (!editor.searches) continue;
        ({ key: pending, place } = await (await interpreter(sh)).search(session, prompt, name === "C-r", place));
        continue;
      case "C-l":
        await session.show(painter.redraw(columns, true));
        continue;
      case "C-g":
        await session.show("\x07");
        continue;
      case "C-v": {
        const literal = await editor.keys.next();
        if (literal.kind === "text") insert(buffer, literal.text);
        else if (literal.kind === "key" && literal.name.startsWith("C-"))
          insert(buffer, String.fromCharCode(literal.name.charCodeAt(2) & 0x1f));
        await session.refresh();
        continue;
      }
    }
    const result = edit(buffer, name);
    if (result === "done" && name === "C-u" && editor.style === "busybox") await session.replaced();
    else if (result === "done") await session.refresh(name === "C-h");
    else if (result === "bell" && editor.style === "readline") await session.show("\x07");
  }
}
