import type { Session } from "../session.ts";
import type { TypeContext } from "../types/text.ts";
import { arrayOf, builtin, type PgType, type Value } from "../types/type.ts";

/** What a function's body is given beside its arguments. */
export interface CallContext {
  readonly s: Session;
  readonly cx: TypeContext;
  readonly args: readonly PgType[];
  readonly returns: PgType;
}

/** Arguments are loosely typed here: which type each has, the signature has seen to. */
// biome-ignore lint/suspicious/noExplicitAny: a signature beside it says what each argument is
export type Body = (args: any[], c: CallContext) => Value;
// biome-ignore lint/suspicious/noExplicitAny: see above
export type SetBody = (args: any[], c: CallContext) => readonly (readonly Value[])[];

export interface Fn {
  readonly name: string;
  readonly args: readonly PgType[];
  readonly variadic: boolean;
  /** How many arguments may be left out. */
  readonly optional: number;
  readonly returns: PgType;
  readonly strict: boolean;
  readonly body: Body | undefined;
  /** Of one that gives many rows: the columns' names and types. */
  readonly set: SetBody | undefined;
  readonly columns: readonly { readonly name: string; readonly type: PgType }[];
  readonly volatile: boolean;
}

const functions = new Map<string, Fn[]>();
const operators = new Map<string, Fn[]>();

export function typeNamed(name: string): PgType {
  return name.endsWith("[]") ? arrayOf(builtin(name.slice(0, -2))) : builtin(name);
}

interface Options {
  readonly strict?: boolean;
  readonly volatile?: boolean;
}

function make(name: string, signature: string, returns: string, body: Body | undefined, o: Options = {}): Fn {
  const words = signature === "" ? [] : signature.split(",").map((w) => w.trim());
  let variadic = false;
  let optional = 0;
  const args = words.map((w) => {
    const m = /^(variadic )?([^?]+)(\?)?$/.exec(w);
    if (m?.[1]) variadic = true;
    if (m?.[3]) optional++;
    return typeNamed(m?.[2] ?? w);
  });
  return {
    name,
    args,
    variadic,
    optional,
    returns: typeNamed(returns),
    strict: o.strict ?? true,
    body,
    set: undefined,
    columns: [],
    volatile: o.volatile ?? false,
  };
}

function put(to: Map<string, Fn[]>, f: Fn): void {
  const there = to.get(f.name);
  if (there) there.push(f);
  else to.set(f.name, [f]);
}

/** Declares a function: `fn("upper", "text", "text", ([t]) => …)`. */
export function fn(names: string, signature: string, returns: string, body: Body, o?: Options): void {
  for (const name of names.split(" ")) put(functions, make(name, signature, returns, body, o));
}

/** Declares one that gives rows. `columns`: `key text, value jsonb`; none: one column of its own name. */
export function setFn(name: string, signature: string, returns: string, columns: string, set: SetBody): void {
  const named = columns === "" ? [] : columns.split(",").map((c) => c.trim().split(" "));
  put(functions, {
    ...make(name, signature, returns, undefined),
    set,
    columns: named.map(([n = "", t = "text"]) => ({ name: n, type: typeNamed(t) })),
  });
}

/** Declares an operator: `op("+", "int4,int4", "int4", …)`; one argument: a prefix. */
export function op(names: string, signature: string, returns: string, body: Body, o?: Options): void {
  for (const name of names.split(" ")) put(operators, make(name, signature, returns, body, o));
}

export const functionsNamed = (name: string): readonly Fn[] => functions.get(name) ?? [];
export const operatorsNamed = (name: string): readonly Fn[] => operators.get(name) ?? [];
