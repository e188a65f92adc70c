import { type DoubleQuotedPart, parse, type Word, type WordPart } from "unbash";
import type { Script } from "./shell.ts";

/** A text's grammar. Errors stand in `errors`, in the order in which they were met. */
export function parseScript(text: string): Script {
  return parse(text);
}

/** The one word that a text holds; undefined when it holds none. */
export function parseWord(text: string): Word | undefined {
  if (/^[\w.,/:=+@%^-]+$/.test(text)) return { type: "Word", text, value: text, pos: 0, end: text.length };
  const command = parse(`: ${text}`).commands[0]?.command;
  const word = command?.type === "Command" ? command.suffix[0] : undefined;
  return word?.type === "Word" ? word : undefined;
}

const quoted = new Map<string, readonly WordPart[] | undefined>();

/** A text's parts as inside double quotes. Kept: arithmetic in a loop is the same text each time. */
export function parseDoubleQuoted(text: string): readonly WordPart[] | undefined {
  if (quoted.has(text)) return quoted.get(text);
  const word = parseWord(`"${text}"`);
  const part = word?.parts?.[0] as DoubleQuotedPart | undefined;
  if (quoted.size > 500) quoted.clear();
  quoted.set(text, part?.parts);
  return part?.parts;
}

/**
 * The commands of a script as the shell reads them: those that begin on the line on which the one before ends are
 * read, and so run, together.
 */
export function linesOf(script: Script, text: string): { from: number; to: number; start: number; end: number }[] {
  const lines: { from: number; to: number; start: number; end: number }[] = [];
  for (const [i, s] of script.commands.entries()) {
    const last = lines.at(-1);
    if (last && !text.slice(last.end, s.pos).includes("\n")) {
      last.to = i + 1;
      last.end = s.end;
    } else lines.push({ from: i, to: i + 1, start: s.pos, end: s.end });
  }
  return lines;
}
