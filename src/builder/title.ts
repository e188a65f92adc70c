import type { Instruction } from "./dockerfile/instruction.ts";
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
  const { original, name, heredocs } = instruction.node;
  let shown = original.replace(/^\S+/, name);
  const kept = instruction.kind === "RUN" ? { keepQuotes: true, keepUnset: true } : {};
  try {
    shown = expandWord(shown, { get: expansion.get, escape: expansion.escape, ...kept });
  } catch (e) {
    if (!(e instanceof WordError)) throw e;
  }
  const first = heredocs[0];
  // A here-document shows its first lines in place of its mark.
  if (first && instruction.kind === "RUN" && /^RUN\s*<</i.test(shown)) {
    const lines = first.content.split("\n").filter((l) => l !== "");
    return `${shown} (${lines[0] ?? ""}${lines.length > 1 ? "..." : ""})`;
  }
  return shown;
}
