import type { Expression } from "../ast.ts";
import { keyOf } from "../values/compare.ts";
import type { Value } from "../values/value.ts";
import { evaluate } from "./evaluate.ts";
import { compareKeys } from "./order.ts";
import { type Bound, resolve, type Scope } from "./scope.ts";
import { shape } from "./walk.ts";

/**
 * GROUP BY … WITH ROLLUP: the groups in the order of their keys, and behind each run of equal keys a row for all of
 * them, in which the keys further to the right are null; the last row is for all rows.
 */
export function rolledUp(groups: readonly Scope[], keys: readonly Expression[], empty: Scope): Scope[] {
  if (groups.length === 0) return [];
  const items = keys.map((by) => ({ by, descending: false }));
  const sorted = groups
    .map((g) => ({ g, values: keys.map((e) => evaluate(e, { ...g, part: "group statement" })) }))
    .sort((a, b) => compareKeys(a.values, b.values, items));
  const out: Scope[] = [];
  const level = (depth: number, from: number, to: number): void => {
    if (depth === keys.length) out.push(...sorted.slice(from, to).map((x) => x.g));
    else
      for (let i = from; i < to; ) {
        let end = i + 1;
        while (end < to && same(sorted[i]?.values[depth], sorted[end]?.values[depth])) end++;
        level(depth + 1, i, end);
        i = end;
      }
    if (depth < keys.length)
      out.push(
        total(
          sorted.slice(from, to).map((x) => x.g),
          keys.slice(depth),
          empty,
        ),
      );
  };
  level(0, 0, sorted.length);
  return out;
}

const same = (a: Value | undefined, b: Value | undefined) => keyOf(a ?? null) === keyOf(b ?? null);

/** One row for several groups, without the keys that they differ in. */
function total(groups: readonly Scope[], gone: readonly Expression[], empty: Scope): Scope {
  const [first] = groups;
  const all = groups.flatMap((g) => g.group ?? []);
  const columns = gone.flatMap((e) => (e.kind === "column" ? [resolve(e, empty)] : []));
  const bound = (first?.bound ?? []).map((b, i): Bound => {
    const places = new Set(columns.flatMap((c) => (c && c.bound === empty.bound[i] ? [c.at] : [])));
    return places.size ? { ...b, row: b.row.map((v, at) => (places.has(at) ? null : v)) } : b;
  });
  return { ...(first ?? empty), bound, group: all, nulled: new Set(gone.map(shape)) };
}
