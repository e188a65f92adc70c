import type { ColumnDefinition, ConstraintDefinition, Expression, TableDefinition } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { children } from "../run/walk.ts";
import { databaseFor, type Session } from "../session.ts";
import type { Constraint, Index, Table } from "../store.ts";
import { baseType, EXACT, TEXT, WHOLE } from "../values/cast.ts";
import { uniqueKeys } from "./rules.ts";

const OTHER =
  /^(bool|boolean|real|float|float4|float8|double|double precision|date|time.*|timestamp.*|datetime|interval|json|jsonb|bit|blob|tinyblob|mediumblob|longblob|binary|varbinary)$/;
const BYTES =
  /^(bytea|varbit|point|line|box|circle|polygon|geometry|xml|tsvector|tsquery|cidr|macaddr|hstore|int4range|int8range|numrange|tsrange|daterange)$/;

/** Refuses a type that is none, or that is not simulated. */
export function checkType(s: Session, type: string): void {
  const base = baseType(type).replace(/\[\]$/, "");
  if (BYTES.test(base)) throw new SqlError(`drydock: the type ${base} is not simulated`, "0A000", 1235);
  const mysqlOnly =
    /^(tinyint|mediumint|datetime|tinytext|mediumtext|longtext|enum|set|year|signed|unsigned|dec|double|bit|(tiny|medium|long)?blob|(var)?binary)$/.test(
      base,
    );
  const postgresOnly =
    /serial[248]$|^(bigserial|smallserial|timestamptz|jsonb|uuid|citext|int[248]|float[48]|interval|bpchar|money|name|inet)$/.test(
      base,
    );
  const known = WHOLE.test(base) || EXACT.test(base) || TEXT.test(base) || OTHER.test(base);
  if (known && !(s.dialect === "postgres" ? mysqlOnly : postgresOnly)) return;
  if (s.dialect === "postgres") throw new SqlError(`type "${base}" does not exist`, "42704");
  throw new SqlError(
    `You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '${type}' at line 1`,
    "42000",
    1064,
  );
}

/** A table with a definition's columns, constraints and indexes added to what it has. */
export function defined(s: Session, database: string, table: Table, d: TableDefinition): Table {
  let out = table;
  for (const c of d.columns) {
    checkType(s, c.type);
    if (
      out.columns.some(
        (x) => x.name.toLowerCase() === c.name.toLowerCase() && (s.dialect === "mysql" || x.name === c.name),
      )
    ) {
      if (s.dialect === "mysql") throw new SqlError(`Duplicate column name '${c.name}'`, "42S21", 1060);
      throw table.columns.length
        ? new SqlError(`column "${c.name}" of relation "${table.name}" already exists`, "42701")
        : new SqlError(`column "${c.name}" specified more than once`, "42701");
    }
    out = { ...out, columns: [...out.columns, column(s, c)] };
  }
  // Keys first: a table may refer to itself.
  const order = (c: ConstraintDefinition) =>
    c.kind === "primary" ? 0 : c.kind === "unique" ? 1 : c.kind === "check" ? 2 : 3;
  const sorted = [...d.constraints].sort((a, b) => order(a) - order(b));
  for (const c of sorted.filter((x) => x.kind !== "foreign")) out = constrained(s, database, out, c);
  for (const i of d.indexes)
    out = withIndex(s, out, { name: i.name ?? freeName(out, i.columns[0] ?? ""), columns: i.columns, unique: false });
  for (const c of sorted.filter((x) => x.kind === "foreign")) out = constrained(s, database, out, c);
  if (s.dialect === "mysql" && out.columns.filter((c) => c.numbered).length > 0) {
    const numbered = out.columns.find((c) => c.numbered);
    if (![...uniqueKeys(out), ...out.indexes].some((k) => k.columns[0] === numbered?.name))
      throw new SqlError(
        "Incorrect table definition; there can be only one auto column and it must be defined as a key",
        "42000",
        1075,
      );
  }
  return out;
}

function column(s: Session, c: ColumnDefinition): ColumnDefinition {
  if (s.dialect === "mysql" && c.defaultText !== undefined) return { ...c, defaultText: c.defaultText };
  return c;
}

export function withIndex(s: Session, table: Table, index: Index): Table {
  for (const c of index.columns)
    if (!table.columns.some((x) => x.name === c))
      throw s.dialect === "mysql"
        ? new SqlError(`Key column '${c}' doesn't exist in table`, "42000", 1072)
        : new SqlError(`column "${c}" does not exist`, "42703");
  // What MySQL made for a foreign key goes when there is a key that does as well.
  const kept = table.indexes.filter((i) => !i.implicit || !i.columns.every((c, n) => index.columns[n] === c));
  return { ...table, indexes: [...kept, index] };
}

/** MySQL's names for keys without one: the first column, then `_2`, `_3`. */
export function freeName(table: Table, base: string, besideForeign = false): string {
  const keys = table.constraints.filter((c) => !besideForeign || c.kind !== "foreign");
  const used = new Set([...table.indexes.map((i) => i.name), ...keys.map((c) => c.name)]);
  if (!used.has(base)) return base;
  for (let n = 2; ; n++) if (!used.has(`${base}_${n}`)) return `${base}_${n}`;
}

function constrained(s: Session, database: string, table: Table, c: ConstraintDefinition): Table {
  const mysql = s.dialect === "mysql";
  const taken = (name: string) => table.constraints.some((x) => x.name === name);
  const named = (base: string): string => {
    if (c.name !== undefined) {
      if (taken(c.name))
        throw mysql
          ? new SqlError(`Duplicate key name '${c.name}'`, "42000", 1061)
          : new SqlError(`constraint "${c.name}" for relation "${table.name}" already exists`, "42710");
      return c.name;
    }
    if (!taken(base)) return base;
    for (let n = 1; ; n++) if (!taken(`${base}${n}`)) return `${base}${n}`;
  };
  if (c.kind !== "check")
    for (const name of c.columns)
      if (!table.columns.some((x) => x.name === name))
        throw mysql
          ? new SqlError(`Key column '${name}' doesn't exist in table`, "42000", 1072)
          : new SqlError(
              c.kind === "foreign"
                ? `column "${name}" referenced in foreign key constraint does not exist`
                : `column "${name}" named in key does not exist`,
              "42703",
            );
  const add = (made: Constraint, columns = table.columns): Table => ({
    ...table,
    columns,
    constraints: [...table.constraints, made],
  });
  if (c.kind === "primary") {
    if (table.constraints.some((x) => x.kind === "primary"))
      throw mysql
        ? new SqlError("Multiple primary key defined", "42000", 1068)
        : new SqlError(`multiple primary keys for table "${table.name}" are not allowed`, "42P16");
    const columns = table.columns.map((x) => (c.columns.includes(x.name) ? { ...x, notNull: true } : x));
    return add({ kind: "primary", name: mysql ? "PRIMARY" : named(`${table.name}_pkey`), columns: c.columns }, columns);
  }
  if (c.kind === "unique") {
    const name = mysql
      ? (c.name ?? freeName(table, c.columns[0] ?? ""))
      : named(`${table.name}_${c.columns.join("_")}_key`);
    return add({ kind: "unique", name, columns: c.columns });
  }
  if (c.kind === "check") {
    const columns = new Set(columnsIn(c.test));
    const [only] = columns;
    const checks = table.constraints.filter((x) => x.kind === "check").length;
    const base = columns.size === 1 ? `${table.name}_${only}_check` : `${table.name}_check`;
    return add({
      kind: "check",
      name: mysql ? (c.name ?? `${table.name}_chk_${checks + 1}`) : named(base),
      test: c.test,
      text: c.text,
    });
  }
  const parent =
    c.table.name === table.name
      ? table
      : databaseFor(s, mysql ? (c.table.schema ?? database) : undefined)[1].tables.get(c.table.name);
  if (!parent && !s.foreignChecks && c.references.length) {
    const name = c.name ?? `${table.name}_ibfk_${table.constraints.filter((x) => x.kind === "foreign").length + 1}`;
    const { columns, references, onDelete, onUpdate } = c;
    return add({ kind: "foreign", name, columns, table: c.table.name, references, onDelete, onUpdate });
  }
  if (!parent)
    throw mysql
      ? new SqlError(`Failed to open the referenced table '${c.table.name}'`, "HY000", 1824)
      : new SqlError(`relation "${c.table.name}" does not exist`, "42P01");
  const primary = parent.constraints.find((x) => x.kind === "primary");
  const references = c.references.length ? c.references : primary?.kind === "primary" ? primary.columns : [];
  const foreigns = table.constraints.filter((x) => x.kind === "foreign").length;
  const name = mysql
    ? (c.name ?? `${table.name}_ibfk_${foreigns + 1}`)
    : named(`${table.name}_${c.columns.join("_")}_fkey`);
  if (references.length === 0)
    throw new SqlError(`there is no primary key for referenced table "${parent.name}"`, "42704", 6125);
  for (const r of references)
    if (!parent.columns.some((x) => x.name === r))
      throw mysql
        ? new SqlError(
            `Failed to add the foreign key constraint. Missing column '${r}' for constraint '${name}' in the referenced table '${parent.name}'`,
            "HY000",
            3734,
          )
        : new SqlError(`column "${r}" referenced in foreign key constraint does not exist`, "42703");
  if (references.length !== c.columns.length)
    throw mysql
      ? new SqlError(
          `Incorrect foreign key definition for '${name}': Key reference and table reference don't match`,
          "42000",
          1239,
        )
      : new SqlError("number of referencing and referenced columns for foreign key disagree", "42830");
  const unique = uniqueKeys(parent).some(
    (k) => k.columns.length === references.length && references.every((r) => k.columns.includes(r)),
  );
  if (!unique)
    throw mysql
      ? new SqlError(
          `Failed to add the foreign key constraint. Missing unique key for constraint '${name}' in the referenced table '${parent.name}'`,
          "HY000",
          6125,
        )
      : new SqlError(
          `there is no unique constraint matching given keys for referenced table "${parent.name}"`,
          "42830",
        );
  for (const [i, own] of c.columns.entries()) checkKinds(s, table, own, parent, references[i] ?? "", name);
  const made = add({
    kind: "foreign",
    name,
    columns: c.columns,
    table: parent.name,
    references,
    onDelete: c.onDelete,
    onUpdate: c.onUpdate,
  });
  return mysql ? withForeignIndex(made, c.columns, c.name) : made;
}

/** MySQL wants an index below each foreign key, and makes one where there is none. */
function withForeignIndex(table: Table, columns: readonly string[], name: string | undefined): Table {
  const begins = (key: readonly string[]) => columns.every((c, i) => key[i] === c);
  if (uniqueKeys(table).some((k) => begins(k.columns)) || table.indexes.some((i) => begins(i.columns))) return table;
  const index = { name: freeName(table, name ?? columns[0] ?? "", true), columns, unique: false, implicit: true };
  return { ...table, indexes: [...table.indexes, index] };
}

/** Both sides of a foreign key must be of one kind: whole numbers, texts, … */
function checkKinds(s: Session, table: Table, own: string, parent: Table, other: string, name: string): void {
  const type = (t: Table, n: string) => baseType(t.columns.find((c) => c.name === n)?.type ?? "");
  const kind = (base: string) =>
    base === "uuid" ? "uuid" : WHOLE.test(base) || EXACT.test(base) ? "number" : TEXT.test(base) ? "text" : base;
  const [a, b] = [type(table, own), type(parent, other)];
  const size = (base: string) => (/big|int8/.test(base) ? 8 : /small|int2/.test(base) ? 2 : 4);
  if (kind(a) === kind(b) && (s.dialect === "postgres" || kind(a) !== "number" || size(a) === size(b))) return;
  if (s.dialect === "mysql")
    throw new SqlError(
      `Referencing column '${own}' and referenced column '${other}' in foreign key constraint '${name}' are incompatible.`,
      "HY000",
      3780,
    );
  const shown = (base: string) =>
    ({ serial: "integer", int: "integer", bigserial: "bigint", varchar: "character varying" })[base] ?? base;
  throw new SqlError(
    `foreign key constraint "${name}" cannot be implemented`,
    "42804",
    undefined,
    undefined,
    `Key columns "${own}" of the referencing table and "${other}" of the referenced table are of incompatible types: ${shown(a)} and ${shown(b)}.`,
  );
}

function columnsIn(e: Expression): readonly string[] {
  return e.kind === "column" ? [e.name] : children(e).flatMap(columnsIn);
}
