/**
 * Go values as templates see them. The engine answers with plain objects in the API's JSON names; a template speaks of Go
 * fields, tells structs from maps and prints nil in its own way. A value is therefore a plain value beside a Go type.
 */
export type GoType =
  | { readonly kind: "bool" | "string" | "int" | "float"; readonly name: string }
  /** `interface {}`: the value says what it is. */
  | { readonly kind: "any"; readonly numbers: "int" | "json.Number" }
  /** time.Time, held as its RFC 3339 text. */
  | { readonly kind: "time" }
  | { readonly kind: "slice"; readonly name?: string; readonly elem: GoType }
  /** `methods`: those with one argument, of a named map type. */
  | {
      readonly kind: "map";
      readonly name?: string;
      readonly key: string;
      readonly elem: GoType;
      readonly methods?: Readonly<Record<string, (argument: string) => string>>;
    }
  | {
      readonly kind: "struct";
      readonly name: string;
      readonly fields: readonly GoField[];
      /** Its String method. */
      readonly text?: (value: unknown) => string;
    }
  | { readonly kind: "pointer"; readonly elem: GoType }
  /** A pointer to a formatter's context: a row of a table, all methods. */
  | { readonly kind: "row"; readonly name: string };

export interface GoField {
  /** Its name in Go and in JSON. */
  readonly go: string;
  readonly json: string;
  readonly type: GoType;
  readonly omitEmpty: boolean;
  /** Its fields count as the outer struct's, in templates and in JSON. */
  readonly embedded: boolean;
}

export interface GoValue {
  readonly type: GoType;
  readonly value: unknown;
}

/** What a row answers with: cells without arguments (they make its JSON) and methods with them. */
export interface Row {
  readonly cells: Readonly<Record<string, () => unknown>>;
  readonly methods?: Readonly<Record<string, (argument: string) => unknown>>;
  /** Cells that read differently in JSON. */
  readonly json?: Readonly<Record<string, () => unknown>>;
}

export const STRING: GoType = { kind: "string", name: "string" };
export const BOOL: GoType = { kind: "bool", name: "bool" };
export const INT: GoType = { kind: "int", name: "int" };
export const INT64: GoType = { kind: "int", name: "int64" };
export const FLOAT: GoType = { kind: "float", name: "float64" };
export const TIME: GoType = { kind: "time" };
export const ANY: GoType = { kind: "any", numbers: "int" };
/** What a JSON decoder with UseNumber makes. */
export const JSON_ANY: GoType = { kind: "any", numbers: "json.Number" };
const JSON_NUMBER: GoType = { kind: "string", name: "json.Number" };

export function sliceOf(elem: GoType, name?: string): GoType {
  return name === undefined ? { kind: "slice", elem } : { kind: "slice", elem, name };
}

export function mapOf(elem: GoType, name?: string, key = "string"): GoType {
  return name === undefined ? { kind: "map", key, elem } : { kind: "map", key, elem, name };
}

export function pointerTo(elem: GoType): GoType {
  return { kind: "pointer", elem };
}

/**
 * A struct from one line per field: `Go`, `Go=json` or `Go?` (omitted when empty); a name that starts with `...` embeds.
 */
export function struct(
  name: string,
  fields: Readonly<Record<string, GoType>>,
  text?: (value: unknown) => string,
): GoType {
  return {
    kind: "struct",
    name,
    ...(text && { text }),
    fields: Object.entries(fields).map(([spec, type]) => {
      const embedded = spec.startsWith("...");
      const omitEmpty = spec.endsWith("?");
      const text = spec.slice(embedded ? 3 : 0, omitEmpty ? -1 : undefined);
      const [go = "", json = go] = text.split("=");
      return { go, json, type, omitEmpty, embedded };
    }),
  };
}

export function goValue(type: GoType, value: unknown): GoValue {
  return { type, value };
}

/** The Go value of a plain one: numbers are ints, objects maps. */
export function fromPlain(value: unknown, any: GoType = ANY): GoValue {
  if (isGoValue(value)) return value;
  switch (typeof value) {
    case "string":
      return goValue(STRING, value);
    case "boolean":
      return goValue(BOOL, value);
    case "number":
    case "bigint":
      if (any.kind === "any" && any.numbers === "json.Number") return goValue(JSON_NUMBER, String(value));
      return goValue(Number.isInteger(Number(value)) ? INT : FLOAT, value);
    default:
      if (value === null || value === undefined) return goValue(any, null);
      return goValue(Array.isArray(value) ? sliceOf(any) : mapOf(any), value);
  }
}

function isGoValue(value: unknown): value is GoValue {
  return typeof value === "object" && value !== null && BRANDED.has(value);
}

const BRANDED = new WeakSet<object>();

/** Marks a Go value that stands inside plain data, so that it keeps its type there. */
export function typed(type: GoType, value: unknown): GoValue {
  const made = goValue(type, value);
  BRANDED.add(made);
  return made;
}

/** An interface's dynamic value; anything else as it is. Undefined for a nil interface. */
export function dynamic(v: GoValue): GoValue | undefined {
  if (v.type.kind !== "any") return v;
  return v.value === null || v.value === undefined ? undefined : fromPlain(v.value, v.type);
}

export function isNil(v: GoValue): boolean {
  const empty = v.value === null || v.value === undefined;
  return empty && ["pointer", "map", "slice", "any"].includes(v.type.kind);
}

/** Follows pointers and interfaces. `nil` when one of them leads nowhere; then the value is that one. */
export function indirect(v: GoValue): { readonly value: GoValue; readonly nil: boolean } {
  let at = v;
  while (at.type.kind === "pointer" || at.type.kind === "any") {
    if (isNil(at)) return { value: at, nil: true };
    at = at.type.kind === "pointer" ? goValue(at.type.elem, at.value) : fromPlain(at.value, at.type);
  }
  return { value: at, nil: false };
}

/** A struct's field by its Go name, its own before an embedded one's. */
export function structField(type: GoType, name: string): readonly GoField[] | undefined {
  if (type.kind !== "struct") return undefined;
  const own = type.fields.find((f) => f.go === name);
  if (own) return [own];
  for (const outer of type.fields.filter((f) => f.embedded)) {
    const inner = structField(outer.type.kind === "pointer" ? outer.type.elem : outer.type, name);
    if (inner) return [outer, ...inner];
  }
  return undefined;
}

/** The value of one field. An embedded struct shares its outer one's object. */
export function fieldValue(v: GoValue, field: GoField): GoValue {
  return goValue(field.type, field.embedded ? v.value : property(v.value, field.json));
}

export function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

export function elements(v: GoValue): readonly GoValue[] {
  if (v.type.kind !== "slice" || !Array.isArray(v.value)) return [];
  const { elem } = v.type;
  return v.value.map((value) => goValue(elem, value));
}

/** A map's entries, sorted by key as Go prints and ranges over them. */
export function entries(v: GoValue): readonly (readonly [string, GoValue])[] {
  if (v.type.kind !== "map" || typeof v.value !== "object" || v.value === null) return [];
  const { elem } = v.type;
  return Object.entries(v.value)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, value]) => [key, goValue(elem, value)] as const);
}

/** Order by code points, as Go's strings compare (UTF-8 keeps that order). */
export function compareText(a: string, b: string): number {
  const x = [...a];
  const y = [...b];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const d = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (d !== 0) return d;
  }
  return x.length - y.length;
}

/** A type as Go's messages name it: `map[string]string`, `*container.Health`, `interface {}`. */
export function typeName(type: GoType): string {
  switch (type.kind) {
    case "any":
      return "interface {}";
    case "time":
      return "time.Time";
    case "slice":
      return type.name ?? `[]${typeName(type.elem)}`;
    case "map":
      return type.name ?? `map[${type.key}]${typeName(type.elem)}`;
    case "pointer":
      return `*${typeName(type.elem)}`;
    case "row":
      return `*${type.name}`;
    default:
      return type.name;
  }
}
