/** A value of HCL: text, numbers, truth, lists, objects, or nothing. */
export type Value = null | boolean | number | string | readonly Value[] | ReadonlyMap<string, Value>;

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value): value is ReadonlyMap<string, Value> {
  return value instanceof Map;
}

/** What it is called: `string`, `tuple` … */
export function typeName(value: Value): string {
  if (value === null) return "null";
  if (isList(value)) return "tuple";
  return isObject(value) ? "object" : typeof value === "boolean" ? "bool" : typeof value;
}

/** As text, or undefined when it has no form as such. */
export function asText(value: Value): string | undefined {
  return value === null || isList(value) || isObject(value) ? undefined : String(value);
}

export function asNumber(value: Value): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^[-+]?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

export function asTruth(value: Value): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" || value === "1" ? true : value === "false" || value === "0" ? false : undefined;
}

export function equalValues(a: Value, b: Value): boolean {
  if (isList(a) && isList(b)) return a.length === b.length && a.every((v, i) => equalValues(v, b[i] ?? null));
  if (isObject(a) && isObject(b)) {
    return a.size === b.size && [...a].every(([k, v]) => b.has(k) && equalValues(v, b.get(k) ?? null));
  }
  return a === b;
}

/** A value as JSON has it. */
export function toJson(value: Value): unknown {
  if (isList(value)) return value.map(toJson);
  return isObject(value) ? Object.fromEntries([...value].map(([k, v]) => [k, toJson(v)])) : value;
}

export function fromJson(value: unknown): Value {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value === "object" && value !== null)
    return new Map(Object.entries(value).map(([k, v]) => [k, fromJson(v)]));
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
