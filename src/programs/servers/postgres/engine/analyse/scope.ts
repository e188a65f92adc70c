import type { Cte, WindowSpec } from "../ast.ts";
import type { Accumulator } from "../functions/aggregates.ts";
import type { Session } from "../session.ts";
import type { Mod, PgType, Row, Value } from "../types/type.ts";

/** The row at hand, and the rows around it. */
export interface Frame {
  readonly row: Row;
  readonly up: Frame | undefined;
  /** Of a group: its keys and what was summed up. */
  readonly keys?: Row;
  readonly aggs?: Row;
  readonly wins?: Row;
  /** Of functions that give many rows: this row's. */
  readonly sets?: Row;
}

export const NO_FRAME: Frame = { row: [], up: undefined };

/** An expression whose type is known. */
export interface Ex {
  readonly type: PgType;
  readonly mod: Mod;
  readonly at: number | undefined;
  ev(f: Frame): Value;
  /** As the server writes it back. `pretty`: without brackets that are not needed. */
  show(pretty: boolean): string;
  /** A text in quotes whose type is not known yet, or NULL. */
  readonly unknown?: string | null;
  /** A value that stands written. */
  readonly constant?: boolean;
  /** A bare column: where it stands. */
  readonly column?: { readonly level: number; readonly index: number };
  /** Shown in brackets when it is part of another one. */
  readonly compound?: boolean;
  /** A parameter whose type is still open. */
  readonly param?: number;
  /** Hidden when shown: an implicit cast. */
  readonly inner?: Ex;
  /** Of `a = b` with both of one type: the two. */
  readonly equal?: readonly [Ex, Ex];
  /** Of a row's expression. */
  readonly items?: readonly Ex[];
}

export interface ScopeColumn {
  readonly name: string;
  readonly type: PgType;
  readonly mod: Mod;
  /** Not in `*`, and only with its table's name: the second of two merged ones. */
  readonly hidden?: boolean;
}

/** One table, subquery or function in FROM. */
export interface RangeItem {
  readonly alias: string;
  readonly schema: string | undefined;
  readonly columns: readonly ScopeColumn[];
  /** Where its columns begin in the row. */
  readonly offset: number;
  /** Of a table: its oid, with a slot for the row's version behind its columns. */
  readonly table: number | undefined;
  /** Its primary key's columns. */
  readonly key: readonly string[];
  readonly rowType: PgType | undefined;
}

/** A column that USING or NATURAL has merged. */
export interface Merged {
  readonly name: string;
  readonly ex: Ex;
  readonly of: ReadonlySet<number>;
}

export interface AggregateCall {
  readonly args: readonly Ex[];
  readonly filter: Ex | undefined;
  readonly distinct: boolean;
  readonly order: readonly SortKey[];
  readonly strict: boolean;
  readonly ordered: boolean;
  readonly shown: string;
  make(): Accumulator;
}

export interface SortKey {
  readonly ex: Ex;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface WindowCall {
  readonly spec: WindowSpec;
  readonly partition: readonly Ex[];
  readonly order: readonly SortKey[];
  /** Values for the rows of one partition, in their order. */
  run(rows: readonly Frame[], peers: (i: number) => readonly [number, number]): Value[];
}

export interface SetCall {
  run(f: Frame): readonly Row[];
}

export interface CteDefinition {
  readonly cte: Cte;
  readonly columns: readonly ScopeColumn[];
  rows(up: Frame | undefined): readonly Row[];
  readonly plan: unknown;
}

export interface Scope {
  readonly s: Session;
  items: RangeItem[];
  merged: Merged[];
  readonly parent: Scope | undefined;
  readonly ctes: ReadonlyMap<string, CteDefinition>;
  /** Where columns are noted that an expression uses. */
  touched: Set<number> | undefined;
  /** Names of the clause, as errors have them; where no aggregates may stand. */
  clause: string;
  grouped: boolean;
  /** Group keys: columns by their place, others by their text. */
  keys: { readonly ex: Ex; readonly text: string; readonly index: number }[];
  readonly aggs: AggregateCall[];
  readonly wins: WindowCall[];
  readonly sets: SetCall[];
  windows: readonly (WindowSpec & { readonly as: string })[];
  /** Within an aggregate's arguments. */
  inAggregate: boolean;
  /** Tables all of whose columns depend on the group's keys. */
  covered: ReadonlySet<number>;
  /** Columns of functions' variables: plpgsql's. */
  readonly external: ((parts: readonly string[], at: number) => Ex | undefined) | undefined;
  /** How many columns the row has. */
  width: number;
  /** Whether anything of the scopes around is used. */
  outer: boolean;
}

export function newScope(
  s: Session,
  parent: Scope | undefined,
  ctes: ReadonlyMap<string, CteDefinition> = parent?.ctes ?? new Map(),
): Scope {
  return {
    s,
    items: [],
    merged: [],
    parent,
    ctes,
    touched: undefined,
    clause: "",
    grouped: false,
    keys: [],
    aggs: [],
    wins: [],
    sets: [],
    windows: [],
    inAggregate: false,
    covered: new Set(),
    external: parent ? parent.external : s.external?.resolve,
    width: 0,
    outer: false,
  };
}
