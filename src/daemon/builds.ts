import type { Builder, CacheUsage } from "../api/build.ts";
import type { Engine } from "../api/engine.ts";
import { NotSimulated } from "../api/errors.ts";
import type { PruneReport } from "../api/prune.ts";
import type { BuildCacheRecord } from "../api/system.ts";
import type { Cancel } from "../std/cancel.ts";
import { buildStream } from "./build-stream.ts";
import type { Daemon, DaemonDeps } from "./daemon.ts";
import type { LegacyCalls } from "./legacy-backend.ts";

/** The Engine's calls about builds, handed on to the builder, which is loaded with the first of them. */
export interface Builds
  extends Pick<
    Engine,
    "build" | "buildLegacy" | "buildCachePrune" | "buildCacheUsage" | "buildHistory" | "buildHistoryRemove"
  > {
  /** What the build cache holds; nothing while no builder was needed yet. */
  records(cancel: Cancel): Promise<BuildCacheRecord[]>;
}

export function createBuilds(d: Daemon, make: DaemonDeps["builder"], calls: LegacyCalls): Builds {
  let builder: Builder | undefined;
  const get = async (): Promise<Builder> => {
    if (!make) throw new NotSimulated("docker build is not simulated");
    builder ??= await d.kernel.load(async () => {
      const { createBuildBackend } = await import("./build-backend.ts");
      return make(await createBuildBackend(d));
    });
    return builder;
  };
  const nothing: CacheUsage = { records: [] };
  return {
    async *build(options, cancel) {
      yield* buildStream(d.kernel, await get(), options, cancel);
    },
    async *buildLegacy(options, cancel) {
      const made = await get();
      const { createLegacyBackend } = await d.kernel.load(() => import("./legacy-backend.ts"));
      yield* made.buildLegacy(options, createLegacyBackend(d, calls), cancel);
    },
    async buildCachePrune(options, cancel): Promise<PruneReport> {
      return builder ? builder.prune(options, cancel) : { Deleted: [], SpaceReclaimed: 0 };
    },
    buildCacheUsage: async (filters, cancel) => (builder ? builder.usage(filters, cancel) : nothing),
    buildHistory: async () => builder?.history() ?? [],
    buildHistoryRemove: async (refs) => builder?.forget(refs),
    records: async (cancel) => (builder ? [...(await builder.usage(new Map(), cancel)).records] : []),
  };
}
