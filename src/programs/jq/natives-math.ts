import type { Native } from "./machine.ts";
import { valueNative } from "./native-kinds.ts";
import { described } from "./operators.ts";
import { isNumber, JqError, type JqValue, toNumber } from "./value.ts";

function numberOf(v: JqValue): number {
  if (!isNumber(v)) throw new JqError(`${described(v)} number required`);
  return toNumber(v);
}

/** C's functions of numbers. */
export function mathNatives(): Record<string, Native> {
  const one: Readonly<Record<string, (x: number) => number>> = {
    floor: Math.floor,
    ceil: Math.ceil,
    round: (x) => (x < 0 ? -Math.round(-x) : Math.round(x)),
    trunc: Math.trunc,
    sqrt: Math.sqrt,
    cbrt: Math.cbrt,
    fabs: Math.abs,
    exp: Math.exp,
    exp2: (x) => 2 ** x,
    exp10: (x) => 10 ** x,
    log: Math.log,
    log2: Math.log2,
    log10: Math.log10,
    sin: Math.sin,
    cos: Math.cos,
    tan: Math.tan,
    asin: Math.asin,
    acos: Math.acos,
    atan: Math.atan,
    sinh: Math.sinh,
    cosh: Math.cosh,
    tanh: Math.tanh,
    rint: (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)),
  };
  const two: Readonly<Record<string, (x: number, y: number) => number>> = {
    pow: (x, y) => x ** y,
    atan2: Math.atan2,
    fmin: Math.min,
    fmax: Math.max,
    fmod: (x, y) => x % y,
    ldexp: (x, y) => x * 2 ** y,
    scalb: (x, y) => x * 2 ** y,
  };
  const natives: Record<string, Native> = {
    "infinite/0": valueNative(() => Number.POSITIVE_INFINITY),
    "nan/0": valueNative(() => Number.NaN),
    "isinfinite/0": valueNative((v) => Math.abs(numberOf(v)) === Number.POSITIVE_INFINITY),
    "isnan/0": valueNative((v) => Number.isNaN(numberOf(v))),
    "isnormal/0": valueNative((v) => Number.isFinite(numberOf(v)) && Math.abs(numberOf(v)) >= 2.2250738585072014e-308),
  };
  for (const [name, f] of Object.entries(one)) natives[`${name}/0`] = valueNative((v) => f(numberOf(v)));
  for (const [name, f] of Object.entries(two))
    natives[`${name}/2`] = valueNative((_v, x = null, y = null) => f(numberOf(x), numberOf(y)));
  return natives;
}
