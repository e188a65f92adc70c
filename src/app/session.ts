import type { InputLog } from "../machine/types.ts";
import type { StartNews } from "./start-machine.ts";
import { transact } from "./storage.ts";

const SAVE_AFTER_MS = 300;
/** The key of the wish for the last saved state. */
const RESTART = "restart";

/** A session as it is stored, unchecked. */
export interface StoredSession {
  readonly id: string;
  readonly log: unknown;
  /** Its last saved state is wanted instead of what its log comes to: the machine was stuck. */
  readonly skipLog: boolean;
}

/** The session of the last visit; undefined when there is none or it cannot be had. Failing storage never disturbs the page. */
export async function loadSession(): Promise<StoredSession | undefined> {
  try {
    let log: IDBRequest<unknown> | undefined;
    let restart: IDBRequest<unknown> | undefined;
    const id = await transact<unknown>("readonly", (store) => {
      const current: IDBRequest<unknown> = store.get("current");
      current.onsuccess = () => {
        if (typeof current.result === "string") log = store.get(`${current.result}/log`);
      };
      restart = store.get(RESTART);
      return current;
    });
    const skipLog = restart?.result !== undefined;
    if (skipLog) await transact("readwrite", (store) => store.delete(RESTART));
    return typeof id === "string" && log?.result !== undefined ? { id, log: log.result, skipLog } : undefined;
  } catch {
    return undefined;
  }
}

/** The next visit starts from the last saved state instead of replaying the log. */
export async function skipLogNextTime(): Promise<void> {
  // Without storage there is no saved state either.
  await transact("readwrite", (store) => store.put(true, RESTART)).catch(() => {});
}

export interface SessionSaver {
  save(log: InputLog): void;
  /** Writes what is pending at once: the page is about to go. */
  flush(): void;
  /** Forgets all sessions and saves nothing any more. */
  discard(): Promise<void>;
}

/** Keeps this page's session, which is another record than the one that it came from. */
export function createSessionSaver(started: Promise<StartNews>): SessionSaver {
  let id: string | undefined;
  started.then(
    (news) => {
      id = news.id;
    },
    // Nothing has begun: there is nothing to save.
    () => {},
  );
  let pending: InputLog | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let discarded = false;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const log = pending;
    if (!log || discarded || id === undefined) return;
    pending = undefined;
    const own = id;
    transact("readwrite", (store) => {
      store.put(own, "current");
      return store.put(log, `${own}/log`);
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
