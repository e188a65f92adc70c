import type { WaitResult } from "../kernel/process.ts";
import { type ExitStatus, SIGNALS, statusCode } from "../kernel/signal.ts";
import { isErrno } from "../std/errno.ts";
import { printError } from "./messages.ts";
import { currentLine, type Shell } from "./shell.ts";
import { signalWords } from "./signals.ts";

export type ProcessState = ExitStatus | { readonly kind: "stopped"; readonly signal: number } | undefined;

export interface JobProcess {
  readonly pid: number;
  /** Undefined: it runs. */
  state: ProcessState;
}

export interface Job {
  readonly id: number;
  /** The process group, when it has one of its own. */
  readonly pgid: number | undefined;
  readonly processes: JobProcess[];
  /** The command as it was typed. */
  readonly text: string;
  background: boolean;
  /** Its present state was told. */
  notified: boolean;
  /** `disown -h`: no SIGHUP from the shell. */
  noHangup?: boolean;
  /** The command that just ran sent it a signal: its end is told before the prompt after the next. Until then this is shown. */
  signalled?: string | undefined;
  /** `wait` has told its status, where it is kept for all that. */
  waited?: boolean;
  /** Started by `&`, or stopped: what `jobs` lists. */
  listed: boolean;
}

export interface JobTable {
  jobs: Job[];
  /** Ids, the most recently used last. */
  order: number[];
  /** Statuses of background processes that have ended and whose job is gone. */
  readonly ended: Map<number, number>;
}

export function createJobTable(): JobTable {
  return { jobs: [], order: [], ended: new Map() };
}

/** The jobs as they are now, for a child to look at. */
export function copyJobs(table: JobTable): JobTable {
  return {
    jobs: table.jobs.map((job) => ({ ...job, processes: job.processes.map((p) => ({ ...p })) })),
    order: [...table.order],
    ended: new Map(table.ended),
  };
}

export function addJob(sh: Shell, text: string, pgid: number | undefined, background: boolean): Job {
  const { jobs } = sh.jobs;
  let id = 1;
  if (sh.dialect === "bash") id = jobs.reduce((max, j) => Math.max(max, j.id), 0) + 1;
  else {
    const free = (j: Job) => j.waited === true && jobState(j) === "done";
    while (jobs.some((j) => j.id === id && !free(j))) id++;
    const gone = jobs.find((j) => j.id === id);
    if (gone) removeJob(sh, gone);
  }
  const job: Job = { id, pgid, processes: [], text: told(sh, text), background, notified: false, listed: background };
  sh.jobs.jobs.push(job);
  sh.jobs.order.push(id);
  return job;
}

/** bash writes a subshell anew: `( exit 4 )`. */
function told(sh: Shell, text: string): string {
  const inner = sh.dialect === "bash" ? /^\((?!\()\s*([^()]*?)\s*\)$/.exec(text)?.[1] : undefined;
  return inner === undefined ? text : `( ${inner} )`;
}

export function removeJob(sh: Shell, job: Job): void {
  sh.jobs.jobs = sh.jobs.jobs.filter((j) => j !== job);
  sh.jobs.order = sh.jobs.order.filter((id) => id !== job.id);
  if (!job.background) return;
  for (const { pid, state } of job.processes)
    if (state && state.kind !== "stopped") sh.jobs.ended.set(pid, statusCode(state));
}

export type JobState = "running" | "stopped" | "done";

export function jobState(job: Job): JobState {
  if (job.processes.some((p) => p.state === undefined)) return "running";
  return job.processes.some((p) => p.state?.kind === "stopped") ? "stopped" : "done";
}

/** The status of a job: its last process's. */
export function jobStatus(job: Job): number {
  return stateStatus(job.processes.at(-1)?.state);
}

export function stateStatus(state: ProcessState): number {
  if (!state) return 0;
  return state.kind === "stopped" ? 128 + state.signal : statusCode(state);
}

/** Makes a job the current one. */
export function touchJob(sh: Shell, job: Job): void {
  sh.jobs.order = [...sh.jobs.order.filter((id) => id !== job.id), job.id];
}

/** The jobs that `%+` and `%-` mean: stopped ones come first. */
export function currentJobs(sh: Shell): (Job | undefined)[] {
  const recent = [...sh.jobs.order].reverse().flatMap((id) => sh.jobs.jobs.find((j) => j.id === id && j.listed) ?? []);
  const ranked = [
    ...recent.filter((j) => jobState(j) === "stopped"),
    ...recent.filter((j) => jobState(j) !== "stopped"),
  ];
  return [ranked[0], ranked[1]];
}

/** Takes the news of one child into the table. */
export function noteChild(sh: Shell, news: WaitResult): void {
  for (const job of sh.jobs.jobs) {
    const process = job.processes.find((p) => p.pid === news.pid);
    if (!process) continue;
    const before = jobState(job);
    process.state = news.status.kind === "continued" ? undefined : news.status;
    if (jobState(job) !== before) job.notified = false;
    if (jobState(job) === "stopped") job.listed = true;
    return;
  }
}

/** Takes in the news of all children, without waiting. */
export async function updateJobs(sh: Shell): Promise<void> {
  try {
    for (;;) {
      const news = await sh.p.wait(-1, { nohang: true, untraced: true, continued: true });
      if (!news) return;
      noteChild(sh, news);
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
  }
}

/** Waits until no process of the job runs any more: all have ended, or some are stopped. A signal with a handler does not end the wait. */
export async function waitJob(sh: Shell, job: Job): Promise<void> {
  for (const process of job.processes) {
    while (process.state === undefined) {
      try {
        const news = await sh.p.wait(process.pid, { untraced: sh.jobControl });
        if (news) noteChild(sh, news);
      } catch (e) {
        if (isErrno(e, "EINTR")) continue;
        if (!isErrno(e, "ECHILD")) throw e;
        process.state = { kind: "exited", code: 127 };
      }
    }
  }
}

/** `Running`, `Done`, `Exit 3`, `Terminated`, `Stopped`. */
export function stateWords(sh: Shell, job: Job): string {
  const state = jobState(job);
  if (state === "running") return "Running";
  const last = job.processes.findLast((p) => state !== "stopped" || p.state?.kind === "stopped")?.state;
  if (!last) return "Running";
  if (last.kind === "stopped")
    return sh.dialect === "bash" && last.signal === SIGNALS.SIGSTOP ? "Stopped" : signalWords(last.signal);
  if (last.kind === "signaled") return signalWords(last.signal);
  if (last.code === 0) return "Done";
  return sh.dialect === "bash" ? `Exit ${last.code}` : `Done(${last.code})`;
}

/** A job's line of `jobs`. */
export function jobLine(sh: Shell, job: Job, pids = false): string {
  const [current, previous] = currentJobs(sh);
  const mark = job === current ? "+" : job === previous ? "-" : " ";
  const words = stateWords(sh, job);
  const running = jobState(job) === "running" && job.background;
  const first = job.processes[0]?.pid ?? 0;
  if (sh.dialect === "bash") {
    const pid = pids ? `${String(first).padStart(5)} ` : " ";
    return `[${job.id}]${mark} ${pid}${words.padEnd(24)}${job.text}${running ? " &" : ""}\n`;
  }
  const head = sh.dialect === "dash" ? `[${job.id}] ${mark} ` : `[${job.id}]${mark}  `;
  const start = `${head}${pids ? `${first} ` : ""}${words}`;
  return `${start.padEnd(33)}${sh.jobControl ? job.text : ""}\n`;
}

/**
 * Tells what has become of jobs since the last time, before a prompt or behind a command. A shell that is not
 * interactive speaks of the dead only, and only of those that a signal killed.
 */
export async function notifyJobs(sh: Shell): Promise<void> {
  for (const job of [...sh.jobs.jobs]) {
    if (job.signalled && sh.jobControl) {
      await printError(sh, `\n${job.signalled}`);
      job.signalled = undefined;
      continue;
    }
    if (job.notified || !job.listed) continue;
    const state = jobState(job);
    if (state === "running") continue;
    if (job.signalled !== undefined && sh.jobControl) {
      job.signalled = undefined;
      continue;
    }
    if (!sh.jobControl && sh.dialect !== "bash") continue;
    job.notified = true;
    if (sh.jobControl) await printError(sh, jobLine(sh, job));
    else await reportKilled(sh, job, true);
    if (state === "done" && sh.jobControl) removeJob(sh, job);
  }
}

/** Tells that a signal ended a job, where a shell does. */
export async function reportKilled(sh: Shell, job: Job, background: boolean): Promise<void> {
  const state = job.processes.at(-1)?.state;
  if (state?.kind !== "signaled") return;
  const { signal } = state;
  if (signal === SIGNALS.SIGINT || signal === SIGNALS.SIGPIPE) {
    const trapped = sh.dialect !== "bash" && sh.traps.get("SIGINT");
    if (signal === SIGNALS.SIGINT && sh.interactive && !background && !trapped) await printError(sh, "\n");
    return;
  }
  if (sh.dialect === "bash" && !sh.interactive) {
    if (signal === SIGNALS.SIGTERM) {
      if (!background) await printError(sh, `${signalWords(signal)}\n`);
      return;
    }
    const pid = String(job.processes[0]?.pid ?? 0).padStart(5);
    await printError(
      sh,
      `${sh.unit.name}: line ${currentLine(sh)}: ${pid} ${signalWords(signal).padEnd(24)}${job.text}\n`,
    );
    return;
  }
  await printError(sh, `${signalWords(signal)}\n`);
}

/** The job that `%1`, `%+`, `%-`, `%name`, `%?text` or a pid names; "ambiguous" when several do. */
export function findJob(sh: Shell, spec: string): Job | "ambiguous" | undefined {
  const { jobs } = sh.jobs;
  if (!spec.startsWith("%")) return jobs.find((j) => j.processes.some((p) => p.pid === Number(spec)));
  const rest = spec.slice(1);
  if (/^\d+$/.test(rest)) return jobs.find((j) => j.id === Number(rest) && j.listed);
  const [current, previous] = currentJobs(sh);
  if (rest === "" || rest === "+" || rest === "%") return current;
  if (rest === "-") return previous;
  const found = jobs.filter(
    (j) => j.listed && (rest[0] === "?" ? j.text.includes(rest.slice(1)) : j.text.startsWith(rest)),
  );
  return found.length > 1 ? "ambiguous" : found[0];
}
