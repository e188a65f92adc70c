import { conjuncts, fromItem } from "../analyse/from.ts";
import { hasAggregate } from "../analyse/query.ts";
import { newScope, type Scope } from "../analyse/scope.ts";
import type { CallExpr, Expr, Query, Select } from "../ast.ts";
import { findRelation } from "../catalog/lookup.ts";
import type { Table } from "../catalog/objects.ts";
import { notSimulated } from "../error.ts";
import type { Session } from "../session.ts";
import { quoteName } from "../types/type.ts";
import { CPU_OPERATOR, CPU_ROW, figuresOf, indexOn, type TableFigures, typeWidth } from "./plan-costs.ts";
import { exOf, folded, operators, type Step, scans } from "./plan-scan.ts";

/** What the planner knows of a SELECT over one table. */
interface Plan {
  readonly sc: Scope;
  readonly t: Table;
  readonly f: TableFigures;
}

/** The plan of a SELECT over one table, or over none. */
export function selectPlan(s: Session, q: Query): Step {
  const { body } = q;
  if (q.ctes.length || body.k !== "select") return notSimulated("EXPLAIN of WITH, VALUES and set operations");
  if (body.distinctOn || body.windows.length || JSON.stringify(q).includes('"over":{'))
    return notSimulated("EXPLAIN of window functions and DISTINCT ON");
  const sc = newScope(s, undefined);
  const [item, ...more] = body.from;
  if (!item) return nothing(sc, q, body);
  if (more.length || item.k === "join") return notSimulated("EXPLAIN of a query over several tables");
  const t = item.k === "table" ? findRelation(s, item.table) : undefined;
  if (item.k !== "table" || t?.k !== "table") return notSimulated("EXPLAIN of a query over other than a table");
  fromItem(item, sc);
  const alias = item.alias?.name ?? t.name;
  const shownTable = quoteName(t.name) + (alias === t.name ? "" : ` ${quoteName(alias)}`);
  const p: Plan = { sc, t, f: figuresOf(s, t) };
  const outputs = body.outputs.flatMap((o): Expr[] =>
    o.e.k === "star" ? t.columns.map((c) => ({ k: "col", parts: [alias, c.name], at: 0 })) : [o.e],
  );
  const keys = body.groupBy.map((g) => (g.k === "expr" ? named(g.e, body) : notSimulated("EXPLAIN of grouping sets")));
  const grouped = hasAggregate(body.outputs, sc) || keys.length > 0 || body.having !== undefined;
  if (!grouped && body.outputs.some((o) => o.e.k === "call" && /^(min|max)$/.test(o.e.name.at(-1) ?? "")))
    notSimulated("EXPLAIN of this query");
  if (
    keys.length === 0 &&
    body.outputs.some(
      (o) =>
        o.e.k === "call" &&
        /^(min|max)$/.test(o.e.name.at(-1) ?? "") &&
        o.e.args[0]?.k === "col" &&
        indexOn(s, t, o.e.args[0].parts.at(-1) ?? ""),
    )
  )
    notSimulated("EXPLAIN of min and max over an index");
  const by = q.orderBy.map((o) => ({ ...o, by: named(o.by, body) }));
  const handed = grouped
    ? parts(p, keys, [...outputs, ...(body.having ? [body.having] : []), ...by.map((o) => o.by)])
    : unique(p, [...outputs, ...by.map((o) => o.by)]);
  const [first, ...others] = by;
  const order =
    !grouped && !body.distinct && first && others.length === 0 && first.by.k === "col" && first.nullsFirst === undefined
      ? { column: first.by.parts.at(-1) ?? "", descending: first.descending }
      : undefined;
  const ways = scans(s, sc, t, shownTable, {
    conditions: body.where ? conjuncts(body.where) : [],
    width: handed.reduce((n, e) => n + widthOf(p, e), 0),
    ops: handed.reduce((n, e) => n + operators(e), 0),
    columns: columnsIn([...handed, ...(body.where ? [body.where] : [])]),
    order,
  });
  let step = ways.any;
  if (grouped) step = aggregated(p, step, body, outputs, keys);
  if (body.distinct) step = distinct(p, step, outputs);
  const limit =
    q.limit?.k === "const" ? Number(q.limit.s) : q.limit ? notSimulated("EXPLAIN of this LIMIT") : undefined;
  const offset = q.offset?.k === "const" ? Number(q.offset.s) : q.offset ? notSimulated("EXPLAIN of this OFFSET") : 0;
  const most = limit === undefined ? undefined : limit + offset;
  if (by.length) {
    const texts = by.map((o) => sortKey(p, o));
    const given =
      step.details.join() === `Group Key: ${texts.join(", ")}` && /^(GroupAggregate|Unique)$/.test(step.name);
    const sorted = given ? step : sort(step, texts, most);
    const ordered = ways.ordered;
    step = ordered && cut(ordered, most).total < cut(sorted, most).total ? ordered : sorted;
  }
  return limit === undefined && !offset ? step : limited(step, limit, offset);
}

function nothing(sc: Scope, q: Query, body: Select): Step {
  if (q.orderBy.length || q.limit || body.where || body.distinct || body.groupBy.length)
    return notSimulated("EXPLAIN of this query");
  const exs = body.outputs.map((o) => exOf(sc, o.e));
  return {
    name: "Result",
    start: 0,
    total: CPU_ROW,
    rows: 1,
    width: exs.reduce((n, e) => n + typeWidth(e.type, e.mod), 0),
    details: [],
    children: [],
  };
}

/** An alias or a place among the outputs, as what it stands for. */
function named(e: Expr, b: Select): Expr {
  if (e.k === "const" && e.t === "int") return b.outputs[Number(e.s) - 1]?.e ?? e;
  if (e.k !== "col" || e.parts.length !== 1) return e;
  return b.outputs.find((o) => o.alias === e.parts[0])?.e ?? e;
}

/** The same table, in a scope where aggregates may stand. */
const fresh = (p: Plan): Scope => ({
  ...newScope(p.sc.s, undefined),
  items: p.sc.items,
  merged: p.sc.merged,
  width: p.sc.width,
});
const show = (p: Plan, e: Expr): string => folded(exOf(fresh(p), e).show(false));

function widthOf(p: Plan, e: Expr): number {
  if (e.k === "col") return p.f.widthOf(e.parts.at(-1) ?? "");
  const ex = exOf(fresh(p), e);
  return typeWidth(ex.type, ex.mod);
}

function unique(p: Plan, list: readonly Expr[]): Expr[] {
  const seen = new Map<string, Expr>();
  for (const e of list) {
    const text = show(p, e);
    if (!seen.has(text)) seen.set(text, e);
  }
  return [...seen.values()];
}

function columnsIn(list: readonly Expr[]): Set<string> {
  const found = new Set<string>();
  const walk = (x: unknown): void => {
    if (Array.isArray(x)) return x.forEach(walk);
    if (typeof x !== "object" || x === null) return;
    const o = x as Expr;
    if (o.k === "col") found.add(o.parts.at(-1) ?? "");
    Object.values(x).forEach(walk);
  };
  walk(list);
  return found;
}

/** What an aggregate needs of its table: its keys, and the columns that the outputs use beside them. */
function parts(p: Plan, keys: readonly Expr[], list: readonly Expr[]): Expr[] {
  const known = new Set(keys.map((k) => show(p, k)));
  const found: Expr[] = [...keys];
  const walk = (x: unknown): void => {
    if (Array.isArray(x)) return x.forEach(walk);
    if (typeof x !== "object" || x === null) return;
    const o = x as Expr;
    if (
      o.k === "col" ||
      ((o.k === "call" || o.k === "op") && !JSON.stringify(o).includes('"star":true') && known.has(show(p, o)))
    ) {
      found.push(o);
      return;
    }
    Object.values(x).forEach(walk);
  };
  walk(list);
  return unique(p, found);
}

/** How many different values some expressions have among a step's rows. */
function groupsOf(p: Plan, keys: readonly Expr[], rows: number): number {
  const each = keys.map((k) => (k.k === "col" ? p.f.distinct(k.parts.at(-1) ?? "") : Math.min(200, p.f.rows)));
  const most = keys.length > 1 ? Math.max(p.f.rows * 0.1, ...each) : p.f.rows;
  let n = Math.min(
    each.reduce((a, b) => a * b, 1),
    most,
  );
  if (rows < p.f.rows && n > 0) n *= 1 - ((p.f.rows - rows) / p.f.rows) ** (p.f.rows / n);
  return Math.max(1, Math.round(Math.min(n, rows)));
}

/** Aggregates that reckon once more when a group has ended. */
const FINAL = new Set([
  "avg",
  "stddev",
  "variance",
  "stddev_pop",
  "stddev_samp",
  "var_pop",
  "var_samp",
  "string_agg",
  "array_agg",
  "json_agg",
  "jsonb_agg",
]);

function callsIn(p: Plan, list: readonly Expr[]): CallExpr[] {
  const found = new Map<string, CallExpr>();
  const walk = (x: unknown): void => {
    if (Array.isArray(x)) return x.forEach(walk);
    if (typeof x !== "object" || x === null) return;
    const o = x as Expr;
    if (o.k === "call") found.set(show(p, o), o);
    Object.values(x).forEach(walk);
  };
  walk(list);
  return [...found.values()];
}

function aggregated(p: Plan, step: Step, body: Select, outputs: readonly Expr[], keys: readonly Expr[]): Step {
  const calls = callsIn(p, [...outputs, ...(body.having ? [body.having] : [])]);
  const width = outputs.reduce((n, e) => n + widthOf(p, e), 0);
  const having = body.having ? [`Filter: ${show(p, body.having)}`] : [];
  if (keys.length === 0) {
    if (body.having) notSimulated("EXPLAIN of HAVING without GROUP BY");
    const total = step.total + step.rows * CPU_OPERATOR * Math.max(1, calls.length);
    return { name: "Aggregate", start: total, total: total + CPU_ROW, rows: 1, width, details: [], children: [step] };
  }
  const groups = groupsOf(p, keys, step.rows);
  const functions = operators(keys) > 0 ? operators(keys) : 0;
  const aggregates = calls.length - functions;
  const ends = calls.filter((c) => FINAL.has(c.name.at(-1) ?? "")).length;
  const work = step.rows * CPU_OPERATOR * (keys.length + Math.max(0, aggregates));
  const after = groups * (CPU_ROW + CPU_OPERATOR * (functions + ends + (body.having ? 1 : 0)));
  const rows = body.having ? Math.max(1, Math.round(groups / 3)) : groups;
  const details = [`Group Key: ${keys.map((k) => show(p, k)).join(", ")}`, ...having];
  const hashed: Step = {
    name: "HashAggregate",
    start: step.total + work,
    total: step.total + work + after,
    rows,
    width,
    details,
    children: [step],
  };
  const first = sort(
    step,
    keys.map((k) => sortKey(p, { by: k, descending: false, nullsFirst: undefined })),
    undefined,
  );
  const inOrder: Step = {
    name: "GroupAggregate",
    start: first.start,
    total: first.total + work + after,
    rows,
    width,
    details,
    children: [first],
  };
  return inOrder.total <= hashed.total * 1.01 ? inOrder : hashed;
}

function distinct(p: Plan, step: Step, outputs: readonly Expr[]): Step {
  const groups = groupsOf(p, outputs, step.rows);
  const work = step.rows * CPU_OPERATOR * outputs.length;
  const start = step.total + work;
  const hashed: Step = {
    ...step,
    name: "HashAggregate",
    start,
    total: start + groups * CPU_ROW,
    rows: groups,
    details: [`Group Key: ${outputs.map((o) => show(p, o)).join(", ")}`],
    children: [step],
  };
  const first = sort(
    step,
    outputs.map((o) => sortKey(p, { by: o, descending: false, nullsFirst: undefined })),
    undefined,
  );
  const inOrder: Step = {
    ...step,
    name: "Unique",
    start: first.start,
    total: first.total + work,
    rows: groups,
    details: [],
    children: [first],
  };
  return inOrder.total <= hashed.total * 1.01 ? inOrder : hashed;
}

function sortKey(
  p: Plan,
  o: { readonly by: Expr; readonly descending: boolean; readonly nullsFirst: boolean | undefined },
): string {
  const text = show(p, o.by);
  const nulls =
    o.nullsFirst === undefined || o.nullsFirst === o.descending ? "" : o.nullsFirst ? " NULLS FIRST" : " NULLS LAST";
  return `${o.by.k === "col" ? text : `(${text})`}${o.descending ? " DESC" : ""}${nulls}`;
}

const WORK_MEMORY = 4 * 1024 * 1024;

function sort(step: Step, keys: readonly string[], most: number | undefined): Step {
  const n = Math.max(2, step.rows);
  const bytes = step.rows * (Math.ceil(step.width / 8) * 8 + 24);
  const bounded = most !== undefined && 2 * most < step.rows;
  const spilled = !bounded && bytes > WORK_MEMORY ? 2 * Math.ceil(bytes / 8192) * 1.75 : 0;
  const start = step.total + 2 * CPU_OPERATOR * n * Math.log2(bounded ? 2 * Math.max(1, most) : n) + spilled;
  return {
    name: "Sort",
    start,
    total: start + CPU_OPERATOR * n,
    rows: step.rows,
    width: step.width,
    details: [`Sort Key: ${keys.join(", ")}`],
    children: [step],
  };
}

/** What a step costs when only some of its rows are asked for. */
function cut(step: Step, most: number | undefined): Step {
  if (most === undefined || most >= step.rows) return step;
  return { ...step, total: step.start + ((step.total - step.start) * most) / step.rows };
}

function limited(step: Step, limit: number | undefined, offset: number): Step {
  const rows = Math.max(1, Math.min(limit ?? step.rows, step.rows - offset));
  return {
    name: "Limit",
    start: offset ? cut(step, offset).total : step.start,
    total: limit === undefined ? step.total : cut(step, limit + offset).total,
    rows,
    width: step.width,
    details: [],
    children: [step],
  };
}
