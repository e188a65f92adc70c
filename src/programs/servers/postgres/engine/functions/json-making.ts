import { PgError } from "../error.ts";
import { jsonString, sorted } from "../types/json.ts";
import { textOf } from "../types/text.ts";
import { type Arr, Jsonb, type JsonValue, T, type Value } from "../types/type.ts";
import { type CallContext, fn } from "./registry.ts";
import { toJsonb, toJsonText } from "./to-json.ts";

/** Functions that make json of other values. */
export function making(): void {
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
