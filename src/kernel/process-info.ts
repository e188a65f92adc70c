import { decode } from "../std/text.ts";
import type { Pids } from "./pid-namespace.ts";
import type { ProcessInfo } from "./process.ts";
import type { Task } from "./task.ts";

/** A line of `ps` as a process of the namespace sees it. */
export function processInfo(task: Task, viewer: Pids): ProcessInfo {
  const { uid, gid } = task.credentials;
  const { session } = task.group;
  return {
    pid: task.pidIn(viewer),
    ppid: parentPid(task, viewer),
    pgid: task.group.leader?.pidIn(viewer) ?? 0,
    sid: session.leader?.pidIn(viewer) ?? 0,
    uid,
    gid,
    user: userName(task, uid),
    tty: session.tty ? session.tty.name.slice("/dev/".length) : "?",
    state: stateOf(task),
    argv: task.argv,
    comm: task.comm,
    startTime: task.startTime,
    cpuTime: task.cpuTime,
    rss: task.status ? 0 : task.rss,
  };
}

/** From outside started ones have the shim as parent, as the host sees it; on the host itself process 1. */
export function parentPid(task: Task, viewer: Pids): number {
  if (task.parent) return task.parent.pidIn(viewer);
  if (viewer.parent || (task.isInit && !task.pids.parent)) return 0;
  return task.pids.parent ? task.pids.outsider : 1;
}

export function stateOf(task: Task): ProcessInfo["state"] {
  if (task.status) return "Z";
  if (task.stopped !== undefined) return "T";
  return task.main?.state === "parked" ? "S" : "R";
}

const parsed = new WeakMap<Uint8Array, ReadonlyMap<number, string>>();

/** The user's name in /etc/passwd of the process's own files; the number where it has none. */
function userName(task: Task, uid: number): string {
  const files = task.core.rootFiles(task.mounts, task.root);
  let names: ReadonlyMap<number, string> | undefined;
  try {
    const data = files.readFile("/etc/passwd");
    names = parsed.get(data) ?? parsePasswd(data);
    parsed.set(data, names);
  } catch {}
  return names?.get(uid) ?? String(uid);
}

function parsePasswd(data: Uint8Array): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const line of decode(data).split("\n")) {
    const [name, , id] = line.split(":");
    if (name && id !== undefined && !names.has(Number(id))) names.set(Number(id), name);
  }
  return names;
}
