import { newOid, putObject } from "../catalog/lookup.ts";
import type { Column, Table } from "../catalog/objects.ts";
import { newHeap } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import { heapOf } from "../run/table-rules.ts";
import { insertVersion, takeSnapshot, visibleRows } from "../run/visibility.ts";
import type { Session } from "../session.ts";
import type { Row } from "../types/type.ts";

export const missingColumn = (t: Table, name: string): PgError =>
  new PgError(`column "${name}" of relation "${t.name}" does not exist`, "42703");

export function needColumn(t: Table, name: string): readonly [Column, number] {
  const i = t.columns.findIndex((c) => c.name === name);
  const c = t.columns[i];
  if (!c) throw missingColumn(t, name);
  return [c, i];
}

/** A table's rows, as the statement sees them. */
export const rowsOf = (s: Session, t: Table): Row[] =>
  visibleRows(s, heapOf(s, t), takeSnapshot(s)).map((v) => v.values);

/** The table with all its rows made anew. */
export function rewrite(s: Session, t: Table, next: Table, row: (r: Row) => Row): Table {
  const rows = rowsOf(s, t);
  const made: Table = { ...next, heap: newOid(s) };
  s.database.heaps.set(made.heap, newHeap());
  putObject(s, made);
  const heap = heapOf(s, made);
  for (const r of rows) insertVersion(s, heap, row(r));
  return made;
}

/** The table with one of its columns changed. */
export function withColumn(t: Table, i: number, change: Partial<Column>): Table {
  return { ...t, columns: t.columns.map((c, k) => (k === i ? { ...c, ...change } : c)) };
}
