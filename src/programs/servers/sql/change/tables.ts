import type { Query, Statement, TableDefinition, TableRef } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { isMaria } from "../mysql/variables.ts";
import { warn } from "../mysql/warnings.ts";
import { runQuery } from "../run/query.ts";
import { findTable, needTable } from "../run/relations.ts";
import type { Field } from "../run/scope.ts";
import { command, databaseFor, putDatabase, putTable, type Result, type Session, storeFor } from "../session.ts";
import type { Table } from "../store.ts";
import { defined, withIndex } from "./define.ts";
import { clashOf, duplicate, keyMaps, referencesTo, rowScope } from "./rules.ts";

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

export function createTable(s: Session, q: Of<"create table">): Result {
  const [database, contents] = databaseFor(s, q.table.schema);
  const { name } = q.table;
  if (contents.tables.has(name) || contents.views.has(name)) {
    if (q.ifNotExists) {
      warn(s, 1050, `Table '${name}' already exists`, "Note");
      return command("CREATE TABLE");
    }
    throw new SqlError(`Table '${name}' already exists`, "42S01", 1050);
  }
  const { autoIncrement, comment } = q.options;
  const empty: Table = {
    name,
    owner: s.user,
    columns: [],
    constraints: [],
    indexes: [],
    rows: [],
    nextNumber: autoIncrement ?? 1,
    ...(q.temporary ? { temporary: s.id } : {}),
    ...(comment ? { comment } : {}),
  };
  if (q.like) {
    const [, other] = needTable(s, q.like);
    let checks = 0;
    const constraints = other.constraints
      .filter((c) => c.kind !== "foreign")
      .map((c) => (c.kind === "check" ? { ...c, name: `${name}_chk_${++checks}` } : c));
    putTable(s, database, name, {
      ...other,
      ...empty,
      columns: other.columns,
      indexes: other.indexes,
      constraints,
      nextNumber: 1,
    });
    return command("CREATE TABLE");
  }
  let definition: TableDefinition = q.definition;
  const made = q.as ? runQuery(q.as, rowScope(s, undefined, "", [])) : undefined;
  if (made) {
    const known = new Set(definition.columns.map((c) => c.name));
    const more = made.fields
      .filter((f) => !known.has(f.name))
      .map((f) => ({
        name: f.name,
        type: plainType(f.type ?? "text"),
        notNull: f.nullable === false,
        numbered: undefined,
        ...standardOfCopy(s, q.as, f),
        computed: undefined,
        touched: false,
      }));
    definition = { ...definition, columns: [...definition.columns, ...more] };
  }
  if (definition.columns.length === 0) throw new SqlError("A table must have at least 1 column", "42000", 1113);
  const table = defined(s, database, empty, definition);
  const stamped = { ...table, made: stamp(s.now()) };
  putTable(s, database, name, made ? { ...stamped, rows: made.rows } : stamped);
  return made ? command(`SELECT ${made.rows.length}`, made.rows.length) : command("CREATE TABLE");
}

/** `2026-11-24 14:16:33`. */
const stamp = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19).replace("T", " ");

function plainType(type: string): string {
  return (
    {
      integer: "int",
      numeric: "decimal(32,4)",
      "double precision": "double",
      "timestamp without time zone": "datetime",
      boolean: "int",
      bigint: "bigint",
      text: "text",
    }[type] ?? type
  );
}

export function createView(s: Session, q: Of<"create view">): Result {
  const [database, contents] = databaseFor(s, q.name.schema);
  const { name } = q.name;
  if (contents.tables.has(name) || (contents.views.has(name) && !q.replace))
    throw new SqlError(`Table '${name}' already exists`, "42S01", 1050);
  // What it reads must be there.
  runQuery(q.query, rowScope(s, undefined, "", []));
  const views = new Map(contents.views).set(name, {
    name,
    owner: s.user,
    columns: q.columns,
    query: q.query,
    text: q.text,
  });
  putDatabase(s, database, { ...contents, views });
  return command("CREATE VIEW");
}

export function drop(s: Session, q: Of<"drop">): Result {
  const missing: string[] = [];
  for (const ref of q.tables) {
    const [database, contents] = databaseFor(s, ref.schema);
    const there = q.what === "table" ? contents.tables : contents.views;
    if (!there.has(ref.name)) {
      missing.push(`${database}.${ref.name}`);
      continue;
    }
    if (q.what === "view") {
      const views = new Map(contents.views);
      views.delete(ref.name);
      putDatabase(s, database, { ...contents, views });
      continue;
    }
    dropOne(s, database, ref.name, q);
  }
  tellMissing(s, missing, q.ifExists);
  return command(q.what === "table" ? "DROP TABLE" : "DROP VIEW");
}

/** MySQL tells of all that are not there at the end; of those that may be missing MariaDB in one warning. */
function tellMissing(s: Session, missing: readonly string[], allowed: boolean): void {
  if (missing.length === 0) return;
  if (!allowed) throw new SqlError(`Unknown table '${missing.join(",")}'`, "42S02", 1051);
  for (const names of isMaria(s) ? [missing.join(",")] : missing) warn(s, 1051, `Unknown table '${names}'`, "Note");
}

/** Takes a table out; a table that depends on it forbids that. */
function dropOne(s: Session, database: string, name: string, q: Of<"drop">): void {
  const together = new Set(q.tables.map((t) => t.name));
  const references = referencesTo(s, database, name).filter((r) => !together.has(r.child.name));
  const [first] = references;
  if (first && s.foreignChecks && isMaria(s))
    throw new SqlError("Cannot delete or update a parent row: a foreign key constraint fails", "23000", 1451);
  if (first && s.foreignChecks)
    throw new SqlError(
      `Cannot drop table '${name}' referenced by a foreign key constraint '${first.key.name}' on table '${first.child.name}'.`,
      "HY000",
      3730,
    );
  putTable(s, database, name, undefined);
}

/** A column that counts by itself is copied as one that is 0 where nothing is said. */
function standardOfCopy(s: Session, query: Query | undefined, f: Field) {
  const from = query?.body.kind === "core" ? query.body.from : undefined;
  const source = from?.kind === "table" ? findTable(s, from)[1] : undefined;
  const counts = source?.columns.some((c) => c.name === f.name && c.numbered !== undefined) === true;
  return counts
    ? { default: { kind: "literal", value: 0 } as const, defaultText: "'0'" }
    : { default: undefined, defaultText: undefined };
}

export function truncate(s: Session, q: Of<"truncate">): Result {
  const names = new Set(q.tables.map((t) => t.name));
  const [database] = databaseFor(s, undefined);
  const all: TableRef[] = [...q.tables];
  for (const ref of all) {
    needTable(s, ref);
    for (const { child, key } of referencesTo(s, database, ref.name)) {
      if (names.has(child.name)) continue;
      throw new SqlError(
        `Cannot truncate a table referenced in a foreign key constraint (\`${database}\`.\`${child.name}\`, CONSTRAINT \`${key.name}\`)`,
        "42000",
        1701,
      );
    }
  }
  for (const name of names) {
    const table = databaseFor(s, undefined)[1].tables.get(name);
    if (table)
      putTable(s, database, name, {
        ...table,
        rows: [],
        nextNumber: 1,
      });
  }
  return command("TRUNCATE TABLE");
}

export function createIndex(s: Session, q: Of<"create index">): Result {
  const [database, table] = needTable(s, q.table);
  const name = q.name ?? freeIndexName(s, database, `${table.name}_${q.columns.join("_")}_idx`);
  const there = table.indexes.some((i) => i.name === name);
  if (there) {
    if (q.ifNotExists) {
      warn(s, 1061, `Duplicate key name '${name}'`, "Note");
      return command("CREATE INDEX");
    }
    throw new SqlError(`Duplicate key name '${name}'`, "42000", 1061);
  }
  const next = withIndex(table, { name, columns: q.columns, unique: q.unique });
  if (q.unique) checkAllUnique(s, next);
  putTable(s, database, table.name, next);
  return command("CREATE INDEX");
}

/** Refuses a table in which two rows share a key. */
export function checkAllUnique(s: Session, table: Table): void {
  const maps = keyMaps(table, table.rows);
  for (const row of table.rows) {
    const clash = clashOf(table, row, maps);
    if (!clash) continue;
    const e = duplicate(s, table, row, clash.key);
    throw e;
  }
}

function freeIndexName(s: Session, database: string, base: string): string {
  if (indexOwner(s, database, base) === undefined) return base;
  for (let n = 1; ; n++) if (indexOwner(s, database, `${base}${n}`) === undefined) return `${base}${n}`;
}

/** The table that has an index of this name. */
function indexOwner(s: Session, database: string, name: string): Table | undefined {
  return [...(storeFor(s).databases.get(database)?.tables.values() ?? [])].find(
    (t) =>
      t.indexes.some((i) => i.name === name) ||
      t.constraints.some((c) => c.name === name && (c.kind === "primary" || c.kind === "unique")),
  );
}

export function dropIndex(s: Session, q: Of<"drop index">): Result {
  const [database] = databaseFor(s, undefined);
  const table = q.table ? findTable(s, q.table)[1] : indexOwner(s, database, q.name);
  const has = table?.indexes.some((i) => i.name === q.name) ?? false;
  const key = table?.constraints.find((c) => c.name === q.name && c.kind === "unique");
  if (!table || (!has && !key)) {
    if (q.ifExists) {
      warn(s, 1091, `Can't DROP INDEX \`${q.name}\`; check that it exists`, "Note");
      return command("DROP INDEX");
    }
    throw new SqlError(`Can't DROP '${q.name}'; check that column/key exists`, "42000", 1091);
  }
  putTable(s, database, table.name, {
    ...table,
    indexes: table.indexes.filter((i) => i.name !== q.name),
    constraints: table.constraints.filter((c) => c !== key),
  });
  return command("DROP INDEX");
}
