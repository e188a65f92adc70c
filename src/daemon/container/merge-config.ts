import type { ContainerConfig, Healthcheck } from "../../api/container.ts";
import { InvalidParameter } from "../../api/errors.ts";

/**
 * What a container is configured with: its own settings, and the image's where it has none. Lists of words (Env, ports,
 * volumes, labels) are joined, the container's winning. An entry point of one empty word takes the image's away. Throws
 * InvalidParameter when there is nothing to run.
 */
export function mergeConfig(own: ContainerConfig, image: Partial<ContainerConfig>): ContainerConfig {
  const resets = own.Entrypoint?.length === 1 && own.Entrypoint[0] === "";
  const ownEntrypoint = own.Entrypoint ?? null;
  const takesCmd = (ownEntrypoint?.length ?? 0) === 0 && (own.Cmd?.length ?? 0) === 0;
  const entrypoint = resets ? null : (ownEntrypoint ?? image.Entrypoint ?? null);
  const cmd = takesCmd ? (image.Cmd ?? own.Cmd ?? null) : own.Cmd;
  if ((entrypoint?.length ?? 0) === 0 && (cmd?.length ?? 0) === 0) throw new InvalidParameter("no command specified");
  const ports = { ...image.ExposedPorts, ...own.ExposedPorts };
  const volumes = { ...image.Volumes, ...own.Volumes };
  const healthcheck = mergeHealthcheck(own.Healthcheck, image.Healthcheck);
  const { ExposedPorts: _p, Healthcheck: _h, StopSignal, StopTimeout, Shell, NetworkDisabled, ...rest } = own;
  const shell = Shell ?? image.Shell;
  const stopSignal = StopSignal || image.StopSignal;
  const stopTimeout = StopTimeout ?? image.StopTimeout;
  return {
    ...rest,
    ...(Object.keys(ports).length ? { ExposedPorts: sorted(ports) } : {}),
    User: own.User || (image.User ?? ""),
    Env: mergeEnv(own.Env ?? [], image.Env ?? []),
    Cmd: cmd,
    ...(healthcheck ? { Healthcheck: healthcheck } : {}),
    Volumes: Object.keys(volumes).length ? sorted(volumes) : null,
    WorkingDir: own.WorkingDir || (image.WorkingDir ?? ""),
    Entrypoint: entrypoint,
    Labels: sorted({ ...image.Labels, ...own.Labels }),
    ...(NetworkDisabled === undefined ? {} : { NetworkDisabled }),
    ...(stopSignal ? { StopSignal: stopSignal } : {}),
    ...(stopTimeout === undefined ? {} : { StopTimeout: stopTimeout }),
    ...(shell ? { Shell: shell } : {}),
  };
}

/** The container's variables first, as they are, then those of the image that it does not name. */
function mergeEnv(own: readonly string[], image: readonly string[]): string[] {
  const nameOf = (variable: string) => variable.split("=", 1)[0] ?? "";
  const named = new Set(own.map(nameOf));
  return [...own, ...image.filter((v) => !named.has(nameOf(v)))];
}

/** A check that only names other intervals takes its test from the image. */
function mergeHealthcheck(own: Healthcheck | undefined, image: Healthcheck | undefined): Healthcheck | undefined {
  if (!own || !image) return own ?? image;
  const merged: Healthcheck = { ...image };
  if (own.Test?.length) merged.Test = own.Test;
  if (own.Interval) merged.Interval = own.Interval;
  if (own.Timeout) merged.Timeout = own.Timeout;
  if (own.StartPeriod) merged.StartPeriod = own.StartPeriod;
  if (own.StartInterval) merged.StartInterval = own.StartInterval;
  if (own.Retries) merged.Retries = own.Retries;
  return merged;
}

/** Maps print in order of their keys. */
function sorted<V>(map: Readonly<Record<string, V>>): Record<string, V> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
