import type { TableElement } from "../ast-statements.ts";
import { findRelation, noRelation, putObject } from "../catalog/lookup.ts";
import type { Column, Table, View } from "../catalog/objects.ts";
import { PgError } from "../error.ts";
import { indexesOf } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { addConstraint } from "./constraints.ts";
import { base, freeName, indexName } from "./new-object.ts";

/** The columns that LIKE takes from another relation. */
export function copied(s: Session, e: Extract<TableElement, { k: "like" }>): { columns: Column[]; from: Table | View } {
  const from = findRelation(s, e.table);
  if (!from) throw noRelation(e.table);
  if (from.k !== "table" && from.k !== "view" && from.k !== "materialized view")
    throw new PgError(`relation "${from.name}" is invalid in LIKE clause`, "42809");
  const has = (w: string) => e.all || e.including.includes(w);
  return {
    from,
    columns: from.columns.map((c) => ({
      ...c,
      default: has("defaults") ? c.default : undefined,
      identity: has("identity") ? c.identity : undefined,
      generated: has("generated") ? c.generated : undefined,
      sequence: undefined,
      comment: has("comments") ? c.comment : undefined,
    })),
  };
}

/** The constraints and indexes that LIKE takes. */
export function copyRules(s: Session, t: Table, from: Table | View, e: Extract<TableElement, { k: "like" }>): Table {
  let table = t;
  if (from.k === "view") return table;
  const has = (w: string) => e.all || e.including.includes(w);
  if (has("constraints"))
    for (const c of from.constraints)
      if (c.k === "check") table = addConstraint(s, table, { k: "check", e: c.e, name: c.name, at: 0 });
  if (has("indexes")) {
    for (const c of from.constraints)
      if (c.k === "primary" || c.k === "unique")
        table = addConstraint(s, table, { k: c.k, columns: c.columns, name: undefined, at: 0 });
    for (const i of indexesOf(s, from))
      if (i.constraint === undefined)
        putObject(s, {
          ...i,
          ...base(
            s,
            freeName(
              s,
              t.schema,
              indexName(
                table,
                i.keys.map((k) => k.e),
              ),
            ),
            t.schema,
          ),
          table: t.oid,
        });
  }
  return table;
}
