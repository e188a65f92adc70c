import type { FromItem } from "../ast.ts";
import type { View } from "../catalog/objects.ts";
import { checkRight } from "../catalog/rights.ts";
import { typeByOid, typeOfObject } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import type { Row } from "../types/type.ts";
import { query } from "./query.ts";
import { newScope, type Scope } from "./scope.ts";
import { addRange, renamed, type Source } from "./source.ts";

/** A view: its query, read with its owner's rights. */
export function fromView(item: Extract<FromItem, { k: "table" }>, view: View, sc: Scope): Source {
  const { s } = sc;
  const { alias, table } = item;
  s.checks.push(() => checkRight(s, view, "r"));
  const reader = s.user;
  const start = s.checks.length;
  const plan = query(view.query, newScope(s, undefined, new Map()));
  // Its tables are read with its owner's rights.
  const inner = s.checks.splice(start);
  s.checks.push(() => {
    s.user = view.owner;
    try {
      for (const c of inner) c();
    } finally {
      s.user = reader;
    }
  });
  const own = view.columns.map((c) => ({ name: c.name, type: typeByOid(s, c.type), mod: c.mod }));
  const columns = renamed(own, alias, view.name, table.at);
  const range = addRange(
    sc,
    {
      alias: alias?.name ?? view.name,
      schema: view.schema,
      columns,
      table: undefined,
      key: [],
      rowType: typeOfObject(s, view),
    },
    false,
  );
  return {
    offset: range.offset,
    width: columns.length,
    independent: true,
    item,
    range,
    get: () => plan.run(undefined) as Row[],
  };
}

/** A query in FROM, LATERAL or not. */
export function fromQuery(item: Extract<FromItem, { k: "query" }>, sc: Scope): Source {
  const { s } = sc;
  const { alias } = item;
  const hiddenItems = sc.items;
  const merged = sc.merged;
  if (!item.lateral) {
    sc.items = [];
    sc.merged = [];
  }
  const before = sc.touched;
  const touched = new Set<number>();
  sc.touched = touched;
  const inner = newScope(s, sc, sc.ctes);
  const wasGrouped = sc.grouped;
  sc.grouped = false;
  let plan: ReturnType<typeof query>;
  try {
    plan = query(item.query, inner);
  } catch (e) {
    if (e instanceof PgError && !item.lateral && e.state === "42P01" && /^missing FROM-clause/.test(e.message)) {
      const name = /table "(.*)"/.exec(e.message)?.[1];
      if (hiddenItems.some((i) => i.alias === name))
        throw new PgError(`invalid reference to FROM-clause entry for table "${name}"`, "42P01", {
          at: e.at,
          detail: `There is an entry for table "${name}", but it cannot be referenced from this part of the query.`,
          hint: "To reference that table, you must mark this subquery with LATERAL.",
        });
    }
    throw e;
  } finally {
    sc.items = hiddenItems;
    sc.merged = merged;
    sc.touched = before;
    sc.grouped = wasGrouped;
  }
  for (const t of touched) before?.add(t);
  const columns = renamed(plan.columns, alias, alias?.name ?? "unnamed_subquery", item.at);
  const range = addRange(
    sc,
    { alias: alias?.name ?? "", schema: undefined, columns, table: undefined, key: [], rowType: undefined },
    false,
  );
  const independent = touched.size === 0;
  return {
    offset: range.offset,
    width: columns.length,
    independent,
    item,
    range,
    get: (prefix, up) => plan.run({ row: prefix, up }) as Row[],
  };
}
