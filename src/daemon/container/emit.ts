import type { Daemon } from "../daemon.ts";
import type { ContainerRecord } from "./record.ts";

/** An event of a container: its labels, image and name are always told. */
export function emitContainer(
  d: Daemon,
  action: string,
  record: ContainerRecord,
  more: Readonly<Record<string, string>> = {},
): void {
  d.events.emit("container", action, record.id, {
    ...record.config.Labels,
    ...more,
    ...(record.config.Image ? { image: record.config.Image } : {}),
    name: record.name,
  });
}
