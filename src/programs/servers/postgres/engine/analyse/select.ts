import type { Expr, Query, Select } from "../ast.ts";
import { byOid } from "../catalog/lookup.ts";
import type { Table } from "../catalog/objects.ts";
import { PgError } from "../error.ts";
import type { ResultColumn } from "../session.ts";
import { keyOf, rowKey } from "../types/compare.ts";
import type { Row, Value } from "../types/type.ts";
import { settle } from "./coerce.ts";
import { astText, columnOf } from "./columns.ts";
import { condition, conjuncts } from "./condition.ts";
import { checkComparable, expression } from "./expression.ts";
import { fromItem } from "./from.ts";
import { joinRows } from "./join.ts";
import { headOf } from "./names.ts";
import { type BodyPlan, hasAggregate } from "./query.ts";
import type { Ex, Frame, Scope } from "./scope.ts";
import { compareKeys, sortKeys } from "./sorting.ts";
import { type Condition, holds, pad, type Source } from "./source.ts";
import { feed, partitionKey } from "./window-calls.ts";

export interface NamedEx {
  readonly name: string;
  readonly ex: Ex;
}

/** One SELECT … FROM … WHERE … GROUP BY … HAVING, sorted. */
export function core(q: Select, sc: Scope, orderBy: Query["orderBy"]): BodyPlan {
  const sources = q.from.map((i) => fromItem(i, sc));
  sc.windows = q.windows;
  const grouped =
    q.groupBy.length > 0 || q.having !== undefined || hasAggregate(q.outputs, sc) || hasAggregate(orderBy, sc);
  const sets = grouped ? groupKeys(q, sc) : [];
  sc.grouped = grouped;
  const outputs = expandOutputs(q.outputs, sc);
  sc.grouped = false;
  const conditions = q.where ? conjuncts(q.where).map((c) => condition(c, sc, "WHERE")) : [];
  sc.grouped = grouped;
  sc.clause = "HAVING";
  const having = q.having && condition(q.having, sc, "HAVING").ex;
  sc.clause = "ORDER BY";
  const keys = sortKeys(orderBy, sc, outputs);
  sc.clause = "";
  if (q.distinct) for (const o of outputs) checkComparable(o.ex);
  const on = q.distinctOn?.map((e) => distinctKey(e, outputs, sc));
  if (q.distinct && !on)
    orderBy.forEach((o, i) => {
      const k = keys[i];
      if (k && !outputs.some((x) => x.ex === k.ex || x.ex.show(false) === k.ex.show(false)))
        throw new PgError("for SELECT DISTINCT, ORDER BY expressions must appear in select list", "42P10", {
          at: "at" in o.by ? o.by.at : undefined,
        });
    });
  if (on && keys.length && !on.every((e) => keys.slice(0, on.length).some((k) => k.ex.show(false) === e.show(false))))
    throw new PgError("SELECT DISTINCT ON expressions must match initial ORDER BY expressions", "42P10", {
      at: q.distinctOn?.[0] && "at" in q.distinctOn[0] ? q.distinctOn[0].at : undefined,
    });
  const columns: ResultColumn[] = outputs.map((o) => ({ name: o.name, type: o.ex.type, mod: o.ex.mod }));
  const readRows = rowReader(sources, conditions);
  return {
    columns,
    run(up, most) {
      let frames: Frame[] = [];
      const raw = readRows(up);
      for (const row of raw) frames.push({ row, up });
      if (grouped) {
        frames = groups(frames, sets, sc, up);
        if (having) frames = frames.filter((f) => having.ev(f) === true);
      }
      if (sc.wins.length) frames = windows(frames, sc);
      if (sc.sets.length) frames = spread(frames, sc);
      // Without an order only as many rows are worked out as are wanted.
      if (most !== undefined && keys.length === 0 && !q.distinct) frames = frames.slice(0, most);
      let made = frames.map((f) => ({
        f,
        values: outputs.map((o) => o.ex.ev(f)),
        keys: undefined as readonly Value[] | undefined,
      }));
      if (keys.length) {
        for (const m of made)
          m.keys = keys.map((k) => {
            const at = outputs.findIndex((o) => o.ex === k.ex);
            return at >= 0 ? (m.values[at] ?? null) : k.ex.ev(m.f);
          });
        made.sort((a, b) => compareKeys(keys, a.keys ?? [], b.keys ?? []));
      }
      if (on) made = uniqueBy(made, (m) => rowKey(on.map((e) => e.ev(m.f))));
      else if (q.distinct) {
        made = uniqueBy(made, (m) => rowKey(m.values));
      }
      return made.map((m) => m.values);
    },
  };
}

function uniqueBy<X>(list: readonly X[], key: (x: X) => string): X[] {
  const seen = new Set<string>();
  return list.filter((x) => {
    const k = key(x);
    if (seen.has(k)) return false;
    seen.add(k);
    return true;
  });
}

function distinctKey(e: Expr, outputs: readonly NamedEx[], sc: Scope): Ex {
  if (e.k === "const" && e.t === "int") {
    const o = outputs[Number(e.s) - 1];
    if (!o) throw new PgError(`SELECT DISTINCT ON position ${e.s} is not in select list`, "42P10", { at: e.at });
    return o.ex;
  }
  if (e.k === "col" && e.parts.length === 1) {
    const o = outputs.find((x) => x.name === e.parts[0]);
    if (o) return o.ex;
  }
  return settle(sc.s, expression(e, sc));
}

/** The rows of FROM that WHERE keeps. Conditions are looked at as early as what they need is there. */
export function rowReader(
  sources: readonly Source[],
  where: readonly Condition[],
): (up: Frame | undefined) => readonly Row[] {
  const { list, conditions } = flatten(sources);
  const open: Condition[] = [...conditions, ...where];
  const steps = list.map((source, i) => {
    const end = source.offset + source.width;
    const ready = open.filter((c) => [...c.touched].every((t) => t < end));
    for (const c of ready) open.splice(open.indexOf(c), 1);
    const own = ready.filter((c) => [...c.touched].some((t) => t >= source.offset) || i === 0);
    return { source, own, other: ready.filter((c) => !own.includes(c)) };
  });
  return (up) => {
    let rows: readonly Row[] = [[]];
    if (list.length === 0) return where.every((c) => c.ex.ev({ row: [], up }) === true) ? rows : [];
    steps.forEach(({ source, own, other }, i) => {
      const filters = [...own, ...other];
      if (i === 0) {
        rows =
          source.range?.table !== undefined
            ? source.get([], up, filters)
            : source.get([], up, []).filter((r) => filters.length === 0 || holds(filters, [], r, up));
        return;
      }
      const scanned = source.range?.table !== undefined;
      const indexed =
        scanned &&
        filters.some((c) => c.ex.equal?.some((x) => x.column?.level === 0 && x.column.index >= source.offset));
      if (indexed && rows.length < 200) {
        const out: Row[] = [];
        for (const r of rows) for (const b of source.get(r, up, filters)) out.push([...r, ...b]);
        rows = out;
        return;
      }
      const before = rows;
      const left: Source = {
        offset: 0,
        width: source.offset,
        independent: true,
        item: source.item,
        range: undefined,
        get: () => before as Row[],
      };
      // What needs this part alone is looked at as its rows are read.
      const early = filters.filter((c) => [...c.touched].every((t) => t >= source.offset));
      const late = filters.filter((c) => !early.includes(c));
      const right: Source =
        early.length && source.independent ? { ...source, get: (p, u) => filtered(source, p, u, early) } : source;
      rows = joinRows(left, right, "inner", early.length && source.independent ? late : filters, [], up);
    });
    return rows;
  };
}

function filtered(source: Source, prefix: Row, up: Frame | undefined, filters: readonly Condition[]): Row[] {
  if (source.range?.table !== undefined) return source.get(pad(source.offset), up, filters);
  return source.get(prefix, up, []).filter((r) => holds(filters, pad(source.offset), r, up));
}

/** Inner joins as one list, with their conditions; others stay as they are. */
function flatten(sources: readonly Source[]): { list: Source[]; conditions: Condition[] } {
  const list: Source[] = [];
  const conditions: Condition[] = [];
  const add = (x: Source) => {
    const { parts } = x;
    if (!parts) {
      list.push(x);
      return;
    }
    add(parts.l);
    add(parts.r);
    conditions.push(...parts.conditions);
  };
  for (const x of sources) add(x);
  return { list, conditions };
}

/** The outputs, with each star as what it stands for. */
export function expandOutputs(outputs: Select["outputs"], sc: Scope): NamedEx[] {
  return outputs.flatMap((o): NamedEx[] => {
    const { e } = o;
    if (e.k === "star") return star(e.table, sc, e.at);
    const ex = settle(sc.s, expression(e, sc));
    return [{ name: o.alias ?? headOf(e, sc), ex }];
  });
}

function star(table: readonly string[], sc: Scope, at: number): NamedEx[] {
  const name = table.at(-1);
  if (name === undefined) {
    if (sc.items.length === 0) throw new PgError("SELECT * with no tables specified is not valid", "42601", { at });
    const merged = sc.merged.map((m) => ({ name: m.name, ex: expression({ k: "col", parts: [m.name], at }, sc) }));
    const rest = sc.items.flatMap((i) =>
      i.columns.flatMap((c, k) =>
        c.hidden ? [] : [{ name: c.name, ex: checked(i.alias, c.name, columnOf(sc, i, k, 0, at), sc, at) }],
      ),
    );
    return [...merged, ...rest];
  }
  let level = 0;
  for (let here: Scope | undefined = sc; here; here = here.parent) {
    const item = here.items.find((i) => i.alias === name && (table.length < 2 || i.schema === table[0]));
    if (item)
      return item.columns.map((c, k) => ({
        name: c.name,
        ex:
          level === 0
            ? checked(item.alias, c.name, columnOf(sc, item, k, 0, at), sc, at)
            : columnOf(sc, item, k, level, at),
      }));
    level++;
  }
  throw new PgError(`missing FROM-clause entry for table "${name}"`, "42P01", { at });
}

/** A column of a star, in a query with groups looked at like one that is written. */
function checked(alias: string, name: string, ex: Ex, sc: Scope, at: number): Ex {
  if (ex.column) sc.touched?.add(ex.column.index);
  if (!sc.grouped || alias === "") return ex;
  return expression({ k: "col", parts: [alias, name], at }, sc);
}

/** Understands GROUP BY: the keys, and which of them each grouping set has. */
function groupKeys(q: Select, sc: Scope): readonly (readonly number[])[] {
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

function groups(
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

function windows(frames: readonly Frame[], sc: Scope): Frame[] {
  const values: Value[][] = frames.map(() => []);
  const sorted = frames.map((_, n) => n);
  sc.wins.forEach((w, k) => {
    const parts = new Map<string, number[]>();
    for (const n of sorted) {
      const f = frames[n];
      if (!f) continue;
      const key = partitionKey(w, f);
      const there = parts.get(key);
      if (there) there.push(n);
      else parts.set(key, [n]);
    }
    for (const part of parts.values()) {
      const rows = part.map((n) => ({
        n,
        f: frames[n] as Frame,
        keys: w.order.map((o) => o.ex.ev(frames[n] as Frame)),
      }));
      rows.sort((a, b) => compareKeys(w.order, a.keys, b.keys));
      const starts: number[] = [];
      rows.forEach((r, x) => {
        const before = rows[x - 1];
        starts[x] = before && compareKeys(w.order, before.keys, r.keys) === 0 ? (starts[x - 1] ?? 0) : x;
      });
      const ends: number[] = [];
      for (let x = rows.length - 1; x >= 0; x--)
        ends[x] = x + 1 < rows.length && starts[x + 1] === starts[x] ? (ends[x + 1] ?? x + 1) : x + 1;
      const got = w.run(
        rows.map((r) => r.f),
        (x) => [starts[x] ?? 0, ends[x] ?? rows.length],
      );
      rows.forEach((r, x) => {
        const list = values[r.n];
        if (list) list[k] = got[x] ?? null;
      });
    }
  });
  // Rows come as the last window has put them in order.
  const order = windowOrder(frames, sc);
  return order.map((n) => ({ ...(frames[n] as Frame), wins: values[n] ?? [] }));
}

function windowOrder(frames: readonly Frame[], sc: Scope): number[] {
  const places = frames.map((_, n) => n);
  const w = sc.wins.at(-1);
  if (!w) return places;
  const by = [...w.partition.map((ex) => ({ ex, descending: false, nullsFirst: false })), ...w.order];
  const keys = frames.map((f) => by.map((k) => k.ex.ev(f)));
  return places.sort((a, b) => compareKeys(by, keys[a] ?? [], keys[b] ?? []) || a - b);
}

/** One row for each that the functions among the outputs give. */
function spread(frames: readonly Frame[], sc: Scope): Frame[] {
  return frames.flatMap((f) => {
    const lists = sc.sets.map((x) => x.run(f));
    const count = Math.max(0, ...lists.map((l) => l.length));
    return Array.from({ length: count }, (_, n) => ({
      ...f,
      sets: lists.map((l) => (l[n] ?? null) as unknown as Value),
    }));
  });
}
