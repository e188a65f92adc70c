import type { Call, Expression } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { mysqlDates } from "../mysql/functions-dates.ts";
import { mysqlJson } from "../mysql/functions-json.ts";
import { mysqlOthers } from "../mysql/functions-other.ts";
import { mysqlStrings } from "../mysql/functions-strings.ts";
import { variableValue } from "../mysql/variables.ts";
import { wholeOf } from "../run/operators.ts";
import type { Scope } from "../run/scope.ts";
import { toNumber, truth } from "../values/compare.ts";
import type { Value } from "../values/value.ts";
import { dateFunctions } from "./dates.ts";
import type { Fn } from "./function.ts";
import { jsonFunctions } from "./json-functions.ts";
import { mathFunctions } from "./math.ts";
import { stringFunctions } from "./strings.ts";
import { systemFunctions } from "./system.ts";

const all: Readonly<Record<string, Fn>> = {
  ...stringFunctions,
  ...mathFunctions,
  ...dateFunctions,
  ...jsonFunctions,
  ...systemFunctions,
  ...mysqlStrings,
  ...mysqlDates,
  ...mysqlJson,
  ...mysqlOthers,
};

export function callFunction(e: Call, s: Scope, evaluate: (e: Expression, s: Scope) => Value): Value {
  switch (e.name) {
    case "coalesce":
    case "ifnull": {
      for (const a of e.args) {
        const value = evaluate(a, s);
        if (value !== null) return value;
      }
      return null;
    }
    case "if": {
      const [test, yes, no] = e.args;
      if (!test || !yes || !no) break;
      const value = evaluate(test, s);
      return evaluate(value !== null && truth(value) ? yes : no, s);
    }
    default:
  }
  if (e.name === "~") {
    const [of] = e.args;
    const v = of ? evaluate(of, s) : null;
    return v === null ? null : wholeOf(BigInt.asUintN(64, ~BigInt(Math.round(toNumber(v)))));
  }
  if (e.name.startsWith("@@")) return variableValue(s.session, e.name.slice(2), e.args.length > 0);
  if (e.name.startsWith("@")) return userVariable(e, s, evaluate);
  const fn = Object.hasOwn(all, e.name) ? all[e.name] : undefined;
  const args = e.args.map((a) => evaluate(a, s));
  if (!fn) throw unknown(e, s);
  return fn(args, s);
}

/** `@name`, and `@name := value`. */
function userVariable(e: Call, s: Scope, evaluate: (e: Expression, s: Scope) => Value): Value {
  const name = e.name.slice(1);
  const [given] = e.args;
  if (given) s.session.userVariables.set(name, evaluate(given, s));
  return s.session.userVariables.get(name) ?? null;
}

function unknown(e: Call, s: Scope): SqlError {
  return s.session.database === undefined
    ? new SqlError("No database selected", "3D000", 1046)
    : new SqlError(`FUNCTION ${s.session.database}.${e.name} does not exist`, "42000", 1305);
}
