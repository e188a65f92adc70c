import type { ContainerConfig, HostConfig } from "../../api/container.ts";
import { InvalidParameter, SystemError } from "../../api/errors.ts";
import type { Tree } from "../../filesystem/node.ts";
import { normalizePath } from "../../filesystem/path.ts";
import { lookup, resolveInTree } from "../../filesystem/tree.ts";
import type { Daemon } from "../daemon.ts";
import { ensureVolume } from "../volume/create.ts";
import { volumeData } from "../volume/folder.ts";
import type { VolumeRecord } from "../volume/record.ts";
import { seedVolume } from "../volume/seed.ts";
import { parseMountMode } from "./mount-mode.ts";
import { checkTmpfsTarget, mountRecord, parseBind, parseMountSpec, type WantedMount } from "./mount-spec.ts";
import { namedContainer } from "./named.ts";
import { overlayID } from "./overlay.ts";
import type { MountRecord } from "./record.ts";

/**
 * Everything that is mounted into a new container: from other containers, then `-v`, `--mount`, and the anonymous volumes
 * of `-v /path` and of the image. A place can be taken only once, except that the first three hide the last. Volumes are
 * made here (into `made`) and seeded.
 */
export function createMounts(
  d: Daemon,
  options: {
    readonly config: ContainerConfig;
    readonly hostConfig: HostConfig;
    readonly tree: Tree;
    readonly id: string;
    readonly made: Map<string, VolumeRecord>;
  },
): MountRecord[] {
  const { config, hostConfig, tree, made } = options;
  const byPlace = new Map<string, MountRecord>();
  const tmpfs = Object.keys(hostConfig.Tmpfs ?? {});
  for (const target of tmpfs) checkTmpfsTarget(target);
  const inherited = new Map<string, MountRecord>();
  for (const from of hostConfig.VolumesFrom ?? []) for (const m of volumesOf(d, from)) inherited.set(m.destination, m);

  const taken = new Set(tmpfs.map(normalizePath));
  const place = ({ record, driver, options: volumeOptions, labels }: WantedMount) => {
    if (taken.has(record.destination)) throw new InvalidParameter(`Duplicate mount point: ${record.destination}`);
    taken.add(record.destination);
    const m =
      record.type === "volume"
        ? onVolume(record, ensureVolume(d, { name: record.name, driver, options: volumeOptions, labels }, made))
        : record.type === "image"
          ? { ...record, source: d.images.find(record.source).id }
          : record;
    byPlace.set(m.destination, m);
  };
  for (const bind of hostConfig.Binds ?? []) place(parseBind(bind, hostConfig.VolumeDriver));
  for (const spec of hostConfig.Mounts ?? []) place(parseMountSpec(spec, (path) => d.host.files.exists(path)));
  for (const m of inherited.values()) if (!byPlace.has(m.destination)) byPlace.set(m.destination, m);

  for (const target of Object.keys(config.Volumes ?? {})) {
    const destination = cleaned(target);
    if (byPlace.has(destination) || taken.has(destination)) continue;
    refuseFile(tree, destination, options.id);
    const volume = ensureVolume(d, { name: "", driver: hostConfig.VolumeDriver, options: null, labels: null }, made);
    const record = mountRecord({ type: "volume", destination, anonymous: true, copyData: true });
    byPlace.set(destination, onVolume(record, volume));
  }
  const mounts = [...byPlace.values()];
  for (const m of mounts) {
    if (m.type !== "volume" || !m.copyData) continue;
    refuseSeedingFromFile(tree, m.destination, options.id);
    seedVolume(d, m.name, tree, m.destination);
  }
  return mounts;
}

function onVolume(record: MountRecord, volume: VolumeRecord): MountRecord {
  return { ...record, name: volume.name, source: volumeData(volume.name), driver: volume.driver };
}

/** `NAME[:MODE]`: that container's mounts, with its own places. */
function volumesOf(d: Daemon, from: string): MountRecord[] {
  if (from === "") throw new InvalidParameter("volumes-from specification cannot be an empty string");
  const [name = "", modeText = "rw", more] = from.split(":");
  if (more !== undefined) throw new InvalidParameter(`invalid volumes-from specification: ${from}`);
  const mode = parseMountMode(modeText);
  return namedContainer(d, name).mounts.map((m) => ({
    ...m,
    mode: "",
    readWrite: m.readWrite && mode.readWrite,
    copyData: false,
  }));
}

function cleaned(target: string): string {
  return target.startsWith("/") ? normalizePath(target) : target;
}

function refuseFile(tree: Tree, destination: string, id: string): void {
  const node = nodeAt(tree, destination);
  if (!node || node.kind === "directory") return;
  throw new SystemError(
    `cannot mount volume over existing file, file exists /var/lib/docker/overlay2/${overlayID(id)}/merged${destination}`,
  );
}

function refuseSeedingFromFile(tree: Tree, destination: string, id: string): void {
  const node = nodeAt(tree, destination);
  if (!node || node.kind === "directory") return;
  throw new SystemError(`source /var/lib/docker/overlay2/${overlayID(id)}/merged${destination} is not directory`);
}

function nodeAt(tree: Tree, path: string) {
  try {
    return lookup(tree, resolveInTree(tree, path));
  } catch {
    return undefined;
  }
}
