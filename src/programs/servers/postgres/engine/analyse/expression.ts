import type { Expr } from "../ast.ts";
import { resolveType } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { Arr, arrayOf, NO_MOD, type PgType, plainType, T, typeText } from "../types/type.ts";
import { call } from "./calls.ts";
import { coalesce, extreme } from "./choices.ts";
import { coerce, coerceAll, commonType, constant, settle, toBoolean } from "./coerce.ts";
import { column, groupedKey } from "./columns.ts";
import { literal, parameter } from "./literals.ts";
import { operator, overArray } from "./operators.ts";
import { between, boolean, inList, isTest, junction } from "./predicates.ts";
import { field, row } from "./rows-as-values.ts";
import type { Ex, Scope } from "./scope.ts";
import { existsQuery, inQuery, listQuery, quantifiedQuery, scalarQuery } from "./subqueries.ts";

/** Finds out what an expression is. Throws PgError. */
export function expression(e: Expr, sc: Scope): Ex {
  const key = groupedKey(e, sc);
  if (key) return key;
  const { s } = sc;
  switch (e.k) {
    case "const":
      return literal(s, e);
    case "param":
      return parameter(s, e.n, e.at);
    case "col":
      return column(e.parts, e.at, sc);
    case "star":
      throw e.table.length
        ? new PgError('row expansion via "*" is not supported here', "0A000", { at: e.at })
        : new PgError(`syntax error at or near "*"`, "42601", { at: e.at });
    case "op":
      return operator(s, e.op, e.l && expression(e.l, sc), expression(e.r, sc), e.at);
    case "and":
    case "or": {
      const side = (x: Expr): Ex => toBoolean(s, expression(x, sc), e.k.toUpperCase());
      return junction(e, side(e.l), side(e.r));
    }
    case "not": {
      const of = toBoolean(s, expression(e.e, sc), "NOT");
      return {
        type: T.bool,
        mod: NO_MOD,
        at: e.at,
        compound: true,
        ev: (f) => {
          const v = of.ev(f);
          return v === null ? null : !v;
        },
        show: (p) => (p ? `NOT ${of.show(p)}` : `(NOT ${of.show(p)})`),
      };
    }
    case "is":
      return isTest(s, e, expression(e.e, sc));
    case "distinct": {
      const [l, r] = [expression(e.l, sc), expression(e.r, sc)];
      const same = operator(s, "=", l, r, e.at);
      const [a, b] = [l, r];
      return boolean(
        e.at,
        (f) => {
          const x = a.unknown === undefined ? a.ev(f) : a.unknown;
          const y = b.unknown === undefined ? b.ev(f) : b.unknown;
          const differ = x === null || y === null ? x !== y : same.ev(f) !== true;
          return differ !== e.not;
        },
        (p) => `${l.show(p)} IS ${e.not ? "NOT " : ""}DISTINCT FROM ${r.show(p)}`,
      );
    }
    case "in":
      return inList(
        s,
        e,
        expression(e.e, sc),
        e.list.map((x) => expression(x, sc)),
      );
    case "inquery":
      return inQuery(e, sc);
    case "quantified":
      return "k" in e.list && e.list.k === "query"
        ? quantifiedQuery(expression(e.e, sc), e.op, e.all, e.list, sc, e.at)
        : overArray(s, e.op, expression(e.e, sc), expression(e.list as Expr, sc), e.all, e.at);
    case "between":
      return between(s, e, expression(e.e, sc), expression(e.from, sc), expression(e.to, sc));
    case "cast":
      return cast(e, sc);
    case "case":
      return caseOf(e, sc);
    case "coalesce":
      return coalesce(
        s,
        e.args.map((a) => expression(a, sc)),
        e.at,
      );
    case "greatest":
    case "least":
      return extreme(
        s,
        e.args.map((a) => expression(a, sc)),
        e.k,
        e.at,
      );
    case "nullif": {
      const [l, r] = [expression(e.l, sc), expression(e.r, sc)];
      const same = operator(s, "=", l, r, e.at);
      const left = settle(s, l);
      return {
        type: left.type,
        mod: NO_MOD,
        at: e.at,
        ev: (f) => (same.ev(f) === true ? null : left.ev(f)),
        show: (p) => `NULLIF(${l.show(p)}, ${r.show(p)})`,
      };
    }
    case "array":
      return arrayItems(e, sc);
    case "arrayquery":
      return listQuery(e.query, sc, e.at);
    case "row":
      return row(
        e.items.map((x) => settle(s, expression(x, sc))),
        e.at,
      );
    case "field":
      return field(expression(e.e, sc), e.name, e.at);
    case "index":
      return index(e, sc);
    case "subquery":
      return scalarQuery(e.query, sc, e.at);
    case "exists":
      return existsQuery(e.query, sc, e.at);
    case "call":
      return call(e, sc);
  }
}

function cast(e: Extract<Expr, { k: "cast" }>, sc: Scope): Ex {
  const { s } = sc;
  const { type, mod } = resolveType(s, e.type);
  const of = e.e.k === "array" && type.elem ? arrayItems(e.e, sc, type.elem) : expression(e.e, sc);
  const made = coerce(s, of, type, mod, "explicit", of.at);
  if (!made) throw new PgError(`cannot cast type ${typeText(of.type)} to ${typeText(type)}`, "42846", { at: e.at });
  return { ...made, at: of.at };
}

function caseOf(e: Extract<Expr, { k: "case" }>, sc: Scope): Ex {
  const { s } = sc;
  const of = e.of && settle(s, expression(e.of, sc));
  const tests = e.when.map(([test]) =>
    of
      ? operator(s, "=", of, expression(test, sc), "at" in test ? test.at : e.at)
      : toBoolean(s, expression(test, sc), "CASE/WHEN"),
  );
  const results = e.when.map(([, r]) => expression(r, sc));
  const otherwise = e.otherwise ? expression(e.otherwise, sc) : undefined;
  const all = otherwise ? [otherwise, ...results] : results;
  const type = commonType(all, "CASE");
  const made = coerceAll(s, results, type, "CASE");
  const last = otherwise ? coerceAll(s, [otherwise], type, "CASE")[0] : undefined;
  const mods = new Set([...made, ...(last ? [last] : [])].map((x) => x.mod.join()));
  return {
    type,
    mod: mods.size === 1 ? (made[0]?.mod ?? NO_MOD) : NO_MOD,
    at: e.at,
    ev: (f) => {
      for (let i = 0; i < tests.length; i++) if (tests[i]?.ev(f) === true) return made[i]?.ev(f) ?? null;
      return last ? last.ev(f) : null;
    },
    show: (p) => {
      const arms = tests.map((t, i) => {
        const when = of ? e.when[i] && expression((e.when[i] as readonly [Expr, Expr])[0], sc).show(p) : t.show(p);
        return p ? `\n            WHEN ${when} THEN ${made[i]?.show(p)}` : `WHEN ${when} THEN ${made[i]?.show(p)}`;
      });
      const head = `CASE${of ? ` ${of.show(p)}` : ""}`;
      const end = last ? last.show(p) : showNull(s, type);
      return p
        ? `${head}${arms.join("")}\n            ELSE ${end}\n        END`
        : `${head} ${arms.join(" ")} ELSE ${end} END`;
    },
  };
}

const showNull = (s: Session, t: PgType): string => constant(s, null, t, undefined).show(false);

function arrayItems(e: Extract<Expr, { k: "array" }>, sc: Scope, wanted?: PgType): Ex {
  const { s } = sc;
  const items = e.items.map((x) => (x.k === "array" ? arrayItems(x, sc, wanted) : expression(x, sc)));
  if (items.length === 0 && !wanted)
    throw new PgError("cannot determine type of empty array", "42P18", {
      at: e.at,
      hint: "Explicitly cast to the desired type, for example ARRAY[]::integer[].",
    });
  const nested = items.length > 0 && items.every((x) => plainType(x.type).kind === "array");
  const elem = wanted ? (nested ? arrayOf(wanted) : wanted) : commonType(items, "ARRAY");
  const made = wanted
    ? items.map((x) => coerce(s, x, elem, NO_MOD, "explicit") ?? x)
    : coerceAll(s, items, elem, "ARRAY");
  return {
    type: nested ? elem : arrayOf(elem),
    mod: NO_MOD,
    at: e.at,
    ...(made.every((x) => x.constant) ? { constant: true } : {}),
    ev: (f) => {
      const values = made.map((x) => x.ev(f));
      if (!nested) return new Arr(values);
      const inner = values.map((v) => (v instanceof Arr ? v : new Arr([])));
      const [first] = inner;
      if (inner.some((a) => a.dims.join() !== first?.dims.join()))
        throw new PgError("multidimensional arrays must have array expressions with matching dimensions", "2202E");
      return new Arr(
        inner.flatMap((a) => a.items),
        [inner.length, ...(first?.dims ?? [])],
      );
    },
    show: (p) => `ARRAY[${made.map((x) => x.show(p)).join(", ")}]`,
  };
}

function index(e: Extract<Expr, { k: "index" }>, sc: Scope): Ex {
  const { s } = sc;
  // `a[1][2]` is one subscript of a whole array.
  const path: Expr[] = e.from ? [e.from] : [];
  let base = e.e;
  while (!e.slice && base.k === "index" && !base.slice && base.from) {
    path.unshift(base.from);
    base = base.e;
  }
  const of = expression(base, sc);
  const t = plainType(of.type);
  if (t.name === "jsonb" && !e.slice)
    return path.reduce<Ex>((at, x) => {
      const key = expression(x, sc);
      return operator(
        s,
        "->",
        at,
        key.unknown === undefined ? key : (coerce(s, key, T.text, NO_MOD, "implicit") ?? key),
        e.at,
      );
    }, of);
  const { elem } = t;
  if (!elem)
    throw new PgError(`cannot subscript type ${typeText(of.type)} because it does not support subscripting`, "42804", {
      at: of.at,
    });
  const number = (x: Expr): Ex => {
    const made = coerce(s, expression(x, sc), T.int4, NO_MOD, "assignment");
    if (!made) throw new PgError("array subscript must have type integer", "42804", { at: "at" in x ? x.at : e.at });
    return made;
  };
  if (e.slice) {
    const from = e.from && number(e.from);
    const to = e.to && number(e.to);
    return {
      type: of.type,
      mod: of.mod,
      at: e.at,
      ev: (f) => {
        const a = of.ev(f);
        if (!(a instanceof Arr)) return null;
        const low = from ? Number(from.ev(f)) : 1;
        const high = to ? Number(to.ev(f)) : (a.dims[0] ?? 0);
        const size = a.dims.slice(1).reduce((x, y) => x * y, 1);
        const items = a.items.slice(Math.max(0, low - 1) * size, Math.max(0, high) * size);
        return new Arr(items, items.length ? [items.length / size, ...a.dims.slice(1)] : []);
      },
      show: (p) => `${of.show(p)}[${from?.show(p) ?? ""}:${to?.show(p) ?? ""}]`,
    };
  }
  const places = path.map(number);
  return {
    type: elem,
    mod: of.mod,
    at: e.at,
    ev: (f) => {
      const a = of.ev(f);
      const at = places.map((x) => x.ev(f));
      if (!(a instanceof Arr) || at.includes(null) || a.dims.length !== at.length) return null;
      let k = 0;
      for (let d = 0; d < at.length; d++) {
        const i = Number(at[d]) - 1;
        if (i < 0 || i >= (a.dims[d] ?? 0)) return null;
        k = k * (a.dims[d] ?? 0) + i;
      }
      return a.items[k] ?? null;
    },
    show: (p) => `${of.show(p)}${places.map((x) => `[${x.show(p)}]`).join("")}`,
  };
}
