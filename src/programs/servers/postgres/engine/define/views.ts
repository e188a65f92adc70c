import { query } from "../analyse/query.ts";
import { newScope } from "../analyse/scope.ts";
import type { Statement } from "../ast-statements.ts";
import { creationSchema, findRelation, newOid, putObject } from "../catalog/lookup.ts";
import type { Column, View } from "../catalog/objects.ts";
import { checkSchema, needOwner } from "../catalog/rights.ts";
import { typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { typeText } from "../types/type.ts";
import { base } from "./new-object.ts";
import { done } from "./outcome.ts";

/** CREATE VIEW; OR REPLACE may only add columns. */
export function createView(s: Session, q: Extract<Statement, { k: "create view" }>): Outcome {
  const schema = q.temp ? "pg_temp" : creationSchema(s, q.table.schema);
  checkSchema(s, schema, "C");
  const plan = query(q.query, newScope(s, undefined));
  const names = plan.columns.map((c, i) => q.columns[i] ?? c.name);
  names.forEach((n, i) => {
    if (names.indexOf(n) < i) throw new PgError(`column "${n}" specified more than once`, "42701");
  });
  const columns: Column[] = plan.columns.map((c, i) => ({
    num: i + 1,
    name: names[i] ?? c.name,
    type: c.type.oid,
    mod: c.mod,
    notNull: false,
    default: undefined,
    identity: undefined,
    generated: undefined,
    sequence: undefined,
    comment: undefined,
  }));
  const there = findRelation(s, { schema, name: q.table.name });
  if (!there) {
    putObject(s, { ...base(s, q.table.name, schema, newOid(s, 3)), k: "view", columns, query: q.query });
    return done("CREATE VIEW");
  }
  if (!q.replace) throw new PgError(`relation "${q.table.name}" already exists`, "42P07");
  if (there.k !== "view") throw new PgError(`"${q.table.name}" is not a view`, "42809");
  needOwner(s, there);
  if (columns.length < there.columns.length) throw new PgError("cannot drop columns from view", "42P16");
  there.columns.forEach((c, i) => {
    const now = columns[i];
    if (!now) return;
    if (now.name !== c.name)
      throw new PgError(`cannot change name of view column "${c.name}" to "${now.name}"`, "42P16", {
        hint: "Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.",
      });
    if (now.type !== c.type || now.mod.join() !== c.mod.join())
      throw new PgError(
        `cannot change data type of view column "${c.name}" from ${typeText(typeByOid(s, c.type), c.mod)} to ${typeText(typeByOid(s, now.type), now.mod)}`,
        "42P16",
      );
  });
  const next: View = { ...there, columns, query: q.query };
  putObject(s, next);
  return done("CREATE VIEW");
}
