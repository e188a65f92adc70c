import { ApiError, Conflict, NotModified, StartFailed, SystemError } from "../../api/errors.ts";
import { createTreeEditor } from "../../filesystem/editor.ts";
import type { Credentials } from "../../filesystem/files.ts";
import type { MountNamespace } from "../../filesystem/mounts.ts";
import { isCell } from "../../filesystem/namespace.ts";
import { device } from "../../filesystem/tree.ts";
import { createFiles } from "../../filesystem/view.ts";
import type { Description } from "../../kernel/descriptor.ts";
import type { Hostname, KernelProcess, PidNamespace } from "../../kernel/kernel.ts";
import type { NetworkNamespace } from "../../kernel/network.ts";
import type { Found } from "../../kernel/program-image.ts";
import type { Pty } from "../../kernel/terminal.ts";
import type { Daemon } from "../daemon.ts";
import { newID } from "../ids.ts";
import { networkModeOf } from "../network/kinds.ts";
import {
  createSandbox,
  emitConnects,
  emitDisconnects,
  idleEndpoints,
  joinedContainer,
  type Networking,
  setUpNetworking,
  tearDownNetworking,
  writeEtc,
} from "../network/sandbox.ts";
import { withCapabilities } from "./capabilities.ts";
import { changeContainer } from "./change.ts";
import { emitContainer } from "./emit.ts";
import { containerEnvironment } from "./environment.ts";
import { findExecutable, spawnOrSay } from "./executable.ts";
import { containerEnded } from "./exit.ts";
import { startHealth } from "./health.ts";
import type { LiveContainer } from "./live.ts";
import { findContainer, getContainer, liveOf } from "./lookup.ts";
import { mountContainer } from "./mounts-start.ts";
import type { ContainerRecord } from "./record.ts";
import { removeNow } from "./remove-now.ts";
import { kernelLimits } from "./resources.ts";
import { checkCgroup, checkDevices, checkHostname, checkParameters } from "./start-checks.ts";
import { CREATE_FAILED, StartRefused } from "./start-refused.ts";
import { feedTerminal, openInput } from "./stdio.ts";
import { resolveUser } from "./user.ts";
import { mountVolumes, unmountVolumes } from "./volumes-live.ts";

/** `docker start`: NotModified when it runs already. A manual start forgets earlier restarts. */
export function startContainer(d: Daemon, text: string): void {
  const record = findContainer(d, text);
  const { status } = record.state;
  if (status === "paused") throw new Conflict("cannot start a paused container, try unpause instead");
  if (status === "running" || status === "restarting") throw new NotModified("");
  if (status === "removing" || status === "dead") {
    throw new Conflict("container is marked for removal and cannot be started");
  }
  const live = liveOf(d, record);
  live.restarter.cancelled = false;
  live.restarter.delay = 0;
  live.restarter.count = 0;
  runContainer(d, record.id, true);
}

/**
 * Starts a run of a container: user, mounts, program, network, process; at once, without waiting for anything. When a step
 * fails what was done is undone, the record tells why, and a container that removes itself is gone. `manual`: a client
 * asked for it, which resets the count of restarts.
 */
export function runContainer(d: Daemon, id: string, manual: boolean): void {
  const record = getContainer(d, id);
  const live = d.live.get(id);
  if (!record || !live) throw new Conflict("container is marked for removal and cannot be started");
  live.restarter.startAgain = () => runContainer(d, id, false);
  try {
    begin(d, record, live, manual);
  } catch (e) {
    failed(d, record, live, e);
    throw e;
  }
}

function begin(d: Daemon, record: ContainerRecord, live: LiveContainer, manual: boolean): void {
  const mode = networkModeOf(record.hostConfig.NetworkMode);
  const joined = mode.kind === "container" ? joinedContainer(d, record, mode.id) : undefined;
  const host = joined ? getContainer(d, joined.id) : undefined;
  const config = host
    ? { ...record.config, Hostname: host.config.Hostname, Domainname: host.config.Domainname }
    : record.config;
  const current: ContainerRecord = { ...record, config };
  const user = resolveUser(live.root.tree, config.User, record.hostConfig.GroupAdd ?? []);
  const credentials = withCapabilities(user.credentials, record.hostConfig);
  checkDevices(d, record);
  checkCgroup(record);
  checkParameters(record);
  checkHostname(config);
  const pids = pidNamespace(d, record);
  if (!joined) writeEtc(d, current, live, {});
  const mounts = mountContainer(d, current, live, pids, joined?.etc ?? live.etc);
  addDevices(d, record, mounts);
  mountVolumes(d, record, live);
  const env = containerEnvironment(d, current, user.home);
  const cwd = config.WorkingDir || "/";
  const view = { mounts, root: "/", cwd, credentials, umask: 0o022, now: () => d.kernel.now() };
  const found = record.hostConfig.Init
    ? undefined
    : findExecutable(createFiles(view), record.path, env.get("PATH"), CREATE_FAILED);

  const network = joined?.run?.network ?? (mode.kind === "host" ? d.kernel.network.host : createSandbox(d, live));
  const networking = setUpNetworking(d, current, live, network);
  const uts = utsOf(d, current, joined);
  const parts = { found, mounts, pids, network, uts, env, cwd, user: credentials };
  const { process, pty } = spawn(d, current, live, parts);
  live.run = { process, pids, mounts, network, uts, pty };
  started(d, current, live, networking, manual);
  process.onExit((status) => containerEnded(d, live, status));
}

/** The process's name space: its own, the host's, or another container's. */
function pidNamespace(d: Daemon, record: ContainerRecord): PidNamespace {
  const { PidMode } = record.hostConfig;
  if (PidMode === "host") return d.kernel.hostPids;
  if (!PidMode.startsWith("container:")) return d.kernel.createPidNamespace();
  const other = findContainer(d, PidMode.slice("container:".length));
  const run = d.live.get(other.id)?.run;
  if (!run) throw new SystemError(`failed to join PID namespace: container ${other.id} is not running`);
  return run.pids;
}

function utsOf(d: Daemon, record: ContainerRecord, joined: LiveContainer | undefined): Hostname {
  if (joined?.run) return joined.run.uts;
  if (record.hostConfig.UTSMode === "host") return { hostname: d.host.hostname, domainname: "" };
  return { hostname: record.config.Hostname, domainname: record.config.Domainname };
}

/** `--device`: nodes of the host that the container gets as well; `--ipc none` leaves no place for shared memory. */
function addDevices(d: Daemon, record: ContainerRecord, mounts: MountNamespace): void {
  const dev = mounts.mounts.find((m) => m.target === "/dev");
  if (!dev || !isCell(dev.source)) return;
  if (record.hostConfig.IpcMode === "none") {
    const editor = createTreeEditor(dev.source.tree);
    editor.remove("/shm");
    dev.source.tree = editor.finish();
  }
  for (const { PathOnHost, PathInContainer } of record.hostConfig.Devices ?? []) {
    const name = d.host.files.stat(PathOnHost).device;
    if (!name || !PathInContainer.startsWith("/dev/")) continue;
    const editor = createTreeEditor(dev.source.tree);
    editor.put(PathInContainer.slice("/dev".length), device(name, { mtime: d.kernel.now() }));
    dev.source.tree = editor.finish();
  }
}

interface SpawnParts {
  readonly found: Found | undefined;
  readonly mounts: MountNamespace;
  readonly pids: PidNamespace;
  readonly network: NetworkNamespace;
  readonly uts: Hostname;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly user: Credentials;
}

function spawn(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  parts: SpawnParts,
): { process: KernelProcess; pty: Pty | undefined } {
  const { kernel } = d;
  const { config, hostConfig } = record;
  const fds = new Map<number, Description>();
  let pty: Pty | undefined;
  if (config.Tty) {
    const [rows, columns] = hostConfig.ConsoleSize;
    pty = kernel.createPty({ columns, rows });
    const slave = kernel.terminalDescription(pty);
    for (const fd of [0, 1, 2]) fds.set(fd, fd === 0 ? slave : slave.retain());
  } else {
    fds.set(0, openInput(d, record, live));
    for (const [fd, stream] of [
      [1, "stdout"],
      [2, "stderr"],
    ] as const) {
      fds.set(
        fd,
        kernel.createSink((chunk) => (chunk ? live.output.write(stream, chunk) : undefined)),
      );
    }
  }
  try {
    const process = spawnOrSay(
      kernel,
      {
        argv: [record.path, ...record.args],
        ...(parts.found ? { found: parts.found } : {}),
        env: parts.env,
        cwd: parts.cwd,
        credentials: parts.user,
        mounts: parts.mounts,
        pids: parts.pids,
        network: parts.network,
        uts: parts.uts,
        fds,
        ...(pty ? { terminal: pty } : {}),
        limits: kernelLimits(hostConfig),
        ...(hostConfig.Init ? { init: true } : {}),
      },
      fds.get(2),
      (text) => void live.output.write(pty ? "stdout" : "stderr", text),
    );
    if (pty) feedTerminal(d, record, live, pty);
    return { process, pty };
  } finally {
    for (const description of new Set(fds.values())) description.release();
  }
}

/** The state of a container that runs now: one update, then the events. */
function started(
  d: Daemon,
  record: ContainerRecord,
  live: LiveContainer,
  networking: Networking,
  manual: boolean,
): void {
  const run = live.run;
  if (!run) return;
  const now = d.kernel.now();
  const { chance } = d.kernel;
  const sandboxID = networkModeOf(record.hostConfig.NetworkMode).kind === "container" ? "" : newID(chance, "sandbox");
  changeContainer(d, record.id, (r) => ({
    ...r,
    config: record.config,
    state: {
      status: "running",
      pid: run.process.pid,
      startedAt: now,
      finishedAt: r.state.finishedAt,
      exitCode: 0,
      oomKilled: false,
      error: "",
    },
    endpoints: networking.endpoints,
    ports: networking.ports,
    sandboxID,
    restartCount: manual ? 0 : r.restartCount,
    manuallyStopped: false,
  }));
  emitConnects(d, record);
  emitContainer(d, "start", record);
  startHealth(d, record, live);
  live.changed.wakeAll();
}

/** A start that failed: everything is undone, and the record keeps what it said. */
function failed(d: Daemon, record: ContainerRecord, live: LiveContainer, e: unknown): void {
  const exitCode = e instanceof StartRefused ? e.noted : e instanceof StartFailed ? e.exitCode : undefined;
  const error = e instanceof ApiError || e instanceof Error ? e.message : String(e);
  tearDownNetworking(d, live);
  unmountVolumes(d, record, live);
  live.run = undefined;
  live.input = undefined;
  changeContainer(d, record.id, (r) => ({
    ...r,
    state: {
      ...r.state,
      status: r.state.startedAt === 0 ? "created" : "exited",
      // What the runtime did not say leaves the status of the run before.
      exitCode: exitCode ?? (r.state.exitCode || 128),
      error,
      oomKilled: false,
    },
    endpoints: idleEndpoints(r),
    ports: {},
    sandboxID: "",
    tree: live.root.tree,
  }));
  emitDisconnects(d, record);
  live.output.end();
  live.changed.wakeAll();
  if (record.hostConfig.AutoRemove) removeNow(d, record.id, true);
}
