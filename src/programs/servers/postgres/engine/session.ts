import type { Ex } from "./analyse/scope.ts";
import type { Statement } from "./ast-statements.ts";
import type { CatalogObject } from "./catalog/objects.ts";
import type { Cluster, Database, Notification } from "./catalog/state.ts";
import type { PgType, RawParameter, Row, Value } from "./types/type.ts";

/** What a statement sees: what was there when it began. */
export interface Snapshot {
  /** The first number that was not given out yet. */
  readonly next: number;
  readonly active: ReadonlySet<number>;
  /** Commands of the own transaction before this one. */
  readonly cid: number;
}

export interface Savepoint {
  readonly name: string;
  readonly objects: ReadonlyMap<number, CatalogObject>;
  /** The numbers that are taken back with it. */
  readonly xids: number[];
}

export interface Transaction {
  /** Begun by BEGIN: it ends by COMMIT. */
  explicit: boolean;
  failed: boolean;
  readOnly: boolean;
  isolation: string;
  /** Of REPEATABLE READ and above: what the whole transaction sees. */
  snapshot: Snapshot | undefined;
  /** Its numbers that still hold. */
  readonly own: Set<number>;
  xid: number;
  cid: number;
  /** When it began. */
  readonly began: number;
  /** Catalog as this transaction sees it, and what it was. */
  objects: ReadonlyMap<number, CatalogObject>;
  base: ReadonlyMap<number, CatalogObject>;
  savepoints: Savepoint[];
  readonly notifications: Notification[];
  /** What is looked at when it ends. */
  deferred: (() => void)[];
  settings: ReadonlyMap<string, string> | undefined;
}

export interface Cursor {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  at: number;
  readonly hold: boolean;
}

export interface Prepared {
  readonly statement: Statement;
  readonly types: readonly PgType[];
  readonly text: string;
}

export interface ResultColumn {
  readonly name: string;
  readonly type: PgType;
  readonly mod: readonly number[];
}

/** One connection. */
export interface Session {
  readonly cluster: Cluster;
  readonly database: Database;
  readonly version: string;
  /** Who logged in, and who it acts as. */
  /** Who it was at the beginning. */
  readonly loginUser: string;
  sessionUser: string;
  user: string;
  readonly pid: number;
  readonly began: number;
  transaction: Transaction | undefined;
  /** What the statement at hand sees. */
  snap: Snapshot | undefined;
  /** What SET has set. */
  settings: ReadonlyMap<string, string>;
  params: readonly (Value | RawParameter)[];
  paramTypes: (PgType | undefined)[];
  /** How many values the client has sent for `$1`, `$2`, … with this statement, and the highest that it asks for. */
  bound: number | undefined;
  wanted: number;
  readonly cursors: Map<string, Cursor>;
  readonly prepared: Map<string, Prepared>;
  /** Sequences asked in this session. */
  readonly currval: Map<number, number>;
  lastval: number | undefined;
  readonly notices: Notice[];
  /** What is looked at before a statement's plan is carried out: rights. */
  checks: (() => void)[];
  readonly listener: { readonly database: string; readonly channels: Set<string>; readonly inbox: Notification[] };
  /** How deep functions are in each other. */
  depth: number;
  /** CALL is at work: what is called must be a procedure. */
  calling: boolean;
  /** Counts statements: what is worked out once in each. */
  statement: number;
  /** Variables of the function that runs, as expressions see them. */
  external: External | undefined;
  /** Rows that the client sends for COPY FROM STDIN. */
  copyData: string | undefined;
  /** The server's own files. Both throw PgError. */
  readonly files: { read(path: string): string; write(path: string, text: string): void };
  /** The statement at hand, as it was sent. */
  statementText: string;
  readonly client: { readonly address: string | undefined; readonly application: string };
  now(): number;
  random(): number;
  uuid(): string;
}

export interface External {
  resolve(parts: readonly string[], at: number): Ex | undefined;
  /** A name may not be both a variable and a column: plpgsql. */
  readonly strict: boolean;
}

export interface Notice {
  readonly severity: string;
  readonly message: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly context?: string | undefined;
}
