import type { ContainerConfig, Healthcheck, HostConfig, RestartPolicy } from "../../api/container.ts";
import { InvalidParameter } from "../../api/errors.ts";
import { BOOLEAN } from "../booleans.ts";
import type { Daemon } from "../daemon.ts";
import { networkModeOf } from "../network/kinds.ts";
import { capability } from "./capabilities.ts";
import { verifyLogging } from "./log-options.ts";
import { checkResources } from "./resources.ts";
import { parseSignal } from "./signal.ts";

const SECURITY_OPTIONS = ["label", "apparmor", "seccomp", "no-new-privileges", "writable-cgroups"];

/** Checks what a client asks of a new container. Throws InvalidParameter; gives the warnings. */
export function verifyCreate(d: Daemon, config: ContainerConfig, host: HostConfig): string[] {
  verifyNetworkMode(config, host);
  verifyNamespaces(config, host);
  verifyConfig(config);
  return verifyHostConfig(d, host);
}

function verifyNetworkMode(config: ContainerConfig, host: HostConfig): void {
  const mode = networkModeOf(host.NetworkMode);
  const conflict = (what: string) => {
    throw new InvalidParameter(`conflicting options: ${what}`);
  };
  const links = (host.Links?.length ?? 0) > 0;
  if (host.UTSMode === "host" && config.Hostname !== "") conflict("hostname and the UTS mode");
  if (mode.kind === "host" && links) {
    conflict("host type networking can't be used with links. This would result in undefined behavior");
  }
  if (mode.kind !== "container") return;
  if (host.NetworkMode === "container:") {
    throw new InvalidParameter("invalid network mode: invalid container format container:<name|id>");
  }
  if (config.Hostname !== "") conflict("hostname and the network mode");
  if (links) conflict("container type network can't be used with links. This would result in undefined behavior");
  if (host.Dns?.length) conflict("dns and the network mode");
  if (host.ExtraHosts?.length) conflict("custom host-to-IP mapping and the network mode");
  if (Object.keys(host.PortBindings ?? {}).length || host.PublishAllPorts) {
    conflict("port publishing and the container type network mode");
  }
  if (Object.keys(config.ExposedPorts ?? {}).length) conflict("port exposing and the container type network mode");
}

function verifyNamespaces(_config: ContainerConfig, host: HostConfig): void {
  if (host.Isolation !== "" && host.Isolation !== "default") {
    throw new InvalidParameter(`invalid isolation (${host.Isolation}): linux only supports 'default'`);
  }
  const ipc = host.IpcMode;
  if (!["", "none", "private", "host", "shareable"].includes(ipc) && !ipc.startsWith("container:")) {
    throw new InvalidParameter(`invalid IPC mode: ${ipc}`);
  }
  if (host.CgroupnsMode !== "" && host.CgroupnsMode !== "host" && host.CgroupnsMode !== "private") {
    throw new InvalidParameter(`invalid cgroup namespace mode: ${host.CgroupnsMode}`);
  }
}

function verifyConfig(config: ContainerConfig): void {
  if (config.WorkingDir !== "" && !config.WorkingDir.startsWith("/")) {
    throw new InvalidParameter(
      `the working directory '${config.WorkingDir}' is invalid, it needs to be an absolute path`,
    );
  }
  if (config.StopSignal) parseSignal(config.StopSignal);
  for (const variable of config.Env ?? []) {
    if (variable.startsWith("=") || variable === "")
      throw new InvalidParameter(`invalid environment variable: ${variable}`);
  }
  if (config.Healthcheck) verifyHealthcheck(config.Healthcheck);
}

function verifyHealthcheck(check: Healthcheck): void {
  const spans = [
    ["Interval", check.Interval],
    ["Timeout", check.Timeout],
    ["StartPeriod", check.StartPeriod],
    ["StartInterval", check.StartInterval],
  ] as const;
  for (const [name, span = 0] of spans) {
    if (span !== 0 && span < 1_000_000) throw new InvalidParameter(`${name} in Healthcheck cannot be less than 1ms`);
  }
  if ((check.Retries ?? 0) < 0) throw new InvalidParameter("Retries in Healthcheck cannot be negative");
}

/** `no-new-privileges` may stand alone; of the others the name is checked, behind `=` or `:`. */
function verifySecurity(host: HostConfig): void {
  for (const option of host.SecurityOpt ?? []) {
    if (option === "no-new-privileges") continue;
    const [, bool] = /^no-new-privileges[=:](.*)$/.exec(option) ?? [];
    if (bool !== undefined && !BOOLEAN.test(bool)) throw new InvalidParameter(`invalid --security-opt 2: "${option}"`);
    const [, name = ""] = /^([^=:]*)[=:]/.exec(option) ?? [];
    if (name === "") throw new InvalidParameter(`invalid --security-opt 1: "${option}"`);
    if (!SECURITY_OPTIONS.includes(name)) throw new InvalidParameter(`invalid --security-opt 2: "${option}"`);
  }
}

function verifyHostConfig(d: Daemon, host: HostConfig): string[] {
  if (host.AutoRemove && host.RestartPolicy.Name !== "" && host.RestartPolicy.Name !== "no") {
    throw new InvalidParameter("can't create 'AutoRemove' container with restart policy");
  }
  for (const extra of host.ExtraHosts ?? []) {
    if (!extra.includes(":")) throw new InvalidParameter(`bad format for add-host: "${extra}"`);
  }
  for (const [key, bindings] of Object.entries(host.PortBindings ?? {})) {
    const [port = "", protocol = "tcp"] = key.split("/");
    if (!/^\d+$/.test(port) || Number(port) > 65535 || port === "")
      throw new InvalidParameter(`invalid port specification: "${key}"`);
    if (!["tcp", "udp", "sctp"].includes(protocol)) throw new InvalidParameter(`invalid proto: ${protocol}`);
    for (const { HostPort } of bindings ?? []) {
      const [first = "", last = first] = HostPort.split("-");
      if ([first, last].some((p) => p !== "" && (!/^\d+$/.test(p) || Number(p) > 65535))) {
        throw new InvalidParameter(`invalid port specification: "${HostPort}"`);
      }
    }
  }
  if (host.Annotations && "" in host.Annotations) {
    throw new InvalidParameter("invalid Annotations: the empty string is not permitted as an annotation key");
  }
  verifySecurity(host);
  verifyRestartPolicy(host.RestartPolicy);
  for (const [what, names] of [
    ["CapAdd", host.CapAdd],
    ["CapDrop", host.CapDrop],
  ] as const) {
    for (const name of names ?? []) capability(what, name);
  }
  verifyLogging(host.LogConfig);
  if (host.Runtime !== "" && host.Runtime !== "runc" && host.Runtime !== "io.containerd.runc.v2") {
    throw new InvalidParameter(`unknown or invalid runtime name: ${host.Runtime}`);
  }
  if (host.StorageOpt && Object.keys(host.StorageOpt).length) {
    throw new InvalidParameter("--storage-opt is supported only for overlay over xfs with 'pquota' mount option");
  }
  if (host.OomScoreAdj < -1000 || host.OomScoreAdj > 1000) {
    throw new InvalidParameter(`Invalid value ${host.OomScoreAdj}, range for oom score adj is [-1000, 1000]`);
  }
  if (host.CpuShares < 0) {
    throw new InvalidParameter(`invalid CPU shares (${host.CpuShares}): value must be a positive integer`);
  }
  if (host.ShmSize < 0) throw new InvalidParameter("SHM size can not be less than 0");
  const warnings = checkResources(d.facts, host);
  if (host.Mounts?.some((m) => m.Type === "image")) warnings.push("Image mount is an experimental feature");
  if (host.NetworkMode === "host" && Object.keys(host.PortBindings ?? {}).length > 0) {
    warnings.push("Published ports are discarded when using host network mode");
  }
  return warnings;
}

/** Of `--restart` and of `docker update --restart`. */
export function verifyRestartPolicy({ Name, MaximumRetryCount }: RestartPolicy): void {
  const retries = MaximumRetryCount ?? 0;
  if (!["", "no", "always", "on-failure", "unless-stopped"].includes(Name)) {
    throw new InvalidParameter(
      `invalid restart policy: unknown policy '${Name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'`,
    );
  }
  if (Name !== "on-failure" && retries !== 0) {
    const negative = retries < 0 ? " and cannot be negative" : "";
    throw new InvalidParameter(
      `invalid restart policy: maximum retry count can only be used with 'on-failure'${negative}`,
    );
  }
  if (retries < 0) throw new InvalidParameter("invalid restart policy: maximum retry count cannot be negative");
}
