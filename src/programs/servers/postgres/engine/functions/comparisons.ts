import { parseDecimal } from "../../../sql/values/decimal.ts";
import { DAY, toLocal } from "../types/clock.ts";
import { compareValues } from "../types/compare.ts";
import { Decimal, T, type Value } from "../types/type.ts";
import { type CallContext, op } from "./registry.ts";

const OPERATORS: readonly (readonly [string, (c: number) => boolean])[] = [
  ["=", (c) => c === 0],
  ["<>", (c) => c !== 0],
  ["<", (c) => c < 0],
  ["<=", (c) => c <= 0],
  [">", (c) => c > 0],
  [">=", (c) => c >= 0],
];

/** Comparisons of two values of one type, and of two types where the server has those. */
export function defineComparisons(): void {
  const same =
    "bool text bpchar name int2 int4 int8 float4 float8 numeric date time timetz timestamp timestamptz interval uuid jsonb bytea oid anyarray record anyenum inet char";
  for (const t of same.split(" "))
    for (const [name, holds] of OPERATORS)
      op(name, `${t},${t}`, "bool", ([a, b], c) => holds(compareValues(a, b, c.args[0] ?? T.text)));
  const sizes = ["int2", "int4", "int8"];
  for (const a of sizes)
    for (const b of sizes)
      if (a !== b)
        for (const [name, holds] of OPERATORS)
          op(name, `${a},${b}`, "bool", ([x, y]) => {
            const [p, q] = [Number(x), Number(y)];
            return holds(p < q ? -1 : p > q ? 1 : 0);
          });
  for (const [a, b] of [
    ["float4", "float8"],
    ["float8", "float4"],
  ])
    for (const [name, holds] of OPERATORS)
      op(name, `${a},${b}`, "bool", ([x, y]) => holds(compareValues(x, y, T.float8)));
  const moment = (v: number, type: string, c: CallContext): number =>
    type === "date" ? v * DAY : type === "timestamptz" ? toLocal(c.cx.zone, v) : v;
  const days = ["date", "timestamp", "timestamptz"];
  for (const a of days)
    for (const b of days)
      if (a !== b)
        for (const [name, holds] of OPERATORS)
          op(name, `${a},${b}`, "bool", ([x, y], c) => holds(moment(x, a, c) - moment(y, b, c)));
}

/** Whole numbers and floats as numeric. */
export function decimalOf(v: Value): Decimal {
  if (v instanceof Decimal) return v;
  if (typeof v === "bigint") return new Decimal(v, 0);
  return parseDecimal(String(v)) ?? new Decimal(0n, 0);
}
