// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `mysql2` and `mysql`: connections and pools with callbacks; `.promise()` and `mysql2/promise` with promises. */
export function packageMysql2(module, require, version, { SqlConnection, plain }) {
  const EE = require("events");
  const NAMES = {
    1045: "ER_ACCESS_DENIED_ERROR",
    1049: "ER_BAD_DB_ERROR",
    1054: "ER_BAD_FIELD_ERROR",
    1062: "ER_DUP_ENTRY",
    1064: "ER_PARSE_ERROR",
    1146: "ER_NO_SUCH_TABLE",
    1050: "ER_TABLE_EXISTS_ERROR",
    1048: "ER_BAD_NULL_ERROR",
    1364: "ER_NO_DEFAULT_FOR_FIELD",
    1451: "ER_ROW_IS_REFERENCED_2",
    1452: "ER_NO_REFERENCED_ROW_2",
    1406: "ER_DATA_TOO_LONG",
    1007: "ER_DB_CREATE_EXISTS",
    1046: "ER_NO_DB_ERROR",
  };
  const serverError = (f, sql) => {
    const e = new Error(f.message);
    return Object.assign(e, {
      code: NAMES[f.number] ?? `ER_${f.number}`,
      errno: f.number,
      ...(sql === undefined ? {} : { sql }),
      sqlState: f.state,
      sqlMessage: f.message,
    });
  };
  const value = (v, type) => {
    if (v === null) return null;
    if (/^(?:datetime|timestamp)/.test(type)) return new Date(String(v).replace(" ", "T"));
    if (type === "date") return new Date(`${v}T00:00:00`);
    if (type === "json" && typeof v === "string") return JSON.parse(v);
    if (v === true || v === false) return v ? 1 : 0;
    return v;
  };
  const resultOf = (r, asArray) => {
    if (!r.columns)
      return [
        {
          fieldCount: 0,
          affectedRows: r.affected,
          insertId: r.insertId ?? 0,
          info: "",
          serverStatus: 2,
          warningStatus: 0,
          ...(r.matched === undefined ? {} : { changedRows: r.affected }),
        },
        undefined,
      ];
    const names = r.columns;
    const rows = r.rows.map((row) => {
      const cells = row.map((v, i) => value(v, names[i].type));
      return asArray ? cells : Object.fromEntries(names.map((c, i) => [c.name, cells[i]]));
    });
    return [rows, names.map((c) => ({ name: c.name, type: c.type }))];
  };
  const escapeId = (s) => `\`${String(s).replaceAll("`", "``").replaceAll(".", "`.`")}\``;
  const escape = (v) => {
    if (v === undefined || v === null) return "NULL";
    if (typeof v === "boolean") return String(v);
    if (typeof v === "number") return String(v);
    if (v instanceof Date) return `'${v.toISOString().slice(0, 23).replace("T", " ")}'`;
    if (Array.isArray(v)) return v.map((x) => (Array.isArray(x) ? `(${escape(x)})` : escape(x))).join(", ");
    if (typeof v === "object" && !Buffer.isBuffer(v))
      return Object.entries(v)
        .map(([k, x]) => `${escapeId(k)} = ${escape(x)}`)
        .join(", ");
    return `'${String(v).replace(/[\0\b\t\n\r\x1a"'\\]/g, (c) => ({ "\0": "\\0", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x1a": "\\Z" })[c] ?? `\\${c}`)}'`;
  };
  /** Puts values for `?` and names for `??`, as text. */
  const format = (sql, values) => {
    const list = values === undefined ? [] : Array.isArray(values) ? [...values] : [values];
    return sql.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\?\??/g, (m) =>
      m[0] !== "?" || !list.length
        ? m
        : m === "??"
          ? [].concat(list.shift()).map(escapeId).join(", ")
          : escape(list.shift()),
    );
  };
  const settings = (c) => {
    if (typeof c !== "string" && !c.uri) return { host: "localhost", port: 3306, ...c };
    const u = new URL(typeof c === "string" ? c : c.uri);
    return {
      ...(typeof c === "string" ? {} : c),
      host: u.hostname,
      port: Number(u.port || 3306),
      user: decodeURIComponent(u.username),
      password: decodeURIComponent(u.password),
      database: u.pathname.slice(1) || undefined,
    };
  };

  class Connection extends EE {
    constructor(config) {
      super();
      this.config = settings(config);
      Object.defineProperty(this, "config", { enumerable: false });
      const link = new SqlConnection();
      Object.defineProperty(this, "link", { value: link, enumerable: false });
      const { host, port, user, password, database, socketPath } = this.config;
      this.threadId = null;
      const opened = new Promise((resolve, reject) => {
        link.open(
          socketPath ? { path: socketPath } : { host, port },
          { user: user || "", password, database },
          (failure) => {
            if (!failure) return resolve();
            const e = failure.failure ? serverError(failure.failure) : failure;
            e.fatal = true;
            return reject(e);
          },
        );
      });
      opened.catch((e) => {
        this.failed = e;
        Object.defineProperty(this, "failed", { enumerable: false });
        if (!this.heard) this.emitLater(e);
      });
      Object.defineProperty(this, "opened", { value: opened, enumerable: false });
      Object.defineProperty(this, "heard", { value: false, writable: true, enumerable: false });
      link.on("error", () => {});
      link.on("close", () => this.emit("end"));
    }
    emitLater(e) {
      if (this.listenerCount("error") > 0) this.emit("error", e);
      else setImmediate(() => !this.heard && this.emit("error", e));
    }
    connect(cb) {
      this.heard = true;
      this.opened.then(
        () => cb && cb(null),
        (e) => {
          if (cb) cb(e);
          else this.emit("error", e);
        },
      );
    }
    async run(sql, params, o = {}) {
      this.heard = true;
      await this.opened;
      const r = await this.link.ask(params.length ? { sql, params } : { sql });
      if (r.failure) throw serverError(r.failure, sql);
      return resultOf(r.result, o.rowsAsArray);
    }
    do(method, sql, values, cb) {
      if (typeof values === "function") [values, cb] = [undefined, values];
      const o = typeof sql === "string" ? { sql } : sql;
      const given = values === undefined ? o.values : values;
      const running =
        method === "execute"
          ? this.run(o.sql, [].concat(given ?? []).map(plain), o)
          : this.run(format(o.sql, given), [], o);
      running.then(
        ([rows, fields]) => cb && cb(null, rows, fields),
        (e) => {
          if (cb) cb(e);
          else this.emit("error", e);
        },
      );
      return this;
    }
    query(sql, values, cb) {
      return this.do("query", sql, values, cb);
    }
    execute(sql, values, cb) {
      return this.do("execute", sql, values, cb);
    }
    beginTransaction(cb) {
      return this.query("START TRANSACTION", cb);
    }
    commit(cb) {
      return this.query("COMMIT", cb);
    }
    rollback(cb) {
      return this.query("ROLLBACK", cb);
    }
    ping(cb) {
      return this.query("SELECT 1", (e) => cb && cb(e));
    }
    end(cb) {
      this.link.close();
      if (cb) setImmediate(cb, null);
    }
    destroy() {
      this.link.close();
    }
    release() {
      if (this.back) this.back();
    }
    escape(v) {
      return escape(v);
    }
    escapeId(v) {
      return escapeId(v);
    }
    format(sql, values) {
      return format(sql, values);
    }
    promise() {
      return new PromiseConnection(this);
    }
  }
  const promised =
    (self, method) =>
    (...args) =>
      new Promise((resolve, reject) =>
        self[method](...args, (e, rows, fields) =>
          e ? reject(e) : resolve(rows === undefined ? undefined : [rows, fields]),
        ),
      );
  class PromiseConnection {
    constructor(connection) {
      this.connection = connection;
      for (const m of ["query", "execute", "beginTransaction", "commit", "rollback", "ping", "connect", "end"])
        Object.defineProperty(this, m, { value: promised(connection, m), enumerable: false });
    }
    release() {
      this.connection.release();
    }
    destroy() {
      this.connection.destroy();
    }
    escape(v) {
      return escape(v);
    }
    format(sql, values) {
      return format(sql, values);
    }
  }
  class Pool extends EE {
    constructor(config) {
      super();
      const hide = (k, v) => Object.defineProperty(this, k, { value: v, writable: true, enumerable: false });
      hide("config", settings(config));
      hide("idle", []);
      hide("count", 0);
      hide("queue", []);
    }
    getConnection(cb) {
      const free = this.idle.pop();
      if (free) return void setImmediate(cb, null, free);
      if (this.count >= (this.config.connectionLimit ?? 10)) return void this.queue.push(cb);
      this.count++;
      const c = new Connection(this.config);
      c.connect((e) => {
        if (e) {
          this.count--;
          return cb(e);
        }
        this.emit("connection", c);
        return cb(null, c);
      });
      Object.defineProperty(c, "back", {
        value: () => {
          const next = this.queue.shift();
          if (next) next(null, c);
          else this.idle.push(c);
        },
        enumerable: false,
      });
      c.on("end", () => {
        this.count--;
        this.idle = this.idle.filter((x) => x !== c);
      });
      return undefined;
    }
    through(method, args) {
      const cb = typeof args.at(-1) === "function" ? args.pop() : undefined;
      this.getConnection((e, c) => {
        if (e) return cb ? cb(e) : this.emit("error", e);
        return c[method](...args, (...r) => {
          c.release();
          if (cb) cb(...r);
          else if (r[0]) this.emit("error", r[0]);
        });
      });
    }
    query(...args) {
      this.through("query", args);
    }
    execute(...args) {
      this.through("execute", args);
    }
    end(cb) {
      for (const c of this.idle.splice(0)) c.end();
      if (cb) setImmediate(cb, null);
    }
    escape(v) {
      return escape(v);
    }
    promise() {
      return new PromisePool(this);
    }
  }
  class PromisePool {
    constructor(pool) {
      this.pool = pool;
      for (const m of ["query", "execute", "end"])
        Object.defineProperty(this, m, { value: promised(pool, m), enumerable: false });
    }
    getConnection() {
      return new Promise((resolve, reject) =>
        this.pool.getConnection((e, c) => (e ? reject(e) : resolve(new PromiseConnection(c)))),
      );
    }
  }
  const mysql = {
    createConnection: (c) => new Connection(c),
    createPool: (c) => new Pool(c),
    format,
    escape,
    escapeId,
    createPoolCluster() {
      throw new Error("drydock: mysql.createPoolCluster is not simulated");
    },
  };
  Object.defineProperty(mysql, "__promise", {
    value: {
      createConnection: async (c) => {
        const connection = new Connection(c);
        await promised(connection, "connect")();
        return new PromiseConnection(connection);
      },
      createPool: (c) => new PromisePool(new Pool(c)),
      format,
      escape,
      escapeId,
    },
    enumerable: false,
  });
  void version;
  module.exports = mysql;
}
