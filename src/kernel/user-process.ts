import type { Credentials, Files } from "../filesystem/files.ts";
import { bounded, CAP, capable } from "../filesystem/permissions.ts";
import type { Cancel } from "../std/cancel.ts";
import type { Chance } from "../std/chance.ts";
import { ErrnoError } from "../std/errno.ts";
import type { Micros } from "../std/time.ts";
import { killForMemory } from "./exit.ts";
import { ProcessGroup, Session } from "./group.ts";
import { CPUS, MEMORY, UNAME } from "./hardware.ts";
import { limitOf, setLimit } from "./limits.ts";
import {
  Killed,
  type Process,
  type ProcessInfo,
  type Program,
  type SignalHandler,
  type SpawnOptions,
  type Thread,
  type WaitResult,
} from "./process.ts";
import { processInfo } from "./process-info.ts";
import { ProcessNetwork } from "./process-network.ts";
import { SIGNALS } from "./signal.ts";
import { mayKill, sendSignal, setAction } from "./signals.ts";
import { findGroup, forkChild, imageFor, spawnChild } from "./spawn.ts";
import type { Task } from "./task.ts";
import { startThread } from "./thread.ts";
import { ExecRequest, ExitRequest } from "./unwind.ts";
import { childNews, type WaitOptions } from "./wait.ts";

/** All system calls of one process, for the program that it runs. Descriptors and network stand in the classes above. */
export class UserProcess extends ProcessNetwork implements Process {
  get pid(): number {
    return this.task.localPid;
  }

  get ppid(): number {
    return this.task.parent?.pidIn(this.task.pids) ?? (this.task.pids.parent || this.task.isInit ? 0 : 1);
  }

  get pgid(): number {
    return this.task.group.leader?.pidIn(this.task.pids) ?? 0;
  }

  get sid(): number {
    return this.task.group.session.leader?.pidIn(this.task.pids) ?? 0;
  }

  get argv(): readonly string[] {
    return this.task.argv;
  }

  get cwd(): string {
    return this.task.cwd;
  }

  get credentials(): Credentials {
    return this.task.credentials;
  }

  get umask(): number {
    return this.task.umask;
  }

  get hostname(): string {
    return this.task.uts.hostname;
  }

  get executable(): string {
    return this.task.executable;
  }

  get cancel(): Cancel {
    return this.task.cancel;
  }

  get chance(): Chance {
    return this.task.core.chance;
  }

  get files(): Files {
    this.enter();
    return this.view;
  }

  chdir(path: string): void {
    this.enter();
    const folder = this.view.realpath(path);
    if (this.view.stat(folder).kind !== "directory") throw new ErrnoError("ENOTDIR", path);
    if (!this.view.access(folder, "x")) throw new ErrnoError("EACCES", path);
    this.task.cwd = folder;
  }

  setUmask(mask: number): number {
    this.enter();
    const before = this.task.umask;
    this.task.umask = mask & 0o777;
    return before;
  }

  limit(name: string): readonly [soft: number, hard: number] {
    return limitOf(this.task, name);
  }

  setLimit(name: string, limit: readonly [soft: number, hard: number]): void {
    this.enter();
    setLimit(this.task, name, limit);
  }

  setCredentials(c: Credentials): void {
    this.enter();
    const { task } = this;
    const now = task.credentials;
    if (c.uid !== now.uid && !capable(now, CAP.SETUID)) throw new ErrnoError("EPERM");
    if (c.gid !== now.gid && !capable(now, CAP.SETGID)) throw new ErrnoError("EPERM");
    task.credentials = bounded(c, now);
  }

  setHostname(name: string): void {
    this.enter();
    const { pids, credentials } = this.task;
    // What a container's filter of system calls forbids goes by the capabilities of its first process.
    const first = pids.init?.credentials ?? credentials;
    if (!capable(credentials, CAP.SYS_ADMIN) || !capable({ ...first, uid: 0 }, CAP.SYS_ADMIN))
      throw new ErrnoError("EPERM");
    this.task.uts.hostname = name;
  }

  setTitle(title: string): void {
    this.enter();
    this.task.argv = [title];
  }

  // Processes

  spawn(argv: readonly string[], options: SpawnOptions = {}): number {
    this.enter();
    return spawnChild(this.task, argv, this.environment, options).localPid;
  }

  fork(program: Program, options: SpawnOptions & { readonly argv?: readonly string[] } = {}): number {
    this.enter();
    return forkChild(this.task, program, this.environment, options).localPid;
  }

  async exec(argv: readonly string[], env?: ReadonlyMap<string, string>, argv0?: string): Promise<never> {
    this.enter();
    throw new ExecRequest(imageFor(this.task, argv, env ?? new Map(this.environment), argv0));
  }

  async wait(pid: number, options: WaitOptions = {}): Promise<WaitResult | undefined> {
    this.enter();
    for (;;) {
      const news = childNews(this.task, pid, options);
      if (news || options.nohang) {
        await this.finish();
        return news;
      }
      await this.park([this.task.childQueue]);
    }
  }

  kill(pid: number, signal: number): void {
    this.enter();
    if (!Number.isInteger(signal) || signal < 0 || signal > 64) throw new ErrnoError("EINVAL");
    const targets = this.targets(pid);
    if (targets.length === 0) throw new ErrnoError("ESRCH");
    const allowed = targets.filter(
      (t) => mayKill(this.task, t) || (signal === SIGNALS.SIGCONT && t.group.session === this.task.group.session),
    );
    if (allowed.length === 0) throw new ErrnoError("EPERM");
    for (const target of allowed) sendSignal(target, signal, this.task);
    if (this.task.status) throw new Killed();
  }

  setpgid(pid: number, pgid: number): void {
    this.enter();
    const target = pid === 0 ? this.task : this.find(pid);
    if (!target || (target !== this.task && target.parent !== this.task)) throw new ErrnoError("ESRCH");
    if (target.group.session.leader === target || target.group.session !== this.task.group.session)
      throw new ErrnoError("EPERM");
    if (pgid !== 0 && pgid !== target.pidIn(this.task.pids)) return findGroup(this.task, pgid).join(target);
    if (target.group.leader === target) return;
    const group = new ProcessGroup(target.group.session);
    group.leader = target;
    group.join(target);
  }

  /** A new session led by this process, without a terminal. */
  setsid(): void {
    this.enter();
    if (this.task.group.leader === this.task) throw new ErrnoError("EPERM");
    const session = new Session();
    session.leader = this.task;
    const group = new ProcessGroup(session);
    group.leader = this.task;
    group.join(this.task);
  }

  onSignal(signal: number, handler: SignalHandler, options: { readonly restart?: boolean } = {}): void {
    this.enter();
    setAction(this.task, signal, { handler, restart: options.restart ?? true });
  }

  exit(code: number): never {
    throw new ExitRequest(code & 0xff);
  }

  thread<T>(run: () => Promise<T>): Thread<T> {
    this.enter();
    const { task } = this;
    const { thread, handle } = startThread(task.core.scheduler, task, task.comm, run);
    task.others ??= new Set();
    task.others.add(thread);
    return handle;
  }

  setIdleThreads(count: number): void {
    this.enter();
    this.task.idleThreads = count;
  }

  setMemory(bytes: number): void {
    this.enter();
    const { task } = this;
    task.rss = Math.max(0, Math.round(bytes));
    const limit = task.pids.limits.memory;
    if (limit !== undefined && limit > 0 && task.pids.memory() > limit) killForMemory(task);
    if (task.status) throw new Killed();
  }

  // Time

  now(): Micros {
    return this.task.core.scheduler.now;
  }

  async sleep(span: Micros, cancel?: Cancel): Promise<void> {
    this.enter();
    await this.task.core.scheduler.wait([], span, cancel, true);
  }

  async tick(): Promise<void> {
    this.enter();
    await this.finish();
  }

  charge(span: Micros): void {
    this.task.charge(Math.max(0, Math.round(span)));
  }

  load<T>(what: () => Promise<T>): Promise<T> {
    return this.task.core.scheduler.load(what);
  }

  loadProc(): Promise<void> {
    return this.task.core.loadProc();
  }

  // System

  processes(): ProcessInfo[] {
    this.enter();
    const { pids } = this.task;
    const visible = pids.parent ? pids.members.values() : this.task.core.table.values();
    return [...visible].map((t) => processInfo(t, pids)).sort((a, b) => a.pid - b.pid);
  }

  uname(): ReturnType<Process["uname"]> {
    return UNAME;
  }

  memory(): ReturnType<Process["memory"]> {
    const { core, pids } = this.task;
    let used = 0;
    for (const t of core.table.values()) if (!t.status) used += t.rss;
    return { total: MEMORY, used, limit: pids.limits.memory };
  }

  cpus(): number {
    return CPUS;
  }

  usableCpus(): number {
    return this.task.pids.limits.cpus ?? CPUS;
  }

  uptime(): Micros {
    return this.now() - this.task.core.bootTime;
  }

  private find(pid: number): Task | undefined {
    const { pids, core } = this.task;
    return pids.parent ? pids.members.get(pid) : core.table.get(pid);
  }

  /** Whom kill(2) means: a process, the own group (0), everybody else (-1), a group (-pgid). */
  private targets(pid: number): Task[] {
    const { pids, core, group } = this.task;
    if (pid > 0) {
      const one = this.find(pid);
      return one ? [one] : [];
    }
    const visible = [...(pids.parent ? pids.members : core.table).values()].sort((a, b) => a.pid - b.pid);
    if (pid === 0) return visible.filter((t) => t.group === group);
    if (pid === -1) return visible.filter((t) => t !== this.task && t !== pids.init);
    return visible.filter((t) => t.group.leader?.pidIn(pids) === -pid);
  }
}
