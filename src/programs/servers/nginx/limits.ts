import type { Process } from "../../../kernel/process.ts";

/** `soft:hard` of open files, from /proc; what Docker gives containers where that cannot be read. */
export function rlimit(p: Process): string {
  try {
    const m = /^Max open files\s+(\d+)\s+(\d+)/m.exec(p.files.readText("/proc/self/limits"));
    if (m) return `${m[1]}:${m[2]}`;
  } catch {
    // No /proc.
  }
  return "1048576:1048576";
}
