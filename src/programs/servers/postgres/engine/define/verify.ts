import { expression } from "../analyse/expression.ts";
import type { Table } from "../catalog/objects.ts";
import { PgError } from "../error.ts";
import { tableScope, uniqueRules } from "../run/table-rules.ts";
import { checkReference } from "../run/writer.ts";
import type { Session } from "../session.ts";
import { rowKey } from "../types/compare.ts";
import type { Row } from "../types/type.ts";
import { rowsOf } from "./rewrite.ts";

/** New constraints must hold for the rows that are there. */
export function verify(s: Session, t: Table, before: Table): void {
  const added = t.constraints.filter((c) => !before.constraints.some((b) => b.oid === c.oid));
  const rows = rowsOf(s, t);
  for (const c of added) {
    if (c.k === "check") {
      const ex = expression(c.e, tableScope(s, t));
      if (rows.some((row) => ex.ev({ row, up: undefined }) === false))
        throw new PgError(`check constraint "${c.name}" of relation "${t.name}" is violated by some row`, "23514", {
          fields: { schema: t.schema, table: t.name, constraint: c.name },
        });
    } else if (c.k === "foreign") {
      for (const row of rows) checkReference(s, t, c, row);
    } else if (c.k === "primary") {
      for (const n of c.columns) {
        const i = t.columns.findIndex((x) => x.name === n);
        if (rows.some((r) => (r[i] ?? null) === null))
          throw new PgError(`column "${n}" of relation "${t.name}" contains null values`, "23502");
      }
      checkUnique(s, t, c.name, rows);
    } else if (c.k === "unique") checkUnique(s, t, c.name, rows);
  }
}

/** Throws where two rows have the same key of a unique index. */
export function checkUnique(s: Session, t: Table, index: string, rows: readonly Row[] = rowsOf(s, t)): void {
  const rule = uniqueRules(s, t).find((u) => u.index.name === index);
  if (!rule) return;
  const sc = tableScope(s, t);
  const exs = rule.index.keys.map((k) => expression(k.e, sc));
  const where = rule.index.where && expression(rule.index.where, sc);
  const seen = new Set<string>();
  for (const row of rows) {
    if (where && where.ev({ row, up: undefined }) !== true) continue;
    const key = exs.map((e) => e.ev({ row, up: undefined }));
    if (key.includes(null)) continue;
    const text = rowKey(key);
    if (seen.has(text)) {
      const detail = rule.failure(row).detail?.replace(/ already exists\.$/, " is duplicated.");
      throw new PgError(`could not create unique index "${index}"`, "23505", {
        detail,
        fields: { schema: t.schema, table: t.name, constraint: index },
      });
    }
    seen.add(text);
  }
}
