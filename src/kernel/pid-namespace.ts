import type { Micros } from "../std/time.ts";
import type { PidNamespace, ResourceLimits } from "./kernel.ts";
import type { Scheduler } from "./scheduler.ts";
import { sendSignal } from "./signals.ts";
import type { Task } from "./task.ts";
import type { Tty } from "./tty.ts";

/** Processes of one namespace at most, where no limit says otherwise: what a fork bomb runs into. */
const DEFAULT_PIDS_LIMIT = 1000;

/** A pid namespace with its limits: what the kernel's cgroup and freezer are together. */
export class Pids implements PidNamespace {
  /** By the number that they have in here. */
  readonly members = new Map<number, Task>();
  /** Its process 1, while it lives. */
  init: Task | undefined;
  limits: ResourceLimits = {};
  /** CPU time of all processes that ever were in here. */
  cpu: Micros = 0;
  frozen = false;
  /** Has used up the CPU time of its period (`--cpus`); runs again when the next one begins. */
  throttled = false;
  private periodStart: Micros = 0;
  private usedInPeriod: Micros = 0;
  /** Terminals by the number in /dev/pts. */
  private readonly terminals: (Tty | undefined)[] = [];
  private last = 0;
  /** Its namespace has ended with its process 1. */
  ended = false;
  /** Killed for memory since its process 1 was started. */
  oomKills = 0;

  constructor(
    /** Undefined for the host's own. */
    readonly parent: Pids | undefined,
    /** The host's number of what started its processes from outside (containerd-shim). */
    readonly outsider: number,
  ) {}

  nextPid(): number {
    return ++this.last;
  }

  /** The number that was given last. */
  get lastPid(): number {
    return this.last;
  }

  /** Lets numbers go on from here. */
  skipPids(to: number): void {
    this.last = Math.max(this.last, to);
  }

  /** Empty again, after its process 1 has ended: the next process is a process 1. */
  reset(): void {
    this.last = 0;
    this.ended = false;
    this.frozen = false;
    this.oomKills = 0;
    this.cpu = 0;
    this.terminals.length = 0;
  }

  processes(): readonly Task[] {
    return [...this.members.values()].sort((a, b) => a.pid - b.pid);
  }

  freeze(): void {
    this.frozen = true;
  }

  thaw(): void {
    if (!this.frozen) return;
    this.frozen = false;
    this.mayRunAgain();
  }

  private mayRunAgain(): void {
    for (const task of this.members.values()) task.mayRunAgain();
  }

  /** Counts CPU time; past the quota of a period nothing in here runs until enough periods have gone by. */
  charge(span: Micros, scheduler: Scheduler): void {
    this.cpu += span;
    const { cpu } = this.limits;
    if (!cpu || cpu.quota <= 0 || this.throttled) return;
    const { now } = scheduler;
    if (now - span >= this.periodStart + cpu.period) {
      this.periodStart = now - span;
      this.usedInPeriod = 0;
    }
    this.usedInPeriod += span;
    if (this.usedInPeriod < cpu.quota) return;
    const end = this.periodStart + cpu.period * Math.ceil(this.usedInPeriod / cpu.quota);
    if (end <= now) return;
    this.throttled = true;
    scheduler.timers.set(end, () => {
      this.throttled = false;
      this.mayRunAgain();
    });
  }

  kill(signal: number): void {
    for (const task of this.processes()) sendSignal(task, signal, undefined);
  }

  setLimits(limits: ResourceLimits): void {
    this.limits = limits;
  }

  /** Bytes resident of all its processes. */
  memory(): number {
    let sum = 0;
    for (const task of this.members.values()) if (!task.status) sum += task.rss;
    return sum;
  }

  get pidsLimit(): number {
    return this.limits.pids ?? DEFAULT_PIDS_LIMIT;
  }

  addTerminal(tty: Tty): number {
    let number = 0;
    while (this.terminals[number]) number++;
    this.terminals[number] = tty;
    return number;
  }

  removeTerminal(tty: Tty): void {
    const at = this.terminals.indexOf(tty);
    if (at >= 0) this.terminals[at] = undefined;
  }

  terminal(number: number): Tty | undefined {
    return this.terminals[number];
  }

  terminalNumbers(): number[] {
    return [...this.terminals.keys()].filter((n) => this.terminals[n]);
  }
}
