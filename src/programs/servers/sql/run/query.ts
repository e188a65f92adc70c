import type { Body, Query } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { keyOf, toNumber } from "../values/compare.ts";
import type { Value } from "../values/value.ts";
import { runCore } from "./core.ts";
import { evaluate } from "./evaluate.ts";
import { sortRows } from "./order.ts";
import type { Field, Relation, Scope } from "./scope.ts";
import { valueShape } from "./shape.ts";
import { fitted, joined } from "./shapes.ts";

export interface Rows {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly Value[])[];
}

/** Rounds of a recursive WITH until it counts as endless. */
const ROUNDS = 10_000;

/** A query's rows. Throws SqlError. */
export function runQuery(q: Query, outer: Scope): Rows {
  let s = outer;
  for (const cte of q.ctes) {
    const inner = { ...s, bound: s.bound };
    const made = q.recursive ? recursive(cte.name, cte.columns, cte.query, inner) : runQuery(cte.query, inner);
    const fields = made.fields.map((f, i) => ({ ...f, name: cte.columns?.[i] ?? f.name }));
    s = { ...s, ctes: new Map([...s.ctes, [cte.name, { fields, rows: made.rows, key: [] }]]) };
  }
  // The rows of a plain SELECT may be sorted by what it does not give out; those of a UNION by their columns alone.
  const made = q.body.kind === "core" ? runCore(q.body, q.orderBy, s) : sorted(runBody(q.body, s), q, s);
  const from = q.offset ? count(q.offset, s, "OFFSET") : 0;
  const limit = q.limit ? count(q.limit, s, "LIMIT") : undefined;
  if (from === 0 && limit === undefined) return made;
  return { ...made, rows: made.rows.slice(from, limit === undefined ? undefined : from + limit) };
}

function count(e: Parameters<typeof evaluate>[0], s: Scope, what: string): number {
  const value = evaluate(e, { ...s, bound: [] });
  if (value === null) return what === "LIMIT" ? Number.POSITIVE_INFINITY : 0;
  const n = toNumber(value);
  if (n < 0) throw new SqlError(`${what} must not be negative`, what === "LIMIT" ? "2201W" : "2201X", 1064);
  return n;
}

function runBody(b: Body, s: Scope): Rows {
  switch (b.kind) {
    case "core":
      return runCore(b, [], s);
    case "nested":
      return runQuery(b.query, s);
    case "values": {
      const rows = b.rows.map((r) => r.map((e) => evaluate(e, s)));
      const width = rows[0]?.length ?? 0;
      if (rows.some((r) => r.length !== width))
        throw new SqlError("Column count doesn't match value count at row 2", "21S01", 1136);
      const fields = (rows[0] ?? []).map((v, i) => ({
        name: `column_${i}`,
        type: valueShape(v).type,
        nullable: v === null,
      }));
      return { fields, rows };
    }
    case "set":
      return combined(b, runBody(b.left, s), runBody(b.right, s));
  }
}

function combined(b: Extract<Body, { kind: "set" }>, left: Rows, right: Rows): Rows {
  if (left.fields.length !== right.fields.length)
    throw new SqlError("The used SELECT statements have a different number of columns", "21000", 1222);
  const key = (row: readonly Value[]) => row.map((v) => keyOf(v)).join("\0");
  if (b.operator === "UNION") {
    const fields = bothFields(left.fields, right.fields);
    const fit = (row: readonly Value[]) => row.map((v, i) => fitted(v, fields[i]?.type ?? ""));
    const all = [...left.rows, ...right.rows].map(fit);
    return { fields, rows: b.all ? all : unique(all, key) };
  }
  const others = new Map<string, number>();
  for (const r of right.rows) others.set(key(r), (others.get(key(r)) ?? 0) + 1);
  const keep = left.rows.filter((r) => {
    const n = others.get(key(r)) ?? 0;
    if (b.all && n > 0) others.set(key(r), n - 1);
    return n > 0 === (b.operator === "INTERSECT");
  });
  return { fields: left.fields, rows: b.all ? keep : unique(keep, key) };
}

/** MySQL: columns that hold what both sides give. */
function bothFields(left: readonly Field[], right: readonly Field[]): readonly Field[] {
  const shape = (f: Field | undefined) => ({ type: f?.type ?? "varchar", nullable: f?.nullable ?? true });
  return left.map((f, i) => ({ name: f.name, ...joined([shape(f), shape(right[i])]) }));
}

export function unique<T>(rows: readonly T[], key: (row: T) => string): T[] {
  const seen = new Set<string>();
  return rows.filter((r) => {
    const k = key(r);
    return seen.has(k) ? false : seen.add(k) !== undefined;
  });
}

/** ORDER BY behind a UNION: by names or numbers of columns. */
function sorted(made: Rows, q: Query, s: Scope): Rows {
  if (q.orderBy.length === 0) return made;
  const keys = (row: readonly Value[]) =>
    q.orderBy.map(({ by }) => {
      if (by.kind === "literal" && typeof by.value === "number") return row[by.value - 1] ?? null;
      return evaluate(by, {
        ...s,
        bound: [{ alias: "", fields: made.fields, row }],
        merged: new Set(),
        part: "order clause",
      });
    });
  return { ...made, rows: sortRows(made.rows, keys, q.orderBy) };
}

/** A WITH that reads itself: its first part, then the second over what the last round gave, until that gives nothing new. */
function recursive(name: string, columns: readonly string[] | undefined, q: Query, s: Scope): Rows {
  const { body } = q;
  if (
    body.kind !== "set" ||
    body.operator !== "UNION" ||
    !JSON.stringify(body.right).includes(`"name":${JSON.stringify(name)}`)
  )
    return runQuery(q, s);
  const first = runBody(body.left, s);
  const fields = first.fields.map((f, i) => ({ ...f, name: columns?.[i] ?? f.name, nullable: true }));
  const key = (row: readonly Value[]) => row.map((v) => keyOf(v)).join("\0");
  const seen = new Set(first.rows.map(key));
  const all = [...first.rows];
  let last: readonly (readonly Value[])[] = first.rows;
  for (let round = 0; last.length > 0; round++) {
    if (round > ROUNDS || all.length > 1_000_000)
      throw new SqlError("drydock: a recursive WITH that does not come to an end is not simulated", "0A000", 3636);
    const working: Relation = { fields, rows: last, key: [] };
    const made = runBody(body.right, { ...s, ctes: new Map([...s.ctes, [name, working]]) });
    last = body.all ? made.rows : made.rows.filter((r) => (seen.has(key(r)) ? false : seen.add(key(r)) !== undefined));
    all.push(...last);
  }
  const limit = q.limit ? count(q.limit, s, "LIMIT") : undefined;
  return sorted({ fields, rows: limit === undefined ? all : all.slice(0, limit) }, q, s);
}
