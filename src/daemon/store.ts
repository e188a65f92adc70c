import { type Draft, Immer } from "immer";
import { createStore as createZustand } from "zustand/vanilla";
import { type Buckets, emptyBuckets, getIn, setIn } from "./buckets.ts";
import type { ContainerRecord } from "./container/record.ts";
import { type ImagesState, noImages } from "./image/record.ts";
import type { NetworkRecord } from "./network/record.ts";
import type { VolumeRecord } from "./volume/record.ts";

/** All that the daemon knows, as one immutable value. */
export interface DaemonState {
  /** By full id. */
  readonly containers: Buckets<ContainerRecord>;
  /** Container ids by name (without slash): names are unique. */
  readonly containerNames: Buckets<string>;
  /** By full id. */
  readonly networks: Buckets<NetworkRecord>;
  /** By name. */
  readonly volumes: Buckets<VolumeRecord>;
  readonly images: ImagesState;
}

export const EMPTY_STATE: DaemonState = {
  containers: emptyBuckets(),
  containerNames: emptyBuckets(),
  networks: emptyBuckets(),
  volumes: emptyBuckets(),
  images: noImages(),
};

/** The daemon's state and the only way to change it: at most one `update` for each call or process event. */
export interface Store {
  get(): DaemonState;
  update(change: (state: DaemonState) => DaemonState): void;
  /** Calls `fn` after each change; gives back its removal. */
  subscribe(fn: (now: DaemonState, before: DaemonState) => void): () => void;
}

export function createStore(initial: DaemonState = EMPTY_STATE): Store {
  const zustand = createZustand<DaemonState>(() => initial);
  return {
    get: zustand.getState,
    update: (change) => zustand.setState(change(zustand.getState()), true),
    subscribe: zustand.subscribe,
  };
}

// Freezing walks everything that a new record holds; it is for tests (`freezeRecords`).
const immer = new Immer({ autoFreeze: false });

/** Makes every record that is changed from now on throw when written to. For tests. */
export function freezeRecords(on: boolean): void {
  immer.setAutoFreeze(on);
}

/** One record drafted and changed; the same value when nothing changed. */
export function changed<V extends object>(record: V, recipe: (draft: Draft<V>) => void): V {
  return immer.produce(record, (draft) => {
    recipe(draft);
  });
}

/** The map with the record under `key` drafted and changed; the map as it is when there is none. */
export function changeIn<V extends object>(
  map: Buckets<V>,
  key: string,
  recipe: (draft: Draft<V>) => void,
): Buckets<V> {
  const record = getIn(map, key);
  return record === undefined ? map : setIn(map, key, changed(record, recipe));
}
