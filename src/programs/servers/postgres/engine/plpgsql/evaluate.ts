import { settle } from "../analyse/coerce.ts";
import { expression } from "../analyse/expression.ts";
import { type Ex, NO_FRAME, newScope } from "../analyse/scope.ts";
import { contextOf } from "../catalog/names.ts";
import { PgError } from "../error.ts";
import { parseExpression, parseStatement } from "../parse/statement.ts";
import { type Outcome, perform } from "../run/perform.ts";
import { textOf } from "../types/text.ts";
import { T, type Value } from "../types/type.ts";
import type { Sql } from "./ast.ts";
import { convertTo, type Environment, resolveVariable } from "./environment.ts";

/** Sets the variables that expressions see while something is understood or done. */
function within<X>(env: Environment, work: () => X): X {
  const { s } = env;
  const before = s.external;
  s.external = { resolve: (parts, at) => resolveVariable(env, parts, at), strict: true };
  try {
    return work();
  } finally {
    s.external = before;
  }
}

/** An error in a piece of SQL: its place is in that, not in the client's statement. */
function placed<X>(shown: string, work: () => X): X {
  try {
    return work();
  } catch (e) {
    if (e instanceof PgError && e.internal === undefined && e.at !== undefined) e.internal = shown;
    throw e;
  }
}

const compiled = new Map<string, ReturnType<typeof parseExpression>>();

/** The value of an expression, which is read once for all runs. */
export function evaluate(env: Environment, sql: Sql): { readonly value: Value; readonly type: Ex["type"] } {
  const { s } = env;
  return placed(sql.text, () => {
    let ast = compiled.get(sql.text);
    if (!ast) {
      ast = parseExpression(sql.text);
      if (compiled.size > 2000) compiled.clear();
      compiled.set(sql.text, ast);
    }
    const known = ast;
    const checks = s.checks;
    s.checks = [];
    const ex = within(env, () => settle(s, expression(known, newScope(s, undefined))));
    for (const c of s.checks) c();
    s.checks = checks;
    const snap = s.snap;
    s.snap = undefined;
    try {
      return { value: ex.ev(NO_FRAME), type: ex.type };
    } finally {
      s.snap = snap;
    }
  });
}

export const truth = (env: Environment, sql: Sql): boolean => {
  const { value, type } = evaluate(env, sql);
  return convertTo(env.s, value, type, T.bool, []) === true;
};

/** Runs a statement that stands in the body. */
export function query(env: Environment, sql: Sql, text = sql.text): Outcome {
  return placed(text, () => {
    const statement = parseStatement(text);
    if (!statement) throw new PgError("query string argument of EXECUTE is null", "22004");
    return within(env, () => perform(env.s, statement, text));
  });
}

/** EXECUTE's statement: a text that is worked out, with values for `$1`, `$2`. */
export function dynamic(env: Environment, sql: Sql, using: readonly Sql[]): Outcome {
  const { s } = env;
  const { value, type } = evaluate(env, sql);
  if (value === null) throw new PgError("query string argument of EXECUTE is null", "22004");
  const text = textOf(value, type, contextOf(s));
  const given = using.map((u) => evaluate(env, u));
  const [params, types] = [s.params, s.paramTypes];
  s.params = given.map((g) => g.value);
  s.paramTypes = given.map((g) => g.type);
  const before = s.external;
  s.external = undefined;
  try {
    const statement = parseStatement(text);
    if (!statement) throw new PgError("query string argument of EXECUTE is null", "22004");
    return perform(s, statement, text);
  } catch (e) {
    if (e instanceof PgError && e.internal === undefined && e.at !== undefined) e.internal = text;
    throw e;
  } finally {
    s.params = params;
    s.paramTypes = types;
    s.external = before;
  }
}
