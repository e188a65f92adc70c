import type { ColumnDefinition, Output, Statement, Value } from "./ast.ts";
import { cast, compare, evaluate, type Scope, show, truth } from "./evaluate.ts";
import { SqlError } from "./lexer.ts";
import { parseStatement } from "./parser.ts";
import { expand, runSelect, tableOf } from "./select.ts";
import type { Result, Session } from "./session.ts";
import { describe, showWhat } from "./show.ts";
import { storeOf, storeText, type Table } from "./store.ts";

/** Carries one statement out. Throws SqlError. */
export function execute(session: Session, sql: string): Result {
  const statement = parseStatement(sql, session.dialect);
  return run(session, statement);
}

/** Whether a statement may change what is kept. */
export function changes(sql: string): boolean {
  return !/^\s*(select|show|desc|describe|use|begin|start|set)\b/i.test(sql);
}

export function command(tag: string, affected = 0, notices: readonly string[] = []): Result {
  return { columns: undefined, rows: [], tag, affected, notices };
}

function run(s: Session, q: Statement): Result {
  switch (q.kind) {
    case "select": {
      const { columns, rows } = runSelect(s, q);
      return { columns, rows, tag: `SELECT ${rows.length}`, affected: rows.length, notices: [] };
    }
    case "insert":
      return insert(s, q);
    case "update":
      return update(s, q);
    case "delete":
      return remove(s, q);
    case "create table":
      return createTable(s, q);
    case "drop table":
      return dropTables(s, q);
    case "truncate": {
      const table = tableOf(s, q.table);
      table.rows = [];
      if (s.dialect === "mysql") table.nextNumber = 1;
      return command("TRUNCATE TABLE");
    }
    case "add column": {
      const table = tableOf(s, q.table);
      if (table.columns.some((c) => c.name === q.column.name))
        throw s.dialect === "mysql"
          ? new SqlError(`Duplicate column name '${q.column.name}'`, "42S21", 1060)
          : new SqlError(`column "${q.column.name}" of relation "${table.name}" already exists`, "42701");
      table.columns.push(q.column);
      const value = standardOf(s, q.column);
      for (const row of table.rows) row.push(value);
      return command("ALTER TABLE");
    }
    case "drop column": {
      const table = tableOf(s, q.table);
      const at = columnAt(s, table, q.column);
      table.columns.splice(at, 1);
      for (const row of table.rows) row.splice(at, 1);
      return command("ALTER TABLE");
    }
    case "rename table": {
      const table = tableOf(s, q.table);
      const tables = s.store.databases.get(s.database ?? "");
      tables?.delete(table.name);
      table.name = q.to;
      tables?.set(q.to, table);
      return command("ALTER TABLE");
    }
    case "create index":
      tableOf(s, q.table);
      return command("CREATE INDEX");
    case "create database":
      return createDatabase(s, q.name, q.ifNotExists);
    case "drop database": {
      if (!s.store.databases.has(q.name)) {
        if (q.ifExists) return command("DROP DATABASE");
        throw s.dialect === "mysql"
          ? new SqlError(`Can't drop database '${q.name}'; database doesn't exist`, "HY000", 1008)
          : new SqlError(`database "${q.name}" does not exist`, "3D000");
      }
      if (s.dialect === "postgres" && q.name === s.database)
        throw new SqlError("cannot drop the currently open database", "55006");
      s.store.databases.delete(q.name);
      if (s.database === q.name) s.database = undefined;
      return command("DROP DATABASE");
    }
    case "use":
      if (!s.store.databases.has(q.name)) throw new SqlError(`Unknown database '${q.name}'`, "42000", 1049);
      s.database = q.name;
      return command("USE");
    case "user":
      return user(s, q);
    case "grant":
      return command(q.word);
    case "transaction":
      return transaction(s, q.word);
    case "set":
      return command("SET");
    case "show":
      return showWhat(s, q.what, q.like);
    case "describe":
      return describe(tableOf(s, q.table));
  }
}

function createDatabase(s: Session, name: string, ifNotExists: boolean): Result {
  if (s.store.databases.has(name)) {
    if (ifNotExists) return command("CREATE DATABASE", 1);
    throw s.dialect === "mysql"
      ? new SqlError(`Can't create database '${name}'; database exists`, "HY000", 1007)
      : new SqlError(`database "${name}" already exists`, "42P04");
  }
  s.store.databases.set(name, new Map());
  return command("CREATE DATABASE", 1);
}

function user(s: Session, q: Extract<Statement, { kind: "user" }>): Result {
  const there = s.store.users.get(q.name);
  const word = s.dialect === "postgres" ? "ROLE" : q.word;
  if (q.verb === "create") {
    if (there && !q.ifExists)
      throw s.dialect === "mysql"
        ? new SqlError(`Operation CREATE USER failed for '${q.name}'@'%'`, "HY000", 1396)
        : new SqlError(`role "${q.name}" already exists`, "42710");
    if (!there) s.store.users.set(q.name, { password: q.password });
  } else if (!there) {
    if (!q.ifExists)
      throw s.dialect === "mysql"
        ? new SqlError(`Operation ${q.verb.toUpperCase()} USER failed for '${q.name}'@'%'`, "HY000", 1396)
        : new SqlError(`role "${q.name}" does not exist`, "42704");
  } else if (q.verb === "alter") s.store.users.set(q.name, { password: q.password ?? there.password });
  else s.store.users.delete(q.name);
  return command(`${q.verb.toUpperCase()} ${word}`);
}

function transaction(s: Session, word: "BEGIN" | "COMMIT" | "ROLLBACK"): Result {
  if (word === "BEGIN") {
    if (s.before !== undefined && s.dialect === "postgres")
      return command("BEGIN", 0, ["WARNING:  there is already a transaction in progress"]);
    s.before = storeText(s.store);
    return command("BEGIN");
  }
  const { before } = s;
  if (before === undefined)
    return command(word, 0, s.dialect === "postgres" ? ["WARNING:  there is no transaction in progress"] : []);
  s.before = undefined;
  if (word === "ROLLBACK") {
    const old = storeOf(before);
    s.store.databases.clear();
    for (const [name, tables] of old.databases) s.store.databases.set(name, tables);
  }
  return command(word);
}

function scopeOf(s: Session, table: Table, alias: string, row: readonly Value[], part: string): Scope {
  return {
    session: s,
    bound: [{ alias, columns: table.columns.map((c) => c.name), row }],
    part,
    select: (inner, around) => runSelect(s, inner, around).rows,
  };
}

function returned(
  s: Session,
  table: Table,
  alias: string,
  outputs: readonly Output[] | undefined,
  rows: readonly (readonly Value[])[],
  tag: string,
): Result {
  if (!outputs) return command(tag, rows.length);
  const named = outputs.flatMap((o) => expand(o, [{ alias, table }], s));
  const values = rows.map((row) =>
    named.map((n) => evaluate(n.expression, scopeOf(s, table, alias, row, "field list"))),
  );
  return {
    columns: named.map((n) => ({ name: n.name, numeric: /int|serial|numeric|decimal|real|double/.test(n.type ?? "") })),
    rows: values,
    tag,
    affected: rows.length,
    notices: [],
  };
}

function columnAt(s: Session, table: Table, name: string): number {
  const at = table.columns.findIndex((c) =>
    s.dialect === "mysql" ? c.name.toLowerCase() === name.toLowerCase() : c.name === name,
  );
  if (at >= 0) return at;
  throw s.dialect === "mysql"
    ? new SqlError(`Unknown column '${name}' in 'field list'`, "42S22", 1054)
    : new SqlError(`column "${name}" of relation "${table.name}" does not exist`, "42703");
}

function standardOf(s: Session, c: ColumnDefinition): Value {
  if (!c.default) return null;
  const value = evaluate(c.default, { session: s, bound: [], part: "field list", select: () => [] });
  return cast(value, c.type, s.dialect);
}

function insert(s: Session, q: Extract<Statement, { kind: "insert" }>): Result {
  const table = tableOf(s, q.table);
  const given = q.columns?.map((name) => columnAt(s, table, name)) ?? table.columns.map((_, i) => i);
  const scope: Scope = {
    session: s,
    bound: [],
    part: "field list",
    select: (inner, around) => runSelect(s, inner, around).rows,
  };
  const rows =
    "kind" in q.rows
      ? runSelect(s, q.rows).rows
      : q.rows.map((row) => row.map((e) => (e === "default" ? e : evaluate(e, scope))));
  const added: Value[][] = [];
  for (const [n, values] of rows.entries()) {
    if (
      values.length !== given.length &&
      !(s.dialect === "postgres" && values.length < given.length && q.columns === undefined)
    ) {
      if (s.dialect === "mysql")
        throw new SqlError(`Column count doesn't match value count at row ${n + 1}`, "21S01", 1136);
      throw new SqlError(
        values.length > given.length
          ? "INSERT has more expressions than target columns"
          : "INSERT has more target columns than expressions",
        "42601",
      );
    }
    const row: Value[] = table.columns.map((c, i) => {
      const at = given.indexOf(i);
      const value = at < 0 || at >= values.length ? "default" : (values[at] ?? null);
      const isDefault =
        value === "default" &&
        (at < 0 || at >= values.length || (!("kind" in q.rows) && q.rows[n]?.[at] === "default"));
      if (c.autoIncrement && (isDefault || (value === null && s.dialect === "mysql"))) {
        s.lastInsertId = added.length === 0 ? table.nextNumber : s.lastInsertId;
        return table.nextNumber++;
      }
      if (isDefault) {
        const standard = standardOf(s, c);
        if (standard === null && c.notNull && s.dialect === "mysql")
          throw new SqlError(`Field '${c.name}' doesn't have a default value`, "HY000", 1364);
        return standard;
      }
      return typed(s, c, value, n);
    });
    for (const [i, c] of table.columns.entries())
      if (c.autoIncrement && typeof row[i] === "number")
        table.nextNumber = Math.max(table.nextNumber, s.dialect === "mysql" ? Number(row[i]) + 1 : table.nextNumber);
    try {
      checkRow(s, table, row, [...table.rows, ...added]);
    } catch (e) {
      if (q.ignore && e instanceof SqlError && e.state.startsWith("23")) continue;
      throw e;
    }
    added.push(row);
  }
  table.rows.push(...added);
  return returned(s, table, q.table.name, q.returning, added, `INSERT 0 ${added.length}`);
}

/** The value as its column takes it; MySQL's messages name the column and the row. */
function typed(s: Session, c: ColumnDefinition, value: Value, row: number): Value {
  try {
    return cast(value, c.type, s.dialect);
  } catch (e) {
    if (e instanceof SqlError && s.dialect === "mysql" && / for column$/.test(e.message))
      throw new SqlError(`${e.message} '${c.name}' at row ${row + 1}`, e.state, e.number);
    throw e;
  }
}

/** NOT NULL, PRIMARY KEY and UNIQUE. */
function checkRow(s: Session, table: Table, row: readonly Value[], others: readonly (readonly Value[])[]): void {
  const mysql = s.dialect === "mysql";
  for (const [i, c] of table.columns.entries()) {
    if (row[i] !== null || !c.notNull) continue;
    if (mysql) throw new SqlError(`Column '${c.name}' cannot be null`, "23000", 1048);
    throw new SqlError(
      `null value in column "${c.name}" of relation "${table.name}" violates not-null constraint`,
      "23502",
      1048,
      undefined,
      `Failing row contains (${row.map((v) => (v === null ? "null" : show(v))).join(", ")}).`,
    );
  }
  const key = table.columns.flatMap((c, i) => (c.primaryKey ? [i] : []));
  const sets = [
    ...(key.length ? [{ at: key, primary: true }] : []),
    ...table.columns.flatMap((c, i) => (c.unique && !c.primaryKey ? [{ at: [i], primary: false }] : [])),
  ];
  for (const { at, primary } of sets) {
    if (at.some((i) => row[i] === null)) continue;
    const same = (other: readonly Value[]) =>
      at.every((i) => other[i] !== null && compare(other[i] ?? null, row[i] ?? null) === 0);
    if (!others.some((o) => o !== row && same(o))) continue;
    const names = at.map((i) => table.columns[i]?.name ?? "");
    const values = at.map((i) => show(row[i] ?? null));
    if (mysql)
      throw new SqlError(
        `Duplicate entry '${values.join("-")}' for key '${table.name}.${primary ? "PRIMARY" : names[0]}'`,
        "23000",
        1062,
      );
    throw new SqlError(
      `duplicate key value violates unique constraint "${table.name}_${primary ? "pkey" : `${names[0]}_key`}"`,
      "23505",
      1062,
      undefined,
      `Key (${names.join(", ")})=(${values.join(", ")}) already exists.`,
    );
  }
}

function update(s: Session, q: Extract<Statement, { kind: "update" }>): Result {
  const table = tableOf(s, q.table);
  const alias = q.table.alias ?? q.table.name;
  const set = q.set.map(([name, e]) => [columnAt(s, table, name), e] as const);
  const changed: Value[][] = [];
  const { where } = q;
  const next = table.rows.map((row, n) => {
    if (where && !truth(evaluate(where, scopeOf(s, table, alias, row, "where clause")))) return row;
    const copy = [...row];
    for (const [i, e] of set) {
      const c = table.columns[i];
      if (c) copy[i] = typed(s, c, evaluate(e, scopeOf(s, table, alias, row, "field list")), n);
    }
    changed.push(copy);
    return copy;
  });
  for (const row of changed) checkRow(s, table, row, next);
  table.rows = next;
  return returned(s, table, alias, q.returning, changed, `UPDATE ${changed.length}`);
}

function remove(s: Session, q: Extract<Statement, { kind: "delete" }>): Result {
  const table = tableOf(s, q.table);
  const alias = q.table.alias ?? q.table.name;
  const { where } = q;
  const gone = table.rows.filter(
    (row) => !where || truth(evaluate(where, scopeOf(s, table, alias, row, "where clause"))),
  );
  table.rows = table.rows.filter((row) => !gone.includes(row));
  return returned(s, table, alias, q.returning, gone, `DELETE ${gone.length}`);
}

function createTable(s: Session, q: Extract<Statement, { kind: "create table" }>): Result {
  const database = s.dialect === "mysql" ? (q.table.schema ?? s.database) : s.database;
  if (database === undefined) throw new SqlError("No database selected", "3D000", 1046);
  const tables = s.store.databases.get(database);
  if (!tables) throw new SqlError(`Unknown database '${database}'`, "42000", 1049);
  const { name } = q.table;
  if (tables.has(name)) {
    if (q.ifNotExists)
      return command(
        "CREATE TABLE",
        0,
        s.dialect === "postgres" ? [`NOTICE:  relation "${name}" already exists, skipping`] : [],
      );
    throw s.dialect === "mysql"
      ? new SqlError(`Table '${name}' already exists`, "42S01", 1050)
      : new SqlError(`relation "${name}" already exists`, "42P07");
  }
  tables.set(name, { name, columns: [...q.columns], rows: [], nextNumber: 1 });
  return command("CREATE TABLE");
}

function dropTables(s: Session, q: Extract<Statement, { kind: "drop table" }>): Result {
  const notices: string[] = [];
  for (const ref of q.tables) {
    const database = s.dialect === "mysql" ? (ref.schema ?? s.database) : s.database;
    const tables = s.store.databases.get(database ?? "");
    if (tables?.delete(ref.name)) continue;
    if (!q.ifExists)
      throw s.dialect === "mysql"
        ? database === undefined
          ? new SqlError("No database selected", "3D000", 1046)
          : new SqlError(`Unknown table '${database}.${ref.name}'`, "42S02", 1051)
        : new SqlError(`table "${ref.name}" does not exist`, "42P01");
    if (s.dialect === "postgres") notices.push(`NOTICE:  table "${ref.name}" does not exist, skipping`);
  }
  return command("DROP TABLE", 0, notices);
}
