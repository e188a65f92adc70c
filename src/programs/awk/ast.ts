// An awk program, parsed.

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  /** Alone it means `$0 ~ /re/`. */
  | { readonly kind: "regex"; readonly pattern: string }
  | Place
  | { readonly kind: "group"; readonly body: Expression }
  | { readonly kind: "assign"; readonly operator: string; readonly target: Place; readonly value: Expression }
  | {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: "and" | "or" | "concat"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "in"; readonly subscripts: readonly Expression[]; readonly array: string }
  | { readonly kind: "match"; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "compare"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "arithmetic"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "not" | "minus" | "plus"; readonly body: Expression }
  | { readonly kind: "increment"; readonly by: 1 | -1; readonly before: boolean; readonly target: Place }
  | { readonly kind: "builtin"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: "getline";
      readonly from: "input" | "file" | "command";
      readonly source: Expression | undefined;
      readonly target: Place | undefined;
    };

/** What can be assigned to. */
export type Place =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "element"; readonly array: string; readonly subscripts: readonly Expression[] }
  | { readonly kind: "field"; readonly index: Expression };

export interface Redirection {
  readonly kind: ">" | ">>" | "|";
  readonly target: Expression;
}

export type Statement =
  | { readonly kind: "block"; readonly body: readonly Statement[] }
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "print" | "printf"; readonly args: readonly Expression[]; readonly to: Redirection | undefined }
  | {
      readonly kind: "if";
      readonly test: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | undefined;
    }
  | { readonly kind: "while"; readonly test: Expression; readonly body: Statement }
  | { readonly kind: "do"; readonly body: Statement; readonly test: Expression }
  | {
      readonly kind: "for";
      readonly init: Statement | undefined;
      readonly test: Expression | undefined;
      readonly step: Statement | undefined;
      readonly body: Statement;
    }
  | { readonly kind: "forIn"; readonly variable: string; readonly array: string; readonly body: Statement }
  | { readonly kind: "delete"; readonly array: string; readonly subscripts: readonly Expression[] | undefined }
  | { readonly kind: "next" | "nextfile" | "break" | "continue" }
  | { readonly kind: "exit" | "return"; readonly value: Expression | undefined };

export interface Rule {
  readonly when: "begin" | "end" | "always" | "pattern" | "range";
  readonly pattern: Expression | undefined;
  readonly until: Expression | undefined;
  /** undefined: print the record. */
  readonly body: Statement | undefined;
}

export interface AwkFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface AwkProgram {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, AwkFunction>;
}

/** A program that does not parse; the place is a line, from 1. */
export class AwkSyntaxError extends Error {
  override readonly name = "AwkSyntaxError";
  constructor(
    message: string,
    readonly line: number,
    /** mawk leaves out the word `line` for what its scanner finds. */
    readonly place: "line" | "bare" = "line",
  ) {
    super(message);
  }
}
