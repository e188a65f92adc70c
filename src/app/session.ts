import type { InputLog } from "../machine/types.ts";
import type { StartNews } from "./start-news.ts";
import { transact } from "./storage.ts";

const SAVE_AFTER_MS = 300;
/** In sessionStorage: the session that this tab is on. Another tab goes on with one of its own. */
const OWN = "drydock";
/** There: it is to begin with a new machine. */
const NEW = "new";
/** The key of the wish for the last saved state. */
const RESTART = "restart";

/** A session as it is stored, unchecked. */
export interface StoredSession {
  readonly id: string;
  readonly log: unknown;
  /** Its last saved state is wanted instead of what its log comes to: the machine was stuck. */
  readonly skipLog: boolean;
}

/** A name that no other session has. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

/**
 * The session that a tab is on, or the one that was saved last; undefined when there is none or it cannot be had. Failing storage
 * never disturbs the page.
 */
export async function loadSession(own: string): Promise<StoredSession | undefined> {
  if (own === NEW) return undefined;
  try {
    let id: unknown = own;
    let log: unknown;
    let restart: IDBRequest<unknown> | undefined;
    await transact<unknown>("readonly", (store) => {
      const take = (request: IDBRequest<unknown>, none: () => void) => {
        request.onsuccess = () => {
          log = request.result;
          if (log === undefined) none();
        };
      };
      take(store.get(`${own}/log`), () => {
        const current: IDBRequest<unknown> = store.get("current");
        current.onsuccess = () => {
          id = current.result;
          take(store.get(`${id}/log`), () => {});
        };
      });
      restart = store.get(RESTART);
      return restart;
    });
    const skipLog = restart?.result !== undefined;
    if (skipLog) await transact("readwrite", (store) => store.delete(RESTART));
    return typeof id === "string" && log !== undefined ? { id, log, skipLog } : undefined;
  } catch {
    return undefined;
  }
}

/** What this tab comes back to when it is loaded anew: a session, or a new machine. */
export function setOwnSession(id: string = NEW): void {
  try {
    sessionStorage.setItem(OWN, id);
  } catch {
    // It comes back to the one that was saved last.
  }
}

/** That, as the worker is told it by its name (vite.config.ts). */
export function ownSession(): string {
  try {
    return sessionStorage.getItem(OWN) ?? "";
  } catch {
    return "";
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
  /** Saves nothing any more. */
  stop(): void;
  /** As it is now; undefined where nothing has been done. */
  log(): InputLog | undefined;
}

/** Keeps this page's session, which is another record than the one that it came from. `failed`: it could not be. */
export function createSessionSaver(started: Promise<StartNews>, failed: () => void): SessionSaver {
  let id: string | undefined;
  started.then(
    (news) => {
      id = news.id;
    },
    // Nothing has begun: there is nothing to save.
    () => {},
  );
  let latest: InputLog | undefined;
  let pending: InputLog | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const log = pending;
    if (!log || stopped || id === undefined) return;
    pending = undefined;
    const own = id;
    // At once: the page may be going.
    setOwnSession(own);
    transact("readwrite", (store) => {
      store.put(own, "current");
      return store.put(log, `${own}/log`);
    }).catch(failed);
  };
  return {
    save(log) {
      latest = pending = log;
      timer ??= setTimeout(flush, SAVE_AFTER_MS);
    },
    flush,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
    log: () => latest,
  };
}
