import type { Credentials, Files } from "../filesystem/files.ts";
import { bounded } from "../filesystem/permissions.ts";
import { ErrnoError } from "../std/errno.ts";
import { encode } from "../std/text.ts";
import type { Core } from "./core.ts";
import { own } from "./description.ts";
import { ProcessGroup, Session } from "./group.ts";
import { INIT_PATH, initProgram } from "./init.ts";
import type { ProcessSpec } from "./kernel.ts";
import { NetNamespace } from "./net/namespace.ts";
import { Pids } from "./pid-namespace.ts";
import type { Program, SpawnOptions } from "./process.ts";
import { loadImage, lookUp, type ProgramImage } from "./program-image.ts";
import { start } from "./run-program.ts";
import { SIGNALS } from "./signal.ts";
import { inheritedActions, sendSignal, setAction } from "./signals.ts";
import { Task } from "./task.ts";
import { ttyOf } from "./tty.ts";

/** The number of the second process of a container. */
const FIRST_CHILD = 7;

/** Starts a process from outside: a container's first, an exec, the host's shell. */
export function spawnFromSpec(core: Core, spec: ProcessSpec): Task {
  const pids = ownPids(spec.pids);
  const network = spec.network;
  if (!(network instanceof NetNamespace)) throw new Error("a network namespace that this kernel did not make");
  if (spec.joins?.status) throw new ErrnoError("ESRCH");
  if (pids.ended) {
    if (pids.members.size > 0) throw new ErrnoError("ENOMEM");
    pids.reset();
  }
  const context = {
    mounts: spec.mounts,
    root: "/",
    cwd: spec.cwd,
    credentials: spec.credentials,
    umask: 0o022,
    now: () => core.scheduler.now,
  };
  const files = core.createFiles(context);
  checkFolder(files, spec.cwd);
  const image = spec.init
    ? initImage(spec.argv)
    : spec.found
      ? loadImage(files, spec.found, spec.argv)
      : findImage(files, spec.argv, spec.env.get("PATH"));
  const isFirst = pids.init === undefined;
  if (isFirst) pids.limits = spec.limits ?? {};
  const session = new Session();
  const group = new ProcessGroup(session);
  const task = createTask(core, {
    pids,
    parent: undefined,
    group,
    credentials: spec.credentials,
    mounts: spec.mounts,
    network,
    uts: spec.uts,
  });
  session.leader = task;
  group.leader = task;
  task.env = spec.env;
  task.cwd = spec.cwd;
  task.limits = (spec.limits ?? pids.limits).processes;
  task.fds = Array.from({ length: Math.max(-1, ...spec.fds.keys()) + 1 }, (_, fd) => {
    const d = spec.fds.get(fd);
    return d && own(d).retain();
  });
  if (spec.terminal) ttyOf(spec.terminal).becomeControlling(session, group, pids);
  start(task, image, spec.init ? async () => initProgram : undefined);
  return task;
}

/** fork and exec in one. */
export function spawnChild(
  parent: Task,
  argv: readonly string[],
  env: ReadonlyMap<string, string>,
  options: SpawnOptions,
): Task {
  const { core } = parent;
  checkLimits(core, parent.pids, parent.group.session);
  const credentials = bounded(options.credentials ?? parent.credentials, parent.credentials);
  const cwd = options.cwd ?? parent.cwd;
  const childEnv = options.env ?? env;
  const context = {
    mounts: parent.mounts,
    root: parent.root,
    cwd,
    credentials,
    umask: parent.umask,
    now: () => parent.now(),
  };
  const files = core.createFiles(context);
  let folder = parent.cwd;
  if (options.cwd !== undefined) {
    checkFolder(files, cwd);
    folder = files.realpath(cwd);
  }
  const image = findImage(files, argv, childEnv.get("PATH"), options.argv0);
  const task = fork(parent, credentials, options);
  task.cwd = folder;
  task.env = options.env ?? new Map(env);
  start(task, image);
  return task;
}

/** fork: the child runs `program`, a part of the parent's own program. */
export function forkChild(
  parent: Task,
  program: Program,
  env: ReadonlyMap<string, string>,
  options: SpawnOptions & { readonly argv?: readonly string[] },
): Task {
  checkLimits(parent.core, parent.pids, parent.group.session);
  const task = fork(parent, bounded(options.credentials ?? parent.credentials, parent.credentials), options, true);
  task.cwd = options.cwd ?? parent.cwd;
  task.env = options.env ?? new Map(env);
  const { argv = parent.argv } = options;
  start(task, { program: "", argv, executable: parent.executable, comm: parent.comm }, async () => program);
  return task;
}

/** The image that a process becomes by exec. Throws as spawn does. */
export function imageFor(
  task: Task,
  argv: readonly string[],
  env: ReadonlyMap<string, string>,
  argv0?: string,
): ProgramImage {
  const image = findImage(task.createFiles(), argv, env.get("PATH"), argv0);
  return { ...image, env };
}

function fork(parent: Task, credentials: Credentials, options: SpawnOptions, allFds = false): Task {
  const { core } = parent;
  const fds: Task["fds"] = [];
  if (options.fds) {
    for (const [to, from] of Object.entries(options.fds)) fds[Number(to)] = parent.description(from);
  } else {
    for (const [fd, d] of parent.fds.entries()) if (d && (allFds || fd <= 2)) fds[fd] = d;
  }
  let group = parent.group;
  if (options.setsid) group = new ProcessGroup(new Session());
  else if (options.pgid === 0) group = new ProcessGroup(parent.group.session);
  else if (options.pgid !== undefined) group = findGroup(parent, options.pgid);
  const { pids, mounts, network, uts } = parent;
  const task = createTask(core, { pids, parent, group, credentials, mounts, network, uts });
  if (options.setsid) group.session.leader = task;
  if (options.setsid || options.pgid === 0) group.leader = task;
  task.root = parent.root;
  task.umask = parent.umask;
  task.limits = parent.limits;
  task.actions = inheritedActions(parent);
  for (const [signal, handler] of options.signals ?? []) setAction(task, signal, { handler, restart: true });
  for (const [fd, d] of fds.entries()) if (d) task.fds[fd] = d.retain();
  if (options.foreground && group.session.tty) group.session.tty.foreground = group;
  return task;
}

/** The group of the caller's session with this number (in its own namespace). */
export function findGroup(task: Task, pgid: number): ProcessGroup {
  for (const group of task.group.session.groups) if (group.leader?.pidIn(task.pids) === pgid) return group;
  throw new ErrnoError("EPERM");
}

/** Refused processes after which a session is taken for a fork bomb. */
const MOST_REFUSALS = 100;

type Parts = Pick<Task, "pids" | "parent" | "group" | "credentials" | "mounts" | "network" | "uts">;

function createTask(core: Core, parts: Parts): Task {
  const { pids } = parts;
  checkLimits(core, pids, parts.group.session);
  const isHostInit = !pids.parent && !pids.init && pids.members.size === 0;
  const pid = isHostInit ? 1 : core.hostPids.nextPid();
  const localPid = pids.parent ? pids.nextPid() : pid;
  const { parent, group, credentials, mounts, network, uts } = parts;
  const task = new Task(core, pid, localPid, pids, parent, group, credentials, mounts, network, uts);
  core.table.set(pid, task);
  pids.members.set(localPid, task);
  if (localPid === 1) {
    pids.init = task;
    // The threads of what started it (runc) have used up the numbers in between.
    if (pids.parent) pids.skipPids(FIRST_CHILD - 1);
  }
  group.add(task);
  if (parent) {
    parent.children ??= new Set();
    parent.children.add(task);
  }
  return task;
}

/**
 * Refuses a process too many. A session that is refused again and again (a fork bomb) loses all its processes but the one
 * that leads it, so that the machine stays usable; its terminal says so.
 */
function checkLimits(core: Core, pids: Pids, session: Session): void {
  if (pids.ended) throw new ErrnoError("ENOMEM");
  if (core.table.size < core.maxProcesses && pids.members.size < pids.pidsLimit) return;
  session.refusals++;
  if (session.refusals >= MOST_REFUSALS) {
    session.refusals = 0;
    session.tty?.write(encode("drydock: too many processes: all that this terminal started were killed\n"));
    for (const group of [...session.groups]) {
      for (const task of [...group.members]) if (task !== session.leader) sendSignal(task, SIGNALS.SIGKILL, undefined);
    }
  }
  throw new ErrnoError("EAGAIN");
}

function findImage(files: Files, argv: readonly string[], path: string | undefined, argv0?: string): ProgramImage {
  const name = argv[0];
  if (name === undefined) throw new ErrnoError("EINVAL");
  return loadImage(files, lookUp(files, name, path), argv, argv0);
}

function initImage(argv: readonly string[]): ProgramImage {
  return { program: "", argv: [INIT_PATH, "--", ...argv], executable: INIT_PATH, comm: "docker-init" };
}

function checkFolder(files: Files, cwd: string): void {
  if (files.stat(cwd).kind !== "directory") throw new ErrnoError("ENOTDIR", cwd);
  if (!files.access(cwd, "x")) throw new ErrnoError("EACCES", cwd);
}

/** The kernel's own namespace behind one that came in through the contract. */
export function ownPids(pids: ProcessSpec["pids"]): Pids {
  if (pids instanceof Pids) return pids;
  throw new Error("a pid namespace that this kernel did not make");
}
