import type { ContainerSummary, PortSummary } from "../../api/container.ts";
import { ApiError } from "../../api/errors.ts";
import type { Filters } from "../../api/filters.ts";
import { SECOND } from "../../std/time.ts";
import type { Daemon } from "../daemon.ts";
import { imageSize, sizeRw } from "./diff.ts";
import { endpointSettings, mountPoint } from "./inspect-parts.ts";
import { listFilter } from "./list-filter.ts";
import { allContainers } from "./lookup.ts";
import type { ContainerRecord } from "./record.ts";
import { isActive } from "./states.ts";
import { commandText, statusText } from "./status-text.ts";

/** `docker ps`: newest first; those that do not run with `all`, a limit or a filter on states. */
export function listContainers(
  d: Daemon,
  options: { readonly all: boolean; readonly limit: number; readonly size: boolean; readonly filters: Filters },
): ContainerSummary[] {
  const passes = listFilter(d, options.filters);
  const all = options.all || options.limit > 0 || passes.showsAll;
  const hits: ContainerRecord[] = [];
  for (const c of allContainers(d)) {
    if ((!all && !isActive(c.state)) || !passes(c)) continue;
    hits.push(c);
    if (options.limit > 0 && hits.length >= options.limit) break;
  }
  const known = new Map<string, string | undefined>();
  return hits.map((c) => summary(d, c, options.size, known));
}

/** A row. `known` remembers, over one list, which image a reference names. */
export function summary(
  d: Daemon,
  c: ContainerRecord,
  size: boolean,
  known: Map<string, string | undefined> = new Map(),
): ContainerSummary {
  const row: ContainerSummary = {
    Id: c.id,
    Names: [`/${c.name}`],
    Image: imageName(d, c, known),
    ImageID: c.imageID,
    Command: commandText(c.path, c.args),
    Created: Math.floor(c.created / SECOND),
    Ports: portSummaries(c),
    Labels: { ...c.config.Labels },
    State: c.state.status,
    Status: statusText(c, d.kernel.now()),
    HostConfig: { NetworkMode: c.hostConfig.NetworkMode },
    NetworkSettings: {
      Networks: Object.fromEntries(Object.entries(c.endpoints).map(([name, e]) => [name, endpointSettings(e)])),
    },
    Mounts: c.mounts.map(mountPoint),
  };
  if (size) {
    row.SizeRw = sizeRw(d, c);
    row.SizeRootFs = row.SizeRw + imageSize(d, c.imageID);
  }
  return row;
}

/** As typed at `run`, as long as that still names the container's image; else the image's id. */
function imageName(d: Daemon, c: ContainerRecord, known: Map<string, string | undefined>): string {
  const typed = c.config.Image;
  if (!known.has(typed)) known.set(typed, idOf(d, typed));
  return known.get(typed) === c.imageID ? typed : c.imageID;
}

function idOf(d: Daemon, reference: string): string | undefined {
  try {
    return d.images.find(reference).id;
  } catch (e) {
    if (e instanceof ApiError) return undefined;
    throw e;
  }
}

/** Each exposed port, and each binding of a published one. */
export function portSummaries(c: ContainerRecord): PortSummary[] {
  const out: PortSummary[] = [];
  for (const [key, bindings] of Object.entries(c.ports)) {
    const [port = "", Type = "tcp"] = key.split("/");
    const PrivatePort = Number(port);
    if (!bindings?.length) out.push({ PrivatePort, Type });
    for (const b of bindings ?? []) out.push({ IP: b.HostIp, PrivatePort, PublicPort: Number(b.HostPort), Type });
  }
  return out;
}
