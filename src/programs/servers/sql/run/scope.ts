import type { ColumnRef, Expression, Query } from "../ast.ts";
import { SqlError } from "../lexer.ts";
import type { Session } from "../session.ts";
import type { Row, Value } from "../values/value.ts";
import type { Shape } from "./shapes.ts";

/** A column of rows that FROM gives. `table`: whose primary key may stand for it. */
export interface Field {
  readonly name: string;
  readonly type: string | undefined;
  /** MySQL: whether a value may be null; undefined is not known. */
  readonly nullable?: boolean;
  /** MySQL: the column heads a result under its own name, however it is written. */
  readonly fixed?: boolean;
  /** MySQL: by which name the table stands in FROM, for a plain column. */
  readonly table?: string;
}

/** Rows with their columns' names: a table, a view, a WITH, a query in FROM. */
export interface Relation {
  readonly fields: readonly Field[];
  readonly rows: readonly Row[];
  /** Columns of the primary key, where it is a table's. */
  readonly key: readonly string[];
}

/** A relation's row in an expression's reach. */
export interface Bound {
  readonly alias: string;
  readonly fields: readonly Field[];
  readonly row: Row;
}

export interface Scope {
  readonly session: Session;
  readonly bound: readonly Bound[];
  /** Columns that USING or NATURAL made one of two. */
  readonly merged: ReadonlySet<string>;
  /** The rows of a group, for aggregates. */
  readonly group?: readonly Scope[];
  readonly outer: Scope | undefined;
  readonly ctes: ReadonlyMap<string, Relation>;
  /** Values of output columns by alias, for ORDER BY and MySQL's HAVING. */
  readonly aliases?: ReadonlyMap<string, Value>;
  /** What is known of those outputs before they have a value. */
  readonly aliasShapes?: ReadonlyMap<string, Shape>;
  /** Keys of GROUP BY that a row of WITH ROLLUP does without, by their shapes. */
  readonly nulled?: ReadonlySet<string>;
  /** Only what the columns are is asked for: no warnings. */
  readonly quiet?: boolean;
  /** Values of window functions for this row. */
  readonly windows?: ReadonlyMap<Expression, Value>;
  /** MySQL names the part of the statement in its errors. */
  readonly part: string;
  run(query: Query, outer: Scope): { readonly fields: readonly Field[]; readonly rows: readonly Row[] };
}

/** A column as a scope resolves it: which relation, which place. */
export interface Resolved {
  readonly bound: Bound;
  readonly at: number;
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Where in this scope (not the outer ones) a column stands. Throws SqlError when it might be several. */
export function resolve(e: ColumnRef, s: Scope): Resolved | undefined {
  const found: Resolved[] = [];
  for (const bound of s.bound) {
    if (e.table !== undefined && !same(bound.alias, e.table)) continue;
    bound.fields.forEach((f, at) => {
      if (same(f.name, e.name)) found.push({ bound, at });
    });
  }
  if (found.length > 1 && !(e.table === undefined && s.merged.has(e.name))) {
    throw new SqlError(`Column '${e.name}' in ${s.part} is ambiguous`, "23000", 1052);
  }
  return found[0];
}

/** A column's value. */
export function columnValue(e: ColumnRef, s: Scope, part = s.part): Value {
  if (e.table === undefined && s.merged.has(e.name)) {
    // Of two columns that became one, the one that is there.
    for (const bound of s.bound) {
      const at = bound.fields.findIndex((f) => same(f.name, e.name));
      const value = at < 0 ? null : (bound.row[at] ?? null);
      if (value !== null) return value;
    }
  }
  const found = resolve(e, s);
  if (found) return found.bound.row[found.at] ?? null;
  if (e.table === undefined && s.aliases?.has(e.name)) return s.aliases.get(e.name) ?? null;
  if (s.outer) return columnValue(e, s.outer, part);
  return missing(e, { ...s, part });
}

/** The error for a column that nobody has. */
export function missing(e: ColumnRef, s: Scope): never {
  const full = e.table === undefined ? e.name : `${e.table}.${e.name}`;
  throw new SqlError(`Unknown column '${full}' in '${s.part}'`, "42S22", 1054);
}
