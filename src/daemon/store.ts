import { createStore as createZustand } from "zustand/vanilla";
import { type Buckets, emptyBuckets } from "./buckets.ts";
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

const EMPTY_STATE: DaemonState = {
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
