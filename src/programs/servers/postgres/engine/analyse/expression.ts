import { parseDecimal } from "../../../sql/values/decimal.ts";
import type { Expr } from "../ast.ts";
import { resolveType } from "../catalog/lookup.ts";
import { PgError } from "../error.ts";
import type { Session } from "../session.ts";
import { compareValues } from "../types/compare.ts";
import {
  Arr,
  arrayOf,
  Decimal,
  NO_MOD,
  type PgType,
  plainType,
  quoteName,
  RawParameter,
  Rec,
  T,
  typeText,
  type Value,
} from "../types/type.ts";
import { call } from "./calls.ts";
import { coerce, coerceAll, commonType, constant, rawValue, settle, toBoolean } from "./coerce.ts";
import { column, groupedKey } from "./columns.ts";
import { operator, overArray } from "./operators.ts";
import type { Ex, Frame, Scope } from "./scope.ts";
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
    case "or":
      return junction(e, sc);
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
      return isTest(e, sc);
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
      return inList(e, sc);
    case "inquery":
      return inQuery(e, sc);
    case "quantified":
      return "k" in e.list && e.list.k === "query"
        ? quantifiedQuery(expression(e.e, sc), e.op, e.all, e.list, sc, e.at)
        : overArray(s, e.op, expression(e.e, sc), expression(e.list as Expr, sc), e.all, e.at);
    case "between":
      return between(e, sc);
    case "cast":
      return cast(e, sc);
    case "case":
      return caseOf(e, sc);
    case "coalesce":
      return coalesce(e.args, sc, e.at);
    case "greatest":
    case "least":
      return extreme(e.args, e.k, sc, e.at);
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

export function boolean(at: number | undefined, ev: (f: Frame) => Value, show: (p: boolean) => string): Ex {
  return { type: T.bool, mod: NO_MOD, at, compound: true, ev, show: (p) => (p ? show(p) : `(${show(p)})`) };
}

function literal(s: Session, e: Extract<Expr, { k: "const" }>): Ex {
  switch (e.t) {
    case "int": {
      const n = BigInt(e.s);
      if (n >= -2147483648n && n <= 2147483647n) return constant(s, Number(n), T.int4, e.at);
      if (n >= -(2n ** 63n) && n < 2n ** 63n) return constant(s, n, T.int8, e.at);
      return constant(s, new Decimal(n, 0), T.numeric, e.at);
    }
    case "num":
      return constant(s, parseDecimal(e.s) ?? null, T.numeric, e.at);
    case "bool":
      return constant(s, e.s === "true", T.bool, e.at);
    case "null":
      return { ...constant(s, null, T.unknown, e.at), unknown: null, show: () => "NULL" };
    default:
      return { ...constant(s, e.s, T.unknown, e.at), unknown: e.s, show: () => `'${e.s.replaceAll("'", "''")}'` };
  }
}

function parameter(s: Session, n: number, at: number): Ex {
  const type = s.paramTypes[n - 1];
  if (n > s.params.length && s.paramTypes.length < n && s.bound === undefined)
    throw new PgError(`there is no parameter $${n}`, "42P02", { at });
  s.wanted = Math.max(s.wanted, n);
  const given = s.params[n - 1] ?? null;
  if (given instanceof RawParameter) {
    if (type)
      return { ...constant(s, rawValue(s, given, type, NO_MOD), type, at), constant: false, show: () => `$${n}` };
    return { ...constant(s, given.text, T.unknown, at), unknown: given.text, param: n - 1, show: () => `$${n}` };
  }
  if (!type || type.name === "unknown")
    return {
      ...constant(s, given, T.unknown, at),
      unknown: typeof given === "string" ? given : null,
      param: n - 1,
      show: () => `$${n}`,
    };
  return { type, mod: NO_MOD, at, ev: () => given, show: () => `$${n}` };
}

function junction(e: Extract<Expr, { k: "and" | "or" }>, sc: Scope): Ex {
  const { s } = sc;
  const word = e.k.toUpperCase();
  const l = toBoolean(s, expression(e.l, sc), word);
  const r = toBoolean(s, expression(e.r, sc), word);
  const stop = e.k === "or";
  const parts = (side: Expr, ex: Ex, p: boolean): string => {
    const text = ex.show(p);
    if (side.k === e.k && !p && text.startsWith("(")) return text.slice(1, -1);
    return p && side.k === "or" && e.k === "and" ? `(${text})` : text;
  };
  return boolean(
    e.at,
    (f) => {
      const a = l.ev(f);
      if (a === stop) return stop;
      const b = r.ev(f);
      if (b === stop) return stop;
      return a === null || b === null ? null : !stop;
    },
    (p) => `${parts(e.l, l, p)} ${word} ${parts(e.r, r, p)}`,
  );
}

function isTest(e: Extract<Expr, { k: "is" }>, sc: Scope): Ex {
  const of = expression(e.e, sc);
  const { not, what } = e;
  const word = `IS ${not ? "NOT " : ""}${what.toUpperCase()}`;
  if (what === "null") {
    const settled = settle(sc.s, of);
    return boolean(
      e.at,
      (f) => {
        const v = settled.ev(f);
        if (v instanceof Rec) return not ? v.values.every((x) => x !== null) : v.values.every((x) => x === null);
        return (v === null) !== not;
      },
      (p) => `${settled.show(p)} ${word}`,
    );
  }
  const b = toBoolean(sc.s, of, word);
  const wanted = what === "unknown" ? null : what === "true";
  return boolean(
    e.at,
    (f) => (b.ev(f) === wanted) !== not,
    (p) => `${b.show(p)} ${word}`,
  );
}

function inList(e: Extract<Expr, { k: "in" }>, sc: Scope): Ex {
  const { s } = sc;
  const l = expression(e.e, sc);
  const list = e.list.map((x) => expression(x, sc));
  const known = [l, ...list].filter((x) => x.unknown === undefined);
  let type: PgType | undefined;
  try {
    if (known.length) type = commonType([l, ...list], "IN");
  } catch {
    type = undefined;
  }
  const tests = list.map((x) => {
    const item = type && x.unknown !== undefined ? (coerce(s, x, type, NO_MOD, "implicit") ?? x) : x;
    return operator(s, "=", l, item, x.at ?? e.at);
  });
  const shown = type && list.every((x) => x.constant);
  return boolean(
    e.at,
    (f) => {
      let unknown = false;
      for (const t of tests) {
        const v = t.ev(f);
        if (v === true) return !e.not;
        if (v === null) unknown = true;
      }
      return unknown ? null : e.not;
    },
    (p) => {
      const items = list.map((x) => (type ? (coerce(s, x, type, NO_MOD, "implicit") ?? x) : x).show(p));
      return shown
        ? `${l.show(p)} ${e.not ? "<> ALL" : "= ANY"} (ARRAY[${items.join(", ")}])`
        : `${l.show(p)} ${e.not ? "NOT " : ""}IN (${items.join(", ")})`;
    },
  );
}

function between(e: Extract<Expr, { k: "between" }>, sc: Scope): Ex {
  const { s } = sc;
  const of = expression(e.e, sc);
  const [from, to] = [expression(e.from, sc), expression(e.to, sc)];
  const range = (a: Ex, b: Ex) => [operator(s, ">=", of, a, e.at), operator(s, "<=", of, b, e.at)] as const;
  const pairs = e.symmetric ? [range(from, to), range(to, from)] : [range(from, to)];
  return boolean(
    e.at,
    (f) => {
      let result: Value = false;
      for (const [low, high] of pairs) {
        const [a, b] = [low.ev(f), high.ev(f)];
        const both = a === false || b === false ? false : a === null || b === null ? null : true;
        if (both === true) return !e.not;
        if (both === null) result = null;
      }
      return result === null ? null : e.not;
    },
    (p) => {
      const [first] = pairs;
      const [low, high] = first ?? [];
      if (!low || !high) return "";
      if (!e.not) return `${low.show(p)} AND ${high.show(p)}`;
      return `${operator(s, "<", of, from, e.at).show(p)} OR ${operator(s, ">", of, to, e.at).show(p)}`;
    },
  );
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

function coalesce(args: readonly Expr[], sc: Scope, at: number): Ex {
  const made = args.map((a) => expression(a, sc));
  const type = commonType(made, "COALESCE");
  const list = coerceAll(sc.s, made, type, "COALESCE");
  return {
    type,
    mod: NO_MOD,
    at,
    ev: (f) => {
      for (const e of list) {
        const v = e.ev(f);
        if (v !== null) return v;
      }
      return null;
    },
    show: (p) => `COALESCE(${list.map((e) => e.show(p)).join(", ")})`,
  };
}

function extreme(args: readonly Expr[], word: "greatest" | "least", sc: Scope, at: number): Ex {
  const made = args.map((a) => expression(a, sc));
  const type = commonType(made, word.toUpperCase());
  const list = coerceAll(sc.s, made, type, word.toUpperCase());
  const sign = word === "greatest" ? 1 : -1;
  return {
    type,
    mod: NO_MOD,
    at,
    ev: (f) => {
      let best: Value = null;
      for (const e of list) {
        const v = e.ev(f);
        if (v !== null && (best === null || sign * compareValues(v, best, type) > 0)) best = v;
      }
      return best;
    },
    show: (p) => `${word.toUpperCase()}(${list.map((e) => e.show(p)).join(", ")})`,
  };
}

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

export function row(items: readonly Ex[], at: number): Ex {
  const fields = items.map((x, i) => ({ name: `f${i + 1}`, type: x.type, mod: x.mod }));
  return {
    type: T.record,
    mod: NO_MOD,
    at,
    items,
    ev: (f) =>
      new Rec(
        items.map((x) => x.ev(f)),
        fields,
      ),
    show: (p) => `ROW(${items.map((x) => x.show(p)).join(", ")})`,
  };
}

function field(e: Ex, name: string, at: number): Ex {
  const { fields } = plainType(e.type);
  const i = fields?.findIndex((x) => x.name === name) ?? -1;
  const found = fields?.[i];
  if (!found) {
    if (!fields && e.type.name !== "record")
      throw new PgError(
        `column notation .${name} applied to type ${typeText(e.type)}, which is not a composite type`,
        "42809",
        { at: e.at },
      );
    if (e.items) {
      const k = Number(/^f(\d+)$/.exec(name)?.[1] ?? 0) - 1;
      const item = e.items[k];
      if (item) return item;
    }
    throw new PgError(
      fields
        ? `column "${name}" not found in data type ${typeText(e.type)}`
        : `could not identify column "${name}" in record data type`,
      "42703",
      { at: e.at },
    );
  }
  return {
    type: found.type,
    mod: found.mod,
    at,
    ev: (f) => {
      const v = e.ev(f);
      return v instanceof Rec ? (v.values[i] ?? null) : null;
    },
    show: (p) => `(${e.show(p)}).${quoteName(name)}`,
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

/** What stands in DISTINCT and GROUP BY must have an order. */
export function checkComparable(e: Ex, at = e.at): void {
  if (e.type.name === "json")
    throw new PgError("could not identify an equality operator for type json", "42883", { at });
}
