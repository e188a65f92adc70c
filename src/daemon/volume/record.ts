import type { TreeCell } from "../../filesystem/mounts.ts";
import type { Micros } from "../../std/time.ts";

/** A volume. What it holds lives in the cell, which its mounts share; the store is not touched by a write. */
export interface VolumeRecord {
  readonly name: string;
  readonly created: Micros;
  readonly driver: string;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly options: Readonly<Record<string, string>> | null;
  /** Made by the daemon for a container, under a name of 64 hex digits. */
  readonly anonymous: boolean;
  readonly cell: TreeCell;
}
