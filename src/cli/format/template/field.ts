import { goQuote } from "../../grammar/parse.ts";
import {
  fieldValue,
  fromPlain,
  type GoValue,
  goValue,
  indirect,
  isNil,
  property,
  type Row,
  structField,
  typeName,
} from "../go/value.ts";

/**
 * `.name` of a value: a row's method, a struct's field, or a map's entry. Gives the value (undefined: a map has no such
 * entry), or what Go says against it. `args` computes the arguments that stood behind it, `given` is how many.
 */
export function evalField(
  receiver: GoValue | undefined,
  name: string,
  args: () => readonly (GoValue | undefined)[],
  given: number,
  missingKey: "default" | "error",
): { readonly value: GoValue | undefined } | string {
  if (!receiver) {
    if (missingKey === "error") return `nil data; no entry for key ${goQuote(name)}`;
    return { value: undefined };
  }
  const { value: at, nil } = indirect(receiver);
  if (nil && at.type.kind === "any") return `nil pointer evaluating ${typeName(receiver.type)}.${name}`;
  const { type } = at;
  if (type.kind === "row") return rowMethod(at, name, args, given);
  if (type.kind === "struct") {
    const path = structField(type, name);
    if (path) {
      if (given > 0) return `${name} has arguments but cannot be invoked as function`;
      let value = at;
      for (const field of path) value = fieldValue(isStructPointer(value) ? indirect(value).value : value, field);
      return { value };
    }
  }
  if (type.kind === "map" && type.key === "string") {
    const method = type.methods && Object.hasOwn(type.methods, name) ? type.methods[name] : undefined;
    if (method && given === 1) return { value: fromPlain(method(String(args()[0]?.value ?? ""))) };
    if (given > 0) return `${name} is not a method but has arguments`;
    const entry = isNil(at) ? undefined : property(at.value, name);
    const has = at.value !== null && Object.hasOwn(Object(at.value), name) && entry !== undefined;
    if (has) return { value: goValue(type.elem, entry) };
    return missingKey === "error" ? `map has no entry for key ${goQuote(name)}` : { value: undefined };
  }
  if (type.kind === "pointer" && nil && structField(type.elem, name)) {
    return `nil pointer evaluating ${typeName(type)}.${name}`;
  }
  return `can't evaluate field ${name} in type ${typeName(receiver.type)}`;
}

function isStructPointer(v: GoValue): boolean {
  return v.type.kind === "pointer";
}

function rowMethod(
  at: GoValue,
  name: string,
  args: () => readonly (GoValue | undefined)[],
  given: number,
): { readonly value: GoValue | undefined } | string {
  const { cells, methods } = at.value as Row;
  const cell = Object.hasOwn(cells, name) ? cells[name] : undefined;
  if (cell) {
    if (given > 0) return `wrong number of args for ${name}: want 0 got ${given}`;
    return { value: fromPlain(cell()) };
  }
  const method = methods && Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) return `can't evaluate field ${name} in type ${typeName(at.type)}`;
  if (given !== 1) return `wrong number of args for ${name}: want 1 got ${given}`;
  const [argument] = args();
  return { value: fromPlain(method(String(argument?.value ?? ""))) };
}
