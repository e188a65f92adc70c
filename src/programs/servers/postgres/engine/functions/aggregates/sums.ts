import { addDecimals, divideDecimals } from "../../../../sql/values/decimal.ts";
import { DAY } from "../../types/clock.ts";
import { Decimal, Interval, type Value } from "../../types/type.ts";
import { agg, fold, ZERO } from "../aggregates.ts";
import { decimalOf } from "../comparisons.ts";
import { int8 } from "../numbers.ts";

/** Counts, sums and means. */
export function sums(): void {
  agg(
    "count",
    "",
    "int8",
    fold(
      0n,
      (n) => n + 1n,
      (n) => n,
    ),
    { strict: false },
  );
  agg(
    "count",
    "any",
    "int8",
    fold(
      0n,
      (n) => n + 1n,
      (n) => n,
    ),
  );
  const total = (a: bigint | null, v: Value) => (a ?? 0n) + BigInt(Number(v));
  for (const t of ["int2", "int4"])
    agg(
      "sum",
      t,
      "int8",
      fold<bigint | null>(null, total, (a) => (a === null ? null : int8(a))),
    );
  agg(
    "sum",
    "int8",
    "numeric",
    fold<bigint | null>(
      null,
      (a, v) => (a ?? 0n) + (v as bigint),
      (a) => (a === null ? null : new Decimal(a, 0)),
    ),
  );
  agg(
    "sum",
    "numeric",
    "numeric",
    fold<Decimal | null>(
      null,
      (a, v) => (a ? addDecimals(a, decimalOf(v)) : decimalOf(v)),
      (a) => a,
    ),
  );
  for (const t of ["float8", "float4"])
    agg(
      "sum",
      t,
      t,
      fold<number | null>(
        null,
        (a, v) => (a ?? 0) + Number(v),
        (a) => (a === null ? null : t === "float4" ? Math.fround(a) : a),
      ),
    );
  agg(
    "sum",
    "interval",
    "interval",
    fold<Interval | null>(null, addInterval, (a) => a),
  );
  interface Mean {
    readonly n: number;
    readonly sum: Decimal;
  }
  for (const t of ["int2", "int4", "int8", "numeric"])
    agg(
      "avg",
      t,
      "numeric",
      fold<Mean>(
        { n: 0, sum: ZERO },
        (a, v) => ({ n: a.n + 1, sum: addDecimals(a.sum, decimalOf(v)) }),
        (a) => (a.n === 0 ? null : divideDecimals(a.sum, new Decimal(BigInt(a.n), 0))),
      ),
    );
  for (const t of ["float8", "float4"])
    agg(
      "avg",
      t,
      "float8",
      fold(
        { n: 0, sum: 0 },
        (a, v) => ({ n: a.n + 1, sum: a.sum + Number(v) }),
        (a) => (a.n === 0 ? null : a.sum / a.n),
      ),
    );
  agg(
    "avg",
    "interval",
    "interval",
    fold<{ n: number; sum: Interval | null }>(
      { n: 0, sum: null },
      (a, v) => ({ n: a.n + 1, sum: addInterval(a.sum, v) }),
      (a) => {
        if (!a.sum) return null;
        const months = a.sum.months / a.n;
        const days = a.sum.days / a.n + (months - Math.trunc(months)) * 30;
        const d = Math.trunc(Number(days.toFixed(9)));
        return new Interval(Math.trunc(months), d, Math.round(a.sum.micros / a.n + (days - d) * DAY));
      },
    ),
  );
}

function addInterval(a: Interval | null, v: Value): Interval | null {
  if (!(v instanceof Interval)) return a;
  return a ? new Interval(a.months + v.months, a.days + v.days, a.micros + v.micros) : v;
}
