import type { Daemon } from "../daemon.ts";
import type { LiveContainer } from "./live.ts";
import type { ContainerRecord } from "./record.ts";

/** Mounts a container's volumes while it runs. */
export function mountVolumes(d: Daemon, record: ContainerRecord, live: LiveContainer): void {
  if (live.volumesMounted) return;
  live.volumesMounted = true;
  tellMounted(d, record);
}

/** Mounts the volumes once more, for what `docker cp` does; gives what ends that. */
export function mountVolumesApart(d: Daemon, record: ContainerRecord): () => void {
  tellMounted(d, record);
  return () => {
    for (const m of record.mounts) if (m.type === "volume") tellUnmounted(d, record, m);
  };
}

/** Tells that a container's volumes are mounted now, by place. */
function tellMounted(d: Daemon, record: ContainerRecord): void {
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
    tellUnmounted(d, record, m);
    const users = [...(d.volumeUsers.get(m.name) ?? [])];
    if (!users.some((id) => d.live.get(id)?.volumesMounted)) d.volumeCells.delete(m.name);
  }
}

function tellUnmounted(d: Daemon, record: ContainerRecord, { name, driver }: ContainerRecord["mounts"][number]): void {
  d.events.emit("volume", "unmount", name, { container: record.id, driver });
}
