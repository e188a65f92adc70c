import type { BuildBackend, Builder } from "../api/build.ts";
import { runBuild } from "./build.ts";
import { createBuildCache } from "./cache.ts";
import { pruneCache, usageMatches, usageOf } from "./cache-usage.ts";
import { createHistory } from "./history.ts";
import { buildLegacy } from "./legacy/build.ts";

/** The builder over a daemon: an in-memory solver with a cache of its own. */
export function createBuilder(backend: BuildBackend): Builder {
  const cache = createBuildCache();
  const history = createHistory(backend);
  const legacy = new Map<string, string>();
  return {
    buildLegacy: (options, daemon, cancel) => buildLegacy(options, daemon, legacy, cancel),
    build: (options, report, cancel) =>
      history.keep(options, report, (tell) => runBuild(options, backend, cache, tell, cancel)),
    history: history.list,
    forget: history.forget,
    async prune(options) {
      const report = pruneCache(cache, options, backend);
      backend.retain?.(cache.records().map((record) => record.tree));
      return report;
    },
    async usage(filters) {
      const { records } = usageOf(cache, backend);
      if (filters.size === 0) return { records };
      const shown = usageMatches(cache, filters, backend);
      return { records: records.filter((r) => shown.has(r.ID)) };
    },
  };
}
