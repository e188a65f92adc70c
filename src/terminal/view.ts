import { FitAddon } from "@xterm/addon-fit";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import type { MachineClient, ScreenTerminal } from "../machine/types.ts";
import { handleClipboardKeys } from "./keys.ts";
import { DARK, LIGHT } from "./theme.ts";
import { useDrydockWidths } from "./widths.ts";

export interface TerminalLook {
  readonly dark: boolean;
  /** In CSS pixels. */
  readonly fontSize: number;
  /** What screen readers call it. */
  readonly label: string;
  /** What is printed is also there for a screen reader. */
  readonly screenReader: boolean;
}

export interface TerminalView {
  /** The first output is on the screen. */
  readonly ready: Promise<void>;
  /** From now on addresses that the terminal shows can be clicked (`open` is called with one), and a finger scrolls it. */
  equip(open: (url: string) => void): Promise<void>;
  focus(): void;
  setDark(dark: boolean): void;
  setLabel(label: string): void;
  setScreenReader(on: boolean): void;
  /** In CSS pixels. */
  setFontSize(size: number): void;
  /** Types for the user: a click on a command in the page. */
  type(text: string): void;
  /** The same for what was copied: a program is told that it was pasted. */
  paste(text: string): void;
  /** An arrow key by its letter (A up, B down, C right, D left), as the program wants to have it. */
  arrow(letter: "A" | "B" | "C" | "D"): void;
  /** The text that the terminal shows and has shown. */
  text(): string;
  dispose(): void;
}

/** Few names: each that a system has not costs the first screen milliseconds. What they lack (Hangul) the browser finds by itself. */
const FONTS = 'Menlo, "Cascadia Mono", Consolas, monospace';

/** A terminal of the machine in an element of the page. Keys typed before the machine is up are kept and sent in order. */
export function createTerminalView(element: HTMLElement, client: MachineClient, options: TerminalLook): TerminalView {
  const term = new Terminal({
    fontFamily: FONTS,
    fontSize: options.fontSize,
    theme: options.dark ? DARK : LIGHT,
    allowProposedApi: true,
    screenReaderMode: options.screenReader,
    scrollback: 5000,
    // Room for what hangs below: some fonts draw "_" under the line.
    lineHeight: 1.15,
    cursorBlink: false,
    cursorInactiveStyle: "outline",
    minimumContrastRatio: 4.5,
    // Bytes that are no text (`cat /bin/ls`) are not worth a word on the console.
    logLevel: "off",
  });
  const fit = new FitAddon();
  term.loadAddon(fit);
  useDrydockWidths(term);
  term.open(element);
  const setLabel = (label: string) => term.textarea?.setAttribute("aria-label", label);
  setLabel(options.label);
  handleClipboardKeys(term);
  fit.fit();

  let terminal: ScreenTerminal | undefined;
  const early: string[] = [];
  term.onData((text) => (terminal ? terminal.input(text) : early.push(text)));
  term.onResize(({ cols, rows }) => terminal?.resize(cols, rows));
  const ready = client.openTerminal(term.cols, term.rows).then((opened) => {
    terminal = opened;
    opened.resize(term.cols, term.rows);
    for (const text of early.splice(0)) opened.input(text);
    return new Promise<void>((drawn) => {
      let first = true;
      opened.onOutput((chunk, shown) => {
        term.write(chunk, shown);
        // xterm.js draws in the frame that comes next.
        if (first) term.write("", () => requestAnimationFrame(() => setTimeout(drawn)));
        first = false;
      });
    });
  });
  const observer = new ResizeObserver(() => {
    if (element.offsetParent) fit.fit();
  });
  observer.observe(element);

  const type = (text: string) => {
    if (terminal) terminal.input(text);
    else early.push(text);
    term.focus();
  };
  const arrow = (letter: string) => type(`\x1b${term.modes.applicationCursorKeysMode ? "O" : "["}${letter}`);
  return {
    ready,
    async equip(open) {
      (await import("./equip.ts")).equip(term, element, { open, arrow });
    },
    focus: () => term.focus(),
    setDark(dark) {
      term.options.theme = dark ? DARK : LIGHT;
    },
    setLabel,
    setScreenReader(on) {
      term.options.screenReaderMode = on;
    },
    setFontSize(size) {
      term.options.fontSize = size;
      if (element.offsetParent) fit.fit();
    },
    type,
    paste: (text) => term.paste(text),
    arrow,
    text() {
      const buffer = term.buffer.active;
      const rows = Array.from({ length: buffer.length }, (_, i) => buffer.getLine(i)?.translateToString(true) ?? "");
      return rows.join("\n").trimEnd();
    },
    dispose() {
      observer.disconnect();
      terminal?.close();
      term.dispose();
    },
  };
}
