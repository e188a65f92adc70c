import type { Statement } from "../ast-statements.ts";
import { byOid, findRelation, findTypeObject, objectsOf, schemaExists } from "../catalog/lookup.ts";
import { type CatalogObject, isRelation, type Table } from "../catalog/objects.ts";
import { needOwner } from "../catalog/rights.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import type { Session } from "../session.ts";
import { type Dependent, dependents, described, dropAll, refuseDependents, remove } from "./dependents.ts";

const KINDS: Readonly<Record<string, string>> = {
  table: "a table",
  view: "a view",
  "materialized view": "a materialized view",
  index: "an index",
  sequence: "a sequence",
};

/** DROP of relations, types, schemas, extensions. */
export function drop(s: Session, q: Extract<Statement, { k: "drop" }>): Outcome {
  const tag = `DROP ${q.what.toUpperCase()}`;
  const wanted: CatalogObject[] = [];
  for (const n of q.names) {
    const shown = n.schema === undefined ? n.name : `${n.schema}.${n.name}`;
    let o: CatalogObject | undefined;
    if (q.what === "schema" || q.what === "extension")
      for (const x of objectsOf(s).values()) if (x.k === q.what && x.name === n.name) o = x;
    if (q.what === "type" || q.what === "domain") o = findTypeObject(s, n.schema, n.name);
    if (q.what in KINDS) o = findRelation(s, n);
    if (!o) {
      const what = q.what === "domain" ? "type" : q.what;
      if (n.schema !== undefined && !schemaExists(s, n.schema) && !q.ifExists)
        throw new PgError(`schema "${n.schema}" does not exist`, "3F000");
      if (!q.ifExists)
        throw new PgError(
          `${what} "${shown}" does not exist`,
          q.what === "schema"
            ? "3F000"
            : q.what === "table" || q.what === "view" || q.what === "sequence" || q.what === "materialized view"
              ? "42P01"
              : "42704",
        );
      s.notices.push({ severity: "NOTICE", message: `${what} "${shown}" does not exist, skipping` });
      continue;
    }
    if (isRelation(o) && o.k !== q.what)
      throw new PgError(`"${o.name}" is not ${KINDS[q.what]}`, "42809", {
        hint: `Use DROP ${o.k.toUpperCase()} to remove ${KINDS[o.k]}.`,
      });
    needOwner(s, o);
    if (o.k === "index" && o.constraint !== undefined) {
      const t = byOid<Table>(s, o.table, "table");
      throw new PgError(
        `cannot drop index ${o.name} because constraint ${o.name} on table ${t?.name} requires it`,
        "2BP01",
        { hint: `You can drop constraint ${o.name} on table ${t?.name} instead.` },
      );
    }
    wanted.push(o);
  }
  const oids = new Set(wanted.map((o) => o.oid));
  const found: Dependent[] = [];
  for (const o of wanted)
    for (const d of dependents(s, o))
      if (
        !(d.object && oids.has(d.object.oid)) &&
        !(d.constraint && oids.has(d.constraint.table)) &&
        !found.some((f) => f.text === d.text)
      )
        found.push(d);
  const [only] = wanted;
  if (wanted.length === 1 && only) refuseDependents(s, described(s, only), found, q.cascade, described(s, only));
  else if (found.length && !q.cascade)
    throw new PgError("cannot drop desired object(s) because other objects depend on them", "2BP01", {
      detail: found.map((d) => `${d.text} depends on ${d.on}`).join("\n"),
      hint: "Use DROP ... CASCADE to drop the dependent objects too.",
    });
  else if (found.length) refuseDependents(s, "", found, true, "");
  dropAll(s, found);
  for (const o of wanted) remove(s, o);
  return { tag, count: 0 };
}
