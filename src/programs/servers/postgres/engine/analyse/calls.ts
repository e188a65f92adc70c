import type { CallExpr, Expr } from "../ast.ts";
import { functionsOf } from "../catalog/lookup.ts";
import { contextOf } from "../catalog/names.ts";
import { typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { isAggregate } from "../functions/aggregates.ts";
import { functionsNamed } from "../functions/registry.ts";
import { callUser, rowsOfUser, signature } from "../plpgsql/call.ts";
import { Arr, NO_MOD, type PgType, quoteName, Rec, T, type Value } from "../types/type.ts";
import { aggregate, groupingCall } from "./aggregate-calls.ts";
import { type Callable, chosen, missing, name } from "./callables.ts";
import { settle } from "./coerce.ts";
import { expression } from "./expression.ts";
import { bind } from "./resolve.ts";
import type { Ex, Frame, Scope } from "./scope.ts";
import { windowFunction, windowOf } from "./window-calls.ts";

export const isSetFunction = (e: Expr, sc: Scope): boolean =>
  e.k === "call" &&
  (functionsNamed(e.name.at(-1) ?? "").some((f) => f.set) || functionsOf(sc.s, e.name).some((f) => f.setof));

/** A function's call: of an aggregate, over a window, of one of the server's or the user's. */
export function call(e: CallExpr, sc: Scope): Ex {
  const name = e.name.at(-1) ?? "";
  if (e.over) return windowOf(e, sc);
  if (windowFunction(name)) throw new PgError(`window function ${name} requires an OVER clause`, "42P20", { at: e.at });
  if (name === "grouping") return groupingCall(e, sc);
  if (isAggregate(name) && functionsOf(sc.s, e.name).length === 0) return aggregate(e, sc);
  if (e.star)
    throw new PgError(`${name}(*) specified, but ${name} is not an aggregate function`, "42809", { at: e.at });
  if (e.distinct)
    throw new PgError(`DISTINCT specified, but ${name} is not an aggregate function`, "42809", { at: e.at });
  const { made, f } = chosen(e, sc);
  if (f.own?.set || f.user?.setof) return inSelect(e, sc, made, f);
  return scalar(e, sc, made, f);
}

function shownCall(e: CallExpr, made: readonly Ex[], pretty: boolean): string {
  const n = name(e);
  const args = made.map((a) => a.show(pretty));
  if (
    made.length === 0 &&
    /^(current_(date|timestamp|time|user|role|catalog|schema)|session_user|localtime|localtimestamp)$/.test(n)
  )
    return n.toUpperCase();
  if (n === "extract") return `EXTRACT(${args[0]?.replace(/^'(\w+)'::text$/, "$1")} FROM ${args[1]})`;
  if (n === "btrim" && args.length === 1) return `TRIM(BOTH FROM ${args[0]})`;
  if (n === "timezone" && args.length === 2) return `(${args[1]} AT TIME ZONE ${args[0]})`;
  if (n === "position") return `POSITION((${args[1]}) IN (${args[0]}))`;
  return `${e.name.map(quoteName).join(".")}(${args.join(", ")})`;
}

function scalar(e: CallExpr, sc: Scope, made: readonly Ex[], f: Callable): Ex {
  const { s } = sc;
  const { types, returns } = {
    types: made.map((a) => a.type),
    returns: bind(
      f.args,
      f.returns,
      made.map((a) => a.type),
    ).returns,
  };
  const base = { type: returns, mod: NO_MOD, at: e.at, show: (p: boolean) => shownCall(e, made, p) };
  const { own, user } = f;
  if (user) {
    if (user.procedure !== s.calling)
      throw new PgError(`${signature(s, user)} is ${user.procedure ? "a" : "not a"} procedure`, "42809", {
        at: e.at,
        hint: user.procedure ? "To call a procedure, use CALL." : "To call a function, use SELECT.",
      });
    const packed = packVariadic(made, f);
    return { ...base, type: user.procedure ? T.record : returns, ev: (frame) => callUser(s, user, packed(frame)) };
  }
  const body = own?.body;
  if (!own || !body) throw missing(e, types, false);
  const c = { s, cx: contextOf(s), args: types, returns };
  const expand = e.variadic && own.variadic;
  return {
    ...base,
    ...(made.every((a) => a.constant) && !own.volatile && made.length ? { constant: false } : {}),
    ev: (frame) => {
      const values: Value[] = made.map((a) => a.ev(frame));
      if (own.strict && values.includes(null)) return null;
      if (expand) {
        const last = values.pop();
        if (last instanceof Arr)
          return body([...values, ...last.items], {
            ...c,
            args: [...types.slice(0, -1), ...last.items.map(() => types.at(-1)?.elem ?? T.text)],
          });
      }
      return body(values, c);
    },
  };
}

function packVariadic(made: readonly Ex[], f: Callable): (frame: Frame) => Value[] {
  if (!f.variadic) return (frame) => made.map((a) => a.ev(frame));
  const fixed = f.args.length - 1;
  return (frame) => {
    const values = made.map((a) => a.ev(frame));
    return [...values.slice(0, fixed), new Arr(values.slice(fixed))];
  };
}

/** What a function that gives rows has as columns. */
export interface SetFunction {
  readonly columns: readonly { readonly name: string; readonly type: PgType }[];
  /** The type of one row: a single column's, or a record's. */
  readonly returns: PgType;
  rows(f: Frame): readonly (readonly Value[])[];
}

/** Whether a function of the user's has several results of its own: OUT arguments. */
const givesColumns = (e: CallExpr, sc: Scope): boolean =>
  functionsOf(sc.s, e.name).some((f) => f.args.filter((a) => a.mode === "out" || a.mode === "inout").length > 1);

/** A function in FROM. */
export function setFunction(e: Expr, sc: Scope): SetFunction {
  const { s } = sc;
  if (e.k !== "call" || (!isSetFunction(e, sc) && !givesColumns(e, sc))) {
    const ex = settle(s, expression(e, sc));
    const n = e.k === "call" ? name(e) : e.k === "cast" ? ex.type.name : "column1";
    const { fields } = ex.type;
    if (fields)
      return {
        columns: fields,
        returns: ex.type,
        rows: (f) => {
          const v = ex.ev(f);
          return v instanceof Rec ? [v.values] : [fields.map(() => null)];
        },
      };
    return { columns: [{ name: n, type: ex.type }], returns: ex.type, rows: (f) => [[ex.ev(f)]] };
  }
  const { made, f, types, returns } = chosen(e, sc);
  const { own, user } = f;
  if (user) {
    const outs = user.args.filter((a) => a.mode === "out" || a.mode === "inout" || a.mode === "table");
    const columns = outs.length
      ? outs.map((a, i) => ({ name: a.name ?? `column${i + 1}`, type: typeByOid(s, a.type) }))
      : (returns.fields ?? [{ name: name(e), type: returns }]);
    const packed = packVariadic(made, f);
    return {
      columns,
      returns: outs.length > 1 ? T.record : returns,
      rows: (frame) => rowsOfUser(s, user, packed(frame)),
    };
  }
  const set = own?.set;
  if (!own || !set) throw missing(e, types, false);
  const c = { s, cx: contextOf(s), args: types, returns };
  const columns = own.columns.length > 0 ? own.columns : [{ name: name(e), type: returns }];
  return {
    columns,
    returns: columns.length > 1 ? T.record : (columns[0]?.type ?? returns),
    rows: (frame) => {
      const values: Value[] = made.map((a) => a.ev(frame));
      return own.strict && values.includes(null) ? [] : set(values, c);
    },
  };
}

/** One that gives rows among the outputs of a SELECT. */
function inSelect(e: CallExpr, sc: Scope, _made: readonly Ex[], _f: Callable): Ex {
  if (sc.clause !== "" && sc.clause !== "ORDER BY")
    throw new PgError(`set-returning functions are not allowed in ${sc.clause}`, "0A000", { at: e.at });
  const set = setFunction(e, sc);
  const i = sc.sets.length;
  sc.sets.push({ run: (f) => set.rows(f) as readonly Value[][] });
  const single = set.columns.length === 1 && set.returns.name !== "record";
  const fields = set.columns.map((c) => ({ ...c, mod: NO_MOD }));
  return {
    type: single ? (set.columns[0]?.type ?? T.text) : set.returns.fields ? set.returns : { ...T.record, fields },
    mod: NO_MOD,
    at: e.at,
    ev: (f) => {
      const row = f.sets?.[i] as unknown as readonly Value[] | null | undefined;
      if (!row) return null;
      return single ? (row[0] ?? null) : new Rec(row, fields);
    },
    show: (p) => `${quoteName(name(e))}(${e.args.map((a) => expression(a, sc).show(p)).join(", ")})`,
  };
}
