import { ErrnoError } from "../std/errno.ts";
import { reap } from "./exit.ts";
import type { WaitResult } from "./process.ts";
import type { Task } from "./task.ts";

export interface WaitOptions {
  readonly nohang?: boolean;
  readonly untraced?: boolean;
  readonly continued?: boolean;
}

/**
 * Looks for news of the children that `pid` means (one, -1 any, 0 the own group, -pgid a group), once. Undefined when
 * none has any. Throws ECHILD when there is no such child at all.
 */
export function childNews(task: Task, pid: number, options: WaitOptions): WaitResult | undefined {
  let some = false;
  for (const child of task.children ?? []) {
    if (!isMeant(task, child, pid)) continue;
    some = true;
    if (child.status) {
      reap(child);
      return { pid: child.pidIn(task.pids), status: child.status };
    }
    const { report } = child;
    if (!report || !(report.kind === "stopped" ? options.untraced : options.continued)) continue;
    child.report = undefined;
    return { pid: child.pidIn(task.pids), status: report };
  }
  if (!some) throw new ErrnoError("ECHILD");
  return undefined;
}

function isMeant(task: Task, child: Task, pid: number): boolean {
  if (pid > 0) return child.pidIn(task.pids) === pid;
  if (pid === -1) return true;
  if (pid === 0) return child.group === task.group;
  return child.group.leader?.pidIn(task.pids) === -pid;
}
