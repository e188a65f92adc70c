import { aliasesActive, expandAliases } from "./alias.ts";
import { runStatements } from "./execute.ts";
import { printError } from "./messages.ts";
import { linesOf, parseScript } from "./parse.ts";
import { option, type Shell, type Tail, type Unit, type Where } from "./shell.ts";
import { problemOf, syntaxMessage } from "./syntax.ts";

/**
 * Runs a text line by line, as the shell reads it: what stands before a syntax error has run when it is told, and an
 * alias counts from the line behind its definition. `resume`: an error that gives up a line goes on with the next.
 * `start`: lines before this offset have run.
 */
export async function runText(
  sh: Shell,
  unit: Unit,
  where: Where,
  tail: Tail = "no",
  resume = false,
  start = 0,
): Promise<void> {
  const outer = sh.unit;
  const outerPos = sh.pos;
  try {
    let { text } = unit;
    let from = start;
    for (;;) {
      const next = await runLines(sh, { ...unit, text }, where, from, tail, resume);
      if (!next) return;
      text = next.text;
      from = next.from;
    }
  } finally {
    sh.unit = outer;
    sh.pos = outerPos;
  }
}

/** Runs the lines that begin at `from` or later. Gives a text to go on with where an alias changed it. */
async function runLines(
  sh: Shell,
  unit: Unit,
  where: Where,
  from: number,
  tail: Tail,
  resume: boolean,
): Promise<{ text: string; from: number } | undefined> {
  const { text } = unit;
  const script = parseScript(text);
  const problem = problemOf(script, text, sh.dialect);
  const lines = linesOf(script, text);
  sh.unit = unit;
  for (const [i, line] of lines.entries()) {
    if (line.start < from) continue;
    const isLast = i === lines.length - 1;
    if (problem && line.start > problem.pos) break;
    // What lacks a word of its own is the command before the place where it was missed.
    const lacks = problem?.expecting !== undefined && (lines[i + 1]?.start ?? text.length) > problem.pos;
    const bad = problem && (lacks || problem.pos <= line.end || !text.slice(line.end, problem.pos).includes("\n"));
    if (aliasesActive(sh)) {
      const end = lines[i + 1]?.start ?? text.length;
      const before = text.slice(line.start, end);
      const after = expandAliases(sh, before);
      if (after !== before) {
        const changed = text.slice(0, line.start) + after + text.slice(end);
        const again = await runFirstLine(
          sh,
          { ...unit, text: changed },
          where,
          line.start,
          line.start + after.length,
          tail,
          resume,
        );
        if (again) return undefined;
        return { text: changed, from: line.start + after.length };
      }
    }
    if (bad) break;
    if (option(sh, "verbose")) await printError(sh, `${text.slice(line.start, line.end)}\n`);
    const last = isLast && !problem && (sh.dialect === "bash" || !/\n\s*$/.test(text.slice(line.end)));
    await runStatements(sh, script.commands.slice(line.from, line.to), last ? tail : "no");
    if (sh.unwind?.kind === "discard" && resume) sh.unwind = undefined;
    if (sh.unwind) return undefined;
  }
  if (problem) {
    await printError(sh, syntaxMessage(sh, unit, problem, where));
    sh.status = 2;
    sh.unwind =
      sh.dialect === "bash" && where === "eval"
        ? undefined
        : where === "interactive"
          ? { kind: "discard" }
          : { kind: "exit" };
    if (sh.dialect === "bash" && sh.sourceDepth > 0 && where === "file") sh.unwind = undefined;
  }
  return undefined;
}

/** Runs one line whose aliases are replaced. True when nothing more may run. */
async function runFirstLine(
  sh: Shell,
  unit: Unit,
  where: Where,
  from: number,
  to: number,
  tail: Tail,
  resume: boolean,
): Promise<boolean> {
  const script = parseScript(unit.text.slice(0, to));
  const problem = problemOf(script, unit.text.slice(0, to), sh.dialect);
  sh.unit = unit;
  if (problem) {
    await printError(sh, syntaxMessage(sh, unit, problem, where));
    sh.status = 2;
    sh.unwind = { kind: where === "interactive" ? "discard" : "exit" };
    return true;
  }
  const statements = script.commands.filter((s) => s.pos >= from);
  await runStatements(sh, statements, to >= unit.text.trimEnd().length ? tail : "no");
  if (sh.unwind?.kind === "discard" && resume) sh.unwind = undefined;
  return sh.unwind !== undefined;
}
