import { newScope, type Scope } from "../analyse/scope.ts";
import type { CallExpr, Expr, Select } from "../ast.ts";
import type { Table } from "../catalog/objects.ts";
import { notSimulated } from "../error.ts";
import { CPU_OPERATOR, CPU_ROW, type TableFigures, typeWidth } from "./plan-costs.ts";
import { exOf, folded, operators, type Step } from "./plan-scan.ts";

/** What the planner knows of a SELECT over one table. */
export interface Plan {
  readonly sc: Scope;
  readonly t: Table;
  readonly f: TableFigures;
}

/** The same table, in a scope where aggregates may stand. */
const fresh = (p: Plan): Scope => ({
  ...newScope(p.sc.s, undefined),
  items: p.sc.items,
  merged: p.sc.merged,
  width: p.sc.width,
});
const show = (p: Plan, e: Expr): string => folded(exOf(fresh(p), e).show(false));

export function widthOf(p: Plan, e: Expr): number {
  if (e.k === "col") return p.f.widthOf(e.parts.at(-1) ?? "");
  const ex = exOf(fresh(p), e);
  return typeWidth(ex.type, ex.mod);
}

export function unique(p: Plan, list: readonly Expr[]): Expr[] {
  const seen = new Map<string, Expr>();
  for (const e of list) {
    const text = show(p, e);
    if (!seen.has(text)) seen.set(text, e);
  }
  return [...seen.values()];
}

export function columnsIn(list: readonly Expr[]): Set<string> {
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
export function parts(p: Plan, keys: readonly Expr[], list: readonly Expr[]): Expr[] {
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

export function aggregated(p: Plan, step: Step, body: Select, outputs: readonly Expr[], keys: readonly Expr[]): Step {
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

export function distinct(p: Plan, step: Step, outputs: readonly Expr[]): Step {
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

export function sortKey(
  p: Plan,
  o: { readonly by: Expr; readonly descending: boolean; readonly nullsFirst: boolean | undefined },
): string {
  const text = show(p, o.by);
  const nulls =
    o.nullsFirst === undefined || o.nullsFirst === o.descending ? "" : o.nullsFirst ? " NULLS FIRST" : " NULLS LAST";
  return `${o.by.k === "col" ? text : `(${text})`}${o.descending ? " DESC" : ""}${nulls}`;
}

const WORK_MEMORY = 4 * 1024 * 1024;

export function sort(step: Step, keys: readonly string[], most: number | undefined): Step {
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
export function cut(step: Step, most: number | undefined): Step {
  if (most === undefined || most >= step.rows) return step;
  return { ...step, total: step.start + ((step.total - step.start) * most) / step.rows };
}

export function limited(step: Step, limit: number | undefined, offset: number): Step {
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
