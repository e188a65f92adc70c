import { Binary, type Bson, Decimal128, ObjectId } from "../bson.ts";
import { isOfType, numberOf, truthy, typeName } from "../compare.ts";
import { decimalOf, decimalText } from "../decimal.ts";
import { MongoError, RuntimeError } from "../errors.ts";
import { dateOfText } from "./dates.ts";
import { missing, type Named, type Run } from "./types.ts";

const TARGETS = ["double", "string", "objectId", "bool", "date", "int", "long", "decimal"] as const;
type Target = (typeof TARGETS)[number];

/** A value as $toString gives it; undefined for what has no text. */
export function textOfValue(v: Bson): string | undefined {
  if (typeof v === "string") return v;
  if (typeof v === "number" || typeof v === "bigint" || typeof v === "boolean") return String(v);
  if (v instanceof ObjectId) return v.hex;
  if (v instanceof Decimal128) return decimalText(v);
  if (v instanceof Date) return v.toISOString();
  return undefined;
}

function fail(text: string): RuntimeError {
  return new RuntimeError(241, text);
}

function parsed(v: string, to: Target): number {
  const good = to === "double" ? /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i : /^[+-]?\d+$/;
  if (good.test(v)) return Number(v);
  const reason =
    v === "" ? "No digits" : /^[+-]?\d/.test(v) ? "Did not consume whole string." : "Did not consume any digits";
  throw fail(
    `Failed to parse number '${v}' in $convert with no onError value: ${to === "double" && reason !== "No digits" ? "Did not consume whole string." : reason}`,
  );
}

function convert(v: Bson, to: Target): Bson {
  const unsupported = () =>
    fail(`Unsupported conversion from ${typeName(v)} to ${to} in $convert with no onError value`);
  const number = numberOf(v);
  switch (to) {
    case "string": {
      const text = v instanceof Binary ? undefined : textOfValue(v);
      if (text === undefined) throw unsupported();
      return text;
    }
    case "bool":
      return truthy(v);
    case "double":
    case "int":
    case "long": {
      const n =
        typeof v === "boolean"
          ? Number(v)
          : typeof v === "string"
            ? parsed(v, to)
            : v instanceof Date && to !== "int"
              ? v.getTime()
              : number;
      if (n === undefined) throw unsupported();
      if (to === "double") return n;
      if (to === "int" && Math.abs(Math.trunc(n)) > 2 ** 31 - 1)
        throw fail(`Conversion would overflow target type in $convert with no onError value: ${n}`);
      return to === "long" ? BigInt(Math.trunc(n)) : Math.trunc(n);
    }
    case "decimal": {
      const made =
        v instanceof Decimal128 ? v : decimalOf(typeof v === "boolean" ? String(Number(v)) : String(number ?? v));
      if (!made || (number === undefined && typeof v !== "string" && typeof v !== "boolean")) throw unsupported();
      return made;
    }
    case "objectId":
      if (v instanceof ObjectId) return v;
      if (typeof v !== "string") throw unsupported();
      if (!/^[0-9a-fA-F]{24}$/.test(v))
        throw fail(
          `Failed to parse objectId '${v}' in $convert with no onError value: ${v.length === 24 ? "Invalid character found in hex string" : `Invalid string length for parsing to OID, expected 24 but found ${v.length}`}`,
        );
      return new ObjectId(v.toLowerCase());
    case "date":
      if (v instanceof Date) return v;
      if (v instanceof ObjectId) return new Date(Number.parseInt(v.hex.slice(0, 8), 16) * 1000);
      if (typeof v === "string") return dateOfText(v);
      if (number === undefined || typeName(v) === "int") throw unsupported();
      return new Date(number);
  }
}

const to =
  (target: Target): Run =>
  ([v]) =>
    missing(v) ? null : convert(v, target);

export const CONVERSIONS: Readonly<Record<string, Run>> = {
  $toString: to("string"),
  $toInt: to("int"),
  $toLong: to("long"),
  $toDouble: to("double"),
  $toBool: to("bool"),
  $toObjectId: to("objectId"),
  $toDate: to("date"),
  $toDecimal: to("decimal"),
  $type: ([a]) => typeName(a),
  $isNumber: ([a]) => numberOf(a) !== undefined,
};

export const NAMED_CONVERSIONS: Readonly<Record<string, Named>> = {
  $convert: (of) => {
    const target = of("to");
    const named = TARGETS.find((t) => t === target || sample(t, target));
    if (!named) throw new MongoError(2, `drydock: $convert to ${String(target)} is not simulated`);
    const input = of("input");
    if (missing(input)) return of("onNull") ?? null;
    try {
      return convert(input, named);
    } catch (e) {
      const other = of("onError");
      if (e instanceof RuntimeError && other !== undefined) return other;
      throw e;
    }
  },
};

/** Types may be named by their numbers. */
function sample(name: Target, number: Bson | undefined): boolean {
  const examples: Readonly<Record<Target, Bson>> = {
    double: 0.5,
    string: "",
    objectId: new ObjectId(""),
    bool: true,
    date: new Date(0),
    int: 1,
    long: 1n,
    decimal: new Decimal128(new Uint8Array(16)),
  };
  return numberOf(number) !== undefined && isOfType(examples[name], number ?? null);
}
