import { load, transact } from "./storage.ts";

const LOCK = "drydock/";

/** What is stored of a session besides its log, unchecked. */
export interface StoredState {
  readonly root: Uint8Array;
  readonly packs: readonly Uint8Array[];
}

/** The pieces of a session's last snapshot; undefined when there is none. */
export async function loadState(id: string): Promise<StoredState | undefined> {
  const root = await load(`${id}/root`);
  if (!(root instanceof Uint8Array)) return undefined;
  const packs = await transact<unknown[]>("readonly", (store) =>
    store.getAll(IDBKeyRange.bound(`${id}/pack/`, `${id}/pack/~`)),
  );
  return { root, packs: (packs ?? []).filter((p) => p instanceof Uint8Array) };
}

/** The snapshot that a session began with. */
export async function loadBase(id: string): Promise<Uint8Array | undefined> {
  const base = await load(`${id}/base`);
  return base instanceof Uint8Array ? base : undefined;
}

export async function storeBase(id: string, base: Uint8Array): Promise<void> {
  await transact("readwrite", (store) => store.put(base, `${id}/base`));
}

/** A session could not be brought back as it was: it stays until it is deleted, or until the next one of that kind. */
export async function keepSession(id: string): Promise<void> {
  await transact("readwrite", (store) => store.put(id, "kept"));
}

export async function deleteKept(): Promise<void> {
  await transact("readwrite", (store) => store.delete("kept"));
  await tidy();
}

/** A tab says that a session is its own for as long as it is open. */
export function claimSession(id: string): void {
  void navigator.locks?.request(LOCK + id, () => new Promise(() => {}));
}

/** The sessions of the tabs that are open. Without locks (a page that came over plain http) nobody knows. */
async function claimedSessions(): Promise<string[]> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.flatMap(({ name }) => (name?.startsWith(LOCK) ? [name.slice(LOCK.length)] : []));
}

/** Whose records nobody had when they were last looked at. A tab that is being loaded anew has a moment to claim them. */
let unowned = new Set<string>();

/** Deletes what belongs neither to the current session, nor to the one that is kept, nor to another tab's. */
export async function tidy(): Promise<void> {
  const owners = [await load("current"), await load("kept"), ...(await claimedSessions())];
  const before = unowned;
  const now = new Set<string>();
  await deleteWhere((owner) => {
    if (owners.includes(owner)) return false;
    now.add(owner);
    return before.has(owner);
  });
  unowned = now;
}

/** Forgets all sessions but those that other tabs are on. */
export async function forgetSessions(own: string | undefined): Promise<void> {
  const others = (await claimedSessions()).filter((id) => id !== own);
  await deleteWhere((owner) => !others.includes(owner));
  await transact("readwrite", (store) => {
    store.delete("kept");
    return store.delete("current");
  });
}

async function deleteWhere(gone: (owner: string) => boolean): Promise<void> {
  await transact("readwrite", (store) => {
    const keys = store.getAllKeys();
    keys.onsuccess = () => {
      for (const key of keys.result) {
        const owner = /^(.*?)\//.exec(String(key))?.[1];
        if (owner !== undefined && gone(owner)) store.delete(key);
      }
    };
    return keys;
  });
}

/** Where a session's pack is stored. */
export function packKey(id: string, number: number): string {
  return `${id}/pack/${String(number).padStart(6, "0")}`;
}
