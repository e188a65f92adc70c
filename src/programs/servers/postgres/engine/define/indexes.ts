import { toBoolean } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import type { Statement } from "../ast-statements.ts";
import { findRelation, noRelation, putObject } from "../catalog/lookup.ts";
import type { Index, Table } from "../catalog/objects.ts";
import { needOwner } from "../catalog/rights.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import { tableScope } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { typeText } from "../types/type.ts";
import { base, freeName, indexName, nameFree } from "./new-object.ts";
import { done } from "./outcome.ts";
import { checkUnique } from "./verify.ts";

/** CREATE INDEX. */
export function createIndex(s: Session, q: Extract<Statement, { k: "create index" }>): Outcome {
  const t = findRelation(s, q.table);
  if (!t) throw noRelation(q.table, false);
  if (t.k !== "table" && t.k !== "materialized view")
    throw new PgError(`cannot create index on relation "${t.name}"`, "42809", {
      detail: `This operation is not supported for ${t.k}s.`,
    });
  needOwner(s, t);
  if (!/^(btree|hash|gin|gist|brin|spgist)$/.test(q.method))
    throw new PgError(`access method "${q.method}" does not exist`, "42704");
  const name =
    q.name ??
    freeName(
      s,
      t.schema,
      indexName(
        t,
        q.keys.map((k) => k.e),
      ),
    );
  if (!nameFree(s, t.schema, { schema: t.schema, name, at: 0 }, q.ifNotExists)) return done("CREATE INDEX");
  const sc = tableScope(s, t as Table);
  sc.clause = "index expressions";
  for (const k of q.keys) {
    if (k.e.k === "col" && !t.columns.some((c) => c.name === (k.e.k === "col" ? k.e.parts.at(-1) : "")))
      throw new PgError(`column "${k.e.parts.at(-1)}" does not exist`, "42703");
    const ex = expression(k.e, sc);
    if (q.method === "btree" && /^(json|record)$/.test(ex.type.name))
      throw new PgError(
        `data type ${typeText(ex.type)} has no default operator class for access method "btree"`,
        "42704",
        {
          hint: "You must specify an operator class for the index or define a default operator class for the data type.",
        },
      );
    if (q.method === "gin" && ex.type.kind !== "array" && ex.type.name !== "jsonb")
      throw new PgError(
        `data type ${typeText(ex.type)} has no default operator class for access method "gin"`,
        "42704",
        {
          hint: "You must specify an operator class for the index or define a default operator class for the data type.",
        },
      );
  }
  if (q.where) {
    sc.clause = "index predicates";
    toBoolean(s, expression(q.where, sc), "WHERE");
  }
  const index: Index = {
    ...base(s, name, t.schema),
    owner: t.owner,
    k: "index",
    table: t.oid,
    unique: q.unique,
    primary: false,
    constraint: undefined,
    method: q.method,
    keys: q.keys.map((k) => ({ e: k.e, descending: k.descending, nullsFirst: k.nullsFirst ?? k.descending })),
    include: q.include,
    where: q.where,
  };
  putObject(s, index);
  if (q.unique) checkUnique(s, t as Table, name);
  return done("CREATE INDEX");
}
