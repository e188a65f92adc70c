import type { HostConfig, Resources } from "../../api/container.ts";
import { InvalidParameter } from "../../api/errors.ts";
import type { ProcessLimits, ResourceLimits } from "../../kernel/kernel.ts";
import type { HostFacts } from "../facts.ts";

const MINIMUM_MEMORY = 6 * 1024 * 1024;

/** Checks limits as at create and update. Throws InvalidParameter; gives the warnings. */
export function checkResources(facts: HostFacts, r: Partial<Resources>): string[] {
  const refuse = (message: string) => {
    throw new InvalidParameter(message);
  };
  const warnings: string[] = [];
  const { Memory = 0, MemorySwap = 0, MemoryReservation = 0, NanoCpus = 0, CpuPeriod = 0, CpuQuota = 0 } = r;
  if (Memory !== 0 && Memory < MINIMUM_MEMORY) refuse("Minimum memory limit allowed is 6MB");
  if (Memory > 0 && MemorySwap > 0 && MemorySwap < Memory) {
    refuse("Minimum memoryswap limit should be larger than memory limit, see usage");
  }
  if (Memory === 0 && MemorySwap > 0)
    refuse("You should always set the Memory limit when using Memoryswap limit, see usage");
  const swappiness = r.MemorySwappiness ?? -1;
  if (swappiness < -1 || swappiness > 100)
    refuse(`Invalid value: ${swappiness}, valid memory swappiness range is 0-100`);
  if (MemoryReservation > 0 && MemoryReservation < MINIMUM_MEMORY) refuse("Minimum memory reservation allowed is 6MB");
  if (Memory > 0 && MemoryReservation > 0 && Memory < MemoryReservation) {
    refuse("Minimum memory limit can not be less than memory reservation limit, see usage");
  }
  if (r.OomKillDisable && Memory === 0) {
    warnings.push(
      "OOM killer is disabled for the container, but no memory limit is set, this can result in the system running out of resources.",
    );
  }
  if (NanoCpus > 0 && CpuPeriod > 0) refuse("Conflicting options: Nano CPUs and CPU Period cannot both be set");
  if (NanoCpus > 0 && CpuQuota > 0) refuse("Conflicting options: Nano CPUs and CPU Quota cannot both be set");
  if (NanoCpus < 0 || NanoCpus > facts.cpus * 1e9) {
    refuse(`range of CPUs is from 0.01 to ${facts.cpus}.00, as there are only ${facts.cpus} CPUs available`);
  }
  if (CpuPeriod !== 0 && (CpuPeriod < 1000 || CpuPeriod > 1_000_000)) {
    refuse("CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
  }
  if (CpuQuota > 0 && CpuQuota < 1000) refuse("CPU cfs quota can not be less than 1ms (i.e. 1000)");
  checkSet("cpus", "CPUs", r.CpusetCpus ?? "", facts.cpus);
  checkSet("mems", "memory nodes", r.CpusetMems ?? "", 1);
  if (r.BlkioWeight) {
    warnings.push("Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.");
  }
  return warnings;
}

/** `0-1,3`: parts that are numbers or ranges, all of them there. */
function checkSet(what: string, things: string, text: string, available: number): void {
  if (text === "") return;
  for (const part of text.split(",")) {
    const m = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part);
    if (!m) throw new InvalidParameter(`Invalid value ${text} for cpuset ${what}: invalid format: ${text}`);
    if (Number(m[2] ?? m[1]) >= available) {
      const range = available > 1 ? `0-${available - 1}` : "0";
      throw new InvalidParameter(`Requested ${things} are not available - requested ${text}, available: ${range}`);
    }
  }
}

/** Limits that are 0 get what the daemon puts in their place: swap is as much again as memory. */
export function withDefaults<R extends Pick<Resources, "Memory" | "MemorySwap">>(r: R): R {
  return r.Memory > 0 && r.MemorySwap === 0 ? { ...r, MemorySwap: r.Memory * 2 } : r;
}

/** What containerd's service lets a process open. */
const OPEN_FILES = 1_048_576;

/** How many numbers are in `0-1,3`. */
function countSet(text: string): number {
  const numbers = new Set<number>();
  for (const part of text.split(",")) {
    const [from = 0, to = from] = part.split("-").map(Number);
    for (let n = from; n <= to; n++) numbers.add(n);
  }
  return numbers.size;
}

/** The limits of single processes: those given by `--ulimit` in place of the service's. */
export function processLimits(ulimits: NonNullable<Resources["Ulimits"]>): ProcessLimits {
  const given = ulimits.map(({ Name, Soft, Hard }) => [Name, [Soft, Hard]] as const);
  return { nofile: [OPEN_FILES, OPEN_FILES], ...Object.fromEntries(given) };
}

/** What the kernel is told. */
export function kernelLimits(r: HostConfig): ResourceLimits {
  const quota = r.NanoCpus > 0 ? Math.round(r.NanoCpus / 10_000) : r.CpuQuota;
  return {
    ...(r.PidsLimit && r.PidsLimit > 0 ? { pids: r.PidsLimit } : {}),
    ...(r.Memory > 0 ? { memory: r.Memory } : {}),
    processes: processLimits(r.Ulimits ?? []),
    ...(r.OomScoreAdj ? { oomScoreAdj: r.OomScoreAdj } : {}),
    ...(r.Sysctls ? { sysctls: r.Sysctls } : {}),
    ...(r.CpusetCpus ? { cpus: countSet(r.CpusetCpus) } : {}),
    ...(quota > 0 ? { cpu: { quota, period: r.NanoCpus > 0 ? 100_000 : r.CpuPeriod || 100_000 } } : {}),
  };
}
