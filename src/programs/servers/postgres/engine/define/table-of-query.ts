import { query } from "../analyse/query.ts";
import { newScope } from "../analyse/scope.ts";
import type { Statement } from "../ast-statements.ts";
import { creationSchema, findRelation, newOid, noRelation, putObject } from "../catalog/lookup.ts";
import type { Column, Table } from "../catalog/objects.ts";
import { checkSchema } from "../catalog/rights.ts";
import { PgError } from "../error.ts";
import { type Outcome, runPlan } from "../run/perform.ts";
import { heapOf } from "../run/table-rules.ts";
import { insertVersion } from "../run/visibility.ts";
import type { Session } from "../session.ts";
import { T } from "../types/type.ts";
import { base, nameFree } from "./new-object.ts";

/** CREATE TABLE AS, and CREATE MATERIALIZED VIEW. */
export function createTableAs(s: Session, q: Extract<Statement, { k: "create table as" }>): Outcome {
  const schema = q.temp ? "pg_temp" : creationSchema(s, q.table.schema);
  checkSchema(s, schema, "C");
  const tag = q.materialized ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS";
  if (!nameFree(s, schema, q.table, q.ifNotExists)) return { tag, count: 0 };
  const plan = query(q.query, newScope(s, undefined));
  if (q.columns.length > plan.columns.length) throw new PgError("too many column names were specified", "42601");
  const columns: Column[] = plan.columns.map((c, i) => ({
    num: i + 1,
    name: q.columns[i] ?? c.name,
    type: c.type.name === "unknown" ? T.text.oid : c.type.oid,
    mod: c.mod,
    notNull: false,
    default: undefined,
    identity: undefined,
    generated: undefined,
    sequence: undefined,
    comment: undefined,
  }));
  columns.forEach((c, i) => {
    if (columns.findIndex((x) => x.name === c.name) < i)
      throw new PgError(`column "${c.name}" specified more than once`, "42701");
  });
  const rows = q.noData ? [] : runPlan(s, plan);
  const t: Table = {
    ...base(s, q.table.name, schema, newOid(s, 3)),
    k: q.materialized ? "materialized view" : "table",
    columns,
    constraints: [],
    heap: newOid(s),
    temp: q.temp,
    nextNum: columns.length + 1,
    query: q.materialized ? q.query : undefined,
    populated: !q.noData,
    analyzed: undefined,
  };
  putObject(s, t);
  const heap = heapOf(s, t);
  for (const r of rows) insertVersion(s, heap, r);
  return { tag: q.noData ? tag : `SELECT ${rows.length}`, count: rows.length };
}

/** REFRESH MATERIALIZED VIEW. */
export function refresh(s: Session, q: Extract<Statement, { k: "refresh" }>): Outcome {
  const t = findRelation(s, q.table);
  if (!t) throw noRelation(q.table, false);
  if (t.k !== "materialized view" || !t.query) throw new PgError(`"${t.name}" is not a materialized view`, "42809");
  const plan = query(t.query, newScope(s, undefined));
  const rows = runPlan(s, plan);
  const next: Table = { ...t, heap: newOid(s), populated: true };
  putObject(s, next);
  const heap = heapOf(s, next);
  for (const r of rows) insertVersion(s, heap, r);
  return { tag: "REFRESH MATERIALIZED VIEW", count: 0 };
}
