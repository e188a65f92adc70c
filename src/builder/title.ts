import type { CommandLine, Instruction } from "./dockerfile/instruction.ts";
import { type Expansion, expandWord, WordError } from "./dockerfile/words.ts";

/** `[builder  2/10] RUN make`: the stage, the step's number padded to the width of their count, and the instruction. */
export function stepTitle(stage: string | undefined, number: number, count: number, text: string): string {
  const width = String(count).length;
  return `[${stage === undefined ? "" : `${stage} `}${String(number).padStart(width)}/${count}] ${text}`;
}

/**
 * An instruction as its title shows it, its name in upper case. RUN keeps its quotes, and variables that are unset; all
 * others are read as one word: without quotes, and with nothing where a variable is unset.
 */
export function shownInstruction(instruction: Instruction, expansion: Expansion): string {
  const { original, name } = instruction.node;
  let shown = original.replace(/^\S+/, name) + documentPreview(instruction);
  const kept = instruction.kind === "RUN" ? { keepQuotes: true, keepUnset: true } : {};
  try {
    shown = expandWord(shown, { get: expansion.get, escape: expansion.escape, ...kept });
  } catch (e) {
    if (!(e instanceof WordError)) throw e;
  }
  return shown;
}

/** A here-document that is the whole command is shown by its first line. */
function documentPreview(instruction: Instruction): string {
  if (instruction.kind !== "RUN" || !isDocumentAlone(instruction.command)) return "";
  const lines = (instruction.node.heredocs[0]?.content ?? "").trim().split("\n");
  return ` (${lines[0] ?? ""}${lines.length > 1 ? "..." : ""})`;
}

/** `RUN <<EOT`: the document is the script. */
export function isDocumentAlone(command: CommandLine): boolean {
  return command.form === "shell" && command.heredocs.length === 1 && /^<<-?["']?[\w.-]+["']?$/.test(command.text);
}
