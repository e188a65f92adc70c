import type { SnapshotPiece } from "../machine/snapshot/write.ts";
import type { MachineClient } from "../machine/types.ts";
import type { StartNews } from "./start-news.ts";
import { load, transact } from "./storage.ts";
import { packKey, tidy } from "./stored-sessions.ts";

/** The state is saved when nothing has happened for so long, and every so often while something does. */
const QUIET_MS = 2500;
const LONGEST_MS = 15_000;

export interface SnapshotSaver {
  /** Something came in, or the engine's state is another. */
  changed(): void;
  /** The page may be about to go. */
  now(): void;
  stop(): void;
}

/** Saves the machine's state beside the log of a session: should another version of Drydock not come to the same, it is there. */
export function createSnapshotSaver(client: MachineClient, started: Promise<StartNews>): SnapshotSaver {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  let stopped = false;
  let busy = false;

  async function save(): Promise<void> {
    clearTimeout(timer);
    due = 0;
    if (busy || stopped) return;
    busy = true;
    try {
      const { id } = await started;
      const stored = await storePiece(id, await client.snapshot(false));
      // Another tab has tidied up, or nothing was here yet.
      if (!stored && !stopped) await storePiece(id, await client.snapshot(true));
      // The session that this one came from is not needed any more.
      if ((await load("current")) === id) await tidy();
    } catch {
      // Too much to keep, or no storage: the log alone has to do.
    } finally {
      busy = false;
    }
  }

  return {
    changed() {
      if (stopped) return;
      const now = performance.now();
      due ||= now + LONGEST_MS;
      clearTimeout(timer);
      timer = setTimeout(() => void save(), Math.min(QUIET_MS, due - now));
    },
    now() {
      if (due) void save();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** In one transaction, so that root and packs always fit. False: packs that it stands upon are not there. */
async function storePiece(id: string, { root, from, packs }: SnapshotPiece): Promise<boolean> {
  const all = IDBKeyRange.bound(`${id}/pack/`, `${id}/pack/~`);
  const there = from === 0 ? 0 : await transact("readonly", (store) => store.count(all));
  if (there !== from) return false;
  await transact("readwrite", (store) => {
    if (from === 0) store.delete(all);
    for (const [i, pack] of packs.entries()) store.put(pack, packKey(id, from + i));
    return store.put(root, `${id}/root`);
  });
  return true;
}
