import type { Micros } from "../../../std/time.ts";
import { SqlError } from "./lexer.ts";
import type { Warning } from "./mysql/warnings.ts";
import type { DatabaseContents, Store, Table } from "./store.ts";
import type { Value } from "./values/value.ts";

/** A transaction that is open: its own copy of the store, and what the store was when it began. */
export interface Transaction {
  readonly base: Store;
  work: Store;
  /** MySQL's START TRANSACTION READ ONLY. */
  readonly readOnly: boolean;
  savepoints: readonly { readonly name: string; readonly store: Store }[];
}

/** A connection as the server's list has it. */
export interface Connected {
  readonly session: Session;
  since: Micros;
  statement: string | undefined;
  close(): void;
}

/** What a MySQL server knows of itself. */
export interface ServerFigures {
  readonly started: Micros;
  readonly connections: Map<number, Connected>;
  questions: number;
  /** What SET GLOBAL has changed. */
  readonly globals: Map<string, Value>;
  /** Ends the server: SHUTDOWN. */
  stop?(by: { readonly user: string; readonly host: string; readonly id: number }): void;
}

/** One connection's state. */
export interface Session {
  /** What all connections share. */
  readonly shared: Store;
  readonly user: string;
  database: string | undefined;
  /** What version() says. */
  readonly version: string;
  lastInsertId: number;
  /** What the last statement of MySQL's changed, for ROW_COUNT(). */
  rowCount: number;
  /** MySQL: rows that the last query gave. */
  foundRows: number;
  /** Numbers that tables gave out: they are gone even when the statement or its transaction is taken back. */
  readonly numbers: Map<string, number>;
  /** MySQL: the connection's number, and the host that it comes from. */
  readonly id: number;
  readonly host: string;
  /** MySQL: of the last statement. */
  readonly warnings: Warning[];
  warningCount: number;
  /** Constants that have had theirs. */
  warned: WeakSet<object>;
  /** Rows are being written: in strict mode what would be a warning is an error. */
  writing: boolean;
  /** Rows are being written, and what does not fit is cut with a warning: not in strict mode, or with IGNORE. */
  leniently: boolean;
  /** MySQL's `@name`, and what SET has changed of the variables. */
  /** MySQL: texts that PREPARE keeps. */
  readonly statements: Map<string, string>;
  readonly userVariables: Map<string, Value>;
  readonly settings: Map<string, Value>;
  /** MySQL: other connections, and the server's own figures. */
  readonly server: ServerFigures;
  /** MySQL's FOREIGN_KEY_CHECKS. */
  foreignChecks: boolean;
  transaction: Transaction | undefined;
  /** Values of `?` in the statement at hand. */
  parameters: readonly Value[];
  /** MySQL: the statement is a prepared one, in which `?` may stand. */
  prepared: boolean;
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
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  /** What the statement was, and how many rows: `INSERT 0 1`. */
  readonly tag: string;
  /** Rows changed. */
  readonly affected: number;
  /** MySQL's number of the first row put in. */
  readonly insertId?: number;
  /** MySQL: the line that the client prints below: `Records: 2  Duplicates: 0  Warnings: 0`. */
  readonly info?: string;
  readonly warnings?: number;
  /** MySQL: rows that INSERT was given, and how many of them met a key that was taken. */
  readonly counts?: { readonly records: number; readonly duplicates: number };
  /** MySQL: rows that an UPDATE found. */
  readonly matched?: number;
}

export interface Column {
  readonly name: string;
  /** `int`, `decimal(10,2)`, `datetime`. */
  readonly type: string;
  /** Shown to the right. */
  readonly numeric: boolean;
  /** MySQL: whether a value may be null. */
  readonly nullable?: boolean;
  /** MySQL: the table that a plain column is of. */
  readonly table?: string;
}

/** The store that this session sees and changes. */
export function storeFor(s: Session): Store {
  return s.transaction?.work ?? s.shared;
}

/** The database that a name's schema (MySQL) or the connection names. Throws SqlError. */
export function databaseFor(
  s: Session,
  schema: string | undefined,
): readonly [name: string, contents: DatabaseContents] {
  const name = schema ?? s.database;
  if (name === undefined) throw new SqlError("No database selected", "3D000", 1046);
  const found = storeFor(s).databases.get(name);
  if (!found) throw new SqlError(`Unknown database '${name}'`, "42000", 1049);
  return [name, found];
}

export function putDatabase(s: Session, name: string, contents: DatabaseContents | undefined): void {
  const store = storeFor(s);
  const next = new Map(store.databases);
  if (contents) next.set(name, contents);
  else next.delete(name);
  store.databases = next;
}

/** Puts a table in its new state; `undefined` takes it out. */
export function putTable(s: Session, database: string, name: string, table: Table | undefined): void {
  const contents = storeFor(s).databases.get(database);
  if (!contents) return;
  const tables = new Map(contents.tables);
  if (table) tables.set(name, table);
  else tables.delete(name);
  putDatabase(s, database, { ...contents, tables });
}

/** After a statement or transaction was taken back. */
export function keepNumbers(s: Session): void {
  for (const [key, next] of s.numbers) {
    const [database = "", name = ""] = key.split("\0");
    const table = storeFor(s).databases.get(database)?.tables.get(name);
    if (table && table.nextNumber < next) putTable(s, database, name, { ...table, nextNumber: next });
  }
}

export function command(tag: string, affected = 0): Result {
  return { columns: undefined, rows: [], tag, affected };
}
