import type { Process } from "../../../kernel/process.ts";

/** A line of PostgreSQL's log: `2026-11-24 14:16:33.123 UTC [1] LOG:  text`. `pid`: one of the server's helpers. */
export async function serverLog(p: Process, level: string, text: string, pid = p.pid): Promise<void> {
  await p.write(2, `${logStamp(p.now())} UTC [${pid}] ${level}:  ${text}\n`);
}

function logStamp(micros: number): string {
  return new Date(Math.floor(micros / 1000)).toISOString().replace("T", " ").replace("Z", "");
}
