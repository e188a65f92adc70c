import {
  Binary,
  type Bson,
  bytesOfHex,
  Decimal128,
  type Doc,
  hexOfBytes,
  isArray,
  isDoc,
  ObjectId,
  Pattern,
  Timestamp,
} from "../bson.ts";
import { decimalOf, decimalText } from "../decimal.ts";

// How values travel between the shell's engine and its host: JSON in which `$oid`, `$date` and their kin mark types, and
// `$fields` a document, so that its fields keep their order. `guest/values.ts` is the other side.

type Marked = { readonly [key: string]: unknown };

export function fromGuest(v: unknown): Bson {
  if (v === null || v === undefined) return null;
  if (typeof v === "string" || typeof v === "number" || typeof v === "boolean") return v;
  if (Array.isArray(v)) return v.map(fromGuest);
  const o = v as Marked;
  if (Array.isArray(o["$fields"]))
    return new Map(o["$fields"].map((f: unknown) => (Array.isArray(f) ? [String(f[0]), fromGuest(f[1])] : ["", null])));
  if ("$oid" in o) return new ObjectId(String(o["$oid"]));
  if ("$numberLong" in o) return BigInt(String(o["$numberLong"]));
  if ("$date" in o) return new Date(Number(o["$date"]));
  if ("$double" in o) return Number(o["$double"]);
  if ("$hex" in o) return new Binary(bytesOfHex(String(o["$hex"])), Number(o["subtype"] ?? 0));
  if ("$numberDecimal" in o) return decimalOf(String(o["$numberDecimal"])) ?? null;
  const pair = (name: string): readonly unknown[] => (Array.isArray(o[name]) ? o[name] : []);
  if ("$regularExpression" in o) {
    const [source, flags] = pair("$regularExpression");
    return new Pattern(String(source), String(flags));
  }
  const [t, i] = pair("$timestamp");
  return new Timestamp(Number(t), Number(i));
}

export function docFromGuest(v: unknown): Doc {
  const made = fromGuest(v);
  return isDoc(made) ? made : new Map();
}

export function toGuest(v: Bson): unknown {
  if (v === null || typeof v === "string" || typeof v === "boolean") return v;
  if (typeof v === "number")
    return Number.isFinite(v) && !Object.is(v, -0) ? v : { $double: Object.is(v, -0) ? "-0" : String(v) };
  if (typeof v === "bigint") return { $numberLong: String(v) };
  if (v instanceof ObjectId) return { $oid: v.hex };
  if (v instanceof Date) return { $date: v.getTime() };
  if (v instanceof Binary) return { $hex: hexOfBytes(v.bytes), subtype: v.subtype };
  if (v instanceof Pattern) return { $regularExpression: [v.source, v.flags] };
  if (v instanceof Timestamp) return { $timestamp: [v.seconds, v.increment] };
  if (v instanceof Decimal128) return { $numberDecimal: decimalText(v) };
  if (isArray(v)) return v.map(toGuest);
  return { $fields: [...v].map(([k, x]) => [k, toGuest(x)]) };
}
