import type { CallExpr } from "../ast.ts";
import { contextOf } from "../catalog/names.ts";
import { PgError } from "../error.ts";
import { type Aggregate, aggregatesNamed } from "../functions/aggregates.ts";
import { NO_MOD, quoteName, T } from "../types/type.ts";
import { missing, name } from "./callables.ts";
import { coerce, settle, toBoolean } from "./coerce.ts";
import { expression } from "./expression.ts";
import { bind, choose } from "./resolve.ts";
import type { Ex, Scope } from "./scope.ts";
import { sortKeys } from "./sorting.ts";

/** GROUPING(…). */
export function groupingCall(e: CallExpr, sc: Scope): Ex {
  const indexes = e.args.map((a) => {
    const k = sc.keys.find((x) => x.text === JSON.stringify(a, (key, v: unknown) => (key === "at" ? undefined : v)));
    if (!k)
      throw new PgError("arguments to GROUPING must be grouping expressions of the associated query level", "42803", {
        at: e.at,
      });
    return k.index;
  });
  return {
    type: T.int4,
    mod: NO_MOD,
    at: e.at,
    ev: (f) =>
      indexes.reduce(
        (n, i) => n * 2 + ((f.keys as unknown as { absent?: ReadonlySet<number> })?.absent?.has(i) ? 1 : 0),
        0,
      ),
    show: () => "GROUPING()",
  };
}

/** An aggregate among the outputs of a grouped query. */
export function aggregate(e: CallExpr, sc: Scope): Ex {
  const n = name(e);
  if (sc.inAggregate) throw new PgError("aggregate function calls cannot be nested", "42803", { at: e.at });
  if (sc.clause !== "" && sc.clause !== "HAVING" && sc.clause !== "ORDER BY")
    throw new PgError(`aggregate functions are not allowed in ${sc.clause}`, "42803", { at: e.at });
  const i = sc.aggs.length;
  const plan = aggregateCall(e, sc, () => {
    sc.inAggregate = true;
    return () => {
      sc.inAggregate = false;
    };
  });
  sc.aggs.push(plan.call);
  return {
    type: plan.returns,
    mod: NO_MOD,
    at: e.at,
    ev: (f) => f.aggs?.[i] ?? null,
    show: plan.show,
    ...(n === "" ? {} : {}),
  };
}

/** An aggregate with its arguments: for groups and for windows. */
export function aggregateCall(e: CallExpr, sc: Scope, enter: () => () => void) {
  const { s } = sc;
  const n = name(e);
  const leave = enter();
  let args: Ex[];
  let within: readonly Ex[] = [];
  let filter: Ex | undefined;
  let order: ReturnType<typeof sortKeys> = [];
  try {
    args = e.args.map((a) => expression(a, sc));
    within = (e.within ?? []).map((w) => expression(w.by, sc));
    filter = e.filter && toBoolean(s, expression(e.filter, sc), "FILTER");
    order = sortKeys(e.within ?? e.orderBy, sc, []);
  } finally {
    leave();
  }
  const all = [...args, ...within];
  const given = all.map((a) => (a.unknown === undefined ? a.type : T.unknown));
  if (e.star && n !== "count")
    throw new PgError(`function ${n}() does not exist`, "42883", {
      at: e.at,
      hint: "No function matches the given name and argument types. You might need to add explicit type casts.",
    });
  if (n === "count" && !e.star && all.length === 0)
    throw new PgError("count(*) must be used to call a parameterless aggregate function", "42809", { at: e.at });
  const found = choose<Aggregate>(
    aggregatesNamed(n)
      .filter((a) => all.length <= a.args.length && all.length >= a.args.length - a.optional)
      .map((of) => ({ args: of.args, of })),
    given,
  );
  if (found === "none" || found === "many") throw missing(e, given, found === "many");
  const bound = bind(found.args, found.of.returns, given);
  const made = all.map((a, k) => coerce(s, a, bound.args[k] ?? T.text, NO_MOD, "implicit") ?? settle(s, a));
  const { of } = found;
  const input = { args: made.map((a) => a.type), cx: contextOf(s) };
  const returns =
    of.returns.name === "anyelement" || of.args.some((a) => a.name === "anyenum")
      ? bound.returns
      : of.args[0]?.name === "anyarray" && n === "array_agg"
        ? (made[0]?.type ?? bound.returns)
        : bound.returns;
  const show = (p: boolean) =>
    `${quoteName(n)}(${e.distinct ? "DISTINCT " : ""}${e.star ? "*" : made.map((a) => a.show(p)).join(", ")}${order.length && !e.within ? ` ORDER BY ${order.map((o) => `${o.ex.show(p)}${o.descending ? " DESC" : ""}`).join(", ")}` : ""})${filter ? ` FILTER (WHERE ${filter.show(p)})` : ""}`;
  return {
    returns,
    show,
    call: {
      args: made,
      filter,
      distinct: e.distinct,
      order,
      strict: of.strict,
      ordered: of.ordered,
      shown: n,
      make: () => of.make(input),
    },
  };
}
