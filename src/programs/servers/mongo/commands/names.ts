import { type Bson, type Doc, encodeDoc, isArray, isDoc } from "../bson.ts";
import { equal } from "../compare.ts";
import { MongoError } from "../errors.ts";
import { matches } from "../match.ts";
import { type Call, checkUnique, findCollection, keepDocs, keepNames, needCollection, textOf } from "../server.ts";
import { type Collection, ID_INDEX, type Index, indexName } from "../store.ts";

const ok = (...fields: [string, Bson][]): Doc => new Map<string, Bson>([...fields, ["ok", 1]]);

function batch(ns: string, docs: readonly Doc[]): Doc {
  return ok([
    "cursor",
    new Map<string, Bson>([
      ["id", 0n],
      ["ns", ns],
      ["firstBatch", docs],
    ]),
  ]);
}

/** Bytes of a collection, its file's at least. */
function sizeOf(c: Collection): number {
  return c.docs.reduce((n, d) => n + encodeDoc(d).length, 0);
}

export function listDatabases(call: Call): Doc {
  const { store } = call.server;
  const user = call.session.user;
  const system: [string, number][] =
    store.users.length || store.databases.size
      ? [
          ["admin", 40_960],
          ["config", 12_288],
          ["local", 40_960],
        ]
      : [
          ["admin", 8192],
          ["config", 12_288],
          ["local", 40_960],
        ];
  const own = [...store.databases]
    .filter(([name, db]) => db.size > 0 && !system.some(([s]) => s === name))
    .map(([name, db]): [string, number] => [
      name,
      [...db.values()].reduce((n, c) => n + 8192 * c.indexes.length + Math.ceil(sizeOf(c) / 4096) * 4096, 0) || 8192,
    ]);
  const all = [...system, ...own].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const filter = call.command.get("filter");
  const docs = all
    .map(
      ([name, size]): Doc =>
        new Map<string, Bson>([
          ["name", name],
          ["sizeOnDisk", BigInt(size)],
          ["empty", false],
        ]),
    )
    .filter((d) => !isDoc(filter) || matches(d, filter))
    .filter((d) => user === undefined || mayList(user.roles, String(d.get("name"))));
  const names = call.command.get("nameOnly") === true;
  return ok(
    ["databases", names ? docs.map((d) => new Map([["name", d.get("name") ?? null]])) : docs],
    ...(names ? [] : ([["totalSize", BigInt(all.reduce((n, [, s]) => n + s, 0))]] as [string, Bson][])),
  );
}

/** A user sees the databases that a role of his is for. */
function mayList(roles: readonly Bson[], name: string): boolean {
  return roles.some((r) => {
    if (!isDoc(r)) return false;
    const role = String(r.get("role"));
    return (
      /^(root|.*AnyDatabase|clusterAdmin|clusterMonitor|clusterManager|backup)$/.test(role) || r.get("db") === name
    );
  });
}

export function listCollections(call: Call): Doc {
  const { server, database, command } = call;
  const filter = command.get("filter");
  const docs = [...(server.store.databases.get(database) ?? new Map<string, Collection>())]
    .map(
      ([name]): Doc =>
        new Map<string, Bson>([
          ["name", name],
          ["type", "collection"],
          ["options", new Map()],
          ["info", new Map<string, Bson>([["readOnly", false]])],
          [
            "idIndex",
            new Map<string, Bson>([
              ["v", 2],
              ["key", new Map([["_id", 1]])],
              ["name", "_id_"],
            ]),
          ],
        ]),
    )
    .filter((d) => !isDoc(filter) || matches(d, filter));
  return batch(`${database}.$cmd.listCollections`, docs);
}

export function create(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "create");
  for (const option of ["capped", "viewOn", "timeseries", "validator"])
    if (command.has(option)) throw new MongoError(238, `drydock: create with ${option} is not simulated`);
  if (findCollection(server, database, name))
    throw new MongoError(48, `Collection ${database}.${name} already exists.`);
  keepDocs(server, needCollection(server, database, name));
  return ok();
}

export function drop(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "drop");
  const found = findCollection(server, database, name);
  if (!found) return ok();
  server.store.databases.get(database)?.delete(name);
  if (server.store.databases.get(database)?.size === 0) server.store.databases.delete(database);
  keepNames(server);
  return ok(["nIndexesWas", found.indexes.length], ["ns", `${database}.${name}`]);
}

export function dropDatabase(call: Call): Doc {
  const had = call.server.store.databases.delete(call.database);
  keepNames(call.server);
  return had ? ok(["dropped", call.database]) : ok();
}

export function renameCollection(call: Call): Doc {
  const { server, command } = call;
  const [from = "", to = ""] = [command.get("renameCollection"), command.get("to")].map(String);
  const split = (ns: string) => [ns.slice(0, ns.indexOf(".")), ns.slice(ns.indexOf(".") + 1)] as const;
  const [fromDb, fromName] = split(from);
  const [toDb, toName] = split(to);
  const found = findCollection(server, fromDb, fromName);
  if (!found) throw new MongoError(26, `Source collection ${from} does not exist`);
  if (findCollection(server, toDb, toName)) {
    if (command.get("dropTarget") !== true) throw new MongoError(48, "target namespace exists");
  }
  server.store.databases.get(fromDb)?.delete(fromName);
  const target = server.store.databases.get(toDb) ?? new Map<string, Collection>();
  server.store.databases.set(toDb, target);
  target.set(toName, found);
  keepNames(server);
  return ok();
}

export function listIndexes(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "listIndexes");
  const found = findCollection(server, database, name);
  if (!found) throw new MongoError(26, `ns does not exist: ${database}.${name}`);
  return batch(
    `${database}.${name}`,
    found.indexes.map(
      (i) =>
        new Map<string, Bson>([
          ["v", 2],
          ["key", new Map(i.key)],
          ["name", i.name],
          ...(i.unique && i.name !== ID_INDEX.name ? ([["unique", true]] as const) : []),
        ]),
    ),
  );
}

export function createIndexes(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "createIndexes");
  const before = findCollection(server, database, name);
  const collection = needCollection(server, database, name);
  const wanted = command.get("indexes");
  const had = collection.indexes.length;
  for (const w of isArray(wanted) ? wanted.filter(isDoc) : []) {
    const key = w.get("key");
    if (!isDoc(key) || key.size === 0) throw new MongoError(2, "Index keys cannot be an empty object.");
    for (const v of key.values())
      if (v !== 1 && v !== -1) throw new MongoError(238, `drydock: an index of kind ${String(v)} is not simulated`);
    for (const option of ["expireAfterSeconds", "partialFilterExpression", "sparse"])
      if (w.has(option)) throw new MongoError(238, `drydock: an index with ${option} is not simulated`);
    const index: Index = {
      name: typeof w.get("name") === "string" ? String(w.get("name")) : indexName(key),
      key,
      unique: w.get("unique") === true,
    };
    const same = collection.indexes.find((i) => i.name === index.name || equal(new Map(i.key), key));
    if (same) {
      if (same.unique === index.unique) continue;
      throw new MongoError(
        86,
        "An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation.",
      );
    }
    const trial: Collection = { ...collection, indexes: [index] };
    for (const doc of collection.docs) checkUnique(trial, `${database}.${name}`, doc, doc);
    collection.indexes = [...collection.indexes, index];
  }
  keepDocs(server, collection);
  keepNames(server);
  const now = collection.indexes.length;
  return ok(
    ["numIndexesBefore", had],
    ["numIndexesAfter", now],
    ["createdCollectionAutomatically", before === undefined],
    ...(now === had ? ([["note", "all indexes already exist"]] as [string, Bson][]) : []),
  );
}

export function dropIndexes(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "dropIndexes");
  const found = findCollection(server, database, name);
  if (!found) throw new MongoError(26, `ns not found ${database}.${name}`);
  const had = found.indexes.length;
  const which = command.get("index") ?? "*";
  if (which === "*") found.indexes = found.indexes.filter((i) => i.name === ID_INDEX.name);
  else {
    const kept = found.indexes.filter((i) => (isDoc(which) ? !equal(new Map(i.key), which) : i.name !== which));
    if (kept.length === had)
      throw new MongoError(27, `index not found with name [${isDoc(which) ? indexName(which) : String(which)}]`);
    if (!kept.includes(ID_INDEX) && !kept.some((i) => i.name === "_id_"))
      throw new MongoError(72, "cannot drop _id index");
    found.indexes = kept;
  }
  keepNames(server);
  return ok(["nIndexesWas", had]);
}

export function dbStats(call: Call): Doc {
  const { server, database } = call;
  const all = [...(server.store.databases.get(database) ?? new Map<string, Collection>()).values()];
  const objects = all.reduce((n, c) => n + c.docs.length, 0);
  const size = all.reduce((n, c) => n + sizeOf(c), 0);
  return ok(
    ["db", database],
    ["collections", BigInt(all.length)],
    ["views", 0n],
    ["objects", BigInt(objects)],
    ["avgObjSize", objects ? size / objects : 0],
    ["dataSize", size],
    ["storageSize", all.length * 20_480],
    ["indexes", BigInt(all.reduce((n, c) => n + c.indexes.length, 0))],
    ["indexSize", all.reduce((n, c) => n + c.indexes.length, 0) * 20_480],
    ["totalSize", all.reduce((n, c) => n + c.indexes.length + 1, 0) * 20_480],
    ["scaleFactor", 1n],
  );
}

export function collStats(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "collStats");
  const c = findCollection(server, database, name);
  const size = c ? sizeOf(c) : 0;
  const n = c?.docs.length ?? 0;
  return ok(
    ["ns", `${database}.${name}`],
    ["size", size],
    ["count", n],
    ["avgObjSize", n ? Math.round(size / n) : 0],
    ["storageSize", c ? 20_480 : 0],
    ["nindexes", c?.indexes.length ?? 0],
  );
}
