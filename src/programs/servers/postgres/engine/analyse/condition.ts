import type { Expr } from "../ast.ts";
import { toBoolean } from "./coerce.ts";
import { expression } from "./expression.ts";
import type { Scope } from "./scope.ts";
import type { Condition } from "./source.ts";

export function conjuncts(e: Expr): Expr[] {
  return e.k === "and" ? [...conjuncts(e.l), ...conjuncts(e.r)] : [e];
}

/** A condition with the columns that it looks at. */
export function condition(e: Expr, sc: Scope, clause: string): Condition {
  const before = sc.touched;
  const was = sc.clause;
  const touched = new Set<number>();
  sc.touched = touched;
  sc.clause = clause === "JOIN/ON" ? "JOIN conditions" : clause;
  try {
    const ex = toBoolean(sc.s, expression(e, sc), clause);
    return { ex, touched };
  } finally {
    sc.touched = before;
    sc.clause = was;
    for (const t of touched) before?.add(t);
  }
}
