import type { Expr } from "../ast.ts";
import { PgError } from "../error.ts";
import { NO_MOD, quoteName, Rec, T } from "../types/type.ts";
import type { Ex, Frame, RangeItem, Scope } from "./scope.ts";

/** The frame so many queries further out. */
function frameAt(f: Frame, level: number): Frame {
  let at = f;
  for (let i = 0; i < level; i++) at = at.up ?? at;
  return at;
}

interface Found {
  readonly item: RangeItem;
  readonly column: number;
}

function inScope(sc: Scope, parts: readonly string[]): Found[] {
  const name = parts.at(-1) ?? "";
  const table = parts.length > 1 ? parts[parts.length - 2] : undefined;
  const schema = parts.length > 2 ? parts[parts.length - 3] : undefined;
  const out: Found[] = [];
  for (const item of sc.items) {
    if (table !== undefined && item.alias !== table) continue;
    if (schema !== undefined && item.schema !== schema) continue;
    item.columns.forEach((c, column) => {
      if (c.name === name && (table !== undefined || !c.hidden)) out.push({ item, column });
    });
  }
  return out;
}

/** An expression for a table's column. */
export function columnOf(sc: Scope, item: RangeItem, column: number, level: number, at: number | undefined): Ex {
  const c = item.columns[column];
  const i = item.offset + column;
  const owner = scopeAt(sc, level);
  const qualified = owner.items.length > 1 || level > 0;
  return {
    type: c?.type ?? T.text,
    mod: c?.mod ?? NO_MOD,
    at,
    column: { level, index: i },
    ev: level === 0 ? (f) => f.row[i] ?? null : (f) => frameAt(f, level).row[i] ?? null,
    show: () => (qualified ? `${quoteName(item.alias)}.${quoteName(c?.name ?? "")}` : quoteName(c?.name ?? "")),
  };
}

function scopeAt(sc: Scope, level: number): Scope {
  let at = sc;
  for (let i = 0; i < level; i++) at = at.parent ?? at;
  return at;
}

/** The column that a name means, here or in a query around. */
export function column(parts: readonly string[], at: number, sc: Scope): Ex {
  let level = 0;
  for (let here: Scope | undefined = sc; here; here = here.parent) {
    const own = find(here, parts, at, sc, level);
    if (own) {
      if (parts.length === 1 && own.column && sc.s.external?.strict && sc.external && sc.external(parts, at))
        throw new PgError(`column reference "${parts[0]}" is ambiguous`, "42702", {
          at,
          detail: "It could refer to either a PL/pgSQL variable or a table column.",
        });
      note(sc, level, own);
      return own;
    }
    level++;
  }
  const outside = sc.external?.(parts, at);
  if (outside) return outside;
  throw unknownColumn(parts, at, sc);
}

/** Notes what is used, for the queries that the column belongs to and those between. */
function note(sc: Scope, level: number, e: Ex): void {
  let at: Scope | undefined = sc;
  for (let i = 0; i < level; i++) {
    if (at) at.outer = true;
    at = at?.parent;
  }
  if (e.column) at?.touched?.add(e.column.index);
}

function find(here: Scope, parts: readonly string[], at: number, sc: Scope, level: number): Ex | undefined {
  const name = parts.at(-1) ?? "";
  if (parts.length === 1) {
    const merged = here.merged.find((m) => m.name === name);
    if (merged) {
      for (const i of merged.of) here.touched?.add(i);
      return level === 0 ? merged.ex : { ...merged.ex, ev: (f) => merged.ex.ev(frameAt(f, level)) };
    }
  }
  const found = inScope(here, parts);
  if (found.length > 1) throw new PgError(`column reference "${name}" is ambiguous`, "42702", { at });
  const [one] = found;
  if (one) {
    checkGrouped(here, one, at, level, sc);
    return columnOf(sc, one.item, one.column, level, at);
  }
  // A table's name stands for its whole row.
  if (parts.length === 1) {
    const item = here.items.find((i) => i.alias === name);
    if (item) return wholeRow(item, level, at, here);
  }
  if (parts.length >= 2) {
    const table = parts[parts.length - 2];
    const item = here.items.find((i) => i.alias === table);
    if (item && parts.length === 2) {
      const system = systemColumn(name, item, level, at);
      if (system) return system;
      throw new PgError(`column ${parts.join(".")} does not exist`, "42703", { at, hint: hintFor(here, name, table) });
    }
  } else {
    const [only] = here.items;
    const system = only && here.items.length === 1 ? systemColumn(name, only, level, at) : undefined;
    if (system) return system;
  }
  return undefined;
}

export function wholeRow(item: RangeItem, level: number, at: number | undefined, here?: Scope): Ex {
  const fields = item.columns.map((c) => ({ name: c.name, type: c.type, mod: c.mod }));
  for (let i = 0; i < item.columns.length; i++) here?.touched?.add(item.offset + i);
  const type = item.rowType ?? T.record;
  return {
    type:
      fields.length === 1 && !item.rowType
        ? (fields[0]?.type ?? type)
        : item.rowType
          ? type
          : { ...type, fields, kind: "composite" },
    mod: NO_MOD,
    at,
    ev: (f) => {
      const { row } = frameAt(f, level);
      if (fields.length === 1 && !item.rowType) return row[item.offset] ?? null;
      const values = row.slice(item.offset, item.offset + item.columns.length);
      if (values.every((v) => v === null || v === undefined)) return null;
      return new Rec(values, fields);
    },
    show: () => `${quoteName(item.alias)}.*`,
  };
}

function systemColumn(name: string, item: RangeItem, level: number, at: number): Ex | undefined {
  if (item.table === undefined) return undefined;
  const slot = item.offset + item.columns.length;
  const base = { mod: NO_MOD, at, show: () => name };
  if (name === "tableoid") return { ...base, type: T.oid, ev: () => item.table ?? null };
  if (name === "xmin" || name === "xmax" || name === "ctid")
    return {
      ...base,
      type: name === "ctid" ? T.text : T.oid,
      ev: (f) => {
        const v = frameAt(f, level).row[slot] as unknown as { readonly xmin: number; readonly xmax: number } | null;
        return v === null ? null : name === "ctid" ? "(0,1)" : v[name];
      },
    };
  return undefined;
}

/** In a query with groups a column must be one of their keys. */
function checkGrouped(here: Scope, found: Found, at: number, level: number, sc: Scope): void {
  if (!here.grouped || here.inAggregate || (level > 0 && sc.inAggregate)) return;
  const index = found.item.offset + found.column;
  if (here.keys.some((k) => k.ex.column?.level === 0 && k.ex.column.index === index)) return;
  if (here.covered.has(found.item.offset)) return;
  const name = found.item.columns[found.column]?.name ?? "";
  throw new PgError(
    level > 0
      ? `subquery uses ungrouped column "${found.item.alias}.${name}" from outer query`
      : `column "${found.item.alias}.${name}" must appear in the GROUP BY clause or be used in an aggregate function`,
    "42803",
    { at },
  );
}

/** A key of the groups, when the expression is one. */
export function groupedKey(e: Expr, sc: Scope): Ex | undefined {
  if (!sc.grouped || sc.inAggregate || sc.keys.length === 0 || e.k === "const") return undefined;
  const text = astText(e);
  for (const k of sc.keys) {
    const same = k.text === text || (e.k === "col" && k.ex.column !== undefined && sameColumn(e.parts, k.ex, sc));
    if (same) return { ...k.ex, ev: (f) => (f.keys ? (f.keys[k.index] ?? null) : k.ex.ev(f)), at: e.at };
  }
  return undefined;
}

function sameColumn(parts: readonly string[], key: Ex, sc: Scope): boolean {
  const found = inScope(sc, parts);
  const [one] = found;
  return (
    found.length === 1 &&
    one !== undefined &&
    key.column?.level === 0 &&
    key.column.index === one.item.offset + one.column
  );
}

/** An expression without its places, to be compared. */
export const astText = (e: Expr): string => JSON.stringify(e, (k, v: unknown) => (k === "at" ? undefined : v));

function unknownColumn(parts: readonly string[], at: number, sc: Scope): PgError {
  const name = parts.at(-1) ?? "";
  if (parts.length === 1)
    return new PgError(`column "${name}" does not exist`, "42703", { at, hint: hintFor(sc, name, undefined) });
  const table = parts[parts.length - 2] ?? "";
  const aliased = sc.items.find((i) => i.table !== undefined && i.alias !== table && tableName(sc, i) === table);
  if (aliased)
    return new PgError(`invalid reference to FROM-clause entry for table "${table}"`, "42P01", {
      at,
      hint: `Perhaps you meant to reference the table alias "${aliased.alias}".`,
    });
  return new PgError(`missing FROM-clause entry for table "${table}"`, "42P01", { at });
}

function tableName(sc: Scope, i: RangeItem): string | undefined {
  const o = sc.s.transaction?.objects.get(i.table ?? 0);
  return o?.name;
}

/** A column of nearly the same name. */
function hintFor(sc: Scope, name: string, table: string | undefined): string | undefined {
  let best: { text: string; n: number } | undefined;
  let ties = 0;
  for (const i of sc.items)
    for (const c of i.columns) {
      if (table !== undefined && i.alias !== table) continue;
      const n = distance(name, c.name);
      if (n > Math.min(3, Math.floor(name.length / 2))) continue;
      const text = `"${i.alias}.${c.name}"`;
      if (!best || n < best.n) {
        best = { text, n };
        ties = 0;
      } else if (n === best.n) ties++;
    }
  if (best && ties === 0) return `Perhaps you meant to reference the column ${best.text}.`;
  if (table === undefined || best) {
    const other = sc.items.find((i) => i.columns.some((c) => c.name === name));
    if (other) return undefined;
  }
  return best && ties === 1 ? undefined : undefined;
}

function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(
        Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    before = row;
  }
  return before[b.length] ?? 0;
}
