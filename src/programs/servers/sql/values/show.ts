import { decimalText } from "./decimal.ts";
import { instantText, intervalText } from "./moment.ts";
import { Decimal, Float, Instant, Interval, Json, type Value } from "./value.ts";

/** A value as text: what the server sends for it. */
export function show(v: Value): string {
  if (v === null) return "";
  if (typeof v === "boolean") return v ? "1" : "0";
  if (typeof v === "number" || typeof v === "string") return String(v);
  if (v instanceof Decimal) return decimalText(v);
  if (v instanceof Float) return floatText(v.n);
  if (v instanceof Instant) return instantText(v);
  if (v instanceof Interval) return intervalText(v);
  if (v instanceof Json) return v.text;
  return `{${v.items
    .map((x) => {
      if (x === null) return "NULL";
      const text = show(x);
      return typeof x === "string" && (text === "" || /[{},"\\\s]|^null$/i.test(text))
        ? `"${text.replace(/["\\]/g, "\\$&")}"`
        : text;
    })
    .join(",")}}`;
}

function floatText(n: number): string {
  if (Number.isNaN(n)) return "NaN";
  return String(n).replace(/e([+-])(\d)$/, "e$10$2");
}

/** A value as a client gets it: whole numbers, floats and booleans as such, all others as text. */
export function sent(v: Value, type = ""): string | number | boolean | null {
  if (v === null || typeof v === "string" || typeof v === "number") return v;
  if (typeof v === "boolean") return Number(v);
  if (v instanceof Float && Number.isFinite(v.n)) return type === "float" ? Number(v.n.toPrecision(6)) : v.n;
  if (v instanceof Instant) return withPlaces(show(v), type);
  return show(v);
}

/** MySQL's `datetime(3)` shows its three places, whatever they hold. */
function withPlaces(text: string, type: string): string {
  const places = Number(/^(?:datetime|timestamp|time)\((\d)\)/.exec(type)?.[1] ?? 0);
  const [whole = "", part = ""] = text.split(".");
  return places === 0 ? text : `${whole}.${part.padEnd(places, "0").slice(0, places)}`;
}
