import type { Expr } from "../ast.ts";
import { resolveType } from "../catalog/types.ts";
import { plainType } from "../types/type.ts";
import type { Scope } from "./scope.ts";

/** How an output without an alias is headed, with how strong the name is. */
function strength(e: Expr, sc: Scope): readonly [name: string, strength: 0 | 1 | 2] {
  switch (e.k) {
    case "col":
      return [e.parts.at(-1) ?? "?column?", 2];
    case "field":
      return [e.name, 2];
    case "index":
      return strength(e.e, sc);
    case "call":
      return [e.name.at(-1) ?? "?column?", 2];
    case "cast": {
      const inner = strength(e.e, sc);
      if (inner[1] > 1 || (inner[1] === 1 && e.e.k !== "cast")) return inner[1] > 1 ? inner : [typeHead(e, sc), 1];
      return [typeHead(e, sc), 1];
    }
    case "case": {
      const other = e.otherwise ? strength(e.otherwise, sc) : (["case", 0] as const);
      return other[1] > 1 ? other : ["case", 1];
    }
    case "coalesce":
    case "greatest":
    case "least":
    case "nullif":
      return [e.k, 2];
    case "exists":
      return ["exists", 2];
    case "array":
    case "arrayquery":
      return ["array", 2];
    case "row":
      return ["row", 2];
    case "subquery": {
      const { body } = e.query;
      const first = body.k === "select" ? body.outputs[0] : undefined;
      if (!first) return [body.k === "values" ? "column1" : "?column?", 2];
      return first.alias === undefined ? strength(first.e, sc) : [first.alias, 2];
    }
    default:
      return ["?column?", 0];
  }
}

function typeHead(e: Extract<Expr, { k: "cast" }>, sc: Scope): string {
  const { type } = resolveType(sc.s, e.type);
  return type.elem ? plainType(type.elem).name : type.name;
}

export function headOf(e: Expr, sc: Scope): string {
  if (e.k === "const" && e.t === "bool") return "?column?";
  return strength(e, sc)[0];
}
