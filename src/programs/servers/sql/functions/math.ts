import { decimalOf } from "../values/cast.ts";
import { compare, isNumber, toNumber } from "../values/compare.ts";
import { negated, ofWhole, parseDecimal, remainder, rescale } from "../values/decimal.ts";
import { Decimal, Float, type Value } from "../values/value.ts";
import type { Fn } from "./function.ts";

const floating =
  (f: (...n: number[]) => number): Fn =>
  (args) => {
    if (args.includes(null)) return null;
    const n = f(...args.map(toNumber));
    return Number.isNaN(n) ? null : new Float(n);
  };

const exact = (v: Value): number | Decimal | Float =>
  isNumber(v) ? v : (parseDecimal(String(v)) ?? new Float(toNumber(v)));

/** To whole numbers: up, down or to the nearer. */
const whole =
  (floats: (n: number) => number): Fn =>
  ([v = null]) => {
    if (v === null) return null;
    const n = exact(v);
    if (n instanceof Float) return new Float(floats(n.n));
    if (typeof n === "number") return n;
    return ofWhole(floats(toNumber(n)));
  };

const round: Fn = ([v = null, places = 0]) => {
  if (v === null || places === null) return null;
  const n = exact(v);
  const to = toNumber(places);
  if (n instanceof Float) {
    const by = 10 ** to;
    const scaled = n.n * by;
    const r = Math.sign(scaled) * Math.round(Math.abs(scaled));
    return new Float(r / by);
  }
  if (typeof n === "number" && to >= 0) return n;
  const d = decimalOf(n);
  if (to >= 0) return rescale(d, Math.min(to, d.scale));
  const unit = 10n ** BigInt(-to);
  return new Decimal(rescale(new Decimal(d.n, d.scale - to), 0).n * unit, 0);
};

const truncate: Fn = ([v = null, places = 0]) => {
  if (v === null || places === null) return null;
  const n = exact(v);
  const to = toNumber(places);
  if (n instanceof Float) return new Float(Math.trunc(n.n * 10 ** to) / 10 ** to);
  const d = decimalOf(n);
  const scale = Math.max(0, to);
  if (d.scale <= scale) return typeof n === "number" ? n : rescale(d, scale);
  return new Decimal(d.n / 10n ** BigInt(d.scale - scale), scale);
};

const extreme =
  (sign: number): Fn =>
  (args) => {
    const known = args.filter((a) => a !== null);
    if (known.length < args.length) return null;
    return known.length ? known.reduce((a, b) => (compare(b, a) * sign > 0 ? b : a)) : null;
  };

export const mathFunctions: Readonly<Record<string, Fn>> = {
  abs: ([v = null]) => {
    if (v === null) return null;
    const n = exact(v);
    if (typeof n === "number") return Math.abs(n);
    return n instanceof Float ? new Float(Math.abs(n.n)) : n.n < 0n ? negated(n) : n;
  },
  ceil: whole(Math.ceil),
  ceiling: whole(Math.ceil),
  cos: floating(Math.cos),
  degrees: floating((n) => (n * 180) / Math.PI),
  exp: floating(Math.exp),
  floor: whole(Math.floor),
  greatest: extreme(1),
  least: extreme(-1),
  ln: floating(Math.log),
  log10: floating(Math.log10),
  log2: floating(Math.log2),
  mod: ([a = null, b = null]) => {
    if (a === null || b === null) return null;
    const [x, y] = [exact(a), exact(b)];
    if (toNumber(y) === 0) {
      return null;
    }
    if (typeof x === "number" && typeof y === "number") return x % y;
    if (x instanceof Float || y instanceof Float) return new Float(toNumber(x) % toNumber(y));
    return remainder(decimalOf(x), decimalOf(y));
  },
  nullif: ([a = null, b = null]) => (a !== null && b !== null && compare(a, b) === 0 ? null : a),
  power: floating((a, b = 1) => a ** b),
  pow: floating((a, b = 1) => a ** b),
  radians: floating((n) => (n * Math.PI) / 180),
  rand: (_args, s) => new Float(s.session.random()),
  round,
  sign: ([v = null]) => (v === null ? null : Math.sign(toNumber(v))),
  sin: floating(Math.sin),
  sqrt: ([v = null]) => {
    if (v === null) return null;
    if (toNumber(v) < 0) {
      return null;
    }
    return new Float(Math.sqrt(toNumber(v)));
  },
  tan: floating(Math.tan),
  truncate,
};
