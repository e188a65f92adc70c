import { CORE } from "./builtins/core.ts";
import { isPlain } from "./builtins/export.ts";
import { handleError, runBuiltin } from "./run-builtin.ts";
import type { Shell, Unit } from "./shell.ts";
import { runPending } from "./traps.ts";
import { setText, textOf } from "./variables.ts";

/*
 * Plain lines: commands of literal words and quoted texts, joined by `;`, `&&` and `||`, whose names are builtins of
 * the first piece, or assignments of literals. They need no grammar, no expansion and no other process. Everything else
 * is not plain and is left to the interpreter.
 */

interface PlainCommand {
  readonly pos: number;
  readonly words: readonly string[];
  /** How many words are assignments. */
  readonly assignments: number;
  /** What joins it to the one before. */
  readonly operator: ";" | "&&" | "||";
}

const NO_ARRAYS: ReadonlyMap<number, never> = new Map<number, never>();

/** The commands of one line; undefined when it is not plain. */
function plainLine(sh: Shell, line: string, offset: number): PlainCommand[] | undefined {
  // What /proc is made of has to be asked for.
  if (line.includes("proc")) return undefined;
  const commands: PlainCommand[] = [];
  let words: string[] = [];
  let assignments = 0;
  let start = -1;
  let operator: PlainCommand["operator"] = ";";
  let inWord = false;
  const end = () => {
    if (words.length > 0) commands.push({ pos: offset + start, words, assignments, operator });
    words = [];
    assignments = 0;
    start = -1;
  };
  const token = /[ \t]+|#.*$|;|&&|\|\||(?:[\w./:=+@%,~\]-]|'[^']*'|"[^"\\$`!]*")+|\[(?=[ \t])/y;
  for (let at = 0; at < line.length; at = token.lastIndex) {
    token.lastIndex = at;
    const m = token.exec(line);
    if (!m) return undefined;
    const [text] = m;
    const isWord = /^[^ \t;&|]/.test(text);
    if (inWord && isWord) return undefined;
    inWord = isWord;
    if (text === ";" || text === "&&" || text === "||") {
      if (words.length === 0) return undefined;
      end();
      operator = text;
    } else if (text[0] === "#") break;
    else if (text[0] !== " " && text[0] !== "\t") {
      const word = plainWord(sh, text);
      if (word === undefined) return undefined;
      if (start < 0) start = at;
      if (words.length === assignments && /^[A-Za-z_]\w*=/.test(text)) assignments++;
      words.push(word);
    }
  }
  if (words.length === 0 && operator !== ";") return undefined;
  end();
  return commands;
}

/** A word without its quotes, a `~` at its start replaced; undefined where more than that is to be done. */
function plainWord(sh: Shell, text: string): string | undefined {
  const tilde = /^~(?=\/|$)/.exec(text);
  const rest = tilde ? text.slice(1) : text;
  if (rest.replace(/'[^']*'|"[^"]*"/g, "").includes("~")) return undefined;
  const home = tilde ? textOf(sh, "HOME") : "";
  if (home === undefined) return undefined;
  return home + rest.replace(/'([^']*)'|"([^"]*)"/g, (_, a?: string, b?: string) => a ?? b ?? "");
}

/** Whether the shell can run it without the interpreter. */
function runnable(sh: Shell, command: PlainCommand): boolean {
  const name = command.words[command.assignments];
  const names = command.words.slice(0, command.assignments).map((w) => w.slice(0, w.indexOf("=")));
  if (name === undefined) return names.every((n) => isPlain(sh, n));
  return names.length === 0 && Object.hasOwn(CORE, name) && !sh.functions.has(name) && !sh.aliases.has(name);
}

/** Nothing that is done at each command: traces, traps, `set -e`. */
function undisturbed(sh: Shell): boolean {
  const { options } = sh;
  return (
    sh.traps.size === 0 &&
    !options.has("xtrace") &&
    !options.has("verbose") &&
    !options.has("errexit") &&
    !options.has("noexec") &&
    !options.has("allexport")
  );
}

/** Whether a text is whole and plain. */
export function isPlainText(sh: Shell, text: string): boolean {
  return text.split("\n").every((line) => plainLine(sh, line, 0)?.every((c) => runnable(sh, c)));
}

/** Runs the plain lines that a text begins with. Gives where the first other line begins; undefined when all is done. */
export async function runPlain(sh: Shell, unit: Unit, resume: boolean): Promise<number | undefined> {
  const { unit: outer, pos, unwind } = sh;
  if (unwind) return undefined;
  const { text } = unit;
  try {
    for (let from = 0; from < text.length; ) {
      const newline = text.indexOf("\n", from);
      const end = newline < 0 ? text.length : newline;
      const commands = undisturbed(sh) ? plainLine(sh, text.slice(from, end), from) : undefined;
      if (!commands?.every((c) => runnable(sh, c))) return from;
      sh.unit = unit;
      for (const c of commands) {
        if (c.operator !== ";" && (c.operator === "&&") !== (sh.status === 0)) continue;
        try {
          await runOne(sh, c);
        } catch (e) {
          await handleError(sh, e, c.pos);
        }
        if (sh.pending.size > 0) await runPending(sh);
        if (sh.unwind) break;
      }
      if (sh.unwind?.kind === "discard" && resume) sh.unwind = undefined;
      if (sh.unwind) return undefined;
      from = end + 1;
    }
    return undefined;
  } finally {
    sh.unit = outer;
    sh.pos = pos;
  }
}

async function runOne(sh: Shell, command: PlainCommand): Promise<void> {
  const { words, assignments } = command;
  sh.pos = command.pos;
  const argv = words.slice(assignments);
  const builtin = CORE[argv[0] ?? ""];
  if (builtin) {
    await runBuiltin(sh, builtin, { argv, arrays: NO_ARRAYS }, "no");
    sh.lastArgument = argv.at(-1) ?? "";
  } else {
    for (const w of words) setText(sh, w.slice(0, w.indexOf("=")), w.slice(w.indexOf("=") + 1));
    sh.status = 0;
  }
  sh.pipeStatus = [sh.status];
}
