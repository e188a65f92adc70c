import type { Daemon } from "./daemon.ts";

/** The event that each prune ends with; bytes. */
export function emitPrune(d: Daemon, type: "network" | "volume" | "container" | "image", reclaimed: number): void {
  d.events.emit(type, "prune", "", { reclaimed: String(reclaimed) });
}
