/**
 * A persistent map for large collections. The keys are spread over 256 buckets, so that a change copies one bucket and
 * the list of buckets, never the collection; what did not change is shared with the value before.
 */
export interface Buckets<V> {
  readonly size: number;
  readonly buckets: readonly (ReadonlyMap<string, V> | undefined)[];
}

const COUNT = 256;

const NOTHING: Buckets<never> = { size: 0, buckets: new Array<undefined>(COUNT).fill(undefined) };

/** The map without entries. */
export function emptyBuckets<V>(): Buckets<V> {
  return NOTHING;
}

function bucketOf(key: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 8) ^ (h >>> 16)) & (COUNT - 1);
}

/** The value under a key. */
export function getIn<V>(map: Buckets<V>, key: string): V | undefined {
  return map.buckets[bucketOf(key)]?.get(key);
}

/** The map with this value under this key. */
export function setIn<V>(map: Buckets<V>, key: string, value: V): Buckets<V> {
  const at = bucketOf(key);
  const bucket = new Map(map.buckets[at]);
  const known = bucket.has(key);
  bucket.set(key, value);
  const buckets = map.buckets.slice();
  buckets[at] = bucket;
  return { size: map.size + (known ? 0 : 1), buckets };
}

/** The map without this key. */
export function deleteIn<V>(map: Buckets<V>, key: string): Buckets<V> {
  const at = bucketOf(key);
  const old = map.buckets[at];
  if (!old?.has(key)) return map;
  const bucket = new Map(old);
  bucket.delete(key);
  const buckets = map.buckets.slice();
  buckets[at] = bucket.size ? bucket : undefined;
  return { size: map.size - 1, buckets };
}

/** The values, bucket by bucket: in no order that means anything, but the same one for the same history. */
export function* valuesOf<V>(map: Buckets<V>): Generator<V> {
  if (map.size === 0) return;
  for (const bucket of map.buckets) if (bucket) yield* bucket.values();
}

/** Keys with their values, in the order of `valuesOf`. */
export function* entriesOf<V>(map: Buckets<V>): Generator<[string, V]> {
  for (const bucket of map.buckets) if (bucket) yield* bucket;
}
