import { condition, conjuncts } from "../analyse/condition.ts";
import { fromItem } from "../analyse/from.ts";
import { rowReader } from "../analyse/rows.ts";
import type { Scope } from "../analyse/scope.ts";
import type { Update } from "../ast.ts";
import { checkRight } from "../catalog/rights.ts";
import type { Version } from "../catalog/state.ts";
import type { Row, Value } from "../types/type.ts";
import { type ChangePlan, returning, scanTarget, target, versionOf } from "./changed-table.ts";
import { setter } from "./setter.ts";
import { openWriter } from "./writer.ts";

/** The newest version of a row that another transaction has changed meanwhile. */
function newest(v: Version): Version {
  let at = v;
  while (at.next) at = at.next;
  return at;
}

/** Understands an UPDATE. */
export function update(c: Update, sc: Scope): ChangePlan {
  const { s } = sc;
  const t = target(s, c.table, "update");
  const source = scanTarget(c, t, sc, "w");
  const others = c.from.map((i) => fromItem(i, sc));
  if (c.where || c.returning) s.checks.push(() => checkRight(s, t, "r"));
  const set = setter(c.set, t, sc);
  const conditions = c.where ? conjuncts(c.where).map((x) => condition(x, sc, "WHERE")) : [];
  const back = returning(c.returning, sc);
  const read = rowReader([source, ...others], conditions);
  let count = 0;
  return {
    columns: back?.columns ?? [],
    count: () => count,
    run(up) {
      count = 0;
      const out: Row[] = [];
      const w = openWriter(s, t, ["UPDATE"], set.columns);
      const done = new Set<Version>();
      for (const row of read(up)) {
        let v = versionOf(row, source);
        if (done.has(v)) continue;
        done.add(v);
        let whole = row;
        if (v.next && v.xmax !== 0 && !s.cluster.aborted.has(v.xmax) && !s.cluster.active.has(v.xmax)) {
          v = newest(v);
          whole = [
            ...row.slice(0, source.offset),
            ...v.values,
            v as unknown as Value,
            ...row.slice(source.offset + source.width),
          ];
          if (!conditions.every((x) => x.ex.ev({ row: whole, up }) === true)) continue;
        }
        const made = w.update(v, set.apply(v.values, { row: whole, up }), set.columns);
        if (!made) continue;
        count++;
        if (back)
          out.push(
            back.row({
              row: [
                ...whole.slice(0, source.offset),
                ...made.values,
                made as unknown as Value,
                ...whole.slice(source.offset + source.width),
              ],
              up,
            }),
          );
      }
      w.finish();
      return out;
    },
  };
}
