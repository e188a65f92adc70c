import type { SortItem } from "../ast.ts";
import { PgError } from "../error.ts";
import { compareValues } from "../types/compare.ts";
import type { Value } from "../types/type.ts";
import { settle } from "./coerce.ts";
import { checkComparable } from "./comparable.ts";
import { expression } from "./expression.ts";
import type { Ex, Scope, SortKey } from "./scope.ts";

/** What rows are put in order by. `outputs`: which a number or an alias means. */
export function sortKeys(
  items: readonly SortItem[],
  sc: Scope,
  outputs: readonly { readonly name: string; readonly ex: Ex }[],
): SortKey[] {
  return items.map((i) => {
    const by = i.by;
    let ex: Ex | undefined;
    if (outputs.length && by.k === "const" && by.t === "int") {
      ex = outputs[Number(by.s) - 1]?.ex;
      if (!ex) throw new PgError(`ORDER BY position ${by.s} is not in select list`, "42P10", { at: by.at });
    } else if (outputs.length && by.k === "const")
      throw new PgError("non-integer constant in ORDER BY", "42601", { at: by.at });
    else if (by.k === "col" && by.parts.length === 1) {
      const named = outputs.filter((o) => o.name === by.parts[0]);
      if (named.length > 1 && new Set(named.map((n) => n.ex.show(false))).size > 1)
        throw new PgError(`ORDER BY "${by.parts[0]}" is ambiguous`, "42702", { at: by.at });
      ex = named[0]?.ex;
    }
    ex ??= settle(sc.s, expression(by, sc));
    checkComparable(ex, "at" in by ? by.at : undefined);
    return { ex, descending: i.descending, nullsFirst: i.nullsFirst ?? i.descending };
  });
}

export function compareKeys(keys: readonly SortKey[], a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < keys.length; i++) {
    const k = keys[i];
    if (!k) continue;
    const [x, y] = [a[i] ?? null, b[i] ?? null];
    if (x === null || y === null) {
      if (x === y) continue;
      return (x === null) === k.nullsFirst ? -1 : 1;
    }
    const c = compareValues(x, y, k.ex.type);
    if (c !== 0) return k.descending ? -c : c;
  }
  return 0;
}
