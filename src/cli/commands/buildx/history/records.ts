import type { BuildRecord } from "../../../../api/build.ts";
import { SECOND } from "../../../../std/time.ts";
import { CliError, type CommandContext } from "../../../command.ts";
import { applyNews, createTrace, type Trace } from "../../../format/build/trace.ts";

/** All news of a build at once. */
export function traceOf(record: BuildRecord): Trace {
  const trace = createTrace();
  for (const item of record.news) applyNews(trace, item);
  return trace;
}

export type Status = "Running" | "Completed" | "Canceled" | "Error";

export function statusOf(record: BuildRecord, trace: Trace): Status {
  if (record.completedAt === undefined) return "Running";
  if (!trace.failure) return "Completed";
  return trace.failure.phase === "canceled" ? "Canceled" : "Error";
}

export function stepCounts(trace: Trace): { total: number; completed: number; cached: number } {
  const steps = [...trace.steps.values()];
  return {
    total: steps.length,
    completed: steps.filter((s) => s.completed !== undefined).length,
    cached: steps.filter((s) => s.cached).length,
  };
}

/** `0.8s`, `1m 23s`; of a build that runs what it has taken so far, with a `+`. */
export function durationOf({ startedAt, completedAt }: BuildRecord, now: number): string {
  const seconds = ((completedAt ?? now) - startedAt) / SECOND;
  const rest = String(Math.floor(seconds % 60)).padStart(2);
  const text = seconds < 60 ? `${seconds.toFixed(1)}s` : `${Math.floor(seconds / 60)}m ${rest}s`;
  return completedAt === undefined ? `${text}+` : text;
}

/** The build that a word means: a reference, `^N` for the Nth before the last; without one the last. */
export async function findRecord({ args, engine }: CommandContext): Promise<BuildRecord> {
  const [word = ""] = args;
  const records = await engine.buildHistory();
  const completed = records.filter((r) => r.completedAt !== undefined);
  const [newest] = completed;
  if (word === "" || /^\^\d+$/.test(word)) {
    if (!newest && word === "") throw new CliError("ERROR: no records found");
    const found = completed[Number(word.slice(1))];
    if (found) return found;
    // The real one counts down what it has seen.
    throw new CliError(`ERROR: no completed build found with offset ${Number(word.slice(1)) - completed.length}`);
  }
  const found = records.find((r) => r.ref === word.split("/").pop());
  if (!found) throw new CliError(`ERROR: no record found for ref ${JSON.stringify(word)}`);
  return found;
}
