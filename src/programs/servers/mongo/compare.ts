import {
  Binary,
  type Bson,
  Decimal128,
  type Doc,
  hexOfBytes,
  isArray,
  isDoc,
  ObjectId,
  Pattern,
  Timestamp,
} from "./bson.ts";
import { compareDecimals, decimalNumber, decimalText } from "./decimal.ts";

/** The names that $type and error messages use, with their places in the order of types. */
const TYPES: readonly (readonly [order: number, name: string, number: number])[] = [
  [0, "missing", -2],
  [1, "null", 10],
  [2, "int", 16],
  [2, "long", 18],
  [2, "double", 1],
  [2, "decimal", 19],
  [3, "string", 2],
  [4, "object", 3],
  [5, "array", 4],
  [6, "binData", 5],
  [7, "objectId", 7],
  [8, "bool", 8],
  [9, "date", 9],
  [10, "timestamp", 17],
  [11, "regex", 11],
];

export function typeName(v: Bson | undefined): string {
  if (v === undefined) return "missing";
  if (v === null) return "null";
  if (typeof v === "number") return Number.isInteger(v) && Math.abs(v) < 2 ** 31 ? "int" : "double";
  if (typeof v === "bigint") return "long";
  if (typeof v === "string") return "string";
  if (typeof v === "boolean") return "bool";
  if (v instanceof Date) return "date";
  if (v instanceof ObjectId) return "objectId";
  if (v instanceof Binary) return "binData";
  if (v instanceof Pattern) return "regex";
  if (v instanceof Timestamp) return "timestamp";
  if (v instanceof Decimal128) return "decimal";
  return isDoc(v) ? "object" : "array";
}

/** Whether a value is of the type that $type names, by name or number. */
export function isOfType(v: Bson | undefined, type: Bson): boolean {
  const name = typeName(v);
  if (type === "number") return typeof v === "number" || typeof v === "bigint" || v instanceof Decimal128;
  const row = TYPES.find(([, n]) => n === name);
  return type === name || Number(type) === row?.[2];
}

function order(v: Bson | undefined): number {
  const name = typeName(v);
  return TYPES.find(([, n]) => n === name)?.[0] ?? 99;
}

/** MongoDB's order of all values: by type first, then within it. */
export function compare(a: Bson | undefined, b: Bson | undefined): number {
  const types = order(a) - order(b);
  if (types !== 0) return types;
  if (a === undefined || a === null || b === undefined || b === null) return 0;
  if (isArray(a) && isArray(b)) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const c = compare(a[i], b[i]);
      if (c !== 0) return c;
    }
    return a.length - b.length;
  }
  if (isDoc(a) && isDoc(b)) return compareDocs(a, b);
  if (a instanceof Decimal128 && b instanceof Decimal128) return compareDecimals(a, b);
  const x = plain(a);
  const y = plain(b);
  return x < y ? -1 : x > y ? 1 : 0;
}

function compareDocs(a: Doc, b: Doc): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [nameA = "", valueA] = left[i] ?? [];
    const [nameB = "", valueB] = right[i] ?? [];
    const types = order(valueA) - order(valueB);
    if (types !== 0) return types;
    if (nameA !== nameB) return nameA < nameB ? -1 : 1;
    const c = compare(valueA, valueB);
    if (c !== 0) return c;
  }
  return left.length - right.length;
}

function plain(v: Bson): string | number | bigint {
  if (typeof v === "string" || typeof v === "number" || typeof v === "bigint") return v;
  if (typeof v === "boolean") return v ? 1 : 0;
  if (v instanceof Date) return v.getTime();
  if (v instanceof ObjectId) return v.hex;
  if (v instanceof Timestamp) return v.seconds * 2 ** 20 + v.increment;
  if (v instanceof Pattern) return `${v.source}/${v.flags}`;
  if (v instanceof Decimal128) return decimalNumber(v);
  if (v instanceof Binary) return hexOfBytes(v.bytes);
  return 0;
}

export function equal(a: Bson | undefined, b: Bson | undefined): boolean {
  return compare(a, b) === 0;
}

/** A number's value where it is one. */
export function numberOf(v: Bson | undefined): number | undefined {
  if (v instanceof Decimal128) return decimalNumber(v);
  return typeof v === "number" ? v : typeof v === "bigint" ? Number(v) : undefined;
}

/** What counts as true in an expression: all but false, null, 0 and what is missing. */
export function truthy(v: Bson | undefined): boolean {
  return !(v === undefined || v === null || v === false || v === 0 || v === 0n);
}

/** A value as the server writes it into its messages: `{ name: "Ann", age: 3 }`. */
export function shown(v: Bson | undefined): string {
  if (v === undefined || v === null) return "null";
  if (typeof v === "string") return JSON.stringify(v);
  if (v instanceof Date) return `new Date(${v.getTime()})`;
  if (v instanceof ObjectId) return `ObjectId('${v.hex}')`;
  if (v instanceof Pattern) return `/${v.source}/${v.flags}`;
  if (v instanceof Binary) return `BinData(${v.subtype}, ${hexOfBytes(v.bytes).toUpperCase()})`;
  if (v instanceof Timestamp) return `Timestamp(${v.seconds}, ${v.increment})`;
  if (v instanceof Decimal128) return `Decimal128('${decimalText(v)}')`;
  if (isArray(v)) return v.length ? `[ ${v.map(shown).join(", ")} ]` : "[]";
  if (isDoc(v)) return v.size ? `{ ${[...v].map(([k, x]) => `${k}: ${shown(x)}`).join(", ")} }` : "{}";
  return String(v);
}
