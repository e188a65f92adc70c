// `mongoose`: schemas, models, queries and validation over the driver `mongodb`.

const { Aggregate } = require("./aggregate.js");
const { Connection } = require("./connection.js");
const driver = require("./driver/index.js");
const { Document } = require("./document.js");
const { MongooseError } = require("./errors.js");
const { Model } = require("./model.js");
const { plural } = require("./plural.js");
const { Query } = require("./query.js");
const { Schema } = require("./schema.js");
const { MAJOR, answer } = require("./version.js");

const { ObjectId } = driver;
const STATES = { 0: "disconnected", 1: "connected", 2: "connecting", 3: "disconnecting", 99: "uninitialized" };

class Mongoose {
  constructor() {
    this.options = {};
    this.plugins = [];
    this.plural = plural;
    this.connection = new Connection(this);
    this.connections = [this.connection];
  }
  get models() {
    return this.connection.models;
  }
  connect(uri, options, callback) {
    const [o, cb] = typeof options === "function" ? [undefined, options] : [options, callback];
    if (typeof cb === "function" && MAJOR >= 7)
      throw new MongooseError("Mongoose.prototype.connect() no longer accepts a callback");
    return answer(
      this.connection.openUri(uri, o ?? {}).then(() => this),
      cb,
    );
  }
  createConnection(uri, options) {
    const c = new Connection(this);
    this.connections.push(c);
    if (uri) c.openUri(uri, options).catch((e) => c.listenerCount("error") === 0 && c.emit("error", e));
    return c;
  }
  disconnect() {
    return Promise.all(this.connections.map((c) => c.close())).then(() => undefined);
  }
  model(name, schema, collection) {
    return this.connection.model(name, schema, collection);
  }
  deleteModel(name) {
    this.connection.deleteModel(name);
    return this;
  }
  modelNames() {
    return this.connection.modelNames();
  }
  set(key, value) {
    if (typeof key === "object") Object.assign(this.options, key);
    else this.options[key] = value;
    return this;
  }
  get(key) {
    return this.options[key];
  }
  plugin(fn, options) {
    this.plugins.push([fn, options]);
    return this;
  }
  pluralize(fn) {
    if (fn !== undefined) this.plural = fn ?? ((name) => name);
    return this.plural;
  }
  isValidObjectId(v) {
    return v === null || v === undefined || ObjectId.isValid(v) || ObjectId.isValid(v?._id);
  }
  isObjectIdOrHexString(v) {
    return v instanceof ObjectId || (typeof v === "string" && /^[0-9a-f]{24}$/i.test(v));
  }
  startSession() {
    throw new Error("drydock: sessions and transactions of MongoDB are not simulated");
  }
}

const mongoose = new Mongoose();
// `const { model } = require("mongoose")` works as well.
for (const name of Object.getOwnPropertyNames(Mongoose.prototype))
  if (name !== "constructor" && name !== "models")
    Object.defineProperty(mongoose, name, { value: mongoose[name].bind(mongoose), writable: true, configurable: true });
Object.assign(Mongoose.prototype, {
  version: "@VERSION@",
  Aggregate,
  Connection,
  Document,
  Error: MongooseError,
  Model,
  Mongoose,
  MongooseError,
  ObjectId,
  Query,
  Schema,
  SchemaTypes: Schema.Types,
  STATES,
  Types: { Array, Buffer, Decimal128: Schema.Types.Decimal128, DocumentArray: Array, Map, ObjectId },
  mongo: driver,
});
Mongoose.prototype.default = mongoose;
Mongoose.prototype.mongoose = mongoose;

module.exports = mongoose;
