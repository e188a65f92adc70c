import { interpreter } from "./interpreter.ts";
import type { Open } from "./judge.ts";
import { isPlainText } from "./plain.ts";
import type { Shell } from "./shell.ts";

/** Where lines come from. `undefined`: the end of the input. `null`: the line was abandoned (Ctrl-C). */
export interface LineSource {
  /** `open`: what the lines before it have left open; undefined for a command's first line. */
  next(open: Open | undefined): Promise<string | undefined | null>;
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
  let open: Open | undefined;
  for (;;) {
    const line = await source.next(open);
    if (line === null) return null;
    if (line === undefined) return text === "" ? undefined : { text, lines, entry, cut: true };
    text += `${line}\n`;
    lines++;
    entry += joiner + line;
    if (!mayEnd(line)) continue;
    joiner = CONTINUED.test(line) ? " " : "; ";
    if (endsInBackslash(text)) {
      entry = entry.slice(0, -1);
      joiner = "";
      open ??= { kind: "command" };
      continue;
    }
    if (isPlainText(sh, text)) return { text, lines, entry, cut: false };
    const still = (await interpreter(sh)).judge(sh, text);
    if (!still) return { text, lines, entry: open?.kind === "here-document" ? `${entry}\n` : entry, cut: false };
    if (still.kind === "here-document") {
      joiner = "\n";
      mayEnd = (l) => l.replace(/^\t+/, "") === still.delimiter;
    } else if (still.kind === "quote") {
      if (still.quote !== "`") joiner = "\n";
      mayEnd = (l) => l.includes(still.quote);
    } else mayEnd = () => true;
    open = still;
  }
}

/** The line goes on: an odd number of backslashes before the line feed. */
function endsInBackslash(text: string): boolean {
  const m = /(\\+)\n$/.exec(text);
  return m !== null && (m[1]?.length ?? 0) % 2 === 1;
}
