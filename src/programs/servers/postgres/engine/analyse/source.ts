import type { Alias, FromItem } from "../ast.ts";
import { PgError } from "../error.ts";
import type { Row } from "../types/type.ts";
import type { Ex, Frame, RangeItem, Scope, ScopeColumn } from "./scope.ts";

/** Rows that FROM gives: each part behind the ones before it. */
export interface Source {
  readonly offset: number;
  readonly width: number;
  /** It looks at nothing of the parts before it. */
  readonly independent: boolean;
  readonly item: FromItem;
  readonly range: RangeItem | undefined;
  /** Of an inner join: what it joins. */
  readonly parts?: { readonly l: Source; readonly r: Source; readonly conditions: readonly Condition[] };
  /** Its rows for what stands before it: only its own part. */
  get(prefix: Row, up: Frame | undefined, filters: readonly Condition[]): Row[];
}

/** A condition, and which columns it looks at. */
export interface Condition {
  readonly ex: Ex;
  readonly touched: ReadonlySet<number>;
}

export const pad = (n: number): Row => Array.from({ length: n }, () => null);

/** Puts a part of FROM behind those before it. */
export function addRange(sc: Scope, r: Omit<RangeItem, "offset">, slot: boolean): RangeItem {
  if (
    sc.items.some(
      (i) =>
        i.alias === r.alias &&
        i.alias !== "" &&
        (i.schema === r.schema || i.table === undefined || r.table === undefined || i.alias !== r.alias),
    )
  )
    throw new PgError(`table name "${r.alias}" specified more than once`, "42712");
  const item: RangeItem = { ...r, offset: sc.width };
  sc.items.push(item);
  sc.width += r.columns.length + (slot ? 1 : 0);
  return item;
}

/** Its columns with the alias's names. */
export function renamed(
  columns: readonly ScopeColumn[],
  alias: Alias | undefined,
  name: string,
  at: number,
): ScopeColumn[] {
  if (!alias || alias.columns.length === 0) return [...columns];
  if (alias.columns.length > columns.length)
    throw new PgError(
      `table "${name}" has ${columns.length} columns available but ${alias.columns.length} columns specified`,
      "42P10",
      { at },
    );
  return columns.map((c, i) => ({ ...c, name: alias.columns[i] ?? c.name }));
}

export function holds(filters: readonly Condition[], prefix: Row, own: Row, up: Frame | undefined): boolean {
  const f: Frame = { row: prefix.length ? [...prefix, ...own] : own, up };
  return filters.every((c) => c.ex.ev(f) === true);
}
