import { buffered } from "./buffered.ts";
import { hasStoppedJobs } from "./builtins/leaving.ts";
import { runCommands } from "./commands.ts";
import { type LineSource, readCommand } from "./complete-command.ts";
import { editedLines } from "./editor/source.ts";
import { addHistory, loadHistory, saveHistory } from "./history.ts";
import { interpreter } from "./interpreter.ts";
import { printError } from "./messages.ts";
import { decodePrompt, plainPrompt, tellsTime } from "./prompt.ts";
import type { Shell } from "./shell.ts";
import { takeTerminal } from "./take-terminal.ts";
import { runPending } from "./traps.ts";
import { setText, textOf } from "./variables.ts";

/** The prompt, commands, their news: until `exit` or the end of the input. */
export async function runInteractive(sh: Shell): Promise<void> {
  loadHistory(sh);
  const source = lineSource(sh);
  try {
    await commands(sh, source);
  } finally {
    if (!sh.replaced) saveHistory(sh);
  }
}

async function commands(sh: Shell, source: LineSource): Promise<void> {
  let line = 1;
  for (;;) {
    await beforePrompt(sh);
    const command = await readCommand(sh, source);
    updateSize(sh);
    if (command === undefined) {
      if (await leaves(sh)) return;
      continue;
    }
    if (command === null) {
      sh.status = 130;
      sh.unwind = undefined;
      line++;
      continue;
    }
    const entries = sh.dialect === "ash" ? command.text.split("\n").slice(0, -1) : [command.entry];
    for (const entry of entries) addHistory(sh, entry);
    if (command.text.trim() !== "") {
      sh.warnedStopped = sh.warnedStopped && /^\s*(?:exit|logout|jobs)\b/.test(command.text);
      await runCommands(sh, { text: command.text, name: sh.name, firstLine: line }, "interactive");
    }
    line += command.lines;
    if (sh.pending.size) await runPending(sh);
    if (sh.unwind?.kind === "discard") sh.unwind = undefined;
    if (sh.unwind) return;
  }
}

async function beforePrompt(sh: Shell): Promise<void> {
  takeTerminal(sh);
  updateSize(sh);
  if (sh.jobs.jobs.length > 0) {
    const { notifyJobs, updateJobs } = await interpreter(sh);
    await updateJobs(sh);
    await notifyJobs(sh);
  }
  const command = sh.dialect === "bash" ? textOf(sh, "PROMPT_COMMAND") : undefined;
  if (!command) return;
  const { status } = sh;
  await runCommands(sh, { ...sh.unit, text: command }, "interactive");
  if (sh.unwind?.kind === "discard") sh.unwind = undefined;
  sh.status = status;
}

function updateSize(sh: Shell): void {
  const size = sh.p.controllingTerminal?.windowSize;
  if (!size?.columns || sh.dialect !== "bash" || !sh.shopts.has("checkwinsize")) return;
  setText(sh, "COLUMNS", String(size.columns));
  setText(sh, "LINES", String(size.rows));
}

/** The end of the input: bash says what it does, and stays once when there are stopped jobs. */
async function leaves(sh: Shell): Promise<boolean> {
  if (sh.options.has("ignoreeof")) {
    await printError(sh, 'Use "exit" to leave the shell.\n');
    return false;
  }
  const bash = sh.dialect === "bash";
  await printError(sh, bash ? (sh.login ? "logout\n" : "exit\n") : "\n");
  if (!sh.warnedStopped && hasStoppedJobs(sh)) {
    sh.warnedStopped = true;
    await printError(sh, bash ? "There are stopped jobs.\n" : "You have stopped jobs.\n");
    return false;
  }
  return true;
}

/** A prompt expanded, with what does not count for its width between \x01 and \x02. */
export async function expandPrompt(sh: Shell, text: string): Promise<string> {
  const tellTime = sh.dialect !== "dash" && tellsTime(text) ? (await interpreter(sh)).tellTime : () => "";
  const decoded = sh.dialect === "dash" ? text : decodePrompt(sh, text, tellTime);
  if (!/[$`]/.test(decoded.replace(/\\[^]/g, "")) || (sh.dialect === "bash" && !sh.shopts.has("promptvars")))
    return plainPrompt(decoded);
  return (await interpreter(sh)).expandPromptText(sh, decoded);
}

function lineSource(sh: Shell): LineSource {
  const tty = sh.p.terminal(0);
  if (tty && sh.dialect !== "dash") return editedLines(sh, tty);
  const lines = buffered(sh);
  return {
    async next(open) {
      await printError(sh, (await expandPrompt(sh, textOf(sh, open ? "PS2" : "PS1") ?? "")).replace(/[\x01\x02]/g, ""));
      const line = await lines.next(open);
      if (line === null) await printError(sh, "\n");
      return line;
    },
  };
}
