import type { Assignment } from "unbash";
import type { Shell, Tail } from "../shell.ts";

export interface BuiltinCall {
  /** Array assignments among the words, by their place in `argv`. */
  readonly arrays: ReadonlyMap<number, Assignment>;
  readonly tail: Tail;
}

/** A builtin: gives its status; throws CommandError with a message. */
export type Builtin = (sh: Shell, argv: readonly string[], call: BuiltinCall) => number | Promise<number>;

/** Builtins whose words may be assignments. */
export const DECLARATIONS: ReadonlySet<string> = new Set(["export", "readonly", "declare", "typeset", "local"]);

/** POSIX's special builtins: in dash and ash their errors end the shell, and assignments before them stay. */
export const POSIX_SPECIAL: ReadonlySet<string> = new Set(
  ": . source break continue eval exec exit export readonly return set shift times trap unset local".split(" "),
);
