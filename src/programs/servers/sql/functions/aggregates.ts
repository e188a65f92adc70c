import type { Call, Expression } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { sortRows } from "../run/order.ts";
import type { Scope } from "../run/scope.ts";
import { decimalOf, spaced } from "../values/cast.ts";
import { compare, isNumber, keyOf, toNumber, truth } from "../values/compare.ts";
import {
  addDecimals,
  divideDecimals,
  divideTo,
  multiplyDecimals,
  negated,
  ofWhole,
  squareRoot,
} from "../values/decimal.ts";
import { show } from "../values/show.ts";
import { Decimal, type Dialect, Float, Interval, Json, List, type Value } from "../values/value.ts";
import { plainJson } from "./json.ts";

export const AGGREGATES = new Set(
  "count sum avg min max group_concat string_agg array_agg json_agg jsonb_agg json_object_agg jsonb_object_agg json_arrayagg json_objectagg bit_and bit_or bit_xor bool_and bool_or every any_value stddev stddev_samp stddev_pop variance var_samp var_pop std".split(
    " ",
  ),
);

type Evaluate = (e: Expression, s: Scope) => Value;

/** An aggregate function over the group that a scope stands for. */
export function aggregate(e: Call, s: Scope, evaluate: Evaluate): Value {
  const { dialect } = s.session;
  const { group } = s;
  if (!group) {
    if (dialect === "mysql") throw new SqlError("Invalid use of group function", "HY000", 1111);
    throw new SqlError(
      `aggregate functions are not allowed in ${s.part === "where clause" ? "WHERE" : "this place"}`,
      "42803",
      1111,
      e.at,
    );
  }
  // Its arguments see single rows: an aggregate within an aggregate finds no group.
  let rows: readonly Scope[] = group.map(({ group: _none, ...row }) => row);
  if (e.filter) {
    const { filter } = e;
    rows = rows.filter((r) => {
      const v = evaluate(filter, r);
      return v !== null && truth(v);
    });
  }
  if (e.orderBy.length) rows = sortRows(rows, (r) => e.orderBy.map((o) => evaluate(o.by, r)), e.orderBy, dialect);
  return over(e, rows, evaluate, dialect);
}

/** The same over any rows: what a window function sees. */
export function over(e: Call, rows: readonly Scope[], evaluate: Evaluate, dialect: Dialect): Value {
  const [argument] = e.args;
  if (e.name === "count" && (argument === undefined || argument.kind === "star")) return rows.length;
  if (argument === undefined) {
    if (dialect === "mysql") throw new SqlError("You have an error in your SQL syntax", "42000", 1064);
    throw new SqlError(
      `function ${e.name}() does not exist`,
      "42883",
      1064,
      e.at,
      undefined,
      "No function matches the given name and argument types. You might need to add explicit type casts.",
    );
  }
  const pairs = rows.map((r) => [evaluate(argument, r), e.args[1] ? evaluate(e.args[1], r) : null] as const);
  let values = pairs.map(([v]) => v);
  if (e.distinct) {
    const seen = new Set<string>();
    values = values.filter((v) => {
      const key = keyOf(v, dialect);
      return seen.has(key) ? false : seen.add(key) !== undefined;
    });
  }
  const known = values.filter((v) => v !== null);
  const text = (v: Value) => show(v, dialect);
  const json = (v: Value) => plainJson(v, dialect);
  switch (e.name) {
    case "count":
      return known.length;
    case "group_concat":
      return known.length
        ? known.map(text).join(pairs[0]?.[1] === null || pairs[0] === undefined ? "," : text(pairs[0][1]))
        : null;
    case "string_agg":
      return known.length ? known.map((v, i) => (i ? text(pairs[i]?.[1] ?? "") : "") + text(v)).join("") : null;
    case "array_agg":
      return values.length ? new List(values) : null;
    case "json_agg":
    case "jsonb_agg":
      return values.length
        ? new Json(
            `[${values.map((v) => (e.name === "json_agg" ? JSON.stringify(json(v)) : spaced(json(v)))).join(", ")}]`,
          )
        : null;
    case "json_arrayagg":
      return values.length ? new Json(spaced(values.map(json))) : null;
    case "bit_and":
    case "bit_or":
    case "bit_xor": {
      const all = known.map((v) => BigInt.asUintN(64, BigInt(Math.round(toNumber(v)))));
      const n = all.reduce(
        (a, b) => (e.name === "bit_or" ? a | b : e.name === "bit_xor" ? a ^ b : a & b),
        e.name === "bit_and" ? 2n ** 64n - 1n : 0n,
      );
      return n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : new Decimal(n, 0);
    }
    case "json_objectagg":
    case "json_object_agg":
    case "jsonb_object_agg":
      return new Json(spaced(Object.fromEntries(pairs.map(([k, v]) => [text(k), json(v)]))));
    case "bool_and":
    case "every":
      return known.length ? known.every(truth) : null;
    case "bool_or":
      return known.length ? known.some(truth) : null;
    case "any_value":
      return known[0] ?? null;
    case "min":
      return known.length ? known.reduce((a, b) => (compare(b, a, dialect) < 0 ? b : a)) : null;
    case "max":
      return known.length ? known.reduce((a, b) => (compare(b, a, dialect) > 0 ? b : a)) : null;
    default:
  }
  if (known.length === 0) return null;
  if (known.some((v) => v instanceof Interval))
    throw new SqlError(`drydock: ${e.name} of intervals is not simulated`, "0A000", 1235);
  if (dialect === "postgres" && known.some((v) => !isNumber(v)))
    throw new SqlError(
      `function ${e.name}(text) does not exist`,
      "42883",
      undefined,
      e.at,
      undefined,
      "No function matches the given name and argument types. You might need to add explicit type casts.",
    );
  const numbers = known.map((v) => (isNumber(v) ? v : new Float(toNumber(v))));
  if (e.name !== "sum" && e.name !== "avg") return spread(e.name, numbers, dialect);
  const sum = total(numbers);
  if (e.name === "sum") return sum;
  if (sum instanceof Float) return new Float(sum.n / numbers.length);
  const exact = decimalOf(sum);
  return dialect === "mysql"
    ? divideTo(exact, ofWhole(numbers.length), exact.scale + 4)
    : divideDecimals(exact, ofWhole(numbers.length));
}

function total(numbers: readonly (number | Decimal | Float)[]): number | Decimal | Float {
  if (numbers.some((n) => n instanceof Float)) return new Float(numbers.reduce<number>((a, b) => a + toNumber(b), 0));
  if (numbers.some((n) => n instanceof Decimal))
    return numbers.map((n) => (n instanceof Float ? ofWhole(0) : decimalOf(n))).reduce(addDecimals);
  return numbers.reduce<number>((a, b) => a + toNumber(b), 0);
}

/** Spread about the mean: exact numbers with as many places as PostgreSQL gives a quotient. */
function spread(name: string, numbers: readonly (number | Decimal | Float)[], dialect: Dialect): Value {
  const sample = /samp$/.test(name) || ((name === "stddev" || name === "variance") && dialect === "postgres");
  const count = numbers.length;
  if (sample && count < 2) return null;
  const root = /^std/.test(name);
  if (dialect === "mysql" || numbers.some((n) => n instanceof Float)) {
    const n = numbers.map(toNumber);
    const mean = n.reduce((a, b) => a + b, 0) / count;
    const variance = n.reduce((a, b) => a + (b - mean) ** 2, 0) / (sample ? count - 1 : count);
    return new Float(root ? Math.sqrt(variance) : variance);
  }
  const exact = numbers.map((n) => (n instanceof Float ? ofWhole(0) : decimalOf(n)));
  const sum = exact.reduce(addDecimals);
  const squares = exact.map((d) => multiplyDecimals(d, d)).reduce(addDecimals);
  const top = addDecimals(multiplyDecimals(ofWhole(count), squares), negated(multiplyDecimals(sum, sum)));
  const variance = divideDecimals(top, ofWhole(count * (sample ? count - 1 : count)));
  return root ? squareRoot(variance) : variance;
}
