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
import { typeOf, type Value } from "../values/value.ts";
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
};

/** What MySQL alone has, or has in a way of its own. */
const mysqlOnly: Readonly<Record<string, Fn>> = { ...mysqlStrings, ...mysqlDates, ...mysqlJson, ...mysqlOthers };

/** Functions that only one of the two servers has. */
const POSTGRES_ONLY =
  /^(to_(char|date|timestamp|json|jsonb)|date_(trunc|part)|age|make_date|initcap|split_part|strpos|starts_with|btrim|chr|trunc|random|gen_random_uuid|uuid_generate_v4|clock_timestamp|statement_timestamp|string_to_array|array_.*|cardinality|pg_.*|current_(schema|setting|database)|(json|jsonb)_(build_object|array_length|typeof|build_array)|row_to_json|nextval|currval|setval|lastval|quote_(literal|ident)|cbrt)$/;
const MYSQL_ONLY =
  /^(isnull|date_(format|add|sub)|curdate|curtime|utc_.*|datediff|adddate|subdate|timestamp(diff|add)|year|month|day|dayof(month|week|year)|(day|month)name|weekday|week|quarter|hour|minute|second|last_day|unix_timestamp|from_unixtime|str_to_date|rand|uuid|database|schema|last_insert_id|row_count|connection_id|system_user|instr|locate|lcase|ucase|mid|substring_index|field|elt|find_in_set|hex|bin|truncate|sleep|sysdate|date|json_(extract|object|array|unquote|contains|length|keys|valid|type)|sha1|sha2|space|strcmp|values)$/;

export function callFunction(e: Call, s: Scope, evaluate: (e: Expression, s: Scope) => Value): Value {
  const { dialect } = s.session;
  switch (e.name) {
    case "coalesce":
    case "ifnull": {
      if (e.name === "ifnull" && dialect === "postgres") break;
      for (const a of e.args) {
        const value = evaluate(a, s);
        if (value !== null) return value;
      }
      return null;
    }
    case "if": {
      if (dialect === "postgres") break;
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
  const own = dialect === "mysql" && Object.hasOwn(mysqlOnly, e.name) ? mysqlOnly[e.name] : undefined;
  const fn = own ?? (Object.hasOwn(all, e.name) ? all[e.name] : undefined);
  const foreign = (dialect === "postgres" ? MYSQL_ONLY : POSTGRES_ONLY).test(e.name);
  const args = e.args.map((a) => evaluate(a, s));
  if (!fn || foreign) throw unknown(e, args, s);
  return fn(args, s);
}

/** `@name`, and `@name := value`. */
function userVariable(e: Call, s: Scope, evaluate: (e: Expression, s: Scope) => Value): Value {
  const name = e.name.slice(1);
  const [given] = e.args;
  if (given) s.session.userVariables.set(name, evaluate(given, s));
  return s.session.userVariables.get(name) ?? null;
}

const SETS =
  /^(generate_series|unnest|regexp_matches|regexp_split_to_table|json_each|jsonb_each|jsonb_array_elements|json_array_elements|jsonb_array_elements_text)$/;

function unknown(e: Call, args: readonly Value[], s: Scope): SqlError {
  if (s.session.dialect === "mysql")
    return s.session.database === undefined
      ? new SqlError("No database selected", "3D000", 1046)
      : new SqlError(`FUNCTION ${s.session.database}.${e.name} does not exist`, "42000", 1305);
  if (SETS.test(e.name)) return new SqlError(`drydock: ${e.name} outside of FROM is not simulated`, "0A000", 1235);
  const types = args.map((a, i) => (e.args[i]?.kind === "literal" && typeof a === "string" ? "unknown" : typeOf(a)));
  return new SqlError(
    `function ${e.name}(${types.join(", ")}) does not exist`,
    "42883",
    1305,
    e.at,
    undefined,
    "No function matches the given name and argument types. You might need to add explicit type casts.",
  );
}
