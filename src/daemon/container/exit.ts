import { ApiError } from "../../api/errors.ts";
import { type ExitStatus, statusCode } from "../../kernel/signal.ts";
import { createCancel } from "../../std/cancel.ts";
import { MILLISECOND, MINUTE, SECOND } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { emitDisconnects, idleEndpoints, tearDownNetworking } from "../network/sandbox.ts";
import { changeContainer } from "./change.ts";
import { emitContainer } from "./emit.ts";
import type { LiveContainer } from "./live.ts";
import { getContainer } from "./lookup.ts";
import { tellResumed } from "./pause.ts";
import type { ContainerRecord, LastRun } from "./record.ts";
import { removeNow } from "./remove-now.ts";
import { unmountVolumes } from "./volumes-live.ts";

/**
 * Process 1 has ended. With a terminal its last output is still on the way: the run is over when that is drained. Called by
 * the kernel between two steps; nothing here waits.
 */
export function containerEnded(d: Daemon, live: LiveContainer, status: ExitStatus): void {
  const { run } = live;
  if (!run) return;
  live.ended = status;
  if (run.pty) run.pty.close();
  else finish(d, live, status);
}

/** A terminal's output has come to its end. */
export function outputDrained(d: Daemon, live: LiveContainer): void {
  if (live.ended) finish(d, live, live.ended);
}

/**
 * The end of a run, in the order in which the daemon does it: checks end, networks and volumes are let go, the state
 * changes (one update), `die` is told, then the container starts again, or removes itself.
 */
function finish(d: Daemon, live: LiveContainer, status: ExitStatus): void {
  const record = getContainer(d, live.id);
  const { run } = live;
  if (!record || !run) return;
  live.run = undefined;
  live.ended = undefined;
  live.input?.close();
  live.input = undefined;
  live.health?.cancel();
  live.health = undefined;
  live.log.flush();
  live.output.end();
  tellResumed(d, record, live);
  tearDownNetworking(d, live);
  emitDisconnects(d, record);
  unmountVolumes(d, record, live);

  const now = d.kernel.now();
  const exitCode = statusCode(status);
  const lasted = now - record.state.startedAt;
  const restarts = !live.removing && shouldRestart(record, live, exitCode, lasted);
  const last: LastRun = {
    startedAt: record.state.startedAt,
    finishedAt: now,
    exitCode,
    oomKilled: status.kind === "signaled" && status.oomKilled === true,
    error: "",
  };
  changeContainer(d, record.id, (r) => ({
    ...r,
    state: { status: restarts ? "restarting" : "exited", ...last },
    health: r.health && { ...r.health, status: "unhealthy" },
    restartCount: r.restartCount + (restarts ? 1 : 0),
    endpoints: idleEndpoints(r),
    ports: {},
    sandboxID: "",
    tree: live.root.tree,
  }));
  if (live.stopping) emitContainer(d, "stop", record);
  live.stopping = false;
  emitContainer(d, "die", record, { execDuration: String(Math.floor(lasted / SECOND)), exitCode: String(exitCode) });
  for (const listener of live.listeners) listener.exited(exitCode);
  live.changed.wakeAll();
  live.log.wake();
  if (restarts) startAgain(d, record, live);
  else if (record.hostConfig.AutoRemove && !live.removing && !live.restartingByHand) removeNow(d, record.id, true);
}

/** Whether its policy brings the container back; counts and doubles the wait. */
function shouldRestart(record: ContainerRecord, live: LiveContainer, exitCode: number, lasted: number): boolean {
  const { Name: policy, MaximumRetryCount } = record.hostConfig.RestartPolicy;
  const { restarter } = live;
  if (policy === "" || policy === "no" || restarter.cancelled) return false;
  if (lasted >= 10 * SECOND) restarter.delay = 0;
  restarter.delay = Math.min(restarter.delay === 0 ? 100 * MILLISECOND : restarter.delay * 2, MINUTE);
  if (policy === "unless-stopped" && record.manuallyStopped) return false;
  if (policy === "on-failure") {
    if (exitCode === 0 || (MaximumRetryCount > 0 && restarter.count >= MaximumRetryCount)) return false;
  }
  restarter.count++;
  return true;
}

/** Waits and starts the container again, unless a stop comes in between. */
function startAgain(d: Daemon, record: ContainerRecord, live: LiveContainer): void {
  const waiting = createCancel();
  live.restarter.waiting = waiting;
  const span = live.restarter.delay;
  d.kernel.thread(`restart ${record.name}`, async () => {
    try {
      await d.kernel.sleep(span, waiting.token);
    } catch {
      return;
    }
    if (live.restarter.waiting !== waiting || live.gone) return;
    live.restarter.waiting = undefined;
    try {
      live.restarter.startAgain?.();
    } catch (e) {
      if (!(e instanceof ApiError)) throw e;
    }
  });
}

/** Gives up waiting for the next start: a stop or a kill came. The container is exited then. */
export function cancelRestart(d: Daemon, live: LiveContainer): void {
  live.restarter.cancelled = true;
  const { waiting } = live.restarter;
  if (!waiting) return;
  live.restarter.waiting = undefined;
  waiting.cancel();
  changeContainer(d, live.id, (r) => ({ ...r, state: { ...r.state, status: "exited" } }));
  live.changed.wakeAll();
  live.log.wake();
  const record = getContainer(d, live.id);
  if (record?.hostConfig.AutoRemove) removeNow(d, live.id, true);
}
