import type { Process } from "../../kernel/process.ts";

/** What each release of a distribution was made with: its compiler and its C library. */
const MADE_WITH: Readonly<Record<string, readonly [compiler: string, libc: string]>> = {
  11: ["10.2.1 20210110", "2.31"],
  12: ["12.2.0", "2.36"],
  13: ["14.2.0", "2.41"],
  "22.04": ["11.4.0", "2.35"],
  "24.04": ["13.3.0", "2.39"],
};

/** The compiler that made this container's Python. */
export const compiler = (p: Process): string => release(p)?.[0] ?? "14.2.0";

/** The version of its GNU C library; undefined where it has another one. */
export const libc = (p: Process): string | undefined => release(p)?.[1];

function release(p: Process) {
  const text = p.files.exists("/etc/os-release") ? p.files.readText("/etc/os-release") : "";
  return MADE_WITH[/^VERSION_ID="?([\d.]+)/m.exec(text)?.[1] ?? ""];
}
