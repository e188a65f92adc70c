import type { Terminal, TerminalMode } from "../../kernel/terminal.ts";
import { interpreter } from "../interpreter.ts";
import { tryWrite } from "../messages.ts";
import type { Shell } from "../shell.ts";
import { type Buffer, createBuffer, edit, insert, setText } from "./buffer.ts";
import { textOf } from "./cells.ts";
import type { Key, KeyReader } from "./keys.ts";
import { createPainter, type Painter, type Style } from "./painter.ts";

/** What lasts from one line to the next. */
export interface Editor {
  readonly sh: Shell;
  readonly tty: Terminal;
  readonly style: Style;
  readonly keys: KeyReader;
  killed: string;
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
  refresh(): Promise<void>;
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
  tty.setMode(editingMode(mode, style));
  const painter = createPainter(style);
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
    async refresh() {
      // A very long line is not drawn anew for each key while more are waiting.
      if (buffer.cells.length > 2000 && batched++ < 65_536 && (await editor.keys.pending())) return;
      batched = 0;
      await session.show(painter.paint(buffer.cells, buffer.cursor));
    },
    replaced: () => session.show(painter.replace(buffer.cells, buffer.cursor)),
  };
  try {
    await session.show((paste ? PASTE_ON : "") + painter.start(prompt, tty.size.columns));
    const entered = await keys(session, prompt);
    if (entered === null) await session.show(paste ? `^C${PASTE_OFF}${PASTE_ON}${PASTE_OFF}\n` : "^C\n\n");
    else if (entered === undefined) await session.show(paste ? `${PASTE_OFF}\n` : "");
    else await session.show(`${painter.end(buffer.cells, buffer.cursor)}\n${paste ? PASTE_OFF : ""}`);
    return entered;
  } finally {
    editor.killed = buffer.killed;
    editor.keys.release();
    tty.setMode(mode);
  }
}

/** Takes keys until the line ends. */
async function keys(session: Session, prompt: string): Promise<Entered> {
  const { editor, buffer, painter } = session;
  const { sh, tty } = editor;
  let place = sh.history.length;
  let typed = "";
  let columns = tty.size.columns;
  const recall = async (to: number) => {
    if (to < 0 || to > sh.history.length) return session.show("\x07");
    if (place === sh.history.length) typed = textOf(buffer.cells);
    place = to;
    setText(buffer, to === sh.history.length ? typed : (sh.history[to] ?? ""));
    await session.replaced();
  };
  for (let pending: Key | undefined; ; ) {
    const key = pending ?? (await editor.keys.next());
    pending = undefined;
    if (key.kind === "hangup") return undefined;
    if (key.kind === "signal") {
      // BusyBox shows its prompt anew whenever it is told of a size, readline when the width has changed.
      if (tty.size.columns !== columns || (editor.style === "busybox" && sh.pending.has("SIGWINCH"))) {
        columns = tty.size.columns;
        await session.show(painter.redraw(columns, false));
      }
      sh.pending.delete("SIGWINCH");
      if (sh.pending.delete("SIGINT")) return null;
      if (sh.pending.size > 0) return "";
      continue;
    }
    const name = key.kind === "key" ? key.name : "";
    if (name !== "C-i") session.tabbed = false;
    if (key.kind === "text" || key.kind === "paste") {
      buffer.killing = false;
      if (key.kind === "paste") buffer.undo.push({ text: textOf(buffer.cells), cursor: buffer.cursor });
      insert(buffer, key.text);
      // readline inserts at once what was typed ahead.
      for (let room = 65_536; room > 0 && editor.style === "readline" && (await editor.keys.pending()); room--) {
        const more = await editor.keys.next();
        if (more.kind !== "text") {
          pending = more;
          break;
        }
        insert(buffer, more.text);
      }
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
      case "M-_":
        insert(buffer, sh.history.at(-1)?.trim().split(/\s+/).at(-1) ?? "");
        await session.refresh();
        continue;
      case "C-r":
      case "C-s":
        pending = await (await interpreter(sh)).search(session, prompt, name === "C-r");
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
    if (result === "done") await session.refresh();
    else if (result === "bell" && editor.style === "readline") await session.show("\x07");
  }
}
