import { PgError } from "../error.ts";
import { parseJson, prettyJson, sorted } from "../types/json.ts";
import type { TypeContext } from "../types/text.ts";
import { Jsonb, type JsonValue, T } from "../types/type.ts";
import { fn, op } from "./registry.ts";
import { toJsonText } from "./to-json.ts";

const NO_CONTEXT: TypeContext = { zone: "UTC", now: 0, nameOf: () => "", oidOf: () => 0 };

/** Functions and operators that change jsonb. */
export function change(): void {
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
