// @ts-nocheck: code of mongosh's own engine: it runs inside it, not here.

/** Cursors of find and aggregate, which ask the server for their documents when these are wanted. */
export function guestMongoCursor(exports, { send, errors, settings, helps }) {
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
      const { cursor } = send(this.collection.getDB(), this.command());
      this.#buffer = cursor.firstBatch;
      this.#id = cursor.id;
    }
    hasNext() {
      this.#start();
      while (this.#buffer.length === 0 && String(this.#id) !== "0") {
        const { cursor } = send(this.collection.getDB(), { getMore: this.#id, collection: this.collection.getName() });
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
    help() {
      return helps.cursor();
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
    isClosed() {
      return this.#started && this.#buffer.length === 0 && String(this.#id) === "0";
    }
    *[Symbol.iterator]() {
      while (this.hasNext()) yield this.next();
    }
  }

  class FindCursor extends Base {
    constructor(collection, filter, projection, options = {}) {
      super(collection);
      Object.defineProperty(this, "spec", { value: { filter: filter ?? {} } });
      const { sort, limit, skip, projection: other, batchSize, comment, maxTimeMS, allowDiskUse, ...rest } = options;
      for (const name of Object.keys(rest)) errors.refuse(`find's option ${name}`);
      if (batchSize) this.batchSize(batchSize);
      if (filter !== undefined && (filter === null || typeof filter !== "object"))
        throw errors.argument("Query filter must be a plain object or ObjectId");
      if (projection ?? other) this.spec.projection = projection ?? other;
      if (sort) this.sort(sort);
      if (limit !== undefined) this.limit(limit);
      if (skip !== undefined) this.skip(skip);
    }
    command() {
      const { filter, sort, projection, skip, limit, hint } = this.spec;
      const command = { find: this.collection.getName(), filter };
      if (sort) command.sort = sort;
      if (projection) command.projection = projection;
      if (hint) command.hint = hint;
      if (skip) command.skip = skip;
      if (limit) {
        command.limit = Math.abs(limit);
        if (limit < 0) command.singleBatch = true;
      }
      if (this.size_) command.batchSize = this.size_;
      return command;
    }
    sort(keys) {
      for (const [, way] of Object.entries(typeof keys === "object" ? keys : {}))
        if (!/^(1|-1|asc|desc|ascending|descending)$/.test(String(way)) && typeof way !== "object")
          throw errors.argument(`Invalid sort direction: ${JSON.stringify(way)}`);
      this.spec.sort = typeof keys === "string" ? { [keys]: 1 } : keys;
      return this;
    }
    limit(n) {
      if (typeof n !== "number") throw errors.argument('Operation "limit" requires an integer');
      this.spec.limit = n;
      return this;
    }
    skip(n) {
      if (typeof n !== "number") throw errors.argument('Operation "skip" requires an integer');
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
    explain(verbosity = "queryPlanner") {
      const word = verbosity === true ? "allPlansExecution" : verbosity;
      const { $clusterTime, ...out } = send(this.collection.getDB(), { explain: this.command(), verbosity: word });
      return out;
    }
    hint(index) {
      this.spec.hint = index;
      return this;
    }
    collation() {
      errors.refuse("a cursor's collation");
    }
  }
  // What changes nothing that is found on one server with little data.
  for (const name of [
    "maxTimeMS",
    "comment",
    "allowDiskUse",
    "readConcern",
    "readPref",
    "noCursorTimeout",
    "maxAwaitTimeMS",
  ])
    Base.prototype[name] = function () {
      return this;
    };
  for (const name of ["min", "max", "returnKey", "showRecordId", "tailable", "addOption"])
    FindCursor.prototype[name] = () => errors.refuse(`a cursor's ${name}`);

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
    explain() {
      return send(this.collection.getDB(), { explain: this.command() });
    }
  }

  /** The next twenty of a cursor, or as many as are set: what the shell shows by itself. */
  function page(cursor) {
    const docs = [];
    const size = settings.displayBatchSize;
    while (docs.length < size && cursor.hasNext()) docs.push(cursor.next());
    return { docs, more: docs.length === size && cursor.hasNext() };
  }

  Object.assign(exports, { FindCursor, AggregationCursor, isCursor: (v) => v instanceof Base, page });
}
