import type { OrderItem } from "../ast.ts";
import { compare } from "../values/compare.ts";
import type { Value } from "../values/value.ts";

/** Below, above or equal to 0, by the items of an ORDER BY. Nulls are below all others. */
export function compareKeys(a: readonly Value[], b: readonly Value[], items: readonly OrderItem[]): number {
  for (const [i, item] of items.entries()) {
    const x = a[i] ?? null;
    const y = b[i] ?? null;
    if (x === null || y === null) {
      if (x === y) continue;
      const first = !item.descending;
      return (x === null) === first ? -1 : 1;
    }
    const c = compare(x, y);
    if (c !== 0) return item.descending ? -c : c;
  }
  return 0;
}

/** Rows in the order of their keys; those with equal ones keep theirs. */
export function sortRows<T>(rows: readonly T[], keys: (row: T) => readonly Value[], items: readonly OrderItem[]): T[] {
  return rows
    .map((row) => [keys(row), row] as const)
    .sort((a, b) => compareKeys(a[0], b[0], items))
    .map(([, row]) => row);
}
