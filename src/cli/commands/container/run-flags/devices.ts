import type { HostConfig } from "../../../../api/container.ts";
import { CliError, type FlagValues } from "../../../command.ts";
import { flagTable } from "../../../grammar/table.ts";
import { cleanPath } from "../../../lib/path.ts";
import { gpuError, parseGpus } from "./gpus.ts";

export const DEVICE_FLAGS = flagTable(
  `
    --device list | Give the container a device of the host
    --device-cgroup-rule list | A rule for the devices that the cgroup allows
    --gpus gpu-request | GPUs for the container ('all' for every one)
  `,
  {
    "device-cgroup-rule": {
      validate: (value) =>
        /^[acb] (\d+|\*):(\d+|\*) [rwm]{1,3}$/.test(value) ? undefined : `invalid device cgroup format '${value}'`,
    },
    gpus: { validate: gpuError },
  },
);

/** What the device flags say; devices of CDI (`vendor.com/class=name`) are requests, as GPUs are. */
export function readDevices(flags: FlagValues): Pick<HostConfig, "Devices" | "DeviceCgroupRules" | "DeviceRequests"> {
  const devices: NonNullable<HostConfig["Devices"]> = [];
  const named: string[] = [];
  for (const value of flags.list("device")) {
    if (/^[A-Za-z][\w.-]*\/[A-Za-z][\w-]*=[A-Za-z0-9][\w.:-]*$/.test(value)) named.push(value);
    else devices.push(parseDevice(value));
  }
  const requests: unknown[] = flags.list("gpus").map(parseGpus);
  if (named.length) requests.push({ Driver: "cdi", Count: 0, DeviceIDs: named, Capabilities: null, Options: null });
  const rules = flags.list("device-cgroup-rule");
  return {
    Devices: devices,
    DeviceCgroupRules: rules.length ? [...rules] : null,
    DeviceRequests: requests.length ? requests : null,
  };
}

/** `HOST[:CONTAINER][:MODE]`; the mode's letters are r, w and m, each once. */
function parseDevice(value: string): { PathOnHost: string; PathInContainer: string; CgroupPermissions: string } {
  const [host = "", second, third, more] = value.split(":");
  if (more !== undefined || host === "") throw new CliError(`bad format for path: ${value}`);
  const secondIsMode = third === undefined && second !== undefined && isMode(second);
  const container = second === undefined || secondIsMode ? host : second;
  if (third !== undefined && !isMode(third)) throw new CliError(`bad mode specified: ${third}`);
  if (!container.startsWith("/")) throw new CliError(`${container} is not an absolute path`);
  const clean = third === undefined ? cleanPath(container) : container;
  return {
    PathOnHost: container === host ? clean : host,
    PathInContainer: clean,
    CgroupPermissions: third ?? (secondIsMode && second !== undefined ? second : "rwm"),
  };
}

function isMode(text: string): boolean {
  return /^[rwm]{1,3}$/.test(text) && new Set(text).size === text.length;
}
