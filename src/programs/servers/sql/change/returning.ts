import type { Output, Returning } from "../ast.ts";
import { runCore } from "../run/core.ts";
import type { Field, Relation } from "../run/scope.ts";
import { isWhole } from "../run/shapes.ts";
import { type Column, command, type Result, type Session } from "../session.ts";
import type { Table } from "../store.ts";
import { baseType, EXACT } from "../values/cast.ts";
import { sent } from "../values/show.ts";
import type { Row } from "../values/value.ts";
import { mysqlType } from "./mysql-type.ts";
import { rowScope } from "./rules.ts";

/** Columns as clients get them. */
export function columnsOf(fields: readonly Field[]): Column[] {
  return fields.map(mysqlColumn);
}

function mysqlColumn(f: Field): Column {
  const type = mysqlType(f.type ?? "varchar");
  const numeric = isWhole(type) || EXACT.test(baseType(type)) || /^(float|double|null)/.test(type);
  return {
    name: f.name,
    type,
    numeric: numeric && type !== "bit",
    nullable: f.nullable ?? true,
    ...(f.table ? { table: f.table } : {}),
  };
}

/** What INSERT, UPDATE and DELETE give back: RETURNING's columns over the changed rows, or the count alone. */
export function returned(
  s: Session,
  table: Table,
  alias: string,
  outputs: Returning,
  rows: readonly Row[],
  tag: string,
): Result {
  if (!outputs) return command(tag, rows.length);
  const relation: Relation = { fields: table.columns.map((c) => ({ name: c.name, type: c.type })), rows, key: [] };
  const scope = { ...rowScope(s, undefined, "", []), ctes: new Map([["\0changed", relation]]) };
  const made = runCore(
    {
      kind: "core",
      distinct: false,
      outputs: outputs as readonly Output[],
      from: { kind: "table", schema: undefined, name: "\0changed", alias, at: 0 },
      joins: [],
      where: undefined,
      groupBy: [],
      having: undefined,
    },
    [],
    scope,
  );
  return {
    columns: columnsOf(made.fields),
    rows: made.rows.map((r) => r.map((v, i) => sent(v, made.fields[i]?.type))),
    tag,
    affected: rows.length,
  };
}
