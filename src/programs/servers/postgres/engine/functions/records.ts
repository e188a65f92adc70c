import type { Session } from "../session.ts";
import { jsonAt, jsonText, parseJson } from "../types/json.ts";
import { parseValue } from "../types/parse.ts";
import type { TypeContext } from "../types/text.ts";
import {
  Arr,
  Jsonb,
  type JsonValue,
  type Mod,
  type PgType,
  plainType,
  type Row,
  T,
  type Value,
} from "../types/type.ts";
import { castFunction, fitMod } from "./casts.ts";

/** A value of a type from what stands in a json. */
export function fromJson(j: JsonValue | undefined, type: PgType, mod: Mod, cx: TypeContext): Value {
  if (j === undefined || j === null) return null;
  const t = plainType(type);
  if (t.name === "jsonb") return new Jsonb(j);
  if (t.name === "json") return jsonText(j);
  if (t.elem && Array.isArray(j)) {
    const { elem } = t;
    return new Arr(j.map((x: JsonValue) => fromJson(x, elem, mod, cx)));
  }
  const text = typeof j === "string" ? j : jsonText(j);
  return fitMod(t.category === "S" ? castFunction(T.text, t)(text, cx) : parseValue(text, t, mod, cx), t, mod, false);
}

/** The rows of json_to_recordset and its kin. */
export function recordRows(
  _s: Session,
  v: Value,
  fields: readonly { readonly name: string; readonly type: PgType; readonly mod: Mod }[],
  cx: TypeContext,
): Row[] {
  if (v === null) return [];
  const j = v instanceof Jsonb ? v.j : parseJson(String(v));
  const list: readonly JsonValue[] = Array.isArray(j) ? j : [j];
  return list.map((x) => fields.map((f) => fromJson(jsonAt(x, f.name), f.type, f.mod, cx)));
}
