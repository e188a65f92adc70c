/** Where a variable lies: in its own function, in one around it, or among the globals. */
export type Variable =
  | { readonly kind: "local"; readonly name: string; readonly slot: number }
  | { readonly kind: "upvalue"; readonly name: string; readonly index: number }
  | { readonly kind: "global"; readonly name: string };

export type Expression =
  | { readonly kind: "constant"; readonly value: undefined | boolean | number | string }
  | { readonly kind: "variable"; readonly variable: Variable; readonly line: number }
  | { readonly kind: "varargs" }
  | { readonly kind: "function"; readonly body: FunctionBody }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression; readonly line: number }
  | { readonly kind: "call"; readonly of: Expression; readonly args: readonly Expression[]; readonly line: number }
  | {
      readonly kind: "method";
      readonly of: Expression;
      readonly name: string;
      readonly args: readonly Expression[];
      readonly line: number;
    }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly line: number;
    }
  | { readonly kind: "unary"; readonly operator: string; readonly of: Expression; readonly line: number }
  /** One value only. */
  | { readonly kind: "group"; readonly of: Expression }
  | {
      readonly kind: "table";
      readonly items: readonly Expression[];
      readonly pairs: readonly (readonly [Expression, Expression])[];
      readonly line: number;
    };

export type Target = Extract<Expression, { kind: "variable" | "index" }>;

export type Statement =
  | { readonly kind: "local"; readonly slots: readonly number[]; readonly values: readonly Expression[] }
  | { readonly kind: "local function"; readonly slot: number; readonly body: FunctionBody }
  | { readonly kind: "assign"; readonly targets: readonly Target[]; readonly values: readonly Expression[] }
  | { readonly kind: "call"; readonly call: Expression }
  | { readonly kind: "do"; readonly body: readonly Statement[] }
  | { readonly kind: "while"; readonly condition: Expression; readonly body: readonly Statement[] }
  | { readonly kind: "repeat"; readonly body: readonly Statement[]; readonly condition: Expression }
  | {
      readonly kind: "if";
      readonly branches: readonly (readonly [Expression, readonly Statement[]])[];
      readonly otherwise: readonly Statement[] | undefined;
    }
  | {
      readonly kind: "for";
      readonly slot: number;
      readonly from: Expression;
      readonly to: Expression;
      readonly step: Expression | undefined;
      readonly body: readonly Statement[];
      readonly line: number;
    }
  | {
      readonly kind: "for in";
      readonly slots: readonly number[];
      readonly values: readonly Expression[];
      readonly body: readonly Statement[];
      readonly line: number;
    }
  | { readonly kind: "return"; readonly values: readonly Expression[] }
  | { readonly kind: "break" };

export interface FunctionBody {
  readonly parameters: readonly number[];
  readonly variadic: boolean;
  readonly slots: number;
  /** What it takes from the function around it when it is made. */
  readonly captured: readonly { readonly from: "local" | "upvalue"; readonly index: number }[];
  readonly body: readonly Statement[];
}
