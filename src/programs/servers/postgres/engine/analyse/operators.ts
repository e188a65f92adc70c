import { contextOf } from "../catalog/names.ts";
import { PgError } from "../error.ts";
import { type Fn, operatorsNamed } from "../functions/registry.ts";
import type { Session } from "../session.ts";
import { Arr, arrayOf, NO_MOD, type PgType, T, typeText, type Value } from "../types/type.ts";
import { coerce } from "./coerce.ts";
import { bind, type Candidate, choose } from "./resolve.ts";
import type { Ex, Frame } from "./scope.ts";

/** The operator for two types; undefined when there is none. */
export function findOperator(name: string, given: readonly PgType[]): Candidate<Fn> | "none" | "many" {
  const all: Candidate<Fn>[] = operatorsNamed(name)
    .filter((f) => f.args.length === given.length)
    .map((of) => ({ args: of.args, of }));
  // One that is a written text is first taken to be of the other's type.
  const [a, b] = given;
  if (a && b && (a.name === "unknown") !== (b.name === "unknown")) {
    const known = a.name === "unknown" ? b : a;
    const base = known.kind === "domain" && known.base ? known.base : known;
    const same = all.find((c) => c.args.every((x) => x.oid === base.oid));
    if (same) return same;
    if (base.kind === "array") {
      const arrays = all.find((c) => c.args.every((x) => x.name === "anyarray"));
      if (arrays) return arrays;
    }
    if (base.kind === "enum") {
      const enums = all.find((c) => c.args.every((x) => x.name === "anyenum"));
      if (enums) return enums;
    }
  }
  return choose(all, given);
}

const shownType = (e: Ex): string => (e.unknown === undefined ? typeText(e.type) : "unknown");

function missing(op: string, l: Ex | undefined, r: Ex, at: number, how: "none" | "many"): PgError {
  const types = l ? `${shownType(l)} ${op} ${shownType(r)}` : `${op} ${shownType(r)}`;
  if (how === "many")
    return new PgError(`operator is not unique: ${types}`, "42725", {
      at,
      hint: "Could not choose a best candidate operator. You might need to add explicit type casts.",
    });
  return new PgError(`operator does not exist: ${types}`, "42883", {
    at,
    hint: l
      ? "No operator matches the given name and argument types. You might need to add explicit type casts."
      : "No operator matches the given name and argument type. You might need to add an explicit type cast.",
  });
}

/** What calls an operator's function, with arguments brought into its types. */
export function operator(s: Session, op: string, l: Ex | undefined, r: Ex, at: number): Ex {
  const operands = l ? [l, r] : [r];
  const given = operands.map((e) => (e.unknown === undefined ? e.type : T.unknown));
  const found = findOperator(op, given);
  if (found === "none" || found === "many") throw missing(op, l, r, at, found);
  const bound = bind(found.args, found.of.returns, given);
  const args = operands.map((e, i) => {
    const made = coerce(s, e, bound.args[i] ?? T.text, NO_MOD, "implicit");
    if (!made) throw missing(op, l, r, at, "none");
    return made;
  });
  return apply(s, op, found.of, bound.args, bound.returns, args, at);
}

function apply(
  s: Session,
  op: string,
  f: Fn,
  types: readonly PgType[],
  returns: PgType,
  args: readonly Ex[],
  at: number,
): Ex {
  const c = { s, cx: contextOf(s), args: types, returns };
  const [a, b] = args;
  const body = f.body ?? (() => null);
  const call = (values: Value[]): Value => {
    if (f.strict && values.includes(null)) return null;
    return body(values, c);
  };
  const ev =
    a && b ? (frame: Frame) => call([a.ev(frame), b.ev(frame)]) : (frame: Frame) => call([a ? a.ev(frame) : null]);
  const constantArgs = args.every((x) => x.constant);
  const part = (e: Ex, pretty: boolean) => (pretty && e.compound ? `(${e.show(true)})` : e.show(pretty));
  const made: Ex = {
    type: returns,
    mod: NO_MOD,
    at,
    ev,
    show: (pretty) => {
      const text = b && a ? `${part(a, pretty)} ${op} ${part(b, pretty)}` : `${op} ${a ? part(a, pretty) : ""}`;
      return pretty ? text : `(${text})`;
    },
    compound: true,
    ...(constantArgs ? { constant: true } : {}),
    ...(op === "=" && a && b ? { equal: [a, b] as const } : {}),
  };
  return made;
}

/** `x = ANY (array)`, `x > ALL (array)`. */
export function overArray(s: Session, op: string, l: Ex, list: Ex, all: boolean, at: number): Ex {
  let array = list;
  const wanted = l.unknown === undefined ? l.type : T.text;
  if (array.unknown !== undefined) {
    const of = coerce(s, array, arrayOf(wanted), NO_MOD, "implicit");
    if (of) array = of;
  }
  const { elem } = array.type;
  if (!elem) throw new PgError("op ANY/ALL (array) requires array on right side", "42809", { at });
  let item: Value = null;
  const slot: Ex = { type: elem, mod: NO_MOD, at: array.at, ev: () => item, show: () => "" };
  let left: Value = null;
  const leftEx = l.unknown === undefined ? { ...l, ev: () => left } : l;
  const test = operator(s, op, leftEx, slot, at);
  if (test.type.oid !== T.bool.oid)
    throw new PgError("op ANY/ALL (array) requires operator to yield boolean", "42809", { at });
  return {
    type: T.bool,
    mod: NO_MOD,
    at,
    compound: true,
    show: (p) => `${p ? "" : "("}${l.show(p)} ${op} ${all ? "ALL" : "ANY"} (${array.show(p)})${p ? "" : ")"}`,
    ev: (f) => {
      const a = array.ev(f);
      if (!(a instanceof Arr)) return null;
      if (l.unknown === undefined) left = l.ev(f);
      const kept = left;
      let unknown = false;
      for (const v of a.items) {
        item = v;
        left = kept;
        const r = test.ev(f);
        if (r === null) unknown = true;
        else if (r !== all) return !all;
      }
      return unknown ? null : all;
    },
  };
}
