import type { Process } from "../../kernel/process.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import type { Terminal, TerminalMode, WindowSize } from "../../kernel/terminal.ts";
import { charWidth } from "../../std/width.ts";
import { createKeyReader, type Key, type KeyReader } from "./keys.ts";

/** A terminal in the hands of a full-screen program. */
export interface Screen {
  readonly size: WindowSize;
  key(): Promise<Key>;
  write(text: string): Promise<void>;
}

export interface ScreenOptions {
  /** Keep what was on the terminal before, and bring it back afterwards. */
  readonly alternate: boolean;
  /** Where keys are read; standard input unless told. */
  readonly keys?: number;
  /** Whether Escape before a character makes another key of it; true unless told. */
  readonly meta?: boolean;
}

/** Each key as it comes and nothing echoed. */
const RAW_INPUT: Partial<TerminalMode> = { icanon: false, echo: false, isig: false, icrnl: false };

/** Runs a full-screen program; afterwards, and when it is killed, the terminal is as it was. */
export async function withScreen(
  p: Process,
  options: ScreenOptions,
  run: (screen: Screen) => Promise<number>,
): Promise<number> {
  const fd = options.keys ?? 0;
  const terminal = p.terminal(fd) ?? p.controllingTerminal;
  if (!terminal) throw new Error("a full-screen program without a terminal");
  const before = terminal.mode;
  // A read that waits is interrupted, so that the screen can be drawn anew.
  p.onSignal(SIGNALS.SIGWINCH, () => {}, { restart: false });
  terminal.setMode({ ...before, ...RAW_INPUT });
  const keys = createKeyReader(p, fd, options.meta ?? true);
  try {
    if (options.alternate) await p.write(1, "\x1b[?1049h\x1b[H\x1b[2J");
    const status = await run(screenOf(p, terminal, keys));
    if (options.alternate) await p.write(1, "\x1b[2J\x1b[?1049l\x1b[?25h");
    return status;
  } finally {
    terminal.setMode(before);
    terminal.unread(keys.rest());
  }
}

function screenOf(p: Process, terminal: Terminal, keys: KeyReader): Screen {
  return {
    get size() {
      const { columns, rows } = terminal.size;
      return { columns: columns || 80, rows: rows || 24 };
    },
    key: () => keys.next(),
    write: (text) => p.write(1, text),
  };
}

/** The part of a text that lies in these columns. Tabs go to every eighth; control characters show as `^X`. */
export function clip(text: string, from: number, width: number): string {
  let column = 0;
  let out = "";
  for (const cell of cells(text)) {
    const end = column + cell.width;
    if (end > from + width) break;
    if (column >= from) out += cell.text;
    else if (end > from) out += " ".repeat(end - from);
    column = end;
  }
  return out;
}

/** The column at which the n-th character (code points) stands. */
export function columnOf(text: string, n: number): number {
  let column = 0;
  let i = 0;
  for (const cell of cells(text)) {
    if (i++ >= n) break;
    column += cell.width;
  }
  return column;
}

function* cells(text: string): Generator<{ text: string; width: number }> {
  let column = 0;
  for (const ch of text) {
    const code = ch.codePointAt(0) ?? 0;
    let cell: { text: string; width: number };
    if (ch === "\t") {
      const width = 8 - (column % 8);
      cell = { text: " ".repeat(width), width };
    } else if (code < 32) cell = { text: `^${String.fromCharCode(code + 64)}`, width: 2 };
    else if (code === 127) cell = { text: "^?", width: 2 };
    else cell = { text: ch, width: charWidth(code) };
    column += cell.width;
    yield cell;
  }
}

/** Goes to a cell (from 1). */
export function at(row: number, column: number): string {
  return `\x1b[${row};${column}H`;
}

export const REVERSE = "\x1b[7m";
export const PLAIN = "\x1b[m";
export const CLEAR_LINE = "\x1b[K";
