import type { Assignment, Command, Word } from "unbash";
import { assign, assignedText } from "./assign.ts";
import { DECLARATIONS, POSIX_SPECIAL } from "./builtins/builtin.ts";
import { builtinOf } from "./builtins/table.ts";
import { drive } from "./drive.ts";
import { afterCommand, textOf as sourceOf } from "./execute.ts";
import { expandFields, expandString, type Steps } from "./expand.ts";
import { runExternal } from "./external.ts";
import { callFunction } from "./functions.ts";
import { addJob } from "./jobs.ts";
import { complain } from "./messages.ts";
import { forget, redirect, restore, type Saved } from "./redirect.ts";
import { handleError, runBuiltin } from "./run-builtin.ts";
import { CommandError, option, type Shell } from "./shell.ts";
import { forkShell } from "./subshell.ts";
import { closeProcessPipes } from "./substitution.ts";
import { trace, traceAssignment, traceWords } from "./trace.ts";
import { runTrap } from "./traps.ts";
import { makeLocal, popFrame, pushFrame } from "./variables.ts";

/** A simple command: expands, redirects, assigns, and runs a function, a builtin or a program. */
export async function simple(sh: Shell, node: Command): Promise<void> {
  const { tail } = sh;
  sh.tail = "no";
  sh.pos = node.pos;
  sh.end = node.end;
  const debug = sh.traps.get("DEBUG");
  if (debug) await runTrap(sh, debug, "DEBUG");
  sh.substitutionStatus = undefined;
  const pipes = sh.processPipes.length;
  let assignments = node.prefix.filter((p) => p.type === "Assignment");
  const { argv, arrays } = await drive(sh, expandCommand(sh, node));
  if (sh.dialect !== "bash") {
    // `a[1]=2` and `a+=2` are words there, and so is what follows them.
    const at = assignments.findIndex((a) => a.index || a.append);
    if (at >= 0) argv.unshift(...assignments.slice(at).map((a) => a.text));
    if (at >= 0) assignments = assignments.slice(0, at);
  }
  if (sh.dialect === "dash" && node.redirects.some((r) => r.type === "Redirect" && r.operator.startsWith("&>"))) {
    return splitAmpersand(sh, node, argv);
  }
  const name = argv[0];
  if (name === undefined) {
    await assignOnly(sh, node, assignments);
    closeProcessPipes(sh, pipes);
    return afterCommand(sh);
  }
  const fn = name.includes("/") ? undefined : sh.functions.get(name);
  const builtin = builtinOf(sh, name);
  const special = builtin !== undefined && sh.dialect !== "bash" && POSIX_SPECIAL.has(name);
  const saved: Saved[] = [];
  const framed = assignments.length > 0 && !special;
  if (framed) pushFrame(sh);
  let pos = sh.pos;
  try {
    const before: string[] = [];
    for (const a of assignments) await prefixAssignment(sh, a, framed, before);
    // bash has told the assignments already, each by itself.
    if (option(sh, "xtrace")) await trace(sh, [...before, traceWords(sh, argv)].join(" "));
    if (node.redirects.length) {
      try {
        await redirect(sh, node.redirects, saved);
      } catch (e) {
        if (!(e instanceof CommandError)) throw e;
        sh.pos = node.pos;
        await complain(sh, e.message);
        sh.status = e.status;
        if (special) sh.unwind = { kind: "exit" };
        return;
      }
    }
    if (fn && !special) await callFunction(sh, fn, argv);
    else if (builtin) {
      await runBuiltin(sh, builtin, { argv, arrays }, tail);
      // The redirections of `exec` without a command stay.
      if (name === "exec" && argv.length === 1) forget(sh, saved.splice(0));
    } else {
      const mayExec = tail === "any" || (tail === "plain" && node.redirects.length === 0);
      await runExternal(sh, argv, sourceOf(sh, node), mayExec && sh.traps.size === 0 && !sh.interactive);
      if (sh.status === 127 && sh.unwind === undefined) pos = sh.pos;
    }
  } catch (e) {
    // Told while its own redirections hold.
    if (!(e instanceof CommandError)) throw e;
    await handleError(sh, e, node.pos);
  } finally {
    restore(sh, saved);
    if (framed) popFrame(sh);
    closeProcessPipes(sh, pipes);
    sh.lastArgument = argv.at(-1) ?? "";
    sh.pos = pos;
  }
  sh.pipeStatus = [sh.status];
  await afterCommand(sh);
}

function* expandCommand(sh: Shell, node: Command): Steps<{ argv: string[]; arrays: ReadonlyMap<number, Assignment> }> {
  const argv: string[] = [];
  if (node.name) yield* expandFields(sh, node.name, argv);
  if (node.suffix.length === 0) return { argv, arrays: NO_ARRAYS };
  const declares = DECLARATIONS.has(argv[0] ?? "");
  let arrays: Map<number, Assignment> | undefined;
  for (const arg of node.suffix) {
    if (arg.type === "Word") yield* declares ? declarationWord(sh, arg, argv) : expandFields(sh, arg, argv);
    else if (arg.type === "Assignment") {
      if (arg.value.type === "ArrayValue") {
        arrays ??= new Map();
        arrays.set(argv.length, arg);
        argv.push(`${arg.name}${arg.append ? "+=" : "="}${sh.unit.text.slice(arg.value.pos, arg.value.end)}`);
      } else {
        const index = arg.index ? `[${yield* expandString(sh, arg.index)}]` : "";
        argv.push(`${arg.name}${index}${arg.append ? "+=" : "="}${yield* expandString(sh, arg.value, "plain", true)}`);
      }
    }
  }
  return { argv, arrays: arrays ?? NO_ARRAYS };
}

const NO_ARRAYS: ReadonlyMap<number, Assignment> = new Map();

/** `export "$name=$value"`: a word that begins like an assignment is not split. */
function* declarationWord(sh: Shell, word: Word, argv: string[]): Steps<void> {
  if (/^\w+=/.test(word.text)) argv.push(yield* expandString(sh, word, "plain", true));
  else yield* expandFields(sh, word, argv);
}

async function prefixAssignment(sh: Shell, a: Assignment, framed: boolean, traced: string[]): Promise<void> {
  const value = await drive(sh, assignedText(sh, a));
  const shown = traceAssignment(sh, a.name, a.append ? "+=" : "=", value);
  if (sh.dialect !== "bash") traced.push(shown);
  else if (option(sh, "xtrace")) await trace(sh, shown);
  if (framed) {
    const before = sh.scope.variables.get(a.name);
    if (before?.readonly) throw new CommandError(`${a.name}: readonly variable`);
    const old = a.append && typeof before?.value === "string" ? before.value : "";
    makeLocal(sh, a.name).exported = true;
    await assign(sh, a, old + value);
  } else await assign(sh, a, value);
}

/** Assignments without a command last. The status is that of the last command substitution. */
async function assignOnly(sh: Shell, node: Command, assignments: readonly Assignment[]): Promise<void> {
  const saved: Saved[] = [];
  try {
    for (const a of assignments) {
      if (a.value.type === "ArrayValue") {
        if (option(sh, "xtrace")) await trace(sh, a.text);
        await assign(sh, a, undefined);
        continue;
      }
      const value = await drive(sh, assignedText(sh, a));
      if (option(sh, "xtrace"))
        await trace(
          sh,
          traceAssignment(sh, a.name + (a.index ? `[${a.index.text}]` : ""), a.append ? "+=" : "=", value),
        );
      await assign(sh, a, value);
    }
    if (node.redirects.length) await redirect(sh, node.redirects, saved);
    sh.status = sh.substitutionStatus ?? 0;
    sh.pipeStatus = [sh.status];
  } finally {
    restore(sh, saved);
  }
}

/** dash knows no `&>`: it reads `command &` and then `> file`. */
async function splitAmpersand(sh: Shell, node: Command, argv: string[]): Promise<void> {
  const files = node.redirects.filter((r) => r.type === "Redirect" && r.operator.startsWith("&>"));
  const others = node.redirects.filter((r) => !files.includes(r));
  const pid = forkShell(
    sh,
    async (child) => {
      await redirect(child, others);
      const builtin = builtinOf(child, argv[0] ?? "");
      const fn = child.functions.get(argv[0] ?? "");
      if (fn) await callFunction(child, fn, argv);
      else if (builtin) child.status = await builtin(child, argv, { arrays: NO_ARRAYS, tail: "no" });
      else if (argv.length) await runExternal(child, argv, "", true);
    },
    { background: true },
  );
  addJob(sh, "", undefined, true).processes.push({ pid, state: undefined });
  sh.lastBackground = pid;
  const saved: Saved[] = [];
  for (const f of files)
    if (f.type === "Redirect") await redirect(sh, [{ ...f, operator: f.operator === "&>" ? ">" : ">>" }], saved);
  restore(sh, saved);
  sh.status = 0;
}
