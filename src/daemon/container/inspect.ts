import type { ContainerConfig, ContainerInspect, ContainerState, HostConfig } from "../../api/container.ts";
import { rfc3339Nano } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { networkModeOf } from "../network/kinds.ts";
import { shownLinks } from "../network/links.ts";
import { imageSize, sizeRw } from "./diff.ts";
import { endpointSettings, healthOf, mountPoint, timeOrZero } from "./inspect-parts.ts";
import { findContainer } from "./lookup.ts";
import { overlayID } from "./overlay.ts";
import type { ContainerRecord } from "./record.ts";
import { isActive } from "./states.ts";

/** `docker container inspect`: everything in the shape and order of the Engine API. */
export function inspectContainer(d: Daemon, text: string, size: boolean): ContainerInspect {
  const c = findContainer(d, text);
  const mode = networkModeOf(c.hostConfig.NetworkMode);
  const folder = `${d.facts.dockerRoot}/containers/${c.id}`;
  const etc =
    mode.kind === "container" && c.state.startedAt > 0 ? `${d.facts.dockerRoot}/containers/${mode.id}` : folder;
  const ran = c.state.startedAt > 0;
  const rw = size ? sizeRw(d, c) : 0;
  const inspect: ContainerInspect = {
    Id: c.id,
    Created: rfc3339Nano(c.created, c.serial % 1000),
    Path: c.path,
    Args: [...c.args],
    State: stateOf(c),
    Image: c.imageID,
    ResolvConfPath: ran ? `${etc}/resolv.conf` : "",
    HostnamePath: ran ? `${etc}/hostname` : "",
    HostsPath: ran ? `${etc}/hosts` : "",
    LogPath: ran && c.hostConfig.LogConfig.Type === "json-file" ? `${folder}/${c.id}-json.log` : "",
    Name: `/${c.name}`,
    RestartCount: c.restartCount,
    Driver: "overlay2",
    Platform: "linux",
    MountLabel: "",
    ProcessLabel: "",
    AppArmorProfile: "",
    ExecIDs: c.execIDs?.length ? [...c.execIDs] : null,
    HostConfig: orderedHostConfig(d, c),
    GraphDriver: graphDriver(c),
    ...(size ? { SizeRw: rw, SizeRootFs: rw + imageSize(d, c.imageID) } : {}),
    Mounts: c.mounts.map(mountPoint),
    Config: orderedConfig(c.config),
    NetworkSettings: networkSettings(c),
  };
  return inspect;
}

function stateOf(c: ContainerRecord): ContainerState {
  const { state } = c;
  return {
    Status: state.status,
    Running: isActive(state),
    Paused: state.status === "paused",
    Restarting: state.status === "restarting",
    OOMKilled: state.oomKilled,
    Dead: state.status === "dead",
    Pid: state.status === "running" || state.status === "paused" ? state.pid : 0,
    ExitCode: state.exitCode,
    Error: state.error,
    StartedAt: timeOrZero(state.startedAt, c.serial % 1000),
    FinishedAt: timeOrZero(state.finishedAt, c.serial % 1000),
    ...(c.health ? { Health: healthOf(c.health) } : {}),
  };
}

/** Names of the folders that overlay2 keeps a container's layer in. */
function graphDriver(c: ContainerRecord): ContainerInspect["GraphDriver"] {
  const root = `/var/lib/docker/overlay2/${overlayID(c.id)}`;
  const lower = `/var/lib/docker/overlay2/${overlayID(c.imageID)}/diff`;
  return {
    Data: {
      ID: c.id,
      LowerDir: `${root}-init/diff:${lower}`,
      MergedDir: `${root}/merged`,
      UpperDir: `${root}/diff`,
      WorkDir: `${root}/work`,
    },
    Name: "overlay2",
  };
}

function networkSettings(c: ContainerRecord): ContainerInspect["NetworkSettings"] {
  const bridge = c.endpoints["bridge"];
  const host = networkModeOf(c.hostConfig.NetworkMode).kind === "host";
  return {
    Bridge: "",
    SandboxID: c.sandboxID,
    SandboxKey: c.sandboxID === "" ? "" : `/var/run/docker/netns/${host ? "default" : c.sandboxID.slice(0, 12)}`,
    Ports: Object.fromEntries(
      Object.entries(c.ports).map(([k, b]) => [k, b === null ? null : b.map((x) => ({ ...x }))]),
    ),
    HairpinMode: false,
    LinkLocalIPv6Address: "",
    LinkLocalIPv6PrefixLen: 0,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: bridge?.endpointID ?? "",
    Gateway: bridge?.gateway ?? "",
    GlobalIPv6Address: bridge?.address6 ?? "",
    GlobalIPv6PrefixLen: bridge?.prefixLength6 ?? 0,
    IPAddress: bridge?.address ?? "",
    IPPrefixLen: bridge?.prefixLength ?? 0,
    IPv6Gateway: bridge?.gateway6 ?? "",
    MacAddress: bridge?.mac ?? "",
    Networks: Object.fromEntries(
      Object.entries(c.endpoints)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, e]) => [name, endpointSettings(e)]),
    ),
  };
}

/** The config's fields in the order of the API. */
export function orderedConfig(c: ContainerConfig): ContainerConfig {
  return {
    Hostname: c.Hostname,
    Domainname: c.Domainname,
    User: c.User,
    AttachStdin: c.AttachStdin,
    AttachStdout: c.AttachStdout,
    AttachStderr: c.AttachStderr,
    ...(c.ExposedPorts && Object.keys(c.ExposedPorts).length ? { ExposedPorts: c.ExposedPorts } : {}),
    Tty: c.Tty,
    OpenStdin: c.OpenStdin,
    StdinOnce: c.StdinOnce,
    Env: c.Env,
    Cmd: c.Cmd,
    ...(c.Healthcheck ? { Healthcheck: c.Healthcheck } : {}),
    Image: c.Image,
    Volumes: c.Volumes,
    WorkingDir: c.WorkingDir,
    Entrypoint: c.Entrypoint,
    ...(c.NetworkDisabled ? { NetworkDisabled: true } : {}),
    ...(c.MacAddress ? { MacAddress: c.MacAddress } : {}),
    OnBuild: c.OnBuild ?? null,
    Labels: c.Labels,
    ...(c.StopSignal ? { StopSignal: c.StopSignal } : {}),
    ...(c.StopTimeout === undefined ? {} : { StopTimeout: c.StopTimeout }),
    ...(c.Shell ? { Shell: c.Shell } : {}),
  };
}

const MASKED = [
  "/proc/asound",
  "/proc/acpi",
  "/proc/interrupts",
  "/proc/kcore",
  "/proc/keys",
  "/proc/latency_stats",
  "/proc/timer_list",
  "/proc/timer_stats",
  "/proc/sched_debug",
  "/proc/scsi",
  "/sys/firmware",
  "/sys/devices/virtual/powercap",
];
const READ_ONLY = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

function orderedHostConfig(d: Daemon, c: ContainerRecord): HostConfig {
  const h = c.hostConfig;
  return {
    Binds: h.Binds?.length ? h.Binds : null,
    ContainerIDFile: h.ContainerIDFile,
    LogConfig: h.LogConfig,
    NetworkMode: h.NetworkMode,
    PortBindings: h.PortBindings,
    RestartPolicy: { Name: h.RestartPolicy.Name, MaximumRetryCount: h.RestartPolicy.MaximumRetryCount },
    AutoRemove: h.AutoRemove,
    VolumeDriver: h.VolumeDriver,
    VolumesFrom: h.VolumesFrom?.length ? h.VolumesFrom : null,
    ConsoleSize: h.ConsoleSize,
    ...(h.Annotations && Object.keys(h.Annotations).length ? { Annotations: h.Annotations } : {}),
    CapAdd: h.CapAdd?.length ? h.CapAdd : null,
    CapDrop: h.CapDrop?.length ? h.CapDrop : null,
    CgroupnsMode: h.CgroupnsMode,
    Dns: h.Dns,
    DnsOptions: h.DnsOptions,
    DnsSearch: h.DnsSearch,
    ExtraHosts: h.ExtraHosts?.length ? h.ExtraHosts : null,
    GroupAdd: h.GroupAdd?.length ? h.GroupAdd : null,
    IpcMode: h.IpcMode,
    Cgroup: h.Cgroup,
    Links: shownLinks(d, c),
    OomScoreAdj: h.OomScoreAdj,
    PidMode: h.PidMode,
    Privileged: h.Privileged,
    PublishAllPorts: h.PublishAllPorts,
    ReadonlyRootfs: h.ReadonlyRootfs,
    SecurityOpt: h.SecurityOpt?.length ? h.SecurityOpt : null,
    ...(h.StorageOpt && Object.keys(h.StorageOpt).length ? { StorageOpt: h.StorageOpt } : {}),
    ...(h.Tmpfs && Object.keys(h.Tmpfs).length ? { Tmpfs: h.Tmpfs } : {}),
    UTSMode: h.UTSMode,
    UsernsMode: h.UsernsMode,
    ShmSize: h.ShmSize,
    ...(h.Sysctls && Object.keys(h.Sysctls).length ? { Sysctls: h.Sysctls } : {}),
    Runtime: h.Runtime,
    Isolation: h.Isolation,
    CpuShares: h.CpuShares,
    Memory: h.Memory,
    NanoCpus: h.NanoCpus,
    CgroupParent: h.CgroupParent,
    BlkioWeight: h.BlkioWeight,
    BlkioWeightDevice: h.BlkioWeightDevice,
    BlkioDeviceReadBps: h.BlkioDeviceReadBps,
    BlkioDeviceWriteBps: h.BlkioDeviceWriteBps,
    BlkioDeviceReadIOps: h.BlkioDeviceReadIOps,
    BlkioDeviceWriteIOps: h.BlkioDeviceWriteIOps,
    CpuPeriod: h.CpuPeriod,
    CpuQuota: h.CpuQuota,
    CpuRealtimePeriod: h.CpuRealtimePeriod,
    CpuRealtimeRuntime: h.CpuRealtimeRuntime,
    CpusetCpus: h.CpusetCpus,
    CpusetMems: h.CpusetMems,
    Devices: h.Devices,
    DeviceCgroupRules: h.DeviceCgroupRules,
    DeviceRequests: h.DeviceRequests,
    MemoryReservation: h.MemoryReservation,
    MemorySwap: h.MemorySwap,
    MemorySwappiness: h.MemorySwappiness,
    OomKillDisable: h.OomKillDisable,
    PidsLimit: h.PidsLimit,
    Ulimits: h.Ulimits,
    CpuCount: h.CpuCount,
    CpuPercent: h.CpuPercent,
    IOMaximumIOps: h.IOMaximumIOps,
    IOMaximumBandwidth: h.IOMaximumBandwidth,
    ...(h.Mounts?.length ? { Mounts: h.Mounts } : {}),
    MaskedPaths: h.Privileged ? null : (h.MaskedPaths ?? MASKED),
    ReadonlyPaths: h.Privileged ? null : (h.ReadonlyPaths ?? READ_ONLY),
    ...(h.Init === undefined ? {} : { Init: h.Init }),
  };
}
