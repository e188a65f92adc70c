import { condition, conjuncts } from "../analyse/condition.ts";
import { fromItem } from "../analyse/from.ts";
import { rowReader } from "../analyse/rows.ts";
import type { Scope } from "../analyse/scope.ts";
import type { Delete } from "../ast.ts";
import { checkRight } from "../catalog/rights.ts";
import type { Version } from "../catalog/state.ts";
import type { Row } from "../types/type.ts";
import { type ChangePlan, returning, scanTarget, target, versionOf } from "./changed-table.ts";
import { openWriter } from "./writer.ts";

/** Understands a DELETE. */
export function remove(c: Delete, sc: Scope): ChangePlan {
  const { s } = sc;
  const t = target(s, c.table, "delete from");
  const source = scanTarget(c, t, sc, "d");
  const others = c.using.map((i) => fromItem(i, sc));
  if (c.where || c.returning) s.checks.push(() => checkRight(s, t, "r"));
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
      const w = openWriter(s, t, ["DELETE"]);
      const done = new Set<Version>();
      for (const row of read(up)) {
        const v = versionOf(row, source);
        if (done.has(v)) continue;
        done.add(v);
        if (!w.remove(v)) continue;
        count++;
        if (back) out.push(back.row({ row, up }));
      }
      w.finish();
      return out;
    },
  };
}
