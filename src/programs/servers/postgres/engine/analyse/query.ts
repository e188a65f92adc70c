import type { Body, Cte, Expr, Query } from "../ast.ts";
import { PgError } from "../error.ts";
import { changePlan } from "../run/changes.ts";
import type { ResultColumn } from "../session.ts";
import { rowKey } from "../types/compare.ts";
import { NO_MOD, type Row, T, typeText, type Value } from "../types/type.ts";
import { coerce, commonType } from "./coerce.ts";
import { expression } from "./expression.ts";
import type { BodyPlan, Plan } from "./plan.ts";
import { type CteDefinition, type Ex, type Frame, NO_FRAME, newScope, type Scope } from "./scope.ts";
import { core } from "./select.ts";
import { outputAt, setOperation } from "./set-operation.ts";
import { compareKeys, sortKeys } from "./sorting.ts";
import { values } from "./values.ts";

/** Understands a query. `sc`: a new scope, whose parent is the query around. */
export function query(q: Query, sc: Scope): Plan {
  const ctes = withCtes(q.ctes, q.recursive, sc);
  const inner: Scope = ctes === sc.ctes ? sc : { ...newScope(sc.s, sc.parent, ctes), clause: sc.clause };
  const made = body(q.body, inner, q.orderBy);
  const limit = bound(q.limit, inner, "LIMIT");
  const offset = bound(q.offset, inner, "OFFSET");
  if (q.locking !== undefined) checkLocking(q, q.locking);
  const run = (up: Frame | undefined): readonly Row[] => {
    const max = limit?.(up);
    const skip = offset?.(up) ?? 0;
    const rows = made.run(up, max === undefined ? undefined : max + skip);
    if (skip === 0 && (max === undefined || rows.length <= max)) return rows;
    return rows.slice(skip, max === undefined ? undefined : skip + max);
  };
  return { columns: made.columns, run };
}

function checkLocking(q: Query, how: string): void {
  if (q.body.k !== "select") return;
  const word = how.toUpperCase();
  if (q.body.groupBy.length) throw new PgError(`FOR ${word} is not allowed with GROUP BY clause`, "0A000");
  if (q.body.distinct) throw new PgError(`FOR ${word} is not allowed with DISTINCT clause`, "0A000");
}

function bound(
  e: Expr | undefined,
  sc: Scope,
  what: string,
): ((up: Frame | undefined) => number | undefined) | undefined {
  if (!e) return undefined;
  const outer = newScope(sc.s, sc.parent, sc.ctes);
  const ex = coerce(sc.s, expression(e, outer), T.int8, NO_MOD, "assignment");
  if (!ex)
    throw new PgError(
      `argument of ${what} must be type bigint, not type ${typeText(expression(e, outer).type)}`,
      "42804",
      { at: "at" in e ? e.at : undefined },
    );
  return (up) => {
    const v = ex.ev({ row: [], up });
    if (v === null) return undefined;
    const n = Number(v);
    if (n < 0) throw new PgError(`${what} must not be negative`, what === "LIMIT" ? "2201W" : "2201X");
    return n;
  };
}

function body(b: Body, sc: Scope, orderBy: Query["orderBy"]): BodyPlan {
  switch (b.k) {
    case "select":
      return core(b, sc, orderBy);
    case "values": {
      const made = values(b, sc);
      return sorted(made, orderBy, sc);
    }
    case "nested": {
      const inner = query(b.query, sc);
      return orderBy.length ? sorted({ columns: inner.columns, run: (up) => inner.run(up) }, orderBy, sc) : inner;
    }
    case "set": {
      const side = (x: Body): BodyPlan => body(x, { ...newScope(sc.s, sc.parent, sc.ctes) }, []);
      return sorted(setOperation(b, side(b.l), side(b.r), sc), orderBy, sc);
    }
  }
}

/** Puts the rows of VALUES or of a UNION in order: by their columns alone. */
function sorted(plan: BodyPlan, orderBy: Query["orderBy"], sc: Scope): BodyPlan {
  if (orderBy.length === 0) return plan;
  const inner = newScope(sc.s, sc.parent, sc.ctes);
  inner.items = [
    { alias: "", schema: undefined, columns: plan.columns, offset: 0, table: undefined, key: [], rowType: undefined },
  ];
  inner.width = plan.columns.length;
  const outputs = plan.columns.map((c, i) => ({
    name: c.name,
    ex: {
      type: c.type,
      mod: c.mod,
      at: undefined,
      column: { level: 0, index: i },
      ev: (f: Frame) => f.row[i] ?? null,
      show: () => c.name,
    } as Ex,
  }));
  const keys = sortKeys(orderBy, inner, outputs);
  return {
    columns: plan.columns,
    run(up) {
      const rows = plan.run(up).map((row) => ({ row, keys: keys.map((k) => k.ex.ev({ row, up })) }));
      return rows.sort((x, y) => compareKeys(keys, x.keys, y.keys)).map((x) => x.row);
    },
  };
}

export function withCtes(list: readonly Cte[], recursive: boolean, sc: Scope): ReadonlyMap<string, CteDefinition> {
  if (list.length === 0) return sc.ctes;
  const ctes = new Map(sc.ctes);
  const seen = new Set<string>();
  for (const c of list) {
    if (seen.has(c.name))
      throw new PgError(`WITH query name "${c.name}" specified more than once`, "42712", { at: c.at });
    seen.add(c.name);
    ctes.set(
      c.name,
      recursive && c.query.k === "query" && mentions(c.query, c.name)
        ? recursiveCte(c, sc, ctes)
        : plainCte(c, sc, ctes),
    );
  }
  return ctes;
}

function named(columns: readonly ResultColumn[], c: Cte): ResultColumn[] {
  if (c.columns.length > columns.length)
    throw new PgError(
      `WITH query "${c.name}" has ${columns.length} columns available but ${c.columns.length} columns specified`,
      "42P10",
      { at: c.at },
    );
  return columns.map((x, i) => ({ ...x, name: c.columns[i] ?? x.name }));
}

function plainCte(c: Cte, sc: Scope, ctes: ReadonlyMap<string, CteDefinition>): CteDefinition {
  const { s } = sc;
  const plan: Plan =
    c.query.k === "query"
      ? query(c.query, newScope(s, sc.parent, ctes))
      : changePlan(c.query, newScope(s, sc.parent, ctes));
  // Its rows are worked out once a statement.
  let kept: { readonly of: number; readonly rows: readonly Row[] } | undefined;
  return {
    cte: c,
    columns: named(plan.columns, c),
    plan,
    rows(up) {
      const now = s.statement;
      if (kept?.of !== now) kept = { of: now, rows: plan.run(up) };
      return kept.rows;
    },
  };
}

/** Whether a query reads from a name. */
function mentions(q: unknown, name: string): boolean {
  if (Array.isArray(q)) return q.some((x) => mentions(x, name));
  if (typeof q !== "object" || q === null) return false;
  const o = q as { readonly k?: unknown; readonly table?: { readonly name?: unknown; readonly schema?: unknown } };
  if (o.k === "table" && o.table?.name === name && o.table.schema === undefined) return true;
  return Object.values(q).some((x) => mentions(x, name));
}

function recursiveCte(c: Cte, sc: Scope, ctes: ReadonlyMap<string, CteDefinition>): CteDefinition {
  const { s } = sc;
  const q = c.query as Query;
  const b = q.body;
  const wrong = () =>
    new PgError(
      `recursive query "${c.name}" does not have the form non-recursive-term UNION [ALL] recursive-term`,
      "42P19",
      { at: c.at },
    );
  if (b.k !== "set" || b.op !== "UNION") throw wrong();
  const inner = withCtes(q.ctes, q.recursive, newScope(s, sc.parent, ctes));
  const first = body(b.l, newScope(s, sc.parent, inner), []);
  const columns = named(first.columns, c);
  let working: readonly Row[] = [];
  const own: CteDefinition = { cte: c, columns, plan: undefined, rows: () => working };
  const second = body(b.r, newScope(s, sc.parent, new Map(inner).set(c.name, own)), []);
  if (second.columns.length !== columns.length)
    throw new PgError(`each UNION query must have the same number of columns`, "42601", { at: outputAt(b.r) });
  second.columns.forEach((x, i) => {
    const want = columns[i];
    if (!want || x.type.oid === want.type.oid) return;
    const type = commonType(
      [want, x].map((y) => ({ type: y.type, mod: NO_MOD, at: undefined, ev: () => null, show: () => "" })),
      "UNION",
    );
    if (type.oid !== want.type.oid)
      throw new PgError(
        `recursive query "${c.name}" column ${i + 1} has type ${typeText(want.type)} in non-recursive term but type ${typeText(type)} overall`,
        "42804",
        {
          at: outputAt(b.l, i),
          hint: "Cast the output of the non-recursive term to the correct type.",
        },
      );
  });
  const casts = second.columns.map((x, i) => {
    const want = columns[i] ?? x;
    if (x.type.oid === want.type.oid) return undefined;
    let held: Value = null;
    const ex = coerce(
      s,
      { type: x.type, mod: NO_MOD, at: undefined, ev: () => held, show: () => "" },
      want.type,
      NO_MOD,
      "implicit",
    );
    if (!ex) return undefined;
    return (v: Value) => {
      held = v;
      return v === null ? null : ex.ev(NO_FRAME);
    };
  });
  let kept: { readonly of: number; readonly rows: readonly Row[] } | undefined;
  return {
    cte: c,
    columns,
    plan: undefined,
    rows(up) {
      if (kept?.of === s.statement) return kept.rows;
      const seen = new Set<string>();
      const fresh = (rows: readonly Row[]) =>
        b.all
          ? rows
          : rows.filter((r) => {
              const key = rowKey(r);
              if (seen.has(key)) return false;
              seen.add(key);
              return true;
            });
      let last = fresh(first.run(up));
      const all: Row[] = [...last];
      while (last.length) {
        working = last;
        s.statement++;
        const next = second.run(up).map((r) => r.map((v, i) => casts[i]?.(v) ?? v));
        last = fresh(next);
        for (const r of last) all.push(r);
        if (all.length > 2_000_000)
          throw new PgError("out of memory", "53200", { detail: "Failed on request of size 8192." });
      }
      kept = { of: s.statement, rows: all };
      return all;
    },
  };
}
