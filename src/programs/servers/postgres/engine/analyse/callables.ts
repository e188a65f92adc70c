import type { CallExpr, Expr } from "../ast.ts";
import { functionsOf } from "../catalog/lookup.ts";
import type { FunctionObject } from "../catalog/objects.ts";
import { refuseRange, typeByOid } from "../catalog/types.ts";
import { PgError } from "../error.ts";
import { type Fn, functionsNamed } from "../functions/registry.ts";
import { NO_MOD, type PgType, quoteName, T, typeText } from "../types/type.ts";
import { coerce } from "./coerce.ts";
import { expression } from "./expression.ts";
import { bind, type Candidate, choose } from "./resolve.ts";
import type { Ex, Scope } from "./scope.ts";

export interface Callable {
  readonly own: Fn | undefined;
  readonly user: FunctionObject | undefined;
  readonly args: readonly PgType[];
  readonly returns: PgType;
  readonly variadic: boolean;
}

/** All functions of a name that can take so many arguments. */
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

/** The error of a call that no function fits, or many. */
export function missing(e: CallExpr, given: readonly PgType[], many: boolean): PgError {
  const types = given.map((t) => typeText(t)).join(", ");
  const name = e.name.map(quoteName).join(".");
  refuseRange(e.name.at(-1) ?? "");
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

interface Chosen {
  readonly made: readonly Ex[];
  readonly f: Callable;
  readonly types: readonly PgType[];
  readonly returns: PgType;
}

/** The function that a call means, and its arguments as it takes them. */
export function chosen(e: CallExpr, sc: Scope): Chosen {
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

export const name = (e: CallExpr): string => e.name.at(-1) ?? "";
