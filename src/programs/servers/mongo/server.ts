import type { Process } from "../../../kernel/process.ts";
import type { Bson, Doc } from "./bson.ts";
import { equal, shown, typeName } from "./compare.ts";
import { MongoError } from "./errors.ts";
import type { MongoLog } from "./log.ts";
import { valuesAt } from "./path.ts";
import { type Account, type Collection, ID_INDEX, keepCatalog, keepCollection, type MongoStore } from "./store.ts";

/** A running mongod. */
export interface MongoServer {
  readonly p: Process;
  readonly store: MongoStore;
  /** The data folder. */
  readonly data: string;
  readonly version: string;
  readonly port: number;
  /** When it started, in microseconds since 1970. */
  readonly began: number;
  /** --auth: who has not logged in may do next to nothing. */
  readonly auth: boolean;
  readonly log: MongoLog;
  readonly cursors: Map<bigint, { readonly ns: string; rest: readonly Doc[] }>;
  nextCursor: bigint;
  connections: number;
  /** Asked to end by the command `shutdown`. */
  shutdown(): void;
}

/** One connection. */
export interface MongoSession {
  readonly id: number;
  readonly remote: string;
  user: Account | undefined;
}

/** A command as it came, and to which database. */
export interface Call {
  readonly server: MongoServer;
  readonly session: MongoSession;
  readonly database: string;
  readonly command: Doc;
}

/** A field of a command that must be a text. */
export function textOf(command: Doc, name: string): string {
  const value = command.get(name);
  if (typeof value !== "string") throw new MongoError(73, `collection name has invalid type ${typeName(value)}`);
  return value;
}

export function findCollection(server: MongoServer, database: string, name: string): Collection | undefined {
  return server.store.databases.get(database)?.get(name);
}

/** The collection, made when it is not there. */
export function needCollection(server: MongoServer, database: string, name: string): Collection {
  if (name === "" || name.includes("$") || name.startsWith("."))
    throw new MongoError(73, `Invalid namespace specified '${database}.${name}'`);
  const db = server.store.databases.get(database) ?? new Map<string, Collection>();
  server.store.databases.set(database, db);
  let found = db.get(name);
  if (!found) {
    const hex = server.p.chance.hex("mongo collection");
    const uuid = hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5");
    found = { uuid, docs: [], indexes: [ID_INDEX] };
    db.set(name, found);
    keepCatalog(server.p.files, server.data, server.store);
  }
  return found;
}

/** After a change of documents. */
export function keepDocs(server: MongoServer, collection: Collection): void {
  keepCollection(server.p.files, server.data, collection);
}

/** After a change of collections, indexes or users. */
export function keepNames(server: MongoServer): void {
  keepCatalog(server.p.files, server.data, server.store);
}

/** Refuses a document whose values in a unique index another one has. `self`: the document that it takes the place of. */
export function checkUnique(c: Collection, ns: string, doc: Doc, self?: Doc): void {
  for (const index of c.indexes) {
    if (!index.unique) continue;
    const fields = [...index.key.keys()].map((f) => f.split("."));
    const values = fields.map((f) => valuesAt(doc, f)[0]);
    const clash = c.docs.find(
      (d) => d !== self && fields.every((f, i) => equal(valuesAt(d, f)[0] ?? null, values[i] ?? null)),
    );
    if (!clash) continue;
    const names = [...index.key.keys()];
    const shownKey = names.map((n, i) => `${n}: ${shown(values[i])}`).join(", ");
    throw new MongoError(
      11000,
      `E11000 duplicate key error collection: ${ns} index: ${index.name} dup key: { ${shownKey} }`,
      {
        pattern: new Map(names.map((n) => [n, Number(index.key.get(n) ?? 1)])),
        values: new Map<string, Bson>(names.map((n, i) => [n, values[i] ?? null])),
      },
    );
  }
}
