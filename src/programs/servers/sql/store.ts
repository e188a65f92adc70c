import type { ColumnDefinition, Value } from "./ast.ts";

export interface Table {
  name: string;
  readonly columns: ColumnDefinition[];
  rows: Value[][];
  /** The next number of an AUTO_INCREMENT or serial column. */
  nextNumber: number;
}

export interface User {
  readonly password: string | undefined;
}

/** What a server keeps: databases with their tables, users. */
export interface Store {
  readonly databases: Map<string, Map<string, Table>>;
  readonly users: Map<string, User>;
}

export function createStore(databases: readonly string[]): Store {
  return { databases: new Map(databases.map((d) => [d, new Map<string, Table>()])), users: new Map() };
}

interface Stored {
  readonly databases: readonly (readonly [string, readonly Table[]])[];
  readonly users: readonly (readonly [string, User])[];
}

/** The text that is kept in the data folder. */
export function storeText(store: Store): string {
  const stored: Stored = {
    databases: [...store.databases].map(([name, tables]) => [name, [...tables.values()]] as const),
    users: [...store.users],
  };
  return `${JSON.stringify(stored)}\n`;
}

export function storeOf(text: string): Store {
  const stored = JSON.parse(text) as Stored;
  return {
    databases: new Map(stored.databases.map(([name, tables]) => [name, new Map(tables.map((t) => [t.name, t]))])),
    users: new Map(stored.users),
  };
}
