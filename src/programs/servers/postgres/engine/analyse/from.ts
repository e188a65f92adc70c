import type { Alias, Expr, FromItem } from "../ast.ts";
import { byOid, contextOf, findRelation, noRelation, resolveType, typeByOid, typeOfObject } from "../catalog/lookup.ts";
import type { Table, View } from "../catalog/objects.ts";
import { checkRight, checkSchema } from "../catalog/rights.ts";
import type { Version } from "../catalog/state.ts";
import { findSystemTable } from "../catalog/system.ts";
import { PgError } from "../error.ts";
import { recordRows } from "../functions/records.ts";
import { isVisible, rowsByKey, takeSnapshot } from "../run/visibility.ts";
import { keyOf } from "../types/compare.ts";
import { NO_MOD, type Row, T, type Value } from "../types/type.ts";
import { setFunction } from "./calls.ts";
import { commonType, toBoolean } from "./coerce.ts";
import { columnOf } from "./columns.ts";
import { expression } from "./expression.ts";
import { operator } from "./operators.ts";
import { query } from "./query.ts";
import { type Ex, type Frame, newScope, type RangeItem, type Scope, type ScopeColumn } from "./scope.ts";

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

function addRange(sc: Scope, r: Omit<RangeItem, "offset">, slot: boolean): RangeItem {
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

function renamed(columns: readonly ScopeColumn[], alias: Alias | undefined, name: string, at: number): ScopeColumn[] {
  if (!alias || alias.columns.length === 0) return [...columns];
  if (alias.columns.length > columns.length)
    throw new PgError(
      `table "${name}" has ${columns.length} columns available but ${alias.columns.length} columns specified`,
      "42P10",
      { at },
    );
  return columns.map((c, i) => ({ ...c, name: alias.columns[i] ?? c.name }));
}

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

function fromView(item: Extract<FromItem, { k: "table" }>, view: View, sc: Scope): Source {
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

export function holds(filters: readonly Condition[], prefix: Row, own: Row, up: Frame | undefined): boolean {
  const f: Frame = { row: prefix.length ? [...prefix, ...own] : own, up };
  return filters.every((c) => c.ex.ev(f) === true);
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

function fromQuery(item: Extract<FromItem, { k: "query" }>, sc: Scope): Source {
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

function fromFunction(item: Extract<FromItem, { k: "function" }>, sc: Scope): Source {
  const before = sc.touched;
  const touched = new Set<number>();
  sc.touched = touched;
  const clause = sc.clause;
  sc.clause = "functions in FROM";
  const sets = item.calls.map((c) => recordFunction(c, item.alias, sc));
  sc.clause = clause;
  sc.touched = before;
  for (const t of touched) before?.add(t);
  const [only] = item.calls;
  const own = only?.k === "call" ? (only.name.at(-1) ?? "") : "column1";
  const name = item.alias?.name || own;
  let columns: ScopeColumn[] = sets.flatMap((x) => x.columns.map((c) => ({ name: c.name, type: c.type, mod: NO_MOD })));
  // A single column has the alias's name.
  if (
    item.alias &&
    item.alias.columns.length === 0 &&
    columns.length === 1 &&
    only?.k === "call" &&
    columns[0]?.name === own
  )
    columns = columns.map((c) => ({ ...c, name }));
  if (item.ordinality) columns.push({ name: "ordinality", type: T.int8, mod: NO_MOD });
  columns = item.alias?.types.length ? columns : renamed(columns, item.alias, name, item.at);
  const range = addRange(
    sc,
    { alias: name, schema: undefined, columns, table: undefined, key: [], rowType: undefined },
    false,
  );
  const width = columns.length;
  return {
    offset: range.offset,
    width,
    independent: touched.size === 0,
    item,
    range,
    get(prefix, up) {
      const lists = sets.map((x) => x.rows({ row: prefix, up }));
      const count = Math.max(...lists.map((l) => l.length));
      return Array.from({ length: count }, (_, i) => [
        ...sets.flatMap((x, k) => lists[k]?.[i] ?? pad(x.columns.length)),
        ...(item.ordinality ? [BigInt(i + 1)] : []),
      ]);
    },
  };
}

/** A function whose record's columns the alias may tell: `AS t(a int, b text)`. */
function recordFunction(e: Expr, alias: Alias | undefined, sc: Scope): ReturnType<typeof setFunction> {
  const name = e.k === "call" ? (e.name.at(-1) ?? "") : "";
  if (alias && alias.types.length > 0 && /^jsonb?_(to|populate)_record(set)?$/.test(name) && e.k === "call") {
    const fields = alias.columns.map((c, i) => ({
      name: c,
      ...(alias.types[i] ? resolveType(sc.s, alias.types[i]) : { type: T.text, mod: NO_MOD }),
    }));
    const argument = expression(e.args.at(-1) as Expr, sc);
    return { columns: fields, returns: T.record, rows: (f) => recordsOf(sc, argument, fields, f) };
  }
  if (/^jsonb?_(to_record(set)?)$/.test(name))
    throw new PgError('a column definition list is required for functions returning "record"', "42601", {
      at: "at" in e ? e.at : undefined,
    });
  return setFunction(e, sc);
}

function recordsOf(sc: Scope, argument: Ex, fields: readonly ScopeColumn[], f: Frame): readonly Row[] {
  const text = argument.ev(f);
  return recordRows(sc.s, text, fields, contextOf(sc.s));
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

/** Joins two parts; equal columns are found by a hash. */
export function joinRows(
  l: Source,
  r: Source,
  kind: string,
  conditions: readonly Condition[],
  prefix: Row,
  up: Frame | undefined,
): Row[] {
  const left = l.get(prefix, up, []);
  const hashed = hashKeys(conditions, r);
  const rest = hashed ? conditions.filter((c) => c !== hashed.condition) : conditions;
  const all = r.independent ? r.get(pad(r.offset), up, []) : undefined;
  let table: Map<string, number[]> | undefined;
  if (hashed && all) {
    table = new Map();
    all.forEach((row, i) => {
      const v = row[hashed.right - r.offset] ?? null;
      if (v === null) return;
      const key = keyOf(v);
      const there = table?.get(key);
      if (there) there.push(i);
      else table?.set(key, [i]);
    });
  }
  const matched = kind === "right" || kind === "full" ? new Set<number>() : undefined;
  const out: Row[] = [];
  const none = pad(r.width);
  for (const a of left) {
    const before = prefix.length ? [...prefix, ...a] : a;
    const rows = all ?? r.get(before, up, []);
    let places: readonly number[] | undefined;
    if (hashed && table) {
      const v = before[hashed.left] ?? null;
      places = v === null ? [] : (table.get(keyOf(v)) ?? []);
    }
    let any = false;
    const test = (i: number) => {
      const b = rows[i] ?? none;
      const whole = [...before, ...b];
      const f: Frame = { row: whole, up };
      if (!rest.every((c) => c.ex.ev(f) === true)) return;
      any = true;
      matched?.add(i);
      out.push([...a, ...b]);
    };
    if (places) for (const i of places) test(i);
    else for (let i = 0; i < rows.length; i++) test(i);
    if (!any && (kind === "left" || kind === "full")) out.push([...a, ...none]);
  }
  if (matched && all) {
    const empty = pad(l.width);
    all.forEach((b, i) => {
      if (!matched.has(i)) out.push([...empty, ...b]);
    });
  }
  return out;
}

function hashKeys(
  conditions: readonly Condition[],
  r: Source,
): { readonly condition: Condition; readonly left: number; readonly right: number } | undefined {
  for (const condition of conditions) {
    const { equal } = condition.ex;
    if (!equal) continue;
    for (const [a, b] of [equal, [equal[1], equal[0]] as const]) {
      if (
        a.column?.level !== 0 ||
        b.column?.level !== 0 ||
        a.type.oid !== b.type.oid ||
        /^(bpchar|float[48]|json)$/.test(a.type.name)
      )
        continue;
      if (a.column.index < r.offset && b.column.index >= r.offset && b.column.index < r.offset + r.width)
        return { condition, left: a.column.index, right: b.column.index };
    }
  }
  return undefined;
}

export function conjuncts(e: Expr): Expr[] {
  return e.k === "and" ? [...conjuncts(e.l), ...conjuncts(e.r)] : [e];
}

/** A condition with the columns that it looks at. */
export function condition(e: Expr, sc: Scope, clause: string): Condition {
  const before = sc.touched;
  const was = sc.clause;
  const touched = new Set<number>();
  sc.touched = touched;
  sc.clause = clause === "JOIN/ON" ? "JOIN conditions" : clause;
  try {
    const ex = toBoolean(sc.s, expression(e, sc), clause);
    return { ex, touched };
  } finally {
    sc.touched = before;
    sc.clause = was;
    for (const t of touched) before?.add(t);
  }
}

function commonNames(l: readonly RangeItem[], r: readonly RangeItem[], merged: Scope["merged"]): string[] {
  const right = new Set(r.flatMap((i) => i.columns.filter((c) => !c.hidden).map((c) => c.name)));
  const names = [
    ...merged.map((m) => m.name),
    ...l.flatMap((i) => i.columns.filter((c) => !c.hidden).map((c) => c.name)),
  ];
  return [...new Set(names)].filter((n) => right.has(n));
}

/** Makes one column of two of a name. */
function merge(
  name: string,
  l: readonly RangeItem[],
  r: readonly RangeItem[],
  merged: Scope["merged"],
  kind: string,
  sc: Scope,
  at: number,
): Condition {
  const side = (
    items: readonly RangeItem[],
    which: string,
  ): { ex: Ex; item: RangeItem | undefined; column: number } => {
    const known = which === "left" ? merged.find((m) => m.name === name) : undefined;
    if (known) return { ex: known.ex, item: undefined, column: 0 };
    for (const i of items) {
      const column = i.columns.findIndex((c) => c.name === name && !c.hidden);
      if (column >= 0) return { ex: columnOf(sc, i, column, 0, at), item: i, column };
    }
    throw new PgError(`column "${name}" specified in USING clause does not exist in ${which} table`, "42703", { at });
  };
  const [a, b] = [side(l, "left"), side(r, "right")];
  for (const x of [a, b]) {
    const { item } = x;
    if (!item) continue;
    const at_ = sc.items.findIndex((i) => i.offset === item.offset);
    const now = sc.items[at_];
    if (!now) continue;
    sc.items[at_] = { ...now, columns: now.columns.map((c, i) => (i === x.column ? { ...c, hidden: true } : c)) };
  }
  const equal = operator(sc.s, "=", a.ex, b.ex, at);
  const type = commonType([a.ex, b.ex], "JOIN/USING");
  const ex: Ex =
    kind === "full"
      ? {
          type,
          mod: NO_MOD,
          at,
          ev: (f) => a.ex.ev(f) ?? b.ex.ev(f),
          show: (p) => `COALESCE(${a.ex.show(p)}, ${b.ex.show(p)})`,
        }
      : kind === "right"
        ? b.ex
        : a.ex;
  const shown: Ex = { ...ex, show: ex.column ? (p) => ex.show(p) : (p) => ex.show(p) };
  sc.merged = [
    ...sc.merged.filter((m) => m.name !== name),
    { name, ex: shown, of: new Set([a.ex, b.ex].flatMap((x) => (x.column ? [x.column.index] : []))) },
  ];
  return { ex: equal, touched: new Set([a.ex, b.ex].flatMap((x) => (x.column ? [x.column.index] : []))) };
}
