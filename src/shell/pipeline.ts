import type { CommandNode, Pipeline, Statement, Word } from "unbash";
import { SECOND } from "../std/time.ts";
import { afterCommand, runNode, textOf } from "./execute.ts";
import { addJob, type Job, jobStatus, removeJob, stateStatus, updateJobs, waitJob } from "./jobs.ts";
import { stageKeepsJobs } from "./keeps-jobs.ts";
import { printError } from "./messages.ts";
import { option, type Shell } from "./shell.ts";
import { forkShell } from "./subshell.ts";
import { afterForeground } from "./terminal.ts";

/** `a | b`, `! a`, `time a`. */
export async function pipeline(sh: Shell, node: Pipeline, background: boolean): Promise<Job | undefined> {
  const negations = node.prefixes.filter((p) => p.type === "Negation").length;
  const time = node.prefixes.find((p) => p.type === "Time");
  const started = sh.p.now();
  let job: Job | undefined;
  sh.tail = node.prefixes.length || node.commands.length > 1 ? "no" : sh.tail;
  if (negations) sh.conditions++;
  try {
    const commands = time && sh.dialect === "dash" ? timeAsCommand(node) : node.commands;
    const only = commands.length === 1 ? commands[0] : undefined;
    if (only && !background) await runNode(sh, only);
    else if (commands.length === 0) sh.status = 0;
    else job = await stages(sh, { ...node, commands }, background);
  } finally {
    if (negations) sh.conditions--;
  }
  if (time?.type === "Time" && sh.dialect !== "dash")
    await printError(sh, timeReport(sh, sh.p.now() - started, time.posix !== undefined));
  if (negations % 2 === 1) sh.status = sh.status === 0 ? 1 : 0;
  else if (node.commands.length > 1 && !background) await afterCommand(sh);
  return job;
}

/** To dash `time` is a program, which its systems lack. */
function timeAsCommand(node: Pipeline): CommandNode[] {
  const time: Word = { type: "Word", text: "time", value: "time", pos: node.pos, end: node.pos + 4 };
  const [first, ...others] = node.commands;
  if (first?.type !== "Command") return node.commands.slice();
  const { prefix, redirects, pos, end } = first;
  const suffix = [...(first.name ? [first.name] : []), ...first.args];
  return [{ type: "Command", name: time, prefix, suffix, args: suffix, redirects, pos, end }, ...others];
}

/** Runs the stages, each in a child of its own, and waits for all. */
async function stages(sh: Shell, node: Pipeline, background: boolean): Promise<Job> {
  const here = sh.shopts.has("lastpipe") && !sh.jobControl && !background;
  const job = await startStages(sh, node.commands, node.operators, textOf(sh, node), background, here);
  if (background) return job;
  const own = here ? sh.status : undefined;
  await waitJob(sh, job);
  const statuses = job.processes.map((p) => stateStatus(p.state));
  if (own !== undefined) statuses.push(own);
  sh.pipeStatus = statuses;
  sh.status = option(sh, "pipefail") ? (statuses.findLast((s) => s !== 0) ?? 0) : (own ?? jobStatus(job));
  await afterForeground(sh, job);
  if (!job.processes.some((p) => p.state?.kind === "stopped")) removeJob(sh, job);
  return job;
}

/** `lastHere`: the last stage runs in this shell (`shopt -s lastpipe`), which waits for it. */
async function startStages(
  sh: Shell,
  commands: readonly CommandNode[],
  operators: Pipeline["operators"],
  text: string,
  background: boolean,
  lastHere: boolean,
): Promise<Job> {
  let input: number | undefined;
  let pgid: number | undefined;
  const processes: number[] = [];
  for (const [i, command] of commands.entries()) {
    if (lastHere && i === commands.length - 1 && input !== undefined) {
      await runHere(sh, command, input);
      break;
    }
    const pipe = i < commands.length - 1 ? sh.p.pipe() : undefined;
    if (pipe) sh.internal.add(pipe[0]).add(pipe[1]);
    const fds: Record<number, number> = {};
    if (input !== undefined) fds[0] = input;
    if (pipe) fds[1] = pipe[1];
    if (pipe && operators[i] === "|&") fds[2] = pipe[1];
    const jobs = stageKeepsJobs(sh, command);
    if (jobs) await updateJobs(sh);
    try {
      const pid = forkShell(sh, (child) => runStage(child, command), {
        fds,
        jobs,
        pgid: sh.jobControl ? (pgid ?? 0) : undefined,
        foreground: sh.jobControl && !background && pgid === undefined,
        background,
      });
      pgid ??= pid;
      processes.push(pid);
    } finally {
      for (const fd of [input, pipe?.[1]]) {
        if (fd === undefined) continue;
        sh.p.close(fd);
        sh.internal.delete(fd);
      }
    }
    input = pipe?.[0];
  }
  const job = addJob(sh, text, sh.jobControl ? pgid : undefined, background);
  for (const pid of processes) job.processes.push({ pid, state: undefined });
  return job;
}

async function runHere(sh: Shell, command: CommandNode, input: number): Promise<void> {
  const saved = sh.p.dup(0, 10);
  sh.internal.add(saved).delete(input);
  sh.p.dup2(input, 0);
  sh.p.close(input);
  try {
    await runNode(sh, command);
  } finally {
    sh.p.dup2(saved, 0);
    sh.p.close(saved);
    sh.internal.delete(saved);
  }
}

/** A stage that is one command is exec'ed in its child. */
async function runStage(child: Shell, command: CommandNode | Pipeline): Promise<void> {
  child.tail = command.type === "Command" || child.dialect !== "bash" ? "any" : "no";
  child.conditions = 0;
  await runNode(child, command);
}

/** `command &`. */
export async function startBackground(sh: Shell, statement: Statement): Promise<void> {
  const { command } = statement;
  sh.pos = statement.pos;
  let job: Job | undefined;
  if (command.type === "Pipeline" && command.prefixes.length === 0) job = await pipeline(sh, command, true);
  else {
    const pid = forkShell(
      sh,
      async (child) => {
        child.tail = command.type === "Command" || child.dialect !== "bash" ? "any" : "no";
        await runNode(child, command);
      },
      { background: true, pgid: sh.jobControl ? 0 : undefined },
    );
    job = addJob(sh, textOf(sh, command), sh.jobControl ? pid : undefined, true);
    job.processes.push({ pid, state: undefined });
  }
  const last = job?.processes.at(-1)?.pid;
  if (last !== undefined) sh.lastBackground = last;
  sh.status = 0;
  if (sh.interactive && sh.subshell === 0 && job && sh.dialect !== "dash" && sh.dialect !== "ash") {
    await printError(sh, `[${job.id}] ${last}\n`);
  }
}

function timeReport(sh: Shell, elapsed: number, posix: boolean): string {
  const seconds = elapsed / SECOND;
  if (posix) return `real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`;
  const minutes = Math.floor(seconds / 60);
  const rest = seconds - 60 * minutes;
  if (sh.dialect === "ash") return `real\t${minutes}m ${rest.toFixed(2)}s\nuser\t0m 0.00s\nsys\t0m 0.00s\n`;
  return `\nreal\t${minutes}m${rest.toFixed(3)}s\nuser\t0m0.000s\nsys\t0m0.000s\n`;
}
