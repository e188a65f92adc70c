import type { Expr, Query } from "../ast.ts";
import { PgError } from "../error.ts";
import { Arr, arrayOf, NO_MOD, T, type Value } from "../types/type.ts";
import { expression } from "./expression.ts";
import { operator } from "./operators.ts";
import type { Plan } from "./plan.ts";
import { boolean } from "./predicates.ts";
import { query } from "./query.ts";
import { type Ex, type Frame, newScope, type Scope } from "./scope.ts";

interface Inner {
  readonly plan: Plan;
  rows(f: Frame): readonly (readonly Value[])[];
}

/** A query within an expression. One that looks at nothing outside is worked out once a statement. */
function inner(q: Query, sc: Scope): Inner {
  const own = newScope(sc.s, sc, sc.ctes);
  const before = sc.touched;
  const touched = new Set<number>();
  sc.touched = touched;
  const was = sc.outer;
  sc.outer = false;
  const clause = sc.clause;
  sc.clause = "";
  const plan = query(q, own);
  sc.clause = clause;
  sc.touched = before;
  for (const t of touched) before?.add(t);
  const free = touched.size === 0 && !sc.outer;
  sc.outer = was || sc.outer;
  let kept: { readonly of: number; readonly cid: number; readonly rows: readonly (readonly Value[])[] } | undefined;
  return {
    plan,
    rows(f) {
      if (!free) return plan.run(f);
      const cid = sc.s.transaction?.cid ?? 0;
      if (kept?.of !== sc.s.statement || kept.cid !== cid) kept = { of: sc.s.statement, cid, rows: plan.run(f) };
      return kept.rows;
    },
  };
}

export function scalarQuery(q: Query, sc: Scope, at: number): Ex {
  const { plan, rows } = inner(q, sc);
  const [column] = plan.columns;
  if (!column || plan.columns.length > 1) throw new PgError("subquery must return only one column", "42601", { at });
  return {
    type: column.type,
    mod: column.mod,
    at,
    ev: (f) => {
      const found = rows(f);
      if (found.length > 1)
        throw new PgError("more than one row returned by a subquery used as an expression", "21000");
      return found[0]?.[0] ?? null;
    },
    show: () => "( SELECT ... )",
  };
}

export function existsQuery(q: Query, sc: Scope, at: number): Ex {
  const { rows } = inner(q, sc);
  return { type: T.bool, mod: NO_MOD, at, ev: (f) => rows(f).length > 0, show: () => "EXISTS ( SELECT ... )" };
}

export function listQuery(q: Query, sc: Scope, at: number): Ex {
  const { plan, rows } = inner(q, sc);
  const [column] = plan.columns;
  if (!column || plan.columns.length > 1) throw new PgError("subquery must return only one column", "42601", { at });
  return {
    type: arrayOf(column.type),
    mod: NO_MOD,
    at,
    ev: (f) => new Arr(rows(f).map((r) => r[0] ?? null)),
    show: () => "ARRAY( SELECT ... )",
  };
}

/** A slot whose value is given before it is asked. */
function slot(type: Ex["type"], at: number): Ex & { held: Value } {
  const made = { type, mod: NO_MOD, at, held: null as Value, ev: () => made.held, show: () => "" };
  return made;
}

export function inQuery(e: Extract<Expr, { k: "inquery" }>, sc: Scope): Ex {
  const l = expression(e.e, sc);
  const { plan, rows } = inner(e.query, sc);
  const left = l.items ?? [l];
  if (plan.columns.length !== left.length)
    throw new PgError(`subquery has too ${plan.columns.length > left.length ? "many" : "few"} columns`, "42601", {
      at: e.at,
    });
  const slots = plan.columns.map((c) => slot(c.type, e.at));
  const held = left.map((x) => (x.unknown === undefined ? slot(x.type, e.at) : undefined));
  const tests = left.map((x, i) => operator(sc.s, "=", held[i] ?? x, slots[i] as Ex, e.at));
  return boolean(
    e.at,
    (f) => {
      const found = rows(f);
      const values = left.map((x, i) => (held[i] ? x.ev(f) : null));
      let unknown = false;
      for (const r of found) {
        slots.forEach((x, i) => {
          x.held = r[i] ?? null;
        });
        held.forEach((h, i) => {
          if (h) h.held = values[i] ?? null;
        });
        const results = tests.map((t) => t.ev(f));
        if (results.every((x) => x === true)) return !e.not;
        if (!results.includes(false)) unknown = true;
      }
      return unknown ? null : e.not;
    },
    (p) => `${l.show(p)} ${e.not ? "NOT " : ""}IN ( SELECT ... )`,
  );
}

export function quantifiedQuery(l: Ex, op: string, all: boolean, q: Query, sc: Scope, at: number): Ex {
  const { plan, rows } = inner(q, sc);
  const [column] = plan.columns;
  if (!column || plan.columns.length > 1) throw new PgError("subquery has too many columns", "42601", { at });
  const item = slot(column.type, at);
  const held = l.unknown === undefined ? slot(l.type, at) : undefined;
  const test = operator(sc.s, op, held ?? l, item, at);
  return boolean(
    at,
    (f) => {
      const v = held ? l.ev(f) : null;
      let unknown = false;
      for (const r of rows(f)) {
        item.held = r[0] ?? null;
        if (held) held.held = v;
        const x = test.ev(f);
        if (x === null) unknown = true;
        else if (x !== all) return !all;
      }
      return unknown ? null : all;
    },
    (p) => `${l.show(p)} ${op} ${all ? "ALL" : "ANY"} ( SELECT ... )`,
  );
}
