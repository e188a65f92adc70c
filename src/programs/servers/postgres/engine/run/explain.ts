import { conjuncts } from "../analyse/condition.ts";
import { fromItem } from "../analyse/from.ts";
import { query } from "../analyse/query.ts";
import { newScope, type Scope } from "../analyse/scope.ts";
import type { FromItem } from "../ast.ts";
import type { Statement } from "../ast-statements.ts";
import { findRelation } from "../catalog/lookup.ts";
import type { Table } from "../catalog/objects.ts";
import { typeByOid } from "../catalog/types.ts";
import { notSimulated, PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { NO_MOD, quoteName, T } from "../types/type.ts";
import { changePlan } from "./changes.ts";
import type { Outcome } from "./perform.ts";
import { CPU_OPERATOR, CPU_ROW, figuresOf, typeWidth } from "./plan-costs.ts";
import { type Step, scans } from "./plan-scan.ts";
import { selectPlan } from "./plan-select.ts";
import { takeSnapshot } from "./visibility.ts";

const KNOWN = new Set([
  "analyze",
  "verbose",
  "costs",
  "format",
  "buffers",
  "timing",
  "summary",
  "settings",
  "wal",
  "generic_plan",
  "memory",
  "serialize",
]);

/** EXPLAIN: the plan of everyday queries over one table; others are refused. */
export function explain(s: Session, q: Extract<Statement, { k: "explain" }>): Outcome {
  const on = (name: string) => /^(on|true|1)$/.test(q.options.get(name) ?? "off");
  for (const name of q.options.keys())
    if (!KNOWN.has(name)) throw new PgError(`unrecognized EXPLAIN option "${name}"`, "42601");
  if (on("analyze")) notSimulated("EXPLAIN ANALYZE");
  if (on("verbose")) notSimulated("EXPLAIN VERBOSE");
  const format = q.options.get("format") ?? "text";
  if (format !== "text") notSimulated(`EXPLAIN with FORMAT ${format}`);
  s.snap = takeSnapshot(s);
  const costs = !/^(off|false|0)$/.test(q.options.get("costs") ?? "on");
  const lines: string[] = [];
  print(planOf(s, q.of), 0, costs, lines);
  return {
    tag: "EXPLAIN",
    count: lines.length,
    columns: [{ name: "QUERY PLAN", type: T.text, mod: NO_MOD }],
    rows: lines.map((l) => [l]),
  };
}

function print(n: Step, indent: number, costs: boolean, out: string[]): void {
  const figures = costs
    ? `  (cost=${n.start.toFixed(2)}..${n.total.toFixed(2)} rows=${Math.round(n.rows)} width=${n.width})`
    : "";
  const head = indent === 0 ? "" : `${" ".repeat(indent - 4)}->  `;
  out.push(`${head}${n.name}${figures}`);
  for (const d of n.details) out.push(`${" ".repeat(indent + 2)}${d}`);
  for (const c of n.children) print(c, indent + 6, costs, out);
}

function planOf(s: Session, q: Statement): Step {
  if (/"k":"(inquery|exists|subquery|arrayquery)"/.test(JSON.stringify(q)))
    notSimulated("EXPLAIN of a query with subqueries");
  if (q.k === "query") {
    query(q, newScope(s, undefined));
    return selectPlan(s, q);
  }
  if (q.k !== "insert" && q.k !== "update" && q.k !== "delete") return notSimulated("EXPLAIN of this statement");
  changePlan(q, newScope(s, undefined));
  const t = findRelation(s, q.table);
  if (t?.k !== "table") return notSimulated("EXPLAIN of a change of this relation");
  const shown = quoteName(t.name) + (q.alias === undefined ? "" : ` ${quoteName(q.alias)}`);
  if (q.returning?.length) notSimulated("EXPLAIN with RETURNING");
  if (q.k === "insert") {
    if (q.conflict) notSimulated("EXPLAIN with ON CONFLICT");
    return change("Insert", shown, inserted(t, s, q));
  }
  if (q.k === "update" ? q.from.length : q.using.length) return notSimulated("EXPLAIN of a change with other tables");
  const sc = newScope(s, undefined);
  const item: FromItem = {
    k: "table",
    table: q.table,
    alias: q.alias === undefined ? undefined : { name: q.alias, columns: [], types: [] },
  };
  fromItem(item, sc);
  const set = q.k === "update" ? new Set(q.set.map((x) => x.column)) : new Set<string>();
  const width =
    6 + t.columns.filter((c) => set.has(c.name)).reduce((n, c) => n + typeWidth(typeByOid(s, c.type), c.mod), 0);
  const conditions = q.where ? conjuncts(q.where) : [];
  return change(
    q.k === "update" ? "Update" : "Delete",
    shown,
    changed(s, sc, t, shown, {
      conditions,
      width,
      ops: 0,
      columns: new Set(t.columns.map((c) => c.name)),
      order: undefined,
    }),
  );
}

const changed = (s: Session, sc: Scope, t: Table, shown: string, w: Parameters<typeof scans>[5]): Step =>
  scans(s, sc, t, shown, figuresOf(s, t), w).any;

function change(word: string, shown: string, child: Step): Step {
  return {
    name: `${word} on ${shown}`,
    start: child.start,
    total: child.total,
    rows: 0,
    width: 0,
    details: [],
    children: [child],
  };
}

function inserted(t: Table, s: Session, q: Extract<Statement, { k: "insert" }>): Step {
  const body = q.source?.body;
  const width = t.columns.reduce((n, c) => n + typeWidth(typeByOid(s, c.type), c.mod), 0);
  const rows = body?.k === "values" ? body.rows.length : 1;
  if (q.source && body?.k !== "values") return notSimulated("EXPLAIN of INSERT with SELECT");
  if (rows === 1) return { name: "Result", start: 0, total: CPU_ROW, rows, width, details: [], children: [] };
  const total = rows * (CPU_ROW + 3 * CPU_OPERATOR);
  return { name: 'Values Scan on "*VALUES*"', start: 0, total, rows, width, details: [], children: [] };
}
