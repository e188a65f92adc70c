import type { TableRef } from "../ast.ts";
import { rowScope, uniqueKeys } from "../change/rules.ts";
import { shownType } from "../mysql/maria.ts";
import { isMaria } from "../mysql/variables.ts";
import { runQuery } from "../run/query.ts";
import { findTable, noRelation } from "../run/relations.ts";
import { type Result, type Session, storeFor } from "../session.ts";
import type { Table } from "../store.ts";
import { defaultText } from "./default-text.ts";

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

/** MySQL's DESCRIBE. */
export function describe(s: Session, ref: TableRef): Result {
  const [database, table] = findTable(s, ref);
  const names = ["Field", "Type", "Null", "Key", "Default", "Extra"];
  if (!table) {
    const view = storeFor(s).databases.get(database)?.views.get(ref.name);
    if (!view) throw noRelation(ref, database);
    const { fields } = runQuery(view.query, rowScope(s, undefined, "", []));
    return listing(
      names,
      fields.map((f, i) => [
        view.columns?.[i] ?? f.name,
        shownType(f.type ?? "", isMaria(s)),
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
      shownType(c.type, isMaria(s)),
      c.notNull ? "NO" : "YES",
      keyOf(table, c.name),
      defaultText(c.defaultText, c.type, isMaria(s)),
      c.numbered
        ? "auto_increment"
        : c.computed
          ? "STORED GENERATED"
          : [
              !isMaria(s) && /current_timestamp|now\(\)/i.test(c.defaultText ?? "") ? "DEFAULT_GENERATED" : "",
              c.touched ? `on update ${isMaria(s) ? "current_timestamp()" : "CURRENT_TIMESTAMP"}` : "",
            ]
              .filter((x) => x !== "")
              .join(" ") || (table.temporary === undefined ? "" : null),
    ]),
  );
}
