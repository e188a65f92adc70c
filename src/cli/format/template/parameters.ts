import { dynamic, type GoType, type GoValue, goValue, INT, STRING, typeName } from "../go/value.ts";
import type { Parameter } from "./function.ts";
import { type Operand, operandText } from "./nodes.ts";

type Typed = Exclude<Parameter, "any">;

export const PARAMETER_TYPES: Readonly<Record<Typed, GoType>> = {
  string: STRING,
  int: INT,
  "[]string": { kind: "slice", elem: STRING },
};

/** A literal for a parameter; what Go says against it; undefined when the operand is no literal. */
export function literalParameter(node: Operand, parameter: Typed): GoValue | string | undefined {
  switch (node.kind) {
    case "nil":
      if (parameter === "[]string") return goValue(PARAMETER_TYPES[parameter], null);
      return `cannot assign nil to ${typeName(PARAMETER_TYPES[parameter])}`;
    case "string":
      if (parameter === "string") return goValue(STRING, node.value);
      break;
    case "number":
      if (parameter === "int" && Number.isInteger(node.value)) return goValue(INT, node.value);
      break;
    case "bool":
      break;
    default:
      return undefined;
  }
  if (parameter === "[]string") return `can't handle ${operandText(node)} for arg of type []string`;
  return `expected ${parameter === "int" ? "integer" : parameter}; found ${operandText(node)}`;
}

/** A computed value for a parameter, or what Go says against it. */
export function fitParameter(value: GoValue | undefined, parameter: Typed): GoValue | string {
  const type = PARAMETER_TYPES[parameter];
  const expected = typeName(type);
  if (!value) return parameter === "[]string" ? goValue(type, null) : `invalid value; expected ${expected}`;
  const inner = dynamic(value);
  if (!inner) return `wrong type for value; expected ${expected}; got interface {}`;
  if (isAssignable(inner.type, parameter)) return inner;
  if (inner.type.kind === "pointer" && inner.value !== null && isAssignable(inner.type.elem, parameter)) {
    return goValue(inner.type.elem, inner.value);
  }
  return `wrong type for value; expected ${expected}; got ${typeName(inner.type)}`;
}

/** Named types of the same shape are not assignable in Go, but a named slice is to an unnamed one. */
function isAssignable(type: GoType, parameter: Typed): boolean {
  if (parameter === "[]string") {
    return type.kind === "slice" && type.elem.kind === "string" && type.elem.name === "string";
  }
  return (type.kind === "string" || type.kind === "int") && type.name === parameter;
}
