// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** `db.NAME`: a collection's everyday methods. */
export function guestMongoCollection(exports, { send, values, cursors, print, errors, addAdmin, helps }) {
  const deprecated = (name, instead) =>
    print(`DeprecationWarning: Collection.${name}() is deprecated. Use ${instead}.`);

  const missing = (what, at = 0) => errors.input(`Missing required argument at position ${at} (Collection.${what})`);

  function atomic(update) {
    const names = Object.keys(update ?? {});
    if (Array.isArray(update) || names[0]?.startsWith("$")) return;
    throw errors.argument("Update document requires atomic operators");
  }

  class Collection {
    #db;
    #name;
    constructor(db, name) {
      this.#db = db;
      this.#name = name;
    }
    #run(command) {
      return send(this.#db, command);
    }
    getName() {
      return this.#name;
    }
    help() {
      return helps.collection();
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
    countDocuments(query = {}, { limit, skip } = {}) {
      const command = { count: this.#name, query };
      if (limit) command.limit = limit;
      if (skip) command.skip = skip;
      return this.#run(command).n;
    }
    estimatedDocumentCount() {
      return this.#run({ count: this.#name }).n;
    }
    count(query = {}) {
      deprecated("count", "countDocuments or estimatedDocumentCount");
      return this.countDocuments(query ?? {});
    }
    distinct(key, query = {}) {
      if (key === undefined) return [];
      return this.#run({ distinct: this.#name, key, query }).values;
    }

    #insert(docs, ordered = true) {
      const whole = docs.map((d) => {
        if (d === null || typeof d !== "object") throw errors.argument("Document must be an object");
        if (d._id === undefined || d._id === null) d._id = values.globals.ObjectId();
        return d;
      });
      const reply = this.#run({ insert: this.#name, documents: whole, ordered });
      return { reply, ids: Object.fromEntries(whole.map((d, i) => [i, d._id])) };
    }
    /** Of those that failed, and in an ordered list of all behind the first one, the ids do not count. */
    #checkBulk(reply, docs, ids) {
      const bad = new Map((reply.writeErrors ?? []).map((w) => [w.index, w]));
      if (bad.size === 0) return;
      const done = Object.fromEntries(Object.entries(ids).filter(([i]) => !bad.has(Number(i))));
      const through = Object.fromEntries(Object.entries(done).slice(0, reply.n));
      throw errors.bulk({ insertedCount: reply.n, insertedIds: through }, [...bad.values()], (w) => docs[w.index]);
    }
    insertOne(doc) {
      if (doc === undefined) throw missing("insertOne");
      const { reply, ids } = this.#insert([doc]);
      errors.one(reply);
      return { acknowledged: true, insertedId: ids[0] };
    }
    insertMany(docs, options = {}) {
      if (docs === undefined) throw missing("insertMany");
      if (!Array.isArray(docs)) throw errors.argument('Argument "docs" must be an array of documents');
      if (docs.length === 0) throw errors.argument("Invalid BulkOperation, Batch cannot be empty");
      const { reply, ids } = this.#insert(docs, options.ordered !== false);
      this.#checkBulk(reply, docs, ids);
      return { acknowledged: true, insertedIds: ids };
    }
    insert(docs) {
      deprecated("insert", "insertOne, insertMany, or bulkWrite");
      const all = [].concat(docs);
      const { reply, ids } = this.#insert(all);
      this.#checkBulk(reply, all, ids);
      return { acknowledged: true, insertedIds: ids };
    }

    #update(filter, update, { upsert = false, arrayFilters, sort, ...rest } = {}, multi = false) {
      for (const name of Object.keys(rest))
        if (/^(hint|collation|let)$/.test(name)) throw new Error(`drydock: update's option ${name} is not simulated`);
      const statement = { q: filter ?? {}, u: update, multi, upsert };
      if (arrayFilters) statement.arrayFilters = arrayFilters;
      if (sort) statement.sort = sort;
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
      if (filter === undefined) throw missing("updateOne");
      atomic(update);
      return this.#update(filter, update, options);
    }
    updateMany(filter, update, options) {
      if (filter === undefined) throw missing("updateMany");
      atomic(update);
      return this.#update(filter, update, options, true);
    }
    replaceOne(filter, doc, options) {
      if (filter === undefined) throw missing("replaceOne");
      if (Object.keys(doc ?? {})[0]?.startsWith("$"))
        throw errors.argument("Replacement document must not contain atomic operators");
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
      if (filter === undefined) throw missing("deleteOne");
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

    findAndModify({ query = {}, update, remove, new: newer, fields, sort, upsert, arrayFilters }) {
      const command = { findAndModify: this.#name, query };
      if (remove) command.remove = true;
      else command.update = update;
      if (newer) command.new = true;
      if (fields) command.fields = fields;
      if (sort) command.sort = sort;
      if (upsert) command.upsert = true;
      if (arrayFilters) command.arrayFilters = arrayFilters;
      return this.#run(command).value;
    }
    findOneAndUpdate(query, update, options = {}) {
      if (query === undefined) throw missing("findOneAndUpdate");
      atomic(update);
      return this.findOneAndReplace(query, update, options);
    }
    findOneAndReplace(
      query,
      update,
      { returnDocument, returnNewDocument, projection, sort, upsert, arrayFilters } = {},
    ) {
      const newer = returnNewDocument === true || returnDocument === "after";
      return this.findAndModify({ query, update, new: newer, fields: projection, sort, upsert, arrayFilters });
    }
    findOneAndDelete(query, { projection, sort } = {}) {
      return this.findAndModify({ query, remove: true, fields: projection, sort });
    }

    bulkWrite(operations, { ordered = true } = {}) {
      const inserted = [];
      const out = {
        insertedCount: 0,
        matchedCount: 0,
        modifiedCount: 0,
        deletedCount: 0,
        upsertedCount: 0,
        upsertedIds: {},
      };
      const failed = [];
      const steps = {
        insertOne: (o, i) => {
          const { insertedId } = this.insertOne(o.document);
          inserted.push([i, insertedId]);
          out.insertedCount++;
        },
        deleteOne: (o) => (out.deletedCount += this.deleteOne(o.filter).deletedCount),
        deleteMany: (o) => (out.deletedCount += this.deleteMany(o.filter).deletedCount),
      };
      for (const kind of ["updateOne", "updateMany", "replaceOne"])
        steps[kind] = ({ filter, update, replacement, ...more }, i) => {
          const r = this[kind](filter, update ?? replacement, more);
          out.matchedCount += r.matchedCount;
          out.modifiedCount += r.modifiedCount;
          out.upsertedCount += r.upsertedCount;
          if (r.upsertedCount) out.upsertedIds[i] = r.insertedId;
        };
      if (operations.length === 0) throw errors.argument("Invalid BulkOperation, Batch cannot be empty");
      for (const [i, operation] of operations.entries()) {
        const [kind] = Object.keys(operation);
        if (!steps[kind])
          throw errors.argument("bulkWrite only supports insertOne, updateOne, updateMany, deleteOne, deleteMany");
        try {
          steps[kind](operation[kind], i);
        } catch (e) {
          if (e.name !== "MongoServerError" || e.index === undefined) throw e;
          failed.push({ ...e.written, index: i, op: operation[kind].document ?? operation[kind] });
          if (ordered) break;
        }
      }
      const insertedIds = Object.fromEntries(inserted);
      if (failed.length) throw errors.bulk({ ...out, insertedIds }, failed, (w) => w.op);
      const { insertedCount, ...rest } = out;
      return { acknowledged: true, insertedCount, insertedIds, ...rest };
    }
  }
  addAdmin(Collection.prototype);

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
