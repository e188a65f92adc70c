import { coerce } from "../analyse/coerce.ts";
import { checkDomain } from "../analyse/domains.ts";
import { expression } from "../analyse/expression.ts";
import { type Ex, newScope, type Scope } from "../analyse/scope.ts";
import type { Expr } from "../ast.ts";
import { objectsOf } from "../catalog/lookup.ts";
import { contextOf } from "../catalog/names.ts";
import type { Column, Constraint, Index, Table } from "../catalog/objects.ts";
import { type Heap, newHeap } from "../catalog/state.ts";
import { typeByOid, typeOfObject } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { rowKey } from "../types/compare.ts";
import { textOf } from "../types/text.ts";
import { type PgType, quoteName, type Row, typeText } from "../types/type.ts";
import { isLive, rowsByKey } from "./visibility.ts";

/** A table's rows, as expressions of its own rules see them. */
export function tableScope(s: Session, t: Table, alias = t.name): Scope {
  const sc = newScope(s, undefined);
  sc.items = [
    {
      alias,
      schema: undefined,
      columns: t.columns.map((c) => ({ name: c.name, type: typeByOid(s, c.type), mod: c.mod })),
      offset: 0,
      table: t.oid,
      key: [],
      rowType: typeOfObject(s, t),
    },
  ];
  sc.width = t.columns.length + 1;
  return sc;
}

export function heapOf(s: Session, t: Table): Heap {
  let heap = s.database.heaps.get(t.heap);
  if (!heap) {
    heap = newHeap();
    s.database.heaps.set(t.heap, heap);
  }
  return heap;
}

export function indexesOf(s: Session, t: Table): Index[] {
  const out: Index[] = [];
  for (const o of objectsOf(s).values()) if (o.k === "index" && o.table === t.oid) out.push(o);
  return out;
}

/** What a column has when nothing is given. */
export function defaultOf(s: Session, c: Column): Ex | undefined {
  const type = typeByOid(s, c.type);
  let e: Expr | undefined = c.default;
  if (!e && type.kind === "domain") {
    const o = objectsOf(s).get(type.oid);
    e = o?.k === "type" ? o.domain?.default : undefined;
  }
  if (c.identity && c.sequence !== undefined) e = nextvalOf(c.sequence);
  if (!e) return undefined;
  return assigned(s, expression(e, newScope(s, undefined)), c.name, type, c.mod);
}

/** `nextval` of a sequence, by its number. */
export const nextvalOf = (oid: number): Expr => ({
  k: "call",
  name: ["nextval"],
  args: [
    {
      k: "cast",
      e: { k: "const", t: "str", s: String(oid), at: 0 },
      type: { names: ["regclass"], mods: [], dims: 0, setof: false, at: 0 },
      at: 0,
    },
  ],
  argNames: [undefined],
  star: false,
  distinct: false,
  variadic: false,
  orderBy: [],
  within: undefined,
  filter: undefined,
  over: undefined,
  at: 0,
});

/** An expression brought into a column's type. */
export function assigned(s: Session, e: Ex, column: string, type: PgType, mod: readonly number[]): Ex {
  const made = coerce(s, e, type, mod, "assignment");
  if (!made)
    throw new PgError(
      `column "${column}" is of type ${typeText(type)} but expression is of type ${typeText(e.type)}`,
      "42804",
      {
        at: e.at,
        hint: "You will need to rewrite or cast the expression.",
      },
    );
  return made;
}

/** `(1, Ann, null)`: a row as errors show it. */
export function failingRow(s: Session, t: Table, values: Row): string {
  const cx = contextOf(s);
  const cells = t.columns.map((c, i) => {
    const v = values[i] ?? null;
    if (v === null) return "null";
    const text = textOf(v, typeByOid(s, c.type), cx);
    return text.length > 64 ? `${text.slice(0, 64)}...` : text;
  });
  return `Failing row contains (${cells.join(", ")}).`;
}

/** What each row of a table must be. */
export interface RowRules {
  /** Works out generated columns, and looks at NOT NULL and CHECK. Throws PgError. */
  check(values: Row): Row;
}

export function rowRules(s: Session, t: Table): RowRules {
  const sc = tableScope(s, t);
  const generated = t.columns.flatMap((c, i) =>
    c.generated ? [{ i, ex: assigned(s, expression(c.generated, sc), c.name, typeByOid(s, c.type), c.mod) }] : [],
  );
  const checks = t.constraints
    .flatMap((c) => (c.k === "check" ? [{ name: c.name, ex: expression(c.e, sc) }] : []))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const domains = t.columns.flatMap((c, i) => {
    const type = typeByOid(s, c.type);
    return type.kind === "domain" ? [{ i, type }] : [];
  });
  return {
    check(values) {
      let row = values;
      if (generated.length) {
        const made = [...values];
        for (const g of generated) made[g.i] = g.ex.ev({ row: values, up: undefined });
        row = made;
      }
      for (const d of domains) checkDomain(s, row[d.i] ?? null, d.type);
      t.columns.forEach((c, i) => {
        if (c.notNull && (row[i] ?? null) === null)
          throw new PgError(
            `null value in column "${c.name}" of relation "${t.name}" violates not-null constraint`,
            "23502",
            {
              detail: failingRow(s, t, row),
              fields: { schema: t.schema, table: t.name, column: c.name },
            },
          );
      });
      for (const c of checks)
        if (c.ex.ev({ row, up: undefined }) === false)
          throw new PgError(`new row for relation "${t.name}" violates check constraint "${c.name}"`, "23514", {
            detail: failingRow(s, t, row),
            fields: { schema: t.schema, table: t.name, constraint: c.name },
          });
      return row;
    },
  };
}

/** A unique index, and how a row that would be in it twice is found. */
export interface UniqueRule {
  readonly index: Index;
  readonly columns: readonly string[];
  /** The live row with the same key, which is not `but`. */
  find(values: Row, but: unknown): ReturnType<typeof rowsByKey>[number] | undefined;
  failure(values: Row): PgError;
}

export function uniqueRules(s: Session, t: Table): UniqueRule[] {
  const sc = tableScope(s, t);
  return indexesOf(s, t)
    .filter((i) => i.unique)
    .map((index): UniqueRule => {
      const exs = index.keys.map((k) => expression(k.e, sc));
      const where = index.where && expression(index.where, sc);
      const places = exs.map((e) => (e.column?.level === 0 ? e.column.index : -1));
      const keyOf = (values: Row) => exs.map((e) => e.ev({ row: values, up: undefined }));
      const within = (values: Row) => !where || where.ev({ row: values, up: undefined }) === true;
      const shown = exs.map((e) => e.show(false));
      return {
        index,
        columns: places.map((p) => t.columns[p]?.name ?? ""),
        find(values, but) {
          const key = keyOf(values);
          if (key.includes(null) || !within(values)) return undefined;
          const heap = heapOf(s, t);
          if (places.every((p) => p >= 0) && !where)
            return rowsByKey(heap, places, key).find((v) => v !== but && isLive(s, v));
          const wanted = rowKey(key);
          return heap.rows.find(
            (v) => v !== but && within(v.values) && rowKey(keyOf(v.values)) === wanted && isLive(s, v),
          );
        },
        failure(values) {
          const cx = contextOf(s);
          const texts = keyOf(values).map((v, i) => textOf(v, exs[i]?.type ?? typeByOid(s, 25), cx));
          return new PgError(`duplicate key value violates unique constraint "${index.name}"`, "23505", {
            detail: `Key (${shown.join(", ")})=(${texts.join(", ")}) already exists.`,
            fields: { schema: t.schema, table: t.name, constraint: index.name },
          });
        },
      };
    });
}

export type Foreign = Extract<Constraint, { k: "foreign" }>;

export const placesOf = (t: Table, names: readonly string[]): number[] =>
  names.map((n) => t.columns.findIndex((c) => c.name === n));

export function keyText(s: Session, t: Table, names: readonly string[], values: Row): string {
  const cx = contextOf(s);
  const texts = names.map((n, i) => {
    const c = t.columns.find((x) => x.name === n);
    return textOf(values[i] ?? null, typeByOid(s, c?.type ?? 25), cx);
  });
  return `(${names.map(quoteName).join(", ")})=(${texts.join(", ")})`;
}

/** Foreign keys of other tables that look at this one. */
export function foreignTo(s: Session, t: Table): { readonly child: Table; readonly key: Foreign }[] {
  const out: { child: Table; key: Foreign }[] = [];
  for (const o of objectsOf(s).values())
    if (o.k === "table")
      for (const c of o.constraints) if (c.k === "foreign" && c.table === t.oid) out.push({ child: o, key: c });
  return out.sort((a, b) => a.key.oid - b.key.oid);
}
