// What every model can do.

const { Aggregate } = require("./aggregate.js");
const { MongooseError } = require("./errors.js");
const { populate, wishesOf } = require("./populate.js");
const { Query } = require("./query.js");
const { castFilter, castUpdate } = require("./query-cast.js");
const { MAJOR, answer } = require("./version.js");

const split = (list) => {
  const at = list.findIndex((x) => typeof x === "function");
  return at < 0 ? [list, undefined] : [list.slice(0, at), list[at]];
};

/** A query, or with a callback (up to version 6) its outcome. */
function asked(model, op, args, make) {
  const [list, callback] = split(args);
  const q = make(...list);
  if (!callback) return q;
  if (MAJOR >= 7) throw new MongooseError(`Model.${op}() no longer accepts a callback`);
  return answer(q.exec(), callback);
}

const STATICS = {
  find(...args) {
    return asked(this, "find", args, (filter, fields, o) => shaped(new Query(this, "find", filter), fields, o));
  },
  findOne(...args) {
    return asked(this, "findOne", args, (filter, fields, o) => shaped(new Query(this, "findOne", filter), fields, o));
  },
  findById(id, ...args) {
    return this.findOne({ _id: id === undefined ? null : id }, ...args);
  },
  exists(filter) {
    return new Query(this, "exists", filter);
  },
  where(path, ...value) {
    return new Query(this, "find").where(path, ...value);
  },
  countDocuments(...args) {
    return asked(this, "countDocuments", args, (filter) => new Query(this, "countDocuments", filter));
  },
  count(...args) {
    return this.countDocuments(...args);
  },
  estimatedDocumentCount() {
    return new Query(this, "estimatedDocumentCount");
  },
  distinct(field, filter) {
    return new Query(this, "distinct", filter, { _field: field });
  },
  aggregate(pipeline = []) {
    return new Aggregate(this, pipeline);
  },
  hydrate(d) {
    return this.hydrateFound(d);
  },
  async create(...args) {
    const [docs, callback] = split(args);
    const many = Array.isArray(docs[0]);
    const run = async () => {
      const out = [];
      for (const d of many ? docs[0] : docs) out.push(await (d instanceof this ? d : new this(d)).save());
      return many || docs.length > 1 ? out : out[0];
    };
    return answer(run(), callback);
  },
  async insertMany(given, options = {}) {
    const docs = [].concat(given).map((d) => (d instanceof this ? d : new this(d)));
    for (const d of docs) await d.validate();
    const { versionKey } = this.schema.options;
    const { createdAt, updatedAt } = this.schema.timestamps ?? {};
    for (const d of docs) {
      if (versionKey) d._doc[versionKey] ??= 0;
      for (const key of [createdAt, updatedAt]) if (key) d._doc[key] ??= new Date();
    }
    if (docs.length) await (await this.coll("insertMany()")).insertMany(docs.map((d) => d.toBSON()));
    for (const d of docs) {
      d.$__.isNew = false;
      d.$__.modified = new Set();
      d.keep();
    }
    return options.lean ? docs.map((d) => d.toObject()) : docs;
  },
  findByIdAndUpdate(id, ...args) {
    return this.findOneAndUpdate({ _id: id }, ...args);
  },
  findByIdAndDelete(id, ...args) {
    return this.findOneAndDelete({ _id: id }, ...args);
  },
  findOneAndDelete(...args) {
    return asked(this, "findOneAndDelete", args, (filter, o) =>
      new Query(this, "findOneAndDelete", filter).setOptions(o),
    );
  },
  deleteOne(...args) {
    return asked(this, "deleteOne", args, (filter) => new Query(this, "deleteOne", filter));
  },
  deleteMany(...args) {
    return asked(this, "deleteMany", args, (filter) => new Query(this, "deleteMany", filter));
  },
  async bulkWrite(list) {
    const c = await this.coll("bulkWrite()");
    return await c.bulkWrite(
      list.map((one) => {
        const [[name, a]] = Object.entries(one);
        if (name === "insertOne") return { insertOne: { document: { ...new this(a.document).toBSON(), __v: 0 } } };
        return {
          [name]: {
            ...a,
            filter: castFilter(this.schema, a.filter, this.modelName),
            ...(a.update ? { update: castUpdate(this.schema, a.update, this.modelName, a) } : {}),
          },
        };
      }),
    );
  },
  async bulkSave(docs) {
    for (const d of docs) await d.save();
  },
  async populate(docs, path) {
    await populate(this, [docs].flat(), wishesOf(path));
    return docs;
  },
  castObject(o) {
    return new this(o).toObject();
  },
  async validate(o) {
    const d = new this(o);
    await d.validate();
    return d.toObject();
  },
  async createIndexes() {
    const c = await this.coll("createIndex()");
    for (const [keys, o] of this.schema.indexes()) await c.createIndex(keys, o.unique ? { unique: true } : {});
  },
  async syncIndexes() {
    await this.createIndexes();
    return [];
  },
  async ensureIndexes() {
    await this.createIndexes();
  },
  async listIndexes() {
    return await (await this.coll("listIndexes()")).indexes();
  },
  async createCollection() {
    return await (await this.db.ready("createCollection()"))
      .createCollection(this.collection.name)
      .catch(() => this.collection);
  },
  async init() {
    return this;
  },
  startSession() {
    throw new Error("drydock: sessions and transactions of MongoDB are not simulated");
  },
  watch() {
    throw new Error("drydock: change streams of MongoDB are not simulated");
  },
  inspect() {
    return `Model { ${this.modelName} }`;
  },
};
STATICS.findByIdAndRemove = STATICS.findByIdAndDelete;
STATICS.findOneAndRemove = STATICS.findOneAndDelete;
for (const name of ["updateOne", "updateMany", "replaceOne", "findOneAndUpdate", "findOneAndReplace"])
  STATICS[name] = function (...args) {
    return asked(this, name, args, (filter, update, o) =>
      new Query(this, name, filter, { _update: update ?? {} }).setOptions(o),
    );
  };

const shaped = (q, fields, o) => {
  if (fields) q.select(fields);
  return q.setOptions(o);
};

module.exports = { STATICS };
