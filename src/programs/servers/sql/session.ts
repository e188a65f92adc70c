import type { Micros } from "../../../std/time.ts";
import type { Value } from "./ast.ts";
import type { Dialect } from "./lexer.ts";
import type { Store } from "./store.ts";

/** One connection's state. */
export interface Session {
  readonly dialect: Dialect;
  readonly store: Store;
  readonly user: string;
  database: string | undefined;
  /** What version() says. */
  readonly version: string;
  lastInsertId: number;
  /** The store as it was when the transaction began. */
  before: string | undefined;
  now(): Micros;
  random(): number;
  uuid(): string;
  /** A server variable, `@@name`. */
  variable(name: string): Value | undefined;
}

/** What a statement gives back. */
export interface Result {
  /** Columns of a result set; undefined for a command. */
  readonly columns: readonly Column[] | undefined;
  readonly rows: readonly (readonly Value[])[];
  /** PostgreSQL's command tag: `INSERT 0 1`. */
  readonly tag: string;
  /** Rows changed. */
  readonly affected: number;
  readonly notices: readonly string[];
}

export interface Column {
  readonly name: string;
  /** Shown to the right. */
  readonly numeric: boolean;
}
