import {
  addDecimals,
  decimalNumber,
  divideDecimals,
  multiplyDecimals,
  negated,
  rescale,
  squareRoot,
} from "../../../../sql/values/decimal.ts";
import { Decimal, type Value } from "../../types/type.ts";
import { agg, fold, ZERO } from "../aggregates.ts";
import { decimalOf } from "../comparisons.ts";

/** Variances, as the server works them out for exact numbers and for floats. */
export function spreads(): void {
  interface Moments {
    readonly n: number;
    readonly sum: Decimal;
    readonly squares: Decimal;
  }
  const step = (a: Moments, v: Value): Moments => {
    const d = decimalOf(v);
    return { n: a.n + 1, sum: addDecimals(a.sum, d), squares: addDecimals(a.squares, multiplyDecimals(d, d)) };
  };
  const variance = (a: Moments, sample: boolean): Decimal | null => {
    if (a.n === 0 || (sample && a.n === 1)) return null;
    const n = new Decimal(BigInt(a.n), 0);
    const top = addDecimals(multiplyDecimals(n, a.squares), negated(multiplyDecimals(a.sum, a.sum)));
    if (top.n <= 0n) return ZERO;
    return divideDecimals(top, multiplyDecimals(n, new Decimal(BigInt(sample ? a.n - 1 : a.n), 0)));
  };
  const start: Moments = { n: 0, sum: ZERO, squares: ZERO };
  const deviation = (v: Decimal | null): Decimal | null => {
    if (!v || v.n === 0n) return v;
    const size = Math.sqrt(decimalNumber(v));
    return squareRoot(
      rescale(v, Math.max(v.scale, 16 - Math.max(0, Math.floor(Math.log10(size) / 4) * 4) - (size >= 1 ? 0 : 0))),
    );
  };
  for (const t of ["int2", "int4", "int8", "numeric"]) {
    agg(
      "variance var_samp",
      t,
      "numeric",
      fold(start, step, (a) => variance(a, true)),
    );
    agg(
      "var_pop",
      t,
      "numeric",
      fold(start, step, (a) => variance(a, false)),
    );
    agg(
      "stddev stddev_samp",
      t,
      "numeric",
      fold(start, step, (a) => deviation(variance(a, true))),
    );
    agg(
      "stddev_pop",
      t,
      "numeric",
      fold(start, step, (a) => deviation(variance(a, false))),
    );
  }
  const floats = (root: boolean, sample: boolean) => () => {
    const seen: number[] = [];
    return {
      add([v]: readonly Value[]) {
        seen.push(Number(v));
      },
      result() {
        const n = seen.length;
        if (n === 0 || (sample && n === 1)) return null;
        const mean = seen.reduce((a, b) => a + b, 0) / n;
        const v = seen.reduce((a, b) => a + (b - mean) ** 2, 0) / (sample ? n - 1 : n);
        return root ? Math.sqrt(v) : v;
      },
    };
  };
  agg("variance var_samp", "float8", "float8", floats(false, true));
  agg("var_pop", "float8", "float8", floats(false, false));
  agg("stddev stddev_samp", "float8", "float8", floats(true, true));
  agg("stddev_pop", "float8", "float8", floats(true, false));
  const pairs = (end: (p: readonly (readonly [number, number])[]) => number | null) => () => {
    const seen: [number, number][] = [];
    return {
      add([y, x]: readonly Value[]) {
        seen.push([Number(y), Number(x)]);
      },
      result: () => (seen.length === 0 ? null : end(seen)),
    };
  };
  const mean = (l: readonly number[]) => l.reduce((a, b) => a + b, 0) / l.length;
  const co = (p: readonly (readonly [number, number])[]) => {
    const [my, mx] = [mean(p.map(([y]) => y)), mean(p.map(([, x]) => x))];
    return {
      my,
      mx,
      xy: p.reduce((a, [y, x]) => a + (y - my) * (x - mx), 0),
      xx: p.reduce((a, [, x]) => a + (x - mx) ** 2, 0),
      yy: p.reduce((a, [y]) => a + (y - my) ** 2, 0),
    };
  };
  agg(
    "corr",
    "float8,float8",
    "float8",
    pairs((p) => {
      const c = co(p);
      return c.xx === 0 || c.yy === 0 ? null : c.xy / Math.sqrt(c.xx * c.yy);
    }),
  );
  agg(
    "covar_pop",
    "float8,float8",
    "float8",
    pairs((p) => co(p).xy / p.length),
  );
  agg(
    "covar_samp",
    "float8,float8",
    "float8",
    pairs((p) => (p.length < 2 ? null : co(p).xy / (p.length - 1))),
  );
  agg(
    "regr_slope",
    "float8,float8",
    "float8",
    pairs((p) => {
      const c = co(p);
      return c.xx === 0 ? null : c.xy / c.xx;
    }),
  );
  agg(
    "regr_intercept",
    "float8,float8",
    "float8",
    pairs((p) => {
      const c = co(p);
      return c.xx === 0 ? null : c.my - (c.mx * c.xy) / c.xx;
    }),
  );
}
