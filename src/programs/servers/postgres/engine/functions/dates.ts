import { arithmetic } from "./date-arithmetic.ts";
import { fields } from "./date-fields.ts";
import { making, now } from "./date-making.ts";

/** Declares what dates, times and intervals can do. */
export function defineDates(): void {
  fields();
  arithmetic();
  now();
  making();
}
