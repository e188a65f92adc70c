import type { ConstraintDef, TableName } from "../ast.ts";
import type { Statement, TableElement } from "../ast-statements.ts";
import { byOid, creationSchema, findRelation, newOid, noRelation, putObject } from "../catalog/lookup.ts";
import type { Column, Table, View } from "../catalog/objects.ts";
import { checkSchema } from "../catalog/rights.ts";
import { newHeap } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { checkDefaults, columnOf } from "./columns.ts";
import { addConstraint } from "./constraints.ts";
import { copied, copyRules } from "./like.ts";
import { base, nameFree } from "./new-object.ts";

/** CREATE TABLE. */
export function createTable(s: Session, q: Extract<Statement, { k: "create table" }>): Outcome {
  const schema = q.temp ? "pg_temp" : creationSchema(s, q.table.schema);
  checkSchema(s, schema, "C", q.table.at);
  if (!nameFree(s, schema, q.table, q.ifNotExists)) return { tag: "CREATE TABLE", count: 0 };
  const oid = newOid(s, 3);
  const table0: Table = {
    ...base(s, q.table.name, schema, oid),
    k: "table",
    columns: [],
    constraints: [],
    heap: newOid(s),
    temp: q.temp,
    nextNum: 1,
    query: undefined,
    populated: true,
    analyzed: undefined,
  };
  const columns: Column[] = [];
  const constraints: ConstraintDef[] = [];
  const likes: { from: Table | View; e: Extract<TableElement, { k: "like" }> }[] = [];
  for (const e of q.elements) {
    if (e.k === "constraint") constraints.push(e.constraint);
    else if (e.k === "like") {
      const { from, columns: more } = copied(s, e);
      likes.push({ from, e });
      for (const c of more) columns.push({ ...c, num: columns.length + 1 });
    } else {
      if (columns.some((c) => c.name === e.column.name))
        throw new PgError(`column "${e.column.name}" specified more than once`, "42701");
      columns.push(columnOf(s, table0, e.column, columns.length + 1));
      constraints.push(...e.column.constraints);
    }
  }
  const primaries = constraints.filter((c) => c.k === "primary");
  if (primaries[1])
    throw new PgError(`multiple primary keys for table "${q.table.name}" are not allowed`, "42P16", {
      at: primaries[1].at,
    });
  let table: Table = { ...table0, columns, nextNum: columns.length + 1 };
  s.database.heaps.set(table.heap, newHeap());
  putObject(s, table);
  checkDefaults(s, table, columns);
  const order = { check: 0, primary: 1, unique: 2, foreign: 3 };
  for (const c of [...constraints].sort((a, b) => order[a.k] - order[b.k])) table = addConstraint(s, table, c);
  for (const l of likes) table = copyRules(s, table, l.from, l.e);
  return { tag: "CREATE TABLE", count: 0 };
}

export const needTable = (s: Session, name: TableName): Table => {
  const t = findRelation(s, name);
  if (!t) throw noRelation(name, false);
  if (t.k !== "table") throw new PgError(`"${t.name}" is not a table`, "42809");
  return byOid<Table>(s, t.oid, "table") ?? t;
};
