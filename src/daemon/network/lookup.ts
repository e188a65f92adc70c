import { InvalidParameter, NotFound } from "../../api/errors.ts";
import { getIn, valuesOf } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import type { NetworkRecord } from "./record.ts";

/** The network of this name; undefined when there is none. */
export function networkNamed(d: Daemon, name: string): NetworkRecord | undefined {
  const id = d.networkNames.get(name);
  return id === undefined ? undefined : getIn(d.store.get().networks, id);
}

/** By full id, name, or an id's beginning that only one has. Throws NotFound, or InvalidParameter when it is ambiguous. */
export function findNetwork(d: Daemon, text: string): NetworkRecord {
  const exact = getIn(d.store.get().networks, text) ?? networkNamed(d, text);
  if (exact) return exact;
  const hits: NetworkRecord[] = [];
  if (text !== "") for (const n of valuesOf(d.store.get().networks)) if (n.id.startsWith(text)) hits.push(n);
  const [only, second] = hits;
  if (second) throw new InvalidParameter(`network ${text} is ambiguous (${hits.length} matches found on ID prefix)`);
  if (!only) throw new NotFound(`network ${text} not found`);
  return only;
}

/** All networks, by creation. */
export function allNetworks(d: Daemon): NetworkRecord[] {
  return [...valuesOf(d.store.get().networks)].sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));
}
