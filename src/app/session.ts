import type { InputLog } from "../machine/types.ts";

/** Where the session is kept between visits: one record in IndexedDB. Failing storage never disturbs the page. */
const DATABASE = "drydock";
const STORE = "session";
const KEY = "log";
const SAVE_AFTER_MS = 300;

/** The saved session as it is stored, unchecked; undefined when there is none or it cannot be read. */
export async function loadSession(): Promise<unknown> {
  try {
    return await transact("readonly", (store) => store.get(KEY));
  } catch {
    return undefined;
  }
}

export interface SessionSaver {
  save(log: InputLog): void;
  /** Writes what is pending at once: the page is about to go. */
  flush(): void;
  /** Forgets the session and saves nothing any more. */
  discard(): Promise<void>;
}

export function createSessionSaver(): SessionSaver {
  let pending: InputLog | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let discarded = false;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const log = pending;
    pending = undefined;
    if (log && !discarded) void transact("readwrite", (store) => store.put(log, KEY)).catch(() => {});
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
      await transact("readwrite", (store) => store.delete(KEY)).catch(() => {});
    },
  };
}

function transact<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const request = act(db.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => {
        db.close();
        resolve(request.result);
      };
      request.onerror = () => {
        db.close();
        reject(request.error);
      };
    };
  });
}
