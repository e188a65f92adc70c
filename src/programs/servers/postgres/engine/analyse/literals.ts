import { parseDecimal } from "../../../sql/values/decimal.ts";
import type { Expr } from "../ast.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { Decimal, NO_MOD, RawParameter, T } from "../types/type.ts";
import { constant, rawValue } from "./coerce.ts";
import type { Ex } from "./scope.ts";

/** A constant, of the type that its form has. */
export function literal(s: Session, e: Extract<Expr, { k: "const" }>): Ex {
  switch (e.t) {
    case "int": {
      const n = BigInt(e.s);
      if (n >= -2147483648n && n <= 2147483647n) return constant(s, Number(n), T.int4, e.at);
      if (n >= -(2n ** 63n) && n < 2n ** 63n) return constant(s, n, T.int8, e.at);
      return constant(s, new Decimal(n, 0), T.numeric, e.at);
    }
    case "num":
      return constant(s, parseDecimal(e.s) ?? null, T.numeric, e.at);
    case "bool":
      return constant(s, e.s === "true", T.bool, e.at);
    case "null":
      return { ...constant(s, null, T.unknown, e.at), unknown: null, show: () => "NULL" };
    default:
      return { ...constant(s, e.s, T.unknown, e.at), unknown: e.s, show: () => `'${e.s.replaceAll("'", "''")}'` };
  }
}

/** `$1`: of the type that is known, or of what its place wants. */
export function parameter(s: Session, n: number, at: number): Ex {
  const type = s.paramTypes[n - 1];
  if (n > s.params.length && s.paramTypes.length < n && s.bound === undefined)
    throw new PgError(`there is no parameter $${n}`, "42P02", { at });
  s.wanted = Math.max(s.wanted, n);
  const given = s.params[n - 1] ?? null;
  if (given instanceof RawParameter) {
    if (type)
      return { ...constant(s, rawValue(s, given, type, NO_MOD), type, at), constant: false, show: () => `$${n}` };
    return { ...constant(s, given.text, T.unknown, at), unknown: given.text, param: n - 1, show: () => `$${n}` };
  }
  if (!type || type.name === "unknown")
    return {
      ...constant(s, given, T.unknown, at),
      unknown: typeof given === "string" ? given : null,
      param: n - 1,
      show: () => `$${n}`,
    };
  return { type, mod: NO_MOD, at, ev: () => given, show: () => `$${n}` };
}
