import { checkStages } from "../aggregate.ts";
import { Binary, type Bson, bytesOfHex, type Doc, isArray, isDoc } from "../bson.ts";
import { equal, numberOf, shown } from "../compare.ts";
import { MongoError, notSimulated } from "../errors.ts";
import { checkFilter, matches } from "../match.ts";
import { type Call, findCollection, keepDocs, keepNames, needCollection, textOf } from "../server.ts";
import { type Collection, ID_INDEX } from "../store.ts";
import { batch, indexDoc } from "./indexes.ts";
import { indexSizeOf, sizeOf, storageOf, storageStats } from "./statistics.ts";

const ok = (...fields: [string, Bson][]): Doc => new Map<string, Bson>([...fields, ["ok", 1]]);

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
      [...db.values()].reduce(
        (n, c) => n + storageOf(call.server, c) + c.indexes.length * indexSizeOf(call.server, c),
        0,
      ),
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
    .map(([name, c]): Doc => {
      const view = c.options.has("viewOn");
      return new Map<string, Bson>([
        ["name", name],
        ["type", view ? "view" : "collection"],
        ["options", c.options],
        [
          "info",
          view
            ? new Map<string, Bson>([["readOnly", true]])
            : new Map<string, Bson>([
                ["readOnly", false],
                ["uuid", new Binary(bytesOfHex(c.uuid.replaceAll("-", "")), 4)],
              ]),
        ],
        ...(view ? [] : ([["idIndex", indexDoc(ID_INDEX)]] as [string, Bson][])),
      ]);
    })
    .filter((d) => !isDoc(filter) || matches(d, filter));
  return batch(`${database}.$cmd.listCollections`, docs);
}

/** What `create` may be told and keeps. */
const OPTIONS = ["capped", "size", "max", "validator", "validationLevel", "validationAction", "viewOn", "pipeline"];

export function create(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "create");
  for (const option of [
    "timeseries",
    "clusteredIndex",
    "collation",
    "expireAfterSeconds",
    "changeStreamPreAndPostImages",
    "encryptedFields",
  ])
    if (command.has(option)) throw notSimulated(`create with ${option}`);
  const options: Doc = new Map(OPTIONS.flatMap((k) => (command.has(k) ? [[k, command.get(k) ?? null] as const] : [])));
  if (options.get("capped") === true && !options.has("size"))
    throw new MongoError(72, "the 'size' field is required when 'capped' is true");
  if (options.get("capped") === false) options.delete("capped");
  checkOptions(options);
  const there = findCollection(server, database, name);
  if (there) {
    if (equal(there.options, options)) return ok();
    throw new MongoError(
      48,
      `namespace ${database}.${name} already exists, but with different options: { uuid: UUID("${there.uuid}")${[...there.options].map(([k, v]) => `, ${k}: ${shown(v)}`).join("")} }`,
    );
  }
  const made = needCollection(server, database, name);
  made.options = options;
  if (options.has("viewOn")) made.indexes = [];
  keepDocs(server, made);
  keepNames(server);
  return ok();
}

function checkOptions(options: Doc): void {
  const validator = options.get("validator");
  if (isDoc(validator)) checkFilter(validator);
  const pipeline = options.get("pipeline");
  if (isArray(pipeline)) checkStages(pipeline);
}

/** `collMod`: another validator, view or time to live. */
export function collMod(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "collMod");
  const found = findCollection(server, database, name);
  if (!found) throw new MongoError(26, `ns does not exist: ${database}.${name}`);
  const options = new Map(found.options);
  for (const k of OPTIONS) if (command.has(k)) options.set(k, command.get(k) ?? null);
  checkOptions(options);
  found.options = options;
  const wanted = command.get("index");
  if (isDoc(wanted)) {
    const { name: by, keyPattern } = Object.fromEntries(wanted);
    const index = found.indexes.find((i) => i.name === by || (isDoc(keyPattern) && equal(new Map(i.key), keyPattern)));
    if (!index) throw new MongoError(27, `cannot find index ${shown(by ?? keyPattern)} for ns ${database}.${name}`);
    const changed = new Map(index.options);
    for (const k of ["expireAfterSeconds", "hidden"]) if (wanted.has(k)) changed.set(k, wanted.get(k) ?? null);
    found.indexes = found.indexes.map((i) => (i === index ? { ...i, options: changed } : i));
  }
  keepNames(server);
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

export function dbStats(call: Call): Doc {
  const { server, database } = call;
  const names = [...(server.store.databases.get(database) ?? new Map<string, Collection>()).values()];
  const all = names.filter((c) => !c.options.has("viewOn"));
  const sum = (of: (c: Collection) => number) => all.reduce((n, c) => n + of(c), 0);
  const objects = sum((c) => c.docs.length);
  const size = sum(sizeOf);
  const storage = sum((c) => storageOf(server, c));
  const indexSize = sum((c) => c.indexes.length * indexSizeOf(server, c));
  const scale = numberOf(call.command.get("scale")) ?? 1;
  return ok(
    ["db", database],
    ["collections", BigInt(all.length)],
    ["views", BigInt(names.length - all.length)],
    ["objects", BigInt(objects)],
    ["avgObjSize", objects ? size / objects : 0],
    ["dataSize", size / scale],
    ["storageSize", storage / scale],
    ["indexes", BigInt(sum((c) => c.indexes.length))],
    ["indexSize", indexSize / scale],
    ["totalSize", (storage + indexSize) / scale],
    ["scaleFactor", BigInt(scale)],
    ["fsUsedSize", 21_474_836_480 / scale],
    ["fsTotalSize", 62_671_097_856 / scale],
  );
}

export function collStats(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "collStats");
  const c = findCollection(server, database, name);
  const about: Doc = c
    ? storageStats(server, c)
    : new Map<string, Bson>([
        ["size", 0],
        ["count", 0],
        ["storageSize", 0],
        ["nindexes", 0],
        ["totalIndexSize", 0],
        ["totalSize", 0],
        ["indexSizes", new Map()],
        ["scaleFactor", 1],
      ]);
  return ok(["ns", `${database}.${name}`], ...about);
}
