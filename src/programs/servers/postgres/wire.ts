import type { Failure } from "../database/wire.ts";
import type { ErrorFields } from "./engine/error.ts";

/*
 * What PostgreSQL's clients and server say to each other beside what `database/wire.ts` has: a statement may bring rows
 * for COPY FROM STDIN and the types of its parameters (their oids), and several statements may be sent at once. A reply
 * has the last one's result, and all of them in `results`. `{heard: true}` asks for what LISTEN has heard.
 */

export type PgRequest =
  | {
      readonly sql: string;
      readonly params?: readonly (string | number | boolean | null)[];
      readonly types?: readonly number[];
      /** The rows of COPY FROM STDIN. */
      readonly data?: string;
    }
  /** What clients show of the database (psql's \\d, pg_dump): with the tables' rows, or without. */
  | { readonly describe: "rows" | "plain" }
  | { readonly heard: true };

/** One NOTIFY. */
export interface Heard {
  readonly channel: string;
  readonly payload: string;
  readonly pid: number;
}

export interface Failed extends Failure, ErrorFields {
  /** Lines of CONTEXT. */
  readonly context?: string;
  /** The statement of a function that `at` points into. */
  readonly internal?: string;
}
