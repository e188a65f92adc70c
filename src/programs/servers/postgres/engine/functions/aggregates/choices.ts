import { compareValues } from "../../types/compare.ts";
import { T, type Value } from "../../types/type.ts";
import { type AggregateInput, agg, fold } from "../aggregates.ts";

/** Aggregates that keep one of the values, or one made of them bit by bit. */
export function choices(): void {
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
