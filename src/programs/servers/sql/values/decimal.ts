import { Decimal } from "./value.ts";

const power = (places: number) => 10n ** BigInt(places);

/** The number that a text such as `-12.50` or `1e3` writes; undefined for what is none. */
export function parseDecimal(text: string): Decimal | undefined {
  const m = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text);
  const [, sign, whole = "", part = "", exponent] = m ?? [];
  if (!m || whole + part === "") return undefined;
  const shift = Number(exponent ?? 0);
  let n = BigInt(whole + part);
  let scale = part.length - shift;
  if (scale < 0) {
    n *= power(-scale);
    scale = 0;
  }
  return new Decimal(sign === "-" ? -n : n, scale);
}

export function ofWhole(n: number): Decimal {
  return new Decimal(BigInt(n), 0);
}

export function decimalText({ n, scale }: Decimal): string {
  const digits = String(n < 0n ? -n : n).padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return n < 0n ? `-${text}` : text;
}

export function decimalNumber(d: Decimal): number {
  return Number(decimalText(d));
}

/** Rounded half away from zero to so many places. */
export function rescale(d: Decimal, scale: number): Decimal {
  if (scale >= d.scale) return new Decimal(d.n * power(scale - d.scale), scale);
  return new Decimal(rounded(d.n, power(d.scale - scale)), scale);
}

function rounded(n: bigint, by: bigint): bigint {
  const size = n < 0n ? -n : n;
  const half = (size + by / 2n) / by;
  return n < 0n ? -half : half;
}

function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [rescale(a, scale).n, rescale(b, scale).n, scale];
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return new Decimal(x + y, scale);
}

export function negated(d: Decimal): Decimal {
  return new Decimal(-d.n, d.scale);
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return new Decimal(a.n * b.n, a.scale + b.scale);
}

/** The remainder, with the sign of the first. */
export function remainder(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return new Decimal(x % y, scale);
}

/** a / b to so many places. */
export function divideTo(a: Decimal, b: Decimal, scale: number): Decimal {
  const top = a.n * power(scale + b.scale);
  const bottom = b.n * power(a.scale);
  const n = rounded(top < 0n ? -top : top, bottom < 0n ? -bottom : bottom);
  return new Decimal(top < 0n !== bottom < 0n ? -n : n, scale);
}

/** a / b with as many places as PostgreSQL gives it: sixteen digits that count, in groups of four. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  const [w1, d1] = leading(a);
  const [w2, d2] = leading(b);
  const weight = w1 - w2 - (d1 <= d2 ? 1 : 0);
  return divideTo(a, b, Math.max(16 - 4 * weight, a.scale, b.scale, 0));
}

/** The place (in groups of four digits) and the value of the first group that is not zero. */
function leading(d: Decimal): readonly [weight: number, digit: number] {
  if (d.n === 0n) return [0, 0];
  const [whole = "", part = ""] = decimalText(new Decimal(d.n < 0n ? -d.n : d.n, d.scale)).split(".");
  const digits =
    whole.padStart(Math.ceil(whole.length / 4) * 4, "0") + part.padEnd(Math.ceil(part.length / 4) * 4, "0");
  const groups = digits.match(/.{4}/g) ?? [];
  const at = groups.findIndex((g) => Number(g) !== 0);
  return [Math.ceil(whole.length / 4) - 1 - at, Number(groups[at] ?? 0)];
}

/** The root with as many places as the number has. */
export function squareRoot(d: Decimal): Decimal {
  // The root of n·10^scale counts in units of 10^-scale; one digit more, to round.
  const n = d.n * power(d.scale) * 100n;
  if (n <= 0n) return new Decimal(0n, d.scale);
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (let next = (x + n / x) / 2n; next < x; next = (x + n / x) / 2n) x = next;
  return new Decimal(rounded(x, 10n), d.scale);
}
