import type { Kernel } from "../../kernel/kernel.ts";
import type { EngineHolder } from "../engine-holder.ts";
import type { Host } from "../host.ts";
import type { InputLog } from "../types.ts";
import type { SavedEngine, SavedMachine } from "./saved.ts";
import { withoutSecrets } from "./secrets.ts";
import { createSnapshotWriter, type SnapshotPiece, wholeSnapshot } from "./write.ts";

export interface SnapshotSource {
  readonly kernel: Kernel;
  readonly host: Host;
  readonly holder: EngineHolder;
  log(): InputLog;
  /** Calls `fn` between two steps, at a moment that the log notes. */
  atMark(fn: () => void): Promise<void>;
}

/** Takes a machine's states. */
export interface Snapshots {
  whole(): Promise<Uint8Array>;
  /** What changed since the last piece; `whole`: everything anew. */
  piece(whole: boolean): Promise<SnapshotPiece>;
}

export function createSnapshots(source: SnapshotSource): Snapshots {
  const writer = createSnapshotWriter();
  return {
    whole: async () => wholeSnapshot(await take(source)),
    piece: async (whole) => writer.write(await take(source), whole),
  };
}

/** All values are taken at one moment, between two steps; what has to be loaded for that is loaded before. */
async function take({ kernel, host, holder, log, atMark }: SnapshotSource): Promise<SavedMachine> {
  const saver = await holder.saver();
  let saved: Omit<SavedMachine, "engine"> | undefined;
  let engine: Promise<SavedEngine> | undefined;
  await atMark(() => {
    const { version, seed, catalog, entries } = log();
    saved = {
      version,
      seed,
      time: kernel.now(),
      catalog,
      entries: entries.length,
      pristine: host.pristine,
      host: withoutSecrets(host.cell.tree),
    };
    engine = saver?.();
  });
  if (!saved) throw new Error("the moment did not come");
  return { ...saved, engine: await engine };
}
