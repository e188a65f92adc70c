import type { Entries, FsNode } from "./node.ts";

/** A bucket is split further when its folder holds more names than this for each bucket there is. */
const BUCKET_NAMES = 32;
const GROWTH = 8;
const MAX_BUCKETS = 4096;

interface Bucket {
  readonly names: Map<string, FsNode>;
  readonly owner: object | undefined;
}

/**
 * A folder's names as a persistent map: one bucket while small, then 8, 64, 512 … by a hash of the name, so that a
 * change copies one bucket and the list of buckets, never all names. Who passes an owner token changes what carries the
 * same token in place: a batch copies each bucket once.
 */
export class NodeMap implements Entries {
  static readonly empty = new NodeMap([{ names: new Map(), owner: undefined }], 0, 0, undefined);

  private constructor(
    private readonly buckets: Bucket[],
    private count: number,
    private folderCount: number,
    private readonly owner: object | undefined,
  ) {}

  /** The same names as `entries`, whoever implements it. */
  static from(entries: Entries): NodeMap {
    if (entries instanceof NodeMap) return entries;
    const owner = {};
    let out = NodeMap.empty;
    for (const [name, node] of entries) out = out.with(name, node, owner);
    return out;
  }

  get size(): number {
    return this.count;
  }

  /** How many of the entries are folders. */
  get folders(): number {
    return this.folderCount;
  }

  get(name: string): FsNode | undefined {
    return this.bucket(name)?.names.get(name);
  }

  has(name: string): boolean {
    return this.bucket(name)?.names.has(name) ?? false;
  }

  *[Symbol.iterator](): IterableIterator<[string, FsNode]> {
    for (const bucket of this.buckets) yield* bucket.names;
  }

  /** With this entry put or replaced. */
  with(name: string, node: FsNode, owner?: object): NodeMap {
    const old = this.get(name);
    if (old === node) return this;
    const out = this.changed(name, old, node, owner);
    return out.count > BUCKET_NAMES * out.buckets.length && out.buckets.length < MAX_BUCKETS ? out.grown(owner) : out;
  }

  /** Without this entry. */
  without(name: string, owner?: object): NodeMap {
    const old = this.get(name);
    return old ? this.changed(name, old, undefined, owner) : this;
  }

  private bucket(name: string): Bucket | undefined {
    return this.buckets[bucketOf(name, this.buckets.length)];
  }

  private changed(name: string, old: FsNode | undefined, node: FsNode | undefined, owner: object | undefined): NodeMap {
    const mine = owner !== undefined && this.owner === owner;
    const out = mine ? this : new NodeMap(this.buckets.slice(), this.count, this.folderCount, owner);
    const at = bucketOf(name, out.buckets.length);
    let bucket = out.buckets[at];
    if (!bucket || owner === undefined || bucket.owner !== owner) {
      bucket = { names: new Map(bucket?.names), owner };
      out.buckets[at] = bucket;
    }
    if (node) bucket.names.set(name, node);
    else bucket.names.delete(name);
    out.count += (node ? 1 : 0) - (old ? 1 : 0);
    out.folderCount += (node?.kind === "directory" ? 1 : 0) - (old?.kind === "directory" ? 1 : 0);
    return out;
  }

  private grown(owner: object | undefined): NodeMap {
    const buckets: Bucket[] = Array.from({ length: this.buckets.length * GROWTH }, () => ({ names: new Map(), owner }));
    for (const [name, node] of this) buckets[bucketOf(name, buckets.length)]?.names.set(name, node);
    return new NodeMap(buckets, this.count, this.folderCount, owner);
  }
}

/** FNV-1a over the name, cut to a power of two. */
function bucketOf(name: string, buckets: number): number {
  if (buckets === 1) return 0;
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) & (buckets - 1);
}
