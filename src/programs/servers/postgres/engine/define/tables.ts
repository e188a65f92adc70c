import { coerce, toBoolean } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { query } from "../analyse/query.ts";
import { newScope } from "../analyse/scope.ts";
import type { ColumnDef, ConstraintDef, Expr, TableName } from "../ast.ts";
import type { Statement, TableElement } from "../ast-statements.ts";
import {
  byOid,
  creationSchema,
  findRelation,
  newOid,
  noRelation,
  objectsOf,
  putObject,
  resolveType,
  serialType,
  typeByOid,
} from "../catalog/lookup.ts";
import type { Column, Constraint, Index, Sequence, Table, View } from "../catalog/objects.ts";
import { checkSchema } from "../catalog/rights.ts";
import { newHeap } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import { castContext } from "../functions/casts.ts";
import type { Outcome } from "../run/perform.ts";
import { runPlan } from "../run/perform.ts";
import { assigned, heapOf, indexesOf, nextvalOf, tableScope } from "../run/table-rules.ts";
import { insertVersion } from "../run/visibility.ts";
import type { Session } from "../session.ts";
import { NO_MOD, T, typeText } from "../types/type.ts";

export const base = (s: Session, name: string, schema: string, oid = newOid(s)) => ({
  oid,
  name,
  schema,
  owner: s.user,
  acl: undefined,
  comment: undefined,
});

/** A name that nothing in the schema has yet. */
export function freeName(s: Session, schema: string, wanted: string, taken: ReadonlySet<string> = new Set()): string {
  const used = (n: string) => {
    if (taken.has(n)) return true;
    for (const o of objectsOf(s).values())
      if (o.name === n && o.schema === schema && o.k !== "function" && o.k !== "trigger") return true;
    return false;
  };
  const short = wanted.slice(0, 63);
  for (let i = 0; ; i++) {
    const name = i === 0 ? short : `${short.slice(0, 63 - String(i).length)}${i}`;
    if (!used(name)) return name;
  }
}

export function newSequence(
  s: Session,
  name: string,
  schema: string,
  type: Sequence["type"],
  more: Partial<Sequence> = {},
): Sequence {
  const max = type === "int2" ? 32767 : type === "int4" ? 2147483647 : Number(2n ** 63n - 1n);
  const made: Sequence = {
    ...base(s, name, schema),
    k: "sequence",
    type,
    start: 1,
    increment: 1,
    min: 1,
    max,
    cycle: false,
    ownedBy: undefined,
    identity: false,
    temp: false,
    ...more,
  };
  putObject(s, made);
  s.database.sequences.set(made.oid, { last: made.start, called: false });
  return made;
}

/** Columns that stand in an expression. */
export function columnsIn(e: unknown, out = new Set<string>()): Set<string> {
  if (Array.isArray(e)) for (const x of e) columnsIn(x, out);
  else if (typeof e === "object" && e !== null) {
    const x = e as Expr;
    if (x.k === "col") out.add(x.parts.at(-1) ?? "");
    for (const v of Object.values(e)) columnsIn(v, out);
  }
  return out;
}

function noPseudo(s: Session, c: ColumnDef, oid: number): void {
  const type = typeByOid(s, oid);
  if (type.kind === "pseudo") throw new PgError(`column "${c.name}" has pseudo-type ${type.shown}`, "42P16");
}

/** A column as the catalog keeps it; a serial's sequence is made. */
export function columnOf(
  s: Session,
  table: Pick<Table, "oid" | "name" | "schema" | "temp">,
  c: ColumnDef,
  num: number,
): Column {
  const serial = serialType(c.type);
  const { type, mod } = serial ? { type: serial, mod: NO_MOD } : resolveType(s, c.type);
  noPseudo(s, c, type.oid);
  let sequence: number | undefined;
  if (serial || c.identity) {
    const kind = type.name as Sequence["type"];
    if (!/^int[248]$/.test(kind))
      throw new PgError("identity column type must be smallint, integer, or bigint", "22023");
    const name = freeName(s, table.schema, `${table.name}_${c.name}_seq`);
    sequence = newSequence(s, name, table.schema, kind, {
      ownedBy: { table: table.oid, column: c.name },
      identity: c.identity !== undefined,
      temp: table.temp,
    }).oid;
  }
  if (serial && c.default)
    throw new PgError(`multiple default values specified for column "${c.name}" of table "${table.name}"`, "42601", {
      at: c.at,
    });
  const primary = c.constraints.some((x) => x.k === "primary");
  return {
    num,
    name: c.name,
    type: type.oid,
    mod,
    notNull: c.notNull || serial !== undefined || c.identity !== undefined || primary,
    default: serial && sequence !== undefined ? nextvalOf(sequence) : c.default,
    identity: c.identity,
    generated: c.generated,
    sequence,
    comment: undefined,
  };
}

/** Defaults and generated columns must be what their columns can take. Throws PgError. */
export function checkDefaults(s: Session, t: Table, columns: readonly Column[]): void {
  for (const c of columns) {
    const type = typeByOid(s, c.type);
    if (c.default) {
      const sc = { ...newScope(s, undefined), external: noColumns };
      sc.clause = "DEFAULT expressions";
      const ex = expression(c.default, sc);
      if (!coerce(s, ex, type, c.mod, "assignment"))
        throw new PgError(
          `column "${c.name}" is of type ${typeText(type, c.mod)} but default expression is of type ${typeText(ex.type)}`,
          "42804",
          { hint: "You will need to rewrite or cast the expression." },
        );
    }
    if (c.generated) assigned(s, expression(c.generated, tableScope(s, t)), c.name, type, c.mod);
  }
}

const noColumns = (parts: readonly string[], at: number): undefined => {
  void parts;
  throw new PgError("cannot use column reference in DEFAULT expression", "0A000", { at });
};

function keyColumns(t: Table, names: readonly string[], at: number): void {
  names.forEach((n, i) => {
    if (!t.columns.some((c) => c.name === n))
      throw new PgError(`column "${n}" named in key does not exist`, "42703", { at });
    if (names.indexOf(n) < i)
      throw new PgError(`column "${n}" appears twice in primary key constraint`, "42701", { at });
  });
}

const nameFor = (t: Table, c: ConstraintDef): string => {
  const cols = (names: readonly string[]) => names.join("_");
  switch (c.k) {
    case "primary":
      return `${t.name}_pkey`;
    case "unique":
      return `${t.name}_${cols(c.columns)}_key`;
    case "foreign":
      return `${t.name}_${cols(c.columns)}_fkey`;
    case "check": {
      const used = [...columnsIn(c.e)].filter((n) => t.columns.some((x) => x.name === n));
      return used.length === 1 ? `${t.name}_${used[0]}_check` : `${t.name}_check`;
    }
  }
};

/** Adds a constraint to a table, with the index that it needs. */
export function addConstraint(s: Session, t: Table, c: ConstraintDef): Table {
  const taken = new Set(t.constraints.map((x) => x.name));
  if (c.name !== undefined && taken.has(c.name))
    throw new PgError(`constraint "${c.name}" for relation "${t.name}" already exists`, "42710");
  switch (c.k) {
    case "primary":
    case "unique": {
      if (c.k === "primary" && t.constraints.some((x) => x.k === "primary"))
        throw new PgError(`multiple primary keys for table "${t.name}" are not allowed`, "42P16", { at: c.at });
      keyColumns(t, c.columns, c.at);
      if (c.name !== undefined && findRelation(s, { schema: t.schema, name: c.name }))
        throw new PgError(`relation "${c.name}" already exists`, "42P07");
      const name = c.name ?? freeName(s, t.schema, nameFor(t, c), taken);
      const oid = newOid(s);
      const columns =
        c.k === "primary"
          ? t.columns.map((x) => (c.columns.includes(x.name) ? { ...x, notNull: true } : x))
          : t.columns;
      const next: Table = { ...t, columns, constraints: [...t.constraints, { oid, name, k: c.k, columns: c.columns }] };
      putObject(s, next);
      const index: Index = {
        ...base(s, name, t.schema),
        owner: t.owner,
        k: "index",
        table: t.oid,
        unique: true,
        primary: c.k === "primary",
        constraint: oid,
        method: "btree",
        keys: c.columns.map((n) => ({ e: { k: "col", parts: [n], at: 0 }, descending: false, nullsFirst: false })),
        include: [],
        where: undefined,
      };
      putObject(s, index);
      return next;
    }
    case "check": {
      const sc = tableScope(s, t);
      sc.clause = "check constraints";
      toBoolean(s, expression(c.e, sc), "CHECK");
      const name = c.name ?? freeName(s, t.schema, nameFor(t, c), taken);
      const next: Table = { ...t, constraints: [...t.constraints, { oid: newOid(s), name, k: "check", e: c.e }] };
      putObject(s, next);
      return next;
    }
    case "foreign":
      return addForeign(s, t, c, taken);
  }
}

function addForeign(
  s: Session,
  t: Table,
  c: Extract<ConstraintDef, { k: "foreign" }>,
  taken: ReadonlySet<string>,
): Table {
  const parent = c.table.name === t.name && (c.table.schema ?? t.schema) === t.schema ? t : findRelation(s, c.table);
  if (!parent) throw noRelation(c.table, false);
  if (parent.k !== "table") throw new PgError(`referenced relation "${parent.name}" is not a table`, "42809");
  for (const n of c.columns)
    if (!t.columns.some((x) => x.name === n))
      throw new PgError(`column "${n}" referenced in foreign key constraint does not exist`, "42703");
  let { references } = c;
  if (references.length === 0) {
    const primary = parent.constraints.find((x) => x.k === "primary");
    if (primary?.k !== "primary")
      throw new PgError(`there is no primary key for referenced table "${parent.name}"`, "42704");
    references = primary.columns;
  }
  for (const n of references)
    if (!parent.columns.some((x) => x.name === n))
      throw new PgError(`column "${n}" referenced in foreign key constraint does not exist`, "42703");
  if (references.length !== c.columns.length)
    throw new PgError("number of referencing and referenced columns for foreign key disagree", "42830");
  const same = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && [...a].sort().join("\0") === [...b].sort().join("\0");
  const key = parent.constraints.some((x) => (x.k === "primary" || x.k === "unique") && same(x.columns, references));
  const index = indexesOf(s, parent).some(
    (i) =>
      i.unique &&
      !i.where &&
      same(
        i.keys.flatMap((k) => (k.e.k === "col" ? [k.e.parts.at(-1) ?? ""] : [])),
        references,
      ),
  );
  if (!key && !index)
    throw new PgError(
      `there is no unique constraint matching given keys for referenced table "${parent.name}"`,
      "42830",
    );
  const name = c.name ?? freeName(s, t.schema, nameFor(t, c), taken);
  c.columns.forEach((n, i) => {
    const a = t.columns.find((x) => x.name === n);
    const b = parent.columns.find((x) => x.name === references[i]);
    if (!a || !b || a.type === b.type) return;
    const [ta, tb] = [typeByOid(s, a.type), typeByOid(s, b.type)];
    if (castContext(ta, tb) !== "implicit" && castContext(tb, ta) !== "implicit")
      throw new PgError(`foreign key constraint "${name}" cannot be implemented`, "42804", {
        detail: `Key columns "${n}" of the referencing table and "${references[i]}" of the referenced table are of incompatible types: ${typeText(ta)} and ${typeText(tb)}.`,
      });
  });
  const made: Constraint = {
    oid: newOid(s),
    name,
    k: "foreign",
    columns: c.columns,
    table: parent.oid,
    references,
    onDelete: c.onDelete,
    onUpdate: c.onUpdate,
    deferrable: c.deferrable,
    deferred: c.deferred,
  };
  const next: Table = { ...t, constraints: [...t.constraints, made] };
  putObject(s, next);
  return next;
}

/** Throws where a name is taken; false where it is and that is all right. */
export function nameFree(s: Session, schema: string, t: TableName, ifNotExists: boolean): boolean {
  const there = findRelation(s, { schema, name: t.name });
  if (!there) return true;
  if (!ifNotExists) throw new PgError(`relation "${t.name}" already exists`, "42P07");
  s.notices.push({ severity: "NOTICE", message: `relation "${t.name}" already exists, skipping` });
  return false;
}

function copied(s: Session, e: Extract<TableElement, { k: "like" }>): { columns: Column[]; from: Table | View } {
  const from = findRelation(s, e.table);
  if (!from) throw noRelation(e.table);
  if (from.k !== "table" && from.k !== "view" && from.k !== "materialized view")
    throw new PgError(`relation "${from.name}" is invalid in LIKE clause`, "42809");
  const has = (w: string) => e.all || e.including.includes(w);
  return {
    from,
    columns: from.columns.map((c) => ({
      ...c,
      default: has("defaults") ? c.default : undefined,
      identity: has("identity") ? c.identity : undefined,
      generated: has("generated") ? c.generated : undefined,
      sequence: undefined,
      comment: has("comments") ? c.comment : undefined,
    })),
  };
}

export function createTable(s: Session, q: Extract<Statement, { k: "create table" }>): Outcome {
  const schema = q.temp ? "pg_temp" : creationSchema(s, q.table.schema);
  checkSchema(s, schema, "C", q.table.at);
  if (!nameFree(s, schema, q.table, q.ifNotExists)) return { tag: "CREATE TABLE", count: 0 };
  const oid = newOid(s, 3);
  const table0: Table = {
    ...base(s, q.table.name, schema, oid),
    k: "table",
    columns: [],
    constraints: [],
    heap: newOid(s),
    temp: q.temp,
    nextNum: 1,
    query: undefined,
    populated: true,
    analyzed: undefined,
  };
  const columns: Column[] = [];
  const constraints: ConstraintDef[] = [];
  const likes: { from: Table | View; e: Extract<TableElement, { k: "like" }> }[] = [];
  for (const e of q.elements) {
    if (e.k === "constraint") constraints.push(e.constraint);
    else if (e.k === "like") {
      const { from, columns: more } = copied(s, e);
      likes.push({ from, e });
      for (const c of more) columns.push({ ...c, num: columns.length + 1 });
    } else {
      if (columns.some((c) => c.name === e.column.name))
        throw new PgError(`column "${e.column.name}" specified more than once`, "42701");
      columns.push(columnOf(s, table0, e.column, columns.length + 1));
      constraints.push(...e.column.constraints);
    }
  }
  const primaries = constraints.filter((c) => c.k === "primary");
  if (primaries[1])
    throw new PgError(`multiple primary keys for table "${q.table.name}" are not allowed`, "42P16", {
      at: primaries[1].at,
    });
  let table: Table = { ...table0, columns, nextNum: columns.length + 1 };
  s.database.heaps.set(table.heap, newHeap());
  putObject(s, table);
  checkDefaults(s, table, columns);
  const order = { check: 0, primary: 1, unique: 2, foreign: 3 };
  for (const c of [...constraints].sort((a, b) => order[a.k] - order[b.k])) table = addConstraint(s, table, c);
  for (const l of likes) table = copyRules(s, table, l.from, l.e);
  return { tag: "CREATE TABLE", count: 0 };
}

function copyRules(s: Session, t: Table, from: Table | View, e: Extract<TableElement, { k: "like" }>): Table {
  let table = t;
  if (from.k === "view") return table;
  const has = (w: string) => e.all || e.including.includes(w);
  if (has("constraints"))
    for (const c of from.constraints)
      if (c.k === "check") table = addConstraint(s, table, { k: "check", e: c.e, name: c.name, at: 0 });
  if (has("indexes")) {
    for (const c of from.constraints)
      if (c.k === "primary" || c.k === "unique")
        table = addConstraint(s, table, { k: c.k, columns: c.columns, name: undefined, at: 0 });
    for (const i of indexesOf(s, from))
      if (i.constraint === undefined)
        putObject(s, {
          ...i,
          ...base(
            s,
            freeName(
              s,
              t.schema,
              indexName(
                table,
                i.keys.map((k) => k.e),
              ),
            ),
            t.schema,
          ),
          table: t.oid,
        });
  }
  return table;
}

/** `table_column_idx`. */
export function indexName(t: { readonly name: string }, keys: readonly Expr[]): string {
  const parts = keys.map((e) =>
    e.k === "col" ? (e.parts.at(-1) ?? "") : e.k === "call" ? (e.name.at(-1) ?? "expr") : "expr",
  );
  return `${t.name}_${parts.join("_")}_idx`;
}

export function createTableAs(s: Session, q: Extract<Statement, { k: "create table as" }>): Outcome {
  const schema = q.temp ? "pg_temp" : creationSchema(s, q.table.schema);
  checkSchema(s, schema, "C");
  const tag = q.materialized ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS";
  if (!nameFree(s, schema, q.table, q.ifNotExists)) return { tag, count: 0 };
  const plan = query(q.query, newScope(s, undefined));
  if (q.columns.length > plan.columns.length) throw new PgError("too many column names were specified", "42601");
  const columns: Column[] = plan.columns.map((c, i) => ({
    num: i + 1,
    name: q.columns[i] ?? c.name,
    type: c.type.name === "unknown" ? T.text.oid : c.type.oid,
    mod: c.mod,
    notNull: false,
    default: undefined,
    identity: undefined,
    generated: undefined,
    sequence: undefined,
    comment: undefined,
  }));
  columns.forEach((c, i) => {
    if (columns.findIndex((x) => x.name === c.name) < i)
      throw new PgError(`column "${c.name}" specified more than once`, "42701");
  });
  const rows = q.noData ? [] : runPlan(s, plan);
  const t: Table = {
    ...base(s, q.table.name, schema, newOid(s, 3)),
    k: q.materialized ? "materialized view" : "table",
    columns,
    constraints: [],
    heap: newOid(s),
    temp: q.temp,
    nextNum: columns.length + 1,
    query: q.materialized ? q.query : undefined,
    populated: !q.noData,
    analyzed: undefined,
  };
  putObject(s, t);
  const heap = heapOf(s, t);
  for (const r of rows) insertVersion(s, heap, r);
  return { tag: q.noData ? tag : `SELECT ${rows.length}`, count: rows.length };
}

export function refresh(s: Session, q: Extract<Statement, { k: "refresh" }>): Outcome {
  const t = findRelation(s, q.table);
  if (!t) throw noRelation(q.table, false);
  if (t.k !== "materialized view" || !t.query) throw new PgError(`"${t.name}" is not a materialized view`, "42809");
  const plan = query(t.query, newScope(s, undefined));
  const rows = runPlan(s, plan);
  const next: Table = { ...t, heap: newOid(s), populated: true };
  putObject(s, next);
  const heap = heapOf(s, next);
  for (const r of rows) insertVersion(s, heap, r);
  return { tag: "REFRESH MATERIALIZED VIEW", count: 0 };
}

export const needTable = (s: Session, name: TableName): Table => {
  const t = findRelation(s, name);
  if (!t) throw noRelation(name, false);
  if (t.k !== "table") throw new PgError(`"${t.name}" is not a table`, "42809");
  return byOid<Table>(s, t.oid, "table") ?? t;
};
