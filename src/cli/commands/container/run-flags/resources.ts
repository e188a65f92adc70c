import type { Resources } from "../../../../api/container.ts";
import { parseRamBytes } from "../../../../std/size.ts";
import { CliError, type Flag, type FlagValues } from "../../../command.ts";
import { completeBeginnings } from "../../../complete/objects.ts";
import { flagTable } from "../../../grammar/table.ts";
import {
  bpsError,
  bytesError,
  bytesOf,
  cpusError,
  iopsError,
  nanoCpus,
  parseUlimit,
  splitDevice,
  swapError,
  ulimitError,
  weightError,
} from "./resource-values.ts";

const BYTES: Partial<Flag> = { validate: bytesError };

const ULIMIT_WORDS =
  "as chroot core cpu data fsize locks maxlogins maxsyslogins memlock msgqueue nice nofile nproc priority rss rtprio sigpending stack"
    .split(" ")
    .map((name) => `${name}=`);

/** The limits that `run`, `create` and `update` share. */
export const LIMIT_FLAGS = flagTable(
  `
    --blkio-weight uint16 = 0 | Share of block I/O, from 10 to 1000, or 0 for none
    --cpu-period int | Period of the CPU quota
    --cpu-quota int | CPU quota within the period
    --cpu-rt-period int | Real-time period in microseconds
    --cpu-rt-runtime int | Real-time runtime in microseconds
    -c, --cpu-shares int | Share of CPU time, relative to others
    --cpus decimal | Number of CPUs
    --cpuset-cpus string | CPUs to run on (0-3, 0,1)
    --cpuset-mems string | Memory nodes to use (0-3, 0,1)
    -m, --memory bytes | Most memory
    --memory-reservation bytes | Memory to keep under when it is short
    --memory-swap bytes | Most memory and swap together: '-1' for any amount of swap
    --pids-limit int | Most processes (-1 for any number)
  `,
  {
    cpus: { validate: cpusError },
    memory: BYTES,
    "memory-reservation": BYTES,
    "memory-swap": { validate: swapError },
  },
);

/** Those of `run` and `create` alone. */
export const RESOURCE_FLAGS: readonly Flag[] = [
  ...LIMIT_FLAGS,
  ...flagTable(
    `
    --blkio-weight-device list = [] | Share of block I/O on one device
    --cgroup-parent string | Cgroup to put the container's under
    --device-read-bps list = [] | Most bytes a second to read from a device
    --device-read-iops list = [] | Most reads a second from a device
    --device-write-bps list = [] | Most bytes a second to write to a device
    --device-write-iops list = [] | Most writes a second to a device
    --kernel-memory bytes | Most kernel memory
    --memory-swappiness int = -1 | How readily memory is swapped out (0 to 100)
    --oom-kill-disable | Do not kill it when memory runs out
    --oom-score-adj int | How soon it is killed when the host runs out of memory (-1000 to 1000)
    --shm-size bytes | Size of /dev/shm
    --ulimit ulimit = [] | Limits of its processes
  `,
    {
      "blkio-weight-device": { validate: weightError },
      "device-read-bps": { validate: bpsError },
      "device-read-iops": { validate: iopsError },
      "device-write-bps": { validate: bpsError },
      "device-write-iops": { validate: iopsError },
      "kernel-memory": BYTES,
      "shm-size": BYTES,
      ulimit: { validate: ulimitError, complete: completeBeginnings(...ULIMIT_WORDS) },
    },
  ),
];

/** The limits that `update` can change, as they stand in the flags. */
export type Limits = Pick<
  Resources,
  | "BlkioWeight"
  | "CpuPeriod"
  | "CpuQuota"
  | "CpuRealtimePeriod"
  | "CpuRealtimeRuntime"
  | "CpuShares"
  | "CpusetCpus"
  | "CpusetMems"
  | "Memory"
  | "MemoryReservation"
  | "MemorySwap"
  | "NanoCpus"
  | "PidsLimit"
>;

export function readLimits(flags: FlagValues): Limits {
  return {
    BlkioWeight: flags.int("blkio-weight"),
    CpuPeriod: flags.int("cpu-period"),
    CpuQuota: flags.int("cpu-quota"),
    CpuRealtimePeriod: flags.int("cpu-rt-period"),
    CpuRealtimeRuntime: flags.int("cpu-rt-runtime"),
    CpuShares: flags.int("cpu-shares"),
    CpusetCpus: flags.string("cpuset-cpus"),
    CpusetMems: flags.string("cpuset-mems"),
    Memory: bytesOf(flags.string("memory")),
    MemoryReservation: bytesOf(flags.string("memory-reservation")),
    MemorySwap: bytesOf(flags.string("memory-swap")),
    NanoCpus: nanoCpus(flags.string("cpus")),
    PidsLimit: flags.int("pids-limit") || null,
  };
}

/** Out of the range that the client itself checks. */
export function checkSwappiness(flags: FlagValues): void {
  const swappiness = flags.int("memory-swappiness");
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100)) {
    throw new CliError(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  }
}

/** All limits of a new container. Null stands for what the flags leave to the daemon. */
export function readResources(flags: FlagValues): Omit<Resources, "Devices" | "DeviceCgroupRules" | "DeviceRequests"> {
  const swappiness = flags.int("memory-swappiness");
  const rates = (name: string) =>
    flags.list(name).map((value) => {
      const split = splitDevice(value);
      const { path, text } = typeof split === "string" ? { path: "", text: "0" } : split;
      return { Path: path, Rate: parseRamBytes(text) };
    });
  return {
    CgroupParent: flags.string("cgroup-parent"),
    BlkioWeightDevice: flags.list("blkio-weight-device").map((value) => {
      const [Path = "", weight = "0"] = value.split(":");
      return { Path, Weight: Number(weight) };
    }),
    BlkioDeviceReadBps: rates("device-read-bps"),
    BlkioDeviceReadIOps: rates("device-read-iops"),
    BlkioDeviceWriteBps: rates("device-write-bps"),
    BlkioDeviceWriteIOps: rates("device-write-iops"),
    MemorySwappiness: swappiness === -1 ? null : swappiness,
    OomKillDisable: flags.bool("oom-kill-disable"),
    Ulimits: [...new Map(flags.list("ulimit").map((u) => [parseUlimit(u).Name, parseUlimit(u)])).values()].sort(
      (a, b) => (a.Name < b.Name ? -1 : 1),
    ),
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
    ...readLimits(flags),
  };
}
