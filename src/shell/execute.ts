import type { AndOr, CommandNode, Pipeline, Redirected, Statement, Subshell } from "unbash";
import { runCompound } from "./compound.ts";
import { addJob, jobStatus, removeJob, waitJob } from "./jobs.ts";
import { complain, printError } from "./messages.ts";
import { pipeline, startBackground } from "./pipeline.ts";
import { redirect, restore, type Saved } from "./redirect.ts";
import { handleError } from "./run-builtin.ts";
import { CommandError, option, type Script, type Shell, type Tail } from "./shell.ts";
import { simple } from "./simple.ts";
import { forkShell } from "./subshell.ts";
import { closeProcessPipes } from "./substitution.ts";
import { problemOf, syntaxMessage } from "./syntax.ts";
import { afterForeground } from "./terminal.ts";
import { runPending, runTrap } from "./traps.ts";

/** Runs a command substitution's script, whose errors were not looked at yet; its text is the shell's unit. */
export async function runScript(sh: Shell, script: Script): Promise<void> {
  const problem = problemOf(script, sh.unit.text, sh.dialect);
  if (problem) {
    await printError(sh, syntaxMessage(sh, sh.unit, problem, "command substitution"));
    sh.status = 2;
    return;
  }
  await runStatements(sh, script.commands, sh.tail);
}

/** Runs statements one after the other; the last one as the process's last when `tail` says so. */
export async function runStatements(sh: Shell, statements: readonly Statement[], tail: Tail): Promise<void> {
  const last = statements.length - 1;
  for (let i = 0; i <= last; i++) {
    const s = statements[i];
    if (!s) continue;
    if (option(sh, "noexec") && !sh.interactive) return;
    sh.tail = i === last && !s.background ? tail : "no";
    if (s.background) await startBackground(sh, s);
    else await runNode(sh, s.command);
    if (sh.pending.size) await runPending(sh);
    if (sh.unwind) return;
  }
}

/** Runs one node of the grammar; its status is `sh.status`. Errors of the shell's are printed where they arise. */
export async function runNode(sh: Shell, node: CommandNode | Pipeline | AndOr): Promise<void> {
  try {
    switch (node.type) {
      case "Command":
        return await simple(sh, node);
      case "AndOr":
        return await andOr(sh, node);
      case "Pipeline":
        await pipeline(sh, node, false);
        return;
      case "Redirected":
        return await redirected(sh, node);
      case "Subshell":
        return await subshell(sh, node);
      case "Function":
        if (node.body.type !== "CompoundList") {
          sh.functions.set(node.name.value, { name: node.name.value, body: node.body, unit: sh.unit });
        }
        sh.status = 0;
        return;
      case "Coproc":
        throw new CommandError("drydock: coproc is not simulated");
      default:
        return await runCompound(sh, node);
    }
  } catch (e) {
    await handleError(sh, e, node.pos);
    if (e instanceof CommandError) await afterCommand(sh);
  }
}

/** What follows a command that failed, outside of conditions: the ERR trap, and the end with `set -e`. */
export async function afterCommand(sh: Shell): Promise<void> {
  if (sh.status === 0 || sh.conditions > 0 || sh.unwind) return;
  const trap = sh.traps.get("ERR");
  if (trap && (sh.calls.length === 0 || option(sh, "errtrace"))) await runTrap(sh, trap, "ERR");
  if (option(sh, "errexit")) sh.unwind = { kind: "exit" };
}

/** `a && b || c`: all but the last operand are conditions. */
async function andOr(sh: Shell, node: AndOr): Promise<void> {
  const { tail } = sh;
  const last = node.commands.length - 1;
  for (const [i, command] of node.commands.entries()) {
    if (i > 0 && (node.operators[i - 1] === "&&") !== (sh.status === 0)) continue;
    sh.tail = i === last ? tail : "no";
    if (i < last) sh.conditions++;
    try {
      await runNode(sh, command);
    } finally {
      if (i < last) sh.conditions--;
    }
    if (sh.pending.size) await runPending(sh);
    if (sh.unwind) return;
  }
}

async function redirected(sh: Shell, node: Redirected): Promise<void> {
  const saved: Saved[] = [];
  const pipes = sh.processPipes.length;
  const subshellOnly = node.command.type === "Subshell";
  const { tail } = sh;
  try {
    try {
      await redirect(sh, node.redirects, saved);
    } catch (e) {
      if (!(e instanceof CommandError)) throw e;
      sh.pos = node.pos;
      await complain(sh, e.message);
      sh.status = e.status;
      return await afterCommand(sh);
    }
    sh.tail = subshellOnly ? tail : "no";
    await runNode(sh, node.command);
  } finally {
    restore(sh, saved);
    closeProcessPipes(sh, pipes);
  }
}

/** `( ... )`: a child with a copy of everything. */
async function subshell(sh: Shell, node: Subshell): Promise<void> {
  const job = addJob(
    sh,
    textOf(sh, node)
      .replace(/^\(\s*/, "( ")
      .replace(/\s*\)$/, " )"),
    undefined,
    false,
  );
  const pgid = sh.jobControl ? 0 : undefined;
  // bash runs the last command of the list without another fork, when it has no redirections.
  const tail: Tail = sh.dialect === "bash" ? "plain" : "any";
  const pid = forkShell(sh, (child) => runStatements(child, node.body.commands, tail), {
    pgid,
    foreground: sh.jobControl,
  });
  job.processes.push({ pid, state: undefined });
  await waitJob(sh, job);
  sh.status = jobStatus(job);
  sh.pipeStatus = [sh.status];
  await afterForeground(sh, job);
  if (job.processes[0]?.state?.kind !== "stopped") removeJob(sh, job);
  await afterCommand(sh);
}

/** A node's text, on one line. */
export function textOf(sh: Shell, node: { readonly pos: number; readonly end: number }): string {
  return sh.unit.text
    .slice(node.pos, node.end)
    .replace(/\s*\n\s*/g, "; ")
    .trim();
}
