import { coerce } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { newScope } from "../analyse/scope.ts";
import type { Expr } from "../ast.ts";
import type { Alteration, Statement } from "../ast-statements.ts";
import {
  byOid,
  dropObject,
  findRelation,
  needRole,
  newOid,
  noRelation,
  objectsOf,
  putObject,
  resolveType,
  schemaExists,
} from "../catalog/lookup.ts";
import type { Column, Relation, Table } from "../catalog/objects.ts";
import { needOwner } from "../catalog/rights.ts";
import { newHeap } from "../catalog/state.ts";
import { PgError } from "../error.ts";
import type { Outcome } from "../run/perform.ts";
import { defaultOf, heapOf, indexesOf, tableScope, uniqueRules } from "../run/table-rules.ts";
import { insertVersion, takeSnapshot, visibleRows } from "../run/visibility.ts";
import { checkReference } from "../run/writer.ts";
import type { Session } from "../session.ts";
import { rowKey } from "../types/compare.ts";
import { NO_MOD, type Row, typeText, type Value } from "../types/type.ts";
import { dependents, dropAll, refuseDependents } from "./drop.ts";
import { addConstraint, checkDefaults, columnOf, freeName, newSequence } from "./tables.ts";

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

const missingColumn = (t: Table, name: string): PgError =>
  new PgError(`column "${name}" of relation "${t.name}" does not exist`, "42703");

function needColumn(t: Table, name: string): readonly [Column, number] {
  const i = t.columns.findIndex((c) => c.name === name);
  const c = t.columns[i];
  if (!c) throw missingColumn(t, name);
  return [c, i];
}

const rowsOf = (s: Session, t: Table): Row[] => visibleRows(s, heapOf(s, t), takeSnapshot(s)).map((v) => v.values);

/** The table with all its rows made anew. */
function rewrite(s: Session, t: Table, next: Table, row: (r: Row) => Row): Table {
  const rows = rowsOf(s, t);
  const made: Table = { ...next, heap: newOid(s) };
  s.database.heaps.set(made.heap, newHeap());
  putObject(s, made);
  const heap = heapOf(s, made);
  for (const r of rows) insertVersion(s, heap, row(r));
  return made;
}

function withColumn(t: Table, i: number, change: Partial<Column>): Table {
  return { ...t, columns: t.columns.map((c, k) => (k === i ? { ...c, ...change } : c)) };
}

function change(s: Session, t: Table, c: Alteration): boolean {
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

function addColumn(s: Session, t: Table, c: Extract<Alteration, { k: "add column" }>): void {
  if (t.columns.some((x) => x.name === c.column.name)) {
    if (!c.ifNotExists) throw new PgError(`column "${c.column.name}" of relation "${t.name}" already exists`, "42701");
    s.notices.push({
      severity: "NOTICE",
      message: `column "${c.column.name}" of relation "${t.name}" already exists, skipping`,
    });
    return;
  }
  const column = columnOf(s, t, c.column, t.nextNum);
  const next: Table = { ...t, columns: [...t.columns, column], nextNum: t.nextNum + 1 };
  putObject(s, next);
  checkDefaults(s, next, [column]);
  const standard = defaultOf(s, column);
  const generated = column.generated && expression(column.generated, tableScope(s, next));
  const rows = rowsOf(s, t);
  const made = rewrite(s, t, next, (r) => {
    const value = generated
      ? generated.ev({ row: r, up: undefined })
      : (standard?.ev({ row: [], up: undefined }) ?? null);
    return [...r, value];
  });
  if (column.notNull && rows.length && !standard && !generated)
    throw new PgError(`column "${column.name}" of relation "${t.name}" contains null values`, "23502");
  let table = made;
  for (const x of c.column.constraints) table = addConstraint(s, table, x);
  verify(s, table, made);
}

/** New constraints must hold for the rows that are there. */
function verify(s: Session, t: Table, before: Table): void {
  const added = t.constraints.filter((c) => !before.constraints.some((b) => b.oid === c.oid));
  const rows = rowsOf(s, t);
  for (const c of added) {
    if (c.k === "check") {
      const ex = expression(c.e, tableScope(s, t));
      if (rows.some((row) => ex.ev({ row, up: undefined }) === false))
        throw new PgError(`check constraint "${c.name}" of relation "${t.name}" is violated by some row`, "23514", {
          fields: { schema: t.schema, table: t.name, constraint: c.name },
        });
    } else if (c.k === "foreign") {
      for (const row of rows) checkReference(s, t, c, row);
    } else if (c.k === "primary") {
      for (const n of c.columns) {
        const i = t.columns.findIndex((x) => x.name === n);
        if (rows.some((r) => (r[i] ?? null) === null))
          throw new PgError(`column "${n}" of relation "${t.name}" contains null values`, "23502");
      }
      checkUnique(s, t, c.name, rows);
    } else if (c.k === "unique") checkUnique(s, t, c.name, rows);
  }
}

/** Throws where two rows have the same key of a unique index. */
export function checkUnique(s: Session, t: Table, index: string, rows: readonly Row[] = rowsOf(s, t)): void {
  const rule = uniqueRules(s, t).find((u) => u.index.name === index);
  if (!rule) return;
  const sc = tableScope(s, t);
  const exs = rule.index.keys.map((k) => expression(k.e, sc));
  const where = rule.index.where && expression(rule.index.where, sc);
  const seen = new Set<string>();
  for (const row of rows) {
    if (where && where.ev({ row, up: undefined }) !== true) continue;
    const key = exs.map((e) => e.ev({ row, up: undefined }));
    if (key.includes(null)) continue;
    const text = rowKey(key);
    if (seen.has(text)) {
      const detail = rule.failure(row).detail?.replace(/ already exists\.$/, " is duplicated.");
      throw new PgError(`could not create unique index "${index}"`, "23505", {
        detail,
        fields: { schema: t.schema, table: t.name, constraint: index },
      });
    }
    seen.add(text);
  }
}

function dropColumn(s: Session, t: Table, c: Extract<Alteration, { k: "drop column" }>): void {
  const i = t.columns.findIndex((x) => x.name === c.name);
  const column = t.columns[i];
  if (!column) {
    if (!c.ifExists) throw missingColumn(t, c.name);
    s.notices.push({
      severity: "NOTICE",
      message: `column "${c.name}" of relation "${t.name}" does not exist, skipping`,
    });
    return;
  }
  const found = dependents(s, t, c.name);
  refuseDependents(s, `column ${c.name} of table ${t.name}`, found, c.cascade, `column ${c.name} of table ${t.name}`);
  dropAll(s, found);
  const now = byOid<Table>(s, t.oid, "table") ?? t;
  const uses = (e: Expr) => columnNames(e).has(c.name);
  const constraints = now.constraints.filter((x) =>
    x.k === "check" ? !uses(x.e) : x.k === "not null" ? x.column !== c.name : !x.columns.includes(c.name),
  );
  for (const x of indexesOf(s, now))
    if (x.keys.some((k) => uses(k.e)) || (x.where && uses(x.where))) dropObject(s, x.oid);
  if (column.sequence !== undefined) dropObject(s, column.sequence);
  rewrite(s, now, { ...now, columns: now.columns.filter((_, k) => k !== i), constraints }, (r) =>
    r.filter((_, k) => k !== i),
  );
}

function columnNames(e: unknown, out = new Set<string>()): Set<string> {
  if (Array.isArray(e)) for (const x of e) columnNames(x, out);
  else if (typeof e === "object" && e !== null) {
    const x = e as Expr;
    if (x.k === "col") out.add(x.parts.at(-1) ?? "");
    for (const v of Object.values(e)) columnNames(v, out);
  }
  return out;
}

/** An expression with a column under another name. */
function renamedIn<E>(e: E, from: string, to: string): E {
  const walk = (x: unknown): unknown => {
    if (Array.isArray(x)) return x.map(walk);
    if (typeof x !== "object" || x === null) return x;
    const o = x as Expr;
    if (o.k === "col" && o.parts.at(-1) === from) return { ...o, parts: [...o.parts.slice(0, -1), to] };
    return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, walk(v)]));
  };
  return walk(e) as E;
}

function renameColumn(s: Session, t: Table, from: string, to: string): void {
  const name = (n: string) => (n === from ? to : n);
  const next: Table = {
    ...t,
    columns: t.columns.map((c) => ({
      ...c,
      name: name(c.name),
      ...(c.generated ? { generated: renamedIn(c.generated, from, to) } : {}),
    })),
    constraints: t.constraints.map((c) =>
      c.k === "check"
        ? { ...c, e: renamedIn(c.e, from, to) }
        : c.k === "not null"
          ? { ...c, column: name(c.column) }
          : {
              ...c,
              columns: c.columns.map(name),
              ...(c.k === "foreign" && c.table === t.oid ? { references: c.references.map(name) } : {}),
            },
    ),
  };
  putObject(s, next);
  for (const i of indexesOf(s, t))
    putObject(s, {
      ...i,
      keys: i.keys.map((k) => ({ ...k, e: renamedIn(k.e, from, to) })),
      where: i.where && renamedIn(i.where, from, to),
    });
  for (const o of objectsOf(s).values()) {
    if (o.k === "table" && o.oid !== t.oid && o.constraints.some((c) => c.k === "foreign" && c.table === t.oid))
      putObject(s, {
        ...o,
        constraints: o.constraints.map((c) =>
          c.k === "foreign" && c.table === t.oid ? { ...c, references: c.references.map(name) } : c,
        ),
      });
    if (o.k === "sequence" && o.ownedBy?.table === t.oid && o.ownedBy.column === from)
      putObject(s, { ...o, ownedBy: { table: t.oid, column: to } });
    if ((o.k === "view" || o.k === "materialized view") && o.query && JSON.stringify(o.query).includes(`"${t.name}"`))
      putObject(s, { ...o, query: renamedIn(o.query, from, to) });
  }
}

function retype(s: Session, t: Table, c: Extract<Alteration, { k: "type" }>): void {
  const [column, i] = needColumn(t, c.name);
  const { type, mod } = resolveType(s, c.type);
  const sc = tableScope(s, t);
  const source = c.using ? expression(c.using, sc) : expression({ k: "col", parts: [c.name], at: 0 }, sc);
  const ex = coerce(s, source, type, mod, "assignment");
  if (!ex)
    throw new PgError(
      c.using
        ? `result of USING clause for column "${c.name}" cannot be cast automatically to type ${typeText(type, mod)}`
        : `column "${c.name}" cannot be cast automatically to type ${typeText(type, mod)}`,
      "42804",
      {
        hint: c.using
          ? "You might need to add an explicit cast."
          : `You might need to specify "USING ${c.name}::${typeText(type, mod)}".`,
      },
    );
  const view = [...objectsOf(s).values()].find(
    (o) => o.k === "view" && dependents(s, t, c.name).some((d) => d.object?.oid === o.oid),
  );
  if (view)
    throw new PgError("cannot alter type of a column used by a view or rule", "0A000", {
      detail: `rule _RETURN on view ${view.name} depends on column "${c.name}"`,
    });
  if (column.default) {
    const standard = coerce(s, expression(column.default, newScope(s, undefined)), type, NO_MOD, "assignment");
    if (!standard)
      throw new PgError(
        `default for column "${c.name}" cannot be cast automatically to type ${typeText(type, mod)}`,
        "42804",
      );
  }
  const made = rewrite(s, t, withColumn(t, i, { type: type.oid, mod }), (r) => {
    const values: Value[] = [...r];
    values[i] = ex.ev({ row: r, up: undefined });
    return values;
  });
  for (const x of indexesOf(s, made)) if (x.unique) checkUnique(s, made, x.name);
}

function dropConstraint(s: Session, t: Table, c: Extract<Alteration, { k: "drop constraint" }>): void {
  const there = t.constraints.find((x) => x.name === c.name);
  if (!there) {
    const notNull = t.columns.findIndex((x) => x.notNull && `${t.name}_${x.name}_not_null` === c.name);
    if (notNull >= 0) {
      putObject(s, withColumn(t, notNull, { notNull: false }));
      return;
    }
    if (!c.ifExists) throw new PgError(`constraint "${c.name}" of relation "${t.name}" does not exist`, "42704");
    s.notices.push({
      severity: "NOTICE",
      message: `constraint "${c.name}" of relation "${t.name}" does not exist, skipping`,
    });
    return;
  }
  const index = indexesOf(s, t).find((i) => i.constraint === there.oid);
  if (there.k === "primary" || there.k === "unique") {
    const users = [...objectsOf(s).values()].flatMap((o) =>
      o.k === "table"
        ? o.constraints.flatMap((x) =>
            x.k === "foreign" &&
            x.table === t.oid &&
            [...x.references].sort().join() === [...there.columns].sort().join()
              ? [
                  {
                    text: `constraint ${x.name} on table ${o.name}`,
                    on: `index ${there.name}`,
                    constraint: { table: o.oid, oid: x.oid },
                  },
                ]
              : [],
          )
        : [],
    );
    refuseDependents(s, `constraint ${there.name} on table ${t.name}`, users, c.cascade, `index ${there.name}`);
    dropAll(s, users);
  }
  const now = byOid<Table>(s, t.oid, "table") ?? t;
  putObject(s, { ...now, constraints: now.constraints.filter((x) => x.oid !== there.oid) });
  if (index) dropObject(s, index.oid);
}
