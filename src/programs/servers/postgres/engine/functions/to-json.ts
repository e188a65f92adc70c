import { decimalText } from "../../../sql/values/decimal.ts";
import { timestampText, timestamptzText } from "../types/clock.ts";
import { jsonString, jsonText, parseJson, sorted } from "../types/json.ts";
import { type TypeContext, textOf } from "../types/text.ts";
import { Arr, Decimal, Jsonb, type JsonValue, type PgType, plainType, Rec, T, type Value } from "../types/type.ts";
import { decimalOf } from "./comparisons.ts";

/** A value of any type as jsonb. */
export function toJsonb(v: Value, type: PgType, cx: TypeContext): JsonValue {
  const t = plainType(type);
  if (v === null) return null;
  if (v instanceof Jsonb) return v.j;
  if (t.name === "json") return parseJson(String(v));
  if (typeof v === "boolean") return v;
  if (/^(int[248]|numeric|float[48])$/.test(t.name)) return decimalOf(v);
  if (t.name === "timestamp") return timestampText(Number(v)).replace(" ", "T");
  if (t.name === "timestamptz")
    return timestamptzText(Number(v), cx.zone)
      .replace(" ", "T")
      .replace(/([+-]\d\d)$/, "$1:00");
  if (v instanceof Arr) return nested(v, (x) => toJsonb(x, t.elem ?? T.text, cx));
  if (v instanceof Rec)
    return sorted(new Map(v.fields.map((f, i) => [f.name, toJsonb(v.values[i] ?? null, f.type, cx)])));
  return textOf(v, t, cx);
}

function nested<R>(a: Arr, item: (v: Value) => R): R[] | R[][] {
  const inner = a.dims.slice(1);
  if (inner.length === 0) return a.items.map(item);
  const size = inner.reduce((x, y) => x * y, 1);
  return Array.from(
    { length: a.dims[0] ?? 0 },
    (_, i) => nested(new Arr(a.items.slice(i * size, (i + 1) * size), inner), item) as R[],
  );
}

/** A value as json's text, as to_json and row_to_json write it. */
export function toJsonText(v: Value, type: PgType, cx: TypeContext): string {
  const t = plainType(type);
  if (v === null) return "null";
  if (v instanceof Jsonb) return jsonText(v.j);
  if (t.name === "json") return String(v);
  if (v instanceof Arr) {
    const list = (x: unknown): string => (Array.isArray(x) ? `[${x.map(list).join(",")}]` : String(x));
    return list(nested(v, (x) => toJsonText(x, t.elem ?? T.text, cx)));
  }
  if (v instanceof Rec)
    return `{${v.fields.map((f, i) => `${jsonString(f.name)}:${toJsonText(v.values[i] ?? null, f.type, cx)}`).join(",")}}`;
  const j = toJsonb(v, t, cx);
  return j instanceof Decimal ? decimalText(j) : jsonText(j);
}
