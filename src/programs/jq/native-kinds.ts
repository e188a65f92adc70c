import type { Result } from "./evaluate.ts";
import type { Filter, Native } from "./machine.ts";
import type { JqValue } from "./value.ts";

/** A function of values: called for every combination of its arguments' results. */
export function valueNative(compute: (v: JqValue, ...args: JqValue[]) => JqValue): Native {
  return function* (args, input) {
    for (const combination of combinations(args, input, 0, [])) yield fresh(compute(input.v, ...combination), input);
  };
}

function* combinations(
  args: readonly Filter[],
  input: Result,
  at: number,
  before: readonly JqValue[],
): Generator<readonly JqValue[], void> {
  const arg = args[at];
  if (!arg) yield before;
  else for (const r of arg({ v: input.v, path: undefined })) yield* combinations(args, input, at + 1, [...before, r.v]);
}

export function fresh(v: JqValue, input: Result): Result {
  return { v, path: input.path === undefined ? undefined : "none" };
}
