import { CAP, capable } from "../filesystem/permissions.ts";
import { ErrnoError } from "../std/errno.ts";
import { die } from "./exit.ts";
import type { ProcessGroup } from "./group.ts";
import { SIGNALS } from "./signal.ts";
import type { SignalAction, Task } from "./task.ts";
import { ExitRequest, isUnwinding } from "./unwind.ts";

const { SIGKILL, SIGSTOP, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGCHLD, SIGURG, SIGWINCH } = SIGNALS;

const STOPS: ReadonlySet<number> = new Set([SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU]);
const IGNORED_BY_DEFAULT: ReadonlySet<number> = new Set([SIGCHLD, SIGURG, SIGWINCH, SIGCONT]);
const DEFAULT: SignalAction = { handler: "default", restart: true };

/** What the process does at this signal. */
export function actionOf(task: Task, signal: number): SignalAction {
  return task.actions?.get(signal) ?? DEFAULT;
}

/**
 * Sends a signal to a process; `from` undefined means from outside of its namespace (the daemon, a terminal).
 * A process 1 takes only what it has a handler for; SIGKILL and SIGSTOP reach it from outside alone. The default actions
 * are signal(7)'s: terminate, stop, continue or ignore. Handlers run between two steps.
 */
export function sendSignal(task: Task, signal: number, from: Task | undefined): void {
  if (task.status || signal === 0) return;
  const outside = from === undefined || from.pids !== task.pids;
  const action = signal === SIGKILL || signal === SIGSTOP ? DEFAULT : actionOf(task, signal);
  if (signal === SIGCONT) resume(task);
  if (action.handler === "ignore") return;
  if (action.handler !== "default") return queueHandler(task, signal, outside ? undefined : from?.localPid);
  if (IGNORED_BY_DEFAULT.has(signal)) return;
  const forced = outside && (signal === SIGKILL || signal === SIGSTOP);
  if (task.isInit && !forced) return;
  if (!STOPS.has(signal)) {
    // A stopped or frozen process dies when it goes on; only SIGKILL does not wait for that.
    if (signal !== SIGKILL && !task.mayRun) return queueHandler(task, signal);
    return die(task, { kind: "signaled", signal });
  }
  if (signal !== SIGSTOP && task.group.orphaned) return;
  stop(task, signal);
}

/** Sends it to every member of the group. */
export function signalGroup(group: ProcessGroup, signal: number, from: Task | undefined): void {
  for (const task of [...group.members].sort((a, b) => a.pid - b.pid)) sendSignal(task, signal, from);
}

/** kill(2)'s permission: root, or the same user. */
export function mayKill(from: Task, task: Task): boolean {
  return capable(from.credentials, CAP.KILL) || from.credentials.uid === task.credentials.uid;
}

export function setAction(task: Task, signal: number, action: SignalAction): void {
  if (signal === SIGKILL || signal === SIGSTOP || !Number.isInteger(signal) || signal < 1 || signal > 64)
    throw new ErrnoError("EINVAL");
  task.actions ??= new Map();
  if (action.handler === "default") task.actions.delete(signal);
  else task.actions.set(signal, action);
}

/** At exec and in a child: handlers go back to the default, ignored signals stay ignored. */
export function inheritedActions(task: Task): Map<number, SignalAction> | undefined {
  let kept: Map<number, SignalAction> | undefined;
  for (const [signal, action] of task.actions ?? []) {
    if (action.handler !== "ignore") continue;
    kept ??= new Map();
    kept.set(signal, action);
  }
  return kept;
}

function queueHandler(task: Task, signal: number, sender?: number): void {
  task.pending ??= [];
  if (task.pending.includes(signal)) return;
  task.pending.push(signal);
  if (sender !== undefined) {
    task.senders ??= new Map();
    task.senders.set(signal, sender);
  }
  task.core.scheduler.beforeNextStep(() => task.whenRunning(() => runHandlers(task)));
}

/** Runs the handlers of all pending signals; a handler without `restart` interrupts the main thread's call. */
function runHandlers(task: Task): void {
  for (let signal = task.pending?.shift(); signal !== undefined; signal = task.pending?.shift()) {
    if (task.status) return;
    const action = actionOf(task, signal);
    if (typeof action.handler !== "function") {
      // Set back in the meantime.
      sendSignal(task, signal, task);
      continue;
    }
    const sender = task.senders?.get(signal);
    task.senders?.delete(signal);
    try {
      action.handler(signal, sender);
    } catch (error) {
      if (error instanceof ExitRequest) return die(task, { kind: "exited", code: error.code });
      if (isUnwinding(error)) continue;
      throw error;
    }
    if (!action.restart && task.main?.interruptible) task.main.fail(new ErrnoError("EINTR"));
  }
}

function stop(task: Task, signal: number): void {
  if (task.stopped !== undefined) return;
  task.stopped = signal;
  task.report = { kind: "stopped", signal };
  tellParent(task);
}

function resume(task: Task): void {
  if (task.stopped === undefined) return;
  task.stopped = undefined;
  task.report = { kind: "continued" };
  tellParent(task);
  task.mayRunAgain();
  // One that waited for the terminal looks again whether it is in the foreground.
  task.group.session.tty?.readQueue.wakeAll();
}

/** A child's state has changed. */
export function tellParent(task: Task): void {
  const { parent } = task;
  if (!parent || parent.status) return;
  parent.wakeForChild();
  sendSignal(parent, SIGCHLD, task);
}
