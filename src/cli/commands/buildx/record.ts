import type { BuildCacheRecord } from "../../../api/system.ts";
import { humanDuration } from "../../../std/duration.ts";
import { parseRfc3339, SECOND } from "../../../std/time.ts";

/** When a record of the build cache was last used, in words; "" for never. */
export function lastUsed(record: BuildCacheRecord, now: number): string {
  const at = record.LastUsedAt === null ? undefined : parseRfc3339(record.LastUsedAt);
  return at === undefined ? "" : `${humanDuration((now - at) / SECOND)} ago`;
}

/** Sources and cache mounts can still change. */
export function isMutable(record: BuildCacheRecord): boolean {
  return record.Type !== "regular" && record.Type !== "internal" && record.Type !== "frontend";
}
