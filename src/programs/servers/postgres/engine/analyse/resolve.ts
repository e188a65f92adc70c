import { castContext } from "../functions/casts.ts";
import { arrayOf, type PgType, plainType, T } from "../types/type.ts";

/** What can be called: its arguments' types, as many as are given. */
export interface Candidate<X> {
  readonly args: readonly PgType[];
  readonly of: X;
}

const POLYMORPHIC = /^any(element|array|nonarray|enum)?$/;

function accepts(to: PgType, from: PgType): boolean {
  if (from.name === "unknown") return true;
  const t = plainType(from);
  switch (to.name) {
    case "any":
    case "anyelement":
      return true;
    case "anyarray":
      return t.kind === "array";
    case "anynonarray":
      return t.kind !== "array";
    case "anyenum":
      return t.kind === "enum";
    case "record":
      return t.name === "record" || t.kind === "composite";
    default:
      return castContext(from, to) === "implicit";
  }
}

const exact = (to: PgType, from: PgType): boolean =>
  to.oid === from.oid || (from.kind === "domain" && to.oid === plainType(from).oid);

/** Whether the polymorphic arguments of a call fit each other. */
function consistent(args: readonly PgType[], given: readonly PgType[]): boolean {
  let elem: PgType | undefined;
  for (let i = 0; i < args.length; i++) {
    const g = given[i];
    const a = args[i];
    if (!g || !a || g.name === "unknown" || !POLYMORPHIC.test(a.name) || a.name === "any") continue;
    const e = a.name === "anyarray" ? plainType(g).elem : g;
    if (!e) return false;
    if (elem && elem.oid !== e.oid) {
      if (castContext(e, elem) === "implicit") continue;
      if (castContext(elem, e) !== "implicit") return false;
      elem = e;
    }
    elem ??= e;
  }
  return true;
}

/** The one that a call means, by PostgreSQL's rules; "none", or "many" when it cannot be told. */
export function choose<X>(
  candidates: readonly Candidate<X>[],
  given: readonly PgType[],
): Candidate<X> | "none" | "many" {
  const known = given.map((t) => t.name !== "unknown");
  const whole = candidates.find((c) => c.args.every((a, i) => known[i] && exact(a, given[i] ?? T.unknown)));
  if (whole) return whole;
  let left = candidates.filter(
    (c) => c.args.every((a, i) => accepts(a, given[i] ?? T.unknown)) && consistent(c.args, given),
  );
  if (left.length === 0) return "none";
  if (left.length === 1) return left[0] as Candidate<X>;
  const keepBest = (score: (c: Candidate<X>) => number) => {
    const best = Math.max(...left.map(score));
    left = left.filter((c) => score(c) === best);
  };
  const count = (c: Candidate<X>, fits: (a: PgType, g: PgType) => boolean) =>
    c.args.filter((a, i) => known[i] && fits(a, given[i] ?? T.unknown)).length;
  keepBest((c) => count(c, exact));
  if (left.length === 1) return left[0] as Candidate<X>;
  keepBest((c) => count(c, (a, g) => exact(a, g) || (a.preferred && a.category === plainType(g).category)));
  if (left.length === 1) return left[0] as Candidate<X>;
  // A call with polymorphic arguments comes after one with types of its own.
  const own = left.filter((c) => !c.args.some((a) => POLYMORPHIC.test(a.name)));
  if (own.length && own.length < left.length && known.every((k) => k)) left = own;
  if (left.length === 1) return left[0] as Candidate<X>;
  for (let i = 0; i < given.length; i++) {
    if (known[i]) continue;
    const categories = new Set(left.map((c) => c.args[i]?.category ?? ""));
    const category = categories.has("S") ? "S" : categories.size === 1 ? [...categories][0] : undefined;
    if (category === undefined) continue;
    left = left.filter((c) => c.args[i]?.category === category);
    const preferred = left.filter((c) => c.args[i]?.preferred);
    if (preferred.length) left = preferred;
  }
  if (left.length === 1) return left[0] as Candidate<X>;
  const types = new Set(given.filter((_, i) => known[i]).map((t) => plainType(t).oid));
  if (types.size === 1) {
    const [oid] = types;
    const same = left.filter((c) => c.args.every((a) => a.oid === oid));
    if (same.length === 1) return same[0] as Candidate<X>;
  }
  if (left.length > 1 && known.every((k) => !k)) {
    const texts = left.filter((c) => c.args.every((a) => a.oid === T.text.oid));
    if (texts.length === 1) return texts[0] as Candidate<X>;
  }
  return left.length === 1 ? (left[0] as Candidate<X>) : "many";
}

/** The types that polymorphic arguments and a result stand for in a call. */
export function bind(
  args: readonly PgType[],
  returns: PgType,
  given: readonly PgType[],
): { readonly args: PgType[]; readonly returns: PgType } {
  let elem: PgType | undefined;
  args.forEach((a, i) => {
    const g = given[i];
    if (!g || g.name === "unknown" || a.name === "any" || !POLYMORPHIC.test(a.name)) return;
    const e = a.name === "anyarray" ? plainType(g).elem : g;
    if (e && (!elem || (castContext(elem, e) === "implicit" && castContext(e, elem) !== "implicit"))) elem = e;
  });
  const bound = elem ?? T.text;
  const real = (t: PgType, g: PgType | undefined): PgType => {
    if (t.name === "any") return g && g.name !== "unknown" ? g : T.text;
    if (t.name === "anyarray") return arrayOf(bound);
    if (t.name === "record" && g && (g.kind === "composite" || g.name === "record")) return g;
    return POLYMORPHIC.test(t.name) ? bound : t;
  };
  return { args: args.map((a, i) => real(a, given[i])), returns: real(returns, undefined) };
}
