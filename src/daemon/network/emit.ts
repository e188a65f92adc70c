import type { Daemon } from "../daemon.ts";
import type { NetworkRecord } from "./record.ts";

/** An event of a network; `containerID` for connect and disconnect. */
export function emitNetwork(d: Daemon, action: string, network: NetworkRecord, containerID?: string): void {
  d.events.emit("network", action, network.id, {
    name: network.name,
    type: network.driver,
    ...(containerID === undefined ? {} : { container: containerID }),
  });
}
