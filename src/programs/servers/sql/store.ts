import type { Action, ColumnDefinition, Expression, Query } from "./ast.ts";
import { packed, type Row, unpacked } from "./values/value.ts";

/** A rule of a table's, under its name. */
export type Constraint = { readonly name: string } & (
  | { readonly kind: "primary"; readonly columns: readonly string[] }
  | { readonly kind: "unique"; readonly columns: readonly string[] }
  | { readonly kind: "check"; readonly test: Expression; readonly text: string }
  | {
      readonly kind: "foreign";
      readonly columns: readonly string[];
      readonly table: string;
      readonly references: readonly string[];
      readonly onDelete: Action;
      readonly onUpdate: Action;
    }
);

export interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
  /** MySQL made it for a foreign key: a key that is given takes its place. */
  readonly implicit?: boolean;
}

/** A table. Its arrays are never changed in place: copies of a store share them. */
export interface Table {
  readonly name: string;
  readonly owner: string;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly rows: readonly Row[];
  readonly comment?: string;
  /** MySQL: when it was made, as SHOW TABLE STATUS has it. */
  readonly made?: string;
  /** MySQL: the connection that it is there for, and goes with. */
  readonly temporary?: number;
  /** The next number of an AUTO_INCREMENT, serial or identity column. */
  readonly nextNumber: number;
}

export interface View {
  readonly made?: string;
  readonly name: string;
  readonly owner: string;
  readonly columns: readonly string[] | undefined;
  readonly query: Query;
  readonly text: string;
}

export interface DatabaseContents {
  readonly owner: string;
  readonly tables: ReadonlyMap<string, Table>;
  readonly views: ReadonlyMap<string, View>;
}

/** Rights that a GRANT of MySQL's gives on a database or a table; `*` is all of them. */
export interface Privilege {
  readonly schema: string;
  readonly table: string;
  readonly rights: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly option: boolean;
}

export interface User {
  readonly password: string | undefined;
  readonly superuser: boolean;
  /** May not log in: a role, or an account that is locked. */
  readonly nologin: boolean;
  /** MySQL's. */
  readonly privileges?: readonly Privilege[];
  /** MySQL: accounts whose rights this one has too. */
  readonly roles?: readonly string[];
  readonly role?: boolean;
}

/** What a server keeps. */
export interface Store {
  databases: ReadonlyMap<string, DatabaseContents>;
  users: ReadonlyMap<string, User>;
}

export function emptyDatabase(owner: string): DatabaseContents {
  return { owner, tables: new Map(), views: new Map() };
}

export function newUser(password: string | undefined, superuser: boolean): User {
  return { password, superuser, nologin: false };
}

export function createStore(databases: readonly string[]): Store {
  return { databases: new Map(databases.map((d) => [d, emptyDatabase("")])), users: new Map() };
}

interface StoredTable extends Omit<Table, "rows"> {
  readonly rows: readonly (readonly unknown[])[];
}

interface Stored {
  readonly databases: readonly {
    readonly name: string;
    readonly owner: string;
    readonly tables: readonly StoredTable[];
    readonly views: readonly View[];
  }[];
  readonly users: readonly (readonly [string, User])[];
}

/** The text that is kept in the data folder. */
export function storeText(store: Store): string {
  const stored: Stored = {
    databases: [...store.databases].map(([name, d]) => ({
      name,
      owner: d.owner,
      tables: [...d.tables.values()].map((t) => ({ ...t, rows: t.rows.map((r) => r.map(packed)) })),
      views: [...d.views.values()],
    })),
    users: [...store.users],
  };
  return `${JSON.stringify(stored)}\n`;
}

export function storeOf(text: string): Store {
  const stored = JSON.parse(text) as Stored;
  return {
    databases: new Map(
      stored.databases.map((d) => [
        d.name,
        {
          owner: d.owner,
          tables: new Map(d.tables.map((t) => [t.name, { ...t, rows: t.rows.map((r) => r.map(unpacked)) }])),
          views: new Map(d.views.map((v) => [v.name, v])),
        },
      ]),
    ),
    users: new Map(stored.users),
  };
}

/** The tables that a list shows: those of one connection alone are in none. */
export function lasting(contents: DatabaseContents): Table[] {
  return [...contents.tables.values()].filter((t) => t.temporary === undefined);
}

/** Takes out the tables that are there for one connection, or for any that was. */
export function dropTemporary(store: Store, connection?: number): void {
  for (const [name, contents] of store.databases) {
    const gone = (t: Table) => t.temporary !== undefined && (connection === undefined || t.temporary === connection);
    if (![...contents.tables.values()].some(gone)) continue;
    const tables = new Map([...contents.tables].filter(([, t]) => !gone(t)));
    store.databases = new Map([...store.databases, [name, { ...contents, tables }]]);
  }
}
