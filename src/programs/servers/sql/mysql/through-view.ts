import type { Expression, Query, Statement, TableRef } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { databaseFor, type Session } from "../session.ts";

/**
 * A statement that changes a view changes the one table below it: the view's condition is added, its names are the
 * table's. Throws SqlError for a view over more than that.
 */
export function throughView(s: Session, q: Statement): Statement {
  if (q.kind !== "insert" && q.kind !== "update" && q.kind !== "delete") return q;
  if (s.database === undefined && q.table.schema === undefined) return q;
  const view = databaseFor(s, q.table.schema)[1].views.get(q.table.name);
  if (!view) return q;
  const below = plainTable(view.query);
  if (!below) {
    const verb = q.kind.toUpperCase();
    throw q.kind === "insert"
      ? new SqlError(`The target table ${view.name} of the INSERT is not insertable-into`, "HY000", 1471)
      : new SqlError(`The target table ${view.name} of the ${verb} is not updatable`, "HY000", 1288);
  }
  const table: TableRef = { ...below.table, alias: q.table.alias ?? view.name };
  if (q.kind === "insert") return { ...q, table: below.table, columns: q.columns ?? below.columns };
  const where: Expression | undefined =
    below.where && q.where
      ? { kind: "binary", operator: "AND", left: below.where, right: q.where, at: 0 }
      : (below.where ?? q.where);
  return { ...q, table, where };
}

interface Below {
  readonly table: TableRef;
  readonly where: Expression | undefined;
  readonly columns: readonly string[] | undefined;
}

/** The one table that a query reads row by row, when it does so under its own names. */
function plainTable(query: Query): Below | undefined {
  const { body } = query;
  if (body.kind !== "core" || query.ctes.length || query.limit || body.joins.length || body.groupBy.length)
    return undefined;
  if (body.distinct || body.having || body.from?.kind !== "table") return undefined;
  const columns: string[] = [];
  for (const o of body.outputs) {
    const e = o.expression;
    if (e.kind === "star")
      return body.outputs.length === 1 ? { table: body.from, where: body.where, columns: undefined } : undefined;
    if (e.kind !== "column" || (o.alias !== undefined && o.alias !== e.name)) return undefined;
    columns.push(e.name);
  }
  return { table: body.from, where: body.where, columns };
}
