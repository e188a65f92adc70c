import type { CatalogObject, Role } from "./catalog/objects.ts";
import { isRelation } from "./catalog/objects.ts";
import { type Cluster, type Database, newCluster, newHeap } from "./catalog/state.ts";
import { jsonText, parseJson } from "./types/json.ts";
import { Arr, builtinByOid, Decimal, Interval, Jsonb, Rec, T, type Value } from "./types/type.ts";

type Stored = null | boolean | number | string | { readonly [tag: string]: unknown };

/** A value as JSON keeps it. */
function packed(v: Value): Stored {
  if (v === null || typeof v === "boolean" || typeof v === "string") return v;
  if (typeof v === "number") return Number.isFinite(v) ? v : { f: String(v) };
  if (typeof v === "bigint") return { b: String(v) };
  if (v instanceof Decimal) return { d: String(v.n), s: v.scale };
  if (v instanceof Interval) return { i: [v.months, v.days, v.micros] };
  if (v instanceof Jsonb) return { j: jsonText(v.j) };
  if (v instanceof Uint8Array) return { x: [...v] };
  if (v instanceof Arr) return { a: v.items.map(packed), m: v.dims };
  return { r: v.values.map(packed), n: v.fields.map((f) => [f.name, f.type.oid, f.mod]) };
}

function unpacked(v: unknown): Value {
  if (typeof v !== "object" || v === null)
    return typeof v === "boolean" || typeof v === "number" || typeof v === "string" ? v : null;
  const o = v as { readonly [tag: string]: unknown };
  const list = (x: unknown): unknown[] => (Array.isArray(x) ? x : []);
  if ("f" in o) return Number(o["f"]);
  if ("b" in o) return BigInt(String(o["b"]));
  if ("d" in o) return new Decimal(BigInt(String(o["d"])), Number(o["s"]));
  if ("j" in o) return new Jsonb(parseJson(String(o["j"])));
  if ("x" in o) return Uint8Array.from(list(o["x"]).map(Number));
  if ("a" in o) return new Arr(list(o["a"]).map(unpacked), list(o["m"]).map(Number));
  if ("r" in o) {
    const fields = list(o["n"]).map((f) => {
      const [name, oid, mod] = list(f);
      return { name: String(name), type: builtinByOid(Number(oid)) ?? T.text, mod: list(mod).map(Number) };
    });
    return new Rec(list(o["r"]).map(unpacked), fields);
  }
  const [months, days, micros] = list(o["i"]);
  return new Interval(Number(months), Number(days), Number(micros));
}

interface StoredDatabase {
  readonly name: string;
  readonly oid: number;
  readonly owner: string;
  readonly acl: Database["acl"] | null;
  readonly comment: string | null;
  readonly objects: readonly CatalogObject[];
  readonly heaps: readonly (readonly [number, readonly (readonly unknown[])[]])[];
  readonly sequences: readonly (readonly [number, number, boolean])[];
}

interface StoredCluster {
  readonly nextOid: number;
  readonly nextXid: number;
  readonly roles: readonly Role[];
  readonly databases: readonly StoredDatabase[];
}

/** The text that is kept in the data folder: what has been committed. */
export function clusterText(c: Cluster): string {
  const committed = (xid: number) => !c.active.has(xid) && !c.aborted.has(xid);
  const stored: StoredCluster = {
    nextOid: c.nextOid,
    nextXid: c.nextXid,
    roles: [...c.roles.values()],
    databases: [...c.databases.values()].map((d) => {
      const objects = [...d.objects.values()].filter(
        (o) => o.schema !== "pg_temp" && !(isRelation(o) && "temp" in o && o.temp),
      );
      const heaps = new Set(objects.flatMap((o) => (o.k === "table" || o.k === "materialized view" ? [o.heap] : [])));
      return {
        name: d.name,
        oid: d.oid,
        owner: d.owner,
        acl: d.acl ?? null,
        comment: d.comment ?? null,
        objects,
        heaps: [...d.heaps].flatMap(([n, h]) =>
          heaps.has(n)
            ? [
                [
                  n,
                  h.rows
                    .filter((v) => committed(v.xmin) && (v.xmax === 0 || !committed(v.xmax)))
                    .map((v) => v.values.map(packed)),
                ] as const,
              ]
            : [],
        ),
        sequences: [...d.sequences].map(([n, q]) => [n, q.last, q.called] as const),
      };
    }),
  };
  return `${JSON.stringify(stored)}\n`;
}

export function clusterOf(text: string): Cluster {
  const stored = JSON.parse(text) as StoredCluster;
  const c = newCluster("postgres", undefined);
  c.nextOid = stored.nextOid;
  c.nextXid = stored.nextXid;
  c.roles = new Map(stored.roles.map((r) => [r.name, r]));
  c.databases = new Map(
    stored.databases.map((d) => [
      d.name,
      {
        name: d.name,
        oid: d.oid,
        owner: d.owner,
        acl: d.acl ?? undefined,
        comment: d.comment ?? undefined,
        objects: new Map(d.objects.map((o) => [o.oid, o])),
        heaps: new Map(
          d.heaps.map(([n, rows]) => [
            n,
            {
              ...newHeap(),
              rows: rows.map((r) => ({ values: r.map(unpacked), xmin: 1, cmin: 0, xmax: 0, cmax: 0, next: undefined })),
            },
          ]),
        ),
        sequences: new Map(d.sequences.map(([n, last, called]) => [n, { last, called }])),
      },
    ]),
  );
  return c;
}
