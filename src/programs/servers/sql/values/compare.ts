import { compareDecimals, decimalNumber, ofWhole, parseDecimal } from "./decimal.ts";
import { parseInstant } from "./moment.ts";
import { show } from "./show.ts";
import { Decimal, Float, Instant, Interval, List, type Value } from "./value.ts";

/** A text as MySQL's collation sees it: without case and accents. */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const order = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);

function compareTexts(a: string, b: string): number {
  return order(folded(a), folded(b));
}

/** The number that a value stands for; a text as MySQL reads it, from its beginning. */
export function toNumber(v: Value): number {
  if (typeof v === "number") return v;
  if (typeof v === "boolean") return v ? 1 : 0;
  if (v instanceof Decimal) return decimalNumber(v);
  if (v instanceof Float) return v.n;
  if (v instanceof Instant) return Number(show(v).replace(/\D/g, ""));
  return Number.parseFloat(String(v)) || 0;
}

export function isNumber(v: Value): v is number | Decimal | Float {
  return typeof v === "number" || v instanceof Decimal || v instanceof Float;
}

/** Below, above or equal to 0. What is of different kinds is compared as MySQL turns one into the other. */
export function compare(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (isNumber(a) && isNumber(b)) {
    if (a instanceof Float || b instanceof Float || (typeof a === "number" && typeof b === "number"))
      return order(toNumber(a), toNumber(b));
    return compareDecimals(asDecimal(a), asDecimal(b));
  }
  if (a instanceof Instant && typeof b === "string") return compare(a, parseInstant(b, a.kind) ?? b);
  if (b instanceof Instant && typeof a === "string") return -compare(b, a);
  if (a instanceof Instant && b instanceof Instant) return order(a.micros, b.micros);
  if (a instanceof Interval && b instanceof Interval) return order(spanOf(a), spanOf(b));
  if (a instanceof List && b instanceof List) {
    for (let i = 0; i < Math.min(a.items.length, b.items.length); i++) {
      const c = compare(a.items[i] ?? null, b.items[i] ?? null);
      if (c !== 0) return c;
    }
    return a.items.length - b.items.length;
  }
  if (isNumber(a) || isNumber(b) || typeof a === "boolean" || typeof b === "boolean")
    return order(toNumber(a), toNumber(b));
  return order(show(a), show(b));
}

function asDecimal(v: number | Decimal): Decimal {
  return typeof v === "number" ? (Number.isSafeInteger(v) ? ofWhole(v) : (parseDecimal(String(v)) ?? ofWhole(0))) : v;
}

function spanOf(i: Interval): number {
  return (i.months * 30 + i.days) * 86_400_000_000 + i.micros;
}

/** A text by which equal values are found: equal exactly where `compare` gives 0. */
export function keyOf(v: Value): string {
  if (v === null) return "-";
  if (typeof v === "string") return `s${folded(v)}`;
  if (isNumber(v) || typeof v === "boolean") return `n${toNumber(v)}`;
  return `o${show(v)}`;
}

export function truth(v: Value): boolean {
  if (typeof v === "boolean") return v;
  return v !== null && toNumber(v) !== 0;
}
