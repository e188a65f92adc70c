import { CAP, capable } from "../filesystem/permissions.ts";
import { ErrnoError } from "../std/errno.ts";
import type { Task } from "./task.ts";

type Limit = readonly [soft: number, hard: number];

const NONE: Limit = [-1, -1];
const LOCKED: Limit = [8_388_608, 8_388_608];
const PENDING: Limit = [31_717, 31_717];

/** The kernel's own: what /proc/PID/limits calls each, its unit, and what it is where nobody has set it. */
export const LIMITS: Readonly<Record<string, readonly [title: string, unit: string, limit: Limit]>> = {
  cpu: ["cpu time", "seconds", NONE],
  fsize: ["file size", "bytes", NONE],
  data: ["data size", "bytes", NONE],
  stack: ["stack size", "bytes", [8_388_608, -1]],
  core: ["core file size", "bytes", [0, -1]],
  rss: ["resident set", "bytes", NONE],
  nproc: ["processes", "processes", NONE],
  nofile: ["open files", "files", [1024, 1024]],
  memlock: ["locked memory", "bytes", LOCKED],
  as: ["address space", "bytes", NONE],
  locks: ["file locks", "locks", NONE],
  sigpending: ["pending signals", "signals", PENDING],
  msgqueue: ["msgqueue size", "bytes", [819_200, 819_200]],
  nice: ["nice priority", "", [0, 0]],
  rtprio: ["realtime priority", "", [0, 0]],
  rttime: ["realtime timeout", "us", NONE],
};

/** What holds for the process: set by it or what started it, by its container, or the kernel's. */
export function limitOf(task: Task, name: string): Limit {
  return task.limits?.[name] ?? LIMITS[name]?.[2] ?? NONE;
}

/** Raises the soft limit up to the hard one, or lowers both; only root raises the hard one. */
export function setLimit(task: Task, name: string, limit: Limit): void {
  const soft = size(limit[0]);
  const hard = size(limit[1]);
  if (soft > hard) throw new ErrnoError("EINVAL");
  if (hard > size(limitOf(task, name)[1]) && !capable(task.credentials, CAP.SYS_RESOURCE))
    throw new ErrnoError("EPERM");
  task.limits = { ...task.limits, [name]: limit };
}

function size(n: number): number {
  return n < 0 ? Number.POSITIVE_INFINITY : n;
}
