import type { Files } from "../../../filesystem/files.ts";
import { type Bson, type Doc, decodeDoc, encodeDoc, isArray, isDoc } from "./bson.ts";
import { numberOf } from "./compare.ts";

export interface Index {
  readonly name: string;
  readonly key: ReadonlyMap<string, Bson>;
  readonly unique: boolean;
  /** What else it was made with: `sparse`, `partialFilterExpression`, `expireAfterSeconds`, `hidden`. */
  readonly options: Doc;
}

export interface Collection {
  readonly uuid: string;
  docs: Doc[];
  indexes: Index[];
  /** What it was made with: `capped`, `size`, `max`, `validator`, …; of a view `viewOn` and `pipeline`. */
  options: Doc;
  /** When it was made, in microseconds since 1970; 0 by an earlier server. */
  readonly made: number;
}

export interface Account {
  readonly user: string;
  readonly database: string;
  readonly password: string;
  readonly roles: readonly Bson[];
  readonly uuid: string;
}

/** What a server keeps: databases with their collections, in the order of their making, and users. */
export interface MongoStore {
  readonly databases: Map<string, Map<string, Collection>>;
  users: Account[];
}

export const ID_INDEX: Index = { name: "_id_", key: new Map([["_id", 1]]), unique: true, options: new Map() };

const CATALOG = "_mdb_catalog.wt";

/** A collection's file. */
function fileOf(data: string, uuid: string): string {
  return `${data}/collection-${uuid}.wt`;
}

/** Reads what an earlier server kept in this folder. */
export function loadStore(files: Files, data: string): MongoStore {
  const store: MongoStore = { databases: new Map(), users: [] };
  if (!files.exists(`${data}/${CATALOG}`)) return store;
  const catalog = decodeDoc(files.readFile(`${data}/${CATALOG}`));
  const collections = catalog.get("collections");
  for (const c of isArray(collections) ? collections : []) {
    if (!isDoc(c)) continue;
    const uuid = String(c.get("uuid"));
    const kept = decodeDoc(files.readFile(fileOf(data, uuid))).get("docs");
    const database = store.databases.get(String(c.get("db"))) ?? new Map<string, Collection>();
    const indexes = c.get("indexes");
    store.databases.set(String(c.get("db")), database);
    database.set(String(c.get("name")), {
      uuid,
      docs: isArray(kept) ? kept.filter(isDoc) : [],
      indexes: (isArray(indexes) ? indexes : []).filter(isDoc).map(indexOf),
      options: docIn(c, "options"),
      made: 0,
    });
  }
  const users = catalog.get("users");
  store.users = (isArray(users) ? users : []).filter(isDoc).map((u) => {
    const roles = u.get("roles");
    return {
      user: String(u.get("user")),
      database: String(u.get("db")),
      password: String(u.get("pwd")),
      roles: isArray(roles) ? roles : [],
      uuid: String(u.get("uuid")),
    };
  });
  return store;
}

function indexOf(d: Doc): Index {
  return {
    name: String(d.get("name")),
    key: docIn(d, "key"),
    unique: d.get("unique") === true,
    options: docIn(d, "options"),
  };
}

function docIn(d: Doc, name: string): Doc {
  const v = d.get(name);
  return isDoc(v) ? v : new Map();
}

/** Keeps one collection's documents. */
export function keepCollection(files: Files, data: string, c: Collection): void {
  files.writeFile(fileOf(data, c.uuid), encodeDoc(new Map([["docs", c.docs]])), 0o600);
}

/** Keeps the list of databases, collections, indexes and users; files of collections that are gone are taken away. */
export function keepCatalog(files: Files, data: string, store: MongoStore): void {
  const collections = [...store.databases].flatMap(([db, all]) =>
    [...all].map(
      ([name, c]): Doc =>
        new Map<string, Bson>([
          ["db", db],
          ["name", name],
          ["uuid", c.uuid],
          ["options", c.options],
          [
            "indexes",
            c.indexes.map(
              (i) =>
                new Map<string, Bson>([
                  ["name", i.name],
                  ["key", new Map(i.key)],
                  ["unique", i.unique],
                  ["options", i.options],
                ]),
            ),
          ],
        ]),
    ),
  );
  const users = store.users.map(
    (u): Doc =>
      new Map<string, Bson>([
        ["user", u.user],
        ["db", u.database],
        ["pwd", u.password],
        ["roles", u.roles],
        ["uuid", u.uuid],
      ]),
  );
  files.writeFile(
    `${data}/${CATALOG}`,
    encodeDoc(
      new Map<string, Bson>([
        ["collections", collections],
        ["users", users],
      ]),
    ),
    0o600,
  );
  const kept = new Set(collections.map((c) => fileOf(data, String(c.get("uuid")))));
  for (const entry of files.readdir(data)) {
    const path = `${data}/${entry.name}`;
    if (entry.name.startsWith("collection-") && !kept.has(path)) files.unlink(path);
  }
}

/** The name that an index gets: `age_1_name_-1`. */
export function indexName(key: Doc): string {
  return [...key].map(([name, v]) => `${name}_${numberOf(v) ?? String(v)}`).join("_");
}
