import { load, transact } from "./storage.ts";

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

/** Deletes what belongs neither to the current session nor to the one that is kept. */
export async function tidy(): Promise<void> {
  const owners = [await load("current"), await load("kept")];
  await transact("readwrite", (store) => {
    const keys = store.getAllKeys();
    keys.onsuccess = () => {
      for (const key of keys.result) {
        const owner = /^(.*?)\//.exec(String(key))?.[1];
        if (owner !== undefined && !owners.includes(owner)) store.delete(key);
      }
    };
    return keys;
  });
}

/** All that is stored of a session, as a file for whoever looks into what went wrong. */
export async function exportSession(id: string): Promise<Blob> {
  const state = await loadState(id);
  const base = await loadBase(id);
  const text = (bytes: Uint8Array) => {
    let out = "";
    for (const b of bytes) out += String.fromCharCode(b);
    return btoa(out);
  };
  const session = {
    drydock: "session",
    log: await load(`${id}/log`),
    ...(base && { base: text(base) }),
    ...(state && { root: text(state.root), packs: state.packs.map(text) }),
  };
  return new Blob([JSON.stringify(session)], { type: "application/json" });
}
