import { defineAggregates } from "./aggregates/define.ts";
import { defineArrays } from "./arrays.ts";
import { defineComparisons } from "./comparisons.ts";
import { defineDates } from "./dates.ts";
import { defineJson } from "./json.ts";
import { defineNumbers } from "./numbers.ts";
import { defineStrings } from "./strings.ts";
import { defineSystem } from "./system.ts";

let done = false;

/** Declares all functions and operators, once. */
export function defineFunctions(): void {
  if (done) return;
  done = true;
  defineNumbers();
  defineComparisons();
  defineStrings();
  defineDates();
  defineArrays();
  defineJson();
  defineSystem();
  defineAggregates();
}
