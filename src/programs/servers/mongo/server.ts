import type { Process } from "../../../kernel/process.ts";
import { type Bson, type Doc, isArray, isDoc } from "./bson.ts";
import type { Conversation } from "./commands/scram.ts";
import { equal, shown, typeName } from "./compare.ts";
import { MongoError } from "./errors.ts";
import type { MongoLog } from "./log.ts";
import { matches } from "./match.ts";
import { valuesAt } from "./path.ts";
import {
  type Account,
  type Collection,
  ID_INDEX,
  type Index,
  keepCatalog,
  keepCollection,
  type MongoStore,
} from "./store.ts";

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
  /** The last round of looking for documents whose time is over. */
  round: number;
  /** Asked to end by the command `shutdown`. */
  shutdown(): void;
}

/** One connection. */
export interface MongoSession {
  readonly id: number;
  readonly remote: string;
  user: Account | undefined;
  /** A login that is going on. */
  login: Conversation | undefined;
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
    found = {
      uuid: newUuid(server),
      docs: [],
      indexes: [ID_INDEX],
      options: new Map(),
      made: server.p.now(),
    };
    db.set(name, found);
    keepCatalog(server.p.files, server.data, server.store);
  }
  return found;
}

/** A version 4 UUID. */
export function newUuid({ p }: MongoServer): string {
  return p.chance.hex("mongo collection").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5");
}

/** A collection that may be written to: no view. */
export function needWritable(server: MongoServer, database: string, name: string): Collection {
  const found = needCollection(server, database, name);
  if (found.options.has("viewOn"))
    throw new MongoError(166, `Namespace ${database}.${name} is a view, not a collection`);
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
    const within = (d: Doc) => isIndexed(index, d);
    if (!within(doc)) continue;
    if (index.name === ID_INDEX.name && !idsOf(c).has(idKey(doc))) continue;
    const fields = [...index.key.keys()].map((f) => f.split("."));
    const values = fields.map((f) => valuesAt(doc, f));
    const clash = c.docs.find(
      (d) => d !== self && within(d) && fields.every((f, i) => overlap(valuesAt(d, f), values[i] ?? [])),
    );
    if (!clash) continue;
    const names = [...index.key.keys()];
    const shownKey = names.map((n, i) => `${n}: ${shown(keyOf(values[i]))}`).join(", ");
    throw new MongoError(
      11000,
      `E11000 duplicate key error collection: ${ns} index: ${index.name} dup key: { ${shownKey} }`,
      {
        pattern: new Map(names.map((n) => [n, Number(index.key.get(n) ?? 1)])),
        values: new Map<string, Bson>(names.map((n, i) => [n, keyOf(values[i])])),
      },
    );
  }
}

/** The ids of a list of documents, for as long as the list stays the same. */
const idSets = new WeakMap<readonly Doc[], Set<string>>();

function idKey(doc: Doc): string {
  return shown(doc.get("_id"));
}

function idsOf(c: Collection): Set<string> {
  let ids = idSets.get(c.docs);
  if (!ids) {
    ids = new Set(c.docs.map(idKey));
    idSets.set(c.docs, ids);
  }
  return ids;
}

/** Puts a document behind the others. */
export function appendDoc(c: Collection, doc: Doc): void {
  const ids = idsOf(c).add(idKey(doc));
  c.docs = [...c.docs, doc];
  idSets.set(c.docs, ids);
}

/** What an index holds of a document's values: an array's elements. */
function keysOf(values: readonly (Bson | undefined)[]): Bson[] {
  return values.flatMap((v): Bson[] => (isArray(v) && v.length ? [...v] : [v ?? null]));
}

function keyOf(values: readonly (Bson | undefined)[] | undefined): Bson {
  return keysOf(values ?? [])[0] ?? null;
}

function overlap(a: readonly (Bson | undefined)[], b: readonly (Bson | undefined)[]): boolean {
  const keys = keysOf(b);
  return keysOf(a).some((x) => keys.some((y) => equal(x, y)));
}

/** A sparse index leaves out documents without its fields, a partial one those that its filter does not let in. */
function isIndexed(index: Index, doc: Doc): boolean {
  const filter = index.options.get("partialFilterExpression");
  if (isDoc(filter)) return matches(doc, filter);
  if (index.options.get("sparse") !== true) return true;
  return [...index.key.keys()].some((f) => valuesAt(doc, f.split(".")).some((v) => v !== undefined));
}
