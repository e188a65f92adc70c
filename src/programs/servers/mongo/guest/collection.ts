// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** `db.NAME`: a collection's everyday methods. */
export function guestMongoCollection(exports, { request, values, cursors, print, errors }) {
  const deprecated = (name, instead) =>
    print(`DeprecationWarning: Collection.${name}() is deprecated. Use ${instead}.`);

  function missing(what) {
    const e = new Error(`Missing required argument at position 0 (Collection.${what})`);
    e.name = "MongoshInvalidInputError";
    e.code = "COMMON-10001";
    return e;
  }
  function atomic(update) {
    const names = Object.keys(update ?? {});
    if (Array.isArray(update) || names[0]?.startsWith("$")) return;
    const e = new Error("Update document requires atomic operators");
    e.name = "MongoInvalidArgumentError";
    throw e;
  }

  class Collection {
    #db;
    #name;
    constructor(db, name) {
      this.#db = db;
      this.#name = name;
    }
    #run(command) {
      return request(this.#db.getName(), command);
    }
    getName() {
      return this.#name;
    }
    getFullName() {
      return `${this.#db.getName()}.${this.#name}`;
    }
    getDB() {
      return this.#db;
    }
    toString() {
      return this.getFullName();
    }

    find(filter, projection, options) {
      return new cursors.FindCursor(this.self, filter, projection, options);
    }
    findOne(filter, projection, options) {
      return this.find(filter, projection, options).limit(1).next();
    }
    aggregate(...stages) {
      const pipeline = Array.isArray(stages[0]) ? stages[0] : stages;
      const cursor = new cursors.AggregationCursor(this.self, pipeline);
      if (pipeline.some((s) => s && ("$out" in s || "$merge" in s))) cursor.hasNext();
      return cursor;
    }
    countDocuments(query = {}) {
      return this.#run({ count: this.#name, query }).n;
    }
    estimatedDocumentCount() {
      return this.#run({ count: this.#name }).n;
    }
    count(query = {}) {
      deprecated("count", "countDocuments or estimatedDocumentCount");
      return this.countDocuments(query);
    }
    distinct(key, query = {}) {
      return this.#run({ distinct: this.#name, key, query }).values;
    }

    #insert(docs, ordered = true) {
      const whole = docs.map((d) => {
        if (d === null || typeof d !== "object" || Array.isArray(d)) {
          const e = new Error("Document must be an object");
          e.name = "MongoInvalidArgumentError";
          throw e;
        }
        return "_id" in d ? d : Object.assign(d, { _id: values.globals.ObjectId() });
      });
      const reply = this.#run({ insert: this.#name, documents: whole, ordered });
      return { reply, ids: Object.fromEntries(whole.map((d, i) => [i, d._id])) };
    }
    insertOne(doc) {
      if (doc === undefined) throw missing("insertOne");
      const { reply, ids } = this.#insert([doc]);
      errors.one(reply);
      return { acknowledged: true, insertedId: ids[0] };
    }
    insertMany(docs, options = {}) {
      if (!Array.isArray(docs)) {
        const e = new Error('Argument "docs" must be an array of documents');
        e.name = "MongoInvalidArgumentError";
        throw e;
      }
      const { reply, ids } = this.#insert(docs, options.ordered !== false);
      errors.bulk(reply, { insertedCount: reply.n, insertedIds: ids });
      return { acknowledged: true, insertedIds: ids };
    }
    insert(docs) {
      deprecated("insert", "insertOne, insertMany, or bulkWrite");
      const { reply, ids } = this.#insert([].concat(docs));
      errors.bulk(reply, { insertedCount: reply.n, insertedIds: ids });
      return { acknowledged: true, insertedIds: ids };
    }

    #update(filter, update, { upsert = false, arrayFilters, ...rest } = {}, multi = false) {
      for (const name of Object.keys(rest)) throw new Error(`drydock: update's option ${name} is not simulated`);
      const statement = { q: filter ?? {}, u: update, multi, upsert };
      if (arrayFilters) statement.arrayFilters = arrayFilters;
      const reply = this.#run({ update: this.#name, updates: [statement], ordered: true });
      errors.one(reply);
      const id = reply.upserted?.[0]?._id ?? null;
      const upserted = reply.upserted?.length ?? 0;
      return {
        acknowledged: true,
        insertedId: id,
        matchedCount: reply.n - upserted,
        modifiedCount: reply.nModified,
        upsertedCount: upserted,
      };
    }
    updateOne(filter, update, options) {
      atomic(update);
      return this.#update(filter, update, options);
    }
    updateMany(filter, update, options) {
      atomic(update);
      return this.#update(filter, update, options, true);
    }
    replaceOne(filter, doc, options) {
      if (Object.keys(doc ?? {})[0]?.startsWith("$")) {
        const e = new Error("Replacement document must not contain atomic operators");
        e.name = "MongoInvalidArgumentError";
        throw e;
      }
      return this.#update(filter, doc, options);
    }
    update(filter, update, { multi = false, ...options } = {}) {
      deprecated("update", "updateOne, updateMany, or bulkWrite");
      atomic(update);
      return this.#update(filter, update, options, multi);
    }

    #delete(filter, limit) {
      const reply = this.#run({ delete: this.#name, deletes: [{ q: filter ?? {}, limit }], ordered: true });
      errors.one(reply);
      return { acknowledged: true, deletedCount: reply.n };
    }
    deleteOne(filter) {
      return this.#delete(filter, 1);
    }
    deleteMany(filter) {
      if (filter === undefined) throw missing("deleteMany");
      return this.#delete(filter, 0);
    }
    remove(filter, one) {
      deprecated("remove", "deleteOne, deleteMany, findOneAndDelete, or bulkWrite");
      return this.#delete(filter, one === true || one?.justOne ? 1 : 0);
    }

    findAndModify({ query = {}, update, remove, new: newer, fields, sort, upsert }) {
      const command = { findAndModify: this.#name, query };
      if (remove) command.remove = true;
      else command.update = update;
      if (newer) command.new = true;
      if (fields) command.fields = fields;
      if (sort) command.sort = sort;
      if (upsert) command.upsert = true;
      return this.#run(command).value;
    }
    findOneAndUpdate(query, update, options = {}) {
      atomic(update);
      return this.findOneAndReplace(query, update, options);
    }
    findOneAndReplace(query, update, { returnDocument, returnNewDocument, projection, sort, upsert } = {}) {
      const newer = returnNewDocument === true || returnDocument === "after";
      return this.findAndModify({ query, update, new: newer, fields: projection, sort, upsert });
    }
    findOneAndDelete(query, { projection, sort } = {}) {
      return this.findAndModify({ query, remove: true, fields: projection, sort });
    }

    bulkWrite(operations) {
      const out = {
        insertedCount: 0,
        matchedCount: 0,
        modifiedCount: 0,
        deletedCount: 0,
        upsertedCount: 0,
        upsertedIds: {},
        insertedIds: {},
      };
      operations.forEach((operation, i) => {
        const [kind] = Object.keys(operation);
        const o = operation[kind];
        if (kind === "insertOne") {
          out.insertedIds[i] = this.insertOne(o.document).insertedId;
          out.insertedCount++;
        } else if (kind === "deleteOne" || kind === "deleteMany") out.deletedCount += this[kind](o.filter).deletedCount;
        else if (kind === "updateOne" || kind === "updateMany" || kind === "replaceOne") {
          const r = this[kind](o.filter, o.update ?? o.replacement, o.upsert ? { upsert: true } : {});
          out.matchedCount += r.matchedCount;
          out.modifiedCount += r.modifiedCount;
          out.upsertedCount += r.upsertedCount;
          if (r.upsertedCount) out.upsertedIds[i] = r.insertedId;
        } else
          throw new Error(
            "bulkWrite only supports insertOne, insertMany, updateOne, updateMany, deleteOne, deleteMany",
          );
      });
      return { acknowledged: true, ...out };
    }

    createIndex(key, options = {}) {
      return this.createIndexes([key], options)[0];
    }
    createIndexes(keys, options = {}) {
      const indexes = keys.map((key) => {
        const k = typeof key === "string" ? { [key]: 1 } : key;
        return {
          key: k,
          name: Object.keys(k)
            .map((f) => `${f}_${k[f]}`)
            .join("_"),
          ...options,
        };
      });
      this.#run({ createIndexes: this.#name, indexes });
      return indexes.map((i) => i.name);
    }
    getIndexes() {
      try {
        return this.#run({ listIndexes: this.#name }).cursor.firstBatch;
      } catch (e) {
        if (e.codeName === "NamespaceNotFound") return [];
        throw e;
      }
    }
    getIndexKeys() {
      return this.getIndexes().map((i) => i.key);
    }
    dropIndex(index) {
      const { nIndexesWas } = this.#run({ dropIndexes: this.#name, index });
      return { nIndexesWas, ok: 1 };
    }
    dropIndexes() {
      const { nIndexesWas } = this.#run({ dropIndexes: this.#name, index: "*" });
      return { nIndexesWas, msg: "non-_id indexes dropped for collection", ok: 1 };
    }
    drop() {
      this.#run({ drop: this.#name });
      return true;
    }
    renameCollection(to, dropTarget = false) {
      const db = this.#db.getName();
      return request("admin", { renameCollection: `${db}.${this.#name}`, to: `${db}.${to}`, dropTarget });
    }
    stats() {
      return this.#run({ collStats: this.#name });
    }
    dataSize() {
      return this.stats().size;
    }
    storageSize() {
      return this.stats().storageSize;
    }
    totalIndexSize() {
      return this.getIndexes().length * 20480;
    }
    isCapped() {
      return false;
    }
    explain() {
      return { find: (filter, projection) => this.find(filter, projection).explain() };
    }
    watch() {
      throw errors.server({
        errmsg: "The $changeStream stage is only supported on replica sets",
        code: 40573,
        codeName: "Location40573",
      });
    }
  }

  /** A collection under whose name further ones can be reached: `db.system.users`. */
  function makeCollection(db, name) {
    const target = new Collection(db, name);
    const self = new Proxy(target, {
      get(t, key) {
        if (key === "self") return self;
        if (typeof key === "symbol") return t[key];
        if (key in t) return typeof t[key] === "function" ? t[key].bind(Object.assign(t, { self })) : t[key];
        return makeCollection(db, `${name}.${key}`);
      },
      set() {
        return false;
      },
    });
    Object.defineProperty(target, "self", { value: self, enumerable: false, writable: true });
    return self;
  }
  Object.assign(exports, { makeCollection, isCollection: (v) => v instanceof Collection });
}
