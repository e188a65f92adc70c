import { addDecimals, compareDecimals } from "../../../sql/values/decimal.ts";
import { PgError } from "../error.ts";
import { fromLocal, intervalSize, shift, toLocal } from "../types/clock.ts";
import { compareValues, keyOf } from "../types/compare.ts";
import { textOf } from "../types/text.ts";
import { Arr, type Interval, T, type Value } from "../types/type.ts";
import { type CallContext, fn, op, setFn } from "./registry.ts";

const elemOf = (c: CallContext) => (c.args.find((t) => t.elem) ?? T.text).elem ?? T.text;
const has = (a: Arr, v: Value): boolean => a.items.some((x) => x !== null && v !== null && keyOf(x) === keyOf(v));
const one = (a: Value): Arr => (a instanceof Arr ? a : new Arr([]));

function concat(x: Value, y: Value): Arr | null {
  if (x === null && y === null) return null;
  const [a, b] = [one(x), one(y)];
  if (a.items.length === 0) return b;
  if (b.items.length === 0) return a;
  if (a.dims.length === b.dims.length && a.dims.length > 1)
    return new Arr([...a.items, ...b.items], [(a.dims[0] ?? 0) + (b.dims[0] ?? 0), ...a.dims.slice(1)]);
  if (a.dims.length === b.dims.length + 1)
    return new Arr([...a.items, ...b.items], [(a.dims[0] ?? 0) + 1, ...a.dims.slice(1)]);
  return new Arr([...a.items, ...b.items]);
}

function arrayText(a: Arr, by: string, missing: string | null, c: CallContext): string {
  return a.items
    .flatMap((v) => (v === null ? (missing === null ? [] : [missing]) : [textOf(v, elemOf(c), c.cx)]))
    .join(by);
}

const series = <N extends number | bigint>(from: N, to: N, step: N, add: (a: N, b: N) => N): Value[][] => {
  if (Number(step) === 0) throw new PgError("step size cannot equal zero", "22023");
  const out: Value[][] = [];
  for (let i = from; Number(step) > 0 ? i <= to : i >= to; i = add(i, step)) {
    out.push([i]);
    if (out.length > 5_000_000) throw new PgError("out of memory", "53200");
  }
  return out;
};

function generate(): void {
  setFn("generate_series", "int4,int4,int4?", "int4", "", ([a, b, s = 1]) => series<number>(a, b, s, (x, y) => x + y));
  setFn("generate_series", "int8,int8,int8?", "int8", "", ([a, b, s = 1n]) => series<bigint>(a, b, s, (x, y) => x + y));
  setFn("generate_series", "numeric,numeric,numeric?", "numeric", "", ([a, b, s]) => {
    const step = s ?? { n: 1n, scale: 0 };
    if (step.n === 0n) throw new PgError("step size cannot equal zero", "22023");
    const out: Value[][] = [];
    for (let i = a; step.n > 0n ? compareDecimals(i, b) <= 0 : compareDecimals(i, b) >= 0; i = addDecimals(i, step))
      out.push([i]);
    return out;
  });
  const moments = (a: number, b: number, i: Interval, next: (v: number) => number): Value[][] => {
    const size = intervalSize(i);
    if (size === 0) throw new PgError("step size cannot equal zero", "22023");
    const out: Value[][] = [];
    for (let v = a; size > 0 ? v <= b : v >= b; v = next(v)) out.push([v]);
    return out;
  };
  setFn("generate_series", "timestamp,timestamp,interval", "timestamp", "", ([a, b, i]) =>
    moments(a, b, i, (v) => shift(v, i, 1)),
  );
  setFn("generate_series", "timestamptz,timestamptz,interval", "timestamptz", "", ([a, b, i], c) =>
    moments(a, b, i, (v) => fromLocal(c.cx.zone, shift(toLocal(c.cx.zone, v), i, 1))),
  );
  setFn("generate_subscripts", "anyarray,int4", "int4", "", ([a, d]) =>
    Array.from({ length: a.dims[d - 1] ?? 0 }, (_, i) => [i + 1]),
  );
  setFn("unnest", "anyarray", "anyelement", "", ([a]) => a.items.map((v: Value) => [v]));
}

export function defineArrays(): void {
  generate();
  fn("array_length", "anyarray,int4", "int4", ([a, d]) => a.dims[d - 1] ?? null);
  fn("cardinality", "anyarray", "int4", ([a]) => a.items.length);
  fn("array_ndims", "anyarray", "int4", ([a]) => a.dims.length || null);
  fn("array_dims", "anyarray", "text", ([a]) =>
    a.dims.length ? a.dims.map((n: number) => `[1:${n}]`).join("") : null,
  );
  fn("array_lower", "anyarray,int4", "int4", ([a, d]) => (a.dims[d - 1] === undefined ? null : 1));
  fn("array_upper", "anyarray,int4", "int4", ([a, d]) => a.dims[d - 1] ?? null);
  const loose = { strict: false };
  fn("array_append", "anyarray,anyelement", "anyarray", ([a, v]) => new Arr([...one(a).items, v]), loose);
  fn("array_prepend", "anyelement,anyarray", "anyarray", ([v, a]) => new Arr([v, ...one(a).items]), loose);
  fn("array_cat", "anyarray,anyarray", "anyarray", ([a, b]) => concat(a, b), loose);
  fn(
    "array_remove",
    "anyarray,anyelement",
    "anyarray",
    ([a, v]) => (a === null ? null : new Arr(a.items.filter((x: Value) => keyOf(x) !== keyOf(v)))),
    loose,
  );
  fn(
    "array_replace",
    "anyarray,anyelement,anyelement",
    "anyarray",
    ([a, v, w]) =>
      a === null
        ? null
        : new Arr(
            a.items.map((x: Value) => (keyOf(x) === keyOf(v) ? w : x)),
            a.dims,
          ),
    loose,
  );
  fn(
    "array_position",
    "anyarray,anyelement",
    "int4",
    ([a, v]) => {
      const at = a === null ? -1 : a.items.findIndex((x: Value) => keyOf(x) === keyOf(v));
      return at < 0 ? null : at + 1;
    },
    loose,
  );
  fn(
    "array_positions",
    "anyarray,anyelement",
    "int4[]",
    ([a, v]) => new Arr(a.items.flatMap((x: Value, i: number) => (keyOf(x) === keyOf(v) ? [i + 1] : []))),
    loose,
  );
  fn("array_reverse", "anyarray", "anyarray", ([a]) => new Arr([...a.items].reverse(), a.dims));
  fn(
    "array_sort",
    "anyarray",
    "anyarray",
    ([a], c) =>
      new Arr(
        [...a.items].sort((x, y) => (x === null ? 1 : y === null ? -1 : compareValues(x, y, elemOf(c)))),
        a.dims,
      ),
  );
  fn("trim_array", "anyarray,int4", "anyarray", ([a, n]) => new Arr(a.items.slice(0, a.items.length - n)));
  fn(
    "array_fill",
    "anyelement,int4[]",
    "anyarray",
    ([v, d]) => {
      const dims = d.items as number[];
      return new Arr(
        Array.from({ length: dims.reduce((x, y) => x * y, 1) }, () => v),
        dims,
      );
    },
    loose,
  );
  fn("array_to_string", "anyarray,text,text?", "text", ([a, by, missing = null], c) => arrayText(a, by, missing, c));
  fn(
    "string_to_array",
    "text,text,text?",
    "text[]",
    ([t, by, missing]) => {
      if (t === null) return null;
      const parts = t === "" ? [] : by === null ? [...t] : by === "" ? [t] : t.split(by);
      return new Arr(parts.map((p: string) => (p === missing ? null : p)));
    },
    loose,
  );
  op("||", "anyarray,anyarray", "anyarray", ([a, b]) => concat(a, b), loose);
  op("||", "anyarray,anyelement", "anyarray", ([a, v]) => new Arr([...one(a).items, v]), loose);
  op("||", "anyelement,anyarray", "anyarray", ([v, a]) => new Arr([v, ...one(a).items]), loose);
  op("@>", "anyarray,anyarray", "bool", ([a, b]) => b.items.every((v: Value) => has(a, v)));
  op("<@", "anyarray,anyarray", "bool", ([a, b]) => a.items.every((v: Value) => has(b, v)));
  op("&&", "anyarray,anyarray", "bool", ([a, b]) => a.items.some((v: Value) => has(b, v)));
  fn("enum_range", "anyenum", "anyarray", (_a, c) => new Arr(c.args[0]?.labels ?? []), loose);
  fn("enum_first", "anyenum", "anyenum", (_a, c) => c.args[0]?.labels?.[0] ?? null, loose);
  fn("enum_last", "anyenum", "anyenum", (_a, c) => c.args[0]?.labels?.at(-1) ?? null, loose);
  fn("num_nulls", "variadic any", "int4", (args) => args.filter((v) => v === null).length, loose);
  fn("num_nonnulls", "variadic any", "int4", (args) => args.filter((v) => v !== null).length, loose);
}
