import type { Result, Results } from "./evaluate.ts";
import type { Closure } from "./scope.ts";
import type { JqValue } from "./value.ts";

/** A function given as an argument: its results for an input. */
export type Filter = (input: Result) => Results;

/** A function written in TypeScript. */
export type Native = (args: readonly Filter[], input: Result, m: Machine) => Results;

/** What a running filter may ask for. */
export interface Machine {
  readonly natives: ReadonlyMap<string, Native>;
  /** A function of the prelude. */
  prelude(key: string): Closure | undefined;
  /** Global variables: --arg's, $ENV, $__prog_args. */
  variable(name: string): JqValue;
  /** The next input; undefined when there is none. */
  input(): JqValue | undefined;
  /** Text for stderr (debug, stderr), printed before the next result. */
  message(text: string): void;
  /** Microseconds since 1970. */
  now(): number;
  /** Counts the steps of a run: one that never ends is given up. */
  step(): void;
  readonly fileName: JqValue;
}

/** `halt`, `halt_error`. */
export class Halt extends Error {
  constructor(
    readonly status: number,
    readonly text: string,
  ) {
    super("halt");
  }
}
