const { castPlain } = require("./cast.js");
const { Document } = require("./document.js");
const { documentClass } = require("./document-class.js");
const { DocumentNotFoundError, MongooseError, ValidationError, VersionError } = require("./errors.js");
const { runError, runPost, runPre } = require("./hooks.js");
const { getAt } = require("./paths.js");
const { populate, wishesOf } = require("./populate.js");
const { STATICS } = require("./model-statics.js");
const { checkPaths } = require("./validation.js");
const { MAJOR, answer } = require("./version.js");

/** The class of a sub-document's schema, made once. */
const subClasses = new WeakMap();

class ModelDocument extends Document {
  static makeSub(spec, value, path, owner) {
    let Sub = subClasses.get(spec.schema);
    if (!Sub) {
      Sub = documentClass(spec.schema, SubDocument, "EmbeddedDocument");
      subClasses.set(spec.schema, Sub);
    }
    const parent = { doc: owner, path: path.replace(/\.\d+$/, "") };
    if (value instanceof Sub) {
      value.$__.parent = parent;
      return value;
    }
    const d = new Sub(value, undefined, { parent });
    d.$__.parent = parent;
    return d;
  }
}

class SubDocument extends ModelDocument {
  deleteOne() {
    const { doc, path } = this.$__.parent;
    const at = getAt(doc._doc, path);
    if (Array.isArray(at)) at.pull(this);
    else doc.set(path, undefined);
    return this;
  }
  remove() {
    return this.deleteOne();
  }
}

/** A document of a collection. */
class Model extends ModelDocument {
  save(options, callback) {
    return answer(this.#store(), typeof options === "function" ? options : callback);
  }
  async #store() {
    const { schema } = this.constructor;
    try {
      await this.validate();
      await runPre(schema, "save", "document", this);
      await (this.isNew ? this.#insert(schema) : this.#update(schema));
    } catch (e) {
      throw await runError(schema, "save", "document", this, e);
    }
    this.$__.modified = new Set();
    this.keep();
    await runPost(schema, "save", "document", this, this);
    return this;
  }
  #stamp(schema) {
    const { createdAt, updatedAt } = schema.timestamps ?? {};
    const now = new Date();
    if (createdAt && this.isNew && !this._doc[createdAt]) this._doc[createdAt] = now;
    if (updatedAt && (this.isNew || this.isModified())) {
      this._doc[updatedAt] = now;
      this.$__.modified.add(updatedAt);
    }
  }
  async #insert(schema) {
    this.#stamp(schema);
    const c = await this.constructor.coll("insertOne()");
    const { versionKey } = schema.options;
    if (versionKey && this._doc[versionKey] === undefined) this._doc[versionKey] = 0;
    if (this._doc._id === undefined && schema.options._id !== false)
      throw new MongooseError("document must have an _id before saving");
    await c.insertOne(this.toBSON());
    this.$__.isNew = false;
  }
  async #update(schema) {
    const changed = this.directModifiedPaths();
    const where = { _id: this._doc._id };
    if (changed.length === 0) return;
    this.#stamp(schema);
    const plain = this.toBSON();
    const set = {};
    const unset = {};
    for (const path of this.directModifiedPaths()) {
      if (path === "_id") continue;
      const value = getAt(plain, path);
      if (value === undefined) unset[path] = 1;
      else set[path] = value;
    }
    const { versionKey } = schema.options;
    const arrays = changed.some((p) => schema.paths[p]?.kind === "Array");
    const update = {
      ...(Object.keys(set).length ? { $set: set } : {}),
      ...(Object.keys(unset).length ? { $unset: unset } : {}),
      ...(versionKey && arrays ? { $inc: { [versionKey]: 1 } } : {}),
    };
    const done = await (await this.constructor.coll("updateOne()")).updateOne(where, update);
    if (done.matchedCount === 0)
      throw arrays
        ? new VersionError(this, this._doc[versionKey] ?? 0, changed)
        : new DocumentNotFoundError(where, this.constructor.modelName);
    if (versionKey && arrays) this._doc[versionKey] = (this._doc[versionKey] ?? 0) + 1;
  }
  deleteOne() {
    const { schema } = this.constructor;
    const run = async () => {
      await runPre(schema, "deleteOne", "document", this);
      await (await this.constructor.coll("deleteOne()")).deleteOne({ _id: this._doc._id });
      await runPost(schema, "deleteOne", "document", this, this);
      return MAJOR >= 8 ? { acknowledged: true, deletedCount: 1 } : this;
    };
    return run();
  }
  async remove() {
    await this.deleteOne();
    return this;
  }
  updateOne(update, options) {
    return this.constructor.updateOne({ _id: this._id }, update, options);
  }
  async populate(path, select) {
    await populate(this.constructor, [this], wishesOf(path, select));
    return this;
  }
  async increment() {
    return this;
  }
  $model(name) {
    return this.constructor.db.model(name);
  }
  model(name) {
    return this.constructor.db.model(name);
  }
}

/** A model: the class of a collection's documents. */
function makeModel(connection, name, schema, collection, Base = Model) {
  if (schema.options.versionKey && !schema.paths[schema.options.versionKey])
    schema.add({ [schema.options.versionKey]: Number });
  const made = documentClass(schema, Base, name);
  const hide = (key, value) => Object.defineProperty(made, key, { value, writable: true, configurable: true });
  hide("modelName", name);
  hide("db", connection);
  hide("collection", connection.handle(collection));
  hide("coll", async (what) => (await connection.ready(`${collection}.${what}`)).collection(collection));
  hide("discriminators", undefined);
  hide("hydrateFound", (d, fields) => {
    const kind = d[schema.options.discriminatorKey ?? "__t"];
    const Kind = made.discriminators?.[kind] ?? made;
    return Kind.stored(d, fields);
  });
  hide("validateUpdate", async (update) => {
    const error = new ValidationError();
    const probe = new made({}, undefined, { stored: true });
    for (const [path, value] of Object.entries({ ...update, ...update?.$set }))
      if (schema.paths[path]) probe._doc[path] = castPlain(schema.paths[path], value, path);
    const found = await checkPaths(probe, Object.keys(probe._doc));
    for (const [path, e] of Object.entries(found?.errors ?? {})) error.addError(path, e);
    if (found) throw error;
  });
  hide("discriminator", (kind, childSchema, value = kind) => {
    const key = schema.options.discriminatorKey ?? "__t";
    const whole = schema.clone();
    whole.add(childSchema);
    whole.hooks.push(...childSchema.hooks);
    if (!whole.paths[key]) whole.add({ [key]: { type: String, default: value, immutable: true } });
    if (!schema.paths[key]) schema.add({ [key]: { type: String } });
    const child = makeModel(connection, kind, whole, collection, made);
    Object.defineProperty(child, "narrow", { value: { [key]: value } });
    for (const op of ["find", "findOne", "countDocuments", "deleteMany", "updateMany"]) {
      const wide = child[op];
      Object.defineProperty(child, op, {
        value: (filter, ...rest) => wide.call(child, { ...filter, [key]: value }, ...rest),
      });
    }
    made.discriminators = { ...made.discriminators, [value]: child };
    connection.models[kind] = child;
    return child;
  });
  for (const [key, fn] of Object.entries(STATICS)) hide(key, fn);
  for (const [key, fn] of Object.entries(schema.statics)) hide(key, fn);
  return made;
}

module.exports = { Model, makeModel };
