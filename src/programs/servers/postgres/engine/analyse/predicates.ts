import type { Expr } from "../ast.ts";
import type { Session } from "../session.ts";
import { NO_MOD, type PgType, Rec, T, type Value } from "../types/type.ts";
import { coerce, commonType, settle, toBoolean } from "./coerce.ts";
import { operator } from "./operators.ts";
import type { Ex, Frame } from "./scope.ts";

/** Something that is true, false or unknown. */
export function boolean(at: number | undefined, ev: (f: Frame) => Value, show: (p: boolean) => string): Ex {
  return { type: T.bool, mod: NO_MOD, at, compound: true, ev, show: (p) => (p ? show(p) : `(${show(p)})`) };
}

/** AND, OR. */
export function junction(e: Extract<Expr, { k: "and" | "or" }>, l: Ex, r: Ex): Ex {
  const word = e.k.toUpperCase();
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

/** IS NULL, IS TRUE and their like. */
export function isTest(s: Session, e: Extract<Expr, { k: "is" }>, of: Ex): Ex {
  const { not, what } = e;
  const word = `IS ${not ? "NOT " : ""}${what.toUpperCase()}`;
  if (what === "null") {
    const settled = settle(s, of);
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
  const b = toBoolean(s, of, word);
  const wanted = what === "unknown" ? null : what === "true";
  return boolean(
    e.at,
    (f) => (b.ev(f) === wanted) !== not,
    (p) => `${b.show(p)} ${word}`,
  );
}

/** IN over a list. */
export function inList(s: Session, e: Extract<Expr, { k: "in" }>, l: Ex, list: readonly Ex[]): Ex {
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

/** BETWEEN, SYMMETRIC too. */
export function between(s: Session, e: Extract<Expr, { k: "between" }>, of: Ex, from: Ex, to: Ex): Ex {
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
