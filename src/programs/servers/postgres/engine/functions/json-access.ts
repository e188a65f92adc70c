import { jsonAt, jsonContains, jsonPath, jsonText, parseJson } from "../types/json.ts";
import { Jsonb, type JsonValue, type Value } from "../types/type.ts";
import { fn, op } from "./registry.ts";

/** The parts of a json text as they were written. */
export function textParts(text: string): {
  readonly object: (readonly [string, string])[] | undefined;
  readonly list: string[] | undefined;
} {
  const t = text.trim();
  const open = t[0];
  if (open !== "{" && open !== "[") return { object: undefined, list: undefined };
  const parts: string[] = [];
  let depth = 0;
  let from = 1;
  for (let i = 0; i < t.length; i++) {
    const c = t[i];
    if (c === '"') {
      for (i++; t[i] !== '"'; i++) if (t[i] === "\\") i++;
    } else if (c === "{" || c === "[") depth++;
    else if (c === "}" || c === "]") {
      depth--;
      if (depth === 0) {
        if (t.slice(from, i).trim() !== "") parts.push(t.slice(from, i).trim());
      }
    } else if (c === "," && depth === 1) {
      parts.push(t.slice(from, i).trim());
      from = i + 1;
    }
  }
  if (open === "[") return { object: undefined, list: parts };
  const object = parts.map((p) => {
    const m = /^("(?:[^"\\]|\\.)*")\s*:\s*([^]*)$/.exec(p);
    return [String(parseJson(m?.[1] ?? '""')), m?.[2] ?? "null"] as const;
  });
  return { object, list: undefined };
}

export const asText = (j: JsonValue | undefined): Value =>
  j === undefined || j === null ? null : typeof j === "string" ? j : jsonText(j);

export const jsonTextAsText = (t: string | undefined): Value =>
  t === undefined || t === "null" ? null : t.startsWith('"') ? String(parseJson(t)) : t;

export const wrap = (j: JsonValue | undefined): Value => (j === undefined ? null : new Jsonb(j));

function textAt(text: string, key: string | number): string | undefined {
  const { object, list } = textParts(text);
  if (typeof key === "string") return object?.findLast(([k]) => k === key)?.[1];
  return list?.at(key);
}

const textPath = (text: string, path: readonly string[]): string | undefined =>
  path.reduce<string | undefined>(
    (t, p) =>
      t === undefined
        ? undefined
        : t.trim().startsWith("[")
          ? /^-?\d+$/.test(p)
            ? textAt(t, Number(p))
            : undefined
          : textAt(t, p),
    text,
  );

/** The operators that take a part out of json: -> and its like. */
export function access(): void {
  op("->", "jsonb,text", "jsonb", ([v, k]) => wrap(jsonAt(v.j, k)));
  op("->", "jsonb,int4", "jsonb", ([v, k]) => wrap(jsonAt(v.j, k)));
  op("->>", "jsonb,text", "text", ([v, k]) => asText(jsonAt(v.j, k)));
  op("->>", "jsonb,int4", "text", ([v, k]) => asText(jsonAt(v.j, k)));
  op("#>", "jsonb,text[]", "jsonb", ([v, p]) => wrap(jsonPath(v.j, p.items)));
  op("#>>", "jsonb,text[]", "text", ([v, p]) => asText(jsonPath(v.j, p.items)));
  op("->", "json,text", "json", ([v, k]) => textAt(v, k) ?? null);
  op("->", "json,int4", "json", ([v, k]) => textAt(v, k) ?? null);
  op("->>", "json,text", "text", ([v, k]) => jsonTextAsText(textAt(v, k)));
  op("->>", "json,int4", "text", ([v, k]) => jsonTextAsText(textAt(v, k)));
  op("#>", "json,text[]", "json", ([v, p]) => textPath(v, p.items) ?? null);
  op("#>>", "json,text[]", "text", ([v, p]) => jsonTextAsText(textPath(v, p.items)));
  op("@>", "jsonb,jsonb", "bool", ([a, b]) => jsonContains(a.j, b.j));
  op("<@", "jsonb,jsonb", "bool", ([a, b]) => jsonContains(b.j, a.j));
  const hasKey = (j: JsonValue, k: string): boolean =>
    j instanceof Map ? j.has(k) : Array.isArray(j) ? j.includes(k) : j === k;
  op("?", "jsonb,text", "bool", ([v, k]) => hasKey(v.j, k));
  op("?|", "jsonb,text[]", "bool", ([v, p]) => p.items.some((k: string) => hasKey(v.j, k)));
  op("?&", "jsonb,text[]", "bool", ([v, p]) => p.items.every((k: string) => hasKey(v.j, k)));
  fn("jsonb_extract_path", "jsonb,variadic text[]", "jsonb", ([v, ...p]) => wrap(jsonPath(v.j, p)));
  fn("jsonb_extract_path_text", "jsonb,variadic text[]", "text", ([v, ...p]) => asText(jsonPath(v.j, p)));
  fn("json_extract_path_text", "json,variadic text[]", "text", ([v, ...p]) => jsonTextAsText(textPath(v, p)));
}
