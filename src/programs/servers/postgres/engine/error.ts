import { SqlError } from "../../sql/lexer.ts";

/** What else a server says of an error, by the names of the protocol's fields. */
export interface ErrorFields {
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly dataType?: string;
  readonly constraint?: string;
}

/** An error as PostgreSQL words it. */
export class PgError extends SqlError {
  /** Lines of CONTEXT, innermost first. */
  context: string[] = [];
  /** The statement of a function that `at` points into, where it is none of the client's. */
  internal: string | undefined;
  /** What the statements before it gave, of those that were sent at once. */
  results: readonly unknown[] = [];
  /** What only the log tells. */
  logged: string | undefined;
  constructor(
    message: string,
    state: string,
    more: {
      readonly at?: number | undefined;
      readonly detail?: string | undefined;
      readonly hint?: string | undefined;
      readonly fields?: ErrorFields;
    } = {},
  ) {
    super(message, state, 1105, more.at, more.detail, more.hint);
    this.fields = more.fields ?? {};
  }
  readonly fields: ErrorFields;
}

/** Says of what is not simulated that it is not. */
export function notSimulated(what: string): never {
  throw new PgError(`drydock: ${what} is not simulated`, "0A000");
}

export function syntaxError(text: string, at: number): PgError {
  return text === ""
    ? new PgError("syntax error at end of input", "42601", { at })
    : new PgError(`syntax error at or near "${text}"`, "42601", { at });
}
