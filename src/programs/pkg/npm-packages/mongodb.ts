// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `mongodb`: the driver's everyday calls over the wire protocol that src/programs/servers/mongo/wire.ts describes. */
export function packageMongodb(module, require, _version, { ObjectId, BSONError, encode, decode }) {
  const net = require("net");
  const EE = require("events");
  class MongoError extends Error {
    get name() {
      return this.constructor.name;
    }
  }
  class MongoServerError extends MongoError {
    constructor(r) {
      super(r.errmsg || r.message);
      Object.assign(this, r);
      delete this.errmsg;
      delete this.ok;
    }
  }
  class MongoNetworkError extends MongoError {}
  class MongoServerSelectionError extends MongoError {}
  class MongoParseError extends MongoError {}
  class MongoBulkWriteError extends MongoServerError {}

  /** One connection to one server: requests are answered by number. */
  class Wire {
    constructor(host, port) {
      Object.assign(this, { host, port, next: 1, buffer: Buffer.alloc(0), waiting: new Map() });
    }
    open() {
      return new Promise((resolve, reject) => {
        const s = net.connect({ host: this.host, port: this.port });
        this.socket = s;
        s.once("connect", resolve);
        s.on("error", (e) => {
          this.broken = e;
          reject(e);
        });
        s.on("close", () => {
          this.closed = true;
          const e = new MongoNetworkError(`connection to ${this.host}:${this.port} closed`);
          for (const w of this.waiting.values()) w.reject(e);
          this.waiting.clear();
        });
        s.on("data", (d) => {
          this.buffer = this.buffer.length ? Buffer.concat([this.buffer, d]) : d;
          while (this.buffer.length >= 4 && this.buffer.length >= this.buffer.readInt32LE(0)) {
            const n = this.buffer.readInt32LE(0);
            const message = this.buffer.subarray(0, n);
            this.buffer = this.buffer.subarray(n);
            const w = this.waiting.get(message.readInt32LE(8));
            this.waiting.delete(message.readInt32LE(8));
            if (w) w.resolve(decode(message, 21));
          }
          this.keepAlive();
        });
      });
    }
    /** A connection keeps the program going only while an answer is due, or the client is open. */
    keepAlive() {}
    async command(doc) {
      if (this.closed) throw new MongoNetworkError(`connection to ${this.host}:${this.port} closed`);
      const body = encode(doc);
      const head = Buffer.alloc(21);
      const id = this.next++;
      head.writeInt32LE(21 + body.length, 0);
      head.writeInt32LE(id, 4);
      head.writeInt32LE(2013, 12);
      const answer = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
      this.socket.write(Buffer.concat([head, body]));
      const r = await answer;
      if (!r.ok) throw new MongoServerError(r);
      return r;
    }
  }

  const parse = (uri) => {
    const m = /^mongodb:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(uri);
    if (/^mongodb\+srv:/.test(uri)) throw new Error("drydock: mongodb+srv:// is not simulated");
    if (!m)
      throw new MongoParseError(
        'Invalid scheme, expected connection string to start with "mongodb://" or "mongodb+srv://"',
      );
    const [host, port = "27017"] = m[3].split(",")[0].split(":");
    return {
      host,
      port: Number(port),
      user: m[1] && decodeURIComponent(m[1]),
      password: m[2] && decodeURIComponent(m[2]),
      database: m[4] || undefined,
      options: Object.fromEntries(new URLSearchParams(m[5] || "")),
    };
  };

  class MongoClient extends EE {
    constructor(uri, options = {}) {
      super();
      const hide = (k, v) => Object.defineProperty(this, k, { value: v, writable: true, enumerable: false });
      hide("to", parse(uri));
      hide("options", options);
      hide("wire", undefined);
      hide("opening", undefined);
    }
    static connect(uri, options) {
      return new MongoClient(uri, options).connect();
    }
    async connect() {
      this.opening ??= this.open();
      try {
        await this.opening;
      } catch (e) {
        this.opening = undefined;
        throw e;
      }
      return this;
    }
    /** Tries until the server answers, or the time for finding one is over. */
    async open() {
      const patience = Number(
        this.options.serverSelectionTimeoutMS ?? this.to.options.serverSelectionTimeoutMS ?? 30000,
      );
      const end = Date.now() + patience;
      for (;;) {
        const wire = new Wire(this.to.host, this.to.port);
        try {
          await wire.open();
          await wire.command({ hello: 1, client: { driver: { name: "nodejs", version: "6.12.0" } }, $db: "admin" });
          const user = this.to.user ?? this.options.auth?.username;
          if (user) {
            const password = this.to.password ?? this.options.auth?.password ?? "";
            const source = this.to.options.authSource ?? this.options.authSource ?? this.to.database ?? "admin";
            await wire.command({
              saslStart: 1,
              mechanism: "PLAIN",
              payload: Buffer.from(`\0${user}\0${password}`),
              $db: source,
            });
          }
          this.wire = wire;
          wire.socket.on("close", () => {
            if (this.wire !== wire) return;
            this.wire = undefined;
            this.opening = undefined;
            this.emit("serverClosed");
          });
          this.emit("open", this);
          return;
        } catch (e) {
          if (e instanceof MongoServerError) {
            wire.socket.destroy();
            throw e;
          }
          if (Date.now() + 500 >= end) {
            const failed = new MongoServerSelectionError(e.message || String(e));
            failed.reason = { type: "Unknown", servers: new Map([[`${this.to.host}:${this.to.port}`, { error: e }]]) };
            Object.defineProperty(failed, "cause", { value: e, enumerable: false });
            throw failed;
          }
          await new Promise((r) => setTimeout(r, 500));
        }
      }
    }
    async command(doc) {
      await this.connect();
      return await this.wire.command(doc);
    }
    db(name) {
      return new Db(this, name || this.to.database || "test");
    }
    async close() {
      const wire = this.wire;
      this.wire = undefined;
      this.opening = undefined;
      if (wire) wire.socket.destroy();
      this.emit("close");
    }
    startSession() {
      throw new Error("drydock: sessions and transactions of MongoDB are not simulated");
    }
  }

  class Db {
    constructor(client, name) {
      Object.defineProperty(this, "client", { value: client, enumerable: false });
      this.databaseName = name;
    }
    collection(name) {
      return new Collection(this, name);
    }
    command(doc) {
      return this.client.command({ ...doc, $db: this.databaseName });
    }
    admin() {
      return {
        ping: () => this.client.command({ ping: 1, $db: "admin" }),
        command: (doc) => this.client.command({ ...doc, $db: "admin" }),
        listDatabases: () => this.client.command({ listDatabases: 1, $db: "admin" }),
      };
    }
    listCollections(filter = {}) {
      return new Cursor(this, "", { listCollections: 1, filter });
    }
    async collections() {
      return (await this.listCollections().toArray()).map((c) => this.collection(c.name));
    }
    async createCollection(name, options) {
      await this.command({ create: name, ...options });
      return this.collection(name);
    }
    async dropCollection(name) {
      await this.command({ drop: name });
      return true;
    }
    async dropDatabase() {
      await this.command({ dropDatabase: 1 });
      return true;
    }
  }

  class Cursor {
    constructor(db, collection, command) {
      Object.assign(this, { db, collection, command, batch: [], id: undefined, change: undefined });
    }
    set(key, value) {
      this.command[key] = value;
      return this;
    }
    sort(by, direction) {
      const order = typeof by === "string" ? { [by]: direction ?? 1 } : Array.isArray(by) ? Object.fromEntries(by) : by;
      const sign = (d) => (d === "desc" || d === "descending" ? -1 : d === "asc" || d === "ascending" ? 1 : d);
      return this.set("sort", Object.fromEntries(Object.entries(order).map(([k, d]) => [k, sign(d)])));
    }
    limit(n) {
      return this.set("limit", n);
    }
    skip(n) {
      return this.set("skip", n);
    }
    project(p) {
      return this.set("projection", p);
    }
    filter(f) {
      return this.set("filter", f);
    }
    batchSize(n) {
      return this.set("batchSize", n);
    }
    map(fn) {
      const before = this.change;
      this.change = before ? (v) => fn(before(v)) : fn;
      return this;
    }
    async next() {
      while (!this.batch.length) {
        if (this.id === 0) return null;
        const r =
          this.id === undefined
            ? await this.db.command(this.command)
            : await this.db.command({ getMore: BigInt(this.id), collection: this.collection });
        this.id = Number(r.cursor.id);
        this.batch = r.cursor.firstBatch || r.cursor.nextBatch;
        if (!this.batch.length && this.id === 0) return null;
      }
      const v = this.batch.shift();
      return this.change ? this.change(v) : v;
    }
    async hasNext() {
      if (this.batch.length) return true;
      const change = this.change;
      this.change = undefined;
      const v = await this.next();
      this.change = change;
      if (v === null) return false;
      this.batch.unshift(v);
      return true;
    }
    async toArray() {
      const out = [];
      for (let v = await this.next(); v !== null; v = await this.next()) out.push(v);
      return out;
    }
    async forEach(fn) {
      for (let v = await this.next(); v !== null; v = await this.next()) if (fn(v) === false) break;
    }
    async *[Symbol.asyncIterator]() {
      for (let v = await this.next(); v !== null; v = await this.next()) yield v;
    }
    async close() {
      this.id = 0;
      this.batch = [];
    }
  }

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
  module.exports = {
    MongoClient,
    Db,
    Collection,
    ObjectId,
    ObjectID: ObjectId,
    BSON: { ObjectId },
    BSONError,
    MongoError,
    MongoServerError,
    MongoNetworkError,
    MongoServerSelectionError,
    MongoParseError,
    MongoBulkWriteError,
    ServerApiVersion: { v1: "1" },
  };
}
