import { toBoolean } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { fromItem } from "../analyse/from.ts";
import { type Ex, newScope, type Scope } from "../analyse/scope.ts";
import type { Expr } from "../ast.ts";
import { objectsOf } from "../catalog/lookup.ts";
import type { Index, Table } from "../catalog/objects.ts";
import { notSimulated } from "../error.ts";
import type { Session } from "../session.ts";
import { quoteName } from "../types/type.ts";
import { CPU_INDEX, CPU_OPERATOR, CPU_ROW, descent, indexOn, RANDOM_PAGE, type TableFigures } from "./plan-costs.ts";

/** One step of a plan, with what the planner reckons of it. */
export interface Step {
  readonly name: string;
  readonly start: number;
  readonly total: number;
  readonly rows: number;
  readonly width: number;
  readonly details: readonly string[];
  readonly children: readonly Step[];
}

/** What is read from a table: its conditions, what the step hands up, and the order that would be of use. */
export interface Wanted {
  readonly conditions: readonly Expr[];
  readonly width: number;
  /** The operators that reckoning the outputs takes for each row. */
  readonly ops: number;
  readonly columns: ReadonlySet<string>;
  readonly order: { readonly column: string; readonly descending: boolean } | undefined;
}

/** An expression as a plan shows it: constants are reckoned beforehand. */
export function folded(text: string): string {
  return text
    .replace(/\((-?\d+(?:\.\d+)?)\)::([a-z][a-z ]*)/g, "'$1'::$2")
    .replace(/ARRAY\[(-?\d+(?:, -?\d+)*)\]/g, (_, list: string) => `'{${list.replaceAll(" ", "")}}'::integer[]`)
    .replace(
      /ARRAY\[('\w+'::text(?:, '\w+'::text)*)\]/g,
      (_, list: string) => `'{${list.replaceAll("'::text", "").replaceAll("'", "").replaceAll(" ", "")}}'::text[]`,
    );
}

export function exOf(sc: Scope, e: Expr): Ex {
  const { checks } = sc.s;
  sc.s.checks = [];
  try {
    return expression(e, sc);
  } finally {
    sc.s.checks = checks;
  }
}

/** How many operators and functions an expression takes for a row. */
export function operators(x: unknown): number {
  if (Array.isArray(x)) return x.reduce<number>((n, y) => n + operators(y), 0);
  if (typeof x !== "object" || x === null) return 0;
  const { k } = x as Expr;
  if (k === "in")
    return (x as Extract<Expr, { k: "in" }>).list.length / 2 + operators((x as Extract<Expr, { k: "in" }>).e);
  if (k === "cast") return operators((x as Extract<Expr, { k: "cast" }>).e);
  const own = k === "op" || k === "call" || k === "distinct" || k === "nullif" ? 1 : k === "between" ? 2 : 0;
  return own + Object.values(x).reduce<number>((n, y) => n + operators(y), 0);
}

interface Condition {
  readonly e: Expr;
  readonly shown: string;
  readonly column: string | undefined;
  readonly kind: "equal" | "range" | "other";
}

const RANGES = new Set(["<", ">", "<=", ">="]);
const isFixed = (e: Expr): boolean =>
  e.k === "const" || e.k === "param" || (e.k === "cast" && isFixed(e.e)) || (e.k === "op" && !e.l && isFixed(e.r));

function conditionOf(sc: Scope, e: Expr): Condition[] {
  if (e.k === "between" && !e.not && !e.symmetric)
    return [
      ...conditionOf(sc, { k: "op", op: ">=", l: e.e, r: e.from, at: e.at }),
      ...conditionOf(sc, { k: "op", op: "<=", l: e.e, r: e.to, at: e.at }),
    ];
  if (e.k === "op" && e.op === "=" && e.l && e.r.k === "const" && e.r.t === "bool")
    return conditionOf(sc, e.r.s === "true" ? e.l : { k: "not", e: e.l, at: e.at });
  const shown = folded(toBoolean(sc.s, exOf(sc, e), "WHERE").show(false));
  if (e.k === "op" && e.l?.k === "col" && isFixed(e.r))
    return [
      { e, shown, column: e.l.parts.at(-1), kind: e.op === "=" ? "equal" : RANGES.has(e.op) ? "range" : "other" },
    ];
  return [{ e, shown, column: undefined, kind: "other" }];
}

/** The part of a table's rows that a condition is taken to keep when nothing was counted. */
function guess(e: Expr, f: TableFigures): number {
  switch (e.k) {
    case "and":
      return guess(e.l, f) * guess(e.r, f);
    case "or": {
      const [a, b] = [guess(e.l, f), guess(e.r, f)];
      return a + b - a * b;
    }
    case "not":
      return 1 - guess(e.e, f);
    case "is":
      return (e.what === "null") === e.not ? 0.995 : 0.005;
    case "in":
      return e.not ? (1 - 1 / 200) ** e.list.length : Math.min(1, e.list.length / 200);
    case "op": {
      const one = e.l?.k === "col" ? 1 / f.distinct(e.l.parts.at(-1) ?? "") : 1 / 200;
      if (e.op === "=") return one;
      if (e.op === "<>" || e.op === "!=") return 1 - one;
      if (RANGES.has(e.op)) return 1 / 3;
      if (e.op === "~~" && e.r.k === "const") {
        const rest = /^%*(.*)$/s.exec(e.r.s)?.[1] ?? "";
        return /^[^%_]/.test(e.r.s)
          ? 0.005
          : Math.min(
              1,
              [...rest].reduce((n, c) => n * (c === "%" ? 5 : c === "_" ? 0.9 : 0.2), 1),
            );
      }
      return e.op === "!~~" ? 0.995 : 0.005;
    }
    case "call":
      return 1 / 3;
    default:
      return 0.5;
  }
}

/** How much of an analyzed table the conditions really keep; of another one a guess. */
function kept(s: Session, sc: Scope, t: Table, f: TableFigures, list: readonly Condition[]): number {
  if (list.length === 0) return 1;
  if (f.analyzed) {
    const source = fromItem(
      { k: "table", table: { schema: t.schema, name: t.name, at: 0 }, alias: undefined },
      newScope(s, undefined),
    );
    const rows = source.get([], undefined, []);
    if (rows.length === 0) return 0;
    // What is said of one column is counted together; columns are taken not to depend on each other.
    const groups = new Map<unknown, Condition[]>();
    for (const c of list) {
      const key = c.kind === "range" ? c.column : c;
      groups.set(key, [...(groups.get(key) ?? []), c]);
    }
    return [...groups.values()].reduce((n, group) => {
      const exs = group.map((c) => exOf(sc, c.e));
      return (n * rows.filter((r) => exs.every((x) => x.ev({ row: r, up: undefined }) === true)).length) / rows.length;
    }, 1);
  }
  const ranges = list.filter((c) => c.kind === "range");
  const pairs = ranges.length === 2 && ranges[0]?.column === ranges[1]?.column;
  return list.reduce((n, c) => {
    const index = c.kind === "equal" && c.column !== undefined ? indexOn(s, t, c.column) : undefined;
    if (index?.unique && index.keys.length === 1) return n / Math.max(1, f.rows);
    return pairs && c === ranges[0] ? n * 0.005 : pairs && c === ranges[1] ? n : n * guess(c.e, f);
  }, 1);
}

const joined = (list: readonly Condition[]): string =>
  list.length === 1 ? (list[0]?.shown ?? "") : `(${list.map((c) => c.shown).join(" AND ")})`;
const atLeastOne = (n: number) => Math.max(1, Math.round(n));
const cheapest = (list: readonly Step[]): Step => list.reduce((a, b) => (b.total < a.total ? b : a));

/** The ways to read a table: the cheapest of all, and the cheapest that gives the wanted order. */
export function scans(
  s: Session,
  sc: Scope,
  t: Table,
  shown: string,
  f: TableFigures,
  w: Wanted,
): { readonly any: Step; readonly ordered: Step | undefined } {
  const written = w.conditions.flatMap((e) => conditionOf(sc, e));
  // A column that equals a constant is known to the planner as such, and is tried last.
  const all = [...written.filter((c) => c.kind !== "equal"), ...written.filter((c) => c.kind === "equal")];
  refuse(s, sc, t, all);
  const rows = w.conditions.length ? atLeastOne(f.rows * kept(s, sc, t, f, all)) : f.rows;
  const ops = (list: readonly Condition[]) => list.reduce((n, c) => n + operators(c.e), 0) * CPU_OPERATOR;
  const outputs = rows * w.ops * CPU_OPERATOR;
  const base = { rows, width: w.width };
  const filter = (list: readonly Condition[]) => (list.length ? [`Filter: ${joined(list)}`] : []);
  const steps: Step[] = [
    {
      ...base,
      name: `Seq Scan on ${shown}`,
      start: 0,
      total: f.pages + f.rows * (CPU_ROW + ops(all)) + outputs,
      details: filter(all),
      children: [],
    },
  ];
  const ordered: Step[] = [];
  const usable = all.filter((c) => c.column !== undefined && c.kind !== "other" && indexOn(s, t, c.column));
  const first =
    usable.find((c) => c.kind === "equal" && indexOn(s, t, c.column ?? "")?.unique) ??
    usable.find((c) => c.kind === "equal") ??
    usable[0];
  for (const column of new Set([first?.column, w.order?.column])) {
    const index = column === undefined ? undefined : indexOn(s, t, column);
    if (!index || column === undefined) continue;
    const own = usable.filter((c) => c.column === column);
    const rest = all.filter((c) => !own.includes(c));
    const part = kept(s, sc, t, f, own);
    const fetched = atLeastOne(f.rows * part);
    const start = descent(f.rows);
    const ownOps = own.length * CPU_OPERATOR;
    const indexCost =
      start +
      RANDOM_PAGE * Math.max(1, Math.ceil(part * f.indexPages(column, index.unique))) +
      fetched * (CPU_INDEX + ownOps);
    const heap = Math.max(1, Math.min(f.pages, Math.ceil((2 * f.pages * fetched) / (2 * f.pages + fetched))));
    const most = heap * RANDOM_PAGE;
    const least = RANDOM_PAGE + Math.max(0, Math.ceil(part * f.pages) - 1);
    const correlation = f.correlation(column) ** 2;
    const conditions = own.length ? [`Index Cond: ${joined(own)}`] : [];
    const backward = w.order?.column === column && w.order.descending;
    const alone =
      index.keys.every((k) => k.e.k === "col") &&
      [...w.columns].every((c) => index.keys.some((k) => k.e.k === "col" && k.e.parts.at(-1) === c));
    const name = `Index ${alone ? "Only " : ""}Scan ${backward ? "Backward " : ""}using ${quoteName(index.name)} on ${shown}`;
    const plain: Step = {
      ...base,
      name,
      start,
      total: indexCost + most + correlation * (least - most) + fetched * (CPU_ROW + ops(rest)) + outputs,
      details: [...conditions, ...filter(rest)],
      children: [],
    };
    if (w.order?.column === column) ordered.push(plain);
    if (own.length === 0) continue;
    const perPage = heap >= 2 ? RANDOM_PAGE - (RANDOM_PAGE - 1) * Math.sqrt(heap / f.pages) : RANDOM_PAGE;
    const ready = indexCost + 0.1 * CPU_OPERATOR * rows;
    const bits: Step = {
      name: `Bitmap Index Scan on ${quoteName(index.name)}`,
      start: 0,
      total: indexCost,
      rows: fetched,
      width: 0,
      details: conditions,
      children: [],
    };
    const bitmap: Step = {
      ...base,
      name: `Bitmap Heap Scan on ${shown}`,
      start: ready,
      total: ready + heap * perPage + fetched * (CPU_ROW + ownOps + ops(rest)) + outputs,
      details: [`Recheck Cond: ${joined(own)}`, ...filter(rest)],
      children: [bits],
    };
    steps.push(plain.total <= bitmap.total * 1.01 ? { ...plain, name: name.replace("Backward ", "") } : bitmap);
  }
  return { any: cheapest(steps), ordered: ordered.length ? cheapest(ordered) : undefined };
}

/** Conditions that would make other plans than those known here. */
function refuse(s: Session, sc: Scope, t: Table, all: readonly Condition[]): void {
  const indexes = [...objectsOf(s).values()].filter((o): o is Index => o.k === "index" && o.table === t.oid);
  for (const c of all) {
    const within = (i: Index) =>
      i.keys.some((k) => k.e.k === "col" && JSON.stringify(c.e).includes(JSON.stringify(k.e.parts.at(-1) ?? "")));
    if ((c.e.k === "in" || c.e.k === "or" || c.e.k === "quantified" || c.e.k === "is") && indexes.some(within))
      notSimulated("EXPLAIN of IN, OR and IS over an index");
    if (indexes.some((i) => i.where !== undefined)) notSimulated("EXPLAIN of a table with a partial index");
    if (indexes.some((i) => i.method !== "btree")) notSimulated("EXPLAIN of a table with an index other than btree");
    for (const i of indexes)
      for (const k of i.keys)
        if (k.e.k !== "col" && c.shown.includes(exOf(sc, k.e).show(false)))
          notSimulated("EXPLAIN of an index over an expression");
  }
  for (const i of indexes)
    if (
      i.keys.length > 1 &&
      all.filter((c) => i.keys.some((k) => k.e.k === "col" && k.e.parts.at(-1) === c.column)).length > 1
    )
      notSimulated("EXPLAIN of conditions over an index of several columns");
  const separate = new Set(
    all.filter((c) => c.kind !== "other" && c.column !== undefined && indexOn(s, t, c.column)).map((c) => c.column),
  );
  if (
    separate.size > 1 &&
    !all.some((c) => c.kind === "equal" && c.column !== undefined && indexOn(s, t, c.column)?.unique)
  )
    notSimulated("EXPLAIN of conditions over several indexes");
}
