import type { Alteration, Statement } from "../ast-statements.ts";
import {
  byOid,
  dropObject,
  findRelation,
  needRole,
  noRelation,
  objectsOf,
  putObject,
  schemaExists,
} from "../catalog/lookup.ts";
import type { Column, Relation, Table } from "../catalog/objects.ts";
import { needOwner } from "../catalog/rights.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import { indexesOf } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { addColumn, dropColumn } from "./alter-columns.ts";
import { checkDefaults } from "./columns.ts";
import { addConstraint } from "./constraints.ts";
import { dropConstraint } from "./drop-constraint.ts";
import { freeName } from "./new-object.ts";
import { newSequence } from "./new-sequence.ts";
import { renameColumn } from "./rename-column.ts";
import { retype } from "./retype.ts";
import { needColumn, rowsOf, withColumn } from "./rewrite.ts";
import { verify } from "./verify.ts";

export function alterTable(s: Session, q: Extract<Statement, { k: "alter table" }>): Outcome {
  const tag = `ALTER ${q.what.toUpperCase()}`;
  const found = findRelation(s, q.table);
  if (!found) {
    if (!q.ifExists) throw noRelation(q.table, false);
    s.notices.push({ severity: "NOTICE", message: `relation "${q.table.name}" does not exist, skipping` });
    return { tag, count: 0 };
  }
  needOwner(s, found);
  for (const c of q.changes) {
    const now = byOid<Relation>(s, found.oid, found.k) ?? found;
    general(s, now, c) || (now.k === "table" ? change(s, now, c) : wrongKind(now));
  }
  return { tag, count: 0 };
}

function wrongKind(o: Relation): never {
  throw new PgError(`ALTER action is not supported for ${o.k}s`, "42809", {
    detail: `This operation is not supported for ${o.k}s.`,
  });
}

/** Changes that every kind of relation can have. */
function general(s: Session, o: Relation, c: Alteration): boolean {
  switch (c.k) {
    case "rename":
      if (findRelation(s, { schema: o.schema, name: c.to }))
        throw new PgError(`relation "${c.to}" already exists`, "42P07");
      putObject(s, { ...o, name: c.to });
      if (o.k === "index" && o.constraint !== undefined) {
        const t = byOid<Table>(s, o.table, "table");
        if (t)
          putObject(s, {
            ...t,
            constraints: t.constraints.map((x) => (x.oid === o.constraint ? { ...x, name: c.to } : x)),
          });
      }
      return true;
    case "owner": {
      const { name } = needRole(s, c.to);
      putObject(s, { ...o, owner: name, acl: o.acl?.map((a) => (a.to === o.owner ? { ...a, to: name } : a)) });
      if (o.k === "table") {
        for (const i of indexesOf(s, o)) putObject(s, { ...i, owner: name });
        for (const x of objectsOf(s).values())
          if (x.k === "sequence" && x.ownedBy?.table === o.oid) putObject(s, { ...x, owner: name });
      }
      return true;
    }
    case "schema":
      if (!schemaExists(s, c.to)) throw new PgError(`schema "${c.to}" does not exist`, "3F000");
      putObject(s, { ...o, schema: c.to });
      if (o.k === "table") for (const i of indexesOf(s, o)) putObject(s, { ...i, schema: c.to });
      return true;
    default:
      return false;
  }
}

export function change(s: Session, t: Table, c: Alteration): boolean {
  switch (c.k) {
    case "add column":
      addColumn(s, t, c);
      return true;
    case "drop column":
      dropColumn(s, t, c);
      return true;
    case "rename column": {
      needColumn(t, c.from);
      if (t.columns.some((x) => x.name === c.to))
        throw new PgError(`column "${c.to}" of relation "${t.name}" already exists`, "42701");
      renameColumn(s, t, c.from, c.to);
      return true;
    }
    case "rename constraint": {
      const there = t.constraints.find((x) => x.name === c.from);
      if (!there) throw new PgError(`constraint "${c.from}" for table "${t.name}" does not exist`, "42704");
      putObject(s, { ...t, constraints: t.constraints.map((x) => (x === there ? { ...x, name: c.to } : x)) });
      for (const i of indexesOf(s, t)) if (i.constraint === there.oid) putObject(s, { ...i, name: c.to });
      return true;
    }
    case "type":
      retype(s, t, c);
      return true;
    case "default": {
      const [, i] = needColumn(t, c.name);
      const next = withColumn(t, i, { default: c.value });
      putObject(s, next);
      checkDefaults(s, next, [next.columns[i] as Column]);
      return true;
    }
    case "not null": {
      const [, i] = needColumn(t, c.name);
      if (!c.on && t.constraints.some((x) => x.k === "primary" && x.columns.includes(c.name)))
        throw new PgError(`column "${c.name}" is in a primary key`, "42P16");
      if (c.on && rowsOf(s, t).some((r) => (r[i] ?? null) === null))
        throw new PgError(`column "${c.name}" of relation "${t.name}" contains null values`, "23502");
      putObject(s, withColumn(t, i, { notNull: c.on }));
      return true;
    }
    case "identity": {
      const [col, i] = needColumn(t, c.name);
      if (!c.kind) {
        if (!col.identity && !c.ifExists)
          throw new PgError(`column "${c.name}" of relation "${t.name}" is not an identity column`, "55000");
        putObject(s, withColumn(t, i, { identity: undefined, sequence: undefined }));
        if (col.sequence !== undefined) dropObject(s, col.sequence);
        return true;
      }
      if (!col.notNull)
        throw new PgError(
          `column "${c.name}" of relation "${t.name}" must be declared NOT NULL before identity can be added`,
          "55000",
        );
      const seq = newSequence(s, freeName(s, t.schema, `${t.name}_${c.name}_seq`), t.schema, "int4", {
        ownedBy: { table: t.oid, column: c.name },
        identity: true,
      });
      putObject(s, withColumn(t, i, { identity: c.kind, sequence: seq.oid }));
      return true;
    }
    case "add constraint":
      verify(s, addConstraint(s, t, c.constraint), t);
      return true;
    case "drop constraint":
      dropConstraint(s, t, c);
      return true;
    case "trigger": {
      let any = false;
      for (const o of objectsOf(s).values())
        if (o.k === "trigger" && o.table === t.oid && (c.name === undefined || o.name === c.name)) {
          putObject(s, { ...o, enabled: c.on });
          any = true;
        }
      if (!any && c.name !== undefined)
        throw new PgError(`trigger "${c.name}" for table "${t.name}" does not exist`, "42704");
      return true;
    }
    case "row security":
      throw new PgError("drydock: row level security is not simulated", "0A000");
    default:
      return false;
  }
}
