import type { Process } from "../../../kernel/process.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `24 Nov 2026 16:05:27.713`. */
export function logTime(micros: number): string {
  const d = new Date(Math.floor(micros / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(d.getUTCDate())} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}.${String(d.getUTCMilliseconds()).padStart(3, "0")}`;
}

/** A line of the log: `1:M 24 Nov 2026 16:05:27.713 * text`. Role: C starting or child, M master; `#` warning, `*` notice. */
export async function say(p: Process, role: "C" | "M", level: "#" | "*", text: string): Promise<void> {
  await p.write(1, `${p.pid}:${role} ${logTime(p.now())} ${level} ${text}\n`);
}
