import type { FromItem } from "../ast.ts";
import { byOid } from "../catalog/lookup.ts";
import type { Table } from "../catalog/objects.ts";
import { checkRight } from "../catalog/rights.ts";
import type { Version } from "../catalog/state.ts";
import { typeByOid, typeOfObject } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { isVisible, rowsByKey, takeSnapshot } from "../run/visibility.ts";
import type { Row, Value } from "../types/type.ts";
import type { Ex, Frame, RangeItem, Scope } from "./scope.ts";
import { addRange, holds, pad, renamed, type Source } from "./source.ts";

/** A table: its rows with their versions behind them. */
export function scan(item: Extract<FromItem, { k: "table" }>, table: Table, sc: Scope, right = "r"): Source {
  const { s } = sc;
  const { alias } = item;
  s.checks.push(() => checkRight(s, table, right));
  const own = table.columns.map((c) => ({ name: c.name, type: typeByOid(s, c.type), mod: c.mod }));
  const columns = renamed(own, alias, table.name, item.table.at);
  const primary = table.constraints.find((c) => c.k === "primary");
  const range = addRange(
    sc,
    {
      alias: alias?.name ?? table.name,
      schema: alias ? undefined : table.schema,
      columns,
      table: table.oid,
      key: primary?.k === "primary" ? primary.columns : [],
      rowType: typeOfObject(s, table),
    },
    true,
  );
  const width = columns.length + 1;
  return {
    offset: range.offset,
    width,
    independent: true,
    item,
    range,
    get(prefix, up, filters) {
      if (table.k === "materialized view" && !table.populated)
        throw new PgError(`materialized view "${table.name}" has not been populated`, "55000", {
          hint: "Use the REFRESH MATERIALIZED VIEW command.",
        });
      const heap = s.database.heaps.get(byOid<Table>(s, table.oid, table.k)?.heap ?? table.heap);
      if (!heap) return [];
      const snap = s.snap ?? takeSnapshot(s);
      let versions: readonly Version[] = heap.rows;
      let left = filters;
      for (const c of filters) {
        const hit = lookup(c.ex, range, prefix, up);
        if (!hit) continue;
        versions = hit.value === null ? [] : rowsByKey(heap, [hit.column], [hit.value]);
        left = filters.filter((x) => x !== c);
        break;
      }
      const out: Row[] = [];
      const missing = columns.length;
      for (const v of versions) {
        if (!isVisible(s, v, snap)) continue;
        const values =
          v.values.length === missing
            ? [...v.values, v as unknown as Value]
            : [...v.values, ...pad(missing - v.values.length), v as unknown as Value];
        if (left.length === 0 || holds(left, prefix, values, up)) out.push(values);
      }
      return out;
    },
  };
}

/** `column = value` whose value is known before the table's row. */
function lookup(
  ex: Ex,
  range: RangeItem,
  prefix: Row,
  up: Frame | undefined,
): { readonly column: number; readonly value: Value } | undefined {
  const { equal } = ex;
  if (!equal) return undefined;
  for (const [a, b] of [equal, [equal[1], equal[0]] as const]) {
    const i = a.column?.level === 0 ? a.column.index - range.offset : -1;
    if (
      i < 0 ||
      i >= range.columns.length ||
      a.type.oid !== b.type.oid ||
      /^(bpchar|float[48]|json)$/.test(a.type.name)
    )
      continue;
    const early = b.constant || (b.column && (b.column.level > 0 || b.column.index < range.offset));
    if (!early) continue;
    return { column: i, value: b.ev({ row: prefix, up }) };
  }
  return undefined;
}
