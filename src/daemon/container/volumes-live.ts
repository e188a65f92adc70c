import type { Daemon } from "../daemon.ts";
import type { LiveContainer } from "./live.ts";
import type { ContainerRecord } from "./record.ts";

/** Tells that a container's volumes are mounted now, by place. */
export function mountVolumes(d: Daemon, record: ContainerRecord, live: LiveContainer): void {
  if (live.volumesMounted) return;
  live.volumesMounted = true;
  const volumes = record.mounts.filter((m) => m.type === "volume");
  for (const m of [...volumes].sort((a, b) => (a.destination < b.destination ? -1 : 1))) {
    d.events.emit("volume", "mount", m.name, {
      container: record.id,
      destination: m.destination,
      driver: m.driver,
      propagation: m.propagation,
      "read/write": String(m.readWrite),
    });
  }
}

/** Tells that they are not any more; a volume in memory that nobody has mounted is emptied. */
export function unmountVolumes(d: Daemon, record: ContainerRecord, live: LiveContainer): void {
  live.unpin();
  if (!live.volumesMounted) return;
  live.volumesMounted = false;
  for (const m of record.mounts) {
    if (m.type !== "volume") continue;
    d.events.emit("volume", "unmount", m.name, { container: record.id, driver: m.driver });
    const users = [...(d.volumeUsers.get(m.name) ?? [])];
    if (!users.some((id) => d.live.get(id)?.volumesMounted)) d.volumeCells.delete(m.name);
  }
}
