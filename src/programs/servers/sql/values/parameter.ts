import { parseDecimal } from "./decimal.ts";
import type { Value } from "./value.ts";

/** A client's value for a `$1` or `?`. */
export function parameterOf(v: string | number | boolean | null): Value {
  if (typeof v !== "number" || Number.isInteger(v)) return v;
  return parseDecimal(String(v)) ?? null;
}
