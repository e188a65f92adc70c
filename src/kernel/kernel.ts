import type { Credentials } from "../filesystem/files.ts";
import type { Mount, MountNamespace, Synthetic } from "../filesystem/mounts.ts";
import type { Cancel } from "../std/cancel.ts";
import type { Chance } from "../std/chance.ts";
import type { Reader, Writer } from "../std/stream.ts";
import type { Micros } from "../std/time.ts";
import type { Description } from "./descriptor.ts";
import type { Connection, Listener, Network, NetworkNamespace } from "./network.ts";
import type { ProcessInfo, ProgramTable, Thread } from "./process.ts";
import type { Found } from "./program-image.ts";
import type { ExitStatus } from "./signal.ts";
import type { Pty, WindowSize } from "./terminal.ts";

export interface PidNamespace {
  /** The namespace's processes by host pid. */
  processes(): readonly KernelProcess[];
  /** Freezer: no thread of the namespace takes a step until thawed. SIGKILL thaws. */
  freeze(): void;
  thaw(): void;
  readonly frozen: boolean;
  kill(signal: number): void;
  /** The limits of all its processes together; set from the spec of its first process, changed by `docker update`. */
  readonly limits: ResourceLimits;
  setLimits(limits: ResourceLimits): void;
}

export interface Hostname {
  hostname: string;
  domainname: string;
}

/** What a container's process (or the host's) is started with. */
export interface ProcessSpec {
  readonly argv: readonly string[];
  /** The file of argv[0], where it has been looked up already. */
  readonly found?: Found;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly credentials: Credentials;
  readonly mounts: MountNamespace;
  /** An empty one makes the process its pid 1: the namespace ends with it. */
  readonly pids: PidNamespace;
  readonly network: NetworkNamespace;
  readonly uts: Hostname;
  /** By number; the kernel retains each. */
  readonly fds: ReadonlyMap<number, Description>;
  /** A new session with this controlling terminal. */
  readonly terminal?: Pty;
  readonly limits?: ResourceLimits;
  /** Put a tiny init (docker run --init) in front: reaps, and forwards signals with default actions. */
  readonly init?: boolean;
  /** Environment of `exec`: joins the namespace without being a child of pid 1's children. */
  readonly joins?: KernelProcess;
}

/** What one process may use: [soft, hard] by the names that Docker has for them (`nofile`); -1 is no limit. */
export type ProcessLimits = Readonly<Record<string, readonly [soft: number, hard: number]>>;

export interface ResourceLimits {
  readonly pids?: number;
  /** Bytes; a process that grows past it is killed (OOM). */
  readonly memory?: number;
  /** Where they differ from the kernel's own. */
  readonly processes?: ProcessLimits;
  readonly oomScoreAdj?: number;
  /** Set parameters of the kernel by their path in /proc/sys, as the container sees them. */
  readonly sysctls?: Readonly<Record<string, string>>;
  /** CPU time that may be used in each period: `--cpus 0.5` is {quota: 50_000, period: 100_000}. */
  readonly cpu?: { readonly quota: Micros; readonly period: Micros };
  /** How many processors may be used; undefined for all. */
  readonly cpus?: number;
}

/** A process as the daemon holds it. */
export interface KernelProcess {
  /** The host's number for it: what inspect's State.Pid and docker top print. */
  readonly pid: number;
  readonly status: ExitStatus | undefined;
  readonly startTime: Micros;
  /** Waits for its end. */
  exited(cancel?: Cancel): Promise<ExitStatus>;
  /** Called once, synchronously, when it ends. */
  onExit(fn: (status: ExitStatus) => void): void;
  signal(signal: number): void;
  info(): ProcessInfo;
}

/** Something threads wait for. The kernel's own parking place; no promise of the host's is awaited by a thread. */
export interface WaitQueue {
  /** Parks the current thread until the next wake; false at the timeout. Rejects with Cancelled. */
  wait(options?: { readonly timeout?: Micros; readonly cancel?: Cancel }): Promise<boolean>;
  wakeAll(): void;
}

/**
 * A pipe for the daemon: two descriptions to give to processes and two streams to hold itself. Each end has its creator's
 * reference: release the one that was handed out after spawn. A stream counts as a reference of its own from when it is
 * first taken (`pipe.reader`), until it is closed.
 */
export interface PipePair {
  readonly readEnd: Description;
  readonly writeEnd: Description;
  readonly reader: Reader & { close(): void };
  readonly writer: Writer;
}

/**
 * The kernel as the daemon and the machine hold it. Exactly one thread runs at a time, from one waiting call to its
 * next; "the current thread" is the one that was last resumed, so a waiting call made anywhere below a program (in the
 * daemon, on an Engine call) parks that program's thread. Nobody awaits two such calls at once on one thread.
 */
export interface Kernel {
  readonly chance: Chance;
  readonly network: Network;
  readonly hostPids: PidNamespace;
  readonly programs: ProgramTable;
  now(): Micros;
  readonly bootTime: Micros;
  createPidNamespace(): PidNamespace;
  createPty(size: WindowSize): Pty;
  /** The slave side of a terminal as an open file. */
  terminalDescription(pty: Pty): Description;
  createPipe(): PipePair;
  /** /dev/null. */
  nullDescription(): Description;
  /**
   * An output that hands each write to `write`, on the writing thread (what it waits for parks that thread); called with
   * null once, when the last descriptor is closed. No buffer, so no thread has to empty it: a container's stdout.
   */
  createSink(write: (chunk: Uint8Array | null) => Promise<void> | undefined): Description;
  /** What is mounted at /proc for a pid namespace; `self` is the process that looks. */
  procfs(pids: PidNamespace): Synthetic;
  /** What a new machine or container has mounted besides its files: /proc, /dev, /dev/pts, /sys, /sys/fs/cgroup. */
  systemMounts(pids: PidNamespace): readonly Mount[];
  createWaitQueue(): WaitQueue;
  /** Throws ErrnoError at once: ENOENT, EACCES, ENOEXEC, ENOTDIR (cwd), EAGAIN. `path` names what was looked for. */
  spawn(spec: ProcessSpec): KernelProcess;
  /** A thread of the daemon's own: for what goes on behind a call (a container's watcher, a health check). */
  thread<T>(name: string, run: () => Promise<T>): Thread<T>;
  /** Parks the current thread. */
  sleep(span: Micros, cancel?: Cancel): Promise<void>;
  /** As Process.load: simulated time stands still until it is here. */
  load<T>(what: () => Promise<T>): Promise<T>;
  /** Connects from a namespace (the host's: the page's browser panel, the daemon's health checks). */
  connect(from: NetworkNamespace, host: string, port: number, cancel?: Cancel): Promise<Connection>;
  /** Listens in a namespace on behalf of the machine itself (a registry on localhost:5000). */
  listen(on: NetworkNamespace, address: string, port: number): Listener;
  /** CPU time, memory and counts of a namespace, for `docker stats`. */
  usage(pids: PidNamespace): { readonly cpu: Micros; readonly memory: number; readonly pids: number };
}

/** How the scheduler meets the wall clock. The only place outside simulated time. */
export interface Pacer {
  /** Resolves when simulated time may reach `at`. `interrupted` resolves it early (an input came). */
  until(at: Micros, interrupted: Promise<void>): Promise<void>;
  /** A turn of the host's event loop, asked for every few milliseconds of running. */
  turn(): Promise<void>;
  /** Whether the running slice has lasted long enough to want a turn. */
  wantsTurn(): boolean;
  /** The simulated time that the wall clock stands for now: what an input's arrival advances the clock to. */
  inputTime(current: Micros): Micros;
  /** Called when something from outside is loaded; time stands still until the returned function is called. */
  hold?(): () => void;
}

/** What machine.ts drives the kernel with. */
export interface KernelHandle extends Kernel {
  /** Runs until `done` holds or nothing can run any more (no runnable thread and no timer). */
  run(done?: () => boolean): Promise<void>;
  /** The number of scheduler steps taken: where an input is delivered. */
  readonly steps: number;
  /** Delivers an input between two steps. At replay: at exactly that step and time. */
  deliver(input: () => void, at?: { readonly step: number; readonly time: Micros }): void;
}

export interface KernelOptions {
  readonly seed: string;
  readonly startTime: Micros;
  readonly programs: ProgramTable;
  readonly pacer: Pacer;
  /** Processes at most, over all namespaces; more is EAGAIN. */
  readonly maxProcesses?: number;
}
