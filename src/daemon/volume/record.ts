import type { Micros } from "../../std/time.ts";

/**
 * A volume. What it holds lies in the host's files, in the daemon's own folder, where its mounts look at it; the store is
 * not touched by a write.
 */
export interface VolumeRecord {
  readonly name: string;
  readonly created: Micros;
  readonly driver: string;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly options: Readonly<Record<string, string>> | null;
  /** Without a name of its own: one of 64 hex digits was drawn. */
  readonly anonymous: boolean;
}
