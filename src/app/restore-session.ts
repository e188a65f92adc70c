import { createMachine, type Machine, replay, replayOn } from "../machine/create.ts";
import type { MachineOptions } from "../machine/options.ts";
import { parseLog } from "../machine/parse-log.ts";
import { type ReadSnapshot, readPieces, readSnapshot } from "../machine/snapshot/read.ts";
import { restoreRead } from "../machine/snapshot/restore.ts";
import type { InputLog } from "../machine/types.ts";
import { concat } from "../std/text.ts";
import type { StoredSession } from "./session.ts";
import type { Fate } from "./start-news.ts";
import { keepSession, loadBase, loadState, storeBase } from "./stored-sessions.ts";

export interface Restored {
  readonly machine: Machine;
  readonly news: Fate;
}

/**
 * Brings a stored session back: its log is replayed. Where that comes to another state than it did (another version), or
 * cannot be read, the last snapshot is restored; where there is none, what the replay gave has to do, or a new machine. What
 * was stored stays as it is. The session goes on under the new machine's seed.
 */
export async function restoreSession(
  { id: from, log, skipLog }: StoredSession,
  id: string,
  options: MachineOptions,
): Promise<Restored> {
  const replayed = skipLog ? { reason: "" } : await orReason(() => replayLog(from, id, log, options));
  if ("value" in replayed && !replayed.value.diverged)
    return { machine: replayed.value.machine, news: { session: "restored" } };
  await keepSession(from).catch(() => {});
  const restored = await orReason(() => fromSnapshot(from, id, options));
  if ("value" in restored && restored.value) {
    return { machine: restored.value, news: { session: skipLog ? "restarted" : "snapshot" } };
  }
  if ("value" in replayed) return { machine: replayed.value.machine, news: { session: "diverged" } };
  const news: Fate = skipLog ? { session: "restarted" } : { session: "damaged", why: replayed.reason };
  return { machine: createMachine(options), news };
}

async function replayLog(
  from: string,
  id: string,
  stored: unknown,
  options: MachineOptions,
): Promise<{ readonly machine: Machine; readonly diverged: boolean }> {
  const log = parseLog(stored);
  if ("error" in log) throw new Error(log.error);
  let diverged = false;
  const watch = () => {
    diverged = true;
  };
  if (log.base === undefined) return { machine: await replay(log, options, watch), diverged };
  const machine = await onBase(from, id, log, options);
  await replayOn(machine, log, watch);
  return { machine, diverged };
}

/** The machine that the session began with, from its snapshot; which goes along to where the session goes on. */
async function onBase(from: string, id: string, log: InputLog, options: MachineOptions): Promise<Machine> {
  const base = await loadBase(from);
  if (!base) throw new Error("the snapshot that it began with is not there");
  const read = readSnapshot(base);
  if (read.digest !== log.base) throw new Error("the snapshot that it began with is another one");
  await storeBase(id, base);
  return restoreRead(read, { ...options, seed: log.seed });
}

async function fromSnapshot(from: string, id: string, options: MachineOptions): Promise<Machine | undefined> {
  const state = await loadState(from);
  if (!state) return undefined;
  const read: ReadSnapshot = readPieces(state.root, state.packs);
  const machine = await restoreRead(read, options);
  await storeBase(id, concat([state.root, ...state.packs]));
  return machine;
}

async function orReason<T>(act: () => Promise<T>): Promise<{ readonly value: T } | { readonly reason: string }> {
  try {
    return { value: await act() };
  } catch (e) {
    return { reason: e instanceof Error ? e.message : String(e) };
  }
}
