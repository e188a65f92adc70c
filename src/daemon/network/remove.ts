import { Forbidden } from "../../api/errors.ts";
import type { Filters } from "../../api/filters.ts";
import type { PruneReport } from "../../api/prune.ts";
import { deleteIn } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import { acceptFilters, prunableLabels, untilFilter } from "../filters.ts";
import { shortID } from "../ids.ts";
import { emitPrune } from "../prune-event.ts";
import { emitNetwork } from "./emit.ts";
import { allNetworks, findNetwork } from "./lookup.ts";
import type { NetworkRecord } from "./record.ts";

/** Removes a network that nobody is on. Throws Forbidden for the built-in ones and those in use. */
export function removeNetwork(d: Daemon, text: string): void {
  const network = findNetwork(d, text);
  if (network.builtIn) throw new Forbidden(`${network.name} is a pre-defined network and cannot be removed`);
  const there = [...(d.networks.get(network.id)?.endpoints.values() ?? [])];
  if (there.length) {
    const who = there.map((e) => `name:"${e.containerName}" id:"${shortID(e.endpointID)}"`).join(", ");
    throw new Forbidden(`error while removing network: network ${network.name} has active endpoints (${who})`);
  }
  if (network.configOnly) refuseConfigInUse(d, network);
  forget(d, network);
}

function refuseConfigInUse(d: Daemon, network: NetworkRecord): void {
  const user = allNetworks(d).find((n) => n.configFrom === network.name);
  if (user) throw new Forbidden(`configuration network "${network.name}" is in use`);
}

function forget(d: Daemon, network: NetworkRecord): void {
  d.networks.get(network.id)?.bridge?.remove();
  d.networks.delete(network.id);
  d.networkNames.delete(network.name);
  d.store.update((s) => ({ ...s, networks: deleteIn(s.networks, network.id) }));
  emitNetwork(d, "destroy", network);
}

/** Removes the networks that nobody is on and that pass the filters. */
export function pruneNetworks(d: Daemon, filters: Filters): PruneReport {
  acceptFilters(filters, ["label", "label!", "until"]);
  const until = untilFilter(filters, d.kernel.now());
  const removed: string[] = [];
  for (const n of allNetworks(d)) {
    if (n.builtIn || n.configOnly || (d.networks.get(n.id)?.endpoints.size ?? 0) > 0) continue;
    if ((until !== undefined && n.created > until) || !prunableLabels(n.labels, filters)) continue;
    forget(d, n);
    removed.push(n.name);
  }
  emitPrune(d, "network", 0);
  return { Deleted: removed, SpaceReclaimed: 0 };
}
