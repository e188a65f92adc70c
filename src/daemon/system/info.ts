import type { SystemInfo } from "../../api/system.ts";
import { sha256Hex } from "../../std/digest.ts";
import { rfc3339Nano } from "../../std/time.ts";
import { valuesOf } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { ENGINE_VERSION } from "../facts.ts";

/** `docker info`: counts, and what the daemon can do. */
export function systemInfo(d: Daemon): SystemInfo {
  const { facts } = d;
  const counts = { running: 0, paused: 0, stopped: 0 };
  for (const c of valuesOf(d.store.get().containers)) {
    if (c.state.status === "paused") counts.paused++;
    else if (c.state.status === "running" || c.state.status === "restarting") counts.running++;
    else counts.stopped++;
  }
  const id = sha256Hex(`daemon ${facts.name} ${d.kernel.bootTime}`);
  return {
    ID: [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20, 32)].join("-"),
    Containers: counts.running + counts.paused + counts.stopped,
    ContainersRunning: counts.running,
    ContainersPaused: counts.paused,
    ContainersStopped: counts.stopped,
    Images: d.images.count,
    Driver: "overlay2",
    DriverStatus: [
      ["Backing Filesystem", "extfs"],
      ["Supports d_type", "true"],
      ["Using metacopy", "false"],
      ["Native Overlay Diff", "true"],
      ["userxattr", "false"],
    ],
    Plugins: {
      Volume: ["local"],
      Network: ["bridge", "host", "ipvlan", "macvlan", "null", "overlay"],
      Authorization: null,
      Log: ["awslogs", "fluentd", "gelf", "journald", "json-file", "local", "splunk", "syslog"],
    },
    MemoryLimit: true,
    SwapLimit: true,
    KernelMemoryTCP: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    Debug: false,
    NFd: 24 + 8 * counts.running,
    OomKillDisable: true,
    NGoroutines: 40 + 10 * counts.running,
    SystemTime: rfc3339Nano(d.kernel.now()),
    LoggingDriver: "json-file",
    CgroupDriver: "cgroupfs",
    CgroupVersion: "1",
    NEventsListener: d.events.listeners,
    KernelVersion: facts.kernelVersion,
    OperatingSystem: facts.operatingSystem,
    OSVersion: "13",
    OSType: "linux",
    Architecture: "x86_64",
    IndexServerAddress: "https://index.docker.io/v1/",
    RegistryConfig: {
      IndexConfigs: { "docker.io": { Mirrors: [], Name: "docker.io", Official: true, Secure: true } },
      InsecureRegistryCIDRs: ["::1/128", "127.0.0.0/8"],
      Mirrors: null,
    },
    NCPU: facts.cpus,
    MemTotal: facts.memory,
    GenericResources: null,
    DockerRootDir: facts.dockerRoot,
    HttpProxy: "",
    HttpsProxy: "",
    NoProxy: "",
    Name: facts.name,
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: ENGINE_VERSION,
    Runtimes: { "io.containerd.runc.v2": { path: "runc" }, runc: { path: "runc" } },
    DefaultRuntime: "runc",
    Swarm: {
      NodeID: "",
      NodeAddr: "",
      LocalNodeState: "inactive",
      ControlAvailable: false,
      Error: "",
      RemoteManagers: null,
    },
    LiveRestoreEnabled: false,
    Isolation: "",
    InitBinary: "docker-init",
    ContainerdCommit: { ID: "442cb34bda9a6a0fed82a2ca7cade05c5c749582" },
    RuncCommit: { ID: "v1.3.3-0-gd842d771" },
    InitCommit: { ID: "de40ad0" },
    SecurityOptions: ["name=seccomp,profile=builtin"],
    FirewallBackend: { Driver: "iptables" },
    CDISpecDirs: ["/etc/cdi", "/var/run/cdi"],
    Containerd: {
      Address: "/var/run/docker/containerd/containerd.sock",
      Namespaces: { Containers: "moby", Plugins: "plugins.moby" },
    },
    Warnings: null,
  };
}
