import type { Expression } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { expressionText } from "../mysql/expression-text.ts";
import type { Value } from "../values/value.ts";
import { resolve, type Scope } from "./scope.ts";
import { shapeOf } from "./shape.ts";

/** MySQL: whole numbers of which one has no sign make one without: below nothing there is none. */
export function checkUnsigned(e: Extract<Expression, { kind: "binary" }>, value: Value, s: Scope): void {
  if (!/^[-+*]$/.test(e.operator)) return;
  if (!((typeof value === "number" || typeof value === "bigint") && value < 0)) return;
  const types = [shapeOf(e.left, s).type, shapeOf(e.right, s).type];
  if (!types.every((t) => /^(tiny|small|medium|big)?int\b/.test(t)) || !types.some((t) => / unsigned/.test(t))) return;
  const text = expressionText(
    e,
    (c) => {
      const alias = resolve(c, s)?.bound.alias;
      return [s.session.database, alias, c.name].map((n) => (n ? `\`${n}\`` : "")).join(".");
    },
    "",
  );
  throw new SqlError(`BIGINT UNSIGNED value is out of range in '${text}'`, "22003", 1690);
}
