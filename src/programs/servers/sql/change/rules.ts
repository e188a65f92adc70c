import type { Expression } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { evaluate } from "../run/evaluate.ts";
import { runQuery } from "../run/query.ts";
import type { Scope } from "../run/scope.ts";
import { databaseFor, type Session } from "../session.ts";
import type { Constraint, Table } from "../store.ts";
import { keyOf } from "../values/compare.ts";
import { show } from "../values/show.ts";
import type { Row, Value } from "../values/value.ts";

export type Foreign = Extract<Constraint, { kind: "foreign" }>;

/** A scope in which expressions see one row of a table (or none). */
export function rowScope(s: Session, table: Table | undefined, alias: string, row: Row, part = "field list"): Scope {
  return {
    session: s,
    bound: table ? [{ alias, fields: table.columns.map((c) => ({ name: c.name, type: c.type })), row }] : [],
    merged: new Set(),
    outer: undefined,
    ctes: new Map(),
    part,
    run: runQuery,
  };
}

export function valueOf(e: Expression, s: Session): Value {
  return evaluate(e, rowScope(s, undefined, "", []));
}

export function placeOf(table: Table, name: string): number {
  return table.columns.findIndex((c) => c.name === name);
}

export function valuesOf(table: Table, row: Row, columns: readonly string[]): Value[] {
  return columns.map((c) => row[placeOf(table, c)] ?? null);
}

/** A key's text; undefined when a part of it is null. */
export function keyText(values: readonly Value[]): string | undefined {
  return values.includes(null) ? undefined : values.map((v) => keyOf(v)).join("\0");
}

/** NOT NULL and CHECK. */
export function checkRow(s: Session, table: Table, row: Row): void {
  table.columns.forEach((c, i) => {
    if (row[i] !== null || !c.notNull) return;
    throw new SqlError(`Column '${c.name}' cannot be null`, "23000", 1048);
  });
  for (const c of table.constraints) {
    if (c.kind !== "check" || evaluate(c.test, rowScope(s, table, table.name, row)) !== false) continue;
    throw new SqlError(`Check constraint '${c.name}' is violated.`, "HY000", 3819);
  }
}

/** The keys that no two rows may share: constraints and unique indexes. */
export function uniqueKeys(
  table: Table,
): readonly { readonly name: string; readonly primary: boolean; readonly columns: readonly string[] }[] {
  return [
    ...table.constraints.flatMap((c) =>
      c.kind === "primary" || c.kind === "unique"
        ? [{ name: c.name, primary: c.kind === "primary", columns: c.columns }]
        : [],
    ),
    ...table.indexes.flatMap((i) => (i.unique ? [{ name: i.name, primary: false, columns: i.columns }] : [])),
  ];
}

/** What a row's keys are known by: from key to row, kept up by who puts rows in. */
export function keyMaps(table: Table, rows: readonly Row[]): Map<string, Row>[] {
  return uniqueKeys(table).map((k) => {
    const map = new Map<string, Row>();
    for (const row of rows) {
      const key = keyText(valuesOf(table, row, k.columns));
      if (key !== undefined) map.set(key, row);
    }
    return map;
  });
}

/** The row that a new one would share a key with. */
export function clashOf(
  table: Table,
  row: Row,
  maps: readonly Map<string, Row>[],
): { readonly other: Row; readonly key: number } | undefined {
  const keys = uniqueKeys(table);
  for (const [i, k] of keys.entries()) {
    const text = keyText(valuesOf(table, row, k.columns));
    const other = text === undefined ? undefined : maps[i]?.get(text);
    if (other && other !== row) return { other, key: i };
  }
  return undefined;
}

export function duplicate(s: Session, table: Table, row: Row, key: number): SqlError {
  const found = uniqueKeys(table)[key];
  const columns = found?.columns ?? [];
  const values = valuesOf(table, row, columns).map((v) => show(v));
  return new SqlError(
    `Duplicate entry '${values.join("-")}' for key '${/MariaDB/.test(s.version) ? "" : `${table.name}.`}${found?.primary ? "PRIMARY" : found?.name}'`,
    "23000",
    1062,
  );
}

/** How MySQL shows a foreign key in its messages. */
export function foreignText(c: Foreign): string {
  const names = (all: readonly string[]) => all.map((n) => `\`${n}\``).join(", ");
  const on = (what: string, action: string) => (action === "NO ACTION" ? "" : ` ON ${what} ${action}`);
  return `CONSTRAINT \`${c.name}\` FOREIGN KEY (${names(c.columns)}) REFERENCES \`${c.table}\` (${names(c.references)})${on("DELETE", c.onDelete)}${on("UPDATE", c.onUpdate)}`;
}

/** Each of these rows' foreign keys must be there. `rows`: the new ones; the table is already in its new state. */
export function checkForeign(s: Session, database: string, table: Table, rows: readonly Row[]): void {
  for (const c of table.constraints) {
    if (c.kind !== "foreign" || !s.foreignChecks) continue;
    const parent = databaseFor(s, database)[1].tables.get(c.table);
    if (!parent) continue;
    const there = new Set(parent.rows.map((r) => keyText(valuesOf(parent, r, c.references))));
    for (const row of rows) {
      const values = valuesOf(table, row, c.columns);
      const key = keyText(values);
      if (key === undefined || there.has(key)) continue;
      throw new SqlError(
        `Cannot add or update a child row: a foreign key constraint fails (\`${database}\`.\`${table.name}\`, ${foreignText(c)})`,
        "23000",
        1452,
      );
    }
  }
}

/** The foreign keys of other tables (and its own) that lead to a table. */
export function referencesTo(
  s: Session,
  database: string,
  name: string,
): readonly { readonly child: Table; readonly key: Foreign }[] {
  return [...databaseFor(s, database)[1].tables.values()].flatMap((child) =>
    child.constraints.flatMap((key) => (key.kind === "foreign" && key.table === name ? [{ child, key }] : [])),
  );
}
