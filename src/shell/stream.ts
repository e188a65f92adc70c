import { buffered } from "./buffered.ts";
import { type LineSource, readCommand } from "./complete-command.ts";
import { readLine } from "./read-line.ts";
import { runText } from "./run.ts";
import type { Shell } from "./shell.ts";
import { runPending } from "./traps.ts";

/**
 * Runs commands from an input that is no terminal. bash takes it byte by byte, so that a command can read what follows
 * it; dash and ash take what is there.
 */
export async function runStream(sh: Shell): Promise<void> {
  const source = sh.dialect === "bash" ? byLine(sh) : buffered(sh);
  let line = 1;
  for (;;) {
    const command = await readCommand(sh, source);
    if (!command) return;
    await runText(sh, { text: command.text, name: sh.name, firstLine: line }, "file", "no", sh.dialect === "bash");
    line += command.lines;
    if (sh.pending.size) await runPending(sh);
    if (sh.unwind?.kind === "discard") sh.unwind = undefined;
    if (sh.unwind || command.cut) return;
  }
}

function byLine(sh: Shell): LineSource {
  return {
    async next() {
      const line = await readLine(sh, 0, {});
      return line.ended && line.text === "" ? undefined : line.text;
    },
  };
}
