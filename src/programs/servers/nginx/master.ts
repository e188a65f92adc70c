import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { pause } from "../../lib/pause.ts";
import { findGid, findUid, passwdEntries } from "../../lib/users.ts";
import { bindAll } from "./bind.ts";
import { loadConfig } from "./load.ts";
import { type Level, writeErrorLog } from "./log.ts";
import { setting } from "./parse.ts";
import { errorLogs, logError, openLogs, type Runtime } from "./runtime.ts";
import { ConfigError } from "./tokens.ts";
import { type Counter, type OpenListener, runWorker } from "./worker.ts";

export interface MasterOptions {
  readonly configFile: string;
  readonly global: string;
  readonly standardLog: string;
  readonly pidFile: string;
}

type Order = "reload" | "stop" | "quit" | "reopen";

const ORDERS: ReadonlyMap<number, { readonly order: Order; readonly words: string; readonly name: string }> = new Map([
  [SIGNALS.SIGHUP, { order: "reload", words: ", reconfiguring", name: "SIGHUP" }],
  [SIGNALS.SIGTERM, { order: "stop", words: ", exiting", name: "SIGTERM" }],
  [SIGNALS.SIGINT, { order: "stop", words: ", exiting", name: "SIGINT" }],
  [SIGNALS.SIGQUIT, { order: "quit", words: ", shutting down", name: "SIGQUIT" }],
  [SIGNALS.SIGUSR1, { order: "reopen", words: ", reopening logs", name: "SIGUSR1" }],
]);

/** The master process: starts workers, and acts on signals until all workers are gone. */
export async function runMaster(
  p: Process,
  first: Runtime,
  sockets: readonly OpenListener[],
  options: MasterOptions,
): Promise<number> {
  let runtime = first;
  let listeners = sockets;
  const counter: Counter = { next: 1 };
  const received: { signal: number; sender: number | undefined }[] = [];
  for (const signal of ORDERS.keys())
    p.onSignal(signal, (s, sender) => received.push({ signal: s, sender }), { restart: false });
  const say = (level: Level, text: string) => logError(p, runtime, runtime.config.root, level, text);
  const workers = new Map<number, "current" | "old">();
  const start = async () => {
    await say("notice", "start worker processes");
    for (let n = workerCount(p, runtime); n > 0; n--) {
      const r = runtime;
      const open = listeners;
      const pid = p.fork(
        async (child) => {
          becomeUser(child, r);
          return await runWorker(child, r, open, counter);
        },
        { argv: ["nginx: worker process"] },
      );
      workers.set(pid, "current");
      await say("notice", `start worker process ${pid}`);
    }
  };
  await start();
  let ending: Order | undefined;
  for (;;) {
    for (let event = received.shift(); event; event = received.shift()) {
      const what = ORDERS.get(event.signal);
      if (!what) continue;
      const from = event.sender === undefined ? "" : ` from ${event.sender}`;
      await say("notice", `signal ${event.signal} (${what.name}) received${from}${ending ? "" : what.words}`);
      if (what.order === "reload" && !ending) {
        await say("notice", "reconfiguring");
        const next = await reload(p, runtime, listeners, options);
        if (!next) continue;
        for (const pid of workers.keys()) workers.set(pid, "old");
        ({ runtime, listeners } = next);
        await say("notice", 'using the "epoll" event method');
        await start();
        for (const [pid, age] of workers) if (age === "old") tell(p, pid, SIGNALS.SIGQUIT);
      } else if (what.order === "stop" || what.order === "quit") {
        ending = what.order;
        for (const { listener } of listeners) listener.close();
        for (const pid of workers.keys()) tell(p, pid, ending === "stop" ? SIGNALS.SIGTERM : SIGNALS.SIGQUIT);
      }
    }
    if (workers.size === 0 && ending) break;
    const ended = await anyChild(p);
    if (!ended) continue;
    workers.delete(ended.pid);
    await say("notice", `signal 17 (SIGCHLD) received from ${ended.pid}`);
    const how =
      ended.status.kind === "exited"
        ? `exited with code ${ended.status.code}`
        : ended.status.kind === "signaled"
          ? `exited on signal ${ended.status.signal}`
          : "";
    const bad = ended.status.kind === "signaled";
    await say(bad ? "alert" : "notice", `worker process ${ended.pid} ${how}`);
    if (ending && workers.size === 0) continue;
    if (bad && !ending) await replace();
    await say("notice", "signal 29 (SIGIO) received");
  }
  await say("notice", "exit");
  removePidFile(p, options.pidFile);
  return 0;

  /** One for a worker that was killed. */
  async function replace(): Promise<void> {
    const r = runtime;
    const open = listeners;
    const pid = p.fork(
      async (child) => {
        becomeUser(child, r);
        return await runWorker(child, r, open, counter);
      },
      { argv: ["nginx: worker process"] },
    );
    workers.set(pid, "current");
    await say("notice", `start worker process ${pid}`);
  }
}

async function anyChild(p: Process) {
  try {
    return await p.wait(-1);
  } catch (e) {
    if (isErrno(e, "EINTR")) return undefined;
    if (!isErrno(e, "ECHILD")) throw e;
    // No worker is left: only a signal can change that.
    await pause(p);
    return undefined;
  }
}

function tell(p: Process, pid: number, signal: number): void {
  try {
    p.kill(pid, signal);
  } catch (e) {
    if (!isErrno(e, "ESRCH")) throw e;
  }
}

/** The new configuration with its sockets; undefined, and said why, when it cannot be used. */
async function reload(
  p: Process,
  old: Runtime,
  open: readonly OpenListener[],
  options: MasterOptions,
): Promise<{ runtime: Runtime; listeners: readonly OpenListener[] } | undefined> {
  const say = (level: Level, text: string) =>
    writeErrorLog(p, errorLogs(old, old.config.root, options.standardLog), level, text);
  try {
    const { config, passes } = await loadConfig(p, options.configFile, options.global);
    for (const warning of config.warnings) await say("warn", warning);
    const files = new Map([...old.files, ...(await openLogs(p, config.root, options.standardLog))]);
    const listeners = await bindAll(p, config, open);
    for (const o of open) if (!listeners.includes(o)) o.listener.close();
    return { runtime: { ...old, config, passes, files }, listeners };
  } catch (e) {
    if (!(e instanceof ConfigError)) throw e;
    await say("emerg", e.message);
    return undefined;
  }
}

function workerCount(p: Process, r: Runtime): number {
  const text = setting(r.config.root, "worker_processes")?.[0] ?? "1";
  return text === "auto" ? p.cpus() : Math.min(64, Number(text) || 1);
}

/** Workers of a root master run as the `user` of the configuration (`nobody` without one). */
function becomeUser(child: Process, r: Runtime): void {
  if (child.credentials.uid !== 0) return;
  const [name = "nobody", group] = setting(r.config.root, "user") ?? [];
  const uid = findUid(child.files, name);
  if (uid === undefined) return;
  const gid =
    (group === undefined ? undefined : findGid(child.files, group)) ??
    passwdEntries(child.files).find((e) => e.uid === uid)?.gid ??
    uid;
  child.setCredentials({ uid, gid, groups: [gid] });
}

function removePidFile(p: Process, path: string): void {
  try {
    p.files.unlink(path);
  } catch (e) {
    if (!isErrno(e)) throw e;
  }
}
