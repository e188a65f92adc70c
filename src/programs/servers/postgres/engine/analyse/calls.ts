import type { CallExpr, Expr } from "../ast.ts";
import { contextOf, functionsOf, typeByOid } from "../catalog/lookup.ts";
import type { FunctionObject } from "../catalog/objects.ts";
import { PgError } from "../error.ts";
import { type Aggregate, aggregatesNamed, isAggregate } from "../functions/aggregates.ts";
import { type Fn, functionsNamed } from "../functions/registry.ts";
import { callUser, rowsOfUser, signature } from "../plpgsql/call.ts";
import { Arr, NO_MOD, type PgType, quoteName, Rec, T, typeText, type Value } from "../types/type.ts";
import { coerce, settle, toBoolean } from "./coerce.ts";
import { expression } from "./expression.ts";
import { bind, type Candidate, choose } from "./resolve.ts";
import type { Ex, Frame, Scope } from "./scope.ts";
import { sortKeys } from "./sorting.ts";
import { windowFunction, windowOf } from "./window-calls.ts";

export const isSetFunction = (e: Expr, sc: Scope): boolean =>
  e.k === "call" &&
  (functionsNamed(e.name.at(-1) ?? "").some((f) => f.set) || functionsOf(sc.s, e.name).some((f) => f.setof));

interface Callable {
  readonly own: Fn | undefined;
  readonly user: FunctionObject | undefined;
  readonly args: readonly PgType[];
  readonly returns: PgType;
  readonly variadic: boolean;
}

function callables(e: CallExpr, sc: Scope, count: number): Candidate<Callable>[] {
  const name = e.name.at(-1) ?? "";
  const out: Candidate<Callable>[] = [];
  const system = e.name.length === 1 || e.name[0] === "pg_catalog" || e.name[0] === "public";
  for (const f of system ? functionsNamed(name) : []) {
    const of: Callable = { own: f, user: undefined, args: f.args, returns: f.returns, variadic: f.variadic };
    const last = f.args.at(-1);
    if (f.variadic && last && e.variadic && count === f.args.length)
      out.push({ args: f.args, of: { ...of, variadic: false } });
    else if (f.variadic && last && count >= f.args.length - 1) {
      const item = last.name === "any" ? last : (last.elem ?? last);
      const args = [
        ...f.args.slice(0, -1),
        ...Array.from({ length: Math.max(0, count - f.args.length + 1) }, () => item),
      ];
      if (count >= f.args.length) out.push({ args, of });
    } else if (!f.variadic && count <= f.args.length && count >= f.args.length - f.optional)
      out.push({ args: f.args.slice(0, count), of });
  }
  for (const f of functionsOf(sc.s, e.name)) {
    const input = f.args.filter((a) => a.mode === "in" || a.mode === "inout" || a.mode === "variadic");
    const args = input.map((a) => typeByOid(sc.s, a.type));
    const standard = input.filter((a) => a.default).length;
    const variadic = input.at(-1)?.mode === "variadic";
    const of: Callable = { own: undefined, user: f, args, returns: typeByOid(sc.s, f.returns), variadic };
    if (variadic && count >= args.length) {
      const item = args.at(-1)?.elem ?? T.text;
      out.push({ args: [...args.slice(0, -1), ...Array.from({ length: count - args.length + 1 }, () => item)], of });
    } else if (count <= args.length && count >= args.length - standard) out.push({ args: args.slice(0, count), of });
  }
  return out;
}

/** Arguments given by name, in their places. */
function placed(e: CallExpr, sc: Scope): readonly Expr[] {
  if (!e.argNames.some((n) => n !== undefined)) return e.args;
  const names =
    functionsOf(sc.s, e.name)[0]
      ?.args.filter((a) => a.mode !== "out" && a.mode !== "table")
      .map((a) => a.name) ?? NAMES[e.name.at(-1) ?? ""];
  if (!names) return e.args;
  const out: Expr[] = [];
  e.args.forEach((a, i) => {
    const name = e.argNames[i];
    const at = name === undefined ? i : names.indexOf(name);
    if (at >= 0) out[at] = a;
  });
  const own = functionsOf(sc.s, e.name)[0];
  for (let i = 0; i < out.length; i++) out[i] ??= own?.args[i]?.default ?? { k: "const", t: "int", s: "0", at: e.at };
  return out;
}

const NAMES: Readonly<Record<string, readonly string[]>> = {
  make_interval: ["years", "months", "weeks", "days", "hours", "mins", "secs"],
  jsonb_set: ["target", "path", "new_value", "create_if_missing"],
};

function missing(e: CallExpr, given: readonly PgType[], many: boolean): PgError {
  const types = given.map((t) => typeText(t)).join(", ");
  const name = e.name.map(quoteName).join(".");
  if (many)
    return new PgError(`function ${name}(${types}) is not unique`, "42725", {
      at: e.at,
      hint: "Could not choose a best candidate function. You might need to add explicit type casts.",
    });
  return new PgError(`function ${name}(${types}) does not exist`, "42883", {
    at: e.at,
    hint: "No function matches the given name and argument types. You might need to add explicit type casts.",
  });
}

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

interface Chosen {
  readonly made: readonly Ex[];
  readonly f: Callable;
  readonly types: readonly PgType[];
  readonly returns: PgType;
}

function chosen(e: CallExpr, sc: Scope): Chosen {
  const { s } = sc;
  const args = placed(e, sc).map((a) => expression(a, sc));
  const given = args.map((a) => (a.unknown === undefined ? a.type : T.unknown));
  const found = choose(callables(e, sc, args.length), given);
  if (found === "none" || found === "many") {
    // `text '5'` and `date(x)`: a type's name calls a cast.
    throw missing(e, given, found === "many");
  }
  const bound = bind(found.args, found.of.returns, given);
  const made = args.map((a, i) => {
    if (found.of.own?.args[i]?.name === "any" && a.unknown !== undefined && name(e) === "pg_typeof") return a;
    const c = coerce(s, a, bound.args[i] ?? T.text, NO_MOD, "implicit");
    if (!c) throw missing(e, given, false);
    return c;
  });
  return { made, f: found.of, types: bound.args, returns: bound.returns };
}

const name = (e: CallExpr): string => e.name.at(-1) ?? "";

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

function groupingCall(e: CallExpr, sc: Scope): Ex {
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

function aggregate(e: CallExpr, sc: Scope): Ex {
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
