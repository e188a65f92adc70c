import { spaced } from "../values/cast.ts";
import { show } from "../values/show.ts";
import { Json, type Value } from "../values/value.ts";
import type { Fn } from "./function.ts";
import { plainJson } from "./json.ts";

const object: Fn = (args) => {
  const out: Record<string, unknown> = {};
  for (let i = 0; i < args.length; i += 2) out[show(args[i] ?? null)] = plainJson(args[i + 1] ?? null);
  return new Json(spaced(out));
};

const array: Fn = (args) => new Json(spaced(args.map((a) => plainJson(a))));

export const jsonFunctions: Readonly<Record<string, Fn>> = {
  json_array: array,
  json_object: object,
  json_unquote: ([v = null]) => {
    if (v === null) return null;
    const text = show(v);
    return text.startsWith('"') ? String(JSON.parse(text)) : text;
  },
  json_valid: ([v = null]): Value => {
    if (v === null) return null;
    try {
      JSON.parse(show(v));
      return 1;
    } catch {
      return 0;
    }
  },
};
