import type { Call, Expression } from "../ast.ts";
import { AGGREGATES } from "../functions/aggregates.ts";

/** The expressions within one, those of queries in it not among them. */
export function children(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "unary":
    case "is":
    case "cast":
    case "interval":
      return [e.of];
    case "binary":
      return [e.left, e.right];
    case "in":
      return "kind" in e.list ? [e.of] : [e.of, ...e.list];
    case "any":
      return [e.of];
    case "between":
      return [e.of, e.from, e.to];
    case "like":
      return [e.of, e.pattern];
    case "row":
      return e.items;
    case "case":
      return [...(e.of ? [e.of] : []), ...e.when.flat(), ...(e.otherwise ? [e.otherwise] : [])];
    case "call":
      return [
        ...e.args,
        ...e.orderBy.map((o) => o.by),
        ...(e.over ? [...e.over.partitionBy, ...e.over.orderBy.map((o) => o.by)] : []),
      ];
    default:
      return [];
  }
}

export function isAggregate(e: Expression): e is Call {
  return e.kind === "call" && AGGREGATES.has(e.name) && e.over === undefined;
}

/** Whether an expression needs the rows of a group. */
export function hasAggregate(e: Expression): boolean {
  return isAggregate(e) || children(e).some(hasAggregate);
}

/** The window functions in an expression. */
export function windowCalls(e: Expression): readonly Call[] {
  return [...(e.kind === "call" && e.over ? [e] : []), ...children(e).flatMap(windowCalls)];
}

/** An expression without its places in the statement, to compare it with another. */
export function shape(e: Expression): string {
  return JSON.stringify(e, (key, value: unknown) => (key === "at" ? undefined : value));
}
