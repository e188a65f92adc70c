import type { Ex } from "../analyse/scope.ts";
import type { PgError } from "../error.ts";
import type { ResultColumn, Session } from "../session.ts";
import type { Row, Value } from "../types/type.ts";
import type { Variable } from "./environment.ts";

/** How a list of statements ended. */
export type Flow =
  | undefined
  | { readonly k: "return"; readonly value: Value; readonly type: Ex["type"] }
  | { readonly k: "exit" | "continue"; readonly label: string | undefined };

/** One run of a function. */
export interface Activation {
  readonly s: Session;
  /** What RETURN NEXT and RETURN QUERY have gathered. */
  readonly rows: Row[];
  /** The columns of what it gives, in SETOF and TABLE. */
  readonly columns: readonly ResultColumn[];
  /** As CONTEXT names it: `fact(integer)`. */
  readonly shown: string;
  found: Variable;
  rowCount: number;
  /** The error that a handler is at. */
  caught: PgError | undefined;
}
