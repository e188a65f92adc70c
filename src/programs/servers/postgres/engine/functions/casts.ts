import { decimalNumber, decimalText, rescale } from "../../../sql/values/decimal.ts";
import { PgError } from "../error.ts";
import { DAY, dayOf, fromLocal, timeOf, toLocal } from "../types/clock.ts";
import { jsonKind, jsonText, parseJson } from "../types/json.ts";
import { fitNumeric, parseValue } from "../types/parse.ts";
import { type TypeContext, textOf } from "../types/text.ts";
import {
  Arr,
  Decimal,
  Interval,
  Jsonb,
  type Mod,
  NO_MOD,
  type PgType,
  plainType,
  Rec,
  T,
  typeText,
  type Value,
} from "../types/type.ts";
import { decimalOf } from "./comparisons.ts";
import { floatDecimal, halfEven, int2, int4, int8 } from "./numbers.ts";

/** Where a cast is made by itself: everywhere, in assignments, or only when it is written. */
export type CastContext = "implicit" | "assignment" | "explicit";

const NUMBERS = ["int2", "int4", "int8", "numeric", "float4", "float8"];
const STRINGS = ["text", "varchar", "bpchar", "name", "char"];
const REG = /^reg/;

/** How freely one type becomes another; undefined: not at all. */
export function castContext(from: PgType, to: PgType): CastContext | undefined {
  const [a, b] = [from, to];
  if (a.oid === b.oid) return "implicit";
  if (a.name === "unknown") return "implicit";
  if (a.kind === "domain" && a.base) return castContext(a.base, b);
  if (b.kind === "domain" && b.base) {
    const inner = castContext(a, b.base);
    return inner === "implicit" ? "assignment" : inner;
  }
  if (a.kind === "array" && b.kind === "array" && a.elem && b.elem) return castContext(a.elem, b.elem);
  const [i, j] = [NUMBERS.indexOf(a.name), NUMBERS.indexOf(b.name)];
  if (i >= 0 && j >= 0) return i < j ? "implicit" : "assignment";
  if (STRINGS.includes(a.name) && STRINGS.includes(b.name))
    return b.name === "name" || b.name === "char" ? (a.name === "text" ? "implicit" : "implicit") : "implicit";
  const pair = `${a.name}>${b.name}`;
  if (
    /^(date>timestamp|date>timestamptz|timestamp>timestamptz|time>interval|time>timetz|int[24]>oid|int8>oid|oid>regclass|regclass>oid|int4>reg\w+|oid>reg\w+|reg\w+>oid)$/.test(
      pair,
    )
  )
    return "implicit";
  if (
    /^(timestamp>date|timestamptz>date|timestamptz>timestamp|timestamp>time|timestamptz>time|interval>time|timetz>time|oid>int[48]|reg\w+>int[48]|json>jsonb|jsonb>json)$/.test(
      pair,
    )
  )
    return "assignment";
  if (/^(bool>int4|int4>bool|jsonb>(bool|numeric|int[248]|float[48]))$/.test(pair)) return "explicit";
  if (b.category === "S") return "assignment";
  if (a.category === "S") return b.kind === "pseudo" ? undefined : "explicit";
  return a.kind === "composite" && b.name === "record"
    ? "implicit"
    : a.name === "record" && b.kind === "composite"
      ? "implicit"
      : undefined;
}

/** What brings a value of one type into another, before lengths are looked at. */
export function castFunction(from: PgType, to: PgType): (v: Value, cx: TypeContext) => Value {
  const a = plainType(from);
  const b = plainType(to);
  if (a.oid === b.oid) return (v) => v;
  if (a.kind === "array" && b.kind === "array" && a.elem && b.elem) {
    const item = castFunction(a.elem, b.elem);
    return (v, cx) =>
      v instanceof Arr
        ? new Arr(
            v.items.map((x) => (x === null ? null : item(x, cx))),
            v.dims,
          )
        : v;
  }
  if (REG.test(b.name) && (NUMBERS.includes(a.name) || a.name === "oid")) return (v) => Number(v);
  if (REG.test(a.name) && /^(oid|int[48])$/.test(b.name)) return (v) => (b.name === "int8" ? BigInt(Number(v)) : v);
  if (b.category === "S" || b.name === "unknown") {
    if (a.category === "S" || a.name === "unknown")
      return a.name === "bpchar" && b.name !== "bpchar" ? (v) => String(v).trimEnd() : (v) => v;
    if (a.name === "bool") return (v) => (v ? "true" : "false");
    return (v, cx) => textOf(v, a, cx);
  }
  if (a.category === "S" || a.name === "unknown") return (v, cx) => parseValue(String(v), b, NO_MOD, cx);
  if (a.name === "record" && b.fields)
    return (v, cx) =>
      v instanceof Rec
        ? new Rec(
            (b.fields ?? []).map((f, i) => {
              const x = v.values[i] ?? null;
              return x === null ? null : castFunction(v.fields[i]?.type ?? f.type, f.type)(x, cx);
            }),
            b.fields ?? [],
          )
        : v;
  return SPECIAL[`${a.name}>${b.name}`] ?? number(a, b);
}

function number(a: PgType, b: PgType): (v: Value, cx: TypeContext) => Value {
  const wide = (n: number): bigint => {
    if (!Number.isFinite(n)) throw new PgError("bigint out of range", "22003");
    return int8(BigInt(halfEven(n)));
  };
  switch (b.name) {
    case "int2":
    case "int4": {
      const fit = b.name === "int2" ? int2 : int4;
      return (v) =>
        fit(
          v instanceof Decimal
            ? Number(decimalText(rescale(v, 0)))
            : /^float/.test(a.name)
              ? halfEven(Number(v))
              : Number(v),
        );
    }
    case "int8":
      return (v) =>
        v instanceof Decimal ? int8(rescale(v, 0).n) : /^float/.test(a.name) ? wide(Number(v)) : BigInt(Number(v));
    case "numeric":
      return (v) => (/^float/.test(a.name) ? floatDecimal(Number(v), a.name === "float4" ? 6 : 15) : decimalOf(v));
    case "float8":
      return (v) => (v instanceof Decimal ? decimalNumber(v) : Number(v));
    case "float4":
      return (v) => Math.fround(v instanceof Decimal ? decimalNumber(v) : Number(v));
    case "oid":
      return (v) => Number(v);
    default:
      return (v) => v;
  }
}

const SPECIAL: Readonly<Record<string, (v: Value, cx: TypeContext) => Value>> = {
  "date>timestamp": (v) => Number(v) * DAY,
  "date>timestamptz": (v, cx) => fromLocal(cx.zone, Number(v) * DAY),
  "timestamp>timestamptz": (v, cx) => fromLocal(cx.zone, Number(v)),
  "timestamptz>timestamp": (v, cx) => toLocal(cx.zone, Number(v)),
  "timestamp>date": (v) => dayOf(Number(v)),
  "timestamptz>date": (v, cx) => dayOf(toLocal(cx.zone, Number(v))),
  "timestamp>time": (v) => timeOf(Number(v)),
  "timestamptz>time": (v, cx) => timeOf(toLocal(cx.zone, Number(v))),
  "time>interval": (v) => new Interval(0, 0, Number(v)),
  "time>timetz": (v) => v,
  "timetz>time": (v) => v,
  "interval>time": (v) => (v instanceof Interval ? ((v.micros % DAY) + DAY) % DAY : v),
  "bool>int4": (v) => (v ? 1 : 0),
  "int4>bool": (v) => v !== 0,
  "json>jsonb": (v) => new Jsonb(parseJson(String(v))),
  "jsonb>json": (v) => (v instanceof Jsonb ? jsonText(v.j) : v),
  ...Object.fromEntries(
    ["numeric", "int2", "int4", "int8", "float4", "float8"].map((t) => [
      `jsonb>${t}`,
      (v: Value, cx: TypeContext) => {
        const j = v instanceof Jsonb ? v.j : null;
        if (!(j instanceof Decimal))
          throw new PgError(`cannot cast jsonb ${jsonKind(j)} to type ${typeText(T[t as "int4"])}`, "22023");
        return castFunction(T.numeric, T[t as "int4"])(j, cx);
      },
    ]),
  ),
  "jsonb>bool": (v) => {
    const j = v instanceof Jsonb ? v.j : null;
    if (typeof j !== "boolean") throw new PgError(`cannot cast jsonb ${jsonKind(j)} to type boolean`, "22023");
    return j;
  },
};

/** Fits a value to its type's length or places. `written`: by a cast, which cuts; else it is an error. */
export function fitMod(v: Value, type: PgType, mod: Mod, written: boolean): Value {
  if (mod.length === 0 || v === null) return v;
  const t = plainType(type);
  const [n = 0] = mod;
  if (v instanceof Arr && t.elem) {
    const { elem } = t;
    return new Arr(
      v.items.map((x) => fitMod(x, elem, mod, written)),
      v.dims,
    );
  }
  switch (t.name) {
    case "varchar":
    case "bpchar": {
      const all = [...String(v)];
      if (all.length <= n) return t.name === "bpchar" ? String(v).padEnd(n + (String(v).length - all.length)) : v;
      const rest = all.slice(n).join("");
      if (!written && rest.trim() !== "") throw new PgError(`value too long for type ${typeText(t, mod)}`, "22001");
      return all.slice(0, n).join("");
    }
    case "numeric":
      return v instanceof Decimal ? fitNumeric(v, mod) : v;
    case "timestamp":
    case "timestamptz":
    case "time": {
      const by = 10 ** (6 - n);
      return Math.round(Number(v) / by) * by;
    }
    default:
      return v;
  }
}
