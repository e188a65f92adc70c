import type { Credentials, Files, OpenFlags, Stat } from "../filesystem/files.ts";
import { BareError } from "../std/bare-error.ts";
import type { Cancel } from "../std/cancel.ts";
import type { Chance } from "../std/chance.ts";
import type { Reader, Writer } from "../std/stream.ts";
import type { Micros } from "../std/time.ts";
import type { Description } from "./descriptor.ts";
import type { Connection, Datagrams, Listener, NetworkView } from "./network.ts";
import type { ExitStatus } from "./signal.ts";
import type { Terminal } from "./terminal.ts";

/**
 * A program: what a simulated binary does. It awaits nothing but its process's system calls; the number is its exit
 * status. A loop that makes no call must `await p.tick()`.
 */
export type Program = (p: Process) => Promise<number>;

/** The programs by the name that binaries in images carry. Loaded when first run. */
export type ProgramTable = ReadonlyMap<string, ProgramLoader>;

/** `alone`: the program starts without /proc. */
export type ProgramLoader = (() => Promise<Program>) & { readonly alone?: boolean };

/** Thrown through a thread of a process that was killed. Only the kernel catches it; `finally` blocks still run. */
export class Killed extends BareError {
  override readonly name = "Killed";
}

/** A handler is told who sent the signal: undefined from outside of its pid namespace (the daemon, a terminal). */
export type SignalHandler = "default" | "ignore" | ((signal: number, sender?: number) => void);

/** Where a child's descriptor comes from: one of the parent's descriptors. */
export type FdMap = Readonly<Record<number, number>>;

export interface SpawnOptions {
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
  /** The child's descriptors by number; default {0: 0, 1: 1, 2: 2}. Others are closed. */
  readonly fds?: FdMap;
  /** A process group to join; 0 makes a new one led by the child; default: the parent's. */
  readonly pgid?: number;
  /** A new session without a controlling terminal. */
  readonly setsid?: boolean;
  /** Make the child's group the terminal's foreground group before it starts. */
  readonly foreground?: boolean;
  readonly credentials?: Credentials;
  /** Signals to set back to default or to ignore in the child (handlers are always reset, ignored ones inherited). */
  readonly signals?: ReadonlyMap<number, "default" | "ignore">;
  /** argv[0] where it differs from the path. */
  readonly argv0?: string;
}

/** A child's change of state, as waitpid reports it. */
export type WaitResult = {
  readonly pid: number;
  readonly status: ExitStatus | { readonly kind: "stopped"; readonly signal: number } | { readonly kind: "continued" };
};

/** A second thing that a process does at once. */
export interface Thread<T> {
  /** Its result; an error it threw is thrown here. */
  join(): Promise<T>;
  /** Ends it at its pending call, as if killed; `finally` blocks run. */
  cancel(): void;
}

/** A line of `ps`: numbers as seen from the reader's pid namespace. */
export interface ProcessInfo {
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly uid: number;
  readonly gid: number;
  /** The user's name on the process's own files, or its number. */
  readonly user: string;
  readonly tty: string;
  /** R running, S sleeping, T stopped, Z zombie. */
  readonly state: "R" | "S" | "T" | "Z";
  readonly argv: readonly string[];
  readonly comm: string;
  readonly startTime: Micros;
  readonly cpuTime: Micros;
  /** Bytes resident, an estimate. */
  readonly rss: number;
}

/**
 * A process as its program sees it: all its system calls. Synchronous ones cost simulated time and never wait;
 * the others may park the thread. Errors are ErrnoError. Descriptors are numbers as in Linux.
 */
export interface Process {
  /** In its own pid namespace. */
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly argv: readonly string[];
  /** The process's own copy; children get a copy of it unless told otherwise. */
  readonly env: Map<string, string>;
  readonly cwd: string;
  readonly credentials: Credentials;
  readonly umask: number;
  readonly hostname: string;
  /** Resolved path of the program file being run. */
  readonly executable: string;
  /** Cancelled when the process dies. */
  readonly cancel: Cancel;
  readonly chance: Chance;

  chdir(path: string): void;
  setUmask(mask: number): number;
  /** [soft, hard] by Docker's names of limits; -1 is none. */
  limit(name: string): readonly [soft: number, hard: number];
  /** EINVAL for a soft limit above the hard one, EPERM for a hard one that is raised without CAP_SYS_RESOURCE. */
  setLimit(name: string, limit: readonly [soft: number, hard: number]): void;
  setCredentials(c: Credentials): void;
  /** EPERM without CAP_SYS_ADMIN. */
  setHostname(name: string): void;
  /** What ps shows as the command line from now on (setproctitle). */
  setTitle(title: string): void;

  /** File calls relative to cwd, as this user. Synchronous. */
  readonly files: Files;

  // Descriptors
  /** The lowest free descriptor. Opening a fifo waits for the other side. */
  open(path: string, flags: OpenFlags, mode?: number): Promise<number>;
  close(fd: number): void;
  /** Makes `to` the same open file as `from`. */
  dup2(from: number, to: number): void;
  /** The lowest free descriptor at or above `min` (default 0) for the same open file. */
  dup(fd: number, min?: number): number;
  /** [read end, write end]. 64 KiB buffer. */
  pipe(): [number, number];
  /** At most `max` bytes (default 64 KiB); null at the end. */
  read(fd: number, max?: number): Promise<Uint8Array | null>;
  /** All of it. On a pipe without readers: SIGPIPE, then EPIPE. A text is written as UTF-8. */
  write(fd: number, data: Uint8Array | string): Promise<void>;
  seek(fd: number, offset: number, from?: "start" | "current" | "end"): number;
  fstat(fd: number): Stat;
  ftruncate(fd: number, size: number): void;
  /** The terminal behind a descriptor; undefined when it is none. */
  terminal(fd: number): Terminal | undefined;
  /** The process's controlling terminal. */
  readonly controllingTerminal: Terminal | undefined;
  /** The descriptors that are open, ascending. */
  descriptors(): number[];
  /** The descriptor as a stream, for code that takes streams. */
  reader(fd: number): Reader;
  writer(fd: number): Writer;
  /** Waits until one of the descriptors can be read or has ended; undefined at the timeout. */
  poll(fds: readonly number[], timeout?: Micros): Promise<number | undefined>;
  /** Waits until one of `reads` can be read or has ended, or one of `writes` takes bytes: all that can; none at the timeout. */
  select(
    reads: readonly number[],
    writes: readonly number[],
    timeout?: Micros,
  ): Promise<{ readonly reads: readonly number[]; readonly writes: readonly number[] }>;

  // Processes
  /**
   * Starts a program file in a child: fork and exec. A name without slash is looked up in the child's PATH.
   * Throws at once ENOENT, EACCES or ENOEXEC (no `#!`, not a binary) or EAGAIN (too many processes). Gives the child's pid.
   */
  spawn(argv: readonly string[], options?: SpawnOptions): number;
  /** Forks: runs `program` (a function of this process's own program) in a child with copies of the descriptors. */
  fork(program: Program, options?: SpawnOptions & { readonly argv?: readonly string[] }): number;
  /** Becomes another program; same errors as spawn, and does not return otherwise. */
  exec(argv: readonly string[], env?: ReadonlyMap<string, string>, argv0?: string): Promise<never>;
  /**
   * Waits for a child: a pid, -1 for any, or -pgid. With `nohang` undefined when none has changed. ECHILD without children.
   * Interrupted with EINTR by a signal whose handler was set with `restart: false`.
   */
  wait(
    pid: number,
    options?: { nohang?: boolean; untraced?: boolean; continued?: boolean },
  ): Promise<WaitResult | undefined>;
  /** A pid, 0 for the own group, -pgid, -1 for all. Signal 0 only checks. */
  kill(pid: number, signal: number): void;
  setpgid(pid: number, pgid: number): void;
  /**
   * A handler runs between two steps of the program, synchronously. With `restart: false` the main thread's waiting call
   * then fails with EINTR; the default is to go on waiting.
   */
  onSignal(signal: number, handler: SignalHandler, options?: { readonly restart?: boolean }): void;
  /** Leaves the program from any depth with this status. */
  exit(code: number): never;
  thread<T>(run: () => Promise<T>): Thread<T>;

  /** Tells the kernel how many bytes this process holds resident. Past the limit the biggest process is killed (OOM). */
  setMemory(bytes: number): void;

  /** How many threads the real program has besides those that it starts here: they are counted, and do nothing. */
  setIdleThreads(count: number): void;

  // Time
  now(): Micros;
  sleep(span: Micros, cancel?: Cancel): Promise<void>;
  /** Lets others run: for a loop that makes no other call. Charges a system call's time. */
  tick(): Promise<void>;
  /** User CPU time to charge to this process (a computation of the program's own). */
  charge(span: Micros): void;
  /** Waits for something outside of simulated time (a chunk, a WASM module), which stands still until it is here. */
  load<T>(what: () => Promise<T>): Promise<T>;
  /** Waits for the code of /proc, without which it is empty. Every program has it but the host's first shell and `docker`. */
  loadProc(): Promise<void>;

  // Network
  readonly network: NetworkView;
  /** `v6only`: on `::` take no IPv4 connections. */
  listen(address: string, port: number, options?: { readonly backlog?: number; readonly v6only?: boolean }): Listener;
  /** Resolves a name through this container's DNS and hosts file; ECONNREFUSED, EHOSTUNREACH, ETIMEDOUT, ENETUNREACH. */
  connect(host: string, port: number, options?: { readonly timeout?: Micros }): Promise<Connection>;
  datagrams(address?: string, port?: number): Datagrams;
  /** Addresses of a name, from /etc/hosts and DNS; throws DnsError. */
  resolve(name: string): Promise<string[]>;
  /** The name of an address, from /etc/hosts and DNS. */
  reverse(address: string): string | undefined;
  /** Round trip to a host; undefined when nobody answers within the timeout. */
  ping(address: string, timeout: Micros): Promise<Micros | undefined>;
  /** Unix sockets: the daemon's, php-fpm's, mysql's. */
  listenUnix(path: string): Listener;
  connectUnix(path: string): Promise<Connection>;
  /** Makes a connection, or what a program describes itself, a descriptor (the lowest free one), which owns it from now on. */
  descriptorOf(socket: Connection | Description): number;
  /** What stands behind a descriptor: the same one for all descriptors that share it, also of other processes. */
  description(fd: number): Description;

  // System
  /** Processes visible in this pid namespace, by pid. */
  processes(): ProcessInfo[];
  uname(): { readonly sysname: string; readonly release: string; readonly version: string; readonly machine: string };
  memory(): { readonly total: number; readonly used: number; readonly limit: number | undefined };
  cpus(): number;
  /** How many of them this process may run on (`--cpuset-cpus`). */
  usableCpus(): number;
  /** Time since the (simulated) machine was started. */
  uptime(): Micros;
}
