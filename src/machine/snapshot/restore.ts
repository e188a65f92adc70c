import { exactChanges } from "../../filesystem/change.ts";
import { applyChanges } from "../../filesystem/layer.ts";
import { assembleMachine, type Machine } from "../create.ts";
import type { MachineOptions } from "../options.ts";
import { type ReadSnapshot, readSnapshot } from "./read.ts";

/**
 * A new machine that holds what a snapshot holds: images, containers (what ran has exited with 255, as after an engine that
 * was switched off), networks, volumes, what was pushed, and the host's files. No shell and no process is as it was. Throws
 * SnapshotError when it cannot be read.
 */
export async function restore(snapshot: Uint8Array, options: MachineOptions): Promise<Machine> {
  return restoreRead(readSnapshot(snapshot), options);
}

/** The same of a snapshot that is read already. */
export async function restoreRead({ saved, digest }: ReadSnapshot, options: MachineOptions): Promise<Machine> {
  const { machine, host, holder } = assembleMachine(
    { ...options, seed: options.seed ?? `${saved.seed} ${saved.entries}`, startTime: saved.time },
    digest,
  );
  // Only what the session changed: the programs and texts of this version's host stay.
  host.cell.tree = applyChanges(host.cell.tree, exactChanges(saved.pristine, saved.host));
  if (saved.engine) await holder.restore(saved.engine);
  return machine;
}
