import { interpreter } from "./interpreter.ts";
import { isPlainText } from "./plain.ts";
import type { Shell } from "./shell.ts";

/** Where lines come from. `undefined`: the end of the input. `null`: the line was abandoned (Ctrl-C). */
export interface LineSource {
  next(continuation: boolean): Promise<string | undefined | null>;
}

/** A command read from a source, whole. */
export interface Command {
  readonly text: string;
  readonly lines: number;
  /** As it goes into the history: on one line where it can be. */
  readonly entry: string;
  /** The input ended inside of it. */
  readonly cut: boolean;
}

const CONTINUED = /(?:\b(?:do|then|else|elif|if|while|until)|\b(?:for|select|case)\s+\S+\s+in|[{(;&|])\s*$/;

/** Reads lines until they hold whole commands. Undefined at the end of the input; null when abandoned. */
export async function readCommand(sh: Shell, source: LineSource): Promise<Command | undefined | null> {
  let text = "";
  let lines = 0;
  let entry = "";
  let joiner = "";
  // Inside a here-document or quotes only a line that may end it is worth parsing for.
  let mayEnd: (line: string) => boolean = () => true;
  for (;;) {
    const line = await source.next(text !== "");
    if (line === null) return null;
    if (line === undefined) return text === "" ? undefined : { text, lines, entry, cut: true };
    text += `${line}\n`;
    lines++;
    entry += joiner + line;
    joiner = CONTINUED.test(line) ? " " : "; ";
    if (!mayEnd(line)) continue;
    if (endsInBackslash(text)) {
      entry = entry.slice(0, -1);
      joiner = "";
      continue;
    }
    if (isPlainText(sh, text)) return { text, lines, entry, cut: false };
    const open = (await interpreter(sh)).judge(sh, text);
    if (!open) return { text, lines, entry, cut: false };
    if (open.kind === "here-document") {
      joiner = "\n";
      mayEnd = (l) => l.replace(/^\t+/, "") === open.delimiter;
    } else if (open.kind === "quote") {
      if (open.quote !== "`") joiner = "\n";
      mayEnd = (l) => l.includes(open.quote);
    } else mayEnd = () => true;
  }
}

/** The line goes on: an odd number of backslashes before the line feed. */
function endsInBackslash(text: string): boolean {
  const m = /(\\+)\n$/.exec(text);
  return m !== null && (m[1]?.length ?? 0) % 2 === 1;
}
