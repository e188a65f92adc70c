// A pool: connections that are lent out and come back.
const { EventEmitter } = require("events");
const Connection = require("./connection.js");
const { escape, escapeId, format } = require("./escape.js");
const settings = require("./settings.js");

class PoolConnection extends Connection {
  constructor(pool) {
    super({ ...pool.config, isPoolConnection: true });
    Object.defineProperty(this, "pool", { value: pool, enumerable: false });
    this.on("end", () => pool.gone(this));
    this.on("error", () => pool.gone(this));
  }

  release() {
    this.pool.back(this);
  }

  destroy() {
    super.destroy();
    this.pool.gone(this);
  }

  promise() {
    const { PromisePoolConnection } = require("./promises.js");
    return new PromisePoolConnection(this);
  }
}

class Pool extends EventEmitter {
  constructor(given) {
    super();
    const hide = (name, value) => Object.defineProperty(this, name, { value, writable: true, enumerable: false });
    hide("config", settings(given));
    hide("limit", this.config.connectionLimit ?? 10);
    hide("all", new Set());
    hide("free", []);
    hide("waiting", []);
    hide("over", false);
  }

  getConnection(cb) {
    if (this.over) return process.nextTick(() => cb(new Error("Pool is closed.")));
    const free = this.free.shift();
    if (free) {
      this.emit("acquire", free);
      return process.nextTick(() => cb(null, free));
    }
    if (this.all.size < this.limit) return this.make(cb);
    if (this.config.waitForConnections === false)
      return process.nextTick(() => cb(new Error("No connections available.")));
    if (this.config.queueLimit && this.waiting.length >= this.config.queueLimit)
      return cb(new Error("Queue limit reached."));
    this.emit("enqueue");
    this.waiting.push(cb);
    return undefined;
  }

  make(cb) {
    const c = new PoolConnection(this);
    this.all.add(c);
    c.connect((error) => {
      if (this.over) return cb(new Error("Pool is closed."));
      if (error) return cb(error);
      this.emit("connection", c);
      this.emit("acquire", c);
      return cb(null, c);
    });
  }

  back(c) {
    if (c.fatal || c.closing) {
      this.gone(c);
      return;
    }
    const next = this.waiting.shift();
    if (next) process.nextTick(next, null, c);
    else {
      this.free.push(c);
      this.emit("release", c);
    }
  }

  gone(c) {
    this.all.delete(c);
    this.free = this.free.filter((x) => x !== c);
    const next = this.waiting.shift();
    if (next) process.nextTick(() => this.getConnection(next));
  }

  /** A statement on whichever connection is free. */
  through(method, sql, values, cb) {
    const [o, given, done] = Connection.told(sql, values, cb);
    this.getConnection((error, c) => {
      if (error) {
        if (done) done(error);
        else this.emit("error", error);
        return;
      }
      try {
        c[method](o, given, (...args) => {
          c.release();
          if (done) done(...args);
        });
      } catch (e) {
        c.release();
        if (done) done(e);
      }
    });
  }

  query(sql, values, cb) {
    this.through("query", sql, values, cb);
  }

  execute(sql, values, cb) {
    this.through("execute", sql, values, cb);
  }

  end(cb) {
    this.over = true;
    for (const c of this.all) {
      c.config.isPoolConnection = false;
      c.end();
    }
    if (cb) process.nextTick(cb);
  }

  escape(v) {
    return escape(v, false, this.config.timezone);
  }

  escapeId(v) {
    return escapeId(v, false);
  }

  format(sql, values) {
    return format(sql, values, this.config.stringifyObjects, this.config.timezone);
  }

  promise() {
    const { PromisePool } = require("./promises.js");
    return new PromisePool(this);
  }
}

module.exports = Pool;
