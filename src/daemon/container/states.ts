import type { ContainerState } from "./record.ts";

/** Whether the daemon calls it running: paused and restarting containers are. */
export function isActive(state: ContainerState): boolean {
  return state.status === "running" || state.status === "paused" || state.status === "restarting";
}
