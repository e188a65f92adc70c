import { type Bson, Decimal128, isArray } from "../bson.ts";
import { numberOf, typeName } from "../compare.ts";
import { addDecimals, decimalOf, divideDecimals, multiplyDecimals } from "../decimal.ts";
import { RuntimeError } from "../errors.ts";
import { missing, type Run } from "./types.ts";

function math(f: (...n: number[]) => number): Run {
  return (args, name) => {
    if (args.some(missing)) return null;
    const numbers = args.map((a) => {
      const n = numberOf(a);
      if (n === undefined) throw new RuntimeError(14, notNumeric(name, a));
      return n;
    });
    return f(...numbers);
  };
}

function notNumeric(name: string, a: Bson | undefined): string {
  if (name === "$add") return `$add only supports numeric or date types, not ${typeName(a)}`;
  return `${name} only supports numeric types, not ${typeName(a)}`;
}

/** Whole numbers that outgrow an int, or began as a long, are a long. */
function whole(args: readonly (Bson | undefined)[], result: Bson | undefined): Bson | undefined {
  if (typeof result !== "number" || !Number.isSafeInteger(result)) return result;
  const exact = args.every((a) => typeof a === "bigint" || (Number.isInteger(a) && Math.abs(Number(a)) < 2 ** 31));
  const long = args.some((a) => typeof a === "bigint") || Math.abs(result) >= 2 ** 31;
  return exact && long ? BigInt(result) : result;
}

function roundEven(n: number, places: number): number {
  const scaled = Number(`${n}e${places}`);
  const floor = Math.floor(scaled);
  const up = scaled - floor > 0.5 || (scaled - floor === 0.5 && floor % 2 !== 0);
  return Number(`${up ? floor + 1 : floor}e${-places}`);
}

/** A number as a decimal, where one is among those that it is computed with. */
function decimal(v: Bson | undefined): Decimal128 {
  return v instanceof Decimal128 ? v : (decimalOf(String(numberOf(v) ?? 0)) ?? ZERO);
}
const ZERO = new Decimal128(new Uint8Array(16));

/** Exact where a decimal is among the arguments. */
function exact(f: (a: Decimal128, b: Decimal128) => Decimal128, otherwise: Run): Run {
  return (args, name) => {
    if (!args.some((a) => a instanceof Decimal128) || args.some((a) => numberOf(a) === undefined))
      return otherwise(args, name);
    return args.map(decimal).reduce(f);
  };
}

const add = exact(
  addDecimals,
  math((...n) => n.reduce((a, b) => a + b, 0)),
);
const multiply = exact(
  multiplyDecimals,
  math((...n) => n.reduce((a, b) => a * b, 1)),
);
const subtract = exact(
  (a, b) => addDecimals(a, multiplyDecimals(b, decimal(-1))),
  math((x, y = 0) => x - y),
);

function logarithm(name: string, n: number): number {
  if (n <= 0) throw new RuntimeError(28766, `${name}'s argument must be a positive number, but is ${n}`);
  return Math.log(n);
}

export const NUMBERS: Readonly<Record<string, Run>> = {
  $add: (args, name) => {
    if (args.some(missing)) return null;
    if (!args.some((a) => a instanceof Date)) return whole(args, add(args, name));
    let sum = 0;
    let dates = 0;
    for (const a of args) {
      const n = a instanceof Date ? a.getTime() : numberOf(a);
      if (n === undefined) throw new RuntimeError(14, notNumeric(name, a));
      if (a instanceof Date && ++dates > 1)
        throw new RuntimeError(16612, "only one date allowed in an $add expression");
      sum += n;
    }
    return new Date(sum);
  },
  $subtract: (args, name) => {
    const [a, b] = args;
    if (missing(a) || missing(b)) return null;
    if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
    const by = numberOf(b);
    if (a instanceof Date && by !== undefined) return new Date(a.getTime() - by);
    if (numberOf(a) === undefined || by === undefined)
      throw new RuntimeError(14, `can't $subtract ${typeName(b)} from ${typeName(a)}`);
    return whole(args, subtract(args, name));
  },
  $multiply: (args, name) => whole(args, multiply(args, name)),
  $divide: (args) => {
    const [a, b] = args;
    if (missing(a) || missing(b)) return null;
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x === undefined || y === undefined)
      throw new RuntimeError(14, `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
    if (y === 0) throw new RuntimeError(2, "can't $divide by zero");
    return a instanceof Decimal128 || b instanceof Decimal128 ? divideDecimals(decimal(a), decimal(b)) : x / y;
  },
  $mod: (args) => {
    const [a, b] = args;
    if (missing(a) || missing(b)) return null;
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x === undefined || y === undefined)
      throw new RuntimeError(14, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
    if (y === 0) throw new RuntimeError(16610, "can't $mod by zero");
    return x % y;
  },
  $pow: math((a, b = 1) => a ** b),
  $abs: math(Math.abs),
  $ceil: math(Math.ceil),
  $floor: math(Math.floor),
  $sqrt: math((n) => {
    if (n < 0) throw new RuntimeError(28714, "$sqrt's argument must be greater than or equal to 0");
    return Math.sqrt(n);
  }),
  $exp: math(Math.exp),
  $ln: math((n) => logarithm("$ln", n)),
  $log10: math((n) => {
    logarithm("$log10", n);
    return Math.log10(n);
  }),
  $log: math((n, base = 1) => {
    const exact = base === 2 ? Math.log2(n) : base === 10 ? Math.log10(n) : undefined;
    const found = logarithm("$log", n) / Math.log(base);
    return exact ?? found;
  }),
  $trunc: math((n, places = 0) => Math.trunc(Number(`${n}e${places}`)) / 10 ** places),
  $round: math((n, places = 0) => roundEven(n, places)),
  $sin: math(Math.sin),
  $cos: math(Math.cos),
  $tan: math(Math.tan),
  $asin: math(Math.asin),
  $acos: math(Math.acos),
  $atan: math(Math.atan),
  $atan2: math((y, x = 1) => Math.atan2(y, x)),
  $degreesToRadians: math((n) => (n * Math.PI) / 180),
  $radiansToDegrees: math((n) => (n * 180) / Math.PI),
  $bitAnd: math((...n) => n.reduce((a, b) => a & b, -1)),
  $bitOr: math((...n) => n.reduce((a, b) => a | b, 0)),
  $bitXor: math((...n) => n.reduce((a, b) => a ^ b, 0)),
  $bitNot: math((n) => ~n),
  $sum: (args) => total(listed(args)),
  $avg: (args) => mean(listed(args)),
  $stdDevPop: (args) => deviation(listed(args), 0),
  $stdDevSamp: (args) => deviation(listed(args), 1),
};

/** The one array that was given, or all arguments. */
export function listed(args: readonly (Bson | undefined)[]): readonly (Bson | undefined)[] {
  return args.length === 1 && isArray(args[0]) ? args[0] : args;
}

function numbersOf(values: readonly (Bson | undefined)[]): number[] {
  return values.map(numberOf).filter((n) => n !== undefined);
}

/** The sum of what is a number. */
export function total(values: readonly (Bson | undefined)[]): Bson {
  if (values.some((v) => v instanceof Decimal128))
    return values
      .filter((v) => numberOf(v) !== undefined)
      .map(decimal)
      .reduce(addDecimals);
  const counted = values.filter((v) => numberOf(v) !== undefined);
  return (
    whole(
      counted,
      counted.reduce<number>((n, v) => n + (numberOf(v) ?? 0), 0),
    ) ?? 0
  );
}

export function mean(values: readonly (Bson | undefined)[]): Bson {
  const n = numbersOf(values);
  if (values.some((v) => v instanceof Decimal128)) return divideDecimals(decimal(total(values)), decimal(n.length));
  return n.length ? n.reduce((a, b) => a + b, 0) / n.length : null;
}

/** The standard deviation of a population (`less` 0) or a sample of one (1). */
export function deviation(values: readonly (Bson | undefined)[], less: 0 | 1): Bson {
  const n = numbersOf(values);
  if (n.length <= less) return null;
  const middle = n.reduce((a, b) => a + b, 0) / n.length;
  return Math.sqrt(n.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (n.length - less));
}
