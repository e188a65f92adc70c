import type { Expr } from "../ast.ts";
import { functionsOf } from "../catalog/lookup.ts";
import { isAggregate } from "../functions/aggregates.ts";
import type { Scope } from "./scope.ts";

/** Whether an aggregate stands in an expression, and not in a query of its own. */
export function hasAggregate(e: unknown, sc: Scope): boolean {
  if (Array.isArray(e)) return e.some((x) => hasAggregate(x, sc));
  if (typeof e !== "object" || e === null) return false;
  const x = e as Expr;
  if (x.k === "call" && !x.over && isAggregate(x.name.at(-1) ?? "") && functionsOf(sc.s, x.name).length === 0)
    return true;
  if ((x as { k?: string }).k === "query") return false;
  return Object.values(x).some((y) => hasAggregate(y, sc));
}
