import { decimalText } from "../../../sql/values/decimal.ts";
import { clockText, dateText, intervalText, timestampText, timestamptzText } from "./clock.ts";
import { jsonText } from "./json.ts";
import { type Arr, Decimal, Interval, Jsonb, type PgType, plainType, Rec, type Value } from "./type.ts";

/** What input and output of values depends on. */
export interface TypeContext {
  readonly zone: string;
  /** When the transaction began, in microseconds. */
  readonly now: number;
  /** A relation's or type's name by its oid, as regclass and regtype show them. */
  nameOf(kind: "regclass" | "regtype" | "regrole" | "regnamespace" | "regproc", oid: number): string;
  oidOf(kind: "regclass" | "regtype" | "regrole" | "regnamespace" | "regproc", name: string): number;
}

export function floatText(n: number, single = false): string {
  if (Number.isNaN(n)) return "NaN";
  if (!Number.isFinite(n)) return n > 0 ? "Infinity" : "-Infinity";
  if (Object.is(n, -0)) return "-0";
  let shown = String(n);
  if (single) {
    const f = Math.fround(n);
    for (let p = 1; p <= 9; p++) {
      shown = String(Number(f.toPrecision(p)));
      if (Math.fround(Number(shown)) === f) break;
    }
  }
  const size = Math.abs(n);
  const limit = single ? 1e6 : 1e15;
  if (size !== 0 && (size < 1e-4 || size >= limit)) {
    let [digits = "", exponent = ""] = Number(shown).toExponential().split("e");
    if (!/e/.test(shown) && digits.length > 17) [digits = "", exponent = ""] = Number(shown).toExponential().split("e");
    const e = Number(exponent);
    return `${digits}e${e < 0 ? "-" : "+"}${String(Math.abs(e)).padStart(2, "0")}`;
  }
  return shown;
}

export const byteaText = (b: Uint8Array): string => `\\x${[...b].map((x) => x.toString(16).padStart(2, "0")).join("")}`;

/** A value as text: what the server sends for it. */
export function textOf(v: Value, type: PgType, cx: TypeContext): string {
  const t = plainType(type);
  if (v === null) return "";
  if (typeof v === "boolean") return v ? "t" : "f";
  if (typeof v === "bigint") return String(v);
  if (typeof v === "string") return v;
  if (typeof v === "number")
    switch (t.name) {
      case "float8":
        return floatText(v);
      case "float4":
        return floatText(v, true);
      case "date":
        return dateText(v);
      case "time":
        return clockText(v);
      case "timetz":
        return `${clockText(v)}+00`;
      case "timestamp":
        return timestampText(v);
      case "timestamptz":
        return timestamptzText(v, cx.zone);
      case "regclass":
      case "regtype":
      case "regrole":
      case "regnamespace":
      case "regproc":
        return cx.nameOf(t.name, v);
      default:
        return String(v);
    }
  if (v instanceof Decimal) return decimalText(v);
  if (v instanceof Interval) return intervalText(v);
  if (v instanceof Jsonb) return jsonText(v.j);
  if (v instanceof Uint8Array) return byteaText(v);
  if (v instanceof Rec)
    return `(${v.values.map((x, i) => (x === null ? "" : recordItem(textOf(x, v.fields[i]?.type ?? t, cx)))).join(",")})`;
  return arrayText(v, t.elem ?? t, cx);
}

function recordItem(text: string): string {
  return text === "" || /[(),"\\\s]/.test(text) ? `"${text.replace(/["\\]/g, "$&$&")}"` : text;
}

function arrayText(a: Arr, elem: PgType, cx: TypeContext): string {
  if (a.items.length === 0) return "{}";
  const item = (v: Value): string => {
    if (v === null) return "NULL";
    const text = textOf(v, elem, cx);
    return text === "" || /[{},"\\\s]|^null$/i.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
  };
  const level = (from: number, depth: number): string => {
    const count = a.dims[depth] ?? 0;
    const size = a.dims.slice(depth + 1).reduce((x, y) => x * y, 1);
    const parts = Array.from({ length: count }, (_, i) =>
      depth + 1 < a.dims.length ? level(from + i * size, depth + 1) : item(a.items[from + i] ?? null),
    );
    return `{${parts.join(",")}}`;
  };
  return level(0, 0);
}

/** A value as a client gets it: whole numbers, floats and booleans as such, all others as text. */
export function sentValue(v: Value, type: PgType, cx: TypeContext): string | number | boolean | null {
  if (v === null || typeof v === "boolean" || typeof v === "string") return v;
  const t = plainType(type);
  if (typeof v === "number" && /^(int[24]|oid)$/.test(t.name)) return v;
  if (typeof v === "bigint") return Number.isSafeInteger(Number(v)) ? Number(v) : String(v);
  if (typeof v === "number" && /^float/.test(t.name) && Number.isFinite(v)) return v;
  return textOf(v, t, cx);
}
