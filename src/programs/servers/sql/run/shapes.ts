import { baseType, decimalOf, EXACT, WHOLE } from "../values/cast.ts";
import { isNumber, toNumber } from "../values/compare.ts";
import { parseDecimal, rescale } from "../values/decimal.ts";
import { show } from "../values/show.ts";
import { Decimal, Float, Instant, type Value } from "../values/value.ts";

/** A type as MySQL names it (`decimal(10,2)`, `varchar`, `null`), and whether a value may be null. */
export interface Shape {
  readonly type: string;
  readonly nullable: boolean;
}

/** Decimal places of an exact type; undefined for a whole number's and all others. */
export function scaleOf(type: string): number | undefined {
  if (!EXACT.test(baseType(type))) return undefined;
  return Number(/\(\d+,\s*(\d+)\)/.exec(type)?.[1] ?? 0);
}

export function isWhole(type: string): boolean {
  return WHOLE.test(baseType(type)) || /^(bool|boolean|bit)$/.test(baseType(type));
}

/** As what a value takes part in a sum: a text as a double, a date as a whole number. */
export function numberShape({ type, nullable }: Shape): Shape {
  if (isWhole(type) || EXACT.test(baseType(type)) || type === "null") return { type, nullable };
  if (/^(date|datetime|timestamp|time)/.test(type)) return { type: "bigint", nullable };
  return { type: "double", nullable };
}

/** The type that all of several values have: of CASE, COALESCE, UNION. */
export function joined(all: readonly Shape[]): Shape {
  const nullable = all.some((x) => x.nullable);
  const types = all.map((x) => x.type).filter((t) => t !== "null");
  const [first] = types;
  if (first === undefined) return { type: "null", nullable: true };
  if (types.every((t) => t === first)) return { type: first, nullable };
  const bases = types.map(baseType);
  if (types.every((t) => isWhole(t))) {
    const wide = bases.some((b) => /big/.test(b));
    return { type: wide ? "bigint" : "int", nullable };
  }
  if (types.every((t) => isWhole(t) || EXACT.test(baseType(t)))) {
    const scale = Math.max(...types.map((t) => scaleOf(t) ?? 0));
    return { type: `decimal(32,${scale})`, nullable };
  }
  const number = (t: string) => isWhole(t) || EXACT.test(baseType(t)) || /^(float|double|real)/.test(t);
  if (types.every(number)) return { type: "double", nullable };
  if (bases.every((b) => /^(date|datetime|timestamp)$/.test(b))) return { type: "datetime", nullable };
  if (bases.every((b) => b === "json")) return { type: "json", nullable };
  return { type: bases.some((b) => /text$/.test(b)) ? "text" : "varchar", nullable };
}

/** A value as its column's type has it. */
export function fitted(v: Value, type: string): Value {
  if (v === null || typeof v === "boolean") return v;
  const scale = scaleOf(type);
  if (scale !== undefined) {
    if (typeof v === "number" || v instanceof Decimal) {
      const d = decimalOf(v);
      return d.scale === scale && v instanceof Decimal ? v : rescale(d, scale);
    }
    if (v instanceof Float && Math.abs(v.n) < 1e15) return parseDecimal(v.n.toFixed(scale)) ?? v;
    return v;
  }
  if (/^(double|real)/.test(type)) return typeof v === "number" || v instanceof Decimal ? new Float(toNumber(v)) : v;
  if (/^(varchar|char|text)/.test(type)) return isNumber(v) || v instanceof Instant ? show(v) : v;
  if (type === "datetime" && v instanceof Instant && v.kind === "date") return new Instant(v.micros, "timestamp");
  return v;
}
