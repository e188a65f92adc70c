import { compareDecimals } from "../../../sql/values/decimal.ts";
import { intervalSize } from "./clock.ts";
import { compareJson } from "./json.ts";
import { Arr, Decimal, Interval, Jsonb, type PgType, plainType, Rec, type Value } from "./type.ts";

const collator = new Intl.Collator("en", { ignorePunctuation: true });
const exact = new Intl.Collator("en");

/** How texts are ordered by the database's locale, en_US.utf8. */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b) || exact.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The order of two values of one type, neither of them NULL. */
export function compareValues(a: Value, b: Value, type: PgType): number {
  if (typeof a === "string" && typeof b === "string") {
    const t = plainType(type);
    if (t.labels) return t.labels.indexOf(a) - t.labels.indexOf(b);
    if (t.name === "uuid" || t.name === "name" || t.name === "char") return a < b ? -1 : a > b ? 1 : 0;
    if (t.name === "bpchar") return compareText(a.trimEnd(), b.trimEnd());
    return compareText(a, b);
  }
  if (typeof a === "number" && typeof b === "number") {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (typeof a === "bigint" && typeof b === "bigint") return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof Decimal && b instanceof Decimal) return compareDecimals(a, b);
  if (a instanceof Interval && b instanceof Interval) return intervalSize(a) - intervalSize(b);
  if (a instanceof Jsonb && b instanceof Jsonb) return compareJson(a.j, b.j);
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const d = (a[i] ?? 0) - (b[i] ?? 0);
      if (d !== 0) return d;
    }
    return a.length - b.length;
  }
  if (a instanceof Arr && b instanceof Arr) return compareLists(a.items, b.items, () => plainType(type).elem ?? type);
  if (a instanceof Rec && b instanceof Rec) return compareLists(a.values, b.values, (i) => a.fields[i]?.type ?? type);
  return 0;
}

function compareLists(a: readonly Value[], b: readonly Value[], type: (i: number) => PgType): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? null, b[i] ?? null];
    if (x === null || y === null) {
      if (x !== y) return x === null ? 1 : -1;
      continue;
    }
    const c = compareValues(x, y, type(i));
    if (c !== 0) return c;
  }
  return a.length - b.length;
}

/** A text that equal values share: for grouping, DISTINCT, hash joins. */
export function keyOf(v: Value): string {
  if (v === null) return "\0";
  if (typeof v === "string") return `s${v}`;
  if (typeof v === "number") return `n${Object.is(v, -0) ? 0 : v}`;
  if (typeof v === "bigint") return `b${v}`;
  if (typeof v === "boolean") return v ? "t" : "f";
  if (v instanceof Decimal) {
    let { n, scale } = v;
    while (scale > 0 && n % 10n === 0n) {
      n /= 10n;
      scale--;
    }
    return `d${n}e${scale}`;
  }
  if (v instanceof Interval) return `i${intervalSize(v)}`;
  if (v instanceof Jsonb) return `j${jsonKey(v.j)}`;
  if (v instanceof Uint8Array) return `x${v.join(",")}`;
  if (v instanceof Arr) return `a${v.dims.join(":")}[${v.items.map((x) => JSON.stringify(keyOf(x))).join(",")}]`;
  return `r[${v.values.map((x) => JSON.stringify(keyOf(x))).join(",")}]`;
}

function jsonKey(j: Jsonb["j"]): string {
  if (j instanceof Decimal) return keyOf(j);
  if (j instanceof Map) return `{${[...j].map(([k, x]) => `${JSON.stringify(k)}:${jsonKey(x)}`).join(",")}}`;
  if (Array.isArray(j)) return `[${j.map((x: Jsonb["j"]) => jsonKey(x)).join(",")}]`;
  return JSON.stringify(j);
}

export const rowKey = (values: readonly Value[]): string => values.map((v) => JSON.stringify(keyOf(v))).join(",");
