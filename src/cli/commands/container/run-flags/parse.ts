import type { ContainerCreateRequest, HostConfig } from "../../../../api/container.ts";
import { CliError, type CommandContext } from "../../../command.ts";
import { keyValues } from "../../../key-values.ts";
import { readDevices } from "./devices.ts";
import { readHealth } from "./health.ts";
import { readMounts } from "./mounts.ts";
import { checkMac, readHosts, readNetworks } from "./network.ts";
import { readPorts } from "./ports.ts";
import { readEnv, readLabels, readProcess } from "./process.ts";
import { bytesOf } from "./resource-values.ts";
import { checkSwappiness, readResources } from "./resources.ts";
import { parseRestartPolicy } from "./restart.ts";
import { readNamespaces, readSecurity, readStorage } from "./security.ts";

/**
 * The request that the flags and arguments of `run` and `create` make. Mistakes are looked for in the order in which the
 * real client does, and the first one is thrown as CliError; what only the daemon can know is left to it.
 */
export function readRequest(context: CommandContext): Omit<ContainerCreateRequest, "platform"> {
  const { args, flags, host } = context;
  const [Image = "", ...command] = args;
  checkMac(flags.string("mac-address"));
  checkSwappiness(flags);
  const mounts = readMounts(flags, host);
  const ports = readPorts(flags.list("publish"), flags.list("expose"));
  const devices = readDevices(flags);
  const Env = readEnv(flags, host);
  const Labels = readLabels(flags, host);
  const namespaces = readNamespaces(flags);
  const RestartPolicy = parseRestartPolicy(flags.string("restart"));
  const LogConfig = readLog(context);
  const security = readSecurity(flags, host);
  const StorageOpt = readStorage(flags);
  const Healthcheck = readHealth(flags);
  const AutoRemove = flags.bool("rm");
  if (AutoRemove && RestartPolicy.Name !== "" && RestartPolicy.Name !== "no") {
    throw new CliError("conflicting options: cannot specify both --restart and --rm");
  }
  const network = readNetworks(flags);
  const hosts = readHosts(flags);
  const words = (name: string) => (flags.list(name).length ? [...flags.list(name)] : null);
  const hostConfig: HostConfig = {
    Binds: mounts.binds,
    ContainerIDFile: flags.string("cidfile"),
    LogConfig,
    NetworkMode: network.mode,
    PortBindings: ports.bindings,
    RestartPolicy,
    AutoRemove,
    VolumeDriver: mounts.volumeDriver,
    VolumesFrom: mounts.volumesFrom,
    ConsoleSize: consoleSize(context),
    CapAdd: words("cap-add"),
    CapDrop: words("cap-drop"),
    Dns: hosts.dns,
    DnsOptions: hosts.dnsOptions,
    DnsSearch: hosts.dnsSearch,
    ExtraHosts: hosts.extraHosts,
    GroupAdd: words("group-add"),
    IpcMode: flags.string("ipc"),
    Cgroup: "",
    Links: network.links,
    OomScoreAdj: flags.int("oom-score-adj"),
    Privileged: flags.bool("privileged"),
    PublishAllPorts: flags.bool("publish-all"),
    ReadonlyRootfs: flags.bool("read-only"),
    ShmSize: bytesOf(flags.string("shm-size")),
    Runtime: flags.string("runtime"),
    Isolation: flags.string("isolation"),
    ...namespaces,
    ...security,
    ...readResources(flags),
    ...devices,
    ...(flags.changed("annotation") && { Annotations: keyValues(flags.list("annotation")) }),
    ...(StorageOpt && { StorageOpt }),
    ...(flags.changed("tmpfs") && { Tmpfs: mounts.tmpfs }),
    ...(flags.changed("sysctl") && { Sysctls: keyValues(flags.list("sysctl")) }),
    ...(mounts.mounts.length && { Mounts: mounts.mounts }),
    ...(flags.changed("init") && { Init: flags.bool("init") }),
  };
  return {
    name: flags.string("name"),
    Config: {
      ExposedPorts: ports.exposed,
      Env,
      Cmd: command.length ? command : null,
      Image,
      Volumes: mounts.volumes,
      Labels,
      ...readProcess(flags),
      ...(Healthcheck && { Healthcheck }),
    },
    HostConfig: hostConfig,
    NetworkingConfig: { EndpointsConfig: network.endpoints },
  };
}

function readLog({ flags }: CommandContext): HostConfig["LogConfig"] {
  const driver = flags.string("log-driver");
  const options = flags.list("log-opt");
  if (driver === "none" && options.length > 0) throw new CliError(`invalid logging opts for driver ${driver}`);
  return { Type: driver, Config: keyValues(options) };
}

/** Rows and columns of stdout's terminal. */
function consoleSize({ host }: CommandContext): [number, number] {
  if (!host.stdout.isTerminal || !host.terminal) return [0, 0];
  const { columns, rows } = host.terminal.size();
  return [rows, columns];
}
