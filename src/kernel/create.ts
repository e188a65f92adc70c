import { createChance } from "../std/chance.ts";
import { Core } from "./core.ts";
import { DeviceDescription } from "./devices.ts";
import type { KernelHandle, KernelOptions } from "./kernel.ts";
import { Networks } from "./net/networks.ts";
import { Pids } from "./pid-namespace.ts";
import { createPipePair } from "./pipe.ts";
import { Scheduler } from "./scheduler.ts";
import { SinkDescription } from "./sink.ts";
import { ownPids, spawnFromSpec } from "./spawn.ts";
import { procTree, systemMounts } from "./system-mounts.ts";
import { TerminalDescription } from "./terminal-description.ts";
import { startThread } from "./thread.ts";
import { Tty, ttyOf } from "./tty.ts";

const MAX_PROCESSES = 32_768;

/** A new machine's kernel: no process yet; the first one spawned in `hostPids` is its process 1. */
export function createKernel(options: KernelOptions): KernelHandle {
  const scheduler = new Scheduler(options.startTime, options.pacer);
  const chance = createChance(options.seed);
  const networks = new Networks(scheduler, chance);
  const maxProcesses = options.maxProcesses ?? MAX_PROCESSES;
  const core = new Core(scheduler, chance, options.programs, networks, options.startTime, maxProcesses);
  return {
    chance,
    network: networks,
    hostPids: core.hostPids,
    programs: options.programs,
    bootTime: options.startTime,
    now: () => scheduler.now,
    get steps() {
      return scheduler.steps;
    },
    createPidNamespace: () => new Pids(core.hostPids, core.hostPids.nextPid()),
    createPty: (size) => new Tty(scheduler, core.hostPids, size).master,
    terminalDescription: (pty) => new TerminalDescription(ttyOf(pty)),
    createPipe: () => createPipePair(scheduler),
    nullDescription: () => new DeviceDescription("null", chance, undefined),
    createSink: (write) => new SinkDescription(scheduler.nextNumber(), write),
    procfs: (pids) => procTree(core, ownPids(pids)),
    systemMounts: (pids) => systemMounts(core, ownPids(pids)),
    createWaitQueue: () => scheduler.createQueue(),
    spawn: (spec) => spawnFromSpec(core, spec),
    thread: (name, run) => startThread(scheduler, undefined, name, run).handle,
    async sleep(span, cancel) {
      await scheduler.wait([], span, cancel);
    },
    load: (what) => scheduler.load(what),
    connect: (from, host, port, cancel) => networks.connectFrom(from, host, port, cancel),
    listen: (on, address, port) => networks.listenOn(on, address, port),
    usage(of) {
      const pids = ownPids(of);
      return {
        cpu: pids.cpu,
        memory: pids.memory(),
        pids: [...pids.members.values()].reduce((n, t) => n + 1 + (t.idleThreads ?? 0), 0),
      };
    },
    run: (done) => scheduler.run(done),
    deliver: (input, at) => scheduler.deliver(input, at),
  };
}
