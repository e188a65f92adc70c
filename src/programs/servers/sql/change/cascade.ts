import { SqlError } from "../lexer.ts";
import { databaseFor, putTable, type Session } from "../session.ts";
import type { Table } from "../store.ts";
import { cast } from "../values/cast.ts";
import type { Row, Value } from "../values/value.ts";
import {
  checkForeign,
  checkRow,
  type Foreign,
  foreignText,
  keyText,
  placeOf,
  referencesTo,
  valueOf,
  valuesOf,
} from "./rules.ts";

/** A change of a row: `after` undefined when it is gone. */
export interface Change {
  readonly before: Row;
  readonly after: Row | undefined;
}

/**
 * After rows of a table were changed or taken out: what refers to them follows (CASCADE, SET NULL, SET DEFAULT) or
 * forbids it. The table is already in its new state.
 */
export function follow(s: Session, database: string, table: Table, changes: readonly Change[], depth = 0): void {
  if (!s.foreignChecks) return;
  if (depth > 100) throw new SqlError("stack depth limit exceeded", "54001", 3008);
  for (const { child, key } of referencesTo(s, database, table.name)) {
    const moved = new Map<string, { readonly values: readonly Value[]; readonly to: readonly Value[] | undefined }>();
    for (const { before, after } of changes) {
      const values = valuesOf(table, before, key.references);
      const text = keyText(values);
      if (text === undefined) continue;
      const to = after && valuesOf(table, after, key.references);
      if (to && keyText(to) === text) continue;
      moved.set(text, { values, to });
    }
    if (moved.size) carry(s, database, child.name, key, table, moved, depth);
  }
}

type Moved = ReadonlyMap<string, { readonly values: readonly Value[]; readonly to: readonly Value[] | undefined }>;

function carry(
  s: Session,
  database: string,
  childName: string,
  key: Foreign,
  parent: Table,
  moved: Moved,
  depth: number,
): void {
  const child = databaseFor(s, database)[1].tables.get(childName);
  if (!child) return;
  // A key that another row has taken over is still there.
  const now = databaseFor(s, database)[1].tables.get(parent.name);
  const there = new Set((now?.rows ?? []).map((r) => keyText(valuesOf(parent, r, key.references))));
  const changes: Change[] = [];
  const rows: Row[] = [];
  for (const row of child.rows) {
    const text = keyText(valuesOf(child, row, key.columns));
    const hit = text === undefined || there.has(text) ? undefined : moved.get(text);
    if (!hit) {
      rows.push(row);
      continue;
    }
    const action = hit.to ? key.onUpdate : key.onDelete;
    if (action === "NO ACTION" || action === "RESTRICT") throw held(database, child, key);
    if (action === "CASCADE" && !hit.to) {
      changes.push({ before: row, after: undefined });
      continue;
    }
    const after = [...row];
    key.columns.forEach((name, i) => {
      const column = child.columns[placeOf(child, name)];
      if (!column) return;
      const standard = column.default ? cast(valueOf(column.default, s), column.type) : null;
      after[placeOf(child, name)] =
        action === "CASCADE" ? (hit.to?.[i] ?? null) : action === "SET DEFAULT" ? standard : null;
    });
    checkRow(s, child, after);
    changes.push({ before: row, after });
    rows.push(after);
  }
  if (changes.length === 0) return;
  const next = { ...child, rows };
  putTable(s, database, childName, next);
  follow(s, database, next, changes, depth + 1);
  const kept = changes.flatMap((c) => (c.after ? [c.after] : []));
  checkForeign(s, database, next, kept);
}

function held(database: string, child: Table, key: Foreign): SqlError {
  return new SqlError(
    `Cannot delete or update a parent row: a foreign key constraint fails (\`${database}\`.\`${child.name}\`, ${foreignText(key)})`,
    "23000",
    1451,
  );
}
