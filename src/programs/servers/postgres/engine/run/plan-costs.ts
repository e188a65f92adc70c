import { encode } from "../../../../../std/text.ts";
import { objectsOf } from "../catalog/lookup.ts";
import { contextOf } from "../catalog/names.ts";
import type { Column, Index, Table } from "../catalog/objects.ts";
import { typeByOid } from "../catalog/types.ts";
import type { Session } from "../session.ts";
import { compareValues, keyOf } from "../types/compare.ts";
import { textOf } from "../types/text.ts";
import { type PgType, plainType, type Value } from "../types/type.ts";
import { heapOf } from "./table-rules.ts";
import { takeSnapshot, visibleRows } from "./visibility.ts";

/*
 * The planner's figures, by PostgreSQL's own units: a page read in order costs 1, out of order 4, a row 0.01, an index's row
 * 0.005, an operator 0.0025. What is known of a table is what ANALYZE counted; else ten pages of rows of their types' usual
 * width. Pages are reckoned as if the rows had been put in one after another; rows that died are not counted.
 */

export const CPU_ROW = 0.01;
export const CPU_INDEX = 0.005;
export const CPU_OPERATOR = 0.0025;
export const RANDOM_PAGE = 4;

/** What is known of a table. */
export interface TableFigures {
  readonly rows: number;
  readonly pages: number;
  readonly width: number;
  readonly analyzed: boolean;
  indexPages(column: string, unique: boolean): number;
  widthOf(column: string): number;
  /** How many different values a column has. */
  distinct(column: string): number;
  /** How far a column's order is the rows' own, from 0 to 1. */
  correlation(column: string): number;
}

const WIDTHS: Readonly<Record<string, number>> = {
  bool: 1,
  char: 1,
  int2: 2,
  int4: 4,
  int8: 8,
  oid: 4,
  float4: 4,
  float8: 8,
  date: 4,
  time: 8,
  timestamp: 8,
  timestamptz: 8,
  interval: 16,
  uuid: 16,
  name: 64,
};

/** A type's usual width in bytes. */
export function typeWidth(type: PgType, mod: readonly number[]): number {
  const t = plainType(type);
  const known = WIDTHS[t.name];
  if (known !== undefined) return known;
  if (t.kind === "enum") return 4;
  if ((t.name === "varchar" || t.name === "bpchar") && mod[0] !== undefined) {
    const most = mod[0] * 4 + 4;
    if (t.name === "bpchar") return most;
    return most <= 32 ? most : most < 1000 ? 32 + Math.floor((most - 32) / 2) : 516;
  }
  if (t.name === "numeric" && mod[0] !== undefined) {
    const most = Math.floor((mod[0] + 6) / 4) * 2 + 8;
    return Math.min(32, most);
  }
  return 32;
}

const FIXED_ALIGN: Readonly<Record<string, number>> = {
  bool: 1,
  char: 1,
  int2: 2,
  int4: 4,
  oid: 4,
  float4: 4,
  date: 4,
  uuid: 1,
  name: 1,
};

/** How many bytes a value takes in a row; of none for NULL. */
function sizeOf(v: Value, type: PgType, cx: ReturnType<typeof contextOf>): number | undefined {
  if (v === null) return undefined;
  const fixed = WIDTHS[type.name];
  if (fixed !== undefined) return fixed;
  if (type.kind === "enum") return 4;
  const text = textOf(v, type, cx);
  if (type.name === "numeric") {
    const [whole = "", fraction = ""] = text.replace("-", "").split(".");
    const digits = Math.ceil(whole.replace(/^0+/, "").length / 4) + Math.ceil(fraction.replace(/0+$/, "").length / 4);
    return 3 + 2 * digits;
  }
  const bytes = encode(text).length;
  return bytes + (bytes > 126 ? 4 : 1);
}

/** How many pages rows fill that were put in one after another. */
function pagesOf(rows: readonly (readonly (number | undefined)[])[], types: readonly PgType[]): number {
  const up = (n: number, to: number) => Math.ceil(n / to) * to;
  let pages = 0;
  let free = 0;
  for (const row of rows) {
    let at = up(23 + (row.includes(undefined) ? Math.ceil(row.length / 8) : 0), 8);
    row.forEach((size, i) => {
      if (size === undefined) return;
      const name = types[i]?.name ?? "";
      const align =
        FIXED_ALIGN[name] ?? (types[i]?.kind === "enum" ? 4 : WIDTHS[name] === undefined ? (size > 127 ? 4 : 1) : 8);
      at = up(at, align) + size;
    });
    const whole = up(at, 8) + 4;
    if (whole > free) {
      pages++;
      free = 8168;
    }
    free -= whole;
  }
  return pages;
}

export function figuresOf(s: Session, t: Table): TableFigures {
  const versions = visibleRows(s, heapOf(s, t), s.snap ?? takeSnapshot(s));
  const cx = contextOf(s);
  const types = t.columns.map((c) => plainType(typeByOid(s, c.type)));
  const sizes = versions.map((v) => types.map((type, i) => sizeOf(v.values[i] ?? null, type, cx)));
  const real = (c: Column, i: number): number => {
    const known = sizes.flatMap((row) => (row[i] === undefined ? [] : [row[i]]));
    return known.length
      ? Math.floor(known.reduce((a, b) => a + b, 0) / known.length)
      : typeWidth(typeByOid(s, c.type), c.mod);
  };
  const pages = pagesOf(sizes, types);
  const realWidth = t.columns.reduce((n, c, i) => n + real(c, i), 0);
  const perPage = Math.max(1, versions.length / Math.max(1, pages));
  const different = (n: string) => {
    const i = t.columns.findIndex((c) => c.name === n);
    return Math.max(1, new Set(versions.map((v) => keyOf(v.values[i] ?? null))).size);
  };
  // Rows of one key share an entry of an index that is not unique.
  const indexPages = (n: string, unique: boolean) =>
    Math.max(
      1,
      Math.ceil(
        (unique ? versions.length * 20 : Math.min(versions.length * 20, different(n) * 16 + versions.length * 6)) /
          7340,
      ),
    );
  if (t.analyzed) {
    const rows = Math.round(
      t.analyzed.rows === 0 ? 0 : (t.analyzed.rows / Math.max(1, Math.ceil(t.analyzed.rows / perPage))) * pages,
    );
    return {
      rows,
      pages,
      width: realWidth,
      analyzed: true,
      indexPages,
      correlation: (n) => {
        const i = t.columns.findIndex((c) => c.name === n);
        const c = t.columns[i];
        if (!c) return 0;
        const type = typeByOid(s, c.type);
        const each = Math.ceil(versions.length / 3000);
        const values = versions
          .filter((_, at) => at % each === 0)
          .map((v, at) => ({ v: v.values[i] ?? null, at }))
          .filter((x) => x.v !== null);
        values.sort((a, b) => (a.v === null || b.v === null ? 0 : compareValues(a.v, b.v, type)) || a.at - b.at);
        const mean = (values.length - 1) / 2;
        const places = [...values].sort((a, b) => a.at - b.at).map((x) => x.at);
        const rank = new Map(places.map((at, r) => [at, r]));
        let sum = 0;
        let square = 0;
        values.forEach((x, r) => {
          sum += (r - mean) * ((rank.get(x.at) ?? 0) - mean);
          square += (r - mean) ** 2;
        });
        return square === 0 ? 0 : sum / square;
      },
      widthOf: (n) => {
        const i = t.columns.findIndex((c) => c.name === n);
        const c = t.columns[i];
        return c ? real(c, i) : 4;
      },
      distinct: different,
    };
  }
  const width = t.columns.reduce((n, c) => n + typeWidth(typeByOid(s, c.type), c.mod), 0);
  const assumed = Math.max(10, pages);
  const rows = Math.floor(8168 / (width + 28)) * assumed;
  return {
    rows,
    pages: assumed,
    width,
    analyzed: false,
    indexPages,
    correlation: () => 0,
    widthOf: (n) => {
      const c = t.columns.find((x) => x.name === n);
      return c ? typeWidth(typeByOid(s, c.type), c.mod) : 4;
    },
    distinct: (n) => {
      const c = t.columns.find((x) => x.name === n);
      return c && plainType(typeByOid(s, c.type)).name === "bool" ? 2 : Math.min(200, rows);
    },
  };
}

/** The index whose first column is this one; a unique one first. */
export function indexOn(s: Session, t: Table, column: string): Index | undefined {
  const found: Index[] = [];
  for (const o of objectsOf(s).values())
    if (o.k === "index" && o.table === t.oid && o.method === "btree" && !o.where) {
      const [first] = o.keys;
      if (first?.e.k === "col" && first.e.parts.at(-1) === column) found.push(o);
    }
  return found.sort((a, b) => Number(b.unique && b.keys.length === 1) - Number(a.unique && a.keys.length === 1))[0];
}

/** What it costs to go down an index to its first row. */
export function descent(rows: number): number {
  const height = rows > 100_000 ? 2 : rows > 2000 ? 1 : 0;
  return Math.ceil(Math.log2(Math.max(2, rows))) * CPU_OPERATOR + (height + 1) * 50 * CPU_OPERATOR;
}
