const { ObjectId } = require("./bson.js");
const { Cursor } = require("./cursor.js");
const { MongoError, MongoServerError } = require("./errors.js");

const operators = (update, what) => {
  const keys = Array.isArray(update) ? ["$"] : Object.keys(update || {});
  if (!keys.length || !keys.every((k) => k[0] === "$")) throw new MongoError(what);
};
class Collection {
  constructor(db, name) {
    Object.defineProperty(this, "db", { value: db, enumerable: false });
    this.collectionName = name;
    this.namespace = `${db.databaseName}.${name}`;
  }
  get dbName() {
    return this.db.databaseName;
  }
  async write(command) {
    const r = await this.db.command(command);
    if (r.writeErrors && r.writeErrors.length) {
      const { errmsg, ...rest } = r.writeErrors[0];
      throw new MongoServerError({ ...rest, errmsg });
    }
    return r;
  }
  async insertMany(docs) {
    for (const d of docs) if (d._id === undefined) d._id = new ObjectId();
    const r = await this.write({ insert: this.collectionName, documents: docs });
    return {
      acknowledged: true,
      insertedCount: r.n,
      insertedIds: Object.fromEntries(docs.map((d, i) => [i, d._id])),
    };
  }
  async insertOne(doc) {
    if (doc._id === undefined) doc._id = new ObjectId();
    // The driver's own answer has the id first.
    await this.write({ insert: this.collectionName, documents: [{ _id: doc._id, ...doc }] });
    return { acknowledged: true, insertedId: doc._id };
  }
  find(filter = {}, o = {}) {
    return new Cursor(this.db, this.collectionName, { find: this.collectionName, filter, ...o });
  }
  async findOne(filter = {}, o = {}) {
    return await this.find(filter, o).limit(1).next();
  }
  async change(filter, update, o, multi) {
    const r = await this.write({
      update: this.collectionName,
      updates: [
        {
          q: filter,
          u: update,
          multi,
          ...(o && o.upsert ? { upsert: true } : {}),
          ...(o && o.arrayFilters ? { arrayFilters: o.arrayFilters } : {}),
        },
      ],
    });
    const upserted = r.upserted && r.upserted[0];
    return {
      acknowledged: true,
      modifiedCount: r.nModified ?? 0,
      upsertedId: upserted ? upserted._id : null,
      upsertedCount: upserted ? 1 : 0,
      matchedCount: (r.n ?? 0) - (upserted ? 1 : 0),
    };
  }
  async updateOne(filter, update, o) {
    operators(update, "Update document requires atomic operators");
    return await this.change(filter, update, o, false);
  }
  async updateMany(filter, update, o) {
    operators(update, "Update document requires atomic operators");
    return await this.change(filter, update, o, true);
  }
  async replaceOne(filter, doc, o) {
    return await this.change(filter, doc, o, false);
  }
  async remove(filter, limit) {
    const r = await this.write({ delete: this.collectionName, deletes: [{ q: filter, limit }] });
    return { acknowledged: true, deletedCount: r.n };
  }
  deleteOne(filter = {}) {
    return this.remove(filter, 1);
  }
  deleteMany(filter = {}) {
    return this.remove(filter, 0);
  }
  async findAndModify(filter, o, rest) {
    const r = await this.db.command({
      findAndModify: this.collectionName,
      query: filter,
      ...(o.sort ? { sort: o.sort } : {}),
      ...(o.projection ? { fields: o.projection } : {}),
      ...(o.upsert ? { upsert: true } : {}),
      ...(o.returnDocument === "after" ? { new: true } : {}),
      ...rest,
    });
    return o.includeResultMetadata ? r : (r.value ?? null);
  }
  async findOneAndUpdate(filter, update, o = {}) {
    operators(update, "Update document requires atomic operators");
    return await this.findAndModify(filter, o, { update });
  }
  findOneAndReplace(filter, update, o = {}) {
    return this.findAndModify(filter, o, { update });
  }
  findOneAndDelete(filter, o = {}) {
    return this.findAndModify(filter, o, { remove: true });
  }
  async countDocuments(query = {}) {
    return (await this.db.command({ count: this.collectionName, query })).n;
  }
  async estimatedDocumentCount() {
    return (await this.db.command({ count: this.collectionName })).n;
  }
  async distinct(key, query = {}) {
    return (await this.db.command({ distinct: this.collectionName, key, query })).values;
  }
  aggregate(pipeline = []) {
    return new Cursor(this.db, this.collectionName, { aggregate: this.collectionName, pipeline, cursor: {} });
  }
  async createIndex(key, o = {}) {
    const keys = typeof key === "string" ? { [key]: 1 } : key;
    const name = o.name || Object.entries(keys).flat().join("_");
    await this.db.command({ createIndexes: this.collectionName, indexes: [{ key: keys, name, ...o }] });
    return name;
  }
  async indexes() {
    return await new Cursor(this.db, this.collectionName, { listIndexes: this.collectionName }).toArray();
  }
  async dropIndex(index) {
    return await this.db.command({ dropIndexes: this.collectionName, index });
  }
  async drop() {
    await this.db.command({ drop: this.collectionName });
    return true;
  }
  async bulkWrite(list) {
    const out = { insertedCount: 0, matchedCount: 0, modifiedCount: 0, deletedCount: 0, upsertedCount: 0 };
    for (const one of list) {
      const [name] = Object.keys(one);
      const a = one[name];
      if (name === "insertOne") {
        await this.insertOne(a.document);
        out.insertedCount++;
      } else if (/^(?:update(?:One|Many)|replaceOne)$/.test(name)) {
        const r = await this[name](a.filter, a.update || a.replacement, a);
        for (const k of ["matchedCount", "modifiedCount", "upsertedCount"]) out[k] += r[k];
      } else if (/^delete(?:One|Many)$/.test(name)) out.deletedCount += (await this[name](a.filter)).deletedCount;
      else throw new Error(`drydock: ${name} in bulkWrite is not simulated`);
    }
    return out;
  }
  watch() {
    throw new Error("drydock: change streams of MongoDB are not simulated");
  }
}

module.exports = { Collection };
