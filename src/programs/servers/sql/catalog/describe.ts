import type { TableRef } from "../ast.ts";
import { mysqlType } from "../change/mysql-type.ts";
import { rowScope, uniqueKeys } from "../change/rules.ts";
import { runQuery } from "../run/query.ts";
import { findTable, noRelation } from "../run/relations.ts";
import { type Result, type Session, storeFor } from "../session.ts";
import type { Table } from "../store.ts";

type Cell = string | number | null;

/** A list that the server gives about itself. */
export function listing(
  names: readonly string[],
  rows: readonly (readonly Cell[])[],
  numeric: readonly string[] = [],
): Result {
  return {
    columns: names.map((name) => ({
      name,
      type: numeric.includes(name) ? "bigint" : "text",
      numeric: numeric.includes(name),
      nullable: false,
    })),
    rows,
    tag: "SHOW",
    affected: rows.length,
    notices: [],
  };
}

/** `PRI`, `UNI`, `MUL` or nothing. */
function keyOf(table: Table, column: string): string {
  const keys = uniqueKeys(table);
  if (keys.some((k) => k.primary && k.columns.includes(column))) return "PRI";
  if (keys.some((k) => !k.primary && k.columns.length === 1 && k.columns[0] === column)) return "UNI";
  const first = [
    ...keys.map((k) => k.columns[0]),
    ...table.indexes.map((i) => i.columns[0]),
    ...table.constraints.flatMap((c) => (c.kind === "foreign" ? [c.columns[0]] : [])),
  ];
  return first.includes(column) ? "MUL" : "";
}

/** A default as SHOW COLUMNS has it: without quotes. */
export function defaultText(text: string | undefined): string | null {
  if (text === undefined || /^null$/i.test(text)) return null;
  if (/^(true|false)$/i.test(text)) return /^true$/i.test(text) ? "1" : "0";
  return text.replace(/^'(.*)'$/s, "$1").replace(/^(now\(\)|current_timestamp(\(\))?)$/i, "CURRENT_TIMESTAMP");
}

/** MySQL's DESCRIBE. */
export function describe(s: Session, ref: TableRef): Result {
  const [database, table] = findTable(s, ref);
  const names = ["Field", "Type", "Null", "Key", "Default", "Extra"];
  if (!table) {
    const view = storeFor(s).databases.get(database)?.views.get(ref.name);
    if (!view) throw noRelation(s, ref, database);
    const { fields } = runQuery(view.query, rowScope(s, undefined, "", []));
    return listing(
      names,
      fields.map((f, i) => [
        view.columns?.[i] ?? f.name,
        mysqlType(f.type ?? ""),
        f.nullable === false ? "NO" : "YES",
        "",
        null,
        "",
      ]),
    );
  }
  return listing(
    names,
    table.columns.map((c) => [
      c.name,
      mysqlType(c.type),
      c.notNull ? "NO" : "YES",
      keyOf(table, c.name),
      defaultText(c.defaultText),
      c.numbered
        ? "auto_increment"
        : c.computed
          ? "STORED GENERATED"
          : [
              /current_timestamp|now\(\)/i.test(c.defaultText ?? "") ? "DEFAULT_GENERATED" : "",
              c.touched ? "on update CURRENT_TIMESTAMP" : "",
            ]
              .filter((x) => x !== "")
              .join(" "),
    ]),
  );
}
