import type { Core, Expression, OrderItem, Output } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { groupsFully } from "../mysql/modes.ts";
import { keyOf } from "../values/compare.ts";
import { typeOf, type Value } from "../values/value.ts";
import { evaluate, holds } from "./evaluate.ts";
import { checkGrouped, nameOf } from "./grouping.ts";
import { sortRows } from "./order.ts";
import { type Rows, unique } from "./query.ts";
import { fromRows } from "./relations.ts";
import { rolledUp } from "./rollup.ts";
import { type Field, resolve, type Scope } from "./scope.ts";
import { shapeOf } from "./shape.ts";
import { fitted, type Shape } from "./shapes.ts";
import { children, hasAggregate, windowCalls } from "./walk.ts";
import { withWindows } from "./windows.ts";

interface Named {
  readonly expression: Expression;
  readonly name: string;
  readonly alias: string | undefined;
  /** Which output of the statement it comes from, from 1. */
  readonly place: number;
}

/** One SELECT … FROM … WHERE … GROUP BY … HAVING, sorted. */
export function runCore(q: Core, orderBy: readonly OrderItem[], outer: Scope): Rows {
  const { session } = outer;
  const s: Scope = {
    session,
    ctes: outer.ctes,
    run: outer.run,
    outer,
    bound: [],
    merged: new Set(),
    part: "field list",
  };
  const from = fromRows(q.from, q.joins, s);
  let { rows } = from;
  const { where } = q;
  if (where && hasAggregate(where)) {
    throw new SqlError("Invalid use of group function", "HY000", 1111);
  }
  const outputs = q.outputs.flatMap((o, i) => expand(o, from.empty, i + 1));
  checkNames(q, outputs, orderBy, from.empty);
  if (where) rows = rows.filter((r) => holds(where, { ...r, part: "where clause" }));
  const order = orderBy.map((o) => ({ ...o, by: meant(o.by, outputs, from.empty, "ORDER BY") }));
  const keys = q.groupBy.map((e) => meant(e, outputs, from.empty, "GROUP BY", true));
  const grouped =
    keys.length > 0 ||
    q.having !== undefined ||
    [...outputs.map((o) => o.expression), ...order.map((o) => o.by)].some(hasAggregate);
  if (grouped) {
    const covered = coveredTables(keys, from.empty, from.keys);
    if (groupsFully(session)) for (const o of outputs) checkGrouped(o.expression, keys, covered, from.empty, o.place);
    rows = groupsOf(rows, keys, from.empty);
    if (q.rollup) rows = rolledUp(rows, keys, from.empty);
  } else if (rows.length === 0) for (const o of outputs) checkColumns(o.expression, from.empty);
  if (where && from.rows.length === 0) checkColumns(where, { ...from.empty, part: "where clause" });
  const { having } = q;
  if (having) rows = rows.filter((r) => holds(having, { ...r, ...aliasesOf(outputs, r), part: "having clause" }));
  const calls = [...outputs.map((o) => o.expression), ...order.map((o) => o.by)].flatMap(windowCalls);
  rows = withWindows(rows, calls);
  const opened = (x: Shape): Shape => (q.rollup ? { ...x, nullable: true } : x);
  const shapes = outputs.map((o) => opened(shapeOf(o.expression, from.empty)));
  const made = rows.map((r) => ({
    scope: r,
    values: outputs.map((o, i) => {
      const value = evaluate(o.expression, r);
      return shapes ? fitted(value, shapes[i]?.type ?? "") : value;
    }),
  }));
  let all = made;
  if (order.length) {
    const sortKeys = (m: (typeof made)[number]): Value[] =>
      order.map((o) => {
        const at = outputs.findIndex((x) => x.expression === o.by);
        const value = at >= 0 ? (m.values[at] ?? null) : evaluate(o.by, { ...m.scope, part: "order clause" });
        return memberNumber(value, shapeOf(o.by, from.empty).type);
      });
    all = sortRows(made, sortKeys, order);
  }
  if (q.distinct) all = unique(all, (m) => m.values.map((v) => keyOf(v)).join("\0"));
  const fields = outputs.map((o, i): Field => {
    const shape = shapes?.[i];
    if (shape) {
      const table = o.expression.kind === "column" ? resolve(o.expression, from.empty)?.bound.alias : undefined;
      return { name: o.name, ...shape, ...(table === undefined ? {} : { table }) };
    }
    return {
      name: o.name,
      type:
        typeFor(o.expression, from.empty) ??
        firstType(
          o.expression,
          all.map((m) => m.values[i] ?? null),
        ),
    };
  });
  return { fields, rows: all.map((m) => m.values) };
}

/** MySQL sorts an ENUM by the places of its members. */
function memberNumber(value: Value, type: string): Value {
  if (typeof value !== "string" || !type.startsWith("enum(")) return value;
  const members = [...type.matchAll(/'((?:[^']|'')*)'/g)].map((m) => m[1] ?? "");
  return members.indexOf(value) + 1;
}

function aliasesOf(outputs: readonly Named[], row: Scope): { aliases?: ReadonlyMap<string, Value> } {
  const named = outputs.filter((o) => o.alias !== undefined && windowCalls(o.expression).length === 0);
  return { aliases: new Map(named.map((o) => [o.name, evaluate(o.expression, row)])) };
}

/** The outputs that one of the statement's stands for: a star for all columns. */
function expand(o: Output, empty: Scope, place: number): Named[] {
  const e = o.expression;
  if (e.kind !== "star") return [{ expression: e, name: o.alias ?? headOf(e, o.text, empty), alias: o.alias, place }];
  const bound = empty.bound.filter(
    (b) => e.table === undefined || b.alias === e.table || b.alias.toLowerCase() === e.table.toLowerCase(),
  );
  if (bound.length === 0) {
    throw e.table === undefined
      ? new SqlError("No tables used", "HY000", 1096)
      : new SqlError(`Unknown table '${e.table}'`, "42S02", 1051);
  }
  const column = (table: string | undefined, name: string): Named => ({
    expression: { kind: "column", table, name, at: 0 },
    name,
    alias: undefined,
    place,
  });
  const all: Named[] = e.table === undefined ? [...empty.merged].map((name) => column(undefined, name)) : [];
  for (const b of bound)
    for (const f of b.fields) if (e.table !== undefined || !empty.merged.has(f.name)) all.push(column(b.alias, f.name));
  return all;
}

/** How a column without an alias is headed. */
function headOf(e: Expression, text: string, empty: Scope): string {
  if (e.kind === "column") {
    const found = resolve(e, empty);
    const field = found?.bound.fields[found.at];
    return field?.fixed ? field.name : e.name;
  }
  return e.kind === "literal" && typeof e.value === "string" && /^['"]/.test(text) ? e.value : text;
}

/** What an item of ORDER BY or GROUP BY means: a number of an output, an output's alias, or itself. */
function meant(e: Expression, outputs: readonly Named[], empty: Scope, where: string, columnFirst = false): Expression {
  if (e.kind === "literal" && typeof e.value === "number") {
    const output = outputs[e.value - 1];
    if (!output)
      throw new SqlError(
        `Unknown column '${e.value}' in '${where === "GROUP BY" ? "group statement" : "order clause"}'`,
        "42S22",
        1054,
      );
    return output.expression;
  }
  if (e.kind !== "column" || e.table !== undefined) return e;
  if (columnFirst && resolve(e, empty)) return e;
  const output = outputs.find((o) => o.name.toLowerCase() === e.name.toLowerCase());
  return output?.expression ?? e;
}

/** Tables whose primary key stands whole among the keys of the groups. */
function coveredTables(
  keys: readonly Expression[],
  empty: Scope,
  primary: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const names = new Set(keys.flatMap((k) => (k.kind === "column" ? [nameOf(k, empty) ?? ""] : [])));
  return new Set(
    [...primary]
      .filter(([alias, key]) => key.length > 0 && key.every((c) => names.has(`${alias}.${c}`)))
      .map(([alias]) => alias),
  );
}

function groupsOf(rows: readonly Scope[], keys: readonly Expression[], empty: Scope): Scope[] {
  // Without GROUP BY all rows are one group, even when there are none.
  if (keys.length === 0)
    return [
      {
        ...(rows[0] ?? { ...empty, bound: empty.bound.map((b) => ({ ...b, row: b.fields.map(() => null) })) }),
        group: rows,
      },
    ];
  const groups = new Map<string, Scope[]>();
  for (const row of rows) {
    const key = keys.map((e) => keyOf(evaluate(e, { ...row, part: "group statement" }))).join("\0");
    const there = groups.get(key);
    if (there) there.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap((all) => (all[0] ? [{ ...all[0], group: all }] : []));
}

/** A query over no rows still refuses columns that there are not. */
function checkColumns(e: Expression, empty: Scope): void {
  if (e.kind === "column") evaluate(e, empty);
  for (const c of children(e)) checkColumns(c, empty);
}

/** MySQL looks every column up before it reads a row, part by part. */
function checkNames(q: Core, outputs: readonly Named[], orderBy: readonly OrderItem[], empty: Scope): void {
  for (const o of outputs) checkColumns(o.expression, empty);
  if (q.where) checkColumns(q.where, { ...empty, part: "where clause" });
  const aliases = new Map(outputs.map((o) => [o.name, null as Value]));
  for (const e of q.groupBy) checkColumns(e, { ...empty, aliases, part: "group statement" });
  if (q.having) checkColumns(q.having, { ...empty, aliases, part: "having clause" });
  for (const o of orderBy) checkColumns(o.by, { ...empty, aliases, part: "order clause" });
}

const COUNTS = /^(count|row_number|rank|dense_rank)$/;

/** The type of an output, where it does not depend on the rows: a column's as its table has it. */
function typeFor(e: Expression, empty: Scope): string | undefined {
  if (e.kind === "cast") return e.type;
  if (e.kind === "call") return COUNTS.test(e.name) ? "bigint" : e.name === "extract" ? "numeric" : undefined;
  if (e.kind !== "column") return undefined;
  const found = resolve(e, empty);
  return found?.bound.fields[found.at]?.type;
}

function firstType(e: Expression, values: readonly Value[]): string {
  const known = values.find((v) => v !== null);
  if (known === undefined) return "text";
  // A sum of whole numbers reaches further than they do.
  const sum = e.kind === "call" && e.name === "sum" && typeof known === "number";
  return sum ? "bigint" : typeOf(known);
}
