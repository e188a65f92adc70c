import type { Expr, Select } from "../ast.ts";
import { byOid } from "../catalog/lookup.ts";
import type { Table } from "../catalog/objects.ts";
import { PgError } from "../error.ts";
import { keyOf, rowKey } from "../types/compare.ts";
import type { Row, Value } from "../types/type.ts";
import { settle } from "./coerce.ts";
import { astText } from "./columns.ts";
import { checkComparable } from "./comparable.ts";
import { expression } from "./expression.ts";
import { hasAggregate } from "./has-aggregate.ts";
import type { Frame, Scope } from "./scope.ts";
import { compareKeys } from "./sorting.ts";
import { pad } from "./source.ts";
import { feed } from "./window-calls.ts";

/** Understands GROUP BY: the keys, and which of them each grouping set has. */
export function groupKeys(q: Select, sc: Scope): readonly (readonly number[])[] {
  const keyFor = (e: Expr): number => {
    let of = e;
    if (e.k === "const" && e.t === "int") {
      const out = q.outputs[Number(e.s) - 1];
      if (!out) throw new PgError(`GROUP BY position ${e.s} is not in select list`, "42P10", { at: e.at });
      of = out.e;
    } else if (e.k === "col" && e.parts.length === 1) {
      const own =
        sc.items.some((x) => x.columns.some((c) => c.name === e.parts[0] && !c.hidden)) ||
        sc.merged.some((m) => m.name === e.parts[0]);
      const out = own ? undefined : q.outputs.find((o) => o.alias === e.parts[0]);
      if (out) of = out.e;
    }
    if (hasAggregate(of, sc))
      throw new PgError("aggregate functions are not allowed in GROUP BY", "42803", {
        at: "at" in of ? of.at : undefined,
      });
    sc.clause = "GROUP BY";
    const ex = settle(sc.s, expression(of, sc));
    sc.clause = "";
    checkComparable(ex);
    const text = astText(of);
    const there = sc.keys.find(
      (k) =>
        k.text === text ||
        (k.ex.column && ex.column && k.ex.column.index === ex.column.index && k.ex.column.level === ex.column.level),
    );
    if (there) return there.index;
    sc.keys.push({ ex, text, index: sc.keys.length });
    return sc.keys.length - 1;
  };
  let sets: (readonly number[])[] = [[]];
  for (const item of q.groupBy) {
    const parts =
      item.k === "expr"
        ? item.e.k === "row"
          ? [item.e.items.map(keyFor)]
          : [[keyFor(item.e)]]
        : item.sets.map((x) => x.map(keyFor));
    sets = sets.flatMap((before) => parts.map((p) => [...before, ...p]));
  }
  // A table whose primary key is among the keys may be used whole.
  const covered = new Set<number>();
  for (const item of sc.items) {
    if (item.key.length === 0) continue;
    const places = item.key.map((k) => item.offset + columnPlace(sc, item.table, k));
    if (places.every((p) => sc.keys.some((k) => k.ex.column?.level === 0 && k.ex.column.index === p)))
      covered.add(item.offset);
  }
  sc.covered = covered;
  return sets;
}

function columnPlace(sc: Scope, table: number | undefined, name: string): number {
  const t = table === undefined ? undefined : byOid<Table>(sc.s, table, "table");
  return t?.columns.findIndex((c) => c.name === name) ?? -1;
}

/** The groups of rows, one list after the other for each grouping set. */
export function groups(
  frames: readonly Frame[],
  sets: readonly (readonly number[])[],
  sc: Scope,
  up: Frame | undefined,
): Frame[] {
  const out: Frame[] = [];
  const empty: Frame = { row: pad(sc.width), up };
  for (const set of sets) {
    const absent = new Set(sc.keys.map((k) => k.index).filter((k) => !set.includes(k)));
    const found = new Map<string, { first: Frame; keys: Row; members: Frame[] }>();
    for (const f of frames) {
      const keys = sc.keys.map((k) => (absent.has(k.index) ? null : k.ex.ev(f)));
      const key = rowKey(keys);
      const there = found.get(key);
      if (there) there.members.push(f);
      else found.set(key, { first: f, keys, members: [f] });
    }
    if (found.size === 0 && set.length === 0 && (sc.keys.length === 0 || sets.length > 1 || absent.size > 0))
      found.set("", { first: empty, keys: sc.keys.map(() => null), members: [] });
    for (const g of found.values()) {
      const keys = Object.assign(g.keys, { absent });
      const first = absent.size ? blanked(g.first, sc, absent) : g.first;
      out.push({ ...first, keys, aggs: sc.aggs.map((a) => summed(a, g.members)) });
    }
  }
  return out;
}

/** A group's row with the columns empty that its grouping set leaves out. */
function blanked(f: Frame, sc: Scope, absent: ReadonlySet<number>): Frame {
  const row = [...f.row];
  for (const k of sc.keys) if (absent.has(k.index) && k.ex.column?.level === 0) row[k.ex.column.index] = null;
  return { ...f, row };
}

function summed(call: Scope["aggs"][number], members: readonly Frame[]): Value {
  const acc = call.make();
  let rows = members;
  if (call.order.length) {
    const sorted = members.map((f) => ({ f, keys: call.order.map((o) => o.ex.ev(f)) }));
    sorted.sort((a, b) => compareKeys(call.order, a.keys, b.keys));
    rows = sorted.map((x) => x.f);
  }
  if (call.distinct) {
    const seen = new Set<string>();
    const kept: Frame[] = [];
    for (const f of rows) {
      const [first, ...rest] = call.args.map((a) => a.ev(f));
      const key = rest.length ? keyOf(first ?? null) : rowKey([first ?? null]);
      if (seen.has(key)) continue;
      seen.add(key);
      kept.push(f);
    }
    if (!call.order.length && call.args[0]) {
      const by = [{ ex: call.args[0], descending: false, nullsFirst: false }];
      kept.sort((a, b) =>
        compareKeys(
          by,
          by.map((k) => k.ex.ev(a)),
          by.map((k) => k.ex.ev(b)),
        ),
      );
    }
    rows = kept;
  }
  for (const f of rows) feed(call, acc, f);
  return acc.result();
}
