import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { MILLISECOND } from "../../../std/time.ts";
import { serverLog } from "./log.ts";
import type { Server } from "./server.ts";

/** Whether the data folder was left in order, and when. */
export interface LastState {
  readonly clean: boolean;
  readonly at: number;
}

const stateFile = (data: string): string => `${data}/global/drydock-state`;

export function noteState(p: Process, data: string, clean: boolean): void {
  p.files.writeFile(stateFile(data), `${clean ? "shut down" : "in production"} ${p.now()}\n`, 0o600);
}

export function lastState(p: Process, data: string): LastState {
  try {
    const m = /^(.*) (\d+)\n$/.exec(p.files.readText(stateFile(data)));
    return m ? { clean: m[1] === "shut down", at: Number(m[2]) } : { clean: true, at: p.now() };
  } catch (e) {
    if (!isErrno(e)) throw e;
    return { clean: true, at: p.now() };
  }
}

export const second = (micros: number): string =>
  new Date(Math.floor(micros / 1_000_000) * 1000).toISOString().replace("T", " ").slice(0, 19);

const CHECKPOINT =
  "0 WAL file(s) added, 0 removed, 0 recycled; write=0.001 s, sync=0.001 s, total=0.003 s; sync files=2, longest=0.001 s, average=0.001 s; distance=0 kB, estimate=0 kB; lsn=0/175AC50, redo lsn=0/175AC50";

/** A checkpoint's two lines. */
export async function logCheckpoint(p: Process, why: string, pid: number, buffers: string): Promise<void> {
  await serverLog(p, "LOG", `checkpoint starting: ${why}`, pid);
  await serverLog(p, "LOG", `checkpoint complete: wrote ${buffers}, wrote 3 SLRU buffers; ${CHECKPOINT}`, pid);
}

/** What the server says before it is ready: how the data were left, and what it does where that was not in order. */
export async function logRecovery(p: Process, last: LastState, helper: number): Promise<void> {
  if (last.clean) {
    await serverLog(p, "LOG", `database system was shut down at ${second(last.at)} UTC`, helper);
    return;
  }
  await serverLog(p, "LOG", `database system was interrupted; last known up at ${second(last.at)} UTC`, helper);
  await p.sleep(40 * MILLISECOND);
  await serverLog(p, "LOG", "database system was not properly shut down; automatic recovery in progress", helper);
  await serverLog(p, "LOG", "redo starts at 0/175AC50", helper);
  await serverLog(p, "LOG", "invalid record length at 0/175AD38: expected at least 24, got 0", helper);
  await serverLog(
    p,
    "LOG",
    "redo done at 0/175AD00 system usage: CPU: user: 0.00 s, system: 0.00 s, elapsed: 0.00 s",
    helper,
  );
  await logCheckpoint(p, "end-of-recovery immediate wait", helper - 2, "3 buffers (0.0%)");
}

/** Ends the server's work in one of its three ways. */
export async function shutDown(
  p: Process,
  server: Server,
  how: "smart" | "fast" | "immediate",
  helper: number,
): Promise<void> {
  await serverLog(p, "LOG", `received ${how} shutdown request`);
  server.stopping = true;
  if (how === "immediate") return;
  if (how === "fast") {
    await serverLog(p, "LOG", "aborting any active transactions");
  } else while (server.cluster.sessions.size > 0) await p.sleep(50 * MILLISECOND);
  await serverLog(
    p,
    "LOG",
    `background worker "logical replication launcher" (PID ${helper + 3}) exited with exit code 1`,
  );
  for (const s of server.cluster.sessions)
    await serverLog(p, "FATAL", "terminating connection due to administrator command", s.pid);
  await serverLog(p, "LOG", "shutting down", helper - 2);
  await logCheckpoint(p, "shutdown immediate", helper - 2, "0 buffers (0.0%)");
}
