import type { Alteration, ColumnDefinition, Place, Statement } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { warn } from "../mysql/warnings.ts";
import { evaluate } from "../run/evaluate.ts";
import { findTable, noRelation } from "../run/relations.ts";
import { command, databaseFor, putTable, type Result, type Session } from "../session.ts";
import type { Constraint, Table } from "../store.ts";
import { checkType, defined } from "./define.ts";
import { columnAt, standardOf, typed } from "./insert.ts";
import { mysqlType } from "./mysql-type.ts";
import { checkForeign, checkRow, referencesTo, rowScope, uniqueKeys } from "./rules.ts";
import { checkAllUnique } from "./tables.ts";

export function alterTable(s: Session, q: Extract<Statement, { kind: "alter table" }>): Result {
  const [database, found] = findTable(s, q.table);
  if (!found) {
    if (q.ifExists) {
      warn(s, 1146, `Table '${q.table.schema ?? database}.${q.table.name}' doesn't exist`, "Note");
      return command("ALTER TABLE");
    }
    throw noRelation(q.table, database);
  }
  for (const change of q.changes) {
    const table = databaseFor(s, database)[1].tables.get(change === q.changes[0] ? found.name : q.table.name) ?? found;
    const next = altered(s, database, table, change);
    if (next.name !== table.name) rename(s, database, table, next);
    else putTable(s, database, table.name, next);
  }
  const copied = q.changes.some((c) => copies(s, found, c));
  return command("ALTER TABLE", copied ? found.rows.length : 0);
}

/** Whether MySQL writes the whole table anew for a change, and counts its rows. */
function copies(s: Session, table: Table, change: Alteration): boolean {
  switch (change.kind) {
    case "order":
      return true;
    case "modify": {
      const old = table.columns.find((c) => c.name.toLowerCase() === change.from.toLowerCase());
      const [wanted] = change.definition.columns;
      if (!old || !wanted || mysqlType(old.type) === mysqlType(wanted.type)) return false;
      const length = (t: string) => Number(/^varchar\((\d+)\)$/.exec(t)?.[1] ?? 0);
      const [a, b] = [length(mysqlType(old.type)), length(mysqlType(wanted.type))];
      // A longer VARCHAR needs no other room, as long as its length still fits one byte, or never did.
      return !(a > 0 && b >= a && (a >= 64 || b < 64));
    }
    case "drop constraint":
      return change.what === "PRIMARY";
    case "add constraint":
      return change.definition.constraints.some((c) => c.kind === "check" || (c.kind === "foreign" && s.foreignChecks));
    case "add column":
      return change.definition.columns.some((c) => c.computed?.stored ?? false);
    default:
      return false;
  }
}

function altered(s: Session, database: string, table: Table, change: Alteration): Table {
  switch (change.kind) {
    case "add column": {
      const [column] = change.definition.columns;
      if (!column) return table;
      if (change.ifNotExists && table.columns.some((c) => c.name === column.name)) {
        warn(s, 1060, `Duplicate column name '${column.name}'`, "Note");
        return table;
      }
      return placed(addColumn(s, database, table, column, change), column.name, change.place);
    }
    case "add constraint": {
      const next = defined(s, database, table, change.definition);
      const added = next.constraints.slice(table.constraints.length);
      verify(s, database, next, added);
      return next;
    }
    case "drop column":
      return dropColumn(s, database, table, change);
    case "rename column": {
      const at = columnAt(table, change.from);
      if (table.columns.some((c) => c.name === change.to))
        throw new SqlError(`Duplicate column name '${change.to}'`, "42S21", 1060);
      return renamedColumn(s, database, table, table.columns[at]?.name ?? "", change.to);
    }
    case "rename table": {
      const [, contents] = databaseFor(s, database);
      if (contents.tables.has(change.to)) throw new SqlError(`Table '${change.to}' already exists`, "42S01", 1050);
      return { ...table, name: change.to };
    }
    case "modify": {
      const at = columnAt(table, change.from);
      const [wanted] = change.definition.columns;
      if (!wanted) return table;
      const old = table.columns[at]?.name ?? "";
      const renamed = old === wanted.name ? table : renamedColumn(s, database, table, old, wanted.name);
      const next = retyped(s, renamed, at, () => wanted);
      const primary = next.constraints.some((c) => c.kind === "primary" && c.columns.includes(wanted.name));
      const columns = next.columns.map((c, i) => (i === at && primary ? { ...c, notNull: true } : c));
      const whole = defined(
        s,
        database,
        { ...next, columns },
        { columns: [], constraints: change.definition.constraints, indexes: [] },
      );
      for (const row of whole.rows) checkRow(s, whole, row);
      return placed(whole, wanted.name, change.place);
    }
    case "default": {
      const at = columnAt(table, change.name);
      const { value } = change;
      return withColumn(table, at, (c) => ({ ...c, default: value, defaultText: value ? change.text : undefined }));
    }
    case "drop constraint": {
      const fits = (c: Constraint) =>
        change.what === "PRIMARY"
          ? c.kind === "primary"
          : c.name === change.name && (change.what !== "FOREIGN" || c.kind === "foreign");
      const gone = table.constraints.find(fits);
      const index = /INDEX|KEY|CONSTRAINT/.test(change.what)
        ? table.indexes.find((i) => i.name === change.name && (i.unique || change.what !== "CONSTRAINT"))
        : undefined;
      if (!gone && !index) {
        if (change.ifExists) return table;
        throw new SqlError(`Can't DROP '${change.name}'; check that column/key exists`, "42000", 1091);
      }
      const numbered = table.columns.find((c) => c.numbered);
      const rest = {
        ...table,
        constraints: table.constraints.filter((c) => c !== gone),
        indexes: table.indexes.filter((i) => i !== index),
      };
      if (numbered && !keyBegins(rest, numbered.name))
        throw new SqlError(
          "Incorrect table definition; there can be only one auto column and it must be defined as a key",
          "42000",
          1075,
        );
      return rest;
    }
    case "rename index": {
      const known =
        table.indexes.some((i) => i.name === change.from) ||
        table.constraints.some((c) => c.kind === "unique" && c.name === change.from);
      if (!known) throw new SqlError(`Key '${change.from}' doesn't exist in table '${table.name}'`, "42000", 1176);
      const named = <T extends { readonly name: string }>(x: T): T =>
        x.name === change.from ? { ...x, name: change.to } : x;
      return {
        ...table,
        indexes: table.indexes.map(named),
        constraints: table.constraints.map((c) => (c.kind === "unique" ? named(c) : c)),
      };
    }
    case "options": {
      const { autoIncrement, comment } = change.options;
      return {
        ...table,
        ...(comment === undefined ? {} : { comment }),
        nextNumber: autoIncrement === undefined ? table.nextNumber : Math.max(autoIncrement, nextFree(table)),
      };
    }
    case "order":
    case "keys":
      return table;
  }
}

function keyBegins(table: Table, column: string): boolean {
  return uniqueKeys(table).some((k) => k.columns[0] === column) || table.indexes.some((i) => i.columns[0] === column);
}

/** The number behind the highest that is taken. */
function nextFree(table: Table): number {
  const at = table.columns.findIndex((c) => c.numbered);
  return at < 0 ? 1 : table.rows.reduce((n, r) => Math.max(n, typeof r[at] === "number" ? r[at] + 1 : 1), 1);
}

/** A table with one of its columns moved behind another. */
function placed(table: Table, name: string, place: Place): Table {
  if (place === undefined) return table;
  const from = columnAt(table, name);
  const others = table.columns.map((_, i) => i).filter((i) => i !== from);
  const behind = place === "" ? -1 : others.indexOf(columnAt(table, place));
  const order = [...others.slice(0, behind + 1), from, ...others.slice(behind + 1)];
  return {
    ...table,
    columns: order.flatMap((i) => table.columns[i] ?? []),
    rows: table.rows.map((row) => order.map((i) => row[i] ?? null)),
  };
}

function withColumn(table: Table, at: number, change: (c: ColumnDefinition) => ColumnDefinition): Table {
  return { ...table, columns: table.columns.map((c, i) => (i === at ? change(c) : c)) };
}

function addColumn(
  s: Session,
  database: string,
  table: Table,
  column: ColumnDefinition,
  change: Extract<Alteration, { kind: "add column" }>,
): Table {
  const made = defined(s, database, table, { ...change.definition, constraints: [] });
  let next = made.nextNumber;
  const standard = standardOf(s, column);
  const implicit = column.notNull && standard === null ? zeroOf(column.type) : standard;
  const rows = table.rows.map((row) => {
    if (column.numbered) return [...row, next++];
    const grown = [...row, implicit];
    return column.computed
      ? [...row, typed(s, column, evaluate(column.computed.of, rowScope(s, made, made.name, grown)), 0)]
      : grown;
  });
  const filled = { ...made, rows, nextNumber: next };
  const whole = defined(s, database, filled, { columns: [], constraints: change.definition.constraints, indexes: [] });
  verify(s, database, whole, whole.constraints.slice(table.constraints.length));
  return whole;
}

/** What MySQL fills a new NOT NULL column with. */
function zeroOf(type: string) {
  return /int|decimal|numeric|float|double|real|bool/.test(type) ? 0 : "";
}

/** New constraints must hold for the rows that are there. */
function verify(s: Session, database: string, table: Table, added: readonly Constraint[]): void {
  if (added.some((c) => c.kind === "primary" || c.kind === "unique")) checkAllUnique(s, table);
  for (const c of added) {
    if (c.kind === "primary")
      for (const name of c.columns)
        if (table.rows.some((r) => r[table.columns.findIndex((x) => x.name === name)] === null))
          throw new SqlError("Invalid use of NULL value", "22004", 1138);
    if (c.kind === "check")
      for (const row of table.rows)
        if (evaluate(c.test, rowScope(s, table, table.name, row)) === false)
          throw new SqlError(`Check constraint '${c.name}' is violated.`, "HY000", 3819);
  }
  const foreign = added.filter((c) => c.kind === "foreign");
  if (foreign.length) checkForeign(s, database, { ...table, constraints: foreign }, table.rows);
}

function dropColumn(
  s: Session,
  database: string,
  table: Table,
  change: Extract<Alteration, { kind: "drop column" }>,
): Table {
  if (!table.columns.some((c) => c.name === change.name)) {
    if (change.ifExists) {
      warn(s, 1091, `Can't DROP COLUMN \`${change.name}\`; check that it exists`, "Note");
      return table;
    }
    throw new SqlError(`Can't DROP '${change.name}'; check that column/key exists`, "42000", 1091);
  }
  const at = columnAt(table, change.name);
  const uses = (c: Constraint) =>
    c.kind === "check"
      ? JSON.stringify(c.test).includes(`"name":${JSON.stringify(change.name)}`)
      : c.columns.includes(change.name);
  const foreign = referencesTo(s, database, table.name).filter((r) => r.key.references.includes(change.name));
  const own = table.constraints.find((c) => c.kind === "foreign" && c.columns.includes(change.name));
  if (own)
    throw new SqlError(
      `Cannot drop column '${change.name}': needed in a foreign key constraint '${own.name}'`,
      "HY000",
      1828,
    );
  if (table.columns.length === 1)
    throw new SqlError("You can't delete all columns with ALTER TABLE; use DROP TABLE instead", "42000", 1090);
  for (const f of foreign)
    putTable(s, database, f.child.name, { ...f.child, constraints: f.child.constraints.filter((c) => c !== f.key) });
  return {
    ...table,
    columns: table.columns.filter((_, i) => i !== at),
    constraints: table.constraints.filter((c) => !uses(c)),
    indexes: table.indexes.filter((i) => !i.columns.includes(change.name)),
    rows: table.rows.map((r) => r.filter((_, i) => i !== at)),
  };
}

function retyped(s: Session, table: Table, at: number, change: (c: ColumnDefinition) => ColumnDefinition): Table {
  const old = table.columns[at];
  if (!old) return table;
  const column = change(old);
  checkType(column.type);
  const rows = table.rows.map((row, n) => row.map((v, i) => (i === at ? typed(s, column, v, n) : v)));
  return { ...withColumn(table, at, () => column), rows };
}

/** A column under a new name, in all rules that name it. */
function renamedColumn(s: Session, database: string, table: Table, from: string, to: string): Table {
  const name = (n: string) => (n === from ? to : n);
  const within = <T>(e: T): T => {
    const walk = (x: unknown): unknown => {
      if (Array.isArray(x)) return x.map(walk);
      if (typeof x !== "object" || x === null) return x;
      const o = x as { readonly kind?: unknown; readonly name?: unknown };
      if (o.kind === "column" && o.name === from) return { ...o, name: to };
      return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, walk(v)]));
    };
    return walk(e) as T;
  };
  for (const { child, key } of referencesTo(s, database, table.name))
    if (child.name !== table.name)
      putTable(s, database, child.name, {
        ...child,
        constraints: child.constraints.map((c) => (c === key ? { ...key, references: key.references.map(name) } : c)),
      });
  const word = new RegExp(`\\b${from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\b`, "g");
  return {
    ...table,
    columns: table.columns.map((c) => (c.name === from ? { ...c, name: to } : c)),
    constraints: table.constraints.map((c): Constraint => {
      if (c.kind === "check") return { ...c, test: within(c.test), text: c.text.replace(word, to) };
      const own = { ...c, columns: c.columns.map(name) };
      return own.kind === "foreign" && own.table === table.name
        ? { ...own, references: own.references.map(name) }
        : own;
    }),
    indexes: table.indexes.map((i) => ({ ...i, columns: i.columns.map(name) })),
  };
}

export function renameTable(s: Session, database: string, from: Table, to: string): void {
  rename(s, database, from, { ...from, name: to });
}

function rename(s: Session, database: string, from: Table, to: Table): void {
  for (const { child, key } of referencesTo(s, database, from.name))
    if (child.name !== from.name)
      putTable(s, database, child.name, {
        ...child,
        constraints: child.constraints.map((c) => (c === key ? { ...key, table: to.name } : c)),
      });
  putTable(s, database, from.name, undefined);
  const constraints = to.constraints.map(
    (c): Constraint => (c.kind === "foreign" && c.table === from.name ? { ...c, table: to.name } : c),
  );
  putTable(s, database, to.name, { ...to, constraints });
}
