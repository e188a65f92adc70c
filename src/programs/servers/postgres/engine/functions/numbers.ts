import {
  addDecimals,
  compareDecimals,
  decimalNumber,
  divideDecimals,
  divideTo,
  multiplyDecimals,
  negated,
  parseDecimal,
  remainder,
  rescale,
  squareRoot,
} from "../../../sql/values/decimal.ts";
import { PgError } from "../error.ts";
import { Decimal } from "../types/type.ts";
import { fn, op } from "./registry.ts";

const outOf = (what: string): never => {
  throw new PgError(`${what} out of range`, "22003");
};
export const int2 = (n: number): number => (n >= -32768 && n <= 32767 ? n : outOf("smallint"));
export const int4 = (n: number): number => (n >= -2147483648 && n <= 2147483647 ? n : outOf("integer"));
export const int8 = (n: bigint): bigint => (n >= -(2n ** 63n) && n < 2n ** 63n ? n : outOf("bigint"));
const float = (n: number): number => n;

const zero = (): never => {
  throw new PgError("division by zero", "22012");
};

type Two<N> = (a: N, b: N) => N;

/** The operators of whole numbers: of one size, and of two sizes. */
function whole(): void {
  const sizes = ["int2", "int4", "int8"] as const;
  for (const a of sizes)
    for (const b of sizes) {
      const wide = a === "int8" || b === "int8" ? "int8" : a === "int4" || b === "int4" ? "int4" : "int2";
      const define = (name: string, small: Two<number>, big: Two<bigint>) =>
        op(name, `${a},${b}`, wide, ([x, y]) =>
          wide === "int8" ? int8(big(BigInt(x), BigInt(y))) : wide === "int4" ? int4(small(x, y)) : int2(small(x, y)),
        );
      define(
        "+",
        (x, y) => x + y,
        (x, y) => x + y,
      );
      define(
        "-",
        (x, y) => x - y,
        (x, y) => x - y,
      );
      define(
        "*",
        (x, y) => x * y,
        (x, y) => x * y,
      );
      define(
        "/",
        (x, y) => (y === 0 ? zero() : Math.trunc(x / y) + 0),
        (x, y) => (y === 0n ? zero() : x / y),
      );
      if (a === b) {
        define(
          "%",
          (x, y) => (y === 0 ? zero() : (x % y) + 0),
          (x, y) => (y === 0n ? zero() : x % y),
        );
        define(
          "&",
          (x, y) => x & y,
          (x, y) => x & y,
        );
        define(
          "|",
          (x, y) => x | y,
          (x, y) => x | y,
        );
        define(
          "#",
          (x, y) => x ^ y,
          (x, y) => x ^ y,
        );
      }
    }
  for (const t of sizes) {
    const narrow = (n: number) => (t === "int2" ? int2(n) : int4(n));
    op("-", t, t, ([x]) => (t === "int8" ? int8(0n - x) : narrow(x === 0 ? 0 : -x)));
    op("+", t, t, ([x]) => x);
    op("@", t, t, ([x]) => (t === "int8" ? (x < 0n ? -x : x) : Math.abs(x)));
    op("~", t, t, ([x]) => ~x);
    op("<<", `${t},int4`, t, ([x, n]) => (t === "int8" ? BigInt.asIntN(64, BigInt(x) << BigInt(n)) : x << n));
    op(">>", `${t},int4`, t, ([x, n]) => (t === "int8" ? BigInt(x) >> BigInt(n) : x >> n));
    fn("abs", t, t, ([x]) => (t === "int8" ? (x < 0n ? -x : x) : narrow(Math.abs(x))));
    fn("mod", `${t},${t}`, t, ([x, y]) => (Number(y) === 0 ? zero() : t === "int8" ? x % y : (x % y) + 0));
  }
  fn("gcd", "int4,int4", "int4", ([a, b]) => gcd(Math.abs(a), Math.abs(b)));
  fn("lcm", "int4,int4", "int4", ([a, b]) =>
    a === 0 || b === 0 ? 0 : int4(Math.abs(a * b) / gcd(Math.abs(a), Math.abs(b))),
  );
  fn("factorial", "int8", "numeric", ([n]: bigint[]) => {
    let r = 1n;
    for (let i = 2n; i <= (n ?? 0n); i++) r *= i;
    return new Decimal(r, 0);
  });
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

function floats(): void {
  for (const [a, b] of [
    ["float8", "float8"],
    ["float4", "float4"],
    ["float4", "float8"],
    ["float8", "float4"],
  ] as const) {
    const t = a === "float4" && b === "float4" ? "float4" : "float8";
    const fit = (n: number) => (t === "float4" ? Math.fround(n) : float(n));
    op("+", `${a},${b}`, t, ([x, y]) => fit(x + y));
    op("-", `${a},${b}`, t, ([x, y]) => fit(x - y));
    op("*", `${a},${b}`, t, ([x, y]) => fit(x * y));
    op("/", `${a},${b}`, t, ([x, y]) => (y === 0 ? zero() : fit(x / y)));
  }
  for (const t of ["float4", "float8"]) {
    op("-", t, t, ([x]) => -x);
    op("+", t, t, ([x]) => x);
    op("@", t, t, ([x]) => Math.abs(x));
    fn("abs", t, t, ([x]) => Math.abs(x));
  }
  op("^", "float8,float8", "float8", ([x, y]) => x ** y);
  op("|/", "float8", "float8", ([x]) => root(x));
  op("||/", "float8", "float8", ([x]) => cbrt(x));
  fn("sqrt", "float8", "float8", ([x]) => root(x));
  fn("cbrt", "float8", "float8", ([x]) => cbrt(x));
  fn("pow power", "float8,float8", "float8", ([x, y]) => x ** y);
  fn("exp", "float8", "float8", ([x]) => Math.exp(x));
  fn("ln", "float8", "float8", ([x]) => Math.log(positive(x)));
  fn("log log10", "float8", "float8", ([x]) => Math.log10(positive(x)));
  fn("ceil ceiling", "float8", "float8", ([x]) => Math.ceil(x));
  fn("floor", "float8", "float8", ([x]) => Math.floor(x));
  fn("round", "float8", "float8", ([x]) => halfEven(x));
  fn("trunc", "float8", "float8", ([x]) => Math.trunc(x));
  fn("sign", "float8", "float8", ([x]) => Math.sign(x));
  fn("pi", "", "float8", () => Math.PI);
  fn("degrees", "float8", "float8", ([x]) => (x * 180) / Math.PI);
  fn("radians", "float8", "float8", ([x]) => (x * Math.PI) / 180);
  for (const name of ["sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"] as const)
    fn(name, "float8", "float8", ([x]) => Math[name](x));
  fn("cot", "float8", "float8", ([x]) => 1 / Math.tan(x));
  fn("atan2", "float8,float8", "float8", ([y, x]) => Math.atan2(y, x));
  fn("random", "", "float8", (_a, c) => c.s.random(), { volatile: true });
  fn("random", "int4,int4", "int4", ([a, b], c) => a + Math.floor(c.s.random() * (b - a + 1)), { volatile: true });
  fn("setseed", "float8", "void", () => "");
  fn("width_bucket", "float8,float8,float8,int4", "int4", ([x, low, high, n]) =>
    x < low ? 0 : x >= high ? n + 1 : Math.floor(((x - low) / (high - low)) * n) + 1,
  );
}

const root = (x: number): number => {
  if (x < 0) throw new PgError("cannot take square root of a negative number", "2201F");
  return Math.sqrt(x);
};
/** As the C library does it: by a power, then one step nearer. */
const cbrt = (x: number): number => {
  const r = Math.cbrt(x);
  return r === Math.round(r) && r !== 0 && Math.abs(r) > 2 && Math.abs(r) < 4
    ? r + Math.sign(r) * 4.440892098500626e-16
    : r;
};
const positive = (x: number): number => {
  if (x === 0) throw new PgError("cannot take logarithm of zero", "2201E");
  if (x < 0) throw new PgError("cannot take logarithm of a negative number", "2201E");
  return x;
};

export function halfEven(x: number): number {
  const r = Math.round(x);
  return Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : r;
}

const ZERO = new Decimal(0n, 0);
const isZero = (d: Decimal) => d.n === 0n;

/** A float as numeric: fifteen digits that count. */
export function floatDecimal(n: number, digits = 15): Decimal {
  return parseDecimal(String(Number(n.toPrecision(digits)))) ?? ZERO;
}

/** So many places that sixteen digits count. */
function placesFor(size: number, least: number): number {
  const weight = size === 0 ? 0 : Math.floor(Math.log10(Math.abs(size)));
  return Math.max(least, 16 - weight - (weight >= 0 ? 1 : 0), 0);
}

function ofFloat(n: number, scale: number): Decimal {
  return rescale(parseDecimal(n.toFixed(Math.min(100, scale))) ?? ZERO, scale);
}

function decimalPower(x: Decimal, y: Decimal): Decimal {
  if (y.n % 10n ** BigInt(y.scale) === 0n) {
    const n = y.n / 10n ** BigInt(y.scale);
    if (isZero(x) && n < 0n) throw new PgError("zero raised to a negative power is undefined", "2201F");
    if (n >= 0n && n < 4096n) {
      const exact = new Decimal(x.n ** n, x.scale * Number(n));
      const size = decimalNumber(exact);
      return rescale(
        exact,
        Math.max(x.scale, y.scale, size === 0 ? 16 : Math.max(0, 16 - Math.floor(Math.log10(Math.abs(size))) - 0)),
      );
    }
  }
  if (y.n * 2n === 10n ** BigInt(y.scale) && x.n > 0n) return squareRoot(rescale(x, Math.max(16, x.scale)));
  const size = decimalNumber(x) ** decimalNumber(y);
  return ofFloat(size, Math.max(x.scale, y.scale, 16 - Math.max(0, Math.floor(Math.log10(Math.abs(size) || 1)))));
}

function numerics(): void {
  op("+", "numeric,numeric", "numeric", ([x, y]) => addDecimals(x, y));
  op("-", "numeric,numeric", "numeric", ([x, y]) => addDecimals(x, negated(y)));
  op("*", "numeric,numeric", "numeric", ([x, y]) => multiplyDecimals(x, y));
  op("/", "numeric,numeric", "numeric", ([x, y]) => (isZero(y) ? zero() : divideDecimals(x, y)));
  op("%", "numeric,numeric", "numeric", ([x, y]) => (isZero(y) ? zero() : remainder(x, y)));
  op("^", "numeric,numeric", "numeric", ([x, y]) => decimalPower(x, y));
  op("-", "numeric", "numeric", ([x]) => negated(x));
  op("+", "numeric", "numeric", ([x]) => x);
  op("@", "numeric", "numeric", ([x]) => (x.n < 0n ? negated(x) : x));
  fn("abs", "numeric", "numeric", ([x]) => (x.n < 0n ? negated(x) : x));
  fn("mod", "numeric,numeric", "numeric", ([x, y]) => (isZero(y) ? zero() : remainder(x, y)));
  fn("div", "numeric,numeric", "numeric", ([x, y]) => (isZero(y) ? zero() : truncate(divideTo(x, y, 20), 0)));
  fn("pow power", "numeric,numeric", "numeric", ([x, y]) => decimalPower(x, y));
  fn("sqrt", "numeric", "numeric", ([x]) => {
    if (x.n < 0n) throw new PgError("cannot take square root of a negative number", "2201F");
    const size = Math.sqrt(decimalNumber(x));
    return squareRoot(rescale(x, Math.max(x.scale, placesFor(size, 0))));
  });
  fn("exp", "numeric", "numeric", ([x]) => {
    const size = Math.exp(decimalNumber(x));
    return ofFloat(size, placesFor(size, x.scale));
  });
  fn("ln", "numeric", "numeric", ([x]) => {
    const size = Math.log(positive(decimalNumber(x)));
    return ofFloat(size, Math.max(16, x.scale));
  });
  fn("log log10", "numeric", "numeric", ([x]) =>
    ofFloat(Math.log10(positive(decimalNumber(x))), Math.max(16, x.scale)),
  );
  fn("log", "numeric,numeric", "numeric", ([b, x]) =>
    ofFloat(Math.log(positive(decimalNumber(x))) / Math.log(positive(decimalNumber(b))), 16),
  );
  fn("round", "numeric,int4?", "numeric", ([x, n = 0]) =>
    rescale(n < 0 ? rescale(rescaleDown(x, n), 0) : x, Math.max(0, n)),
  );
  fn("trunc", "numeric,int4?", "numeric", ([x, n = 0]) => truncate(x, n));
  fn("ceil ceiling", "numeric", "numeric", ([x]) => {
    const t = truncate(x, 0);
    return compareDecimals(t, x) < 0 ? new Decimal(t.n + 1n, 0) : t;
  });
  fn("floor", "numeric", "numeric", ([x]) => {
    const t = truncate(x, 0);
    return compareDecimals(t, x) > 0 ? new Decimal(t.n - 1n, 0) : t;
  });
  fn("sign", "numeric", "numeric", ([x]) => new Decimal(x.n > 0n ? 1n : x.n < 0n ? -1n : 0n, 0));
  fn("scale", "numeric", "int4", ([x]) => x.scale);
  fn("trim_scale", "numeric", "numeric", ([x]) => {
    let { n, scale } = x as Decimal;
    while (scale > 0 && n % 10n === 0n) {
      n /= 10n;
      scale--;
    }
    return new Decimal(n, scale);
  });
}

/** Rounded to tens, hundreds, … */
function rescaleDown(x: Decimal, n: number): Decimal {
  const by = 10n ** BigInt(-n);
  const r = rescale(new Decimal(x.n, x.scale - n), 0);
  return new Decimal(r.n * by, 0);
}

function truncate(x: Decimal, n: number): Decimal {
  if (n < 0) {
    const by = 10n ** BigInt(x.scale - n);
    return new Decimal((x.n / by) * 10n ** BigInt(-n), 0);
  }
  if (n >= x.scale) return rescale(x, n);
  return new Decimal(x.n / 10n ** BigInt(x.scale - n), n);
}

export function defineNumbers(): void {
  whole();
  floats();
  numerics();
}
