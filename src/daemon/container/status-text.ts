import { humanDuration } from "../../std/duration.ts";
import { type Micros, SECOND } from "../../std/time.ts";
import type { ContainerRecord } from "./record.ts";

/** The STATUS column: `Up 2 minutes (healthy)`, `Exited (137) 3 seconds ago`. */
export function statusText(record: ContainerRecord, now: Micros): string {
  const { state, health } = record;
  const up = `Up ${humanDuration((now - state.startedAt) / SECOND)}`;
  const ago = `${humanDuration((now - state.finishedAt) / SECOND)} ago`;
  switch (state.status) {
    case "running": {
      if (!health) return up;
      return `${up} (${health.status === "starting" ? "health: starting" : health.status})`;
    }
    case "paused":
      return `${up} (Paused)`;
    case "restarting":
      return `Restarting (${state.exitCode}) ${ago}`;
    case "removing":
      return "Removal In Progress";
    case "dead":
      return "Dead";
    case "created":
      return "Created";
    case "exited":
      return `Exited (${state.exitCode}) ${ago}`;
  }
}

/** What runs, as the COMMAND column shows it: words with a space in single quotes. */
export function commandText(path: string, args: readonly string[]): string {
  const quoted = args.map((a) => (a.includes(" ") ? `'${a}'` : a));
  return [path, ...quoted].join(" ");
}
