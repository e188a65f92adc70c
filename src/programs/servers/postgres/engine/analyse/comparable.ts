import { PgError } from "../error.ts";
import type { Ex } from "./scope.ts";

/** What stands in DISTINCT and GROUP BY must have an order. */
export function checkComparable(e: Ex, at = e.at): void {
  if (e.type.name === "json")
    throw new PgError("could not identify an equality operator for type json", "42883", { at });
}
