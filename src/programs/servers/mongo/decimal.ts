import { Decimal128 } from "./bson.ts";

/*
 * Decimal128: 34 decimal digits and an exponent (IEEE 754-2008). Its sixteen bytes, the least first, hold in BSON's way a sign,
 * the exponent plus 6176 in the fourteen bits below it, and the digits as one whole number. Two ones at the exponent's top
 * mark infinity and what is no number.
 */

/** `digits` times ten to the power of `exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const BIAS = 6176;
const MOST = 34;

function bits(v: Decimal128): bigint {
  return v.bytes.reduceRight((n, b) => (n << 8n) | BigInt(b), 0n);
}

function parts(v: Decimal128): Decimal | undefined {
  const all = bits(v);
  if (((all >> 125n) & 3n) === 3n) return undefined;
  const digits = all & ((1n << 113n) - 1n);
  return { digits: all >> 127n ? -digits : digits, exponent: Number((all >> 113n) & 0x3fffn) - BIAS };
}

function packed(bits: bigint): Decimal128 {
  return new Decimal128(Uint8Array.from({ length: 16 }, (_, i) => Number((bits >> BigInt(8 * i)) & 0xffn)));
}

/** To the nearest value of 34 digits, a half to the even one. */
function made({ digits, exponent }: Decimal): Decimal128 {
  let n = digits < 0n ? -digits : digits;
  let e = exponent;
  const over = String(n).length - MOST;
  if (over > 0) {
    const by = 10n ** BigInt(over);
    const rest = n % by;
    n /= by;
    if (rest * 2n > by || (rest * 2n === by && n % 2n === 1n)) n++;
    e += over;
  }
  return packed((digits < 0n ? 1n << 127n : 0n) | (BigInt(e + BIAS) << 113n) | n);
}

/** Undefined for a text that is no number. */
export function decimalOf(text: string): Decimal128 | undefined {
  if (/^[+-]?nan$/i.test(text)) return packed(0x7cn << 120n);
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinite) return packed((infinite[1] === "-" ? 0xf8n : 0x78n) << 120n);
  const m = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  if (!m || `${m[2]}${m[3]}` === "") return undefined;
  const n = BigInt(`${m[2]}${m[3]}`);
  return made({ digits: m[1] === "-" ? -n : n, exponent: Number(m[4] ?? 0) - (m[3] ?? "").length });
}

export function decimalText(v: Decimal128): string {
  const p = parts(v);
  if (!p) {
    const top = Number(bits(v) >> 120n);
    return (top & 0x7c) === 0x7c ? "NaN" : top & 0x80 ? "-Infinity" : "Infinity";
  }
  const sign = p.digits < 0n ? "-" : "";
  const text = String(p.digits).replace("-", "");
  const scientific = text.length - 1 + p.exponent;
  if (p.exponent > 0 || scientific < -6) {
    const fraction = text.length > 1 ? `.${text.slice(1)}` : "";
    return `${sign}${text[0]}${fraction}E${scientific < 0 ? "" : "+"}${scientific}`;
  }
  if (p.exponent === 0) return sign + text;
  const whole = text.padStart(1 - p.exponent, "0");
  return `${sign}${whole.slice(0, p.exponent)}.${whole.slice(p.exponent)}`;
}

export function decimalNumber(v: Decimal128): number {
  return Number(decimalText(v));
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const e = Math.min(a.exponent, b.exponent);
  return [a.digits * 10n ** BigInt(a.exponent - e), b.digits * 10n ** BigInt(b.exponent - e), e];
}

const NOT_A_NUMBER = packed(0x7cn << 120n);

export function addDecimals(a: Decimal128, b: Decimal128): Decimal128 {
  const [x, y] = [parts(a), parts(b)];
  if (!x || !y) return NOT_A_NUMBER;
  const [m, n, exponent] = aligned(x, y);
  return made({ digits: m + n, exponent });
}

export function multiplyDecimals(a: Decimal128, b: Decimal128): Decimal128 {
  const [x, y] = [parts(a), parts(b)];
  if (!x || !y) return NOT_A_NUMBER;
  return made({ digits: x.digits * y.digits, exponent: x.exponent + y.exponent });
}

/** With as many digits as there is room for, zeros at the end left out. */
export function divideDecimals(a: Decimal128, b: Decimal128): Decimal128 {
  const [x, y] = [parts(a), parts(b)];
  if (!x || !y || y.digits === 0n) return NOT_A_NUMBER;
  const more = MOST + String(y.digits).length;
  let digits = (x.digits * 10n ** BigInt(more)) / y.digits;
  let exponent = x.exponent - y.exponent - more;
  while (exponent < x.exponent - y.exponent && digits !== 0n && digits % 10n === 0n) {
    digits /= 10n;
    exponent++;
  }
  return made({ digits, exponent });
}

/** Below zero, zero or above, as the first is less, equal or greater. */
export function compareDecimals(a: Decimal128, b: Decimal128): number {
  const [x, y] = [parts(a), parts(b)];
  if (!x || !y) return Math.sign(decimalNumber(a) - decimalNumber(b)) || 0;
  const [m, n] = aligned(x, y);
  return m < n ? -1 : m > n ? 1 : 0;
}
