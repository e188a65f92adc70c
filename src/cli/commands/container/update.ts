import type { UpdateRequest } from "../../../api/container.ts";
import { CliError, type Command, type CommandContext } from "../../command.ts";
import { completeContainers, completeWords } from "../../complete/objects.ts";
import { flagTable } from "../../grammar/table.ts";
import { containerName, oneByOne } from "./each.ts";
import { bytesError } from "./run-flags/resource-values.ts";
import { LIMIT_FLAGS, readLimits } from "./run-flags/resources.ts";
import { parseRestartPolicy } from "./run-flags/restart.ts";

const OWN_FLAGS = flagTable(
  `
    --kernel-memory bytes | Most kernel memory
    --restart string | What to do when the container exits
  `,
  {
    "kernel-memory": { validate: bytesError, hidden: true },
    restart: { complete: completeWords("no", "always", "on-failure", "unless-stopped") },
  },
);

/** `docker container update`. */
export const update: Command = {
  name: "update",
  usage: "[OPTIONS] CONTAINER [CONTAINER...]",
  short: "Change the limits of containers",
  args: { kind: "min", count: 1 },
  aliasPaths: ["docker container update", "docker update"],

  flags: [...LIMIT_FLAGS, ...OWN_FLAGS],
  complete: completeContainers({ all: true }),
  run: updateContainers,
};

/** Only what is given changes. Warnings come on stdout, behind all names. */
async function updateContainers(context: CommandContext): Promise<number> {
  const { cancel, engine, flags, host } = context;
  if (![...LIMIT_FLAGS, ...OWN_FLAGS].some((flag) => flags.changed(flag.name))) {
    throw new CliError("you must provide one or more flags when using this command");
  }
  const request: UpdateRequest = { ...changedLimits(context) };
  if (flags.string("restart")) request.RestartPolicy = parseRestartPolicy(flags.string("restart"));
  const warnings: string[] = [];
  try {
    return await oneByOne(context, async (name) => {
      const { Warnings } = await engine.containerUpdate(containerName(name), request, cancel);
      warnings.push(...(Warnings ?? []));
      return name;
    });
  } finally {
    if (warnings.length > 0) await host.stdout.print(`${warnings.join("\n")}\n`);
  }
}

const FLAG_OF: Readonly<Record<keyof ReturnType<typeof readLimits>, string>> = {
  BlkioWeight: "blkio-weight",
  CpuPeriod: "cpu-period",
  CpuQuota: "cpu-quota",
  CpuRealtimePeriod: "cpu-rt-period",
  CpuRealtimeRuntime: "cpu-rt-runtime",
  CpuShares: "cpu-shares",
  CpusetCpus: "cpuset-cpus",
  CpusetMems: "cpuset-mems",
  Memory: "memory",
  MemoryReservation: "memory-reservation",
  MemorySwap: "memory-swap",
  NanoCpus: "cpus",
  PidsLimit: "pids-limit",
};

function changedLimits({ flags }: CommandContext): UpdateRequest {
  const limits = { ...readLimits(flags), PidsLimit: flags.int("pids-limit") };
  return Object.fromEntries(
    Object.entries(limits).filter(([field]) => flags.changed(FLAG_OF[field as keyof typeof FLAG_OF])),
  );
}
