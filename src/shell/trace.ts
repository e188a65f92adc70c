import { printError } from "./messages.ts";
import { promptString } from "./prompt-now.ts";
import { quoteWord } from "./quote.ts";
import type { Shell } from "./shell.ts";
import { textOf } from "./variables.ts";

/** Prints a line of `set -x`: PS4, its first character once for each level of eval and substitution. */
export async function trace(sh: Shell, text: string): Promise<void> {
  const ps4 = textOf(sh, "PS4") ?? "+ ";
  const shown = sh.dialect === "bash" ? (ps4[0] ?? "").repeat(sh.traceDepth) + promptString(sh, ps4) : ps4;
  await printError(sh, `${shown}${text}\n`);
}

/** The words of a command as `set -x` shows them: bash and ash quote, dash does not. */
export function traceWords(sh: Shell, words: readonly string[]): string {
  if (sh.dialect === "dash") return words.join(" ");
  if (sh.dialect === "bash") return words.map(quoteWord).join(" ");
  return words.map(ashQuote).join(" ");
}

/** A value behind `name=`. */
export function traceAssignment(sh: Shell, name: string, operator: string, value: string): string {
  if (sh.dialect === "dash") return `${name}${operator}${value}`;
  return `${name}${operator}${value === "" ? "" : sh.dialect === "bash" ? quoteWord(value) : ashQuote(value)}`;
}

const ASH_KEYWORDS: ReadonlySet<string> = new Set(
  "case do done elif else esac fi for function if in then until while".split(" "),
);

function ashQuote(text: string): string {
  if (text === "" || (/^[\w@%+:,./\]-]+$/.test(text) && !ASH_KEYWORDS.has(text))) return text;
  return text
    .split(/('+)/)
    .filter((s, i) => s !== "" || i === 0)
    .map((s) => (s.startsWith("'") ? `"${s}"` : `'${s}'`))
    .join("");
}
