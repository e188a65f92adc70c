import { ApiError, Conflict, InvalidParameter, NotFound, SystemError } from "../../api/errors.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { SECOND } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { changeContainer } from "./change.ts";
import { emitContainer } from "./emit.ts";
import { cancelRestart } from "./exit.ts";
import type { LiveContainer } from "./live.ts";
import { findContainer, getContainer, liveOf } from "./lookup.ts";
import { thawForSignal } from "./pause.ts";
import type { ContainerRecord } from "./record.ts";
import { notRunning } from "./refusals.ts";
import { parseKillSignal, parseSignal } from "./signal.ts";
import { isActive } from "./states.ts";

/** `docker kill`: SIGKILL waits for the end, any other signal is only sent. All it throws begins `cannot kill container: …`. */
export async function killContainer(d: Daemon, text: string, signalText: string): Promise<void> {
  try {
    const signal = parseKillSignal(signalText);
    const record = findContainer(d, text);
    const live = liveOf(d, record);
    sendSignal(d, record.id, signal);
    if (signal === SIGNALS.SIGKILL) await ended(d, live, 10 * SECOND);
  } catch (e) {
    throw wrapped(e, `cannot kill container: ${text}: `);
  }
}

/** The same class of error with words in front. */
export function wrapped(e: unknown, prefix: string): unknown {
  if (e instanceof NotFound) return new NotFound(prefix + e.message);
  if (e instanceof Conflict) return new Conflict(prefix + e.message);
  if (e instanceof InvalidParameter) return new InvalidParameter(prefix + e.message);
  if (e instanceof ApiError) return new SystemError(prefix + e.message);
  return e;
}

/**
 * Sends a signal from a client. A container that is told to end (SIGKILL, its stop signal, or, where it has none of its
 * own, any signal) does not come back by its restart policy; a paused one goes on so that it can die.
 */
export function sendSignal(d: Daemon, id: string, signal: number): void {
  const record = getContainer(d, id);
  const live = d.live.get(id);
  if (!record || !live || !isActive(record.state)) throw notRunning(id);
  const own = record.config.StopSignal;
  const ends = !own || signal === SIGNALS.SIGKILL || parseSignal(own) === signal;
  if (ends) live.restarter.cancelled = true;
  if (!record.manuallyStopped) changeContainer(d, id, (r) => ({ ...r, manuallyStopped: true }));
  if (record.state.status === "restarting") {
    if (ends) cancelRestart(d, live);
    return;
  }
  emitContainer(d, "kill", record, { signal: String(signal) });
  const { run } = live;
  if (ends && record.state.status === "paused" && signal !== SIGNALS.SIGKILL) thawForSignal(d, record, live);
  run?.process.signal(signal);
}

/** Waits until the run that is on is over; false when the time is up. -1 waits for ever. */
export async function ended(d: Daemon, live: LiveContainer, span: number): Promise<boolean> {
  const until = d.kernel.now() + span;
  while (live.run || live.restarter.waiting) {
    const left = until - d.kernel.now();
    if (span >= 0 && left <= 0) return false;
    await live.changed.wait(span >= 0 ? { timeout: left } : {});
  }
  return true;
}

/** What `docker stop` and `docker restart` do: the stop signal, a wait, SIGKILL. `timeout` in seconds, -1 for ever. */
export async function stopRun(
  d: Daemon,
  record: ContainerRecord,
  options: { readonly signal?: string; readonly timeout?: number },
): Promise<void> {
  const live = liveOf(d, record);
  const signal = parseSignal(options.signal || record.config.StopSignal || "SIGTERM");
  const seconds = options.timeout ?? record.config.StopTimeout ?? 10;
  live.restarter.cancelled = true;
  const before = live.run;
  live.stopping = true;
  sendSignal(d, record.id, signal);
  if (!(await ended(d, live, seconds < 0 ? -1 : seconds * SECOND)) && live.run === before) {
    sendSignal(d, record.id, SIGNALS.SIGKILL);
    await ended(d, live, 10 * SECOND);
  }
  // A container that was between two runs has no end of its own to tell it with.
  if (live.stopping) emitContainer(d, "stop", getContainer(d, record.id) ?? record);
  live.stopping = false;
}
