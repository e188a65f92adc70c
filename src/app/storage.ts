/**
 * Where sessions are kept between visits: one store in IndexedDB. Under `ID/` lie the log, the pieces of the last snapshot and
 * the snapshot that the session began with; `current` and `kept` name sessions.
 */
const DATABASE = "drydock";
const STORE = "session";

/** What `act` asked for, once the transaction is complete. */
export function transact<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const transaction = db.transaction(STORE, mode);
      let request: IDBRequest<T> | undefined;
      transaction.oncomplete = () => {
        db.close();
        resolve(request?.result);
      };
      // For want of room, most often.
      transaction.onabort = () => {
        db.close();
        reject(transaction.error);
      };
      try {
        request = act(transaction.objectStore(STORE));
      } catch (e) {
        reject(e);
      }
    };
  });
}

export function load(key: string): Promise<unknown> {
  return transact<unknown>("readonly", (store) => store.get(key));
}
