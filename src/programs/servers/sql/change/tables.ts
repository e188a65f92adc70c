import type { Statement, TableDefinition, TableRef } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { isMaria } from "../mysql/variables.ts";
import { warn } from "../mysql/warnings.ts";
import { runQuery } from "../run/query.ts";
import { findTable, needTable } from "../run/relations.ts";
import { command, databaseFor, putDatabase, putTable, type Result, type Session, storeFor } from "../session.ts";
import type { Table } from "../store.ts";
import { defined, withIndex } from "./define.ts";
import { clashOf, duplicate, keyMaps, referencesTo, rowScope } from "./rules.ts";

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

export function createTable(s: Session, q: Of<"create table">): Result {
  const [database, contents] = databaseFor(s, q.table.schema === "public" ? undefined : q.table.schema);
  const { name } = q.table;
  if (contents.tables.has(name) || contents.views.has(name)) {
    if (q.ifNotExists) {
      warn(s, 1050, `Table '${name}' already exists`, "Note");
      return command(
        "CREATE TABLE",
        0,
        s.dialect === "postgres" ? [`NOTICE:  relation "${name}" already exists, skipping`] : [],
      );
    }
    throw s.dialect === "mysql"
      ? new SqlError(`Table '${name}' already exists`, "42S01", 1050)
      : new SqlError(`relation "${name}" already exists`, "42P07");
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
      .map((c) => (c.kind === "check" && s.dialect === "mysql" ? { ...c, name: `${name}_chk_${++checks}` } : c));
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
        type: plainType(f.type ?? "text", s),
        notNull: f.nullable === false,
        numbered: undefined,
        default: undefined,
        defaultText: undefined,
        computed: undefined,
        touched: false,
      }));
    definition = { ...definition, columns: [...definition.columns, ...more] };
  }
  if (s.dialect === "mysql" && definition.columns.length === 0)
    throw new SqlError("A table must have at least 1 column", "42000", 1113);
  const table = defined(s, database, empty, definition);
  const stamped = s.dialect === "mysql" ? { ...table, made: stamp(s.now()) } : table;
  putTable(s, database, name, made ? { ...stamped, rows: made.rows } : stamped);
  return made ? command(`SELECT ${made.rows.length}`, made.rows.length) : command("CREATE TABLE");
}

/** `2026-11-24 14:16:33`. */
const stamp = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19).replace("T", " ");

function plainType(type: string, s: Session): string {
  if (s.dialect === "postgres")
    return type.replace(
      /^(small|big)?serial$/,
      (t) => ({ smallserial: "smallint", bigserial: "bigint" })[t] ?? "integer",
    );
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
  const [database, contents] = databaseFor(s, q.name.schema === "public" ? undefined : q.name.schema);
  const { name } = q.name;
  if (contents.tables.has(name) || (contents.views.has(name) && !q.replace))
    throw s.dialect === "mysql"
      ? new SqlError(`Table '${name}' already exists`, "42S01", 1050)
      : new SqlError(`relation "${name}" already exists`, "42P07");
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
  const notices: string[] = [];
  const missing: string[] = [];
  for (const ref of q.tables) {
    const [database, contents] = databaseFor(s, ref.schema === "public" ? undefined : ref.schema);
    const there = q.what === "table" ? contents.tables : contents.views;
    const other = q.what === "table" ? contents.views : contents.tables;
    if (!there.has(ref.name)) {
      if (other.has(ref.name) && s.dialect === "postgres")
        throw new SqlError(
          `"${ref.name}" is not a ${q.what}`,
          "42809",
          undefined,
          undefined,
          undefined,
          `Use DROP ${q.what === "table" ? "VIEW to remove a view" : "TABLE to remove a table"}.`,
        );
      if (s.dialect === "mysql") missing.push(`${database}.${ref.name}`);
      else if (!q.ifExists) throw new SqlError(`${q.what} "${ref.name}" does not exist`, "42P01");
      else notices.push(`NOTICE:  ${q.what} "${ref.name}" does not exist, skipping`);
      continue;
    }
    if (q.what === "view") {
      const views = new Map(contents.views);
      views.delete(ref.name);
      putDatabase(s, database, { ...contents, views });
      continue;
    }
    notices.push(...dropOne(s, database, ref.name, q));
  }
  tellMissing(s, missing, q.ifExists);
  return command(q.what === "table" ? "DROP TABLE" : "DROP VIEW", 0, notices);
}

/** MySQL tells of all that are not there at the end; of those that may be missing MariaDB in one warning. */
function tellMissing(s: Session, missing: readonly string[], allowed: boolean): void {
  if (missing.length === 0) return;
  if (!allowed) throw new SqlError(`Unknown table '${missing.join(",")}'`, "42S02", 1051);
  for (const names of isMaria(s) ? [missing.join(",")] : missing) warn(s, 1051, `Unknown table '${names}'`, "Note");
}

/** Takes a table out; what depends on it forbids that, or with CASCADE goes along. */
function dropOne(s: Session, database: string, name: string, q: Of<"drop">): string[] {
  const together = new Set(q.tables.map((t) => t.name));
  const references = referencesTo(s, database, name).filter((r) => !together.has(r.child.name));
  const [, contents] = databaseFor(s, database);
  const views = [...contents.views.values()].filter(
    (v) =>
      s.dialect === "postgres" && JSON.stringify(v.query).includes(`"kind":"table","name":${JSON.stringify(name)}`),
  );
  const notices: string[] = [];
  const [first] = references;
  if (s.dialect === "mysql") {
    if (first && s.foreignChecks)
      throw new SqlError(
        `Cannot drop table '${name}' referenced by a foreign key constraint '${first.key.name}' on table '${first.child.name}'.`,
        "HY000",
        3730,
      );
  } else if (references.length + views.length > 0) {
    const lines = [
      ...references.map((r) => `constraint ${r.key.name} on table ${r.child.name}`),
      ...views.map((v) => `view ${v.name}`),
    ];
    if (!q.cascade)
      throw new SqlError(
        `cannot drop table ${name} because other objects depend on it`,
        "2BP01",
        undefined,
        undefined,
        lines.map((l) => `${l} depends on table ${name}`).join("\n"),
        "Use DROP ... CASCADE to drop the dependent objects too.",
      );
    notices.push(
      lines.length === 1
        ? `NOTICE:  drop cascades to ${lines[0]}`
        : `NOTICE:  drop cascades to ${lines.length} other objects\nDETAIL:  ${lines.map((l) => `drop cascades to ${l}`).join("\n")}`,
    );
    for (const r of references)
      putTable(s, database, r.child.name, { ...r.child, constraints: r.child.constraints.filter((c) => c !== r.key) });
    const now = databaseFor(s, database)[1];
    const kept = new Map(now.views);
    for (const v of views) kept.delete(v.name);
    putDatabase(s, database, { ...now, views: kept });
  }
  putTable(s, database, name, undefined);
  return notices;
}

export function truncate(s: Session, q: Of<"truncate">): Result {
  const names = new Set(q.tables.map((t) => t.name));
  const [database] = databaseFor(s, undefined);
  const all: TableRef[] = [...q.tables];
  const notices: string[] = [];
  for (const ref of all) {
    needTable(s, ref);
    for (const { child, key } of referencesTo(s, database, ref.name)) {
      if (names.has(child.name)) continue;
      if (s.dialect === "mysql")
        throw new SqlError(
          `Cannot truncate a table referenced in a foreign key constraint (\`${database}\`.\`${child.name}\`, CONSTRAINT \`${key.name}\`)`,
          "42000",
          1701,
        );
      if (!q.cascade)
        throw new SqlError(
          "cannot truncate a table referenced in a foreign key constraint",
          "0A000",
          undefined,
          undefined,
          `Table "${child.name}" references "${ref.name}".`,
          `Truncate table "${child.name}" at the same time, or use TRUNCATE ... CASCADE.`,
        );
      names.add(child.name);
      notices.push(`NOTICE:  truncate cascades to table "${child.name}"`);
      all.push({ ...ref, name: child.name });
    }
  }
  for (const name of names) {
    const table = databaseFor(s, undefined)[1].tables.get(name);
    if (table)
      putTable(s, database, name, {
        ...table,
        rows: [],
        nextNumber: q.restart || s.dialect === "mysql" ? 1 : table.nextNumber,
      });
  }
  return command("TRUNCATE TABLE", 0, notices);
}

export function createIndex(s: Session, q: Of<"create index">): Result {
  const [database, table] = needTable(s, q.table);
  const name = q.name ?? freeIndexName(s, database, `${table.name}_${q.columns.join("_")}_idx`);
  const there =
    s.dialect === "mysql" ? table.indexes.some((i) => i.name === name) : indexOwner(s, database, name) !== undefined;
  if (there) {
    if (q.ifNotExists) return command("CREATE INDEX", 0, [`NOTICE:  relation "${name}" already exists, skipping`]);
    throw s.dialect === "mysql"
      ? new SqlError(`Duplicate key name '${name}'`, "42000", 1061)
      : new SqlError(`relation "${name}" already exists`, "42P07");
  }
  const next = withIndex(s, table, { name, columns: q.columns, unique: q.unique });
  if (q.unique) checkAllUnique(s, next);
  putTable(s, database, table.name, next);
  return command("CREATE INDEX");
}

/** Refuses a table in which two rows share a key. */
export function checkAllUnique(s: Session, table: Table): void {
  const maps = keyMaps(s, table, table.rows);
  for (const row of table.rows) {
    const clash = clashOf(s, table, row, maps);
    if (!clash) continue;
    const e = duplicate(s, table, row, clash.key);
    if (s.dialect === "mysql") throw e;
    const name = /"(.*)"$/.exec(e.message)?.[1] ?? "";
    throw new SqlError(
      `could not create unique index "${name}"`,
      "23505",
      undefined,
      undefined,
      e.detail?.replace("already exists.", "is duplicated."),
    );
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
  if (!table || (!has && !(key && s.dialect === "mysql"))) {
    if (table && s.dialect === "postgres")
      throw new SqlError(
        `cannot drop index ${q.name} because constraint ${q.name} on table ${table.name} requires it`,
        "2BP01",
        undefined,
        undefined,
        undefined,
        `You can drop constraint ${q.name} on table ${table.name} instead.`,
      );
    if (q.ifExists) return command("DROP INDEX", 0, [`NOTICE:  index "${q.name}" does not exist, skipping`]);
    throw s.dialect === "mysql"
      ? new SqlError(`Can't DROP '${q.name}'; check that column/key exists`, "42000", 1091)
      : new SqlError(`index "${q.name}" does not exist`, "42704");
  }
  putTable(s, database, table.name, {
    ...table,
    indexes: table.indexes.filter((i) => i.name !== q.name),
    constraints: table.constraints.filter((c) => c !== key),
  });
  return command("DROP INDEX");
}
