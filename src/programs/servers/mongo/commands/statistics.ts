import { type Bson, type Doc, encodeDoc } from "../bson.ts";
import { type Call, findCollection, type MongoServer } from "../server.ts";
import type { Collection } from "../store.ts";

/** The server writes its data to their files once a minute; before, a new file is one block. */
const CHECKPOINT = 60_000_000;
const BLOCK = 4096;
/** A file of little data after that. */
const SMALL = 20_480;

/** Bytes of a collection's documents. */
export function sizeOf(c: Collection): number {
  return c.docs.reduce((n, d) => n + encodeDoc(d).length, 0);
}

function isWritten({ p, began }: MongoServer, c: Collection): boolean {
  const last = began + Math.floor((p.now() - began) / CHECKPOINT) * CHECKPOINT;
  return c.made < last;
}

/** Bytes of a collection's file. */
export function storageOf(server: MongoServer, c: Collection): number {
  if (!isWritten(server, c)) return BLOCK;
  return Math.max(c.docs.length ? SMALL : BLOCK, Math.ceil(sizeOf(c) / 2 / BLOCK) * BLOCK);
}

/** Bytes of an index's file. */
export function indexSizeOf(server: MongoServer, c: Collection): number {
  return isWritten(server, c) && c.docs.length ? SMALL : BLOCK;
}

/** `$collStats` and `$indexStats`. */
export function statistics(call: Call, stage: string, name: string): Doc[] {
  const { server, database } = call;
  const c = findCollection(server, database, name);
  if (!c) return [];
  const host = `${server.p.hostname}:${server.port}`;
  const now = new Date(Math.floor(server.p.now() / 1000));
  if (stage === "$indexStats")
    return c.indexes.map(
      (i) =>
        new Map<string, Bson>([
          ["name", i.name],
          ["key", new Map(i.key)],
          ["host", host],
          [
            "accesses",
            new Map<string, Bson>([
              ["ops", 0n],
              ["since", new Date(Math.floor((c.made || server.began) / 1000))],
            ]),
          ],
          [
            "spec",
            new Map<string, Bson>([
              ["v", 2],
              ["key", new Map(i.key)],
              ["name", i.name],
            ]),
          ],
        ]),
    );
  return [
    new Map<string, Bson>([
      ["ns", `${database}.${name}`],
      ["host", host],
      ["localTime", now],
      ["storageStats", storageStats(server, c)],
      ["count", c.docs.length],
    ]),
  ];
}

export function storageStats(server: MongoServer, c: Collection): Doc {
  const size = sizeOf(c);
  const n = c.docs.length;
  const each = indexSizeOf(server, c);
  const capped = c.options.get("capped") === true;
  return new Map<string, Bson>([
    ["size", size],
    ["count", n],
    ...(n ? ([["avgObjSize", Math.round(size / n)]] as [string, Bson][]) : []),
    ["numOrphanDocs", 0],
    ["storageSize", storageOf(server, c)],
    ["freeStorageSize", 0],
    ["capped", capped],
    ...(capped
      ? ([
          ["max", c.options.get("max") ?? -1],
          ["maxSize", c.options.get("size") ?? 0],
        ] as [string, Bson][])
      : []),
    ["nindexes", c.indexes.length],
    ["indexBuilds", []],
    ["totalIndexSize", each * c.indexes.length],
    ["totalSize", each * c.indexes.length + storageOf(server, c)],
    ["indexSizes", new Map(c.indexes.map((i) => [i.name, each]))],
    ["scaleFactor", 1],
  ]);
}
