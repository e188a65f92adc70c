import type { ConstraintDefinition, TableDefinition } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { databaseFor, type Session } from "../session.ts";
import type { Constraint, Index, Table } from "../store.ts";
import { baseType, EXACT, TEXT, WHOLE } from "../values/cast.ts";
import { uniqueKeys } from "./rules.ts";

const OTHER =
  /^(bool|boolean|real|float|float4|float8|double|double precision|date|time.*|timestamp.*|datetime|interval|json|jsonb|bit|blob|tinyblob|mediumblob|longblob|binary|varbinary)$/;
const BYTES =
  /^(bytea|varbit|point|line|box|circle|polygon|geometry|xml|tsvector|tsquery|cidr|macaddr|hstore|int4range|int8range|numrange|tsrange|daterange)$/;

/** Refuses a type that is none, or that is not simulated. */
export function checkType(type: string): void {
  const base = baseType(type).replace(/\[\]$/, "");
  if (BYTES.test(base)) throw new SqlError(`drydock: the type ${base} is not simulated`, "0A000", 1235);
  const postgresOnly =
    /serial[248]$|^(bigserial|smallserial|timestamptz|jsonb|uuid|citext|int[248]|float[48]|interval|bpchar|money|name|inet)$/.test(
      base,
    );
  const known = WHOLE.test(base) || EXACT.test(base) || TEXT.test(base) || OTHER.test(base);
  if (known && !postgresOnly) return;
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
    checkType(c.type);
    if (out.columns.some((x) => x.name.toLowerCase() === c.name.toLowerCase())) {
      throw new SqlError(`Duplicate column name '${c.name}'`, "42S21", 1060);
    }
    out = { ...out, columns: [...out.columns, c] };
  }
  // Keys first: a table may refer to itself.
  const order = (c: ConstraintDefinition) =>
    c.kind === "primary" ? 0 : c.kind === "unique" ? 1 : c.kind === "check" ? 2 : 3;
  const sorted = [...d.constraints].sort((a, b) => order(a) - order(b));
  for (const c of sorted.filter((x) => x.kind !== "foreign")) out = constrained(s, database, out, c);
  for (const i of d.indexes)
    out = withIndex(out, { name: i.name ?? freeName(out, i.columns[0] ?? ""), columns: i.columns, unique: false });
  for (const c of sorted.filter((x) => x.kind === "foreign")) out = constrained(s, database, out, c);
  if (out.columns.filter((c) => c.numbered).length > 0) {
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

export function withIndex(table: Table, index: Index): Table {
  for (const c of index.columns)
    if (!table.columns.some((x) => x.name === c))
      throw new SqlError(`Key column '${c}' doesn't exist in table`, "42000", 1072);
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
  if (c.kind !== "check")
    for (const name of c.columns)
      if (!table.columns.some((x) => x.name === name))
        throw new SqlError(`Key column '${name}' doesn't exist in table`, "42000", 1072);
  const add = (made: Constraint, columns = table.columns): Table => ({
    ...table,
    columns,
    constraints: [...table.constraints, made],
  });
  if (c.kind === "primary") {
    if (table.constraints.some((x) => x.kind === "primary"))
      throw new SqlError("Multiple primary key defined", "42000", 1068);
    const columns = table.columns.map((x) => (c.columns.includes(x.name) ? { ...x, notNull: true } : x));
    return add({ kind: "primary", name: "PRIMARY", columns: c.columns }, columns);
  }
  if (c.kind === "unique") {
    const name = c.name ?? freeName(table, c.columns[0] ?? "");
    return add({ kind: "unique", name, columns: c.columns });
  }
  if (c.kind === "check") {
    const checks = table.constraints.filter((x) => x.kind === "check").length;
    return add({
      kind: "check",
      name: c.name ?? `${table.name}_chk_${checks + 1}`,
      test: c.test,
      text: c.text,
    });
  }
  const parent =
    c.table.name === table.name ? table : databaseFor(s, c.table.schema ?? database)[1].tables.get(c.table.name);
  if (!parent && !s.foreignChecks && c.references.length) {
    const name = c.name ?? `${table.name}_ibfk_${table.constraints.filter((x) => x.kind === "foreign").length + 1}`;
    const { columns, references, onDelete, onUpdate } = c;
    return add({ kind: "foreign", name, columns, table: c.table.name, references, onDelete, onUpdate });
  }
  if (!parent) throw new SqlError(`Failed to open the referenced table '${c.table.name}'`, "HY000", 1824);
  const primary = parent.constraints.find((x) => x.kind === "primary");
  const references = c.references.length ? c.references : primary?.kind === "primary" ? primary.columns : [];
  const foreigns = table.constraints.filter((x) => x.kind === "foreign").length;
  const name = c.name ?? `${table.name}_ibfk_${foreigns + 1}`;
  if (references.length === 0)
    throw new SqlError(`there is no primary key for referenced table "${parent.name}"`, "42704", 6125);
  for (const r of references)
    if (!parent.columns.some((x) => x.name === r))
      throw new SqlError(
        `Failed to add the foreign key constraint. Missing column '${r}' for constraint '${name}' in the referenced table '${parent.name}'`,
        "HY000",
        3734,
      );
  if (references.length !== c.columns.length)
    throw new SqlError(
      `Incorrect foreign key definition for '${name}': Key reference and table reference don't match`,
      "42000",
      1239,
    );
  const unique = uniqueKeys(parent).some(
    (k) => k.columns.length === references.length && references.every((r) => k.columns.includes(r)),
  );
  if (!unique)
    throw new SqlError(
      `Failed to add the foreign key constraint. Missing unique key for constraint '${name}' in the referenced table '${parent.name}'`,
      "HY000",
      6125,
    );
  for (const [i, own] of c.columns.entries()) checkKinds(table, own, parent, references[i] ?? "", name);
  const made = add({
    kind: "foreign",
    name,
    columns: c.columns,
    table: parent.name,
    references,
    onDelete: c.onDelete,
    onUpdate: c.onUpdate,
  });
  return withForeignIndex(made, c.columns, c.name);
}

/** MySQL wants an index below each foreign key, and makes one where there is none. */
function withForeignIndex(table: Table, columns: readonly string[], name: string | undefined): Table {
  const begins = (key: readonly string[]) => columns.every((c, i) => key[i] === c);
  if (uniqueKeys(table).some((k) => begins(k.columns)) || table.indexes.some((i) => begins(i.columns))) return table;
  const index = { name: freeName(table, name ?? columns[0] ?? "", true), columns, unique: false, implicit: true };
  return { ...table, indexes: [...table.indexes, index] };
}

/** Both sides of a foreign key must be of one kind: whole numbers, texts, … */
function checkKinds(table: Table, own: string, parent: Table, other: string, name: string): void {
  const type = (t: Table, n: string) => baseType(t.columns.find((c) => c.name === n)?.type ?? "");
  const kind = (base: string) =>
    base === "uuid" ? "uuid" : WHOLE.test(base) || EXACT.test(base) ? "number" : TEXT.test(base) ? "text" : base;
  const [a, b] = [type(table, own), type(parent, other)];
  const size = (base: string) => (/big|int8/.test(base) ? 8 : /small|int2/.test(base) ? 2 : 4);
  if (kind(a) === kind(b) && (kind(a) !== "number" || size(a) === size(b))) return;
  throw new SqlError(
    `Referencing column '${own}' and referenced column '${other}' in foreign key constraint '${name}' are incompatible.`,
    "HY000",
    3780,
  );
}
