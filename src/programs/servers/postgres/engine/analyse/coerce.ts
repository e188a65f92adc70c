import { contextOf } from "../catalog/names.ts";
import { PgError } from "../error.ts";
import { type CastContext, castContext, castFunction, fitMod } from "../functions/casts.ts";
import type { Session } from "../session.ts";
import { parseValue } from "../types/parse.ts";
import { textOf } from "../types/text.ts";
import {
  type Mod,
  NO_MOD,
  type PgType,
  plainType,
  quoteText,
  RawParameter,
  T,
  typeText,
  type Value,
} from "../types/type.ts";
import { checkDomain } from "./domains.ts";
import type { Ex, Frame } from "./scope.ts";

/** A value that stands written, of a type. */
export function constant(s: Session, v: Value, type: PgType, at: number | undefined, mod: Mod = NO_MOD): Ex {
  return {
    type,
    mod,
    at,
    constant: true,
    ev: () => v,
    show: () => showConstant(s, v, type, mod),
  };
}

/** A constant as the server writes it back. */
export function showConstant(s: Session, v: Value, type: PgType, mod: Mod = NO_MOD): string {
  if (v === null) return `NULL::${typeText(type, mod)}`;
  if (type.name === "bool") return v ? "true" : "false";
  const text = textOf(v, type, contextOf(s));
  if (type.name === "int4" || type.name === "numeric") {
    if (text.startsWith("-")) return `'${text}'::${typeText(type, mod)}`;
    if (type.name === "int4") return text;
    return /\./.test(text) && mod.length === 0 ? text : `'${text}'::${typeText(type, mod)}`;
  }
  return `${quoteText(text)}::${typeText(type, mod)}`;
}

export function located<X>(at: number | undefined, work: () => X): X {
  try {
    return work();
  } catch (e) {
    if (e instanceof PgError && e.at === undefined && at !== undefined) {
      const placed = new PgError(e.message, e.state, { at, detail: e.detail, hint: e.hint, fields: e.fields });
      placed.context = e.context;
      throw placed;
    }
    throw e;
  }
}

/** An expression brought into a type where that may be done; undefined where not. */
export function coerce(s: Session, e: Ex, type: PgType, mod: Mod, how: CastContext, at = e.at): Ex | undefined {
  if (e.unknown !== undefined) {
    if (type.name === "unknown") return e;
    if (e.param !== undefined) {
      const real = /^(any|anyelement|anynonarray|unknown)$/.test(type.name) ? T.text : type;
      s.paramTypes[e.param] = real;
      const given = s.params[e.param] ?? null;
      const v = fitMod(
        given instanceof RawParameter ? rawValue(s, given, real, mod) : given,
        real,
        mod,
        how === "explicit",
      );
      return { type: real, mod, at: e.at, ev: () => v, show: () => `$${(e.param ?? 0) + 1}` };
    }
    const text = e.unknown;
    if (text === null) {
      const made = constant(s, null, type, e.at, mod);
      return type.kind === "domain" ? domain(s, made, type) : made;
    }
    if (type.name === "any" || type.name === "anyelement" || type.name === "anynonarray")
      return constant(s, text, T.text, e.at);
    const v = located(e.at, () => parseValue(text, type, mod, contextOf(s)));
    const fitted = located(undefined, () => fitMod(v, type, mod, how === "explicit"));
    const made = constant(s, fitted, type, e.at, mod);
    return type.kind === "domain" ? domain(s, made, type) : made;
  }
  if (e.type.oid === type.oid) return withMod(s, e, type, mod, how);
  const allowed = castContext(e.type, type);
  const rank = { implicit: 0, assignment: 1, explicit: 2 };
  if (!allowed || rank[allowed] > rank[how]) return undefined;
  const f = castFunction(e.type, type);
  const cx = contextOf(s);
  const hidden = allowed === "implicit" && how !== "explicit";
  const shown = (pretty: boolean) => `${castOperand(e, pretty)}::${typeText(type, mod)}`;
  const made: Ex = {
    type,
    mod: NO_MOD,
    at,
    ev: (frame) => {
      const v = e.ev(frame);
      return v === null ? null : f(v, cx);
    },
    show: shown,
    ...(e.constant ? { constant: true } : {}),
    ...(hidden ? { inner: e } : {}),
  };
  const sized = withMod(s, made, type, mod, how);
  return type.kind === "domain" ? domain(s, sized, type) : sized;
}

/** What stands before `::`, in brackets where it must be. */
function castOperand(e: Ex, pretty: boolean): string {
  const text = e.show(pretty);
  if (text.startsWith("(") || text.startsWith("'") || text.startsWith("ARRAY[")) return text;
  return pretty && (e.column || /^[\w.]+(\(.*\))?$/.test(text)) ? text : `(${text})`;
}

/** A client's text as a value of the type that its place has. */
export function rawValue(s: Session, given: RawParameter, type: PgType, mod: Mod): Value {
  return parseValue(given.text, type, mod, contextOf(s));
}

function withMod(_s: Session, e: Ex, type: PgType, mod: Mod, how: CastContext): Ex {
  if (mod.length === 0 || mod.join() === e.mod.join()) return e;
  return {
    ...e,
    type,
    mod,
    ev: (f) => fitMod(e.ev(f), type, mod, how === "explicit"),
    show: (p) =>
      how === "explicit" &&
      e.inner === undefined &&
      e.type.oid === type.oid &&
      !e.show(p).endsWith(`::${typeText(type, mod)}`)
        ? `(${e.show(p)})::${typeText(type, mod)}`
        : e.show(p),
  };
}

function domain(s: Session, e: Ex, type: PgType): Ex {
  return {
    ...e,
    ev: (f: Frame) => {
      const v = e.ev(f);
      checkDomain(s, v, type);
      return v;
    },
  };
}

/** A condition: what stands behind WHERE, HAVING, NOT, … */
export function toBoolean(s: Session, e: Ex, what: string): Ex {
  const made = coerce(s, e, T.bool, NO_MOD, "implicit");
  if (!made)
    throw new PgError(`argument of ${what} must be type boolean, not type ${typeText(e.type)}`, "42804", { at: e.at });
  return made;
}

/** What is left as an unknown text becomes one of type text. */
export function settle(s: Session, e: Ex): Ex {
  return e.unknown === undefined ? e : (coerce(s, e, T.text, NO_MOD, "implicit") ?? e);
}

/** The type that several expressions share: of CASE, UNION, ARRAY, COALESCE, VALUES. Throws PgError. */
export function commonType(items: readonly Ex[], what: string): PgType {
  const known = items.filter((e) => e.unknown === undefined);
  if (known.length === 0) return T.text;
  const [first] = known;
  let best = plainType(first?.type ?? T.text);
  if (known.every((e) => e.type.oid === first?.type.oid)) return first?.type ?? T.text;
  for (const e of known.slice(1)) {
    const t = plainType(e.type);
    if (t.oid === best.oid) continue;
    if (t.category !== best.category)
      throw new PgError(
        `${what} types ${typeText(best)} and ${typeText(t)} ${what === "ARRAY" || what === "CASE" || /^(COALESCE|GREATEST|LEAST|VALUES)/.test(what) ? "cannot be matched" : "cannot be matched"}`,
        "42804",
        { at: e.at },
      );
    if (best.preferred) continue;
    if (castContext(best, t) === "implicit" && castContext(t, best) !== "implicit") best = t;
    else if (castContext(best, t) === "implicit" && t.preferred) best = t;
  }
  return best;
}

/** All brought into their common type. */
export function coerceAll(s: Session, items: readonly Ex[], type: PgType, what: string): Ex[] {
  return items.map((e) => {
    const made = coerce(s, e, type, NO_MOD, "implicit");
    if (!made)
      throw new PgError(`${what} could not convert type ${typeText(e.type)} to ${typeText(type)}`, "42846", {
        at: e.at,
      });
    return made;
  });
}
