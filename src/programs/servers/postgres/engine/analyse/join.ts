import { PgError } from "../error.ts";
import { keyOf } from "../types/compare.ts";
import { NO_MOD, type Row } from "../types/type.ts";
import { commonType } from "./coerce.ts";
import { columnOf } from "./columns.ts";
import { operator } from "./operators.ts";
import type { Ex, Frame, RangeItem, Scope } from "./scope.ts";
import { type Condition, pad, type Source } from "./source.ts";

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

export function commonNames(l: readonly RangeItem[], r: readonly RangeItem[], merged: Scope["merged"]): string[] {
  const right = new Set(r.flatMap((i) => i.columns.filter((c) => !c.hidden).map((c) => c.name)));
  const names = [
    ...merged.map((m) => m.name),
    ...l.flatMap((i) => i.columns.filter((c) => !c.hidden).map((c) => c.name)),
  ];
  return [...new Set(names)].filter((n) => right.has(n));
}

/** Makes one column of two of a name. */
export function merge(
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
