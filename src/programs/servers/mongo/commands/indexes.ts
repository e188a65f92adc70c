import { type Bson, type Doc, isArray, isDoc } from "../bson.ts";
import { equal, numberOf, shown } from "../compare.ts";
import { MongoError, notSimulated } from "../errors.ts";
import {
  type Call,
  checkUnique,
  findCollection,
  keepDocs,
  keepNames,
  needCollection,
  newUuid,
  textOf,
} from "../server.ts";
import { type Collection, ID_INDEX, type Index, indexName } from "../store.ts";

const ok = (...fields: [string, Bson][]): Doc => new Map<string, Bson>([...fields, ["ok", 1]]);

/** An answer with a cursor that is at its end. */
export function batch(ns: string, docs: readonly Doc[]): Doc {
  return ok([
    "cursor",
    new Map<string, Bson>([
      ["id", 0n],
      ["ns", ns],
      ["firstBatch", docs],
    ]),
  ]);
}

export function listIndexes(call: Call): Doc {
  const { server, database, command } = call;
  const name = textOf(command, "listIndexes");
  const found = findCollection(server, database, name);
  if (!found) throw new MongoError(26, `ns does not exist: ${database}.${name}`);
  return batch(`${database}.${name}`, found.indexes.map(indexDoc));
}

export function indexDoc(i: Index): Doc {
  return new Map<string, Bson>([
    ["v", 2],
    ["key", new Map(i.key)],
    ["name", i.name],
    ...(i.unique && i.name !== ID_INDEX.name ? ([["unique", true]] as [string, Bson][]) : []),
    ...i.options,
  ]);
}

const INDEX_OPTIONS = ["expireAfterSeconds", "sparse", "partialFilterExpression", "hidden"];

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
      if (typeof v === "string" ? v !== "hashed" : !numberOf(v)) {
        if (typeof v === "string" && /^(text|2d|2dsphere|wildcard)$/.test(v))
          throw notSimulated(`an index of kind ${v}`);
        throw new MongoError(
          67,
          `Error in specification ${shown(w)} :: caused by :: ${typeof v === "string" ? `Unknown index plugin '${v}'` : `Values in the index key pattern cannot be 0.`}`,
        );
      }
    if ([...key.keys()].some((k) => k.includes("$**"))) throw notSimulated("an index of kind wildcard");
    if (w.has("collation")) throw notSimulated("a collation");
    const index: Index = {
      name: typeof w.get("name") === "string" ? String(w.get("name")) : indexName(key),
      key,
      unique: w.get("unique") === true,
      options: new Map(INDEX_OPTIONS.flatMap((k) => (w.has(k) ? [[k, w.get(k) ?? null] as const] : []))),
    };
    const same = collection.indexes.find((i) => i.name === index.name || equal(new Map(i.key), key));
    if (same) {
      const equals = same.unique === index.unique && equal(same.options, index.options);
      if (equals && same.name === index.name && equal(new Map(same.key), key)) continue;
      if (equals && same.name !== index.name)
        throw new MongoError(85, `Index already exists with a different name: ${same.name}`);
      if (same.name === index.name)
        throw new MongoError(
          86,
          `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${shown(indexDoc(index))}, existing index: ${shown(indexDoc(same))}`,
        );
      throw new MongoError(
        85,
        `An equivalent index already exists with the same name but different options. Requested index: ${shown(indexDoc(index))}, existing index: ${shown(indexDoc(same))}`,
      );
    }
    const trial: Collection = { ...collection, indexes: [index] };
    try {
      for (const doc of collection.docs) checkUnique(trial, `${database}.${name}`, doc, doc);
    } catch (e) {
      if (!(e instanceof MongoError)) throw e;
      throw new MongoError(
        e.code,
        `Index build failed: ${newUuid(server)}: Collection ${database}.${name} ( ${collection.uuid} ) :: caused by :: ${e.message}`,
        e.duplicate,
      );
    }
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
