import type { Expression, Query } from "../ast.ts";
import { AGGREGATES, aggregate } from "../functions/aggregates.ts";
import { callFunction } from "../functions/table.ts";
import { SqlError } from "../lexer.ts";
import { castMysql } from "../mysql/cast.ts";
import { warnIn } from "../mysql/warnings.ts";
import { compare, toNumber, truth } from "../values/compare.ts";
import { parseDecimal } from "../values/decimal.ts";
import { intervalOf, parseInstant, parseInterval } from "../values/moment.ts";
import { show } from "../values/show.ts";
import { Float, Instant, Interval, List, type Value } from "../values/value.ts";
import { operate, readNumber } from "./operators.ts";
import { columnValue, type Scope } from "./scope.ts";
import { checkUnsigned } from "./unsigned.ts";
import { shape } from "./walk.ts";

export function evaluate(e: Expression, s: Scope): Value {
  if (s.nulled && e.kind !== "column" && s.nulled.has(shape(e))) return null;
  switch (e.kind) {
    case "literal":
    case "constant":
      return e.value;
    case "decimal":
      return /e/i.test(e.text) ? new Float(Number(e.text)) : (parseDecimal(e.text) ?? null);
    case "parameter": {
      const value = s.session.parameters[e.index];
      if (value === undefined) {
        throw new SqlError("Incorrect arguments to mysqld_stmt_execute", "HY000", 1210);
      }
      return value;
    }
    case "column":
      return columnValue(e, s);
    case "star":
      throw new SqlError("syntax error", "42601", 1064);
    case "unary": {
      const value = evaluate(e.of, s);
      if (value === null) return null;
      if (e.operator === "NOT") return !truthOf(value, s);
      return operate("*", value, -1, e.of, undefined, s);
    }
    case "binary":
      return binary(e, s);
    case "is": {
      const value = evaluate(e.of, s);
      return (e.what === null ? value === null : value !== null && truth(value) === e.what) !== e.not;
    }
    case "in": {
      const list = "kind" in e.list ? firstColumn(e.list, s) : undefined;
      const values = list ?? (e.list as readonly Expression[]).map((x) => evaluate(x, s));
      const exprs = list ? [] : (e.list as readonly Expression[]);
      return negated(among(e.of, values, exprs, s), e.not);
    }
    case "any":
      return quantified(e, s);
    case "between": {
      const low = operate(">=", evaluate(e.of, s), evaluate(e.from, s), e.of, e.from, s);
      const high = operate("<=", evaluate(e.of, s), evaluate(e.to, s), e.of, e.to, s);
      const both = low === false || high === false ? false : low === null || high === null ? null : true;
      return negated(both, e.not);
    }
    case "like": {
      const value = evaluate(e.of, s);
      const pattern = evaluate(e.pattern, s);
      if (value === null || pattern === null) return null;
      return like(show(value), show(pattern), e.how) !== e.not;
    }
    case "cast":
      return castMysql(evaluate(e.of, s), e.type, s);
    case "interval":
      return interval(evaluate(e.of, s), e.unit);
    case "row":
      return new List(e.items.map((x) => evaluate(x, s)));
    case "case": {
      const of = e.of === undefined ? undefined : evaluate(e.of, s);
      for (const [test, result] of e.when) {
        const value = evaluate(test, s);
        const fits =
          of === undefined ? value !== null && truth(value) : of !== null && value !== null && compare(of, value) === 0;
        if (fits) return evaluate(result, s);
      }
      return e.otherwise === undefined ? null : evaluate(e.otherwise, s);
    }
    case "subquery": {
      const { fields, rows } = s.run(e.query, s);
      if (fields.length !== 1) {
        throw new SqlError("Operand should contain 1 column(s)", "21000", 1241);
      }
      if (rows.length > 1) {
        throw new SqlError("Subquery returns more than 1 row", "21000", 1242);
      }
      return rows[0]?.[0] ?? null;
    }
    case "exists":
      return s.run(e.query, s).rows.length > 0;
    case "call": {
      const computed = s.windows?.get(e);
      if (computed !== undefined) return computed;
      if (e.over) {
        throw new SqlError(`You cannot use the window function '${e.name}' in this context.'`, "HY000", 3593);
      }
      if (AGGREGATES.has(e.name)) return aggregate(e, s, evaluate);
      return callFunction(e, s, evaluate);
    }
  }
}

function negated(v: boolean | null, not: boolean): boolean | null {
  return v === null ? null : v !== not;
}

function firstColumn(query: Query, s: Scope): readonly Value[] {
  const { fields, rows } = s.run(query, s);
  if (fields.length > 1) return rows.map((r) => new List(r));
  return rows.map((r) => r[0] ?? null);
}

/** IN: true when one is equal; null when none is and one is unknown. */
function among(of: Expression, values: readonly Value[], exprs: readonly Expression[], s: Scope): boolean | null {
  const value = evaluate(of, s);
  if (value === null) return values.length === 0 ? false : null;
  let unknown = false;
  for (const [i, v] of values.entries()) {
    const same = v === null ? null : operate("=", value, v, of, exprs[i], s);
    if (same === true) return true;
    if (same === null) unknown = true;
  }
  return unknown ? null : false;
}

function quantified(e: Extract<Expression, { kind: "any" }>, s: Scope): Value {
  const value = evaluate(e.of, s);
  const values = firstColumn(e.list, s);
  if (value === null) return values.length ? null : e.all;
  const results = values.map((v) => {
    const result = v === null ? null : operate(e.operator, value, v, e.of, { kind: "literal", value: null }, s);
    return result === null ? null : truth(result);
  });
  if (e.all) return results.includes(false) ? false : results.includes(null) ? null : true;
  return results.includes(true) ? true : results.includes(null) ? null : false;
}

function truthOf(v: Value, s: Scope): boolean {
  if (typeof v === "string") return readNumber(v, s) !== 0;
  return truth(v);
}

/** Whether a condition (of WHERE, ON, HAVING) holds. */
export function holds(e: Expression, s: Scope): boolean {
  const value = evaluate(e, s);
  return value !== null && truthOf(value, s);
}

function binary(e: Extract<Expression, { kind: "binary" }>, s: Scope): Value {
  const { operator } = e;
  const left = evaluate(e.left, s);
  if (operator === "AND" || operator === "OR" || operator === "XOR") {
    const l = left === null ? null : truthOf(left, s);
    if (operator === "AND" && l === false) return false;
    if (operator === "OR" && l === true) return true;
    const right = evaluate(e.right, s);
    const r = right === null ? null : truthOf(right, s);
    if (operator === "XOR") return l === null || r === null ? null : l !== r;
    if (operator === "AND") return r === false ? false : l === null || r === null ? null : true;
    return r === true ? true : l === null || r === null ? null : false;
  }
  const made = operate(operator, left, evaluate(e.right, s), e.left, e.right, s);
  checkUnsigned(e, made, s);
  return made;
}

function interval(of: Value, unit: string): Value {
  if (of === null) return null;
  const parts = unit.includes("_") ? manyUnits(show(of), unit) : undefined;
  const made = parts ?? (unit === "" ? parseInterval(show(of)) : intervalOf(toNumber(of), unit));
  if (!made) throw new SqlError(`invalid input syntax for type interval: "${show(of)}"`, "22007");
  return made;
}

const UNITS = ["year", "month", "day", "hour", "minute", "second", "microsecond"];

/** MySQL's `'1:30' HOUR_MINUTE`: the numbers of a text from the last unit upwards. */
function manyUnits(text: string, unit: string): Interval {
  const [first = "", last = ""] = unit.split("_");
  const units = UNITS.slice(UNITS.indexOf(first), UNITS.indexOf(last) + 1);
  const numbers = (text.match(/\d+/g) ?? []).map(Number).slice(-units.length);
  const sign = /^\s*-/.test(text) ? -1 : 1;
  let total = new Interval(0, 0, 0);
  for (const [i, u] of units.slice(units.length - numbers.length).entries()) {
    const part = intervalOf(sign * (numbers[i] ?? 0), u);
    if (part) total = new Interval(total.months + part.months, total.days + part.days, total.micros + part.micros);
  }
  return total;
}

function like(text: string, pattern: string, how: "like" | "ilike" | "regex" | "iregex"): boolean {
  const flags = how === "ilike" || how === "iregex" ? "iu" : "u";
  if (how === "regex" || how === "iregex") {
    try {
      return new RegExp(pattern.replaceAll("\\m", "\\b").replaceAll("\\M", "\\b"), flags.replace("u", "")).test(text);
    } catch {
      throw new SqlError("invalid regular expression: brackets [] not balanced", "2201B", 3692);
    }
  }
  const source = pattern.replace(/\\?[^]/gu, (c) =>
    c === "%" ? "[^]*" : c === "_" ? "[^]" : c.replace(/^\\(?=.)/, "").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"),
  );
  return new RegExp(`^${source}$`, flags).test(text);
}

function notDate(text: string, s: Scope): null {
  warnIn(s, 1292, `Incorrect datetime value: '${text}'`);
  return null;
}

/** A text as a moment, where a function wants one. */
export function asInstant(v: Value, s: Scope): Instant | null {
  if (v === null || v instanceof Instant) return v;
  const text = show(v);
  return parseInstant(text, /[ T]\d|^\d{14}$/.test(text) ? "timestamp" : "date") ?? notDate(text, s);
}
