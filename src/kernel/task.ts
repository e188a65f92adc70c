import type { Credentials, Files } from "../filesystem/files.ts";
import type { FilesContext, MountNamespace } from "../filesystem/mounts.ts";
import { type Cancel, type CancelSource, createCancel } from "../std/cancel.ts";
import { ErrnoError } from "../std/errno.ts";
import type { Micros } from "../std/time.ts";
import type { Core } from "./core.ts";
import type { OpenDescription } from "./description.ts";
import type { ProcessGroup } from "./group.ts";
import type { Hostname, KernelProcess, ProcessLimits } from "./kernel.ts";
import { limitOf } from "./limits.ts";
import type { NetNamespace } from "./net/namespace.ts";
import type { Pids } from "./pid-namespace.ts";
import type { ProcessInfo, SignalHandler } from "./process.ts";
import { processInfo } from "./process-info.ts";
import type { ExitStatus } from "./signal.ts";
import { sendSignal } from "./signals.ts";
import type { KernelThread, ThreadOwner } from "./thread.ts";
import type { ThreadQueue } from "./wait-queue.ts";

/** What a process is before it has grown: bytes resident. */
const BASE_MEMORY = 328 * 1024;

const NO_LISTENERS: readonly never[] = [];

export interface SignalAction {
  readonly handler: SignalHandler;
  readonly restart: boolean;
}

/** What kind of news waitpid has of a child that lives. */
export type Report = { readonly kind: "stopped"; readonly signal: number } | { readonly kind: "continued" };

/**
 * A process as the kernel holds it (and, through KernelProcess, the daemon). Ten thousand of them may sleep at once, so
 * whatever few processes need is made when first asked for.
 */
export class Task implements KernelProcess, ThreadOwner, FilesContext {
  status: ExitStatus | undefined;
  /** Ended, and its parent has taken note. */
  reaped = false;
  argv: readonly string[] = [];
  env: ReadonlyMap<string, string> = new Map();
  executable = "";
  comm = "";
  cwd = "/";
  root = "/";
  umask = 0o022;
  /** Where they are not the kernel's own. */
  limits: ProcessLimits | undefined;
  children: Set<Task> | undefined;
  fds: (OpenDescription | undefined)[] = [];
  main: KernelThread | undefined;
  others: Set<KernelThread> | undefined;
  actions: Map<number, SignalAction> | undefined;
  /** Signals whose handlers have not run yet. */
  pending: number[] | undefined;
  /** Who sent them, where it was a process of the same namespace. */
  senders: Map<number, number> | undefined;
  /** The signal that stopped it. */
  stopped: number | undefined;
  report: Report | undefined;
  cpuTime: Micros = 0;
  rss = BASE_MEMORY;
  /** Threads of the real program that do nothing here but be counted. */
  idleThreads: number | undefined;
  /** An exec has happened: what still runs of the program before it ends at its next call. */
  image = 0;
  readonly startTime: Micros;

  private sockets: Set<{ close(): void }> | undefined;
  private held: KernelThread[] | undefined;
  private exitListeners: readonly ((status: ExitStatus) => void)[] = NO_LISTENERS;
  private exitQueue: ThreadQueue | undefined;
  private childNews: ThreadQueue | undefined;
  private cancelSource: CancelSource | undefined;
  private onContinued: (() => void)[] | undefined;

  constructor(
    readonly core: Core,
    readonly pid: number,
    readonly localPid: number,
    readonly pids: Pids,
    public parent: Task | undefined,
    public group: ProcessGroup,
    public credentials: Credentials,
    readonly mounts: MountNamespace,
    readonly network: NetNamespace,
    readonly uts: Hostname,
  ) {
    this.startTime = core.scheduler.now;
  }

  now(): Micros {
    return this.core.scheduler.now;
  }

  // As the scheduler's owner of threads

  get dead(): boolean {
    return this.status !== undefined;
  }

  get mayRun(): boolean {
    return this.stopped === undefined && !this.pids.frozen && !this.pids.throttled;
  }

  hold(thread: KernelThread): void {
    this.held ??= [];
    this.held.push(thread);
  }

  /** Puts held threads back, and runs the handlers that waited, when it may run again or has died. */
  mayRunAgain(): void {
    if (!this.mayRun && !this.dead) return;
    const { held, onContinued } = this;
    this.held = undefined;
    this.onContinued = undefined;
    for (const thread of held ?? []) this.core.scheduler.enqueue(thread);
    if (this.dead) return;
    for (const fn of onContinued ?? []) fn();
  }

  /** Runs `fn` when it may run, at the latest when it is continued. */
  whenRunning(fn: () => void): void {
    if (this.mayRun) fn();
    else {
      this.onContinued ??= [];
      this.onContinued.push(fn);
    }
  }

  threadEnded(thread: KernelThread): void {
    this.others?.delete(thread);
  }

  killThreads(): void {
    this.main?.kill();
    for (const thread of this.others ?? []) thread.kill();
  }

  // As the daemon sees it

  async exited(cancel?: Cancel): Promise<ExitStatus> {
    while (!this.status) {
      this.exitQueue ??= this.core.scheduler.createQueue();
      await this.exitQueue.wait(cancel ? { cancel } : {});
    }
    return this.status;
  }

  onExit(fn: (status: ExitStatus) => void): void {
    if (this.status) fn(this.status);
    else this.exitListeners = this.exitListeners.concat(fn);
  }

  signal(signal: number): void {
    sendSignal(this, signal, undefined);
  }

  info(): ProcessInfo {
    return processInfo(this, this.core.hostPids);
  }

  /** Tells everybody who waits for its end. */
  announceExit(status: ExitStatus): void {
    this.cancelSource?.cancel();
    const { exitListeners } = this;
    this.exitListeners = NO_LISTENERS;
    for (const fn of exitListeners) fn(status);
    this.exitQueue?.wakeAll();
  }

  get cancel(): Cancel {
    if (!this.cancelSource) {
      this.cancelSource = createCancel();
      if (this.dead) this.cancelSource.cancel();
    }
    return this.cancelSource.token;
  }

  /** Where its threads wait for children. */
  get childQueue(): ThreadQueue {
    this.childNews ??= this.core.scheduler.createQueue();
    return this.childNews;
  }

  wakeForChild(): void {
    this.childNews?.wakeAll();
  }

  // Numbers

  /** Its number as a process of that namespace sees it: 0 when it is outside. */
  pidIn(viewer: Pids): number {
    if (!viewer.parent) return this.pid;
    return viewer === this.pids ? this.localPid : 0;
  }

  get isInit(): boolean {
    return this.localPid === 1;
  }

  // Descriptors

  description(fd: number): OpenDescription {
    const d = this.fds[fd];
    if (!d) throw new ErrnoError("EBADF");
    return d;
  }

  /** Puts it at the lowest free number; takes over the reference. */
  install(d: OpenDescription, min = 0): number {
    let fd = min;
    while (this.fds[fd]) fd++;
    if (fd >= limitOf(this, "nofile")[0]) {
      d.release();
      throw new ErrnoError("EMFILE");
    }
    this.fds[fd] = d;
    return fd;
  }

  closeAll(): void {
    const { fds } = this;
    this.fds = [];
    for (const d of fds) d?.release();
    for (const socket of [...(this.sockets ?? [])]) socket.close();
  }

  // Sockets are closed with it

  addSocket(socket: { close(): void }): void {
    this.sockets ??= new Set();
    this.sockets.add(socket);
  }

  removeSocket(socket: { close(): void }): void {
    this.sockets?.delete(socket);
  }

  charge(span: Micros): void {
    this.cpuTime += span;
    this.core.scheduler.charge(span);
    this.pids.charge(span, this.core.scheduler);
  }

  /** A fresh view of the files as this process. */
  createFiles(): Files {
    return this.core.createFiles(this);
  }
}
