import type { Micros } from "../std/time.ts";
import type { InputLog, LogEntry, LoggedInput } from "./types.ts";

/** Raised with each change of what a replay gives. */
export const VERSION = "0.1.0";

export interface Recorder {
  /** `digest`: of the state before it. One that is known already is not noted again. */
  add(step: number, time: Micros, input: LoggedInput, digest: string | undefined): void;
  log(): InputLog;
  onAdd(fn: () => void): () => void;
}

export function createRecorder(head: {
  readonly seed: string;
  readonly startTime: Micros;
  readonly catalog: string;
  readonly base?: string;
}): Recorder {
  const entries: LogEntry[] = [];
  let known: string | undefined;
  const listeners = new Set<() => void>();
  return {
    add(step, time, input, digest) {
      entries.push(digest === undefined || digest === known ? { step, time, input } : { step, time, input, digest });
      known = digest ?? known;
      for (const fn of listeners) fn();
    },
    log: () => ({ version: VERSION, ...head, entries: [...entries] }),
    onAdd(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}
