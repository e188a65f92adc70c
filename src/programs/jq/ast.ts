import type { JqValue } from "./value.ts";

export interface Place {
  /** Offsets into the filter's text. */
  readonly start: number;
  readonly end: number;
}

export type Pattern =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "array"; readonly items: readonly Pattern[] }
  | {
      readonly kind: "object";
      readonly entries: readonly {
        readonly key: Node;
        readonly name: string | undefined;
        readonly pattern: Pattern | undefined;
      }[];
    };

export interface FunctionDefinition {
  readonly name: string;
  /** `$x` for a parameter that is taken as a value. */
  readonly parameters: readonly string[];
  readonly body: Node;
}

export type Node =
  | { readonly kind: "identity" }
  | { readonly kind: "recurse" }
  | { readonly kind: "literal"; readonly value: JqValue }
  | { readonly kind: "format"; readonly format: string }
  /** Texts and filters in turn; each filter's results go through the format. */
  | { readonly kind: "string"; readonly format: string | undefined; readonly parts: readonly (string | Node)[] }
  | { readonly kind: "index"; readonly target: Node; readonly index: Node }
  | { readonly kind: "slice"; readonly target: Node; readonly from: Node | undefined; readonly to: Node | undefined }
  | { readonly kind: "iterate"; readonly target: Node }
  | { readonly kind: "try"; readonly body: Node; readonly handler: Node | undefined }
  | { readonly kind: "array"; readonly body: Node | undefined }
  | { readonly kind: "object"; readonly entries: readonly { readonly key: Node; readonly value: Node }[] }
  | { readonly kind: "negate"; readonly body: Node }
  | { readonly kind: "pipe"; readonly left: Node; readonly right: Node }
  | { readonly kind: "comma"; readonly left: Node; readonly right: Node }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: "and" | "or" | "alternative"; readonly left: Node; readonly right: Node }
  | { readonly kind: "assign"; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: "if"; readonly condition: Node; readonly then: Node; readonly otherwise: Node | undefined }
  | {
      readonly kind: "reduce";
      readonly source: Node;
      readonly pattern: Pattern;
      readonly init: Node;
      readonly update: Node;
    }
  | {
      readonly kind: "foreach";
      readonly source: Node;
      readonly pattern: Pattern;
      readonly init: Node;
      readonly update: Node;
      readonly extract: Node | undefined;
    }
  | { readonly kind: "bind"; readonly source: Node; readonly patterns: readonly Pattern[]; readonly body: Node }
  | { readonly kind: "variable"; readonly name: string; readonly place: Place }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[]; readonly place: Place }
  | { readonly kind: "define"; readonly definition: FunctionDefinition; readonly body: Node }
  | { readonly kind: "label"; readonly name: string; readonly body: Node }
  | { readonly kind: "break"; readonly name: string; readonly place: Place };

/** A filter that does not parse or names what is not there. */
export class CompileError extends Error {
  override readonly name = "CompileError";
  constructor(
    message: string,
    readonly place: Place,
  ) {
    super(message);
  }
}
