import type { Scope } from "../run/scope.ts";
import { show } from "../values/show.ts";
import type { Value } from "../values/value.ts";

/** A function of the server's: its arguments, and where it is called. */
export type Fn = (args: readonly Value[], s: Scope) => Value;

/** A function that is null as soon as its first argument is, which it gets as text. */
export function onText(f: (text: string, rest: readonly Value[], s: Scope) => Value): Fn {
  return (args, s) => {
    const [first = null, ...rest] = args;
    return first === null ? null : f(show(first), rest, s);
  };
}
