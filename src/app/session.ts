import type { InputLog } from "../machine/types.ts";
import { load, transact } from "./storage.ts";

const SAVE_AFTER_MS = 300;

/** A session as it is stored, unchecked. */
export interface StoredSession {
  readonly id: string;
  readonly log: unknown;
}

/** The session of the last visit; undefined when there is none or it cannot be had. Failing storage never disturbs the page. */
export async function loadSession(): Promise<StoredSession | undefined> {
  try {
    const id = await load("current");
    if (typeof id !== "string") return undefined;
    const log = await load(`${id}/log`);
    return log === undefined ? undefined : { id, log };
  } catch {
    return undefined;
  }
}

export interface SessionSaver {
  save(log: InputLog): void;
  /** Writes what is pending at once: the page is about to go. */
  flush(): void;
  /** Forgets all sessions and saves nothing any more. */
  discard(): Promise<void>;
}

/** Keeps this page's session, which is another record than the one that it came from. */
export function createSessionSaver(id: string): SessionSaver {
  let pending: InputLog | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let discarded = false;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const log = pending;
    pending = undefined;
    if (!log || discarded) return;
    transact("readwrite", (store) => {
      store.put(id, "current");
      return store.put(log, `${id}/log`);
    }).catch(() => {});
  };
  return {
    save(log) {
      pending = log;
      timer ??= setTimeout(flush, SAVE_AFTER_MS);
    },
    flush,
    async discard() {
      discarded = true;
      clearTimeout(timer);
      await transact("readwrite", (store) => store.clear()).catch(() => {});
    },
  };
}
