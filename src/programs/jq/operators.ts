import { toJson } from "./json-write.ts";
import {
  compareValues,
  isArray,
  isNumber,
  isObject,
  JqError,
  type JqObject,
  type JqValue,
  toNumber,
  typeOf,
} from "./value.ts";

/** A value in a message: its type, and its text cut short. */
export function described(v: JqValue): string {
  const text = toJson(v);
  const bytes = [...text];
  const short = bytes.length > 29 ? `${bytes.slice(0, 26).join("")}...` : text;
  return `${typeOf(v)} (${short})`;
}

/** Arithmetic and comparison. Throws JqError. */
export function applyOperator(operator: string, a: JqValue, b: JqValue): JqValue {
  switch (operator) {
    case "+":
      return add(a, b);
    case "-":
      return subtract(a, b);
    case "*":
      return multiply(a, b);
    case "/":
      return divide(a, b);
    case "%":
      return remainder(a, b);
    case "==":
      return compareValues(a, b) === 0;
    case "!=":
      return compareValues(a, b) !== 0;
    case "<":
      return compareValues(a, b) < 0;
    case "<=":
      return compareValues(a, b) <= 0;
    case ">":
      return compareValues(a, b) > 0;
    default:
      return compareValues(a, b) >= 0;
  }
}

function fail(a: JqValue, b: JqValue, what: string): never {
  throw new JqError(`${described(a)} and ${described(b)} cannot be ${what}`);
}

export function add(a: JqValue, b: JqValue): JqValue {
  if (a === null) return b;
  if (b === null) return a;
  if (isNumber(a) && isNumber(b)) return toNumber(a) + toNumber(b);
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (isArray(a) && isArray(b)) return [...a, ...b];
  if (isObject(a) && isObject(b)) return new Map([...a, ...b]);
  return fail(a, b, "added");
}

function subtract(a: JqValue, b: JqValue): JqValue {
  if (isNumber(a) && isNumber(b)) return toNumber(a) - toNumber(b);
  if (isArray(a) && isArray(b)) return a.filter((x) => !b.some((y) => compareValues(x, y) === 0));
  return fail(a, b, "subtracted");
}

function multiply(a: JqValue, b: JqValue): JqValue {
  if (isNumber(a) && isNumber(b)) return toNumber(a) * toNumber(b);
  const [text, count] = typeof a === "string" ? [a, b] : [b, a];
  if (typeof text === "string" && isNumber(count)) {
    const n = toNumber(count);
    return n < 0 || Number.isNaN(n) ? null : text.repeat(Math.floor(n));
  }
  if (isObject(a) && isObject(b)) return merge(a, b);
  return fail(a, b, "multiplied");
}

/** `*` of objects: objects under the same key are merged too. */
function merge(a: JqObject, b: JqObject): JqObject {
  const out = new Map(a);
  for (const [key, value] of b) {
    const old = out.get(key);
    out.set(key, old !== undefined && isObject(old) && isObject(value) ? merge(old, value) : value);
  }
  return out;
}

function divide(a: JqValue, b: JqValue): JqValue {
  if (isNumber(a) && isNumber(b)) {
    if (toNumber(b) === 0) fail(a, b, "divided because the divisor is zero");
    return toNumber(a) / toNumber(b);
  }
  if (typeof a === "string" && typeof b === "string") return splitText(a, b);
  return fail(a, b, "divided");
}

function remainder(a: JqValue, b: JqValue): JqValue {
  if (!isNumber(a) || !isNumber(b)) return fail(a, b, "divided (remainder)");
  const [x, y] = [toNumber(a), toNumber(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (Math.trunc(y) === 0) fail(a, b, "divided (remainder) because the divisor is zero");
  return (Math.trunc(x) % Math.abs(Math.trunc(y))) + 0;
}

export function splitText(text: string, separator: string): JqValue {
  if (text === "") return [];
  return separator === "" ? [...text] : text.split(separator);
}
