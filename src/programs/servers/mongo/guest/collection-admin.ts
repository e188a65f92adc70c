// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** A collection's methods beside those that read and write documents: indexes, figures, explain, lists of operations. */
export function guestMongoCollectionAdmin(exports, { send, request, cursors, errors }) {
  const run = (c, command) => send(c.getDB(), command);
  const missing = (what) => errors.input(`Missing required argument at position 0 (Collection.${what})`);
  const indexNames = (key) =>
    Object.keys(key)
      .map((f) => `${f}_${key[f]}`)
      .join("_");

  const hide = (c, index, hidden) => {
    const by = typeof index === "string" ? { name: index } : { keyPattern: index };
    return run(c, { collMod: c.getName(), index: { ...by, hidden } });
  };

  const methods = {
    getMongo() {
      return this.getDB().getMongo();
    },
    runCommand(command, more = {}) {
      return run(this, typeof command === "string" ? { [command]: this.getName(), ...more } : command);
    },
    exists() {
      return this.getDB().getCollectionInfos({ name: this.getName() })[0] ?? null;
    },
    createIndex(key, options = {}) {
      if (key === undefined) throw missing("createIndex");
      return this.createIndexes([key], options)[0];
    },
    createIndexes(keys, options = {}) {
      const { commitQuorum, background, ...rest } = options;
      const indexes = keys.map((key) => {
        const k = typeof key === "string" ? { [key]: 1 } : key;
        return { key: k, name: indexNames(k), ...rest };
      });
      run(this, { createIndexes: this.getName(), indexes });
      return indexes.map((i) => i.name);
    },
    ensureIndex(key, options) {
      return this.createIndexes([key], options);
    },
    getIndexes() {
      try {
        return run(this, { listIndexes: this.getName() }).cursor.firstBatch;
      } catch (e) {
        if (e.codeName === "NamespaceNotFound") return [];
        throw e;
      }
    },
    getIndexSpecs() {
      return this.getIndexes();
    },
    getIndices() {
      return this.getIndexes();
    },
    getIndexKeys() {
      return this.getIndexes().map((i) => i.key);
    },
    dropIndex(index) {
      if (index === undefined) throw missing("dropIndex");
      if (index === "*")
        throw errors.input("To drop indexes in the collection using '*', use db.collection.dropIndexes().");
      const { nIndexesWas, ok } = run(this, { dropIndexes: this.getName(), index });
      return { nIndexesWas, ok };
    },
    dropIndexes(index = "*") {
      try {
        const { nIndexesWas, ok } = run(this, { dropIndexes: this.getName(), index });
        return { nIndexesWas, ok };
      } catch (e) {
        if (e.codeName !== "IndexNotFound") throw e;
        return { ok: e.ok, errmsg: e.errmsg, code: e.code, codeName: e.codeName };
      }
    },
    hideIndex(index) {
      return hide(this, index, true);
    },
    unhideIndex(index) {
      return hide(this, index, false);
    },
    drop() {
      try {
        run(this, { drop: this.getName() });
      } catch (e) {
        if (e.codeName === "NamespaceNotFound") return false;
        throw e;
      }
      return true;
    },
    renameCollection(to, dropTarget = false) {
      if (to === undefined) throw missing("renameCollection");
      const db = this.getDB().getName();
      return request("admin", { renameCollection: `${db}.${this.getName()}`, to: `${db}.${to}`, dropTarget });
    },
    stats(scale = 1) {
      const s = run(this, { collStats: this.getName() });
      const by = typeof scale === "object" ? (scale.scale ?? 1) : scale;
      const part = (n) => (n === undefined ? n : n / by);
      const out = {
        ok: 1,
        capped: s.capped ?? false,
        sharded: false,
        size: part(s.size),
        count: s.count,
        numOrphanDocs: 0,
        storageSize: part(s.storageSize),
        totalIndexSize: part(s.totalIndexSize),
        totalSize: part(s.totalSize),
        indexSizes: Object.fromEntries(Object.entries(s.indexSizes).map(([k, n]) => [k, part(n)])),
        avgObjSize: s.avgObjSize ?? 0,
      };
      if (s.capped) Object.assign(out, { max: s.max, maxSize: part(s.maxSize) });
      return { ...out, ns: s.ns, nindexes: s.nindexes, scaleFactor: by };
    },
    dataSize() {
      return this.stats().size;
    },
    storageSize() {
      return this.stats().storageSize;
    },
    totalIndexSize() {
      return this.stats().totalIndexSize;
    },
    totalSize() {
      return this.stats().totalSize;
    },
    isCapped() {
      return this.stats().capped;
    },
    explain(verbosity = "queryPlanner") {
      const word = verbosity === true ? "allPlansExecution" : verbosity === false ? "queryPlanner" : verbosity;
      return {
        find: (filter, projection) => {
          const cursor = this.find(filter, projection);
          return Object.assign(cursor, { explains: word });
        },
        aggregate: (pipeline) => this.aggregate(pipeline).explain(word),
        count: () => errors.refuse("explain().count"),
        getCollection: () => this.self,
        getVerbosity: () => word,
      };
    },
    initializeOrderedBulkOp() {
      return new Bulk(this.self, true);
    },
    initializeUnorderedBulkOp() {
      return new Bulk(this.self, false);
    },
    watch() {
      return new cursors.AggregationCursor(this.self, [{ $changeStream: {} }]).hasNext();
    },
  };
  for (const name of [
    "analyzeShardKey",
    "convertToCapped",
    "createSearchIndex",
    "createSearchIndexes",
    "dropSearchIndex",
    "getPlanCache",
    "getSearchIndexes",
    "getShardDistribution",
    "getShardVersion",
    "latencyStats",
    "mapReduce",
    "reIndex",
    "updateSearchIndex",
    "validate",
  ])
    methods[name] = () => errors.refuse(`db.collection.${name}()`);

  /** A list of operations that are put together first and carried out at once. */
  class Bulk {
    #operations = [];
    #done = 0;
    constructor(collection, ordered) {
      Object.defineProperty(this, "target", { value: { collection, ordered } });
    }
    insert(document) {
      this.#operations.push({ insertOne: { document } });
      return { acknowledged: true };
    }
    find(filter) {
      const add = (kind, more) => {
        this.#operations.push({ [kind]: { filter, ...(upsert ? { upsert } : {}), ...more } });
        return this;
      };
      let upsert = false;
      const found = {
        upsert: () => {
          upsert = true;
          return found;
        },
        update: (update) => add("updateMany", { update }),
        updateOne: (update) => add("updateOne", { update }),
        replaceOne: (replacement) => add("replaceOne", { replacement }),
        delete: () => add("deleteMany", {}),
        deleteOne: () => add("deleteOne", {}),
        remove: () => add("deleteMany", {}),
        removeOne: () => add("deleteOne", {}),
      };
      return found;
    }
    execute() {
      const { collection, ordered } = this.target;
      const result = collection.bulkWrite(this.#operations, { ordered });
      this.#done = 1;
      return result;
    }
    toJSON() {
      const count = (kind) => this.#operations.filter((o) => Object.keys(o)[0].startsWith(kind)).length;
      return {
        nInsertOps: count("insert"),
        nUpdateOps: count("update") + count("replace"),
        nRemoveOps: count("delete"),
        nBatches: this.#done,
      };
    }
    toString() {
      return JSON.stringify(this.toJSON());
    }
    [Symbol.for("nodejs.util.inspect.custom")](_depth, options, inspect) {
      return inspect(this.toJSON(), options);
    }
  }

  exports.addAdmin = (prototype) => {
    for (const [name, value] of Object.entries(methods))
      Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  };
}
