import type { Filters } from "../api/filters.ts";
import type { Flag } from "./command.ts";

/** What a flag `--filter` checks of each value. */
export const FILTER_FLAG: Partial<Flag> = {
  validate: (value) => (value === "" || value.includes("=") ? undefined : "bad format of filter (expected name=value)"),
};

/** The filters as given, each name with its values in order: names in lower case, blanks around both dropped. */
export function parseFilters(values: readonly string[]): Filters {
  const filters = new Map<string, string[]>();
  for (const value of values) {
    if (value === "") continue;
    const at = value.indexOf("=");
    const name = value.slice(0, at).trim().toLowerCase();
    const wanted = value.slice(at + 1).trim();
    const known = filters.get(name);
    if (!known) filters.set(name, [wanted]);
    else if (!known.includes(wanted)) known.push(wanted);
  }
  return filters;
}

/** The filters with one more. */
export function withFilter(filters: Filters, name: string, value: string): Filters {
  return new Map([...filters, [name, [...(filters.get(name) ?? []), value]]]);
}
