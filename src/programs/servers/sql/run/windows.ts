import type { Call, Expression } from "../ast.ts";
import { AGGREGATES, over } from "../functions/aggregates.ts";
import { SqlError } from "../lexer.ts";
import { keyOf, toNumber } from "../values/compare.ts";
import { Float, type Value } from "../values/value.ts";
import { evaluate } from "./evaluate.ts";
import { compareKeys, sortRows } from "./order.ts";
import type { Scope } from "./scope.ts";

/** The values of window functions for each row: rows with `windows` filled in. */
export function withWindows(rows: readonly Scope[], calls: readonly Call[]): Scope[] {
  if (calls.length === 0) return [...rows];
  const values = rows.map(() => new Map<Expression, Value>());
  for (const call of calls) {
    const parts = new Map<string, number[]>();
    rows.forEach((row, i) => {
      const key = (call.over?.partitionBy ?? []).map((e) => keyOf(evaluate(e, row))).join("\0");
      const part = parts.get(key);
      if (part) part.push(i);
      else parts.set(key, [i]);
    });
    for (const part of parts.values()) fill(call, part, rows, values);
  }
  const out = rows.map((row, i) => ({ ...row, windows: values[i] ?? new Map() }));
  return inWindowOrder(out, calls);
}

/** MySQL sorts the rows for one window after the other, and leaves them as the last one had them. */
function inWindowOrder(rows: readonly Scope[], calls: readonly Call[]): Scope[] {
  let out = [...rows];
  for (const call of calls) {
    const parts = (call.over?.partitionBy ?? []).map((by) => ({ by, descending: false }));
    const items = [...parts, ...(call.over?.orderBy ?? [])];
    if (items.length) out = sortRows(out, (r) => items.map((o) => evaluate(o.by, r)), items);
  }
  return out;
}

function fill(
  call: Call,
  part: readonly number[],
  rows: readonly Scope[],
  values: readonly Map<Expression, Value>[],
): void {
  const items = call.over?.orderBy ?? [];
  const keys = new Map(part.map((i) => [i, items.map((o) => evaluate(o.by, rows[i] as Scope))]));
  const order = sortRows(part, (i) => keys.get(i) ?? [], items);
  const peer = (a: number, b: number) =>
    compareKeys(keys.get(order[a] ?? 0) ?? [], keys.get(order[b] ?? 0) ?? [], items) === 0;
  order.forEach((index, at) => {
    values[index]?.set(
      call,
      value(
        call,
        order.map((i) => rows[i] as Scope),
        at,
        peer,
        items.length > 0,
      ),
    );
  });
}

/** One row's value. `rows`: its partition in order; `peer`: whether two places are equal in that order. */
function value(
  call: Call,
  rows: readonly Scope[],
  at: number,
  peer: (a: number, b: number) => boolean,
  ordered: boolean,
): Value {
  const here = rows[at] as Scope;
  const argument = (n: number, row: Scope = here): Value => {
    const e = call.args[n];
    return e ? evaluate(e, row) : null;
  };
  const firstPeer = () => {
    let i = at;
    while (i > 0 && peer(i - 1, at)) i--;
    return i;
  };
  switch (call.name) {
    case "row_number":
      return at + 1;
    case "rank":
      return firstPeer() + 1;
    case "dense_rank": {
      let rank = 1;
      for (let i = 1; i <= at; i++) if (!peer(i - 1, i)) rank++;
      return rank;
    }
    case "percent_rank":
      return new Float(rows.length > 1 ? firstPeer() / (rows.length - 1) : 0);
    case "cume_dist": {
      let last = at;
      while (last + 1 < rows.length && peer(last + 1, at)) last++;
      return new Float((last + 1) / rows.length);
    }
    case "ntile": {
      const n = toNumber(argument(0));
      const size = Math.floor(rows.length / n);
      const larger = rows.length % n;
      return at < larger * (size + 1)
        ? Math.floor(at / (size + 1)) + 1
        : larger + Math.floor((at - larger * (size + 1)) / Math.max(1, size)) + 1;
    }
    case "lag":
    case "lead": {
      const by = call.args[1] ? toNumber(argument(1)) : 1;
      const other = rows[call.name === "lag" ? at - by : at + by];
      return other ? argument(0, other) : argument(2);
    }
    default:
  }
  let [from, to] = [0, rows.length - 1];
  const frame = call.over?.frame;
  if (frame) {
    from = frame.before === undefined ? 0 : Math.max(0, at - frame.before);
    to = frame.after === undefined ? rows.length - 1 : Math.min(rows.length - 1, at + frame.after);
  } else if (ordered) {
    to = at;
    while (to + 1 < rows.length && peer(to + 1, at)) to++;
  }
  const seen = rows.slice(from, to + 1);
  if (call.name === "first_value") return seen[0] ? argument(0, seen[0]) : null;
  if (call.name === "last_value") return seen.at(-1) ? argument(0, seen.at(-1)) : null;
  if (call.name === "nth_value") {
    const row = seen[toNumber(argument(1)) - 1];
    return row ? argument(0, row) : null;
  }
  if (!AGGREGATES.has(call.name))
    throw new SqlError(`drydock: the window function ${call.name} is not simulated`, "0A000", 1235);
  return over(call, seen, evaluate);
}
