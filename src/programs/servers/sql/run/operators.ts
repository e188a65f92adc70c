import type { Expression } from "../ast.ts";
import { jsonAt } from "../functions/json.ts";
import { SqlError } from "../lexer.ts";
import { warnsOfZero } from "../mysql/modes.ts";
import { warnIn } from "../mysql/warnings.ts";
import { decimalOf } from "../values/cast.ts";
import { compare, isNumber, toNumber } from "../values/compare.ts";
import {
  addDecimals,
  divideTo,
  multiplyDecimals,
  negated,
  ofWhole,
  parseDecimal,
  remainder,
  rescale,
} from "../values/decimal.ts";
import { DAY, parseInstant, shift } from "../values/moment.ts";
import { Decimal, Float, Instant, Interval, type Value } from "../values/value.ts";
import type { Scope } from "./scope.ts";

const COMPARE: Readonly<Record<string, (c: number) => boolean>> = {
  "=": (c) => c === 0,
  "<>": (c) => c !== 0,
  "<": (c) => c < 0,
  ">": (c) => c > 0,
  "<=": (c) => c <= 0,
  ">=": (c) => c >= 0,
};

/** A two-sided operator. The expressions tell what was written as a constant, which takes the other side's type. */
export function operate(
  operator: string,
  a: Value,
  b: Value,
  left: Expression | undefined,
  right: Expression | undefined,
  s: Scope,
): Value {
  if (operator === "<=>") return a === null || b === null ? a === b : compare(a, b) === 0;
  if (a === null || b === null) return null;
  const test = COMPARE[operator];
  if (test) {
    if (typeof a === "string" && typeof b === "string" && (isBinary(left) || isBinary(right)))
      return test(a < b ? -1 : a > b ? 1 : 0);
    if (typeof a === "string" && isNumber(b)) return test(compare(new Float(readNumber(a, s, left)), b));
    if (typeof b === "string" && isNumber(a)) return test(compare(a, new Float(readNumber(b, s, right))));
    return test(compare(a, b));
  }
  switch (operator) {
    case "->":
    case "->>":
      return jsonAt(a, b, operator);
    default:
  }
  const moment = moments(operator, a, b);
  if (moment !== undefined) return moment;
  return arithmetic(operator, a, b, s);
}

/** Sums and differences with dates; undefined where none is concerned. */
function moments(operator: string, a: Value, b: Value): Value | undefined {
  if (a instanceof Interval || b instanceof Interval) {
    const sign = operator === "-" ? -1 : 1;
    if (operator === "*" || operator === "/") {
      const [i, n] = a instanceof Interval ? [a, toNumber(b)] : [b as Interval, toNumber(a)];
      const by = operator === "/" ? 1 / n : n;
      return new Interval(
        Math.trunc(i.months * by),
        Math.trunc(i.days * by),
        Math.round(i.micros * by + ((i.days * by) % 1) * DAY),
      );
    }
    if (a instanceof Interval && b instanceof Interval)
      return new Interval(a.months + sign * b.months, a.days + sign * b.days, a.micros + sign * b.micros);
    const by = b instanceof Interval ? b : (a as Interval);
    let moment = b instanceof Interval ? a : b;
    if (typeof moment === "string")
      moment = parseInstant(moment, /[ T]\d/.test(moment) ? "timestamp" : "date") ?? moment;
    if (!(moment instanceof Instant)) return undefined;
    const moved = shift(moment, by, sign);
    // MySQL keeps a date a date as long as only days are added.
    if (moment.kind === "date" && by.micros === 0) return new Instant(moved.micros, "date");
    return moved;
  }
  return undefined;
}

function arithmetic(operator: string, a: Value, b: Value, s: Scope): Value {
  const number = (v: Value): number | Decimal | Float =>
    isNumber(v)
      ? v
      : typeof v === "boolean"
        ? Number(v)
        : v instanceof Instant
          ? toNumber(v)
          : new Float(readNumber(v, s));
  const x = number(a);
  const y = number(b);
  if ((operator === "/" || operator === "%" || operator === "DIV") && toNumber(y) === 0) {
    if (warnsOfZero(s.session)) warnIn(s, 1365, "Division by 0");
    return null;
  }
  if (BITS.test(operator)) return bits(operator, toNumber(x), toNumber(y));
  if (operator === "^")
    return x instanceof Decimal || y instanceof Decimal
      ? rescale(parseDecimal((toNumber(x) ** toNumber(y)).toFixed(16)) ?? ofWhole(0), 16)
      : new Float(toNumber(x) ** toNumber(y));
  if (operator === "DIV") return Math.trunc(toNumber(x) / toNumber(y));
  if (operator === "&") return Number(BigInt(toNumber(x)) & BigInt(toNumber(y)));
  if (operator === "|") return Number(BigInt(toNumber(x)) | BigInt(toNumber(y)));
  if (operator === "#") return Number(BigInt(toNumber(x)) ^ BigInt(toNumber(y)));
  if (x instanceof Float || y instanceof Float) return new Float(floats(operator, toNumber(x), toNumber(y)));
  if (typeof x === "number" && typeof y === "number") {
    if (operator === "/") return divideTo(ofWhole(x), ofWhole(y), 4);
    const n = operator === "/" ? Math.trunc(x / y) : floats(operator, x, y);
    if (!Number.isSafeInteger(n) && /^[-+*]$/.test(operator)) {
      const [p, q] = [BigInt(x), BigInt(y)];
      return inReach(operator === "+" ? p + q : operator === "-" ? p - q : p * q, operator, x, y);
    }
    return n === 0 ? 0 : n;
  }
  const [p, q] = [decimalOf(x), decimalOf(y)];
  if (p.scale === 0 && q.scale === 0 && /^[-+*]$/.test(operator) && fitsWhole(p.n) && fitsWhole(q.n))
    return inReach(operator === "+" ? p.n + q.n : operator === "-" ? p.n - q.n : p.n * q.n, operator, p.n, q.n);
  switch (operator) {
    case "+":
      return addDecimals(p, q);
    case "-":
      return addDecimals(p, negated(q));
    case "*":
      return multiplyDecimals(p, q);
    case "/":
      return divideTo(p, q, p.scale + 4);
    default:
      return remainder(p, q);
  }
}

/** MySQL's `BINARY x` is compared by its bytes. */
const isBinary = (e: Expression | undefined) => e?.kind === "cast" && /^binary/.test(e.type);

/** A text as a number, with a warning where not all of it is one; one for each constant. */
export function readNumber(v: Value, s: Scope, from?: Expression): number {
  const n = toNumber(v);
  if (typeof v !== "string" || /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(v)) return n;
  if (!(from && s.session.warned.has(from))) {
    if (from?.kind === "literal") s.session.warned.add(from);
    warnIn(s, 1292, `Truncated incorrect DOUBLE value: '${v}'`);
  }
  return n;
}

const fitsWhole = (n: bigint) => n < 2n ** 64n && n >= -(2n ** 63n);

/** A whole number that must fit a BIGINT. */
function inReach(n: bigint, operator: string, x: number | bigint, y: number | bigint): Value {
  if (n < 2n ** 63n && n >= -(2n ** 63n)) return wholeOf(n);
  throw new SqlError(`BIGINT value is out of range in '(${x} ${operator} ${y})'`, "22003", 1690);
}

const BITS = /^([&|^]|<<|>>)$/;

const BIT_OPERATORS: Readonly<Record<string, (x: bigint, y: bigint) => bigint>> = {
  "&": (x, y) => x & y,
  "|": (x, y) => x | y,
  "^": (x, y) => x ^ y,
  "<<": (x, y) => x << y,
  ">>": (x, y) => x >> y,
};

/** MySQL's operators on bits: whole numbers of 64 bits without a sign. */
function bits(operator: string, a: number, b: number): Value {
  const [x, y] = [BigInt.asUintN(64, BigInt(Math.round(a))), BigInt.asUintN(64, BigInt(Math.round(b)))];
  return wholeOf(BigInt.asUintN(64, (BIT_OPERATORS[operator] ?? ((m) => m))(x, y)));
}

/** A whole number of any size. */
export function wholeOf(n: bigint): Value {
  return n <= BigInt(Number.MAX_SAFE_INTEGER) && n >= -BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : new Decimal(n, 0);
}

function floats(operator: string, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    default:
      throw new SqlError(`drydock: the operator ${operator} is not simulated`, "0A000", 1235);
  }
}
