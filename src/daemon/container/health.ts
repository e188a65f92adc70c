import type { Healthcheck } from "../../api/container.ts";
import { ApiError } from "../../api/errors.ts";
import { statusCode } from "../../kernel/signal.ts";
import { type Cancel, Cancelled, createCancel } from "../../std/cancel.ts";
import { durationString } from "../../std/duration.ts";
import { concat, decode, encode } from "../../std/text.ts";
import { type Micros, SECOND } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { newID } from "../ids.ts";
import { changeContainer } from "./change.ts";
import { emitContainer } from "./emit.ts";
import { spawnExec } from "./exec-run.ts";
import type { LiveContainer } from "./live.ts";
import { getContainer } from "./lookup.ts";
import type { ContainerRecord, HealthLogEntry, HealthRecord } from "./record.ts";

/** Spans in microseconds, retries as a count; what the image and the user leave open has these. */
const DEFAULTS = { interval: 30 * SECOND, timeout: 30 * SECOND, startPeriod: 0, startInterval: 5 * SECOND, retries: 3 };

/** Results that are kept, and bytes of output of each. */
const KEPT = 5;
const OUTPUT = 4096;

interface Plan {
  readonly argv: readonly string[];
  readonly interval: Micros;
  readonly timeout: Micros;
  readonly startPeriod: Micros;
  readonly startInterval: Micros;
  readonly retries: number;
}

/** What is to be run and when; undefined when the container has no check. */
function healthPlan(record: ContainerRecord): Plan | undefined {
  const check = record.config.Healthcheck;
  const argv = check && command(check, record.config.Shell ?? ["/bin/sh", "-c"]);
  if (!check || !argv) return undefined;
  const span = (ns: number | undefined, otherwise: Micros) => (ns ? Math.round(ns / 1000) : otherwise);
  return {
    argv,
    interval: span(check.Interval, DEFAULTS.interval),
    timeout: span(check.Timeout, DEFAULTS.timeout),
    startPeriod: span(check.StartPeriod, DEFAULTS.startPeriod),
    startInterval: span(check.StartInterval, DEFAULTS.startInterval),
    retries: check.Retries || DEFAULTS.retries,
  };
}

function command({ Test }: Healthcheck, shell: readonly string[]): readonly string[] | undefined {
  const [kind, ...words] = Test ?? [];
  if (kind === "CMD") return words;
  if (kind === "CMD-SHELL") return [...shell, ...words];
  return undefined;
}

/** Begins the checks of a run: `starting`, the first one after an interval. */
export function startHealth(d: Daemon, record: ContainerRecord, live: LiveContainer): void {
  if (!healthPlan(record)) return;
  changeContainer(d, record.id, (r) => ({
    ...r,
    health: { status: "starting", failingStreak: 0, log: r.health?.log ?? [] },
  }));
  resumeHealth(d, record, live);
}

/** Checks stop while the container is paused; it counts as unhealthy until the next good one. */
export function suspendHealth(d: Daemon, record: ContainerRecord, live: LiveContainer): void {
  if (!live.health) return;
  live.health.cancel();
  live.health = undefined;
  changeContainer(d, record.id, (r) => ({ ...r, health: r.health && { ...r.health, status: "unhealthy" } }));
}

/** Goes on checking. */
export function resumeHealth(d: Daemon, record: ContainerRecord, live: LiveContainer): void {
  const plan = healthPlan(record);
  if (!plan || live.health) return;
  const source = createCancel();
  live.health = source;
  d.kernel.thread(`health ${record.name}`, async () => {
    try {
      await watch(d, live, plan, source.token);
    } catch (e) {
      if (!(e instanceof Cancelled)) throw e;
    }
  });
}

async function watch(d: Daemon, live: LiveContainer, plan: Plan, cancel: Cancel): Promise<void> {
  for (;;) {
    const record = getContainer(d, live.id);
    if (!record) return;
    const young = d.kernel.now() - record.state.startedAt < plan.startPeriod;
    const starting = record.health?.status === "starting";
    await d.kernel.sleep(young && starting ? plan.startInterval : plan.interval, cancel);
    const entry = await probe(d, live, plan, cancel);
    if (cancel.cancelled || !entry) return;
    note(d, live, plan, entry);
  }
}

/** Runs the check once. Past its timeout it is killed, and the result is -1. */
async function probe(d: Daemon, live: LiveContainer, plan: Plan, cancel: Cancel): Promise<HealthLogEntry | undefined> {
  const record = getContainer(d, live.id);
  const { run } = live;
  if (!record || !run) return undefined;
  const { kernel } = d;
  const start = kernel.now();
  const execID = newID(kernel.chance, "exec");
  const words = `${plan.argv[0]} ${plan.argv.slice(1).join(" ")}`;
  const chunks: Uint8Array[] = [];
  const gather = (chunk: Uint8Array | null) => {
    if (chunk) chunks.push(chunk.slice());
    return undefined;
  };
  const sink = kernel.createSink(gather);
  const nothing = kernel.nullDescription();
  emitContainer(d, `exec_create: ${words}`, record, { execID });
  emitContainer(d, `exec_start: ${words}`, record, { execID });
  try {
    const process = spawnExec(d, record, run, {
      argv: plan.argv,
      user: "",
      env: [],
      cwd: "",
      tty: false,
      privileged: false,
      fds: new Map([
        [0, nothing],
        [1, sink],
        [2, sink],
      ]),
      pty: undefined,
      say: gather,
    });
    const done = kernel.createWaitQueue();
    process.onExit((status) => {
      emitContainer(d, "exec_die", record, { execID, exitCode: String(statusCode(status)) });
      done.wakeAll();
    });
    const until = start + plan.timeout;
    while (!process.status) {
      const left = until - kernel.now();
      if (left > 0) await done.wait({ timeout: left, cancel });
      if (process.status || kernel.now() < until) continue;
      process.signal(9);
      const text = `Health check exceeded timeout (${durationString(plan.timeout * 1000)})`;
      return { start, end: kernel.now(), exitCode: -1, output: text };
    }
    return { start, end: kernel.now(), exitCode: statusCode(process.status), output: text(chunks) };
  } catch (e) {
    if (!(e instanceof ApiError)) throw e;
    return { start, end: kernel.now(), exitCode: -1, output: e.message };
  } finally {
    sink.release();
    nothing.release();
  }
}

function text(chunks: readonly Uint8Array[]): string {
  const all = concat(chunks);
  return decode(all.length > OUTPUT ? concat([all.subarray(0, OUTPUT), encode("...")]) : all);
}

/** Counts a result. A failure within the start period does not count before the first success. */
function note(d: Daemon, live: LiveContainer, plan: Plan, entry: HealthLogEntry): void {
  const record = getContainer(d, live.id);
  if (!record?.health) return;
  const before = record.health;
  const log = [...before.log, entry].slice(-KEPT);
  const health = judge(before, entry, plan, record.state.startedAt);
  changeContainer(d, live.id, (r) => ({ ...r, health: { ...health, log } }));
  live.changed.wakeAll();
  if (health.status !== before.status) emitContainer(d, `health_status: ${health.status}`, record);
}

function judge(before: HealthRecord, entry: HealthLogEntry, plan: Plan, startedAt: Micros): Omit<HealthRecord, "log"> {
  if (entry.exitCode === 0) return { status: "healthy", failingStreak: 0 };
  if (before.status === "starting" && entry.start - startedAt < plan.startPeriod) return before;
  const failingStreak = before.failingStreak + 1;
  return { status: failingStreak >= plan.retries ? "unhealthy" : before.status, failingStreak };
}
