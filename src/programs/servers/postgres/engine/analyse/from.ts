import type { FromItem } from "../ast.ts";
import { findRelation, noRelation } from "../catalog/lookup.ts";
import { checkSchema } from "../catalog/rights.ts";
import { findSystemTable } from "../catalog/system.ts";
import { PgError } from "../error.ts";
import { NO_MOD, type Row, T } from "../types/type.ts";
import { condition, conjuncts } from "./condition.ts";
import { fromFunction } from "./from-function.ts";
import { fromQuery, fromView } from "./from-query.ts";
import { commonNames, joinRows, merge } from "./join.ts";
import { scan } from "./scan.ts";
import type { Scope, ScopeColumn } from "./scope.ts";
import { addRange, type Condition, holds, renamed, type Source } from "./source.ts";

/** Understands a part of FROM. */
export function fromItem(item: FromItem, sc: Scope): Source {
  switch (item.k) {
    case "table":
      return fromTable(item, sc);
    case "query":
      return fromQuery(item, sc);
    case "function":
      return fromFunction(item, sc);
    case "join":
      return join(item, sc);
  }
}

function fromTable(item: Extract<FromItem, { k: "table" }>, sc: Scope): Source {
  const { s } = sc;
  const { table, alias } = item;
  const cte = table.schema === undefined ? sc.ctes.get(table.name) : undefined;
  if (cte) {
    const columns = renamed(cte.columns, alias, alias?.name ?? table.name, table.at);
    const range = addRange(
      sc,
      { alias: alias?.name ?? table.name, schema: undefined, columns, table: undefined, key: [], rowType: undefined },
      false,
    );
    return {
      offset: range.offset,
      width: columns.length,
      independent: true,
      item,
      range,
      get: (_p, up) => cte.rows(up) as Row[],
    };
  }
  if (table.schema !== undefined) checkSchema(s, table.schema, "U", table.at);
  const found = findRelation(s, table);
  const system = found && table.schema !== "pg_catalog" ? undefined : findSystemTable(s, table.schema, table.name);
  if (system) {
    const columns = renamed(
      system.columns.map((c) => ({ name: c.name, type: c.type, mod: NO_MOD })),
      alias,
      table.name,
      table.at,
    );
    const range = addRange(
      sc,
      {
        alias: alias?.name ?? table.name,
        schema: table.schema ?? "pg_catalog",
        columns,
        table: undefined,
        key: [],
        rowType: undefined,
      },
      false,
    );
    return {
      offset: range.offset,
      width: columns.length,
      independent: true,
      item,
      range,
      get: () => system.rows(s) as Row[],
    };
  }
  if (!found) throw noRelation(table);
  if (found.k === "index")
    throw new PgError(`cannot open relation "${found.name}"`, "42809", {
      at: table.at,
      detail: "This operation is not supported for indexes.",
    });
  if (found.k === "sequence") {
    const columns: ScopeColumn[] = [
      { name: "last_value", type: T.int8, mod: NO_MOD },
      { name: "log_cnt", type: T.int8, mod: NO_MOD },
      { name: "is_called", type: T.bool, mod: NO_MOD },
    ];
    const range = addRange(
      sc,
      {
        alias: alias?.name ?? table.name,
        schema: found.schema,
        columns,
        table: undefined,
        key: [],
        rowType: undefined,
      },
      false,
    );
    const get = () => {
      const state = s.database.sequences.get(found.oid);
      return [[BigInt(state?.last ?? found.start), state?.called ? 32n : 0n, state?.called ?? false]];
    };
    return { offset: range.offset, width: 3, independent: true, item, range, get };
  }
  if (found.k === "view") return fromView(item, found, sc);
  return scan(item, found, sc);
}

function join(item: Extract<FromItem, { k: "join" }>, sc: Scope): Source {
  const { kind } = item;
  const l = fromItem(item.l, sc);
  const leftItems = sc.items.filter((i) => i.offset >= l.offset && i.offset < l.offset + l.width);
  const mergedBefore = [...sc.merged];
  const r = fromItem(item.r, sc);
  const rightItems = sc.items.filter((i) => i.offset >= r.offset && i.offset < r.offset + r.width);
  const conditions: Condition[] = [];
  if (item.on) for (const c of conjuncts(item.on)) conditions.push(condition(c, sc, "JOIN/ON"));
  const using = item.natural ? commonNames(leftItems, rightItems, mergedBefore) : item.using;
  for (const name of using ?? []) conditions.push(merge(name, leftItems, rightItems, mergedBefore, kind, sc, item.at));
  return {
    offset: l.offset,
    width: l.width + r.width,
    independent: l.independent,
    item,
    range: undefined,
    ...(kind === "inner" || kind === "cross" ? { parts: { l, r, conditions } } : {}),
    get: (prefix, up, filters) => {
      const made = joinRows(l, r, kind, conditions, prefix, up);
      return filters.length ? made.filter((row) => holds(filters, prefix, row, up)) : made;
    },
  };
}
