import type { ContainerView, EngineView, ImageView, NetworkView, VolumeView } from "../api/view.ts";
import { sizeOfChanges } from "../filesystem/layer.ts";
import type { Tree } from "../filesystem/node.ts";
import { familiarString, parseNormalized } from "../reference/reference.ts";
import { parseRfc3339 } from "../std/time.ts";
import { getIn, valuesOf } from "./buckets.ts";
import { changesOf, treeOf } from "./container/diff.ts";
import { portSummaries } from "./container/list.ts";
import { allContainers } from "./container/lookup.ts";
import type { ContainerRecord } from "./container/record.ts";
import { commandText } from "./container/status-text.ts";
import type { Daemon } from "./daemon.ts";
import type { ImageRecord } from "./image/record.ts";
import { allNetworks } from "./network/lookup.ts";
import { exposedPorts } from "./network/publish.ts";
import { allVolumes, volumeSize, volumeUsers } from "./volume/service.ts";

const CHANGES = 100;

/** The engine as the page draws it. What did not change since the last call is the same object. */
export function createView(d: Daemon): () => EngineView {
  const images = memo<ImageRecord, ImageView>((image) => imageView(d, image));
  const drawn = new WeakMap<ContainerRecord, { readonly tree: Tree; readonly view: ContainerView }>();
  const containers = (c: ContainerRecord): ContainerView => {
    const tree = treeOf(d, c);
    const known = drawn.get(c);
    if (known?.tree === tree) return known.view;
    const view = containerView(d, c);
    drawn.set(c, { tree, view });
    return view;
  };
  return () => {
    const users = new Map<string, string[]>();
    const all = allContainers(d);
    for (const c of all) {
      const names = users.get(c.imageID);
      if (names) names.push(c.name);
      else users.set(c.imageID, [c.name]);
    }
    return {
      containers: all.map(containers),
      images: [...valuesOf(d.store.get().images.records)]
        .map(images)
        .sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1))
        .map((image) => ({ ...image, containers: users.get(image.id) ?? [] })),
      networks: allNetworks(d).map((n) => networkView(d, n.id)),
      volumes: allVolumes(d).map(
        (v): VolumeView => ({
          name: v.name,
          anonymous: v.anonymous,
          size: volumeSize(d, v.name),
          usedBy: volumeUsers(d, v.name).flatMap((id) => getIn(d.store.get().containers, id)?.name ?? []),
        }),
      ),
    };
  };
}

function memo<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = make(key);
      known.set(key, value);
    }
    return value;
  };
}

function containerView(d: Daemon, c: ContainerRecord): ContainerView {
  const changes = changesOf(d, c);
  const published = portSummaries(c).flatMap((p) =>
    p.PublicPort === undefined
      ? []
      : [{ hostIP: p.IP ?? "", hostPort: p.PublicPort, port: p.PrivatePort, protocol: p.Type }],
  );
  return {
    id: c.id,
    name: c.name,
    image: c.config.Image,
    imageID: c.imageID,
    state: c.state.status,
    health: c.health?.status ?? "none",
    exitCode: c.state.exitCode,
    command: commandText(c.path, c.args),
    created: c.created,
    startedAt: c.state.startedAt,
    finishedAt: c.state.finishedAt,
    autoRemove: c.hostConfig.AutoRemove,
    ports: published,
    exposed: exposedPorts(c),
    changes: changes.slice(0, CHANGES).map(({ kind, path }) => ({ kind, path })),
    changeCount: changes.length,
    sizeRw: sizeOfChanges(changes),
    mounts: c.mounts.map((m) => ({
      type: m.type,
      name: m.name || m.source,
      destination: m.destination,
      readOnly: !m.readWrite,
    })),
    networks: Object.entries(c.endpoints).map(([name, e]) => ({ name, address: e.address })),
  };
}

/** An image with its layers, each beside the history entry that made it. */
function imageView(d: Daemon, image: ImageRecord): ImageView {
  const { layers } = d.store.get().images;
  const made = image.config.history.filter((h) => !h.empty_layer);
  const tags = image.references.filter((r) => !r.includes("@")).map(familiar);
  return {
    id: image.id,
    tags,
    created: parseRfc3339(image.config.created) ?? 0,
    size: image.size,
    layers: image.layers.map((chainID, i) => ({
      chainID,
      createdBy: made[i]?.created_by ?? made[i]?.comment ?? "",
      size: getIn(layers, chainID)?.size ?? 0,
    })),
    dangling: tags.length === 0,
    containers: [],
  };
}

function familiar(reference: string): string {
  try {
    return familiarString(parseNormalized(reference));
  } catch {
    return reference;
  }
}

function networkView(d: Daemon, id: string): NetworkView {
  const record = getIn(d.store.get().networks, id);
  const live = d.networks.get(id);
  return {
    id,
    name: record?.name ?? "",
    driver: record?.driver ?? "",
    subnet: record?.subnets[0]?.subnet ?? "",
    containers: [...(live?.endpoints.values() ?? [])].map((e) => ({ name: e.containerName, address: e.address })),
  };
}
