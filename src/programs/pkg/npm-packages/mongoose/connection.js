const EE = require("node:events");
const { MongoClient } = require("./driver/client.js");
const { MissingSchemaError, MongooseError, MongooseServerSelectionError, OverwriteModelError } = require("./errors.js");
const { makeModel } = require("./model.js");
const { Schema } = require("./schema.js");

class Connection extends EE {
  constructor(base) {
    super();
    this.readyState = 0;
    this.models = {};
    this.collections = {};
    const hide = (key, value) => Object.defineProperty(this, key, { value, writable: true, enumerable: false });
    hide("base", base);
    hide("client", undefined);
    hide("dbName", undefined);
  }
  get db() {
    return this.client?.db(this.dbName);
  }
  get name() {
    return this.db?.databaseName;
  }
  get host() {
    return this.client?.to.host;
  }
  get port() {
    return this.client?.to.port;
  }
  getClient() {
    return this.client;
  }
  async openUri(uri, options = {}) {
    if (typeof uri !== "string")
      throw new MongooseError(
        `The \`uri\` parameter to \`openUri()\` must be a string, got "${typeof uri}". Make sure the first parameter to \`mongoose.connect()\` or \`mongoose.createConnection()\` is a string.`,
      );
    this.client = new MongoClient(uri, options);
    this.dbName = options.dbName;
    if (options.user) this.client.options.auth = { username: options.user, password: options.pass };
    this.readyState = 2;
    this.emit("connecting");
    try {
      await this.client.connect();
    } catch (e) {
      this.readyState = 0;
      let failed = e;
      if (e.reason) {
        failed = new MongooseServerSelectionError(e.message);
        failed.reason = e.reason;
      }
      if (this.listenerCount("error") > 0) this.emit("error", failed);
      throw failed;
    }
    this.client.on("serverClosed", () => {
      this.readyState = 0;
      this.emit("disconnected");
    });
    this.readyState = 1;
    this.emit("connected");
    this.emit("open");
    for (const m of Object.values(this.models)) this.makeIndexes(m);
    return this;
  }
  asPromise() {
    return this.readyState === 1
      ? Promise.resolve(this)
      : new Promise((resolve) => this.once("open", () => resolve(this)));
  }
  /** The open database; commands wait for it, as long as they may. */
  async ready(what) {
    if (this.readyState === 1) return this.db;
    if (this.client && this.readyState === 0) {
      await this.client.connect();
      this.readyState = 1;
      return this.db;
    }
    const wait = this.base.options.bufferTimeoutMS ?? 10000;
    let timer;
    await new Promise((resolve, reject) => {
      this.once("open", resolve);
      timer = setTimeout(() => {
        this.removeListener("open", resolve);
        reject(new MongooseError(`Operation \`${what}\` buffering timed out after ${wait}ms`));
      }, wait);
    });
    clearTimeout(timer);
    return this.db;
  }
  /** A collection by its name, whether it is connected or not. */
  handle(name) {
    this.collections[name] ??= new Proxy(
      { name, collectionName: name },
      {
        get: (target, key) => {
          if (key in target || typeof key === "symbol" || key === "then") return target[key];
          const found = this.db?.collection(name);
          return typeof found?.[key] === "function" ? found[key].bind(found) : found?.[key];
        },
      },
    );
    return this.collections[name];
  }
  collection(name) {
    return this.handle(name);
  }
  model(name, schema, collection) {
    if (typeof name === "function") return this.models[name.name];
    if (schema === undefined) {
      const there = this.models[name] ?? (this === this.base.connection ? undefined : this.base.models[name]);
      if (there) return there;
      throw new MissingSchemaError(name);
    }
    if (this.models[name] && !this.base.options.overwriteModels) throw new OverwriteModelError(name);
    const own = schema instanceof Schema ? schema : new Schema(schema);
    for (const [fn, o] of this.base.plugins) fn(own, o);
    const made = makeModel(this, name, own, collection ?? own.options.collection ?? this.base.plural(name));
    this.models[name] = made;
    if (this.readyState === 1) this.makeIndexes(made);
    return made;
  }
  makeIndexes(model) {
    if (model.schema.options.autoIndex === false || model.schema.indexes().length === 0) return;
    model.createIndexes().catch((e) => this.listenerCount("error") && this.emit("error", e));
  }
  modelNames() {
    return Object.keys(this.models);
  }
  deleteModel(name) {
    for (const key of Object.keys(this.models))
      if (name instanceof RegExp ? name.test(key) : name === key) delete this.models[key];
    return this;
  }
  async dropDatabase() {
    return await (await this.ready("dropDatabase()")).dropDatabase();
  }
  async dropCollection(name) {
    return await (await this.ready("dropCollection()")).dropCollection(name);
  }
  async createCollection(name) {
    return await (await this.ready("createCollection()")).createCollection(name);
  }
  async listCollections() {
    return await (await this.ready("listCollections()")).listCollections().toArray();
  }
  useDb(name) {
    const other = new Connection(this.base);
    Object.assign(other, { client: this.client, dbName: name, readyState: this.readyState });
    return other;
  }
  startSession() {
    throw new Error("drydock: sessions and transactions of MongoDB are not simulated");
  }
  async close() {
    if (this.client) await this.client.close();
    this.readyState = 0;
    this.emit("close");
    this.emit("disconnected");
  }
}

module.exports = { Connection };
