import { compareText } from "../lib/compare.ts";

/** A number as it was written, kept while nothing is computed with it: `1.10`, `12345678901234567890`. */
export interface NumberLiteral {
  readonly literal: string;
  readonly value: number;
}

export type JqValue = null | boolean | number | NumberLiteral | string | JqArray | JqObject;
/** Never changed in place. */
export type JqArray = readonly JqValue[];
/** In the order of insertion. Never changed in place. */
export type JqObject = ReadonlyMap<string, JqValue>;

export type JqType = "null" | "boolean" | "number" | "string" | "array" | "object";

/** An error of the filter: what `try` catches. */
export class JqError extends Error {
  override readonly name = "JqError";
  constructor(readonly value: JqValue) {
    super(typeof value === "string" ? value : "not a string");
  }
}

export function isArray(v: JqValue): v is JqArray {
  return Array.isArray(v);
}

export function isObject(v: JqValue): v is JqObject {
  return v instanceof Map;
}

export function isNumber(v: JqValue): v is number | NumberLiteral {
  return typeof v === "number" || (typeof v === "object" && v !== null && "literal" in v);
}

export function toNumber(v: number | NumberLiteral): number {
  return typeof v === "number" ? v : v.value;
}

export function typeOf(v: JqValue): JqType {
  if (v === null) return "null";
  if (typeof v === "boolean") return "boolean";
  if (typeof v === "string") return "string";
  if (isArray(v)) return "array";
  return isObject(v) ? "object" : "number";
}

export function isTrue(v: JqValue): boolean {
  return v !== null && v !== false;
}

const RANK: Readonly<Record<JqType, number>> = { null: 0, boolean: 1, number: 3, string: 4, array: 5, object: 6 };

/** jq's order: null, false, true, numbers, strings, arrays, objects (by their sorted keys, then by values). */
export function compareValues(a: JqValue, b: JqValue): number {
  const [ta, tb] = [typeOf(a), typeOf(b)];
  if (ta !== tb) return RANK[ta] - RANK[tb];
  if (typeof a === "boolean") return Number(a) - Number(b);
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (isNumber(a) && isNumber(b)) {
    const [x, y] = [toNumber(a), toNumber(b)];
    return x < y || Number.isNaN(x) ? -1 : x > y ? 1 : 0;
  }
  if (isArray(a) && isArray(b)) return compareArrays(a, b);
  if (isObject(a) && isObject(b)) {
    const [ka, kb] = [sortedKeys(a), sortedKeys(b)];
    const keys = compareArrays(ka, kb);
    if (keys) return keys;
    for (const key of ka) {
      const order = compareValues(a.get(key) ?? null, b.get(key) ?? null);
      if (order) return order;
    }
  }
  return 0;
}

function compareArrays(a: JqArray, b: JqArray): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareValues(a[i] ?? null, b[i] ?? null);
    if (order) return order;
  }
  return a.length - b.length;
}

export function sortedKeys(o: JqObject): string[] {
  return [...o.keys()].sort(compareText);
}
