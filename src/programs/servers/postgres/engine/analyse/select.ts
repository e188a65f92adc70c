import type { Expr, Query, Select } from "../ast.ts";
import { PgError } from "../error.ts";
import type { ResultColumn } from "../session.ts";
import { rowKey } from "../types/compare.ts";
import type { Value } from "../types/type.ts";
import { settle } from "./coerce.ts";
import { checkComparable } from "./comparable.ts";
import { condition, conjuncts } from "./condition.ts";
import { expression } from "./expression.ts";
import { fromItem } from "./from.ts";
import { groupKeys, groups } from "./grouping.ts";
import { hasAggregate } from "./has-aggregate.ts";
import { expandOutputs, type NamedEx } from "./outputs.ts";
import type { BodyPlan } from "./plan.ts";
import { rowReader } from "./rows.ts";
import type { Ex, Frame, Scope } from "./scope.ts";
import { compareKeys, sortKeys } from "./sorting.ts";
import { windows } from "./windows.ts";

/** One SELECT … FROM … WHERE … GROUP BY … HAVING, sorted. */
export function core(q: Select, sc: Scope, orderBy: Query["orderBy"]): BodyPlan {
  const sources = q.from.map((i) => fromItem(i, sc));
  sc.windows = q.windows;
  const grouped =
    q.groupBy.length > 0 || q.having !== undefined || hasAggregate(q.outputs, sc) || hasAggregate(orderBy, sc);
  const sets = grouped ? groupKeys(q, sc) : [];
  sc.grouped = grouped;
  const outputs = expandOutputs(q.outputs, sc);
  sc.grouped = false;
  const conditions = q.where ? conjuncts(q.where).map((c) => condition(c, sc, "WHERE")) : [];
  sc.grouped = grouped;
  sc.clause = "HAVING";
  const having = q.having && condition(q.having, sc, "HAVING").ex;
  sc.clause = "ORDER BY";
  const keys = sortKeys(orderBy, sc, outputs);
  sc.clause = "";
  if (q.distinct) for (const o of outputs) checkComparable(o.ex);
  const on = q.distinctOn?.map((e) => distinctKey(e, outputs, sc));
  if (q.distinct && !on)
    orderBy.forEach((o, i) => {
      const k = keys[i];
      if (k && !outputs.some((x) => x.ex === k.ex || x.ex.show(false) === k.ex.show(false)))
        throw new PgError("for SELECT DISTINCT, ORDER BY expressions must appear in select list", "42P10", {
          at: "at" in o.by ? o.by.at : undefined,
        });
    });
  if (on && keys.length && !on.every((e) => keys.slice(0, on.length).some((k) => k.ex.show(false) === e.show(false))))
    throw new PgError("SELECT DISTINCT ON expressions must match initial ORDER BY expressions", "42P10", {
      at: q.distinctOn?.[0] && "at" in q.distinctOn[0] ? q.distinctOn[0].at : undefined,
    });
  const columns: ResultColumn[] = outputs.map((o) => ({ name: o.name, type: o.ex.type, mod: o.ex.mod }));
  const readRows = rowReader(sources, conditions);
  return {
    columns,
    run(up, most) {
      let frames: Frame[] = [];
      const raw = readRows(up);
      for (const row of raw) frames.push({ row, up });
      if (grouped) {
        frames = groups(frames, sets, sc, up);
        if (having) frames = frames.filter((f) => having.ev(f) === true);
      }
      if (sc.wins.length) frames = windows(frames, sc);
      if (sc.sets.length) frames = spread(frames, sc);
      // Without an order only as many rows are worked out as are wanted.
      if (most !== undefined && keys.length === 0 && !q.distinct) frames = frames.slice(0, most);
      let made = frames.map((f) => ({
        f,
        values: outputs.map((o) => o.ex.ev(f)),
        keys: undefined as readonly Value[] | undefined,
      }));
      if (keys.length) {
        for (const m of made)
          m.keys = keys.map((k) => {
            const at = outputs.findIndex((o) => o.ex === k.ex);
            return at >= 0 ? (m.values[at] ?? null) : k.ex.ev(m.f);
          });
        made.sort((a, b) => compareKeys(keys, a.keys ?? [], b.keys ?? []));
      }
      if (on) made = uniqueBy(made, (m) => rowKey(on.map((e) => e.ev(m.f))));
      else if (q.distinct) {
        made = uniqueBy(made, (m) => rowKey(m.values));
      }
      return made.map((m) => m.values);
    },
  };
}

function uniqueBy<X>(list: readonly X[], key: (x: X) => string): X[] {
  const seen = new Set<string>();
  return list.filter((x) => {
    const k = key(x);
    if (seen.has(k)) return false;
    seen.add(k);
    return true;
  });
}

function distinctKey(e: Expr, outputs: readonly NamedEx[], sc: Scope): Ex {
  if (e.k === "const" && e.t === "int") {
    const o = outputs[Number(e.s) - 1];
    if (!o) throw new PgError(`SELECT DISTINCT ON position ${e.s} is not in select list`, "42P10", { at: e.at });
    return o.ex;
  }
  if (e.k === "col" && e.parts.length === 1) {
    const o = outputs.find((x) => x.name === e.parts[0]);
    if (o) return o.ex;
  }
  return settle(sc.s, expression(e, sc));
}

/** One row for each that the functions among the outputs give. */
function spread(frames: readonly Frame[], sc: Scope): Frame[] {
  return frames.flatMap((f) => {
    const lists = sc.sets.map((x) => x.run(f));
    const count = Math.max(0, ...lists.map((l) => l.length));
    return Array.from({ length: count }, (_, n) => ({
      ...f,
      sets: lists.map((l) => (l[n] ?? null) as unknown as Value),
    }));
  });
}
