// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** Cursors of find and aggregate, which ask the server for their documents when these are wanted. */
export function guestMongoCursor(exports, { request }) {
  class Base {
    #started = false;
    #id = 0;
    #buffer = [];
    #map;
    constructor(collection) {
      Object.defineProperty(this, "collection", { value: collection });
      Object.defineProperty(this, "size_", { value: undefined, writable: true });
    }
    #start() {
      if (this.#started) return;
      this.#started = true;
      const { cursor } = request(this.collection.getDB().getName(), this.command());
      this.#buffer = cursor.firstBatch;
      this.#id = cursor.id;
    }
    hasNext() {
      this.#start();
      while (this.#buffer.length === 0 && String(this.#id) !== "0") {
        const db = this.collection.getDB().getName();
        const { cursor } = request(db, { getMore: this.#id, collection: this.collection.getName() });
        this.#buffer = cursor.nextBatch;
        this.#id = cursor.id;
      }
      return this.#buffer.length > 0;
    }
    next() {
      if (!this.hasNext()) return null;
      const doc = this.#buffer.shift();
      return this.#map ? this.#map(doc) : doc;
    }
    tryNext() {
      return this.next();
    }
    toArray() {
      const out = [];
      while (this.hasNext()) out.push(this.next());
      return out;
    }
    forEach(fn) {
      while (this.hasNext()) if (fn(this.next()) === false) break;
    }
    map(fn) {
      const before = this.#map;
      this.#map = before ? (d) => fn(before(d)) : fn;
      return this;
    }
    itcount() {
      let n = 0;
      for (; this.hasNext(); n++) this.next();
      return n;
    }
    pretty() {
      return this;
    }
    close() {
      this.#buffer = [];
      this.#id = 0;
    }
    isExhausted() {
      return this.#started && this.#buffer.length === 0 && String(this.#id) === "0";
    }
    objsLeftInBatch() {
      return this.#buffer.length;
    }
    batchSize(n) {
      this.size_ = n;
      return this;
    }
    maxTimeMS() {
      return this;
    }
    *[Symbol.iterator]() {
      while (this.hasNext()) yield this.next();
    }
  }

  class FindCursor extends Base {
    constructor(collection, filter, projection, options = {}) {
      super(collection);
      Object.defineProperty(this, "spec", { value: { filter: filter ?? {} } });
      const { sort, limit, skip, projection: other, ...rest } = options;
      for (const name of Object.keys(rest)) throw new Error(`drydock: find's option ${name} is not simulated`);
      if (projection ?? other) this.spec.projection = projection ?? other;
      if (sort) this.sort(sort);
      if (limit !== undefined) this.limit(limit);
      if (skip !== undefined) this.skip(skip);
    }
    command() {
      const { filter, sort, projection, skip, limit } = this.spec;
      const command = { find: this.collection.getName(), filter };
      if (sort) command.sort = sort;
      if (projection) command.projection = projection;
      if (skip) command.skip = skip;
      if (limit) {
        command.limit = Math.abs(limit);
        if (limit < 0) command.singleBatch = true;
      }
      if (this.size_) command.batchSize = this.size_;
      return command;
    }
    sort(keys) {
      this.spec.sort = keys;
      return this;
    }
    limit(n) {
      this.spec.limit = n;
      return this;
    }
    skip(n) {
      this.spec.skip = n;
      return this;
    }
    projection(p) {
      this.spec.projection = p;
      return this;
    }
    project(p) {
      return this.projection(p);
    }
    count() {
      return this.collection.countDocuments(this.spec.filter);
    }
    size() {
      return this.toArray().length;
    }
    explain() {
      return request(this.collection.getDB().getName(), { explain: this.command() });
    }
    hint() {
      throw new Error("drydock: a cursor's hint is not simulated");
    }
    collation() {
      throw new Error("drydock: a cursor's collation is not simulated");
    }
  }

  class AggregationCursor extends Base {
    constructor(collection, pipeline) {
      super(collection);
      Object.defineProperty(this, "pipeline", { value: pipeline });
    }
    command() {
      return {
        aggregate: this.collection.getName(),
        pipeline: this.pipeline,
        cursor: this.size_ ? { batchSize: this.size_ } : {},
      };
    }
  }

  /** The next twenty of a cursor: what the shell shows by itself. */
  function page(cursor) {
    const docs = [];
    while (docs.length < 20 && cursor.hasNext()) docs.push(cursor.next());
    return { docs, more: docs.length === 20 && cursor.hasNext() };
  }

  Object.assign(exports, { FindCursor, AggregationCursor, isCursor: (v) => v instanceof Base, page });
}
