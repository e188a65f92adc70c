import { toBoolean } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import type { ConstraintDef, Expr } from "../ast.ts";
import { findRelation, newOid, noRelation, putObject } from "../catalog/lookup.ts";
import type { Constraint, Index, Table } from "../catalog/objects.ts";
import { typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { castContext } from "../functions/casts.ts";
import { indexesOf, tableScope } from "../run/table-rules.ts";
import type { Session } from "../session.ts";
import { typeText } from "../types/type.ts";
import { base, freeName } from "./new-object.ts";

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
