import { dynamic, elements, entries, fieldValue, type GoType, type GoValue, isNil, type Row } from "./value.ts";

/** A value as encoding/json writes it, on one line. HTML is escaped in a table's row only, which marshals itself. */
export function goJson(v: GoValue | undefined): string {
  const json = jsonText(v ? jsonOf(v) : null);
  return v?.type.kind === "row" ? escapeHTML(json) : json;
}

/** A plain value as Go's JSON, over several lines with an indent. */
export function jsonText(value: unknown, indent = ""): string {
  return JSON.stringify(value, null, indent)
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029")
    .replace(BIG_TEXT, "$1");
}

/** Marks an integer that no JavaScript number can hold, until it stands in the text. */
const BIG = "\ue000";
const BIG_TEXT = /"\ue000(-?\d+)\ue000"/g;

/** JSON as Go writes it by default: `<`, `>` and `&` as escapes. */
export function escapeHTML(json: string): string {
  return json.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026");
}

/** The plain value that JSON holds: struct fields in their order, a map's keys sorted. */
export function jsonOf(v: GoValue): unknown {
  const { type, value } = v;
  if (isNil(v)) return null;
  switch (type.kind) {
    case "any": {
      const inner = dynamic(v);
      return inner ? jsonOf(inner) : null;
    }
    case "pointer":
      return jsonOf({ type: type.elem, value });
    case "slice":
      return elements(v).map(jsonOf);
    case "map":
      return Object.fromEntries(entries(v).map(([key, e]) => [key, jsonOf(e)]));
    case "struct": {
      const out: Record<string, unknown> = {};
      addFields(v, out);
      return out;
    }
    case "row": {
      const { cells, json } = value as Row;
      const names = Object.keys(cells).sort();
      return Object.fromEntries(names.map((name) => [name, plainCell((json?.[name] ?? cells[name])?.())]));
    }
    case "string":
      return type.name === "json.Number" ? Number(value) : (value ?? "");
    case "bool":
      return value ?? false;
    case "time":
      return value ?? "0001-01-01T00:00:00Z";
    case "int":
      return typeof value === "string" || typeof value === "bigint" ? `${BIG}${value}${BIG}` : (value ?? 0);
    default:
      return value ?? 0;
  }
}

function plainCell(cell: unknown): unknown {
  const inner = dynamic({ type: { kind: "any", numbers: "int" }, value: cell });
  return inner ? jsonOf(inner) : null;
}

function addFields(v: GoValue, out: Record<string, unknown>): void {
  if (v.type.kind !== "struct") return;
  for (const field of v.type.fields) {
    const value = fieldValue(v, field);
    if (field.embedded) addFields({ type: structOf(field.type), value: v.value }, out);
    else if (!field.omitEmpty || !isEmpty(value)) out[field.json] = jsonOf(value);
  }
}

function structOf(type: GoType): GoType {
  return type.kind === "pointer" ? type.elem : type;
}

/** What `omitempty` leaves out. */
function isEmpty(v: GoValue): boolean {
  if (v.type.kind === "struct" || v.type.kind === "time") return false;
  if (v.value === undefined || v.value === null || v.value === false || v.value === 0 || v.value === "") {
    return v.type.kind !== "pointer" || v.value === undefined || v.value === null;
  }
  if (v.type.kind === "slice") return elements(v).length === 0;
  return v.type.kind === "map" && entries(v).length === 0;
}
