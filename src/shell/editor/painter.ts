import { type Cell, cellsOf } from "./cells.ts";

/** Keeps a line and its cursor on the screen as they change, with what has to be printed for it. */
export interface Painter {
  /** Draws the prompt and an empty line. */
  start(prompt: string, columns: number): string;
  /** What makes the screen show this; `rubbed`: the key was Backspace. */
  paint(cells: readonly Cell[], cursor: number, rubbed?: boolean): string;
  /** The same for a line that is another one altogether: BusyBox draws prompt and line anew. */
  replace(cells: readonly Cell[], cursor: number): string;
  /** Draws all anew, at the top of a cleared screen or after the window's size changed. */
  redraw(columns: number, clear: boolean): string;
  /** Draws all once more where the cursor is: at the left of a fresh row. */
  fresh(): string;
  /** The line has been entered: to where the next row begins below it. */
  end(cells: readonly Cell[], cursor: number): string;
  /** Shows another prompt, and a line behind it, some of its cells standing out. */
  setPrompt(prompt: string, cells: readonly Cell[], cursor: number, marked?: Span): string;
}

export type Style = "readline" | "busybox";

/** Cells from one to before another. */
export type Span = readonly [from: number, to: number];

/** A cell of a prompt: `shown` begins with the sequences before it that take no room. */
export interface PromptCell {
  readonly shown: string;
  readonly width: number;
}

export interface Prompt {
  /** What is printed above the row that the line begins on. */
  readonly above: string;
  readonly last: readonly PromptCell[];
  /** Whether it holds sequences that take no room. */
  readonly hidden: boolean;
}

const HIDDEN = /\x01[^\x02]*\x02|\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07/y;

/** A prompt's cells: what stands between \x01 and \x02, and a terminal's sequences, take no room. */
export function readPrompt(prompt: string): Prompt {
  const start = prompt.lastIndexOf("\n") + 1;
  const bare = (text: string) => text.replace(/[\x01\x02]/g, "");
  const last: PromptCell[] = [];
  let lead = "";
  let hidden = false;
  let text = "";
  const flush = () => {
    for (const { shown, width } of cellsOf(text)) {
      last.push({ shown: lead + shown, width });
      lead = "";
    }
    text = "";
  };
  for (let i = start; i < prompt.length; ) {
    HIDDEN.lastIndex = i;
    const sequence = HIDDEN.exec(prompt)?.[0];
    if (sequence === undefined) text += prompt[i++];
    else {
      flush();
      lead += bare(sequence);
      hidden = true;
      i += sequence.length;
    }
  }
  flush();
  const end = last.at(-1);
  if (end && lead !== "") last[last.length - 1] = { ...end, shown: end.shown + lead };
  return { above: bare(prompt.slice(0, start)), last, hidden };
}
