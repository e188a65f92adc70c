import type { OrderItem } from "../ast.ts";
import { compare } from "../values/compare.ts";
import type { Dialect, Value } from "../values/value.ts";

/** Below, above or equal to 0, by the items of an ORDER BY. PostgreSQL has nulls above all others, MySQL below. */
export function compareKeys(
  a: readonly Value[],
  b: readonly Value[],
  items: readonly OrderItem[],
  dialect: Dialect,
): number {
  for (const [i, item] of items.entries()) {
    const x = a[i] ?? null;
    const y = b[i] ?? null;
    if (x === null || y === null) {
      if (x === y) continue;
      const first = item.nullsFirst ?? (dialect === "postgres" ? item.descending : !item.descending);
      return (x === null) === first ? -1 : 1;
    }
    const c = compare(x, y, dialect);
    if (c !== 0) return item.descending ? -c : c;
  }
  return 0;
}

/** Rows in the order of their keys; those with equal ones keep theirs. */
export function sortRows<T>(
  rows: readonly T[],
  keys: (row: T) => readonly Value[],
  items: readonly OrderItem[],
  dialect: Dialect,
): T[] {
  return rows
    .map((row) => [keys(row), row] as const)
    .sort((a, b) => compareKeys(a[0], b[0], items, dialect))
    .map(([, row]) => row);
}
