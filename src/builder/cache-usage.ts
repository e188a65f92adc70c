import type { BuildBackend, Builder, CacheUsage } from "../api/build.ts";

import { InvalidParameter } from "../api/errors.ts";
import type { PruneReport } from "../api/prune.ts";
import { DurationError, parseDuration } from "../std/duration.ts";
import { rfc3339Nano } from "../std/time.ts";
import type { BuildCache, CacheRecord } from "./cache.ts";

/** The cache as `buildx du` and `system df` list it. Shared is what images of the engine are made of too. */
export function usageOf(cache: BuildCache, backend: BuildBackend): CacheUsage {
  return {
    records: cache.records().map((r) => ({
      ID: r.id,
      Parents: [...r.parents],
      Type: r.type,
      Description: r.description,
      InUse: false,
      Shared: isShared(r, backend),
      Size: r.size,
      CreatedAt: rfc3339Nano(r.createdAt),
      LastUsedAt: r.usageCount ? rfc3339Nano(r.lastUsedAt) : null,
      UsageCount: r.usageCount,
    })),
  };
}

function isShared(record: CacheRecord, backend: BuildBackend): boolean {
  return record.type === "regular" && backend.inImages(record.tree);
}

/**
 * Forgets records, the longest unused first: all, or those that every filter names. What is shared with an image goes only
 * with `all`. `keepStorage` bytes of the last used ones stay.
 */
export function pruneCache(
  cache: BuildCache,
  options: Parameters<Builder["prune"]>[0],
  backend: BuildBackend,
): PruneReport {
  const now = backend.now();
  const wants = [...options.filters].map(([key, values]) => matcher(key, values, now, backend));
  const records = [...cache.records()].sort((a, b) => b.lastUsedAt - a.lastUsedAt);
  const deleted: CacheRecord[] = [];
  let kept = 0;
  for (const record of records) {
    if (!wants.every((wanted) => wanted(record))) continue;
    if (!options.all && isShared(record, backend)) continue;
    if (options.keepStorage > 0 && kept + record.size <= options.keepStorage) {
      kept += record.size;
      continue;
    }
    deleted.push(record);
  }
  deleted.reverse();
  for (const record of deleted) forget(cache, record);
  if (options.all && options.filters.size === 0 && options.keepStorage === 0) {
    cache.mounts.clear();
    cache.documents.clear();
    cache.downloads.clear();
  }
  return { Deleted: deleted.map((r) => r.id), SpaceReclaimed: deleted.reduce((sum, r) => sum + r.size, 0) };
}

function forget(cache: BuildCache, { key }: CacheRecord): void {
  cache.remove(key);
  const mount = cache.mountKeys.get(key);
  if (mount !== undefined) cache.mounts.renew(mount);
}

/** What a filter wants; one that the builder does not know wants nothing. */
function matcher(
  key: string,
  values: readonly string[],
  now: number,
  backend: BuildBackend,
): (record: CacheRecord) => boolean {
  switch (key) {
    case "until":
    case "unused-for": {
      const spans = values.map((v) => {
        try {
          return parseDuration(v) / 1000;
        } catch (e) {
          if (e instanceof DurationError) throw new InvalidParameter(e.message);
          throw e;
        }
      });
      return (r) => spans.every((span) => now - r.lastUsedAt >= span);
    }
    case "id":
      return (r) => values.some((v) => r.id === v || (v.startsWith("~=") && r.id.includes(v.slice(2))));
    case "type":
      return (r) => values.includes(r.type);
    case "description":
      return (r) => values.some((v) => (v.startsWith("~") ? r.description.includes(v.slice(1)) : r.description === v));
    case "inuse":
      return () => values.includes("false");
    case "mutable":
      return (r) => values.includes(String(r.type === "source.local" || r.type === "exec.cachemount"));
    case "immutable":
      return (r) => values.includes(String(r.type === "regular"));
    case "shared":
      return (r) => values.includes(String(isShared(r, backend)));
    case "private":
      return (r) => values.includes(String(!isShared(r, backend)));
    default:
      return () => false;
  }
}

/** Whether `buildx du --filter` shows a record. */
export function usageMatches(
  cache: BuildCache,
  filters: ReadonlyMap<string, readonly string[]>,
  backend: BuildBackend,
): ReadonlySet<string> {
  const wants = [...filters].map(([key, values]) => matcher(key, values, backend.now(), backend));
  return new Set(
    cache
      .records()
      .filter((r) => wants.every((w) => w(r)))
      .map((r) => r.id),
  );
}
