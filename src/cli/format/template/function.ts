import type { GoValue } from "../go/value.ts";

export type Parameter = "any" | "string" | "int" | "[]string";
export type Result = { readonly value: GoValue | undefined } | { readonly error: string };

export interface TemplateFunction {
  readonly parameters: readonly Parameter[];
  /** What further arguments must be. */
  readonly variadic?: Parameter;
  /** `texts` are the arguments as they stood in the template. */
  call(args: readonly (GoValue | undefined)[], texts: readonly string[]): Result;
}

export type Functions = ReadonlyMap<string, TemplateFunction>;
