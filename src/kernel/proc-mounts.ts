import type { Mount } from "../filesystem/mounts.ts";
import type { Task } from "./task.ts";

const OPTIONS: Readonly<Record<string, string>> = {
  proc: "nosuid,nodev,noexec,relatime",
  sysfs: "nosuid,nodev,noexec,relatime",
  cgroup2: "nosuid,nodev,noexec,relatime,nsdelegate,memory_recursiveprot",
  devpts: "nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666",
  mqueue: "nosuid,nodev,noexec,relatime",
};

/** /proc/PID/mounts, or with `numbers` /proc/PID/mountinfo. */
export function mountLines(task: Task, numbers: boolean): string {
  return task.mounts.mounts
    .map((m, i) => {
      const options = `${isReadOnly(m) ? "ro" : "rw"},${optionsOf(m)}`;
      if (!numbers) return `${m.device} ${m.target} ${m.fstype} ${options} 0 0\n`;
      return `${500 + i} ${i === 0 ? 400 : 500} 0:${40 + i} ${m.subpath} ${m.target} ${options} - ${m.fstype} ${m.device} rw\n`;
    })
    .join("");
}

function optionsOf(m: Mount): string {
  if (m.target === "/dev" && m.fstype === "tmpfs") return "nosuid,size=65536k,mode=755";
  const size =
    m.fstype === "tmpfs" && "limit" in m.source && m.source.limit ? `,size=${Math.ceil(m.source.limit / 1024)}k` : "";
  if (m.target === "/dev/shm") return `nosuid,nodev,noexec,relatime${size}`;
  if (m.options !== undefined) return m.options;
  return size ? `relatime${size}` : (OPTIONS[m.fstype] ?? "relatime");
}

/** The kernel's own trees are computed, but only some are mounted read-only. */
function isReadOnly(m: Mount): boolean {
  return m.readOnly && !["proc", "devpts", "mqueue"].includes(m.fstype) && m.target !== "/dev";
}
