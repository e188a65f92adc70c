import {
  BOOL,
  type GoType,
  INT,
  INT64,
  mapOf,
  pointerTo,
  property,
  STRING,
  sliceOf,
  struct,
  TIME,
} from "../go/value.ts";
import { ENDPOINT_SETTINGS } from "./network.ts";

const named = (name: string): GoType => ({ kind: "string", name });
const DURATION: GoType = { kind: "int", name: "time.Duration" };
const STR_SLICE = sliceOf(STRING, "strslice.StrSlice");
const EMPTY = struct("struct {}", {});
const PORT_MAP = mapOf(
  sliceOf(struct("nat.PortBinding", { "HostIP=HostIp": STRING, HostPort: STRING })),
  "nat.PortMap",
  "nat.Port",
);

const PORT_SET: GoType = mapOf(EMPTY, "nat.PortSet", "nat.Port");

export const HEALTHCHECK: GoType = struct("v1.HealthcheckConfig", {
  "Test?": sliceOf(STRING),
  "Interval?": DURATION,
  "Timeout?": DURATION,
  "StartPeriod?": DURATION,
  "StartInterval?": DURATION,
  "Retries?": INT,
});

const STATE = struct("container.State", {
  Status: STRING,
  Running: BOOL,
  Paused: BOOL,
  Restarting: BOOL,
  OOMKilled: BOOL,
  Dead: BOOL,
  Pid: INT,
  ExitCode: INT,
  Error: STRING,
  StartedAt: STRING,
  FinishedAt: STRING,
  "Health?": pointerTo(
    struct("container.Health", {
      Status: STRING,
      FailingStreak: INT,
      Log: sliceOf(
        pointerTo(struct("container.HealthcheckResult", { Start: TIME, End: TIME, ExitCode: INT, Output: STRING })),
      ),
    }),
  ),
});

const CONFIG = struct("container.Config", {
  Hostname: STRING,
  Domainname: STRING,
  User: STRING,
  AttachStdin: BOOL,
  AttachStdout: BOOL,
  AttachStderr: BOOL,
  "ExposedPorts?": PORT_SET,
  Tty: BOOL,
  OpenStdin: BOOL,
  StdinOnce: BOOL,
  Env: sliceOf(STRING),
  Cmd: STR_SLICE,
  "Healthcheck?": pointerTo(HEALTHCHECK),
  "ArgsEscaped?": BOOL,
  Image: STRING,
  Volumes: mapOf(EMPTY),
  WorkingDir: STRING,
  Entrypoint: STR_SLICE,
  "NetworkDisabled?": BOOL,
  "MacAddress?": STRING,
  OnBuild: sliceOf(STRING),
  Labels: mapOf(STRING),
  "StopSignal?": STRING,
  "StopTimeout?": pointerTo(INT),
  "Shell?": STR_SLICE,
});

const part = (value: unknown, name: string) => String(property(value, name) ?? "");

const WEIGHT = sliceOf(
  pointerTo(
    struct("blkiodev.WeightDevice", { Path: STRING, Weight: INT }, (v) => `${part(v, "Path")}:${part(v, "Weight")}`),
  ),
);
const THROTTLE = sliceOf(
  pointerTo(
    struct("blkiodev.ThrottleDevice", { Path: STRING, Rate: INT64 }, (v) => `${part(v, "Path")}:${part(v, "Rate")}`),
  ),
);
const ULIMIT = struct(
  "container.Ulimit",
  { Name: STRING, Hard: INT64, Soft: INT64 },
  (v) => `${part(v, "Name")}=${part(v, "Soft")}:${part(v, "Hard")}`,
);

const RESOURCES = struct("container.Resources", {
  "CPUShares=CpuShares": INT64,
  Memory: INT64,
  "NanoCPUs=NanoCpus": INT64,
  CgroupParent: STRING,
  BlkioWeight: INT,
  BlkioWeightDevice: WEIGHT,
  BlkioDeviceReadBps: THROTTLE,
  BlkioDeviceWriteBps: THROTTLE,
  BlkioDeviceReadIOps: THROTTLE,
  BlkioDeviceWriteIOps: THROTTLE,
  "CPUPeriod=CpuPeriod": INT64,
  "CPUQuota=CpuQuota": INT64,
  "CPURealtimePeriod=CpuRealtimePeriod": INT64,
  "CPURealtimeRuntime=CpuRealtimeRuntime": INT64,
  CpusetCpus: STRING,
  CpusetMems: STRING,
  Devices: sliceOf(
    struct("container.DeviceMapping", { PathOnHost: STRING, PathInContainer: STRING, CgroupPermissions: STRING }),
  ),
  DeviceCgroupRules: sliceOf(STRING),
  DeviceRequests: sliceOf(
    struct("container.DeviceRequest", {
      Driver: STRING,
      Count: INT,
      DeviceIDs: sliceOf(STRING),
      Capabilities: sliceOf(sliceOf(STRING)),
      Options: mapOf(STRING),
    }),
  ),
  "KernelMemory?": INT64,
  "KernelMemoryTCP?": INT64,
  MemoryReservation: INT64,
  MemorySwap: INT64,
  MemorySwappiness: pointerTo(INT64),
  OomKillDisable: pointerTo(BOOL),
  PidsLimit: pointerTo(INT64),
  Ulimits: sliceOf(pointerTo(ULIMIT)),
  "CPUCount=CpuCount": INT64,
  "CPUPercent=CpuPercent": INT64,
  IOMaximumIOps: INT64,
  IOMaximumBandwidth: INT64,
});

const MOUNT = struct("mount.Mount", {
  "Type?": named("mount.Type"),
  "Source?": STRING,
  "Target?": STRING,
  "ReadOnly?": BOOL,
  "Consistency?": named("mount.Consistency"),
  "BindOptions?": pointerTo(
    struct("mount.BindOptions", { "Propagation?": STRING, "NonRecursive?": BOOL, "CreateMountpoint?": BOOL }),
  ),
  "VolumeOptions?": pointerTo(
    struct("mount.VolumeOptions", {
      "NoCopy?": BOOL,
      "Labels?": mapOf(STRING),
      "Subpath?": STRING,
      "DriverConfig?": pointerTo(struct("mount.Driver", { "Name?": STRING, "Options?": mapOf(STRING) })),
    }),
  ),
  "ImageOptions?": pointerTo(struct("mount.ImageOptions", { "Subpath?": STRING })),
  "TmpfsOptions?": pointerTo(struct("mount.TmpfsOptions", { "SizeBytes?": INT64, "Mode?": INT })),
  "ClusterOptions?": pointerTo(struct("mount.ClusterOptions", {})),
});

const HOST_CONFIG = struct("container.HostConfig", {
  Binds: sliceOf(STRING),
  ContainerIDFile: STRING,
  LogConfig: struct("container.LogConfig", { Type: STRING, Config: mapOf(STRING) }),
  NetworkMode: named("container.NetworkMode"),
  PortBindings: PORT_MAP,
  RestartPolicy: struct("container.RestartPolicy", {
    Name: named("container.RestartPolicyMode"),
    MaximumRetryCount: INT,
  }),
  AutoRemove: BOOL,
  VolumeDriver: STRING,
  VolumesFrom: sliceOf(STRING),
  ConsoleSize: sliceOf(INT, "[2]uint"),
  "Annotations?": mapOf(STRING),
  CapAdd: STR_SLICE,
  CapDrop: STR_SLICE,
  CgroupnsMode: named("container.CgroupnsMode"),
  "DNS=Dns": sliceOf(STRING),
  "DNSOptions=DnsOptions": sliceOf(STRING),
  "DNSSearch=DnsSearch": sliceOf(STRING),
  ExtraHosts: sliceOf(STRING),
  GroupAdd: sliceOf(STRING),
  IpcMode: named("container.IpcMode"),
  Cgroup: named("container.CgroupSpec"),
  Links: sliceOf(STRING),
  OomScoreAdj: INT,
  PidMode: named("container.PidMode"),
  Privileged: BOOL,
  PublishAllPorts: BOOL,
  ReadonlyRootfs: BOOL,
  SecurityOpt: sliceOf(STRING),
  "StorageOpt?": mapOf(STRING),
  "Tmpfs?": mapOf(STRING),
  UTSMode: named("container.UTSMode"),
  UsernsMode: named("container.UsernsMode"),
  ShmSize: INT64,
  "Sysctls?": mapOf(STRING),
  "Runtime?": STRING,
  Isolation: named("container.Isolation"),
  "...Resources": RESOURCES,
  "Mounts?": sliceOf(MOUNT),
  MaskedPaths: sliceOf(STRING),
  ReadonlyPaths: sliceOf(STRING),
  "Init?": pointerTo(BOOL),
});

export const DRIVER_DATA: GoType = struct("storage.DriverData", { Data: mapOf(STRING), Name: STRING });

const BASE = struct("container.ContainerJSONBase", {
  "ID=Id": STRING,
  Created: STRING,
  Path: STRING,
  Args: sliceOf(STRING),
  State: pointerTo(STATE),
  Image: STRING,
  ResolvConfPath: STRING,
  HostnamePath: STRING,
  HostsPath: STRING,
  LogPath: STRING,
  Name: STRING,
  RestartCount: INT,
  Driver: STRING,
  Platform: STRING,
  MountLabel: STRING,
  ProcessLabel: STRING,
  AppArmorProfile: STRING,
  ExecIDs: sliceOf(STRING),
  HostConfig: pointerTo(HOST_CONFIG),
  GraphDriver: DRIVER_DATA,
  "SizeRw?": pointerTo(INT64),
  "SizeRootFs?": pointerTo(INT64),
});

const MOUNT_POINT: GoType = struct("container.MountPoint", {
  "Type?": named("mount.Type"),
  "Name?": STRING,
  Source: STRING,
  Destination: STRING,
  "Driver?": STRING,
  Mode: STRING,
  RW: BOOL,
  Propagation: named("mount.Propagation"),
});

const ADDRESS = sliceOf(struct("network.Address", { Addr: STRING, PrefixLen: INT }));

const NETWORK_SETTINGS = struct("container.NetworkSettings", {
  "...NetworkSettingsBase": struct("container.NetworkSettingsBase", {
    Bridge: STRING,
    SandboxID: STRING,
    SandboxKey: STRING,
    Ports: PORT_MAP,
    HairpinMode: BOOL,
    LinkLocalIPv6Address: STRING,
    LinkLocalIPv6PrefixLen: INT,
    SecondaryIPAddresses: ADDRESS,
    SecondaryIPv6Addresses: ADDRESS,
  }),
  "...DefaultNetworkSettings": struct("container.DefaultNetworkSettings", {
    EndpointID: STRING,
    Gateway: STRING,
    GlobalIPv6Address: STRING,
    GlobalIPv6PrefixLen: INT,
    IPAddress: STRING,
    IPPrefixLen: INT,
    IPv6Gateway: STRING,
    MacAddress: STRING,
  }),
  Networks: mapOf(pointerTo(ENDPOINT_SETTINGS)),
});

/** What `docker container inspect` sees. */
export const CONTAINER_INSPECT: GoType = struct("container.InspectResponse", {
  "...ContainerJSONBase": pointerTo(BASE),
  Mounts: sliceOf(MOUNT_POINT),
  Config: pointerTo(CONFIG),
  NetworkSettings: pointerTo(NETWORK_SETTINGS),
  "ImageManifestDescriptor?": pointerTo(struct("v1.Descriptor", {})),
});
