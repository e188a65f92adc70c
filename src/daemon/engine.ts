import type { Engine } from "../api/engine.ts";
import type { EngineView } from "../api/view.ts";
import type { TreeCell } from "../filesystem/mounts.ts";
import { NEVER } from "../std/cancel.ts";
import type { Digest } from "../std/digest.ts";
import { once } from "../std/once.ts";
import { createBuilds } from "./builds.ts";
import { createContainerCalls } from "./container/service.ts";
import type { Daemon, DaemonDeps } from "./daemon.ts";
import { createStateDigest } from "./digest.ts";
import { createEvents } from "./events.ts";
import { DEFAULT_FACTS } from "./facts.ts";
import { createImageService } from "./image/service.ts";
import { addBuiltIn } from "./network/built-in.ts";
import { createPortAllocator } from "./network/port-allocator.ts";
import { createNetworkCalls } from "./network/service.ts";
import type { SavedDaemon } from "./save/saved.ts";
import { createStore, type DaemonState } from "./store.ts";
import { diskUsage } from "./system/disk-usage.ts";
import { systemInfo } from "./system/info.ts";
import { version } from "./system/version.ts";
import { createView } from "./view.ts";
import { createVolumeCalls } from "./volume/calls.ts";

const saving = once(() => import("./save/save.ts"));

/** The daemon: the Engine API, and what the page looks at. */
export interface DockerDaemon extends Engine {
  view(): EngineView;
  /** Calls `fn` after each change of what `view` shows: state, and containers' files; gives back its removal. */
  onChange(fn: () => void): () => void;
  /** The records, as one immutable value. */
  state(): DaemonState;
  /** Of the records and the host's files, without their times. */
  digest(): Digest;
  /** Gives what takes all that outlives its processes, at the moment when it is called. */
  saver(): Promise<() => Promise<SavedDaemon>>;
  /** Puts a saved state into this daemon, which must be new. */
  restore(saved: SavedDaemon): Promise<void>;
}

/** A daemon on this kernel and host; at once, with nothing but the built-in networks. */
export function createDaemon(deps: DaemonDeps): DockerDaemon {
  const { kernel, registries, host } = deps;
  const facts = { ...DEFAULT_FACTS, name: host.hostname, ...deps.facts };
  const store = createStore();
  const events = createEvents(kernel);
  const images = createImageService({ store, registries, kernel, events, dockerRoot: facts.dockerRoot });
  let serial = 0;
  const watchers = new Set<() => void>();
  const d: Daemon = {
    kernel,
    registries,
    host,
    facts,
    store,
    events,
    images,
    live: new Map(),
    execs: new Map(),
    networks: new Map(),
    networkNames: new Map(),
    ports: createPortAllocator(facts.ephemeral),
    nextSerial: () => ++serial,
    filesChanged() {
      for (const fn of watchers) fn();
    },
    volumeUsers: new Map(),
    imageCells: new Map<string, TreeCell>(),
    volumeCells: new Map(),
  };
  addBuiltIn(d);
  const view = createView(d);
  const containers = createContainerCalls(d);
  const builds = createBuilds(d, deps.builder, { ...containers, ...images.calls });
  return {
    ...containers,
    ...images.calls,
    ...createNetworkCalls(d),
    ...createVolumeCalls(d),
    version: async () => version(d),
    info: async () => systemInfo(d),
    events: (options, cancel) => events.stream(options, cancel),
    diskUsage: async (cancel) => diskUsage(d, await builds.records(cancel ?? NEVER)),
    build: builds.build,
    buildLegacy: builds.buildLegacy,
    buildCachePrune: builds.buildCachePrune,
    buildCacheUsage: builds.buildCacheUsage,
    buildHistory: builds.buildHistory,
    buildHistoryRemove: builds.buildHistoryRemove,
    view,
    digest: createStateDigest(d, view, deps.withoutSecrets ?? ((tree) => tree)),
    onChange(fn) {
      const onState = store.subscribe(fn);
      watchers.add(fn);
      return () => {
        onState();
        watchers.delete(fn);
      };
    },
    state: store.get,
    async saver() {
      const { saveDaemon } = await saving();
      return () => saveDaemon(d);
    },
    async restore(saved) {
      const { restoreDaemon } = await import("./save/restore.ts");
      restoreDaemon(d, saved);
    },
  };
}
