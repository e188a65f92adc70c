import type { Call, Expression } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import { sortRows } from "../run/order.ts";
import type { Scope } from "../run/scope.ts";
import { decimalOf, spaced } from "../values/cast.ts";
import { compare, isNumber, keyOf, toNumber } from "../values/compare.ts";
import { addDecimals, divideTo, ofWhole } from "../values/decimal.ts";
import { show } from "../values/show.ts";
import { Decimal, Float, Interval, Json, type Value } from "../values/value.ts";
import { plainJson } from "./json.ts";

export const AGGREGATES = new Set(
  "count sum avg min max group_concat json_arrayagg json_objectagg bit_and bit_or bit_xor any_value stddev stddev_samp stddev_pop variance var_samp var_pop std".split(
    " ",
  ),
);

type Evaluate = (e: Expression, s: Scope) => Value;

/** An aggregate function over the group that a scope stands for. */
export function aggregate(e: Call, s: Scope, evaluate: Evaluate): Value {
  const { group } = s;
  if (!group) {
    throw new SqlError("Invalid use of group function", "HY000", 1111);
  }
  // Its arguments see single rows: an aggregate within an aggregate finds no group.
  let rows: readonly Scope[] = group.map(({ group: _none, ...row }) => row);
  if (e.orderBy.length) rows = sortRows(rows, (r) => e.orderBy.map((o) => evaluate(o.by, r)), e.orderBy);
  return over(e, rows, evaluate);
}

/** The same over any rows: what a window function sees. */
export function over(e: Call, rows: readonly Scope[], evaluate: Evaluate): Value {
  const [argument] = e.args;
  if (e.name === "count" && (argument === undefined || argument.kind === "star")) return rows.length;
  if (argument === undefined) {
    throw new SqlError("You have an error in your SQL syntax", "42000", 1064);
  }
  const pairs = rows.map((r) => [evaluate(argument, r), e.args[1] ? evaluate(e.args[1], r) : null] as const);
  let values = pairs.map(([v]) => v);
  if (e.distinct) {
    const seen = new Set<string>();
    values = values.filter((v) => {
      const key = keyOf(v);
      return seen.has(key) ? false : seen.add(key) !== undefined;
    });
  }
  const known = values.filter((v) => v !== null);
  switch (e.name) {
    case "count":
      return known.length;
    case "group_concat":
      return known.length
        ? known.map(show).join(pairs[0]?.[1] === null || pairs[0] === undefined ? "," : show(pairs[0][1]))
        : null;
    case "json_arrayagg":
      return values.length ? new Json(spaced(values.map(plainJson))) : null;
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
      return new Json(spaced(Object.fromEntries(pairs.map(([k, v]) => [show(k), plainJson(v)]))));
    case "any_value":
      return known[0] ?? null;
    case "min":
      return known.length ? known.reduce((a, b) => (compare(b, a) < 0 ? b : a)) : null;
    case "max":
      return known.length ? known.reduce((a, b) => (compare(b, a) > 0 ? b : a)) : null;
    default:
  }
  if (known.length === 0) return null;
  if (known.some((v) => v instanceof Interval))
    throw new SqlError(`drydock: ${e.name} of intervals is not simulated`, "0A000", 1235);
  const numbers = known.map((v) => (isNumber(v) ? v : new Float(toNumber(v))));
  if (e.name !== "sum" && e.name !== "avg") return spread(e.name, numbers);
  const sum = total(numbers);
  if (e.name === "sum") return sum;
  if (sum instanceof Float) return new Float(sum.n / numbers.length);
  const exact = decimalOf(sum);
  return divideTo(exact, ofWhole(numbers.length), exact.scale + 4);
}

function total(numbers: readonly (number | Decimal | Float)[]): number | Decimal | Float {
  if (numbers.some((n) => n instanceof Float)) return new Float(numbers.reduce<number>((a, b) => a + toNumber(b), 0));
  if (numbers.some((n) => n instanceof Decimal))
    return numbers.map((n) => (n instanceof Float ? ofWhole(0) : decimalOf(n))).reduce(addDecimals);
  return numbers.reduce<number>((a, b) => a + toNumber(b), 0);
}

/** Spread about the mean. */
function spread(name: string, numbers: readonly (number | Decimal | Float)[]): Value {
  const sample = /samp$/.test(name);
  const count = numbers.length;
  if (sample && count < 2) return null;
  const root = /^std/.test(name);
  const n = numbers.map(toNumber);
  const mean = n.reduce((a, b) => a + b, 0) / count;
  const variance = n.reduce((a, b) => a + (b - mean) ** 2, 0) / (sample ? count - 1 : count);
  return new Float(root ? Math.sqrt(variance) : variance);
}
