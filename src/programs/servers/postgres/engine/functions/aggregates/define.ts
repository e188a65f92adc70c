import { choices } from "./choices.ts";
import { gathers } from "./gathers.ts";
import { orderedSets } from "./ordered-sets.ts";
import { spreads } from "./spreads.ts";
import { sums } from "./sums.ts";

/** Declares all aggregates. */
export function defineAggregates(): void {
  sums();
  spreads();
  choices();
  gathers();
  orderedSets();
}
