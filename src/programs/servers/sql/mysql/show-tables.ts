import type { TableRef } from "../ast.ts";
import { describe, listing } from "../catalog/describe.ts";
import { uniqueKeys, valuesOf } from "../change/rules.ts";
import { findTable } from "../run/relations.ts";
import { databaseFor, type Result, type Session } from "../session.ts";
import { lasting, type Table } from "../store.ts";
import { keyOf } from "../values/compare.ts";
import { collation, isMaria } from "./variables.ts";

const TEXTUAL = /^(char|varchar|text|tinytext|mediumtext|longtext|enum|set)/;

/** SHOW FULL COLUMNS. */
export function columnRows(s: Session, ref: TableRef): Result {
  const plain = describe(s, ref);
  const [, table] = findTable(s, ref);
  return listing(
    ["Field", "Type", "Collation", "Null", "Key", "Default", "Extra", "Privileges", "Comment"],
    plain.rows.map((r) => {
      const [field, type, nullable, key, standard, extra] = r.map((x) => (x === null ? null : String(x)));
      const comment = table?.columns.find((c) => c.name === field)?.comment ?? "";
      const sorted = TEXTUAL.test(type ?? "") ? collation(s) : null;
      return [
        field ?? "",
        type ?? "",
        sorted,
        nullable ?? "",
        key ?? "",
        standard ?? null,
        extra ?? "",
        "select,insert,update,references",
        comment,
      ];
    }),
  );
}

/** All keys of a table as SHOW INDEX and SHOW CREATE TABLE have them: the primary one, unique ones, the others. */
export function keysOf(
  table: Table,
): readonly { readonly name: string; readonly columns: readonly string[]; readonly unique: boolean }[] {
  const unique = [...uniqueKeys(table)].sort((a, b) => Number(b.primary) - Number(a.primary));
  return [
    ...unique.map((k) => ({ name: k.primary ? "PRIMARY" : k.name, columns: k.columns, unique: true })),
    ...table.indexes.filter((i) => !i.unique),
  ];
}

export function indexRows(s: Session, table: Table): Result {
  const names = [
    "Table",
    "Non_unique",
    "Key_name",
    "Seq_in_index",
    "Column_name",
    "Collation",
    "Cardinality",
    "Sub_part",
    "Packed",
    "Null",
    "Index_type",
    "Comment",
    "Index_comment",
  ];
  const maria = isMaria(s);
  const rows = keysOf(table).flatMap((k) =>
    k.columns.map((c, i) => {
      const seen = new Set(
        table.rows.map((r) =>
          valuesOf(table, r, k.columns.slice(0, i + 1))
            .map((v) => keyOf(v))
            .join("\0"),
        ),
      );
      const nullable = table.columns.find((x) => x.name === c)?.notNull ? "" : "YES";
      const row = [
        table.name,
        k.unique ? 0 : 1,
        k.name,
        i + 1,
        c,
        "A",
        seen.size,
        null,
        null,
        nullable,
        "BTREE",
        "",
        "",
      ];
      return maria ? [...row, "NO"] : [...row, "YES", null];
    }),
  );
  return listing(maria ? [...names, "Ignored"] : [...names, "Visible", "Expression"], rows, [
    "Non_unique",
    "Seq_in_index",
    "Cardinality",
    "Sub_part",
    ...(maria ? [] : ["Packed"]),
  ]);
}

/** SHOW TABLE STATUS. */
export function tableStatus(s: Session, schema: string | undefined): Result {
  const [, contents] = databaseFor(s, schema);
  const numeric = [
    "Version",
    "Rows",
    "Avg_row_length",
    "Data_length",
    "Max_data_length",
    "Index_length",
    "Data_free",
    "Auto_increment",
    "Checksum",
    "Max_index_length",
  ];
  const names = [
    "Name",
    "Engine",
    "Version",
    "Row_format",
    "Rows",
    "Avg_row_length",
    "Data_length",
    "Max_data_length",
    "Index_length",
    "Data_free",
    "Auto_increment",
    "Create_time",
    "Update_time",
    "Check_time",
    "Collation",
    "Checksum",
    "Create_options",
    "Comment",
    ...(isMaria(s) ? ["Max_index_length", "Temporary"] : []),
  ];
  const tables = lasting(contents).map((t) => {
    const count = t.rows.length;
    const made = t.made ?? null;
    return [
      t.name,
      "InnoDB",
      10,
      "Dynamic",
      count,
      count ? Math.floor(16384 / count) : 0,
      16384,
      0,
      16384 * Math.max(0, keysOf(t).filter((k) => k.name !== "PRIMARY").length),
      0,
      t.columns.some((c) => c.numbered) ? t.nextNumber : null,
      made,
      count ? made : null,
      null,
      collation(s),
      null,
      "",
      t.comment ?? "",
      ...(isMaria(s) ? [0, "N"] : []),
    ];
  });
  const views = [...contents.views.values()].map((v) => [
    v.name,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    v.made ?? null,
    null,
    null,
    null,
    null,
    null,
    "VIEW",
    ...(isMaria(s) ? [null, null] : []),
  ]);
  const rows = [...tables, ...views].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  return listing(names, rows, numeric);
}
