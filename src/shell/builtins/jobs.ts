import { SIGNALS } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import {
  findJob,
  type Job,
  jobLine,
  jobState,
  jobStatus,
  noteChild,
  removeJob,
  reportKilled,
  stateStatus,
  touchJob,
  updateJobs,
  waitJob,
} from "../jobs.ts";
import { complain, printError } from "../messages.ts";
import { CommandError, type Shell } from "../shell.ts";
import { afterForeground, giveTerminal } from "../terminal.ts";
import { interruptible, runPending } from "../traps.ts";
import { setText } from "../variables.ts";
import type { Builtin } from "./builtin.ts";
import { print } from "./echo.ts";
import { parseOptions } from "./usage.ts";

function noSuchJob(sh: Shell, spec: string): string {
  if (sh.dialect === "dash") return spec === "%%" || spec === "" ? "No current job" : `No such job: ${spec}`;
  if (sh.dialect === "ash") return spec === "%%" || spec === "" ? "No current job" : `${spec}: no such job`;
  return spec === "%%" || spec === "" ? "current: no such job" : `${spec}: no such job`;
}

export function jobOf(sh: Shell, spec: string): Job {
  const job = findJob(sh, spec);
  if (job === "ambiguous") throw new CommandError(`${spec.replace(/^%/, "")}: ambiguous job spec`);
  if (!job) throw new CommandError(noSuchJob(sh, spec), sh.dialect === "bash" ? 1 : 2);
  return job;
}

export const jobs: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(sh, argv, sh.dialect === "bash" ? "lnprsx" : "lp");
  await updateJobs(sh);
  const wanted = rest.length
    ? rest.map((spec) => jobOf(sh, spec.startsWith("%") ? spec : `%${spec}`))
    : sh.jobs.jobs.filter((j) => j.listed);
  // dash and ash show the newest first.
  const shown = sh.dialect === "bash" ? wanted : [...wanted].reverse();
  for (const job of shown) {
    const state = jobState(job);
    if ((flags.has("r") && state !== "running") || (flags.has("s") && state !== "stopped")) continue;
    if (flags.has("p")) await print(sh, `${job.pgid ?? job.processes[0]?.pid ?? ""}\n`);
    else await print(sh, jobLine(sh, job, flags.has("l")));
    job.notified = true;
    if (state === "done") removeJob(sh, job);
  }
  return 0;
};

/** Waits for the next child; the status when a trapped signal ended the wait. */
async function waitOnce(sh: Shell): Promise<number | "changed" | "none"> {
  try {
    const news = await interruptible(sh, () => sh.p.wait(-1, { untraced: sh.jobControl }));
    if (news) noteChild(sh, news);
    return "changed";
  } catch (e) {
    if (isErrno(e, "ECHILD")) return "none";
    if (!isErrno(e, "EINTR")) throw e;
    const signal = [...sh.pending][0];
    if (!signal) return "changed";
    await runPending(sh);
    return 128 + SIGNALS[signal];
  }
}

export const wait: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(sh, argv, sh.dialect === "bash" ? "fnp:" : sh.dialect === "ash" ? "n" : "");
  await updateJobs(sh);
  if (flags.has("n")) return waitNext(sh, rest, flags.get("p"));
  if (rest.length === 0) {
    for (const job of sh.jobs.jobs.filter((j) => j.listed)) {
      while (jobState(job) === "running") {
        const r = await waitOnce(sh);
        if (typeof r === "number") return r;
        if (r === "none") break;
      }
      await finishWait(sh, job);
    }
    sh.jobs.ended.clear();
    return 0;
  }
  let status = 0;
  for (const spec of rest) {
    const pid = Number(spec);
    const job = findJob(sh, spec);
    if (job === "ambiguous" || !job) {
      const ended = sh.jobs.ended.get(pid);
      if (!spec.startsWith("%") && ended !== undefined) {
        status = ended;
        continue;
      }
      status = 127;
      if (spec.startsWith("%")) {
        if (sh.dialect !== "bash") throw new CommandError(noSuchJob(sh, spec), 2);
        await complain(sh, `${spec}: no such job`, "wait");
      } else if (!/^\d+$/.test(spec)) {
        if (sh.dialect !== "bash") throw new CommandError(`Illegal number: ${spec}`, 2);
        await complain(sh, `\`${spec}': not a pid or valid job spec`, "wait");
        status = 1;
      } else if (sh.dialect === "bash") await complain(sh, `pid ${spec} is not a child of this shell`, "wait");
      continue;
    }
    const one = spec.startsWith("%") ? undefined : job.processes.find((p) => p.pid === pid);
    while (one ? one.state === undefined : jobState(job) === "running") {
      const r = await waitOnce(sh);
      if (typeof r === "number") return r;
      if (r === "none") break;
    }
    status = one ? stateStatus(one.state) : jobStatus(job);
    if (jobState(job) === "done") await finishWait(sh, job);
  }
  return status;
};

async function finishWait(sh: Shell, job: Job): Promise<void> {
  if (jobState(job) !== "done") return;
  // dash and ash keep what has ended until its number is wanted.
  if (sh.dialect !== "bash" && !sh.jobControl) {
    job.waited = true;
    return;
  }
  if (!job.notified && !sh.interactive) await reportKilled(sh, job, true);
  else if (!job.notified && sh.jobControl) await printError(sh, jobLine(sh, job));
  job.notified = true;
  removeJob(sh, job);
}

async function waitNext(sh: Shell, specs: readonly string[], variable: string | undefined): Promise<number> {
  const candidates = () =>
    specs.length
      ? specs.flatMap((s) => findJob(sh, s) ?? []).filter((j) => j !== "ambiguous")
      : sh.jobs.jobs.filter((j) => j.listed);
  for (;;) {
    const all = candidates();
    const done = all.find((j) => jobState(j) === "done");
    if (done) {
      if (variable !== undefined) setText(sh, variable, String(done.processes.at(-1)?.pid ?? ""));
      await finishWait(sh, done);
      return jobStatus(done);
    }
    if (!all.some((j) => jobState(j) === "running")) return sh.dialect === "bash" ? 127 : 0;
    const r = await waitOnce(sh);
    if (typeof r === "number") return r;
    if (r === "none") return 127;
  }
}

function needsJobControl(sh: Shell): void {
  if (!sh.jobControl && sh.dialect === "bash") throw new CommandError("no job control");
}

/** Without job control a job shares the shell's group. The C library's word for no name is shown where none was given. */
function needsOwnGroup(sh: Shell, spec: string | undefined): void {
  if (!sh.jobControl) throw new CommandError(`job ${spec ?? "(null)"} not created under job control`, 2);
}

export const fg: Builtin = async (sh, argv) => {
  needsJobControl(sh);
  await updateJobs(sh);
  const job = jobOf(sh, argv[1] === undefined ? "%%" : argv[1].startsWith("%") ? argv[1] : `%${argv[1]}`);
  needsOwnGroup(sh, argv[1]);
  await print(sh, `${job.text}\n`);
  await resume(sh, job, true);
  await waitJob(sh, job);
  await afterForeground(sh, job);
  const status = jobStatus(job);
  if (jobState(job) === "done") removeJob(sh, job);
  return status;
};

export const bg: Builtin = async (sh, argv) => {
  needsJobControl(sh);
  await updateJobs(sh);
  for (const spec of argv.length > 1 ? argv.slice(1) : ["%%"]) {
    const job = jobOf(sh, spec.startsWith("%") ? spec : `%${spec}`);
    needsOwnGroup(sh, argv[1]);
    if (jobState(job) === "running" && job.background && sh.dialect === "bash") {
      await complain(sh, `job ${job.id} already in background`, "bg");
      continue;
    }
    await resume(sh, job, false);
    job.background = true;
    touchJob(sh, job);
    const mark = sh.dialect === "bash" ? "+" : "";
    await print(sh, `[${job.id}]${mark} ${job.text}${sh.dialect === "bash" ? " &" : ""}\n`);
  }
  return 0;
};

async function resume(sh: Shell, job: Job, foreground: boolean): Promise<void> {
  if (foreground) {
    job.background = false;
    giveTerminal(sh, job);
  }
  for (const p of job.processes) if (p.state?.kind === "stopped") p.state = undefined;
  job.notified = false;
  signalJob(sh, job, SIGNALS.SIGCONT);
}

export function signalJob(sh: Shell, job: Job, signal: number): void {
  if (job.pgid !== undefined) sh.p.kill(-job.pgid, signal);
  else for (const p of job.processes) if (p.state === undefined || p.state.kind === "stopped") sh.p.kill(p.pid, signal);
}

export const disown: Builtin = async (sh, argv) => {
  const { flags, rest } = parseOptions(sh, argv, "ahr");
  await updateJobs(sh);
  let targets = rest.map((spec) => jobOf(sh, spec));
  if (rest.length === 0)
    targets = flags.has("a") || flags.has("r") ? sh.jobs.jobs.filter((j) => j.listed) : [jobOf(sh, "%%")];
  for (const job of targets) {
    if (flags.has("r") && jobState(job) !== "running") continue;
    if (flags.has("h")) job.noHangup = true;
    else removeJob(sh, job);
  }
  return 0;
};

export const suspend: Builtin = (sh) => {
  if (!sh.jobControl) throw new CommandError("cannot suspend: no job control");
  throw new CommandError("drydock: suspend is not simulated");
};
