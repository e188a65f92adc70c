import type { Process } from "../../../kernel/process.ts";
import { slashDate } from "../../../std/http-date.ts";

export type Level = "debug" | "info" | "notice" | "warn" | "error" | "crit" | "alert" | "emerg";
const LEVELS: readonly Level[] = ["debug", "info", "notice", "warn", "error", "crit", "alert", "emerg"];

/** An error log: where it goes, and from which level on. */
export interface ErrorLog {
  readonly fd: number;
  readonly level: Level;
}

export function parseLevel(text: string): Level | undefined {
  return LEVELS.find((l) => l === text);
}

/** Writes `2026/11/24 15:22:31 [notice] 1#1: text`; `connection` puts `*2 ` in front of the text. */
export async function writeErrorLog(
  p: Process,
  logs: readonly ErrorLog[],
  level: Level,
  text: string,
  connection?: number,
): Promise<void> {
  const number = connection === undefined ? "" : `*${connection} `;
  const line = `${slashDate(p.now())} [${level}] ${p.pid}#${p.pid}: ${number}${text}\n`;
  for (const log of logs) if (LEVELS.indexOf(level) >= LEVELS.indexOf(log.level)) await p.write(log.fd, line);
}
