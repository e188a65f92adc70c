import type { CommandNode, Statement } from "unbash";
import type { Shell } from "./shell.ts";

/*
 * A child has no jobs, but `jobs | wc -l` and `$(jobs)` are to tell of the shell's. ash therefore leaves them to a child
 * that runs nothing but the command `jobs`. bash leaves them to every command substitution, and to a stage of a pipeline that
 * is one command. dash does neither.
 */

/** Whether the stage of a pipeline keeps the shell's jobs. */
export function stageKeepsJobs(sh: Shell, stage: CommandNode): boolean {
  if (sh.jobs.jobs.length === 0 || sh.dialect === "dash") return false;
  if (stage.type === "Command") return stage.name?.text === "jobs";
  return sh.dialect === "ash" && stage.type === "BraceGroup" && isJobs(stage.body.commands);
}

/** Whether the command substitution does. */
export function substitutionKeepsJobs(sh: Shell, commands: readonly Statement[]): boolean {
  if (sh.jobs.jobs.length === 0 || sh.dialect === "dash") return false;
  return sh.dialect === "bash" || isJobs(commands);
}

function isJobs(commands: readonly Statement[]): boolean {
  const [only, ...more] = commands;
  return more.length === 0 && only?.command.type === "Command" && only.command.name?.text === "jobs";
}
