import type { Range } from "./diagnostic.ts";

/** An expression of HCL. */
export type Expression = { readonly range: Range } & (
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly parts: readonly Expression[] }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly spread: boolean }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression }
  | {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly kind: "unary"; readonly operator: string; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "for";
      readonly names: readonly string[];
      readonly of: Expression;
      /** Of an object: its keys. */
      readonly key: Expression | undefined;
      readonly value: Expression;
      readonly where: Expression | undefined;
    }
);

export interface Attribute {
  readonly name: string;
  readonly nameRange: Range;
  readonly value: Expression;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly { readonly text: string; readonly range: Range }[];
  /** Of its opening brace. */
  readonly open: Range;
  readonly body: Body;
}

export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}
