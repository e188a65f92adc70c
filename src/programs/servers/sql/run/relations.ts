import type { Call, FromItem, Join, TableRef } from "../ast.ts";
import { systemTable } from "../catalog/system-tables.ts";
import { SqlError } from "../lexer.ts";
import { databaseFor, type Session, storeFor } from "../session.ts";
import type { Table } from "../store.ts";
import { compare } from "../values/compare.ts";
import { List, type Row, type Value } from "../values/value.ts";
import { evaluate, holds } from "./evaluate.ts";
import { sortRows } from "./order.ts";
import { runQuery } from "./query.ts";
import type { Bound, Field, Relation, Scope } from "./scope.ts";

/** A table by its name; undefined when there is none. */
export function findTable(s: Session, ref: TableRef): readonly [database: string, table: Table | undefined] {
  const [name, contents] = databaseFor(s, ref.schema);
  const table = contents.tables.get(ref.name);
  return [name, table?.temporary !== undefined && table.temporary !== s.id ? undefined : table];
}

/** A table that must be there. Throws SqlError. */
export function needTable(s: Session, ref: TableRef): readonly [database: string, table: Table] {
  const [name, table] = findTable(s, ref);
  if (table) return [name, table];
  throw noRelation(ref, name);
}

export function noRelation(ref: TableRef, database: string): SqlError {
  return new SqlError(`Table '${database}.${ref.name}' doesn't exist`, "42S02", 1146);
}

export function tableRelation(table: Table): Relation {
  const primary = table.constraints.find((c) => c.kind === "primary");
  return {
    fields: table.columns.map((c) => ({ name: c.name, type: c.type, nullable: !c.notNull })),
    rows: clustered(table),
    key: primary?.kind === "primary" ? primary.columns : [],
  };
}

const sortedRows = new WeakMap<readonly Row[], readonly Row[]>();

/** InnoDB keeps the rows in the order of the primary key. */
export function clustered(table: Table): readonly Row[] {
  const primary = table.constraints.find((c) => c.kind === "primary");
  if (primary?.kind !== "primary") return table.rows;
  const known = sortedRows.get(table.rows);
  if (known) return known;
  const places = primary.columns.map((c) => table.columns.findIndex((x) => x.name === c));
  const items = places.map(() => ({
    by: { kind: "literal" as const, value: null },
    descending: false,
  }));
  const rows = sortRows(table.rows, (r) => places.map((i) => r[i] ?? null), items);
  sortedRows.set(table.rows, rows);
  return rows;
}

/** What an item of FROM gives, under which alias. */
function relationOf(item: FromItem, s: Scope): readonly [alias: string, relation: Relation] {
  if (item.kind === "derived") {
    if (item.alias === "") throw new SqlError("Every derived table must have its own alias", "42000", 1248);
    const { fields, rows } = runQuery(item.query, s);
    return [item.alias, { fields: renamed(fields, item.columns), rows, key: [] }];
  }
  if (item.kind === "function") {
    const made = functionRows(item.call, s);
    const fields = item.columns
      ? renamed(made.fields, item.columns)
      : made.fields.map((f) => ({ ...f, name: made.fields.length === 1 ? item.alias : f.name }));
    return [item.alias, { ...made, fields }];
  }
  const alias = item.alias ?? item.name;
  if (item.schema === undefined) {
    const cte = s.ctes.get(item.name);
    if (cte) return [alias, cte];
  }
  const system = systemTable(s.session, item);
  if (system) return [alias, system];
  const [database, table] = findTable(s.session, item);
  if (table) return [alias, tableRelation(table)];
  const view = storeFor(s.session).databases.get(database)?.views.get(item.name);
  if (!view) throw noRelation(item, database);
  const { fields, rows } = runQuery(view.query, { ...s, bound: [], outer: undefined, ctes: new Map() });
  return [alias, { fields: renamed(fields, view.columns), rows, key: [] }];
}

function renamed(fields: readonly Field[], names: readonly string[] | undefined): readonly Field[] {
  return fields.map((f, i) => ({ ...f, name: names?.[i] ?? f.name }));
}

/** generate_series and unnest. */
function functionRows(call: Call, s: Scope): Relation {
  const args = call.args.map((a) => evaluate(a, s));
  const [from = null] = args;
  const one = (values: readonly Value[], type: string): Relation => ({
    fields: [{ name: call.name, type }],
    rows: values.map((v) => [v]),
    key: [],
  });
  if (call.name === "unnest" && from instanceof List) return one(from.items, "text");
  throw new SqlError(`drydock: the function ${call.name} in FROM is not simulated`, "0A000", 1235);
}

/** All rows that FROM with its joins gives, each a scope of its own; `empty` is that scope without a row. */
export function fromRows(
  from: FromItem | undefined,
  joins: readonly Join[],
  s: Scope,
): { readonly rows: readonly Scope[]; readonly empty: Scope; readonly keys: ReadonlyMap<string, readonly string[]> } {
  if (!from) {
    const alone: Scope = { ...s, bound: [] };
    return { rows: [alone], empty: alone, keys: new Map() };
  }
  const keys = new Map<string, readonly string[]>();
  const [alias, first] = relationOf(from, s);
  keys.set(alias, first.key);
  let merged = new Set<string>();
  let shape: Bound[] = [{ alias, fields: first.fields, row: [] }];
  let rows: (readonly Bound[])[] = first.rows.map((row) => [{ alias, fields: first.fields, row }]);
  const scope = (bound: readonly Bound[]): Scope => ({ ...s, bound, merged });
  for (const join of joins) {
    const lateral = (join.item.kind === "derived" && join.item.lateral) || join.item.kind === "function";
    const fixed = lateral ? undefined : relationOf(join.item, s);
    const probe = fixed ?? relationOf(join.item, scope(shape));
    const [name, relation] = probe;
    if (shape.some((b) => b.alias === name)) {
      throw new SqlError(`Not unique table/alias: '${name}'`, "42000", 1066);
    }
    keys.set(name, relation.key);
    const common = join.natural
      ? relation.fields.map((f) => f.name).filter((n) => shape.some((b) => b.fields.some((f) => f.name === n)))
      : (join.using ?? []);
    merged = new Set([...merged, ...common]);
    const blank: Bound = { alias: name, fields: relation.fields, row: relation.fields.map(() => null) };
    const fits = joiner(join, common, scope);
    const next: (readonly Bound[])[] = [];
    const used = new Set<Row>();
    for (const left of rows) {
      let found = false;
      const [, right] = fixed ?? relationOf(join.item, scope(left));
      for (const row of right.rows) {
        const both = [...left, { alias: name, fields: relation.fields, row }];
        if (!fits(both)) continue;
        found = true;
        used.add(row);
        next.push(both);
      }
      if (!found && join.kind === "left") next.push([...left, blank]);
    }
    if (join.kind === "right") {
      const empties = shape.map((b) => ({ ...b, row: b.fields.map(() => null) }));
      for (const row of relation.rows) if (!used.has(row)) next.push([...empties, { ...blank, row }]);
    }
    rows = next;
    const opened = (b: Bound): Bound => ({ ...b, fields: b.fields.map((f) => ({ ...f, nullable: true })) });
    if (join.kind === "right") shape = shape.map(opened);
    const own = { ...blank, row: [] };
    shape = [...shape, join.kind === "left" ? opened(own) : own];
  }
  return { rows: rows.map(scope), empty: scope(shape), keys };
}

function joiner(
  join: Join,
  common: readonly string[],
  scope: (bound: readonly Bound[]) => Scope,
): (both: readonly Bound[]) => boolean {
  const { on } = join;
  if (on) return (both) => holds(on, { ...scope(both), part: "on clause" });
  if (common.length === 0) return () => true;
  return (both) => {
    const right = both.at(-1);
    return common.every((n) => {
      const find = (b: Bound | undefined): Value => {
        const at = b?.fields.findIndex((f) => f.name === n) ?? -1;
        if (at < 0) return null;
        return b?.row[at] ?? null;
      };
      const left = both.slice(0, -1).find((b) => b.fields.some((f) => f.name === n));
      if (!left) throw new SqlError(`Unknown column '${n}' in 'from clause'`, "42S22", 1054);
      const [a, b] = [find(left), find(right)];
      return a !== null && b !== null && compare(a, b) === 0;
    });
  };
}
