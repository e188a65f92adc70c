import { expression } from "../analyse/expression.ts";
import { query, withCtes } from "../analyse/query.ts";
import { type Ex, type Frame, newScope, type Scope } from "../analyse/scope.ts";
import type { Expr, Insert, Output } from "../ast.ts";
import type { Column } from "../catalog/objects.ts";
import { checkRight } from "../catalog/rights.ts";
import type { Version } from "../catalog/state.ts";
import { typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import type { Row, Value } from "../types/type.ts";
import { type ChangePlan, columnNamed, returning, target } from "./changed-table.ts";
import { conflictOf, upsert } from "./conflict.ts";
import { assigned, defaultOf, tableScope } from "./table-rules.ts";
import { type EventKind, openWriter } from "./writer.ts";

/** Understands an INSERT. */
export function insert(c: Insert, sc: Scope): ChangePlan {
  const { s } = sc;
  const t = target(s, c.table, "insert into");
  s.checks.push(() => checkRight(s, t, "a"));
  const given = c.columns?.map((x) => columnNamed(t, x.name, x.at)) ?? t.columns.map((x, i) => [x, i] as const);
  given.forEach(([x], i) => {
    if (given.findIndex(([y]) => y === x) < i)
      throw new PgError(`column "${x.name}" specified more than once`, "42701", { at: c.columns?.[i]?.at });
  });
  const defaults = t.columns.map((x) => defaultOf(s, x));
  const source = sourceOf(c, given, sc);
  const conflict = c.conflict && conflictOf(c.conflict, t, c.alias ?? t.name, sc);
  const after = tableScope(s, t, c.alias ?? t.name);
  const back = returning(c.returning, after);
  let count = 0;
  return {
    columns: back?.columns ?? [],
    count: () => count,
    run(up) {
      count = 0;
      const out: Row[] = [];
      const fresh = new Set<Version>();
      const events: EventKind[] = conflict?.set ? ["INSERT", "UPDATE"] : ["INSERT"];
      const w = openWriter(s, t, events, conflict?.set?.columns ?? []);
      for (const cells of source(up)) {
        const values: Value[] = t.columns.map((_, i) => {
          const cell = cells.get(i);
          return cell === undefined ? (defaults[i]?.ev({ row: [], up: undefined }) ?? null) : cell;
        });
        const made = conflict ? upsert(w, values, conflict, fresh) : w.insert(values);
        if (!made) continue;
        fresh.add(made);
        count++;
        if (back) out.push(back.row({ row: [...made.values, made as unknown as Value], up }));
      }
      w.finish();
      return out;
    },
  };
}

type Cells = ReadonlyMap<number, Value>;

/** The rows that are put in: values by their columns' places. */
function sourceOf(
  c: Insert,
  given: readonly (readonly [Column, number])[],
  sc: Scope,
): (up: Frame | undefined) => readonly Cells[] {
  const { s } = sc;
  const { source } = c;
  if (!source) return () => [new Map()];
  const refused = (x: Column) => {
    if (x.generated)
      throw new PgError(`cannot insert a non-DEFAULT value into column "${x.name}"`, "428C9", {
        detail: `Column "${x.name}" is a generated column.`,
      });
    if (x.identity === "always" && c.overriding !== "system")
      throw new PgError(`cannot insert a non-DEFAULT value into column "${x.name}"`, "428C9", {
        detail: `Column "${x.name}" is an identity column defined as GENERATED ALWAYS.`,
        hint: "Use OVERRIDING SYSTEM VALUE to override.",
      });
  };
  const tooMany = (n: number, at: number | undefined) => {
    if (n > given.length) throw new PgError("INSERT has more expressions than target columns", "42601", { at });
    if (c.columns && n < given.length)
      throw new PgError("INSERT has more target columns than expressions", "42601", { at: c.columns[n]?.at });
  };
  const place = (e: Expr | "default" | undefined) => (e && e !== "default" && "at" in e ? e.at : undefined);
  if (source.body.k === "values" && source.orderBy.length === 0 && !source.limit) {
    const inner = newScope(s, sc.parent, withCtes(source.ctes, source.recursive, sc));
    const [first] = source.body.rows;
    for (const r of source.body.rows) {
      if (r.length !== first?.length)
        throw new PgError("VALUES lists must all be the same length", "42601", { at: place(r[0]) });
    }
    for (const r of source.body.rows) tooMany(r.length, place(r[given.length]));
    const rows = source.body.rows.map((r) =>
      r.flatMap((e, i): (readonly [number, Ex])[] => {
        const [x, at] = given[i] ?? [];
        if (e === "default" || !x || at === undefined) return [];
        refused(x);
        inner.clause = "VALUES";
        return [[at, assigned(s, expression(e, inner), x.name, typeByOid(s, x.type), x.mod)]];
      }),
    );
    return (up) => rows.map((r) => new Map(r.map(([i, ex]) => [i, ex.ev({ row: [], up })])));
  }
  const plan = query(source, sc);
  tooMany(plan.columns.length, outputPlace(source.body, given.length));
  let held: Row = [];
  const exs = plan.columns.map((col, i): readonly [number, Ex] | undefined => {
    const [x, at] = given[i] ?? [];
    if (!x || at === undefined) return undefined;
    refused(x);
    const unknown = source.body.k === "select" ? source.body.outputs[i]?.e : undefined;
    const literal = unknown?.k === "const" && (unknown.t === "str" || unknown.t === "null");
    const slot: Ex = {
      type: col.type,
      mod: col.mod,
      at: unknown && "at" in unknown ? unknown.at : undefined,
      ev: () => held[i] ?? null,
      show: () => "",
    };
    if (literal && unknown.k === "const")
      return [at, assigned(s, expression(unknown, newScope(s, undefined)), x.name, typeByOid(s, x.type), x.mod)];
    return [at, assigned(s, slot, x.name, typeByOid(s, x.type), x.mod)];
  });
  return (up) =>
    plan.run(up).map((row) => {
      held = row;
      return new Map(exs.flatMap((e) => (e ? [[e[0], e[1].ev({ row: [], up })] as const] : [])));
    });
}

function outputPlace(b: { readonly k: string } & object, i: number): number | undefined {
  const { outputs } = b as { readonly outputs?: readonly Output[] };
  const e = outputs?.[i]?.e;
  return e && "at" in e ? e.at : undefined;
}
