import { PgError } from "../error.ts";
import { jsonAt, jsonKind, parseJson } from "../types/json.ts";
import { Jsonb, type JsonValue } from "../types/type.ts";
import { asText, jsonTextAsText, textParts, wrap } from "./json-access.ts";
import { fn, op, setFn } from "./registry.ts";

/** Functions that look into json: its keys, elements, type. */
export function looking(): void {
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
