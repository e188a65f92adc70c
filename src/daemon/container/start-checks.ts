import { StartFailed, SystemError } from "../../api/errors.ts";
import { encode } from "../../std/text.ts";
import type { Daemon } from "../daemon.ts";
import { checkLogging } from "./log-options.ts";
import type { ContainerRecord } from "./record.ts";
import { CREATE_FAILED, missing } from "./start-refused.ts";

/** runc's own limits. */
export function checkCgroup({ hostConfig }: ContainerRecord): void {
  const { CpuShares } = hostConfig;
  if (CpuShares === 0 || (CpuShares >= 2 && CpuShares <= 262144)) return;
  const which = CpuShares < 2 ? "minimum allowed cpu-shares is 2" : "maximum allowed cpu-shares is 262144";
  throw new StartFailed(`${CREATE_FAILED}error setting cgroup config for procHooks process: the ${which}`, 128);
}

/** Families of parameters that belong to a network name space. */
const NETWORK_PARAMETERS = ["bridge", "core", "ipv4", "ipv6", "mptcp", "netfilter", "unix"];

/** Parameters of the kernel are set as the container starts: one that is not there is found out then. */
export function checkParameters({ hostConfig }: ContainerRecord): void {
  for (const name of Object.keys(hostConfig.Sysctls ?? {})) {
    const [kind, family = ""] = name.split(".");
    if (kind !== "net" || NETWORK_PARAMETERS.includes(family)) continue;
    throw new StartFailed(
      `${CREATE_FAILED}open sysctl ${name} file: unsafe procfs detected: openat2 fsmount:fscontext:proc/./sys/${name.replaceAll(".", "/")}: no such file or directory`,
      127,
    );
  }
}

/** Linux's own limit of a host's name, 64 bytes. */
export function checkHostname({ Hostname }: { readonly Hostname: string }): void {
  if (encode(Hostname).length > 64) throw new StartFailed(`${CREATE_FAILED}sethostname: invalid argument`, 128);
}

/** Checks that cannot be made when the container is created: they belong to the machine as it is at the start. */
export function checkDevices(d: Daemon, record: ContainerRecord): void {
  for (const { PathOnHost } of record.hostConfig.Devices ?? []) {
    if (d.host.files.exists(PathOnHost)) continue;
    throw missing(
      `error gathering device information while adding custom device "${PathOnHost}": no such file or directory`,
    );
  }
  const requests = record.hostConfig.DeviceRequests ?? [];
  if (requests.length) throw new SystemError(`could not select device driver "" with capabilities: [[gpu]]`);
  checkLogging(record);
}
