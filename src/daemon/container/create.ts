import type {
  ContainerConfig,
  ContainerCreateRequest,
  ContainerCreateResponse,
  HostConfig,
} from "../../api/container.ts";
import { Conflict, InvalidParameter, NotFound, SystemError } from "../../api/errors.ts";
import { parsePlatform, platformMismatch } from "../../api/platform.ts";
import { createMountNamespace } from "../../filesystem/namespace.ts";
import type { Tree } from "../../filesystem/node.ts";
import { normalizePath } from "../../filesystem/path.ts";
import { createFiles } from "../../filesystem/view.ts";
import { isErrno } from "../../std/errno.ts";
import { getIn, setIn } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { newID, shortID } from "../ids.ts";

import { generateName } from "../names.ts";
import { endpointOf } from "../network/connect.ts";
import { checkEndpoint, wantedEndpoint } from "../network/endpoint.ts";
import { networkModeOf } from "../network/kinds.ts";
import { parseLink } from "../network/links.ts";
import { findNetwork, networkNamed } from "../network/lookup.ts";
import { commitVolumes } from "../volume/create.ts";
import type { VolumeRecord } from "../volume/record.ts";
import { capability } from "./capabilities.ts";
import { emitContainer } from "./emit.ts";
import { withInitLayer } from "./init-layer.ts";
import { createLive } from "./live-create.ts";
import { containerNamed, findContainer } from "./lookup.ts";
import { mergeConfig } from "./merge-config.ts";
import { createMounts } from "./mounts-create.ts";
import { namedContainer } from "./named.ts";
import type { ContainerRecord, EndpointRecord } from "./record.ts";
import { withDefaults } from "./resources.ts";
import { verifyCreate } from "./verify.ts";

const HOST_PLATFORM = "linux/amd64/v4";

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** `docker create`: checks everything that can be known before a start, and puts the container in the state. */
export async function createContainer(d: Daemon, request: ContainerCreateRequest): Promise<ContainerCreateResponse> {
  const verified = verifyCreate(d, request.Config, request.HostConfig);
  const endpoints = checkNetworks(d, request);
  const image = d.images.find(request.Config.Image);
  const warnings = [...verified, ...checkPlatform(request, image.config)];
  const merged = mergeConfig(request.Config, image.config.config);
  const tree = withInitLayer(await d.images.tree(image), d.kernel.now());
  await loadMountedImages(d, request.HostConfig);

  const name = reserveName(d, request.name);
  const id = newID(d.kernel.chance, "container");
  const hostConfig = completeHostConfig(d, request.HostConfig);
  const config = completeConfig(d, merged, hostConfig, id);
  const made = new Map<string, VolumeRecord>();
  let record: ContainerRecord;
  try {
    const linkTargets = resolveLinks(d, hostConfig);
    const root = { tree: withWorkingDir(d, tree, config.WorkingDir) };
    const mounts = createMounts(d, { config, hostConfig, tree: root.tree, id, made });
    const words = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
    record = {
      id,
      name,
      created: d.kernel.now(),
      serial: d.nextSerial(),
      imageID: image.id,
      path: words[0] ?? "",
      args: words.slice(1),
      config,
      hostConfig,
      state: { status: "created", startedAt: 0, finishedAt: 0, exitCode: 0, oomKilled: false, error: "" },
      health: undefined,
      restartCount: 0,
      manuallyStopped: false,
      mounts,
      endpoints,
      ports: {},
      sandboxID: "",
      linkTargets,
      execIDs: null,
      base: tree,
      tree: root.tree,
    };
  } catch (e) {
    commitVolumes(d, made);
    throw e;
  }
  for (const m of record.mounts) if (m.type === "volume") useVolume(d, m.name, id);
  d.live.set(id, createLive(d, record));
  d.store.update((s) => {
    let { volumes } = s;
    for (const v of made.values()) volumes = setIn(volumes, v.name, v);
    return {
      ...s,
      volumes,
      containers: setIn(s.containers, id, record),
      containerNames: setIn(s.containerNames, name, id),
    };
  });
  emitContainer(d, "create", record);
  return { Id: id, Warnings: warnings };
}

function useVolume(d: Daemon, name: string, id: string): void {
  const users = d.volumeUsers.get(name);
  if (users) users.add(id);
  else d.volumeUsers.set(name, new Set([id]));
}

/** The name as asked for, which must be free, or one that is generated. */
function reserveName(d: Daemon, wanted: string): string {
  if (wanted === "") return generateName(d.kernel.chance, (n) => getIn(d.store.get().containerNames, n) !== undefined);
  const name = wanted.replace(/^\//, "");
  if (!NAME.test(name)) {
    throw new InvalidParameter(`Invalid container name (${wanted}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  }
  refuseTaken(d, name);
  return name;
}

/** Throws Conflict while a container has the name. */
export function refuseTaken(d: Daemon, name: string): void {
  const owner = containerNamed(d, name);
  if (!owner) return;
  throw new Conflict(
    `Conflict. The container name "/${name}" is already in use by container "${owner.id}". You have to remove (or rename) that container to be able to reuse that name.`,
  );
}

/** The image must have the platform that was asked for; where none was, a foreign one is only worth a warning. */
function checkPlatform(
  request: ContainerCreateRequest,
  own: { readonly os: string; readonly architecture: string; readonly variant?: string },
): string[] {
  if (request.platform) {
    const mismatch = platformMismatch(request.Config.Image, own, parsePlatform(request.platform));
    if (mismatch !== undefined) throw new NotFound(mismatch);
    return [];
  }
  if (own.os === "linux" && own.architecture === "amd64") return [];
  const platform = [own.os, own.architecture, ...(own.variant ? [own.variant] : [])].join("/");
  return [
    `The requested image's platform (${platform}) does not match the detected host platform (${HOST_PLATFORM}) and no specific platform was requested`,
  ];
}

/** Trees of `--mount type=image`, which may have to be loaded. */
async function loadMountedImages(d: Daemon, host: HostConfig): Promise<void> {
  for (const m of host.Mounts ?? []) {
    if (m.Type !== "image" || !m.Source) continue;
    const image = d.images.find(m.Source);
    d.imageCells.set(image.id, { tree: await d.images.tree(image) });
  }
}

/**
 * The networks it will be on: the one of its mode, with the settings given for it, and any others. What is asked for is
 * checked as far as the network is here; one that is not is found out at the start.
 */
function checkNetworks(d: Daemon, request: ContainerCreateRequest): Record<string, EndpointRecord> {
  const mode = networkModeOf(request.HostConfig.NetworkMode);
  const asked = request.NetworkingConfig.EndpointsConfig;
  if (mode.kind === "container") {
    const wanted = asked[request.HostConfig.NetworkMode]?.IPAMConfig;
    if (wanted?.IPv4Address || wanted?.IPv6Address)
      throw new InvalidParameter(
        `invalid config for network ${request.HostConfig.NetworkMode}: invalid endpoint settings:\nuser specified IP address is supported on user defined networks only`,
      );
    return {};
  }
  const main = mode.kind === "network" ? mode.name : mode.kind;
  const named = [request.HostConfig.NetworkMode, main, "default"];
  const own = Object.entries(asked).find(([name]) => named.includes(name))?.[1];
  const out: Record<string, EndpointRecord> = { [nameOf(d, main)]: own ? endpointOf(own) : wantedEndpoint() };
  for (const [name, settings] of Object.entries(asked)) {
    if (!named.includes(name)) out[nameOf(d, name)] = endpointOf(settings);
  }
  for (const [name, endpoint] of Object.entries(out)) {
    const network = networkNamed(d, name);
    if (!network) continue;
    try {
      checkEndpoint(network, endpoint);
    } catch (e) {
      if (!(e instanceof InvalidParameter)) throw e;
      throw new InvalidParameter(`invalid config for network ${name}: ${e.message}`);
    }
  }
  return out;
}

/** A network's name where its id was given. */
function nameOf(d: Daemon, text: string): string {
  try {
    return findNetwork(d, text).name;
  } catch {
    return text;
  }
}

/** What a client leaves open gets the daemon's defaults. */
function completeHostConfig(d: Daemon, h: HostConfig): HostConfig {
  const mode = networkModeOf(h.NetworkMode);
  const networkMode =
    mode.kind === "container"
      ? `container:${findNamespaceOwner(d, mode.id)}`
      : h.NetworkMode === "" || h.NetworkMode === "default"
        ? "bridge"
        : h.NetworkMode;
  const unlabelled = h.Privileged || h.PidMode === "host" || h.IpcMode === "host";
  const security = [...(h.SecurityOpt ?? []), ...(unlabelled ? ["label=disable"] : [])];
  return withDefaults({
    ...h,
    NetworkMode: networkMode,
    PidMode: ownedBy(d, h.PidMode),
    LogConfig: { Type: h.LogConfig.Type || "json-file", Config: h.LogConfig.Config ?? {} },
    RestartPolicy: { Name: h.RestartPolicy.Name || "no", MaximumRetryCount: h.RestartPolicy.MaximumRetryCount },
    CapAdd: h.CapAdd?.map((c) => capability("CapAdd", c)) ?? null,
    CapDrop: h.CapDrop?.map((c) => capability("CapDrop", c)) ?? null,
    CgroupnsMode: h.CgroupnsMode || "host",
    IpcMode: ownedBy(d, h.IpcMode) || "private",
    ShmSize: h.ShmSize || 64 * 1024 * 1024,
    Runtime: h.Runtime || "runc",
    SecurityOpt: security.length ? security : null,
    OomKillDisable: h.OomKillDisable ?? false,
    PidsLimit: h.PidsLimit && h.PidsLimit > 0 ? h.PidsLimit : null,
  });
}

/** `--pid container:X` and `--ipc container:X` are kept by X's whole id, too. */
function ownedBy(d: Daemon, mode: string): string {
  const [, name] = /^container:(.*)$/.exec(mode) ?? [];
  return name === undefined ? mode : `container:${namedContainer(d, name).id}`;
}

/** `--network container:X` is kept by X's whole id. */
function findNamespaceOwner(d: Daemon, text: string): string {
  try {
    return findContainer(d, text).id;
  } catch (e) {
    if (e instanceof NotFound) return text;
    throw e;
  }
}

function completeConfig(d: Daemon, config: ContainerConfig, h: HostConfig, id: string): ContainerConfig {
  const host = h.NetworkMode === "host" || h.UTSMode === "host";
  const WorkingDir = config.WorkingDir && normalizePath(config.WorkingDir);
  return {
    ...config,
    WorkingDir,
    Hostname: config.Hostname || (host && h.NetworkMode === "host" ? d.host.hostname : shortID(id)),
  };
}

function resolveLinks(d: Daemon, h: HostConfig): Record<string, string> {
  const out: Record<string, string> = {};
  for (const link of h.Links ?? []) {
    const { name } = parseLink(link);
    if (name === "") throw new InvalidParameter(`could not get container for : invalid name or ID supplied: ""`);
    try {
      out[link] = findContainer(d, name).id;
    } catch (e) {
      if (e instanceof NotFound) throw new InvalidParameter(`could not get container for ${name}: ${e.message}`);
      throw e;
    }
  }
  return out;
}

/** The working folder is made in the container's layer when it is missing. */
function withWorkingDir(d: Daemon, tree: Tree, path: string): Tree {
  if (path === "" || path === "/") return tree;
  const root = { tree };
  const files = createFiles({
    mounts: createMountNamespace(root),
    root: "/",
    cwd: "/",
    credentials: { uid: 0, gid: 0, groups: [0] },
    umask: 0,
    now: () => d.kernel.now(),
  });
  try {
    if (files.exists(path)) {
      if (files.stat(path).kind !== "directory") throw new SystemError(`Cannot mkdir: ${path} is not a directory`);
      return tree;
    }
    files.mkdirs(path, 0o755);
  } catch (e) {
    if (isErrno(e)) throw new SystemError(`mkdir ${path}: ${e.strerror.toLowerCase()}`);
    throw e;
  }
  return root.tree;
}
