import { decimalText } from "../../../sql/values/decimal.ts";
import { PgError } from "../error.ts";
import { timestampText, timestamptzText } from "../types/clock.ts";
import {
  jsonAt,
  jsonContains,
  jsonKind,
  jsonPath,
  jsonString,
  jsonText,
  parseJson,
  prettyJson,
  sorted,
} from "../types/json.ts";
import { type TypeContext, textOf } from "../types/text.ts";
import { Arr, Decimal, Jsonb, type JsonValue, type PgType, plainType, Rec, T, type Value } from "../types/type.ts";
import { decimalOf } from "./comparisons.ts";
import { type CallContext, fn, op, setFn } from "./registry.ts";

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

/** The parts of a json text as they were written. */
function textParts(text: string): {
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

const asText = (j: JsonValue | undefined): Value =>
  j === undefined || j === null ? null : typeof j === "string" ? j : jsonText(j);
const jsonTextAsText = (t: string | undefined): Value =>
  t === undefined || t === "null" ? null : t.startsWith('"') ? String(parseJson(t)) : t;
const wrap = (j: JsonValue | undefined): Value => (j === undefined ? null : new Jsonb(j));

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

function access(): void {
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

function change(): void {
  op("||", "jsonb,jsonb", "jsonb", ([a, b]) => {
    if (a.j instanceof Map && b.j instanceof Map)
      return new Jsonb(sorted(new Map<string, JsonValue>([...a.j, ...b.j])));
    const list = (j: JsonValue): readonly JsonValue[] => (Array.isArray(j) ? j : [j]);
    return new Jsonb([...list(a.j), ...list(b.j)]);
  });
  op("-", "jsonb,text", "jsonb", ([v, k]) => {
    if (v.j instanceof Map) return new Jsonb(new Map([...v.j].filter(([x]) => x !== k)));
    if (Array.isArray(v.j)) return new Jsonb(v.j.filter((x: JsonValue) => x !== k));
    throw new PgError("cannot delete from scalar", "22023");
  });
  op("-", "jsonb,int4", "jsonb", ([v, n]) => {
    if (v.j instanceof Map) throw new PgError("cannot delete from object using integer index", "22023");
    return new Jsonb(v.j.filter((_: JsonValue, i: number) => i !== (n < 0 ? v.j.length + n : n)));
  });
  op(
    "-",
    "jsonb,text[]",
    "jsonb",
    ([v, p]) =>
      new Jsonb(
        v.j instanceof Map
          ? new Map([...v.j].filter(([x]) => !p.items.includes(x)))
          : v.j.filter((x: JsonValue) => !p.items.includes(x)),
      ),
  );
  const put = (
    j: JsonValue,
    path: readonly string[],
    value: JsonValue | undefined,
    create: boolean,
    insert = false,
  ): JsonValue => {
    const [key = "", ...rest] = path;
    if (j instanceof Map) {
      if (rest.length && !j.has(key)) return j;
      if (!rest.length && !j.has(key) && (!create || value === undefined)) return j;
      const made = new Map<string, JsonValue>(j);
      if (rest.length) made.set(key, put(j.get(key) ?? null, rest, value, create, insert));
      else if (value === undefined) made.delete(key);
      else if (insert && j.has(key))
        throw new PgError("cannot replace existing key", "22023", {
          hint: "Try using the function jsonb_set to replace key value.",
        });
      else made.set(key, value);
      return sorted(made);
    }
    if (Array.isArray(j)) {
      const at = Number(key) < 0 ? j.length + Number(key) : Number(key);
      const made: JsonValue[] = [...j];
      if (rest.length) {
        if (at < j.length) made[at] = put(j[at] ?? null, rest, value, create, insert);
      } else if (value === undefined) made.splice(at, 1);
      else if (insert) made.splice(at, 0, value);
      else if (at < j.length) made[at] = value;
      else if (create) made.push(value);
      return made;
    }
    return j;
  };
  fn(
    "jsonb_set",
    "jsonb,text[],jsonb,bool?",
    "jsonb",
    ([v, p, n, create = true]) => new Jsonb(put(v.j, p.items, n.j, create)),
  );
  fn("jsonb_insert", "jsonb,text[],jsonb,bool?", "jsonb", ([v, p, n]) => new Jsonb(put(v.j, p.items, n.j, true, true)));
  op("#-", "jsonb,text[]", "jsonb", ([v, p]) => new Jsonb(put(v.j, p.items, undefined, false)));
  const strip = (j: JsonValue): JsonValue =>
    j instanceof Map
      ? new Map([...j].filter(([, x]) => x !== null).map(([k, x]) => [k, strip(x)]))
      : Array.isArray(j)
        ? j.map((x: JsonValue) => strip(x))
        : j;
  fn("jsonb_strip_nulls", "jsonb", "jsonb", ([v]) => new Jsonb(strip(v.j)));
  fn("json_strip_nulls", "json", "json", ([v]) =>
    toJsonText(new Jsonb(strip(parseJson(v))), T.jsonb, NO_CONTEXT).replace(/([:,]) /g, "$1"),
  );
  fn("jsonb_pretty", "jsonb", "text", ([v]) => prettyJson(v.j));
}

const NO_CONTEXT: TypeContext = { zone: "UTC", now: 0, nameOf: () => "", oidOf: () => 0 };

function making(): void {
  const loose = { strict: false };
  fn("to_json", "anyelement", "json", ([v], c) => toJsonText(v, c.args[0] ?? T.text, c.cx));
  fn("to_jsonb", "anyelement", "jsonb", ([v], c) => new Jsonb(toJsonb(v, c.args[0] ?? T.text, c.cx)));
  fn("row_to_json", "record,bool?", "json", ([v, pretty = false], c) => {
    const text = toJsonText(v, c.args[0] ?? T.record, c.cx);
    return pretty ? text.replaceAll(',"', ',\n "') : text;
  });
  fn("array_to_json", "anyarray,bool?", "json", ([v], c) => toJsonText(v, c.args[0] ?? T.text, c.cx));
  const key = (v: Value, i: number, c: CallContext): string => {
    if (v === null)
      throw new PgError(
        i === 0 ? "null value not allowed for object key" : `argument ${i + 1}: key must not be null`,
        "22023",
      );
    return textOf(v, c.args[i] ?? T.text, c.cx);
  };
  const even = (args: Value[]) => {
    if (args.length % 2)
      throw new PgError("argument list must have even number of elements", "22023", {
        hint: "The arguments of json_build_object() must consist of alternating keys and values.",
      });
  };
  fn(
    "json_build_object",
    "variadic any",
    "json",
    (args, c) => {
      even(args);
      const parts: string[] = [];
      for (let i = 0; i < args.length; i += 2)
        parts.push(`${jsonString(key(args[i], i, c))} : ${toJsonText(args[i + 1], c.args[i + 1] ?? T.text, c.cx)}`);
      return `{${parts.join(", ")}}`;
    },
    loose,
  );
  fn(
    "jsonb_build_object",
    "variadic any",
    "jsonb",
    (args, c) => {
      even(args);
      const made = new Map<string, JsonValue>();
      for (let i = 0; i < args.length; i += 2)
        made.set(key(args[i], i, c), toJsonb(args[i + 1], c.args[i + 1] ?? T.text, c.cx));
      return new Jsonb(sorted(made));
    },
    loose,
  );
  fn("json_build_object", "", "json", () => "{}");
  fn("jsonb_build_object", "", "jsonb", () => new Jsonb(new Map()));
  fn("json_build_array", "", "json", () => "[]");
  fn("jsonb_build_array", "", "jsonb", () => new Jsonb([]));
  fn(
    "json_build_array",
    "variadic any",
    "json",
    (args, c) => `[${args.map((v, i) => toJsonText(v, c.args[i] ?? T.text, c.cx)).join(", ")}]`,
    loose,
  );
  fn(
    "jsonb_build_array",
    "variadic any",
    "jsonb",
    (args, c) => new Jsonb(args.map((v, i) => toJsonb(v, c.args[i] ?? T.text, c.cx))),
    loose,
  );
  fn(
    "json_object",
    "text[]",
    "json",
    ([a]) =>
      `{${pairs(a)
        .map(([k, v]) => `${jsonString(k)} : ${v === null ? "null" : jsonString(v)}`)
        .join(", ")}}`,
  );
  fn("jsonb_object", "text[]", "jsonb", ([a]) => new Jsonb(sorted(new Map(pairs(a)))));
}

function pairs(a: Arr): [string, string | null][] {
  const out: [string, string | null][] = [];
  for (let i = 0; i < a.items.length; i += 2) out.push([String(a.items[i]), (a.items[i + 1] ?? null) as string | null]);
  return out;
}

function looking(): void {
  fn("jsonb_typeof", "jsonb", "text", ([v]) => jsonKind(v.j));
  fn("json_typeof", "json", "text", ([v]) => jsonKind(parseJson(v)));
  const count = (j: JsonValue) => {
    if (!Array.isArray(j))
      throw new PgError(
        j instanceof Map ? "cannot get array length of a non-array" : "cannot get array length of a scalar",
        "22023",
      );
    return j.length;
  };
  fn("jsonb_array_length", "jsonb", "int4", ([v]) => count(v.j));
  fn("json_array_length", "json", "int4", ([v]) => count(parseJson(v)));
  const items = (j: JsonValue): readonly JsonValue[] => {
    if (!Array.isArray(j))
      throw new PgError(
        j instanceof Map ? "cannot extract elements from an object" : "cannot extract elements from a scalar",
        "22023",
      );
    return j;
  };
  setFn("jsonb_array_elements", "jsonb", "jsonb", "value jsonb", ([v]) => items(v.j).map((j) => [new Jsonb(j)]));
  setFn("jsonb_array_elements_text", "jsonb", "text", "value text", ([v]) => items(v.j).map((j) => [asText(j)]));
  setFn("json_array_elements", "json", "json", "value json", ([v]) => (textParts(v).list ?? []).map((t) => [t]));
  setFn("json_array_elements_text", "json", "text", "value text", ([v]) =>
    (textParts(v).list ?? []).map((t) => [jsonTextAsText(t)]),
  );
  const entries = (j: JsonValue): readonly (readonly [string, JsonValue])[] => {
    if (!(j instanceof Map)) throw new PgError(`cannot call jsonb_each on a non-object`, "22023");
    return [...j];
  };
  setFn("jsonb_each", "jsonb", "record", "key text,value jsonb", ([v]) =>
    entries(v.j).map(([k, x]) => [k, new Jsonb(x)]),
  );
  setFn("jsonb_each_text", "jsonb", "record", "key text,value text", ([v]) =>
    entries(v.j).map(([k, x]) => [k, asText(x)]),
  );
  setFn("json_each", "json", "record", "key text,value json", ([v]) =>
    (textParts(v).object ?? []).map(([k, x]) => [k, x]),
  );
  setFn("json_each_text", "json", "record", "key text,value text", ([v]) =>
    (textParts(v).object ?? []).map(([k, x]) => [k, jsonTextAsText(x)]),
  );
  setFn("jsonb_object_keys", "jsonb", "text", "", ([v]) => entries(v.j).map(([k]) => [k]));
  setFn("json_object_keys", "json", "text", "", ([v]) => (textParts(v).object ?? []).map(([k]) => [k]));
  setFn("jsonb_path_query", "jsonb,text", "jsonb", "", ([v, p]) => pathQuery(v.j, p).map((j) => [new Jsonb(j)]));
  fn("jsonb_path_query_first", "jsonb,text", "jsonb", ([v, p]) => wrap(pathQuery(v.j, p)[0]));
  fn("jsonb_path_query_array", "jsonb,text", "jsonb", ([v, p]) => new Jsonb(pathQuery(v.j, p)));
  fn("jsonb_path_exists", "jsonb,text", "bool", ([v, p]) => pathQuery(v.j, p).length > 0);
  op("@?", "jsonb,text", "bool", ([v, p]) => pathQuery(v.j, p).length > 0);
}

/** A path of keys, places and `[*]`; filters are not known. */
function pathQuery(j: JsonValue, path: string): JsonValue[] {
  let at: JsonValue[] = [j];
  let rest = path.trim().replace(/^(strict|lax)\s+/, "");
  if (!rest.startsWith("$"))
    throw new PgError(`syntax error at or near "${rest.slice(0, 1)}" of jsonpath input`, "42601");
  rest = rest.slice(1);
  while (rest !== "") {
    const m = /^(?:\.(?:"([^"]*)"|(\w+))|\[(\*|-?\d+)\]|(\.\*))/.exec(rest);
    if (!m) throw new PgError(`drydock: jsonpath beyond keys, places and [*] is not simulated`, "0A000");
    rest = rest.slice(m[0].length);
    const key = m[1] ?? m[2];
    at = at.flatMap((x): readonly JsonValue[] => {
      if (key !== undefined) {
        const list: readonly JsonValue[] = Array.isArray(x) ? x : [x];
        return list.map((y) => jsonAt(y, key)).filter((y) => y !== undefined);
      }
      if (m[4] !== undefined) return x instanceof Map ? [...x.values()] : [];
      if (!Array.isArray(x)) return m[3] === "*" || m[3] === "0" ? [x] : [];
      if (m[3] === "*") return x;
      const one = jsonAt(x, Number(m[3]));
      return one === undefined ? [] : [one];
    });
  }
  return at;
}

export function defineJson(): void {
  access();
  change();
  making();
  looking();
}
