import { SIGNALS } from "../kernel/signal.ts";
import { COOKED, type TerminalMode } from "../kernel/terminal.ts";
import { type Job, jobLine, jobState, reportKilled, touchJob } from "./jobs.ts";
import { printError } from "./messages.ts";
import type { Shell } from "./shell.ts";
import { takeTerminal } from "./take-terminal.ts";

/** Gives the terminal to a job. */
export function giveTerminal(sh: Shell, job: Job): void {
  const tty = sh.p.controllingTerminal;
  if (sh.jobControl && tty && job.pgid !== undefined) tty.foregroundGroup = job.pgid;
}

const modes = new WeakMap<object, TerminalMode>();

/**
 * A foreground job has ended or was stopped: takes the terminal back, in the mode it had where the job died of a
 * signal or was stopped, and says what there is to say.
 */
export async function afterForeground(sh: Shell, job: Job): Promise<void> {
  takeTerminal(sh);
  const tty = sh.p.controllingTerminal;
  const state = jobState(job);
  const last = job.processes.at(-1)?.state;
  if (tty && sh.jobControl) {
    if (state === "stopped" || last?.kind === "signaled") tty.setMode(modes.get(tty) ?? COOKED);
    else modes.set(tty, tty.mode);
  }
  if (state === "stopped") {
    job.listed = true;
    job.background = true;
    job.notified = true;
    touchJob(sh, job);
    await printError(sh, `${sh.dialect === "bash" ? "\n" : ""}${jobLine(sh, job)}`);
    return;
  }
  await reportKilled(sh, job, false);
  if (last?.kind === "signaled" && last.signal === SIGNALS.SIGINT && sh.interactive && sh.subshell === 0) {
    // dash and ash take it as sent to themselves.
    if (sh.dialect !== "bash" && sh.traps.get("SIGINT")) sh.pending.add("SIGINT");
    else sh.unwind = { kind: "discard" };
  }
}
