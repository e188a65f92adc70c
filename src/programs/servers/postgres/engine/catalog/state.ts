import type { Row } from "../types/type.ts";
import type { AclItem, CatalogObject, Role } from "./objects.ts";

/** One version of a row: made by a transaction's command, and taken away by another's. */
export interface Version {
  readonly values: Row;
  readonly xmin: number;
  readonly cmin: number;
  xmax: number;
  cmax: number;
  /** What it was changed into. */
  next: Version | undefined;
}

/** A table's rows. */
export interface Heap {
  rows: Version[];
  /** Rows by the values of some columns; made when first asked for. */
  readonly keys: Map<string, Map<string, Version[]>>;
}

export interface SequenceState {
  last: number;
  called: boolean;
}

export interface Database {
  name: string;
  readonly oid: number;
  owner: string;
  acl: readonly AclItem[] | undefined;
  comment: string | undefined;
  objects: ReadonlyMap<number, CatalogObject>;
  readonly heaps: Map<number, Heap>;
  readonly sequences: Map<number, SequenceState>;
}

/** All that a server keeps. */
export interface Cluster {
  databases: ReadonlyMap<string, Database>;
  roles: ReadonlyMap<string, Role>;
  nextOid: number;
  nextXid: number;
  /** When the server was started. */
  started: number;
  /** Transactions that are going on: which of their numbers are whose. */
  readonly active: Map<number, object>;
  /** Numbers of what was taken back. */
  readonly aborted: Set<number>;
  /** Heaps with versions that may be of no use any more. */
  readonly dirty: Set<Heap>;
  /** Connections that are open. */
  readonly sessions: Set<SessionEntry>;
  /** Who listens: a channel's sessions. */
  readonly listeners: Set<{
    readonly database: string;
    readonly channels: Set<string>;
    readonly inbox: Notification[];
  }>;
}

/** One connection, as pg_stat_activity shows it. */
export interface SessionEntry {
  readonly database: Database;
  readonly pid: number;
  readonly sessionUser: string;
  readonly began: number;
  readonly client: { readonly address: string | undefined; readonly application: string };
  readonly transaction: object | undefined;
  readonly statementText: string;
}

export interface Notification {
  readonly channel: string;
  readonly payload: string;
  readonly pid: number;
}

export const newHeap = (): Heap => ({ rows: [], keys: new Map() });

export function newDatabase(cluster: Cluster, name: string, owner: string): Database {
  const database: Database = {
    name,
    oid: cluster.nextOid++,
    owner,
    acl: undefined,
    comment: undefined,
    objects: new Map(),
    heaps: new Map(),
    sequences: new Map(),
  };
  const schema = {
    oid: 2200,
    name: "public",
    schema: "",
    owner: "pg_database_owner",
    acl: undefined,
    comment: "standard public schema",
    k: "schema",
  } as const;
  const plpgsql = {
    oid: 13500,
    name: "plpgsql",
    schema: "pg_catalog",
    owner: "postgres",
    acl: undefined,
    comment: "PL/pgSQL procedural language",
    k: "extension",
    version: "1.0",
  } as const;
  database.objects = new Map<number, CatalogObject>([
    [schema.oid, schema],
    [plpgsql.oid, plpgsql],
  ]);
  return database;
}

export function newRole(cluster: Cluster, name: string, more: Partial<Role> = {}): Role {
  return {
    oid: cluster.nextOid++,
    name,
    password: undefined,
    superuser: false,
    createdb: false,
    createrole: false,
    login: false,
    replication: false,
    bypassrls: false,
    inherit: true,
    limit: -1,
    until: undefined,
    memberOf: [],
    ...more,
  };
}

/** A new server's: three databases and its superuser. */
export function newCluster(superuser: string, password: string | undefined): Cluster {
  const cluster: Cluster = {
    databases: new Map(),
    roles: new Map(),
    nextOid: 16384,
    nextXid: 750,
    started: 0,
    active: new Map(),
    aborted: new Set(),
    dirty: new Set(),
    sessions: new Set(),
    listeners: new Set(),
  };
  const all = { superuser: true, createdb: true, createrole: true, login: true, replication: true, bypassrls: true };
  cluster.roles = new Map([[superuser, { ...newRole(cluster, superuser, { ...all, password }), oid: 10 }]]);
  const oids = [1, 4, 5];
  for (const name of ["template1", "template0", "postgres"]) {
    const d = { ...newDatabase(cluster, name, superuser), oid: oids.shift() ?? 1 };
    cluster.databases = new Map([...cluster.databases, [name, d]]);
  }
  const comments: Record<string, string> = {
    template1: "default template for new databases",
    template0: "unmodifiable empty database",
    postgres: "default administrative connection database",
  };
  for (const d of cluster.databases.values()) d.comment = comments[d.name];
  cluster.nextOid = 16384;
  return cluster;
}
