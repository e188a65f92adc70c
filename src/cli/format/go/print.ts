import { durationString } from "../../../std/duration.ts";
import { dynamic, elements, entries, fieldValue, type GoValue, isNil, typeName } from "./value.ts";

/** A value as fmt's %v prints it. `depth` counts the values around it: an inner pointer is an address. */
export function goString(v: GoValue | undefined, depth = 0): string {
  if (!v) return "<nil>";
  const { type, value } = v;
  switch (type.kind) {
    case "any": {
      const inner = dynamic(v);
      return inner ? goString(inner, depth) : "<nil>";
    }
    case "string":
      return String(value ?? "");
    case "bool":
      return String(value ?? false);
    case "int":
      return type.name === "time.Duration" ? durationString(Number(value ?? 0)) : String(value ?? 0);
    case "float":
      return goFloat(Number(value ?? 0));
    case "time":
      return goTime(String(value ?? "0001-01-01T00:00:00Z"));
    case "slice":
      return `[${elements(v)
        .map((e) => goString(e, depth + 1))
        .join(" ")}]`;
    case "map":
      return `map[${entries(v)
        .map(([key, e]) => `${key}:${goString(e, depth + 1)}`)
        .join(" ")}]`;
    case "struct":
      if (type.text) return type.text(value);
      return `{${type.fields.map((f) => goString(fieldValue(v, f), depth + 1)).join(" ")}}`;
    case "pointer":
      if (isNil(v)) return "<nil>";
      if (type.elem.kind === "struct" && type.elem.text) return type.elem.text(value);
      if (depth > 0) return goAddress(typeName(type) + JSON.stringify(value));
      return `&${goString({ type: type.elem, value }, depth + 1)}`;
    case "row":
      return goAddress(type.name);
  }
}

/** An address such as Go prints for a pointer: no real one, but the same for the same thing. */
function goAddress(seed: string): string {
  let hash = 0;
  for (const c of seed) hash = (Math.imul(hash, 31) + (c.codePointAt(0) ?? 0)) >>> 0;
  return `0xc000${(hash & 0xfffff8).toString(16).padStart(6, "0")}`;
}

/** %v of a float64: the shortest digits that read back, with an exponent below -4 and from 21 on. */
export function goFloat(n: number): string {
  if (!Number.isFinite(n)) return Number.isNaN(n) ? "NaN" : n > 0 ? "+Inf" : "-Inf";
  if (n === 0) return Object.is(n, -0) ? "-0" : "0";
  const [mantissa = "", exponent = "0"] = n.toExponential().split("e");
  const e = Number(exponent);
  if (e >= -4 && e < 21) return String(n);
  return `${mantissa}e${e < 0 ? "-" : "+"}${String(Math.abs(e)).padStart(2, "0")}`;
}

/** time.Time's String, from RFC 3339: `2026-11-24 13:40:26.5 +0000 UTC`. */
export function goTime(text: string): string {
  const m = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (!m) return text;
  const fraction = (m[3] ?? "").replace(/\.?0+$/, "");
  const zone = m[4] === "Z" ? "+0000 UTC" : `${(m[4] ?? "").replace(":", "")} ${(m[4] ?? "").replace(":", "")}`;
  return `${m[1]} ${m[2]}${fraction} ${zone}`;
}

/** fmt.Sprint: a blank between two operands when neither is a string. */
export function goSprint(values: readonly (GoValue | undefined)[]): string {
  let out = "";
  values.forEach((v, i) => {
    const before = values[i - 1];
    if (i > 0 && !isText(v) && !isText(before)) out += " ";
    out += goString(v);
  });
  return out;
}

/** fmt.Sprintln. */
export function goSprintln(values: readonly (GoValue | undefined)[]): string {
  return `${values.map((v) => goString(v)).join(" ")}\n`;
}

function isText(v: GoValue | undefined): boolean {
  const inner = v && dynamic(v);
  return inner?.type.kind === "string";
}
