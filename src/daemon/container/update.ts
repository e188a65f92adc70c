import type { Resources, UpdateRequest } from "../../api/container.ts";
import { Conflict, SystemError } from "../../api/errors.ts";
import type { Daemon } from "../daemon.ts";
import { changeContainer } from "./change.ts";
import { emitContainer } from "./emit.ts";
import { findContainer, liveOf } from "./lookup.ts";
import { checkResources, kernelLimits } from "./resources.ts";
import { verifyRestartPolicy } from "./verify.ts";

/** `docker update`: limits and restart policy, of a running container too. Fields that are 0 or not there stay. */
export function updateContainer(d: Daemon, text: string, request: UpdateRequest): { Warnings: string[] } {
  const { RestartPolicy, ...resources } = request;
  if (RestartPolicy) verifyRestartPolicy(RestartPolicy);
  const partial = resources.Memory ? resources : { ...resources, MemorySwap: Math.min(0, resources.MemorySwap ?? 0) };
  const warnings = checkResources(d.facts, partial);
  const record = findContainer(d, text);
  const old = record.hostConfig;
  const refuse = (why: string) => new SystemError(`Cannot update container ${record.id}: ${why}`);
  if (record.state.status === "removing" || record.state.status === "dead") {
    throw new Conflict(`Cannot update container ${record.id}: container is marked for removal and cannot be "update"`);
  }
  if (old.AutoRemove && RestartPolicy && RestartPolicy.Name !== "" && RestartPolicy.Name !== "no") {
    throw refuse("Restart policy cannot be updated because AutoRemove is enabled for the container");
  }
  checkAgainst(old, resources, refuse);
  const changes = Object.fromEntries(
    Object.entries(resources).filter(([, v]) => v !== undefined && v !== 0 && v !== ""),
  );
  const hostConfig = {
    ...old,
    ...changes,
    ...(resources.PidsLimit ? { PidsLimit: Math.max(0, resources.PidsLimit) } : {}),
    ...(RestartPolicy && RestartPolicy.Name !== ""
      ? { RestartPolicy: { Name: RestartPolicy.Name, MaximumRetryCount: RestartPolicy.MaximumRetryCount ?? 0 } }
      : {}),
  };
  changeContainer(d, record.id, (r) => ({ ...r, hostConfig }));
  liveOf(d, record).run?.pids.setLimits(kernelLimits(hostConfig));
  emitContainer(d, "update", record);
  return { Warnings: warnings };
}

/** What cannot be changed from what there is. */
function checkAgainst(old: Resources, r: Partial<Resources>, refuse: (why: string) => SystemError): void {
  const conflict = (what: string) => refuse(`Conflicting options: ${what}`);
  if (r.NanoCpus && old.CpuPeriod > 0) throw conflict("Nano CPUs cannot be updated as CPU Period has already been set");
  if (r.NanoCpus && old.CpuQuota > 0) throw conflict("Nano CPUs cannot be updated as CPU Quota has already been set");
  if (r.CpuPeriod && old.NanoCpus > 0) throw conflict("CPU Period cannot be updated as NanoCPUs has already been set");
  if (r.CpuQuota && old.NanoCpus > 0) throw conflict("CPU Quota cannot be updated as NanoCPUs has already been set");
  if (r.Memory && !r.MemorySwap && r.Memory > old.MemorySwap && old.MemorySwap !== -1) {
    throw refuse(
      "Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time",
    );
  }
  if (r.CpuShares && (r.CpuShares < 2 || r.CpuShares > 262144)) {
    const which =
      r.CpuShares < 2 && r.CpuShares > 0 ? "minimum allowed cpu-shares is 2" : "maximum allowed cpu-shares is 262144";
    throw refuse(`runc did not terminate successfully: exit status 1: the ${which}`);
  }
}
