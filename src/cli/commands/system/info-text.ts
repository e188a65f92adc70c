import type { SystemInfo } from "../../../api/system.ts";
import { bytesSize } from "../../../std/size.ts";
import type { CLIENT_PLUGINS } from "./client.ts";

/** The client's part of `docker info`. */
export function clientInfoText(client: {
  readonly Version: string;
  readonly Context: string;
  readonly Debug: boolean;
  readonly Plugins: typeof CLIENT_PLUGINS;
}): string {
  const plugins = client.Plugins.map(
    (p) => `  ${p.Name}: ${p.ShortDescription} (${p.Vendor})\n    Version:  ${p.Version}\n    Path:     ${p.Path}\n`,
  );
  return `Client:\n Version:    ${client.Version}\n Context:    ${client.Context}\n Debug Mode: ${client.Debug}\n Plugins:\n${plugins.join("")}`;
}

/** The server's part: a line each, what is empty left out where the real one leaves it out. */
export function serverInfoText(i: SystemInfo): string {
  const lines: string[] = [
    ` Containers: ${i.Containers}`,
    `  Running: ${i.ContainersRunning}`,
    `  Paused: ${i.ContainersPaused}`,
    `  Stopped: ${i.ContainersStopped}`,
    ` Images: ${i.Images}`,
    ...optional(" Server Version", i.ServerVersion),
    ` Storage Driver: ${i.Driver}`,
    ...i.DriverStatus.map(([name, value]) => `  ${name}: ${value}`),
    ` Logging Driver: ${i.LoggingDriver}`,
    ` Cgroup Driver: ${i.CgroupDriver}`,
    ...optional(" Cgroup Version", i.CgroupVersion),
    " Plugins:",
    `  Volume: ${i.Plugins.Volume.join(" ")}`,
    `  Network: ${i.Plugins.Network.join(" ")}`,
    `  Log: ${i.Plugins.Log.join(" ")}`,
    ...list(" CDI spec directories", i.CDISpecDirs),
    ` Swarm: ${i.Swarm.LocalNodeState}`,
    ` Runtimes: ${Object.keys(i.Runtimes).sort().join(" ")}`,
    ` Default Runtime: ${i.DefaultRuntime}`,
    ` Init Binary: ${i.InitBinary}`,
    ` containerd version: ${i.ContainerdCommit.ID}`,
    ` runc version: ${i.RuncCommit.ID}`,
    ` init version: ${i.InitCommit.ID}`,
    ...securityOptions(i.SecurityOptions),
    ` Kernel Version: ${i.KernelVersion}`,
    ` Operating System: ${i.OperatingSystem}`,
    ` OSType: ${i.OSType}`,
    ` Architecture: ${i.Architecture}`,
    ` CPUs: ${i.NCPU}`,
    ` Total Memory: ${bytesSize(i.MemTotal)}`,
    ` Name: ${i.Name}`,
    ` ID: ${i.ID}`,
    ` Docker Root Dir: ${i.DockerRootDir}`,
    ` Debug Mode: ${i.Debug}`,
    ...optional(" HTTP Proxy", i.HttpProxy),
    ...optional(" HTTPS Proxy", i.HttpsProxy),
    ...optional(" No Proxy", i.NoProxy),
    ...list(" Labels", i.Labels),
    ` Experimental: ${i.ExperimentalBuild}`,
    ...list(" Insecure Registries", [
      ...Object.values(i.RegistryConfig.IndexConfigs)
        .filter((r) => !r.Secure)
        .map((r) => r.Name),
      ...i.RegistryConfig.InsecureRegistryCIDRs,
    ]),
    ...list(" Registry Mirrors", i.RegistryConfig.Mirrors ?? []),
    ` Live Restore Enabled: ${i.LiveRestoreEnabled}`,
  ];
  return `${lines.join("\n")}\n`;
}

function optional(name: string, value: string): string[] {
  return value ? [`${name}: ${value}`] : [];
}

function list(name: string, values: readonly string[]): string[] {
  return values.length ? [`${name}:`, ...values.map((v) => `  ${v}`)] : [];
}

/** `name=seccomp,profile=builtin` as a name with its properties below. */
function securityOptions(options: readonly string[]): string[] {
  if (options.length === 0) return [];
  const lines = [" Security Options:"];
  for (const option of options) {
    for (const [i, part] of option.split(",").entries()) {
      const [key = "", value = ""] = part.split("=");
      if (i === 0) lines.push(`  ${key === "name" ? value : part}`);
      else lines.push(`   ${key.charAt(0).toUpperCase()}${key.slice(1)}: ${value}`);
    }
  }
  return lines;
}
