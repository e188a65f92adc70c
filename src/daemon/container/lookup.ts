import { InvalidParameter, NotFound } from "../../api/errors.ts";
import { getIn, valuesOf } from "../buckets.ts";
import type { Daemon } from "../daemon.ts";
import type { LiveContainer } from "./live.ts";
import type { ContainerRecord } from "./record.ts";

/** By full id; undefined when it is gone. */
export function getContainer(d: Daemon, id: string): ContainerRecord | undefined {
  return getIn(d.store.get().containers, id);
}

/** The container of this name (without slash). */
export function containerNamed(d: Daemon, name: string): ContainerRecord | undefined {
  const id = getIn(d.store.get().containerNames, name);
  return id === undefined ? undefined : getContainer(d, id);
}

/**
 * By full id, name, or an id's beginning that only one has; in this order. Throws NotFound `No such container: x`, or
 * InvalidParameter when several ids begin so.
 */
export function findContainer(d: Daemon, text: string): ContainerRecord {
  const exact = getContainer(d, text) ?? containerNamed(d, text.replace(/^\//, ""));
  if (exact) return exact;
  const hits: ContainerRecord[] = [];
  if (/^[0-9a-f]+$/.test(text)) {
    for (const c of valuesOf(d.store.get().containers)) {
      if (!c.id.startsWith(text)) continue;
      hits.push(c);
      if (hits.length > 1) throw new InvalidParameter(`multiple IDs found with provided prefix: ${text}`);
    }
  }
  const [only] = hits;
  if (!only) throw new NotFound(`No such container: ${text}`);
  return only;
}

/** What belongs to a record beside the store. A record without it does not exist. */
export function liveOf(d: Daemon, record: ContainerRecord): LiveContainer {
  const live = d.live.get(record.id);
  if (!live) throw new NotFound(`No such container: ${record.id}`);
  return live;
}

/** All containers, newest first. */
export function allContainers(d: Daemon): ContainerRecord[] {
  return [...valuesOf(d.store.get().containers)].sort((a, b) => b.serial - a.serial);
}
