import type { Node } from "./ast.ts";
import type { JqValue } from "./value.ts";

/** What names mean at a place: a chain of bindings, the innermost first. */
export type Scope =
  | undefined
  | { readonly kind: "variable"; readonly name: string; readonly value: JqValue; readonly outer: Scope }
  | { readonly kind: "function"; readonly key: string; readonly closure: Closure; readonly outer: Scope }
  | { readonly kind: "label"; readonly name: string; readonly id: object; readonly outer: Scope };

/** A filter with the scope it was written in; a definition sees itself too. */
export interface Closure {
  readonly parameters: readonly string[];
  readonly body: Node;
  readonly scope: () => Scope;
}

export function bindVariable(outer: Scope, name: string, value: JqValue): Scope {
  return { kind: "variable", name, value, outer };
}

export function lookUpVariable(scope: Scope, name: string): JqValue | undefined {
  for (let s = scope; s; s = s.outer) if (s.kind === "variable" && s.name === name) return s.value;
  return undefined;
}

export function lookUpFunction(scope: Scope, key: string): Closure | undefined {
  for (let s = scope; s; s = s.outer) if (s.kind === "function" && s.key === key) return s.closure;
  return undefined;
}

export function lookUpLabel(scope: Scope, name: string): object | undefined {
  for (let s = scope; s; s = s.outer) if (s.kind === "label" && s.name === name) return s.id;
  return undefined;
}

/** Adds a definition that may call itself. */
export function defineFunction(outer: Scope, name: string, parameters: readonly string[], body: Node): Scope {
  const scope: Scope = {
    kind: "function",
    key: `${name}/${parameters.length}`,
    closure: { parameters, body, scope: () => scope },
    outer,
  };
  return scope;
}
