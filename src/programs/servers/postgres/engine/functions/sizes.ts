import { objectsOf } from "../catalog/lookup.ts";
import type { Table } from "../catalog/objects.ts";
import { typeByOid } from "../catalog/types.ts";
import { heapOf } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { fn } from "./registry.ts";

/** A size as PostgreSQL shows it: up to 10 of a unit in the one below it, rounded. */
export function prettySize(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let n = bytes;
  let i = 0;
  while (Math.abs(n) >= 10_240 && i < units.length - 1) {
    n = Math.round(n / 1024);
    i++;
  }
  return `${n} ${units[i]}`;
}

/** Bytes of a table's own file: pages of 8 kB, filled by rows of about their texts' size. */
export function tableSize(s: Session, t: Table): number {
  const { rows } = heapOf(s, t);
  if (rows.length === 0) return 0;
  const sample = rows.slice(0, 100);
  const width =
    sample.reduce(
      (n, v) =>
        n + 28 + v.values.reduce<number>((m, x) => m + (typeof x === "string" ? x.length + 1 : x === null ? 0 : 8), 0),
      0,
    ) / sample.length;
  return Math.ceil((rows.length * width) / 8000) * 8192;
}

/** How large tables, indexes and databases are. */
export function sizes(): void {
  fn("pg_size_pretty", "int8", "text", ([n]) => prettySize(Number(n)));
  fn("pg_size_pretty", "numeric", "text", ([n]) => prettySize(Number(n.n) / 10 ** n.scale));
  const size = (s: Session, oid: number, all: boolean): bigint => {
    const o = objectsOf(s).get(oid);
    if (o?.k === "index") return 16384n;
    if (o?.k === "sequence") return 8192n;
    if (o?.k !== "table" && o?.k !== "materialized view") return 0n;
    const own = tableSize(s, o);
    if (!all) return BigInt(own);
    let indexes = 0;
    for (const x of objectsOf(s).values()) if (x.k === "index" && x.table === oid) indexes += own === 0 ? 8192 : 16384;
    return BigInt(
      own +
        indexes +
        (o.columns.some((c) => typeByOid(s, c.type).category === "S" || /json|bytea/.test(typeByOid(s, c.type).name))
          ? 8192
          : 0),
    );
  };
  fn("pg_relation_size", "regclass,text?", "int8", ([oid], { s }) => size(s, oid, false));
  fn("pg_table_size", "regclass", "int8", ([oid], { s }) => size(s, oid, false) + 8192n);
  fn("pg_indexes_size", "regclass", "int8", ([oid], { s }) => {
    let n = 0n;
    for (const x of objectsOf(s).values()) if (x.k === "index" && x.table === oid) n += 16384n;
    return n;
  });
  fn("pg_total_relation_size", "regclass", "int8", ([oid], { s }) => size(s, oid, true));
  fn("pg_database_size", "name", "int8", () => 7_912_271n);
  fn("pg_column_size", "any", "int4", ([v]) => (typeof v === "string" ? v.length + 1 : typeof v === "number" ? 4 : 8));
}
