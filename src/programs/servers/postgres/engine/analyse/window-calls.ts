import type { CallExpr, WindowSpec } from "../ast.ts";
import { PgError } from "../error.ts";
import { isAggregate } from "../functions/aggregates.ts";
import { rowKey } from "../types/compare.ts";
import { NO_MOD, type PgType, quoteName, T, typeText, type Value } from "../types/type.ts";
import { aggregateCall } from "./aggregate-calls.ts";
import { coerce, settle } from "./coerce.ts";
import { expression } from "./expression.ts";
import type { AggregateCall, Ex, Frame, Scope, WindowCall } from "./scope.ts";
import { sortKeys } from "./sorting.ts";

const RANKS = /^(row_number|rank|dense_rank|percent_rank|cume_dist|ntile|lag|lead|first_value|last_value|nth_value)$/;
export const windowFunction = (name: string): boolean => RANKS.test(name);

function specOf(e: CallExpr, sc: Scope): WindowSpec {
  const over = e.over as WindowSpec;
  if (over.name === undefined) return over;
  const named = sc.windows.find((w) => w.as === over.name);
  if (!named) throw new PgError(`window "${over.name}" does not exist`, "42704", { at: e.at });
  return { ...named, orderBy: over.orderBy.length ? over.orderBy : named.orderBy, frame: over.frame ?? named.frame };
}

/** A function over a window. */
export function windowOf(e: CallExpr, sc: Scope): Ex {
  const { s } = sc;
  const name = e.name.at(-1) ?? "";
  if (sc.clause !== "" && sc.clause !== "ORDER BY")
    throw new PgError(`window functions are not allowed in ${sc.clause}`, "42P20", { at: e.at });
  const spec = specOf(e, sc);
  const partition = spec.partitionBy.map((p) => settle(s, expression(p, sc)));
  const order = sortKeys(spec.orderBy, sc, []);
  const i = sc.wins.length;
  const { run, type } = isAggregate(name) ? overAggregate(e, sc, spec) : ranking(e, sc, spec);
  const made: WindowCall = { spec, partition, order, run };
  sc.wins.push(made);
  const over = () => {
    const parts = partition.length ? `PARTITION BY ${partition.map((p) => p.show(false)).join(", ")}` : "";
    const by = order.length
      ? `ORDER BY ${order.map((o) => `${o.ex.show(false)}${o.descending ? " DESC" : ""}`).join(", ")}`
      : "";
    return [parts, by].filter((x) => x).join(" ");
  };
  return {
    type,
    mod: NO_MOD,
    at: e.at,
    ev: (f) => f.wins?.[i] ?? null,
    show: (p) =>
      `${quoteName(name)}(${e.star ? "*" : e.args.map((a) => expression(a, sc).show(p)).join(", ")}) OVER (${over()})`,
  };
}

type Peers = (i: number) => readonly [number, number];

/** Where a row's frame begins and ends: places in the partition, the end not within. */
function frameOf(spec: WindowSpec, sc: Scope): (i: number, count: number, peers: Peers) => readonly [number, number] {
  const { frame } = spec;
  if (!frame) {
    if (spec.orderBy.length === 0) return (_i, n) => [0, n];
    return (i, _n, peers) => [0, peers(i)[1]];
  }
  const offset = (b: typeof frame.start): number => {
    if (b.kind !== "preceding" && b.kind !== "following") return 0;
    const v = coerce(sc.s, expression(b.by, { ...sc, grouped: false }), T.int8, NO_MOD, "assignment")?.ev({
      row: [],
      up: undefined,
    });
    if (v === null || v === undefined || Number(v) < 0)
      throw new PgError(
        `frame ${b === frame.start ? "starting" : "ending"} offset must not be ${v === null ? "null" : "negative"}`,
        "22013",
      );
    return Number(v);
  };
  const [from, to] = [offset(frame.start), offset(frame.end)];
  if (
    frame.mode !== "rows" &&
    (frame.start.kind === "preceding" ||
      frame.start.kind === "following" ||
      frame.end.kind === "preceding" ||
      frame.end.kind === "following")
  )
    throw new PgError(`drydock: ${frame.mode.toUpperCase()} with an offset is not simulated`, "0A000");
  const rows = frame.mode === "rows";
  return (i, n, peers) => {
    const start =
      frame.start.kind === "unbounded preceding"
        ? 0
        : frame.start.kind === "current row"
          ? rows
            ? i
            : peers(i)[0]
          : frame.start.kind === "preceding"
            ? i - from
            : i + from;
    const end =
      frame.end.kind === "unbounded following"
        ? n
        : frame.end.kind === "current row"
          ? rows
            ? i + 1
            : peers(i)[1]
          : frame.end.kind === "preceding"
            ? i - to + 1
            : i + to + 1;
    return [Math.max(0, start), Math.max(0, Math.min(n, end))];
  };
}

function overAggregate(e: CallExpr, sc: Scope, spec: WindowSpec) {
  const { call, returns } = aggregateCall(e, sc, () => () => {});
  const bounds = frameOf(spec, sc);
  const growing =
    !spec.frame || (spec.frame.start.kind === "unbounded preceding" && spec.frame.end.kind !== "following");
  const run = (rows: readonly Frame[], peers: Peers): Value[] => {
    const out: Value[] = [];
    let acc = call.make();
    let done = 0;
    for (let i = 0; i < rows.length; i++) {
      const [from, to] = bounds(i, rows.length, peers);
      if (!growing || from !== 0) {
        acc = call.make();
        done = from;
      }
      for (; done < to; done++) {
        const f = rows[done];
        if (f) feed(call, acc, f);
      }
      out.push(acc.result());
    }
    return out;
  };
  return { run, type: returns };
}

/** Gives a row to an aggregate. */
export function feed(call: AggregateCall, acc: { add(args: readonly Value[]): void }, f: Frame): void {
  if (call.filter && call.filter.ev(f) !== true) return;
  const args = call.args.map((a) => a.ev(f));
  if (call.strict && args.some((a) => a === null)) return;
  acc.add(args);
}

function ranking(
  e: CallExpr,
  sc: Scope,
  spec: WindowSpec,
): { run: (rows: readonly Frame[], peers: Peers) => Value[]; type: PgType } {
  const { s } = sc;
  const name = e.name.at(-1) ?? "";
  const args = e.args.map((a) => expression(a, sc));
  if (!windowFunction(name))
    throw new PgError(`OVER specified, but ${name} is not a window function nor an aggregate function`, "42809", {
      at: e.at,
    });
  const wrong = () =>
    new PgError(
      `function ${name}(${args.map((a) => typeText(a.unknown === undefined ? a.type : T.unknown)).join(", ")}) does not exist`,
      "42883",
      {
        at: e.at,
        hint: "No function matches the given name and argument types. You might need to add explicit type casts.",
      },
    );
  const per = (type: PgType, value: (i: number, rows: readonly Frame[], peers: Peers) => Value) => ({
    type,
    run: (rows: readonly Frame[], peers: Peers) => rows.map((_, i) => value(i, rows, peers)),
  });
  const bounds = frameOf(spec, sc);
  const [first] = args;
  switch (name) {
    case "row_number":
      return per(T.int8, (i) => BigInt(i + 1));
    case "rank":
      return per(T.int8, (i, _r, peers) => BigInt(peers(i)[0] + 1));
    case "dense_rank":
      return {
        type: T.int8,
        run: (rows, peers) => {
          let n = 0n;
          return rows.map((_, i) => (peers(i)[0] === i ? ++n : n));
        },
      };
    case "percent_rank":
      return per(T.float8, (i, rows, peers) => (rows.length <= 1 ? 0 : peers(i)[0] / (rows.length - 1)));
    case "cume_dist":
      return per(T.float8, (i, rows, peers) => peers(i)[1] / rows.length);
    case "ntile": {
      const n = first && coerce(s, first, T.int4, NO_MOD, "implicit");
      if (!n) throw wrong();
      return per(T.int4, (i, rows) => {
        const buckets = Number(rows[0] ? n.ev(rows[0]) : 1);
        if (buckets <= 0) throw new PgError("argument of ntile must be greater than zero", "22014");
        const size = Math.floor(rows.length / buckets);
        const big = rows.length % buckets;
        return i < big * (size + 1)
          ? Math.floor(i / (size + 1)) + 1
          : big + Math.floor((i - big * (size + 1)) / Math.max(1, size)) + 1;
      });
    }
    case "lag":
    case "lead": {
      if (!first) throw wrong();
      let value = settle(s, first);
      const by = args[1] ? coerce(s, args[1], T.int4, NO_MOD, "implicit") : undefined;
      let other: Ex | undefined;
      if (args[2]) {
        other = coerce(s, args[2], value.type, NO_MOD, "implicit");
        if (!other) {
          const wider = coerce(s, value, args[2].type, NO_MOD, "implicit");
          if (!wider) throw wrong();
          value = wider;
          other = args[2];
        }
      }
      const sign = name === "lag" ? -1 : 1;
      return per(value.type, (i, rows) => {
        const here = rows[i];
        if (!here) return null;
        const at = rows[i + sign * Number(by ? by.ev(here) : 1)];
        return at ? value.ev(at) : other ? other.ev(here) : null;
      });
    }
    default: {
      if (!first) throw wrong();
      const value = settle(s, first);
      const n = args[1] ? coerce(s, args[1], T.int4, NO_MOD, "implicit") : undefined;
      return per(value.type, (i, rows, peers) => {
        const [from, to] = bounds(i, rows.length, peers);
        const here = rows[i];
        const at =
          name === "first_value"
            ? from
            : name === "last_value"
              ? to - 1
              : from + Number(n && here ? n.ev(here) : 1) - 1;
        const row = at < to && at >= from ? rows[at] : undefined;
        return row ? value.ev(row) : null;
      });
    }
  }
}

export const partitionKey = (w: WindowCall, f: Frame): string => rowKey(w.partition.map((p) => p.ev(f)));
