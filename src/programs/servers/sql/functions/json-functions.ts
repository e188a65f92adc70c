import { spaced } from "../values/cast.ts";
import { show } from "../values/show.ts";
import { Json, List, type Value } from "../values/value.ts";
import type { Fn } from "./function.ts";
import { fromJson, parsedJson, pathValue, plainJson } from "./json.ts";

const object: Fn = (args, s) => {
  const out: Record<string, unknown> = {};
  for (let i = 0; i < args.length; i += 2)
    out[show(args[i] ?? null, s.session.dialect)] = plainJson(args[i + 1] ?? null, s.session.dialect);
  return new Json(s.session.dialect === "postgres" ? built(out) : spaced(out));
};

/** json_build_object keeps the order in which its arguments stand. */
function built(o: Readonly<Record<string, unknown>>): string {
  return `{${Object.entries(o)
    .map(([k, v]) => `${JSON.stringify(k)} : ${JSON.stringify(v)}`)
    .join(", ")}}`;
}

const array: Fn = (args, s) => new Json(spaced(args.map((a) => plainJson(a, s.session.dialect))));
const count = (v: unknown): number =>
  Array.isArray(v) ? v.length : typeof v === "object" && v !== null ? Object.keys(v).length : 1;
const kind = (v: unknown): string => (v === null ? "null" : Array.isArray(v) ? "array" : typeof v);

export const jsonFunctions: Readonly<Record<string, Fn>> = {
  json_array: array,
  json_build_array: array,
  jsonb_build_array: array,
  json_build_object: object,
  jsonb_build_object: (args, s) => {
    const made = object(args, s);
    return made instanceof Json ? new Json(spaced(JSON.parse(made.text))) : made;
  },
  json_object: object,
  json_array_length: ([v = null], s) => (v === null ? null : count(parsedJson(v, s))),
  jsonb_array_length: ([v = null], s) => (v === null ? null : count(parsedJson(v, s))),
  json_contains: ([v = null, what = null], s) => {
    if (v === null || what === null) return null;
    const [whole, part] = [parsedJson(v, s), parsedJson(what, s)];
    return Array.isArray(whole) ? whole.some((x) => spaced(x) === spaced(part)) : spaced(whole) === spaced(part);
  },
  json_extract: ([v = null, path = null], s) =>
    v === null || path === null ? null : fromJson(pathValue(parsedJson(v, s), String(path)), false),
  json_keys: ([v = null], s) => (v === null ? null : new Json(spaced(Object.keys(Object(parsedJson(v, s)))))),
  json_length: ([v = null], s) => (v === null ? null : count(parsedJson(v, s))),
  json_type: ([v = null], s) => (v === null ? null : kind(parsedJson(v, s)).toUpperCase()),
  json_typeof: ([v = null], s) => (v === null ? null : kind(parsedJson(v, s))),
  jsonb_typeof: ([v = null], s) => (v === null ? null : kind(parsedJson(v, s))),
  json_unquote: ([v = null], s) => {
    if (v === null) return null;
    const text = show(v, s.session.dialect);
    return text.startsWith('"') ? String(JSON.parse(text)) : text;
  },
  json_valid: ([v = null], s): Value => {
    if (v === null) return null;
    try {
      JSON.parse(show(v, s.session.dialect));
      return 1;
    } catch {
      return 0;
    }
  },
  to_json: ([v = null], s) => (v === null ? null : new Json(JSON.stringify(plainJson(v, s.session.dialect)))),
  to_jsonb: ([v = null], s) => (v === null ? null : new Json(spaced(plainJson(v, s.session.dialect)))),
  array_position: ([list = null, v = null], s) => {
    if (!(list instanceof List)) return null;
    const at = list.items.findIndex((x) => show(x, s.session.dialect) === show(v, s.session.dialect));
    return at < 0 ? null : at + 1;
  },
};
