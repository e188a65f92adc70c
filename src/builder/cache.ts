import type { Tree } from "../filesystem/node.ts";
import { type CacheMounts, createCacheMounts } from "./cache-mounts.ts";
import type { Download } from "./remote/download.ts";

/** A step's result in the build cache. */
export interface CacheRecord {
  readonly key: string;
  /** 25 characters of [a-z0-9], as `buildx du` shows. */
  readonly id: string;
  readonly description: string;
  readonly type: "regular" | "source.local" | "exec.cachemount" | "internal";
  readonly parents: readonly string[];
  readonly tree: Tree;
  /** Bytes that the step added. */
  readonly size: number;
  /** Microseconds since 1970. */
  readonly createdAt: number;
  lastUsedAt: number;
  usageCount: number;
}

/** The build cache: results by key, and cache mounts by id. */
export interface BuildCache {
  find(key: string): CacheRecord | undefined;
  put(record: CacheRecord): void;
  use(record: CacheRecord, now: number): void;
  remove(key: string): void;
  records(): readonly CacheRecord[];
  mounts: CacheMounts;
  /** The ids of cache mounts by their records' keys. */
  readonly mountKeys: Map<string, string>;
  /** What servers gave, by its purpose and address. */
  readonly downloads: Map<string, Download>;
  /** The here-documents that were written. */
  documents: Set<string>;
  /** What each source of a step was when it was last built, to say why it is not cached: by the step's place. */
  lastSeen: Map<string, ReadonlyMap<string, string>>;
}

export function createBuildCache(): BuildCache {
  const byKey = new Map<string, CacheRecord>();
  return {
    find: (key) => byKey.get(key),
    put: (record) => void byKey.set(record.key, record),
    use(record, now) {
      record.lastUsedAt = now;
      record.usageCount++;
    },
    remove: (key) => void byKey.delete(key),
    records: () => [...byKey.values()],
    mounts: createCacheMounts(),
    mountKeys: new Map(),
    downloads: new Map(),
    documents: new Set(),
    lastSeen: new Map(),
  };
}
