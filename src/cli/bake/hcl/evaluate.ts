import { Diagnostic } from "./diagnostic.ts";
import type { Expression } from "./syntax.ts";
import { asNumber, asText, asTruth, equalValues, isList, isObject, typeName, type Value } from "./value.ts";

/** What an expression sees. */
export interface Scope {
  /** Undefined when there is none of that name. */
  variable(name: string): Value | undefined;
  /** Throws FunctionFailed. */
  call(name: string, args: readonly Value[]): Value;
  /** Names that are near: ` Did you mean "x"?`, or nothing. */
  hint(kind: "variable" | "function", name: string): string | undefined;
  readonly knows: (functionName: string) => boolean;
}

/** What a function has to say against its arguments. */
export class FunctionFailed extends Error {
  override readonly name = "FunctionFailed";
}

/** The evaluator meets such a mistake twice, and says so. */
const AGAIN = ", and 1 other diagnostic(s)";

export function evaluate(e: Expression, scope: Scope): Value {
  switch (e.kind) {
    case "literal":
      return e.value;
    case "template":
      return e.parts.map((part) => text(part, evaluate(part, scope))).join("");
    case "variable": {
      const value = scope.variable(e.name);
      if (value !== undefined) return value;
      const hint = scope.hint("variable", e.name);
      throw new Diagnostic(
        e.range,
        "Unknown variable",
        `There is no variable named ${JSON.stringify(e.name)}.${hint ?? ""}${AGAIN}`,
      );
    }
    case "list":
      return e.items.map((item) => evaluate(item, scope));
    case "object":
      return new Map(e.entries.map(([k, v]) => [text(k, evaluate(k, scope)), evaluate(v, scope)]));
    case "call":
      return call(e, scope);
    case "index":
      return index(e, evaluate(e.of, scope), evaluate(e.key, scope));
    case "conditional":
      return evaluate(truth(e.test, scope) ? e.yes : e.no, scope);
    case "unary":
      return e.operator === "!" ? !truth(e.of, scope) : -number(e.of, scope, "operand");
    case "binary":
      return binary(e, scope);
    case "for":
      return comprehension(e, scope);
  }
}

function text(e: Expression, value: Value): string {
  const shown = asText(value);
  if (shown !== undefined) return shown;
  const what =
    value === null
      ? "The expression result is null. Cannot include a null value in a string template."
      : `Cannot include the given value in a string template: string required.`;
  throw new Diagnostic(e.range, "Invalid template interpolation value", what);
}

function truth(e: Expression, scope: Scope): boolean {
  const value = asTruth(evaluate(e, scope));
  if (value === undefined)
    throw new Diagnostic(e.range, "Incorrect condition type", "The condition expression must be of type bool.");
  return value;
}

function number(e: Expression, scope: Scope, side: string): number {
  const value = asNumber(evaluate(e, scope));
  if (value === undefined)
    throw new Diagnostic(e.range, "Invalid operand", `Unsuitable value for ${side}: a number is required.`);
  return value;
}

function binary(e: Extract<Expression, { kind: "binary" }>, scope: Scope): Value {
  const { operator } = e;
  if (operator === "&&") return truth(e.left, scope) && truth(e.right, scope);
  if (operator === "||") return truth(e.left, scope) || truth(e.right, scope);
  if (operator === "==" || operator === "!=") {
    return equalValues(evaluate(e.left, scope), evaluate(e.right, scope)) === (operator === "==");
  }
  const [a, b] = [number(e.left, scope, "left operand"), number(e.right, scope, "right operand")];
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    default:
      if (b === 0) throw new Diagnostic(e.range, "Division by zero", "The dividend is not a divisor of the divisor.");
      return operator === "/" ? a / b : a % b;
  }
}

function call(e: Extract<Expression, { kind: "call" }>, scope: Scope): Value {
  if (!scope.knows(e.name)) {
    const hint = scope.hint("function", e.name);
    throw new Diagnostic(
      e.range,
      "Call to unknown function",
      `There is no function named ${JSON.stringify(e.name)}.${hint ?? ""}${AGAIN}`,
    );
  }
  const args = e.args.map((a) => evaluate(a, scope));
  const last = args.at(-1);
  if (e.spread && last !== undefined && isList(last)) args.splice(-1, 1, ...last);
  try {
    return scope.call(e.name, args);
  } catch (error) {
    if (!(error instanceof FunctionFailed)) throw error;
    throw new Diagnostic(
      e.range,
      "Error in function call",
      `Call to function ${JSON.stringify(e.name)} failed: ${error.message}.`,
    );
  }
}

function index(e: Extract<Expression, { kind: "index" }>, of: Value, key: Value): Value {
  if (isObject(of)) {
    const found = of.get(asText(key) ?? "");
    if (found !== undefined) return found;
    throw new Diagnostic(
      e.range,
      "Unsupported attribute",
      `This object does not have an attribute named ${JSON.stringify(asText(key))}.`,
    );
  }
  if (isList(of)) {
    const found = of[asNumber(key) ?? -1];
    if (found !== undefined) return found;
    throw new Diagnostic(
      e.range,
      "Invalid index",
      "The given key does not identify an element in this collection value.",
    );
  }
  throw new Diagnostic(e.range, "Invalid index", `This value does not have any indices: it is a ${typeName(of)}.`);
}

function comprehension(e: Extract<Expression, { kind: "for" }>, scope: Scope): Value {
  const of = evaluate(e.of, scope);
  const entries: (readonly [Value, Value])[] = isList(of)
    ? of.map((v, i) => [i, v] as const)
    : isObject(of)
      ? [...of].sort(([a], [b]) => (a < b ? -1 : 1))
      : [];
  const list: Value[] = [];
  const object = new Map<string, Value>();
  for (const [k, v] of entries) {
    const [first = "", second] = e.names;
    const inner: Scope = {
      ...scope,
      variable: (name) => {
        if (second === undefined) return name === first ? v : scope.variable(name);
        return name === first ? k : name === second ? v : scope.variable(name);
      },
    };
    if (e.where && !truth(e.where, inner)) continue;
    if (e.key) object.set(text(e.key, evaluate(e.key, inner)), evaluate(e.value, inner));
    else list.push(evaluate(e.value, inner));
  }
  return e.key ? object : list;
}
