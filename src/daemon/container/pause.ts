import { Conflict } from "../../api/errors.ts";
import { MILLISECOND } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { changeContainer } from "./change.ts";
import { emitContainer } from "./emit.ts";
import { resumeHealth, suspendHealth } from "./health.ts";
import type { LiveContainer } from "./live.ts";
import { findContainer, liveOf } from "./lookup.ts";
import type { ContainerRecord } from "./record.ts";
import { isRestarting, notRunning } from "./refusals.ts";
import { isActive } from "./states.ts";

/** `docker pause`: the freezer holds all of its processes. */
export function pauseContainer(d: Daemon, text: string): void {
  const record = findContainer(d, text);
  const live = liveOf(d, record);
  const { state } = record;
  if (!isActive(state)) throw notRunning(record.id);
  if (state.status === "paused") throw new Conflict(`Container ${record.id} is already paused`);
  if (state.status !== "running") throw isRestarting(record.id);
  live.run?.pids.freeze();
  changeContainer(d, record.id, (r) => ({ ...r, state: { ...state, status: "paused" } }));
  suspendHealth(d, record, live);
  emitContainer(d, "pause", record);
  live.changed.wakeAll();
}

/** `docker unpause`. */
export function unpauseContainer(d: Daemon, text: string): void {
  const record = findContainer(d, text);
  if (record.state.status !== "paused") throw new Conflict(`Container ${record.id} is not paused`);
  const live = liveOf(d, record);
  thaw(d, record, live);
  emitContainer(d, "unpause", record);
  resumeHealth(d, record, live);
}

/** Lets a paused container go on. */
function thaw(d: Daemon, record: ContainerRecord, live: LiveContainer): void {
  const { state } = record;
  if (state.status !== "paused") return;
  live.run?.pids.thaw();
  changeContainer(d, record.id, (r) => ({ ...r, state: { ...state, status: "running" } }));
  live.changed.wakeAll();
}

/** Lets a paused container go on so that a signal reaches it; `unpause` is told a moment later, or with its end. */
export function thawForSignal(d: Daemon, record: ContainerRecord, live: LiveContainer): void {
  thaw(d, record, live);
  live.resumed = true;
  d.kernel.thread(`unpause ${record.name}`, async () => {
    await d.kernel.sleep(MILLISECOND);
    tellResumed(d, record, live);
  });
}

/** Tells `unpause` where that is still to be told. */
export function tellResumed(d: Daemon, record: ContainerRecord, live: LiveContainer): void {
  if (!live.resumed) return;
  live.resumed = false;
  emitContainer(d, "unpause", record);
}
