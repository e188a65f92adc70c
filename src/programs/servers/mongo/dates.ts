import { type Bson, isDoc } from "./bson.ts";

const PARTS: Readonly<Record<string, (d: Date) => number>> = {
  $year: (d) => d.getUTCFullYear(),
  $month: (d) => d.getUTCMonth() + 1,
  $dayOfMonth: (d) => d.getUTCDate(),
  $dayOfWeek: (d) => d.getUTCDay() + 1,
  $dayOfYear: (d) => Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / 86_400_000) + 1,
  $hour: (d) => d.getUTCHours(),
  $minute: (d) => d.getUTCMinutes(),
  $second: (d) => d.getUTCSeconds(),
  $millisecond: (d) => d.getUTCMilliseconds(),
};

/** The expressions that take dates apart; undefined for what is none of them. */
export function dateExpression(name: string, operand: Bson, evaluate: (e: Bson) => Bson | undefined): Bson | undefined {
  const part = PARTS[name];
  if (part) {
    const date = evaluate(isDoc(operand) && operand.has("date") ? (operand.get("date") ?? null) : operand);
    return date instanceof Date ? part(date) : null;
  }
  if (name === "$toDate") {
    const value = evaluate(operand);
    return typeof value === "string" || typeof value === "number" ? new Date(value) : (value ?? null);
  }
  if (name !== "$dateToString" || !isDoc(operand)) return undefined;
  const date = evaluate(operand.get("date") ?? null);
  if (!(date instanceof Date)) return null;
  const format = operand.get("format");
  return formatDate(date, typeof format === "string" ? format : "%Y-%m-%dT%H:%M:%S.%LZ");
}

function formatDate(d: Date, format: string): string {
  const iso = d.toISOString();
  const values: Readonly<Record<string, string>> = {
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    L: iso.slice(20, 23),
    j: String(PARTS["$dayOfYear"]?.(d) ?? 0).padStart(3, "0"),
    u: String(d.getUTCDay() || 7),
    w: String(d.getUTCDay() + 1),
    z: "+0000",
    "%": "%",
  };
  return format.replace(/%(.)/g, (all, c: string) => values[c] ?? all);
}
