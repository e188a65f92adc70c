import type { Regex } from "../lib/regex.ts";

// A sed script, parsed.

export type Address =
  | { readonly kind: "line"; readonly line: number }
  | { readonly kind: "last" }
  | { readonly kind: "regex"; readonly regex: Regex | undefined }
  /** `first~step` */
  | { readonly kind: "step"; readonly first: number; readonly step: number }
  /** `addr,+N` */
  | { readonly kind: "plus"; readonly count: number }
  /** `addr,~N` */
  | { readonly kind: "multiple"; readonly of: number };

export interface Substitution {
  /** undefined: the last expression used. */
  readonly regex: Regex | undefined;
  readonly replacement: readonly ReplacementPart[];
  readonly global: boolean;
  readonly nth: number;
  readonly print: boolean;
  readonly evaluate: boolean;
  readonly file: string | undefined;
}

export type ReplacementPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "group"; readonly group: number }
  | { readonly kind: "case"; readonly to: "U" | "L" | "u" | "l" | "E" };

export interface Command {
  readonly first: Address | undefined;
  readonly second: Address | undefined;
  readonly negated: boolean;
  readonly name: string;
  /** a, i, c: the text; r, R, w, W: the file; b, t, T, `:`: the label; q, Q, l: a number. */
  readonly text: string;
  readonly substitution: Substitution | undefined;
  readonly map: ReadonlyMap<string, string> | undefined;
  /** `{`: where its `}` is; b, t, T: where the label is. */
  target: number;
  /** Whether a range is open, and where a counted one ends. */
  range: { open: boolean; end: number };
}

/** What is wrong with a script: GNU's words with the expression's and character's number, and BusyBox's. */
export class BadScript extends Error {
  override readonly name = "BadScript";
  constructor(
    message: string,
    readonly busybox: string,
    readonly status = 1,
  ) {
    super(message);
  }
}
