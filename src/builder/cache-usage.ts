import type { Builder, CacheUsage } from "../api/build.ts";
import { InvalidParameter } from "../api/errors.ts";
import type { PruneReport } from "../api/prune.ts";
import { DurationError, parseDuration } from "../std/duration.ts";
import { rfc3339Nano } from "../std/time.ts";
import type { BuildCache, CacheRecord } from "./cache.ts";

/** The cache as `buildx du` and `system df` list it. */
export function usageOf(cache: BuildCache): CacheUsage {
  return {
    records: cache.records().map((r) => ({
      ID: r.id,
      Parents: [...r.parents],
      Type: r.type,
      Description: r.description,
      InUse: false,
      Shared: false,
      Size: r.size,
      CreatedAt: rfc3339Nano(r.createdAt),
      LastUsedAt: r.usageCount ? rfc3339Nano(r.lastUsedAt) : null,
      UsageCount: r.usageCount,
    })),
  };
}

/** Forgets records: all, or those that no filter spares; `keepStorage` bytes of the last used ones stay. */
export function pruneCache(cache: BuildCache, options: Parameters<Builder["prune"]>[0], now: number): PruneReport {
  const keeps = [...options.filters].map(([key, values]) => keeper(key, values, now));
  const records = [...cache.records()].sort((a, b) => b.lastUsedAt - a.lastUsedAt);
  const deleted: CacheRecord[] = [];
  let kept = 0;
  for (const record of records) {
    if (keeps.some((keep) => keep(record))) continue;
    if (options.keepStorage > 0 && kept + record.size <= options.keepStorage) {
      kept += record.size;
      continue;
    }
    deleted.push(record);
  }
  for (const record of deleted) cache.remove(record.key);
  if (options.all && options.filters.size === 0 && options.keepStorage === 0) {
    cache.mounts.clear();
    cache.documents.clear();
    cache.bases.clear();
  }
  return { Deleted: deleted.map((r) => r.id), SpaceReclaimed: deleted.reduce((sum, r) => sum + r.size, 0) };
}

function keeper(key: string, values: readonly string[], now: number): (record: CacheRecord) => boolean {
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
      return (r) => spans.some((span) => now - r.lastUsedAt < span);
    }
    case "id":
      return (r) => !values.some((v) => r.id === v || (v.startsWith("~=") && r.id.includes(v.slice(2))));
    case "type":
      return (r) => !values.includes(r.type);
    case "description":
      return (r) => !values.some((v) => r.description.includes(v.replace(/^~=/, "")));
    case "inuse":
    case "shared":
    case "private":
      return () => false;
    default:
      throw new InvalidParameter(`invalid filter '${key}'`);
  }
}
