import { emptyBuckets, setIn } from "../buckets.ts";
import { createLive } from "../container/live-create.ts";
import type { ContainerRecord } from "../container/record.ts";
import { isActive } from "../container/states.ts";
import type { Daemon } from "../daemon.ts";
import { releaseLayers } from "../image/layers.ts";
import { type ImagesState, noImages } from "../image/record.ts";
import { placeNetwork } from "../network/create.ts";
import { networkNamed } from "../network/lookup.ts";
import type { NetworkRecord } from "../network/record.ts";
import { idleEndpoints } from "../network/sandbox.ts";
import type { SavedContainer, SavedDaemon, SavedImages } from "./saved.ts";

/** The status of a container whose engine went away while it ran. */
const LOST = 255;

/**
 * Puts a saved state into a new daemon. What ran is stopped, as after an engine that was switched off: exited with 255, the
 * containers of `--rm` and those that were being removed are gone. No restart policy starts anything.
 */
export function restoreDaemon(d: Daemon, saved: SavedDaemon): void {
  for (const network of saved.networks) restoreNetwork(d, network);
  const images = restoreImages(saved.images);
  const kept = saved.containers.filter(
    ({ record: { state, hostConfig } }) =>
      state.status !== "removing" && state.status !== "dead" && !(hostConfig.AutoRemove && isActive(state)),
  );
  const containers = kept.map((c) => restoreContainer(d, c));
  d.store.update((s) => {
    let { containers: records, containerNames, volumes } = s;
    for (const v of saved.volumes) volumes = setIn(volumes, v.name, v);
    for (const c of containers) {
      records = setIn(records, c.id, c);
      containerNames = setIn(containerNames, c.name, c.id);
    }
    return releaseLayers({ ...s, volumes, containers: records, containerNames, images });
  });
  const last = Math.max(0, ...containers.map((c) => c.serial));
  while (d.nextSerial() < last);
}

/** The built-in networks are there already: they get the ids that they had. */
function restoreNetwork(d: Daemon, record: NetworkRecord): void {
  if (!record.builtIn) return placeNetwork(d, record);
  const own = networkNamed(d, record.name);
  const live = own && d.networks.get(own.id);
  if (!own || !live) return placeNetwork(d, record);
  d.networks.delete(own.id);
  d.networks.set(record.id, { ...live, id: record.id });
  d.networkNames.set(record.name, record.id);
  d.store.update((s) => {
    let networks = emptyBuckets<NetworkRecord>();
    for (const bucket of s.networks.buckets)
      for (const [id, n] of bucket ?? []) if (id !== own.id) networks = setIn(networks, id, n);
    return { ...s, networks: setIn(networks, record.id, record) };
  });
}

function restoreContainer(d: Daemon, { record: saved, tree, log, dropped }: SavedContainer): ContainerRecord {
  const ran = isActive(saved.state);
  const { startedAt, finishedAt, exitCode, oomKilled, error } = saved.state;
  const whole: ContainerRecord = { ...saved, tree };
  const record: ContainerRecord = ran
    ? {
        ...whole,
        state: { status: "exited", startedAt, finishedAt: d.kernel.now(), exitCode: LOST, oomKilled: false, error: "" },
        health: whole.health && { ...whole.health, status: "unhealthy" },
        endpoints: idleEndpoints(whole),
        ports: {},
        sandboxID: "",
        execIDs: null,
      }
    : {
        ...whole,
        state: {
          status: saved.state.status === "created" ? "created" : "exited",
          startedAt,
          finishedAt,
          exitCode,
          oomKilled,
          error,
        },
        execIDs: null,
      };
  const live = createLive(d, record);
  live.log.restore(log, dropped);
  d.live.set(record.id, live);
  for (const m of record.mounts) {
    if (m.type !== "volume") continue;
    const users = d.volumeUsers.get(m.name) ?? new Set();
    d.volumeUsers.set(m.name, users.add(record.id));
  }
  return record;
}

function restoreImages(saved: SavedImages): ImagesState {
  let images = noImages();
  for (const { record } of saved.records) images = { ...images, records: setIn(images.records, record.id, record) };
  for (const { record } of saved.ghosts) images = { ...images, ghosts: setIn(images.ghosts, record.id, record) };
  let { names, layers, blobs, saved: archives } = images;
  for (const [name, id] of saved.names) names = setIn(names, name, id);
  for (const layer of saved.layers) layers = setIn(layers, layer.chainID, layer);
  for (const [diffID, list] of saved.blobs) blobs = setIn(blobs, diffID, list);
  for (const { config, image, layers: own } of saved.archived)
    archives = setIn(archives, config, { image: image.record, layers: own });
  return { ...images, names, layers, blobs, saved: archives };
}
