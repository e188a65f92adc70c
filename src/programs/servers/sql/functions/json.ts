import { SqlError } from "../lexer.ts";
import { jsonProblem } from "../mysql/json-problem.ts";
import { spaced } from "../values/cast.ts";
import { isNumber, toNumber } from "../values/compare.ts";
import { show } from "../values/show.ts";
import { Json, List, type Value } from "../values/value.ts";

/** A value as JSON.stringify takes it. */
export function plainJson(v: Value): unknown {
  if (v === null || typeof v === "boolean" || typeof v === "string") return v;
  if (isNumber(v)) return toNumber(v);
  if (v instanceof Json) return JSON.parse(v.text);
  if (v instanceof List) return v.items.map((x) => plainJson(x));
  return show(v);
}

/** What JSON holds as a value of SQL: a JSON value, or with `asText` its text. */
export function fromJson(v: unknown, asText: boolean): Value {
  if (v === undefined) return null;
  if (!asText) return new Json(spaced(v));
  if (v === null) return "null";
  return typeof v === "string" ? v : spaced(v);
}

export function parsedJson(v: Value): unknown {
  try {
    return JSON.parse(show(v));
  } catch {
    throw new SqlError(
      `Invalid JSON text in argument 1 to function json_extract: ${jsonProblem(show(v))}.`,
      "22032",
      3141,
    );
  }
}

/** `->`, `->>`, `#>`, `#>>`; MySQL's have a path on the right. */
export function jsonAt(a: Value, b: Value, operator: string): Value {
  const asText = operator.endsWith(">>");
  return fromJson(pathValue(parsedJson(a), show(b)), asText);
}

function member(v: unknown, key: string | number): unknown {
  if (Array.isArray(v)) return v.at(Number(key));
  if (typeof v !== "object" || v === null) return undefined;
  return typeof key === "string" ? (v as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** MySQL's `$.a.b[0]`. */
export function pathValue(v: unknown, path: string): unknown {
  if (!path.startsWith("$"))
    throw new SqlError("Invalid JSON path expression. The error is around character position 1.", "42000", 3143);
  let value = v;
  for (const m of path.slice(1).matchAll(/\.("[^"]*"|\w+)|\[(\d+)\]/g)) {
    const key = m[1]?.replace(/^"|"$/g, "");
    value = member(value, key ?? Number(m[2]));
  }
  return value;
}
