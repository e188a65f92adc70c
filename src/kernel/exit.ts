import type { ExitStatus } from "./signal.ts";
import { SIGNALS } from "./signal.ts";
import { actionOf, signalGroup, tellParent } from "./signals.ts";
import type { Task } from "./task.ts";

/**
 * Ends a process, all at once: its threads are told (each ends at its pending call), its descriptors are closed, its
 * children go to the namespace's process 1, and it is a zombie until its parent has waited for it. With its process 1 a
 * namespace ends: all others are killed first.
 */
export function die(task: Task, status: ExitStatus): void {
  if (task.status) return;
  if (task.isInit) {
    task.pids.ended = true;
    task.pids.frozen = false;
    for (const other of task.pids.processes())
      if (other !== task) die(other, { kind: "signaled", signal: SIGNALS.SIGKILL });
  }
  const { group } = task;
  const { session } = group;
  const mayOrphan = [...(task.children ?? [])].map((child) => child.group);
  task.status = status;
  task.stopped = undefined;
  task.killThreads();
  task.mayRunAgain();
  task.closeAll();
  if (session.leader === task && session.tty) session.tty.sessionEnded();
  giveAwayChildren(task);
  for (const g of [group, ...mayOrphan]) hangUpIfOrphaned(g);
  becomeZombie(task);
  task.announceExit(status);
}

/** The namespace's process 1 inherits the children; without one (it ended, or they come from outside) nobody waits. */
function giveAwayChildren(task: Task): void {
  const { init } = task.pids;
  const heir = init && init !== task && !init.status ? init : undefined;
  for (const child of task.children ?? []) {
    child.parent = child.pids === task.pids ? heir : undefined;
    if (child.parent) {
      child.parent.children ??= new Set();
      child.parent.children.add(child);
    }
    if (child.status) becomeZombie(child);
  }
  task.children = undefined;
}

/** The parent is told, or, where nobody will ever wait, the process is gone. */
function becomeZombie(task: Task): void {
  const { parent } = task;
  if (!parent || ignoresChildren(parent, task)) return reap(task);
  task.report = undefined;
  tellParent(task);
}

/**
 * Ignoring SIGCHLD says so for all children. The host's process 1 (systemd) waits for its orphans, which its program need
 * not spell out.
 */
function ignoresChildren(parent: Task, task: Task): boolean {
  if (actionOf(parent, SIGNALS.SIGCHLD).handler === "ignore") return true;
  return parent.isInit && !parent.pids.parent && task.parent === parent;
}

/** Takes the last of a process away: its number is free. */
export function reap(task: Task): void {
  if (task.reaped) return;
  task.reaped = true;
  task.parent?.children?.delete(task);
  task.parent?.wakeForChild();
  task.group.leave(task);
  task.pids.members.delete(task.localPid);
  if (task.pids.init === task) task.pids.init = undefined;
  task.core.table.delete(task.pid);
}

/** A stopped group that nobody can continue any more is hung up. */
function hangUpIfOrphaned(group: Task["group"]): void {
  if (!group.orphaned) return;
  if (![...group.members].some((t) => t.stopped !== undefined)) return;
  signalGroup(group, SIGNALS.SIGHUP, undefined);
  signalGroup(group, SIGNALS.SIGCONT, undefined);
}

/**
 * A namespace has grown past its memory limit: its biggest process is killed. `docker inspect` calls that OOMKilled.
 */
export function killForMemory(task: Task): void {
  let biggest = task;
  for (const other of task.pids.members.values()) if (!other.status && other.rss > biggest.rss) biggest = other;
  task.pids.oomKills++;
  die(biggest, { kind: "signaled", signal: SIGNALS.SIGKILL, oomKilled: true });
}
