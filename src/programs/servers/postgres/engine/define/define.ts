import type { Statement } from "../ast-statements.ts";
import { findRelation, needRole, newOid, noRelation, objectsOf, putObject, schemaExists } from "../catalog/lookup.ts";
import type { CatalogObject, Table } from "../catalog/objects.ts";
import { checkRight } from "../catalog/rights.ts";
import { newHeap } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import { copy } from "../run/copy.ts";
import type { Outcome } from "../run/perform.ts";
import { foreignTo, heapOf } from "../run/table-rules.ts";
import { takeSnapshot, visibleRows } from "../run/visibility.ts";
import type { Session } from "../session.ts";
import { alterTable } from "./alter.ts";
import { alterDatabase, createDatabase, dropDatabase } from "./databases.ts";
import { drop } from "./drop.ts";
import { dropFunction } from "./drop-function.ts";
import { createExtension } from "./extensions.ts";
import { createFunction } from "./functions.ts";
import { grant } from "./grants.ts";
import { createIndex } from "./indexes.ts";
import { dropRole, grantRole, owned, role } from "./roles.ts";
import { createSchema } from "./schemas.ts";
import { alterSequence, createSequence } from "./sequences.ts";
import { createTableAs, refresh } from "./table-of-query.ts";
import { createTable, needTable } from "./tables.ts";
import { createTrigger, dropTrigger } from "./triggers.ts";
import { alterType, createDomain, createType } from "./types.ts";
import { createView } from "./views.ts";

/** Carries out what makes, changes or drops something. */
export function define(s: Session, q: Statement, text: string): Outcome {
  switch (q.k) {
    case "create table":
      return createTable(s, q);
    case "create table as":
      return createTableAs(s, q);
    case "create view":
      return createView(s, q);
    case "create index":
      return createIndex(s, q);
    case "create sequence":
      return createSequence(s, q);
    case "alter sequence":
      return alterSequence(s, q);
    case "create schema":
      return createSchema(s, q);
    case "create type":
      return createType(s, q);
    case "create domain":
      return createDomain(s, q);
    case "alter type":
      return alterType(s, q);
    case "create function":
      s.statementText = text;
      return createFunction(s, q);
    case "create trigger":
      return createTrigger(s, q);
    case "create extension":
      return createExtension(s, q);
    case "drop":
      return drop(s, q);
    case "drop function":
      return dropFunction(s, q);
    case "drop trigger":
      return dropTrigger(s, q);
    case "truncate":
      return truncate(s, q);
    case "alter table":
      return alterTable(s, q);
    case "alter schema":
      return alterSchema(s, q);
    case "refresh":
      return refresh(s, q);
    case "create database":
      return createDatabase(s, q);
    case "drop database":
      return dropDatabase(s, q);
    case "alter database":
      return alterDatabase(s, q);
    case "role":
      return role(s, q);
    case "drop role":
      return dropRole(s, q);
    case "owned":
      return owned(s, q);
    case "grant":
      return grant(s, q);
    case "grant role":
      return grantRole(s, q);
    case "default privileges":
      throw new PgError("drydock: ALTER DEFAULT PRIVILEGES is not simulated", "0A000");
    case "comment":
      return comment(s, q);
    case "copy":
      return copy(s, q);
    case "vacuum":
      return analyze(s, q);
    default:
      throw new PgError(`drydock: ${q.k.toUpperCase()} is not simulated here`, "0A000");
  }
}

function truncate(s: Session, q: Extract<Statement, { k: "truncate" }>): Outcome {
  const tables: Table[] = q.tables.map((n) => needTable(s, n));
  for (const t of tables) checkRight(s, t, "D");
  for (let i = 0; i < tables.length; i++) {
    const t = tables[i] as Table;
    for (const { child } of foreignTo(s, t)) {
      if (tables.some((x) => x.oid === child.oid)) continue;
      if (!q.cascade)
        throw new PgError("cannot truncate a table referenced in a foreign key constraint", "0A000", {
          detail: `Table "${child.name}" references "${t.name}".`,
          hint: `Truncate table "${child.name}" at the same time, or use TRUNCATE ... CASCADE.`,
        });
      s.notices.push({ severity: "NOTICE", message: `truncate cascades to table "${child.name}"` });
      tables.push(child);
    }
  }
  for (const t of tables) {
    const heap = newOid(s);
    s.database.heaps.set(heap, newHeap());
    putObject(s, { ...t, heap });
    if (q.restart)
      for (const o of objectsOf(s).values())
        if (o.k === "sequence" && o.ownedBy?.table === t.oid)
          s.database.sequences.set(o.oid, { last: o.start, called: false });
  }
  return { tag: "TRUNCATE TABLE", count: 0 };
}

function alterSchema(s: Session, q: Extract<Statement, { k: "alter schema" }>): Outcome {
  let there: CatalogObject | undefined;
  for (const o of objectsOf(s).values()) if (o.k === "schema" && o.name === q.name) there = o;
  if (!there) throw new PgError(`schema "${q.name}" does not exist`, "3F000");
  if (q.owner !== undefined) putObject(s, { ...there, owner: needRole(s, q.owner).name });
  const { rename } = q;
  if (rename !== undefined) {
    if (schemaExists(s, rename)) throw new PgError(`schema "${rename}" already exists`, "42P06");
    putObject(s, { ...there, name: rename });
    for (const o of objectsOf(s).values()) if (o.schema === q.name) putObject(s, { ...o, schema: rename });
  }
  return { tag: "ALTER SCHEMA", count: 0 };
}

function comment(s: Session, q: Extract<Statement, { k: "comment" }>): Outcome {
  const done: Outcome = { tag: "COMMENT", count: 0 };
  const text = q.text === null || q.text === "" ? undefined : q.text;
  const name = q.name.at(-1) ?? "";
  const schema = q.name.length > 1 ? q.name[q.name.length - 2] : undefined;
  if (q.on === "column") {
    const t = findRelation(s, {
      schema: q.name.length > 2 ? q.name[0] : undefined,
      name: q.name[q.name.length - 2] ?? "",
    });
    if (!t || !("columns" in t))
      throw new PgError(`relation "${q.name.slice(0, -1).join(".")}" does not exist`, "42P01");
    if (!t.columns.some((c) => c.name === name))
      throw new PgError(`column "${name}" of relation "${t.name}" does not exist`, "42703");
    putObject(s, { ...t, columns: t.columns.map((c) => (c.name === name ? { ...c, comment: text } : c)) });
    return done;
  }
  if (q.on === "database") {
    const d = s.cluster.databases.get(name);
    if (!d) throw new PgError(`database "${name}" does not exist`, "3D000");
    d.comment = text;
    return done;
  }
  if (q.on === "role" || q.on === "constraint" || q.on === "trigger") return done;
  if (/^(table|view|materialized view|index|sequence)$/.test(q.on)) {
    const o = findRelation(s, { schema, name });
    if (!o) throw noRelation({ schema, name, at: q.at }, false);
    putObject(s, { ...o, comment: text });
    return done;
  }
  for (const o of objectsOf(s).values())
    if (
      o.name === name &&
      (o.k === q.on || (o.k === "function" && q.on === "procedure") || (o.k === "type" && q.on === "domain"))
    ) {
      putObject(s, { ...o, comment: text });
      return done;
    }
  throw new PgError(`${q.on} "${name}" does not exist`, "42704");
}

/** Counts tables' rows, for plans. */
function analyze(s: Session, q: Extract<Statement, { k: "vacuum" }>): Outcome {
  const wanted = q.tables.map((n) => {
    const t = findRelation(s, n);
    if (!t) throw noRelation(n, false);
    return t;
  });
  for (const o of wanted.length ? wanted : [...objectsOf(s).values()])
    if (o.k === "table")
      putObject(s, { ...o, analyzed: { rows: visibleRows(s, heapOf(s, o), takeSnapshot(s)).length } });
  return { tag: q.verb, count: 0 };
}
