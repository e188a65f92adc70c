import { expression } from "../analyse/expression.ts";
import type { Plan } from "../analyse/plan.ts";
import { query } from "../analyse/query.ts";
import { type Ex, type Frame, newScope, type Scope } from "../analyse/scope.ts";
import type { Assignment, Expr } from "../ast.ts";
import type { Table } from "../catalog/objects.ts";
import { typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { Arr, NO_MOD, type Row, type Value } from "../types/type.ts";
import { columnNamed } from "./changed-table.ts";
import { assigned, defaultOf } from "./table-rules.ts";

export interface Setter {
  readonly columns: readonly string[];
  apply(before: Row, f: Frame): Row;
}

/** Understands `SET a = …, (b, c) = (…)`. */
export function setter(list: readonly Assignment[], t: Table, sc: Scope): Setter {
  const { s } = sc;
  const picks = new Map<unknown, { readonly plan: Plan; at: Frame | undefined; row: Row | undefined }>();
  const sets = list.map((a) => {
    const [c, i] = columnNamed(t, a.column, a.at);
    const type = typeByOid(s, c.type);
    if (a.value !== "default" && c.generated)
      throw new PgError(`column "${c.name}" can only be updated to DEFAULT`, "428C9", {
        at: a.at,
        detail: `Column "${c.name}" is a generated column.`,
      });
    if (a.value !== "default" && c.identity === "always")
      throw new PgError(`column "${c.name}" can only be updated to DEFAULT`, "428C9", {
        at: a.at,
        detail: `Column "${c.name}" is an identity column defined as GENERATED ALWAYS.`,
      });
    if (a.value === "default") {
      const ex = defaultOf(s, c);
      return { i, ev: () => ex?.ev({ row: [], up: undefined }) ?? null };
    }
    if (a.value.k === "pick") {
      const { query: q, index } = a.value;
      let pick = picks.get(q);
      if (!pick) {
        pick = { plan: query(q, newScope(s, sc, sc.ctes)), at: undefined, row: undefined };
        picks.set(q, pick);
      }
      const own = pick;
      const column = own.plan.columns[index];
      let held: Value = null;
      const slot: Ex = { type: column?.type ?? type, mod: NO_MOD, at: a.at, ev: () => held, show: () => "" };
      const ex = assigned(s, slot, c.name, type, c.mod);
      return {
        i,
        ev: (f: Frame) => {
          if (own.at !== f) {
            own.at = f;
            [own.row] = own.plan.run(f);
          }
          held = own.row?.[index] ?? null;
          return ex.ev(f);
        },
      };
    }
    sc.clause = "UPDATE";
    const e = expression(a.value, sc);
    sc.clause = "";
    if (a.path.length === 0) {
      const ex = assigned(s, e, c.name, type, c.mod);
      return { i, ev: (f: Frame) => ex.ev(f) };
    }
    const at = expression(a.path[0] as Expr, sc);
    const item = assigned(s, e, c.name, type.elem ?? type, NO_MOD);
    return {
      i,
      ev: (f: Frame, before: Row) => {
        const old = before[i] instanceof Arr ? (before[i] as Arr).items : [];
        const n = Number(at.ev(f));
        const items = [...old];
        while (items.length < n) items.push(null);
        items[n - 1] = item.ev(f);
        return new Arr(items);
      },
    };
  });
  const seen = new Set<number>();
  sets.forEach((x, n) => {
    if (seen.has(x.i) && list[n]?.path.length === 0)
      throw new PgError(`multiple assignments to same column "${list[n]?.column}"`, "42601", { at: list[n]?.at });
    seen.add(x.i);
  });
  return {
    columns: list.map((a) => a.column),
    apply(before, f) {
      const values = [...before];
      for (const x of sets) values[x.i] = x.ev(f, before);
      return values;
    },
  };
}
