import { Conflict, InvalidParameter, NotFound } from "../../api/errors.ts";
import type { Filters } from "../../api/filters.ts";
import type { PruneReport } from "../../api/prune.ts";
import type { Volume } from "../../api/volume.ts";
import type { Tree } from "../../filesystem/node.ts";
import { treeSize } from "../../filesystem/tree.ts";
import { deleteIn, getIn, valuesOf } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { acceptFilters, boolFilter, labelsMatch, matchesAny, prunableLabels, valuesFor } from "../filters.ts";
import { emitPrune } from "../prune-event.ts";
import { volumeOf } from "./create.ts";
import { hostNode, removeFromHost, volumeData, volumeFolder } from "./folder.ts";
import type { VolumeRecord } from "./record.ts";

/** All volumes by name. */
export function allVolumes(d: Daemon): VolumeRecord[] {
  return [...valuesOf(d.store.get().volumes)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Throws NotFound. */
export function findVolume(d: Daemon, name: string): VolumeRecord {
  const record = getIn(d.store.get().volumes, name);
  if (!record) throw new NotFound(`get ${name}: no such volume`);
  return record;
}

/** Ids of the containers that have it among their mounts, running or not. */
export function volumeUsers(d: Daemon, name: string): string[] {
  return [...(d.volumeUsers.get(name) ?? [])];
}

export function listVolumes(d: Daemon, filters: Filters): Volume[] {
  acceptFilters(filters, ["dangling", "driver", "label", "name"]);
  const dangling = boolFilter(filters, "dangling");
  const drivers = valuesFor(filters, "driver");
  return allVolumes(d)
    .filter((v) => {
      if (!matchesAny(v.name, valuesFor(filters, "name")) || !labelsMatch(v.labels, valuesFor(filters, "label")))
        return false;
      if (drivers.length && !drivers.includes(v.driver)) return false;
      return dangling === undefined || dangling === (volumeUsers(d, v.name).length === 0);
    })
    .map(volumeOf);
}

/** Throws Conflict while a container has it. With `force` a volume that is not there is fine. */
export function removeVolume(d: Daemon, name: string, force: boolean): void {
  const record = getIn(d.store.get().volumes, name);
  if (!record) {
    if (force) return;
    throw new NotFound(`get ${name}: no such volume`);
  }
  const users = volumeUsers(d, name);
  if (users.length) throw new Conflict(`remove ${name}: volume is in use - [${users.join(", ")}]`);
  forgetVolume(d, record);
}

/** Takes a volume out of state and files, which is told. */
function forgetVolume(d: Daemon, record: VolumeRecord): void {
  removeFromHost(d, volumeFolder(record.name));
  d.volumeUsers.delete(record.name);
  d.volumeCells.delete(record.name);
  d.store.update((s) => ({ ...s, volumes: deleteIn(s.volumes, record.name) }));
  d.events.emit("volume", "destroy", record.name, { driver: record.driver });
}

const SIZES = new WeakMap<Tree, number>();

/** Bytes of what the volume holds. */
export function volumeSize(d: Daemon, name: string): number {
  const data = hostNode(d, volumeData(name));
  if (data?.kind !== "directory") return 0;
  const size = SIZES.get(data) ?? treeSize(data);
  SIZES.set(data, size);
  return size;
}

/** Removes what no container has: anonymous volumes, with `all` the named ones too. */
export function pruneVolumes(d: Daemon, filters: Filters): PruneReport {
  acceptFilters(filters, ["all", "label", "label!"]);
  const everything = parseBool(valuesFor(filters, "all")[0] ?? "false");
  const removed: string[] = [];
  let bytes = 0;
  for (const v of allVolumes(d)) {
    if (!(everything || v.anonymous) || volumeUsers(d, v.name).length || !prunableLabels(v.labels, filters)) continue;
    bytes += volumeSize(d, v.name);
    forgetVolume(d, v);
    removed.push(v.name);
  }
  emitPrune(d, "volume", bytes);
  return { Deleted: removed, SpaceReclaimed: bytes };
}

function parseBool(text: string): boolean {
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(text)) return false;
  throw new InvalidParameter(`invalid filter 'all': strconv.ParseBool: parsing "${text}": invalid syntax`);
}
