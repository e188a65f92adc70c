import { toBoolean } from "../analyse/coerce.ts";
import { condition } from "../analyse/condition.ts";
import { expression } from "../analyse/expression.ts";
import { fromItem } from "../analyse/from.ts";
import type { Ex, Frame, Scope } from "../analyse/scope.ts";
import type { Merge } from "../ast.ts";
import type { Version } from "../catalog/state.ts";
import { typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { type ChangePlan, columnNamed, scanTarget, target } from "./changed-table.ts";
import { setter } from "./setter.ts";
import { assigned, defaultOf } from "./table-rules.ts";
import { openWriter } from "./writer.ts";

/** Understands a MERGE. */
export function merge(c: Merge, sc: Scope): ChangePlan {
  const { s } = sc;
  const t = target(s, c.table, "update");
  const source = scanTarget(c, t, sc, "r");
  const using = fromItem(c.using, sc);
  const on = condition(c.on, sc, "JOIN/ON").ex;
  const defaults = t.columns.map((x) => defaultOf(s, x));
  const arms = c.arms.map((a) => {
    const when = a.when && toBoolean(s, expression(a.when, sc), "WHEN");
    const { act } = a;
    if (act.k === "update") return { matched: a.matched, when, set: setter(act.set, t, sc), k: act.k };
    if (act.k !== "insert") return { matched: a.matched, when, k: act.k };
    const given = act.columns?.map((x) => columnNamed(t, x.name, x.at)) ?? t.columns.map((x, i) => [x, i] as const);
    const values = act.values.flatMap((e, i): (readonly [number, Ex])[] => {
      const [x, at] = given[i] ?? [];
      return e === "default" || !x || at === undefined
        ? []
        : [[at, assigned(s, expression(e, sc), x.name, typeByOid(s, x.type), x.mod)]];
    });
    return { matched: a.matched, when, values, k: act.k };
  });
  let count = 0;
  return {
    columns: [],
    count: () => count,
    run(up) {
      count = 0;
      const w = openWriter(s, t, ["INSERT", "UPDATE", "DELETE"]);
      const own = source.get([], up, []);
      const empty = Array.from({ length: source.width }, () => null);
      const done = new Set<Version>();
      for (const b of using.get(empty, up, [])) {
        const found = own.filter((a) => on.ev({ row: [...a, ...b], up }) === true);
        for (const a of found.length ? found : [undefined]) {
          const f: Frame = { row: [...(a ?? empty), ...b], up };
          const arm = arms.find((x) => x.matched === (a !== undefined) && (!x.when || x.when.ev(f) === true));
          if (!arm || arm.k === "nothing") continue;
          if (a) {
            const v = a[source.width - 1] as unknown as Version;
            if (done.has(v))
              throw new PgError("MERGE command cannot affect row a second time", "21000", {
                hint: "Ensure that not more than one source row matches any one target row.",
              });
            done.add(v);
            if (arm.k === "delete") w.remove(v);
            else if (arm.set) w.update(v, arm.set.apply(v.values, f), arm.set.columns);
          } else if (arm.values) {
            const cells = new Map(arm.values.map(([i, ex]) => [i, ex.ev(f)]));
            w.insert(
              t.columns.map((_, i) =>
                cells.has(i) ? (cells.get(i) ?? null) : (defaults[i]?.ev({ row: [], up: undefined }) ?? null),
              ),
            );
          }
          count++;
        }
      }
      w.finish();
      return [];
    },
  };
}
