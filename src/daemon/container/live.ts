import type { LazyCell } from "../../filesystem/lazy-cell.ts";
import type { MountNamespace, TreeCell } from "../../filesystem/mounts.ts";
import type { Hostname, KernelProcess, PidNamespace, WaitQueue } from "../../kernel/kernel.ts";
import type { NetworkNamespace, PublishedPort } from "../../kernel/network.ts";
import type { ExitStatus } from "../../kernel/signal.ts";
import type { Pty } from "../../kernel/terminal.ts";
import type { CancelSource } from "../../std/cancel.ts";
import type { Micros } from "../../std/time.ts";
import type { LiveEndpoint } from "../network/live.ts";
import type { ContainerLog } from "./log.ts";
import type { Output } from "./output.ts";

/** What a run of a container is made of; gone when it ends. */
export interface Run {
  readonly process: KernelProcess;
  readonly pids: PidNamespace;
  readonly mounts: MountNamespace;
  readonly network: NetworkNamespace;
  readonly uts: Hostname;
  readonly pty: Pty | undefined;
}

/** A port of the host that is given to the container. */
export interface LivePort {
  readonly addresses: readonly string[];
  readonly port: number;
  readonly protocol: string;
  readonly publications: readonly PublishedPort[];
}

/**
 * How a container comes back after an exit: the wait doubles from 100 ms up to a minute and starts over once a run has
 * lasted ten seconds. `cancelled` by a stop or a kill: the next exit is the last.
 */
interface Restarter {
  delay: Micros;
  count: number;
  cancelled: boolean;
  /** Set while the next start is waited for. */
  waiting: CancelSource | undefined;
  /** Starts the next run; there once one was begun. */
  startAgain: (() => void) | undefined;
}

/** Told how a run ended, or that the container is gone. */
export interface ExitListener {
  exited(exitCode: number): void;
  removed(exitCode: number): void;
}

/** What a container is besides its record: files, processes and streams, which are no values. */
export interface LiveContainer {
  readonly id: string;
  /** Its root file system. */
  readonly root: TreeCell;
  /** /etc/hosts, /etc/hostname, /etc/resolv.conf. */
  readonly etc: LazyCell;
  readonly log: ContainerLog;
  readonly output: Output;
  run: Run | undefined;
  /** Where attached clients' input goes; undefined while it does not run or has no input. */
  input: { write(chunk: Uint8Array): Promise<void>; close(): void } | undefined;
  /** A client has closed its input before the container ran. */
  inputClosed: boolean;
  /** By network id. */
  readonly endpoints: Map<string, LiveEndpoint>;
  ports: readonly LivePort[];
  /** Lets go of the host's files that are mounted. */
  unpin: () => void;
  /** Volumes are mounted (events, use counts). */
  volumesMounted: boolean;
  readonly restarter: Restarter;
  listeners: readonly ExitListener[];
  /** Woken at each change of state. */
  readonly changed: WaitQueue;
  /** Ids of all that were made in it. */
  execs: readonly string[];
  /** Ends the health checks. */
  health: CancelSource | undefined;
  /** How process 1 ended, while its last output is still on the way. */
  ended: ExitStatus | undefined;
  /** Goes on after a pause, which is still to be told. */
  resumed: boolean;
  /** A client waits for its end to call it stopped: `stop` is told before `die`. */
  stopping: boolean;
  /** Stopped by `docker restart`, which starts it again: it does not remove itself. */
  restartingByHand: boolean;
  /** Being removed. */
  removing: boolean;
  gone: boolean;
}
