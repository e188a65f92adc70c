import { decode, encode } from "../../../std/text.ts";
import { goString } from "../go/print.ts";
import {
  elements,
  entries,
  type GoType,
  type GoValue,
  goValue,
  INT,
  indirect,
  isNil,
  property,
  sliceOf,
  typeName,
} from "../go/value.ts";

type Result = { readonly value: GoValue | undefined } | { readonly error: string };
type Args = readonly (GoValue | undefined)[];

const NO_VALUE = "reflect: call of reflect.Value.Type on zero Value";

/** `len`: of a text in bytes, of a slice or map in elements. */
export function length([item]: Args): Result {
  if (!item) return { error: NO_VALUE };
  const { value, nil } = indirect(item);
  if (nil) return { error: "len of nil pointer" };
  const n = size(value);
  return n === undefined ? { error: `len of type ${typeName(value.type)}` } : { value: goValue(INT, n) };
}

function size(v: GoValue): number | undefined {
  switch (v.type.kind) {
    case "string":
      return encode(goString(v)).length;
    case "slice":
      return elements(v).length;
    case "map":
      return entries(v).length;
    default:
      return undefined;
  }
}

/** An interface with nothing in it: a null of JSON. */
function isUntypedNil(item: GoValue): boolean {
  return item.type.kind === "any" && isNil(item);
}

/** `index X 1 "a" …`: steps into slices, texts (bytes) and maps; a missing key gives the zero value. */
export function index([item, ...keys]: Args): Result {
  if (!item || isUntypedNil(item)) return { error: "index of untyped nil" };
  let at: GoValue = item;
  for (const key of keys) {
    const { value, nil } = indirect(at);
    if (nil) return { error: "index of nil pointer" };
    const k = key && indirect(key);
    const given = k && !k.nil ? k.value : undefined;
    if (value.type.kind === "slice" || value.type.kind === "string") {
      const i = position(given, size(value) ?? 0, "cannot index slice/array with");
      if (typeof i === "string") return { error: i };
      // Go's own check lets the length pass; then reflect refuses it.
      if (i === size(value)) return { error: `reflect: ${value.type.kind} index out of range` };
      at =
        value.type.kind === "slice"
          ? (elements(value)[i] ?? goValue(INT, 0))
          : goValue({ kind: "int", name: "uint8" }, encode(goString(value))[i]);
    } else if (value.type.kind === "map") {
      const wanted = value.type.key;
      if (!given) return { error: `value is nil; should be of type ${wanted}` };
      if (typeName(given.type) !== wanted) {
        return { error: `value has type ${typeName(given.type)}; should be ${wanted}` };
      }
      const found = isNil(value) ? undefined : property(value.value, goString(given));
      at = found === undefined ? zero(value.type.elem) : goValue(value.type.elem, found);
    } else return { error: `can't index item of type ${typeName(value.type)}` };
  }
  return { value: at };
}

function zero(type: GoType): GoValue {
  return goValue(type, type.kind === "string" ? "" : type.kind === "bool" ? false : type.kind === "int" ? 0 : null);
}

function position(key: GoValue | undefined, length: number, cannot: string): number | string {
  if (!key) return `${cannot} nil`;
  if (key.type.kind !== "int") return `${cannot} type ${typeName(key.type)}`;
  const i = Number(key.value);
  return i < 0 || i > length ? `index out of range: ${i}` : i;
}

/** `slice X 1 2`: a part of a slice or of a text (by bytes). */
export function slice([item, ...indexes]: Args): Result {
  if (!item || isUntypedNil(item)) return { error: "slice of untyped nil" };
  const { value, nil } = indirect(item);
  if (nil) return { error: "slice of nil pointer" };
  if (indexes.length > 3) return { error: `too many slice indexes: ${indexes.length}` };
  const n = size(value);
  if (n === undefined || value.type.kind === "map")
    return { error: `can't slice item of type ${typeName(value.type)}` };
  if (indexes.length === 3 && value.type.kind === "string") return { error: "cannot 3-index slice a string" };
  const bounds: number[] = [];
  for (const i of indexes) {
    const at = position(i && indirect(i).value, n, "cannot index slice/array with");
    if (typeof at === "string") return { error: at };
    bounds.push(at);
  }
  const [from = 0, to = n] = bounds;
  if (from > to) return { error: `invalid slice index: ${from} > ${to}` };
  if (value.type.kind === "string") {
    const cut = encode(goString(value)).subarray(from, to);
    return { value: goValue(value.type, decode(cut)) };
  }
  const list = Array.isArray(value.value) ? value.value.slice(from, to) : [];
  return { value: goValue(value.type.kind === "slice" ? value.type : sliceOf(value.type), list) };
}

/** `call`: nothing that a template of Docker's sees can be called. */
export function call([item]: Args, texts: readonly string[]): Result {
  if (!item) return { error: "call of nil" };
  return { error: `non-function ${texts[0] ?? ""} of type ${typeName(indirect(item).value.type)}` };
}
