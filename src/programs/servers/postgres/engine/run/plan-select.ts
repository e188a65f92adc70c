import { conjuncts } from "../analyse/condition.ts";
import { fromItem } from "../analyse/from.ts";
import { hasAggregate } from "../analyse/has-aggregate.ts";
import { newScope, type Scope } from "../analyse/scope.ts";
import type { Expr, Query, Select } from "../ast.ts";
import { findRelation } from "../catalog/lookup.ts";
import { notSimulated } from "../error.ts";
import type { Session } from "../session.ts";
import { quoteName } from "../types/type.ts";
import { CPU_ROW, figuresOf, indexOn, typeWidth } from "./plan-costs.ts";
import { exOf, operators, type Step, scans } from "./plan-scan.ts";
import {
  aggregated,
  columnsIn,
  cut,
  distinct,
  limited,
  type Plan,
  parts,
  sort,
  sortKey,
  unique,
  widthOf,
} from "./plan-steps.ts";

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
  const ways = scans(s, sc, t, shownTable, p.f, {
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
