import {
  addDecimals,
  decimalNumber,
  divideDecimals,
  multiplyDecimals,
  negated,
  rescale,
  squareRoot,
} from "../../../sql/values/decimal.ts";
import { DAY } from "../types/clock.ts";
import { compareValues, keyOf } from "../types/compare.ts";
import { jsonString, sorted } from "../types/json.ts";
import { type TypeContext, textOf } from "../types/text.ts";
import { Arr, Decimal, Interval, Jsonb, type JsonValue, type PgType, T, type Value } from "../types/type.ts";
import { decimalOf } from "./comparisons.ts";
import { toJsonb, toJsonText } from "./json.ts";
import { int8 } from "./numbers.ts";
import { typeNamed } from "./registry.ts";

/** One group's sum of something. */
export interface Accumulator {
  add(args: readonly Value[]): void;
  result(): Value;
}

export interface AggregateInput {
  readonly args: readonly PgType[];
  readonly cx: TypeContext;
}

export interface Aggregate {
  readonly name: string;
  readonly args: readonly PgType[];
  readonly returns: PgType;
  /** Rows with a NULL do not count. */
  readonly strict: boolean;
  /** `WITHIN GROUP (ORDER BY …)`: what is ordered comes behind the direct arguments. */
  readonly ordered: boolean;
  readonly optional: number;
  make(i: AggregateInput): Accumulator;
}

const all = new Map<string, Aggregate[]>();

function agg(
  names: string,
  signature: string,
  returns: string,
  make: (i: AggregateInput) => Accumulator,
  o: { strict?: boolean; ordered?: boolean } = {},
): void {
  const words = signature === "" ? [] : signature.split(",");
  const args = words.map((w) => typeNamed(w.replace("?", "")));
  for (const name of names.split(" ")) {
    const one: Aggregate = {
      name,
      args,
      returns: typeNamed(returns),
      strict: o.strict ?? true,
      ordered: o.ordered ?? false,
      optional: words.filter((w) => w.endsWith("?")).length,
      make,
    };
    const there = all.get(name);
    if (there) there.push(one);
    else all.set(name, [one]);
  }
}

export const aggregatesNamed = (name: string): readonly Aggregate[] => all.get(name) ?? [];

/** Sums up: one value from the one before and a row's. */
function fold<A>(start: A, step: (a: A, v: Value) => A, end: (a: A) => Value): () => Accumulator {
  return () => {
    let a = start;
    return {
      add([v = null]) {
        a = step(a, v);
      },
      result: () => end(a),
    };
  };
}

const ZERO = new Decimal(0n, 0);

function sums(): void {
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

/** Variances, as the server works them out for exact numbers and for floats. */
function spreads(): void {
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

function choices(): void {
  const extreme = (sign: number) => (i: AggregateInput) =>
    fold<Value>(
      null,
      (a, v) => (a === null || sign * compareValues(v, a, i.args[0] ?? T.text) > 0 ? v : a),
      (a) => a,
    )();
  for (const t of "int2 int4 int8 numeric float4 float8 text bpchar date time timestamp timestamptz interval anyarray anyenum oid bytea uuid inet".split(
    " ",
  )) {
    agg("max", t, t, extreme(1));
    agg("min", t, t, extreme(-1));
  }
  agg(
    "bool_and every",
    "bool",
    "bool",
    fold<boolean | null>(
      null,
      (a, v) => (a ?? true) && v === true,
      (a) => a,
    ),
  );
  agg(
    "bool_or",
    "bool",
    "bool",
    fold<boolean | null>(
      null,
      (a, v) => (a ?? false) || v === true,
      (a) => a,
    ),
  );
  for (const t of ["int2", "int4"]) {
    agg(
      "bit_and",
      t,
      t,
      fold<number | null>(
        null,
        (a, v) => (a === null ? Number(v) : a & Number(v)),
        (a) => a,
      ),
    );
    agg(
      "bit_or",
      t,
      t,
      fold<number | null>(
        null,
        (a, v) => (a === null ? Number(v) : a | Number(v)),
        (a) => a,
      ),
    );
  }
  agg(
    "any_value",
    "anyelement",
    "anyelement",
    fold<Value>(
      null,
      (a, v) => a ?? v,
      (a) => a,
    ),
  );
}

function gathers(): void {
  const gather =
    <X>(item: (args: readonly Value[], i: AggregateInput) => X, end: (list: X[], i: AggregateInput) => Value) =>
    (i: AggregateInput): Accumulator => {
      const list: X[] = [];
      return {
        add(args) {
          list.push(item(args, i));
        },
        result: () => (list.length === 0 ? null : end(list, i)),
      };
    };
  const loose = { strict: false };
  agg(
    "array_agg",
    "anynonarray",
    "anyarray",
    gather(
      ([v = null]) => v,
      (l) => new Arr(l),
    ),
    loose,
  );
  agg(
    "array_agg",
    "anyarray",
    "anyarray",
    gather(
      ([v = null]) => v,
      (l) => {
        const [first] = l;
        return first instanceof Arr
          ? new Arr(
              l.flatMap((x) => (x instanceof Arr ? x.items : [])),
              [l.length, ...first.dims],
            )
          : new Arr([]);
      },
    ),
    loose,
  );
  agg(
    "string_agg",
    "text,text",
    "text",
    gather(
      (a) => a,
      (l) => {
        const kept = l.filter(([v]) => v !== null);
        return kept.length === 0 ? null : kept.map(([v, by], i) => (i === 0 ? String(v) : `${by ?? ""}${v}`)).join("");
      },
    ),
    loose,
  );
  agg(
    "json_agg",
    "anyelement",
    "json",
    gather(
      ([v = null], i) => toJsonText(v, i.args[0] ?? T.text, i.cx),
      (l, i) => `[${l.join(i.args[0]?.kind === "composite" || i.args[0]?.name === "record" ? ", \n " : ", ")}]`,
    ),
    loose,
  );
  agg(
    "jsonb_agg",
    "anyelement",
    "jsonb",
    gather(
      ([v = null], i) => toJsonb(v, i.args[0] ?? T.text, i.cx),
      (l) => new Jsonb(l),
    ),
    loose,
  );
  agg(
    "json_object_agg",
    "any,any",
    "json",
    gather(
      ([k = null, v = null], i) =>
        `${jsonString(textOf(k, i.args[0] ?? T.text, i.cx))} : ${toJsonText(v, i.args[1] ?? T.text, i.cx)}`,
      (l) => `{ ${l.join(", ")} }`,
    ),
    loose,
  );
  agg(
    "jsonb_object_agg",
    "any,any",
    "jsonb",
    gather(
      ([k = null, v = null], i): readonly [string, JsonValue] => [
        textOf(k, i.args[0] ?? T.text, i.cx),
        toJsonb(v, i.args[1] ?? T.text, i.cx),
      ],
      (l) => new Jsonb(sorted(new Map(l))),
    ),
    loose,
  );
}

/** Aggregates over what WITHIN GROUP has put in order. */
function orderedSets(): void {
  const set = (end: (fraction: Value, list: readonly Value[]) => Value) => (): Accumulator => {
    const list: Value[] = [];
    let fraction: Value = null;
    return {
      add(args) {
        fraction = args.length > 1 ? (args[0] ?? null) : null;
        const v = args.at(-1) ?? null;
        if (v !== null) list.push(v);
      },
      result: () => (list.length === 0 ? null : end(fraction, list)),
    };
  };
  const ordered = { strict: false, ordered: true };
  const cont = (f: Value, list: readonly Value[]): Value => {
    if (f instanceof Arr) return new Arr(f.items.map((x) => cont(x, list)));
    const at = Number(f) * (list.length - 1);
    const [low, high] = [Number(list[Math.floor(at)]), Number(list[Math.ceil(at)])];
    return low + (high - low) * (at - Math.floor(at));
  };
  agg("percentile_cont", "float8,float8", "float8", set(cont), ordered);
  agg("percentile_cont", "float8[],float8", "float8[]", set(cont), ordered);
  agg(
    "percentile_disc",
    "float8,anyelement",
    "anyelement",
    set((f, list) => list[Math.max(0, Math.ceil(Number(f) * list.length) - 1)] ?? null),
    ordered,
  );
  agg(
    "mode",
    "anyelement",
    "anyelement",
    set((_f, list) => {
      const counts = new Map<string, { v: Value; n: number }>();
      for (const v of list) {
        const there = counts.get(keyOf(v));
        if (there) there.n++;
        else counts.set(keyOf(v), { v, n: 1 });
      }
      let best: { v: Value; n: number } | undefined;
      for (const c of counts.values()) if (!best || c.n > best.n) best = c;
      return best?.v ?? null;
    }),
    ordered,
  );
}

export function defineAggregates(): void {
  sums();
  spreads();
  choices();
  gathers();
  orderedSets();
}

export const isAggregate = (name: string): boolean => all.has(name);
