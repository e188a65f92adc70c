// The same with promises.
const { EventEmitter } = require("events");
const Connection = require("./connection.js");
const Pool = require("./pool.js");
const { escape, escapeId, format, raw } = require("./escape.js");

/** A promise for what a method with a callback gives; errors tell where it was called. */
const told = (self, method, args, give) => {
  const local = new Error();
  return new Promise((resolve, reject) => {
    self[method](...args, (error, ...values) => {
      if (!error) return resolve(give(...values));
      if (!error.sqlState) return reject(error);
      local.message = error.message;
      for (const key of ["code", "errno", "sql", "sqlState", "sqlMessage"]) local[key] = error[key];
      local.stack = local.stack.replace(/^Error\b.*/, `Error: ${error.message}`);
      return reject(local);
    });
  });
};
const both = (rows, fields) => [rows, fields];
const nothing = () => undefined;

/** Events of what is wrapped are given on. */
function forward(from, to, names) {
  to.on("newListener", (name) => {
    if (names.includes(name) && !to.listenerCount(name)) from.on(name, (...args) => to.emit(name, ...args));
  });
}

class PromiseConnection extends EventEmitter {
  constructor(connection) {
    super();
    this.connection = connection;
    forward(connection, this, ["error", "drain", "connect", "end", "enqueue"]);
  }
  get config() {
    return this.connection.config;
  }
  get threadId() {
    return this.connection.threadId;
  }
  query(sql, values) {
    return told(this.connection, "query", values === undefined ? [sql] : [sql, values], both);
  }
  execute(sql, values) {
    return told(this.connection, "execute", values === undefined ? [sql] : [sql, values], both);
  }
  prepare(sql) {
    return told(this.connection, "prepare", [sql], (statement) => ({
      execute: (values) => told(statement, "execute", [values ?? []], both),
      close: async () => {},
    }));
  }
  unprepare(sql) {
    return this.connection.unprepare(sql);
  }
  connect() {
    return told(this.connection, "connect", [], (x) => x);
  }
  beginTransaction() {
    return told(this.connection, "beginTransaction", [], nothing);
  }
  commit() {
    return told(this.connection, "commit", [], nothing);
  }
  rollback() {
    return told(this.connection, "rollback", [], nothing);
  }
  ping() {
    return told(this.connection, "ping", [], () => true);
  }
  changeUser(options) {
    return told(this.connection, "changeUser", [options], nothing);
  }
  end() {
    return new Promise((resolve) => this.connection.end(resolve));
  }
  release() {
    this.connection.release();
  }
  destroy() {
    this.connection.destroy();
  }
  close() {
    this.connection.close();
  }
  escape(v) {
    return this.connection.escape(v);
  }
  escapeId(v) {
    return this.connection.escapeId(v);
  }
  format(sql, values) {
    return this.connection.format(sql, values);
  }
}

class PromisePoolConnection extends PromiseConnection {
  async [Symbol.asyncDispose ?? "asyncDispose"]() {
    this.release();
  }
}

class PromisePool extends EventEmitter {
  constructor(pool) {
    super();
    this.pool = pool;
    forward(pool, this, ["acquire", "connection", "enqueue", "release"]);
  }
  getConnection() {
    return told(this.pool, "getConnection", [], (c) => new PromisePoolConnection(c));
  }
  releaseConnection(c) {
    if (c instanceof PromisePoolConnection) c.release();
  }
  query(sql, values) {
    return told(this.pool, "query", values === undefined ? [sql] : [sql, values], both);
  }
  execute(sql, values) {
    return told(this.pool, "execute", values === undefined ? [sql] : [sql, values], both);
  }
  end() {
    return told(this.pool, "end", [], nothing);
  }
  escape(v) {
    return this.pool.escape(v);
  }
  escapeId(v) {
    return this.pool.escapeId(v);
  }
  format(sql, values) {
    return this.pool.format(sql, values);
  }
}

/** A connection that is let in, or the reason why it is not. */
function createConnection(options) {
  const connection = new Connection(options);
  return new Promise((resolve, reject) => {
    connection.once("connect", () => resolve(new PromiseConnection(connection)));
    connection.once("error", (error) => {
      if (!error.sqlState) return reject(error);
      const { code, errno, sqlState, sqlMessage } = error;
      return reject(Object.assign(new Error(error.message), { code, errno, sqlState, sqlMessage }));
    });
  });
}

module.exports = {
  PromiseConnection,
  PromisePool,
  PromisePoolConnection,
  createConnection,
  createPool: (options) => new PromisePool(new Pool(options)),
  createPoolCluster: () => {
    throw new Error("drydock: mysql.createPoolCluster is not simulated");
  },
  escape,
  escapeId,
  format,
  raw,
};
