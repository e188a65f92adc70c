// A connection: commands in a queue, one after another.
const { EventEmitter } = require("events");
const { Readable } = require("stream");
const Line = require("./line.js");
const { escape, escapeId, format } = require("./escape.js");
const { resultOf, serverError } = require("./results.js");
const settings = require("./settings.js");
const { named, plain, split } = require("./statements.js");

class Connection extends EventEmitter {
  constructor(given) {
    super();
    const hide = (name, value) => Object.defineProperty(this, name, { value, writable: true, enumerable: false });
    hide("config", settings(given));
    hide("line", new Line());
    hide("queue", []);
    hide("busy", false);
    /** Set when there is nothing more to be had: of the network, of the server, or its end. */
    hide("fatal", null);
    hide("ready", false);
    hide("closing", false);
    hide("serverVersion", "");
    this.threadId = null;
    this.open();
  }

  open() {
    const { host, port, user, password, database, socketPath } = this.config;
    const hello = { user: user ?? "", password, database };
    this.line.on("error", () => {});
    this.line.on("close", () => this.closed());
    this.line.open(socketPath ? { path: socketPath } : { host, port }, hello, (error, welcome) => {
      if (!error) {
        this.threadId = welcome.id;
        this.serverVersion = welcome.version;
        this.ready = true;
        this.emit("connect", welcome);
        this.next();
        return;
      }
      const e = error.failure ? serverError(error.failure) : error;
      e.fatal = true;
      this.lost(e);
    });
  }

  /** The end of all: who waits is told; when nobody does, the connection is. */
  lost(error) {
    this.fatal = error;
    const waiting = this.queue.splice(0);
    const heard = waiting.filter((c) => c.done);
    for (const c of heard) c.done(error);
    if (heard.length === 0) this.emit("error", error);
  }

  closed() {
    if (!this.fatal)
      this.fatal = Object.assign(new Error("Connection lost: The server closed the connection."), {
        fatal: true,
        code: "PROTOCOL_CONNECTION_LOST",
      });
    if (!this.closing && this.ready && !this.busy) this.emit("error", this.fatal);
    this.emit("end");
  }

  /** Puts a command at the queue's end. `work(done)` carries it out; `done` hears of it. */
  add(work, done) {
    if (this.fatal || this.closing) {
      const e = new Error(`Can't add new command when connection is in closed state`);
      e.fatal = true;
      if (done) process.nextTick(done, e);
      else process.nextTick(() => this.emit("error", e));
      return;
    }
    this.queue.push({ work, done });
    if (this.ready) this.next();
  }

  next() {
    if (this.busy || !this.ready) return;
    const command = this.queue.shift();
    if (!command) return;
    this.busy = true;
    command.work((...args) => {
      this.busy = false;
      if (command.done) command.done(...args);
      else if (args[0]) this.emit("error", args[0]);
      this.next();
    });
  }

  connect(cb) {
    if (!cb) return;
    if (this.fatal) process.nextTick(cb, this.fatal);
    else if (this.ready) process.nextTick(cb, null, this);
    else {
      let told = false;
      const once = (...args) => {
        if (told) return;
        told = true;
        cb(...args);
      };
      this.once("error", (e) => once(e));
      this.once("connect", (c) => once(null, c));
    }
  }

  /** Sends one statement. `params`: for the server's own `?`. */
  send(sql, params, o, done) {
    this.line.ask(params ? { sql, params } : { sql }, (error, reply) => {
      if (error) return done(error);
      if (reply.failure) return done(serverError(reply.failure, o.shownSql ?? sql));
      const moved = /^\s*use\s/i.test(sql) ? reply.database : undefined;
      return done(null, ...resultOf(reply, { ...this.config, ...o }, moved));
    });
  }

  /** `query(sql, values, cb)`, `query({ sql, values, … }, cb)`: its options, values and callback. */
  static told(sql, values, cb) {
    const o = typeof sql === "string" ? { sql } : { ...sql };
    if (typeof values === "function") return [o, o.values, values];
    return [o, values === undefined ? o.values : values, cb];
  }

  query(sql, values, cb) {
    const [o, given, done] = Connection.told(sql, values, cb);
    let text = o.sql;
    let list = given;
    if (
      (o.namedPlaceholders ?? this.config.namedPlaceholders) &&
      list &&
      typeof list === "object" &&
      !Array.isArray(list)
    )
      [text, list] = named(text, list);
    if (this.config.queryFormat) text = this.config.queryFormat.call(this, text, list, this.config.timezone);
    else text = this.format(text, list);
    const events = new Query(text, given);
    const all = this.config.multipleStatements ? split(text) : [text];
    this.add(
      (over) => (all.length > 1 ? this.several(all, o, over) : this.send(text, undefined, o, over)),
      events.heard(done),
    );
    return events;
  }

  /** Statements one after another: their results and fields in lists. */
  several(all, o, over) {
    const results = [];
    const fields = [];
    const step = (i) => {
      if (i === all.length) return over(null, results, fields);
      return this.send(all[i], undefined, o, (error, rows, f) => {
        if (error) return over(error);
        results.push(rows);
        fields.push(f);
        return step(i + 1);
      });
    };
    step(0);
  }

  execute(sql, values, cb) {
    const [o, given, done] = Connection.told(sql, values, cb);
    let text = o.sql;
    let list = given ?? [];
    if ((o.namedPlaceholders ?? this.config.namedPlaceholders) && !Array.isArray(list))
      [text, list] = named(text, list);
    for (const v of list) {
      if (v === undefined)
        throw new TypeError("Bind parameters must not contain undefined. To pass SQL NULL specify JS null");
      if (typeof v === "function")
        throw new TypeError(
          "Bind parameters must not contain function(s). To pass the body of a function as a string call .toString() first",
        );
    }
    const events = new Query(text, given);
    this.add((over) => this.send(text, list.map(plain), o, over), events.heard(done));
    return events;
  }

  prepare(sql, cb) {
    const text = typeof sql === "string" ? sql : sql.sql;
    const statement = {
      execute: (values, done) => this.execute(text, values, done),
      close: () => {},
    };
    this.add((over) => over(null, statement), cb);
  }

  unprepare() {}

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
    this.add(
      (over) => this.line.ask({ sql: "DO 0" }, (e) => over(e ?? null)),
      (e) => cb?.(e),
    );
  }

  /** Another user or another database, over the same connection. */
  changeUser(options, cb) {
    if (typeof options === "function") return this.changeUser({}, options);
    const next = { ...this.config, ...options };
    const other = next.user !== this.config.user || next.password !== this.config.password;
    this.add((over) => {
      if (other) return over(new Error("drydock: changeUser to another user is not simulated"));
      this.config = next;
      return next.database ? this.send(`USE ${escapeId(next.database, true)}`, undefined, {}, over) : over(null);
    }, cb);
    return undefined;
  }

  end(cb) {
    if (this.closing) {
      if (cb) process.nextTick(cb);
      return;
    }
    if (this.config.isPoolConnection) {
      console.warn(
        "Calling conn.end() to release a pooled connection is deprecated. In next version calling conn.end() will be restored to default conn.end() behavior. Use conn.release() instead.",
      );
      this.release();
      if (cb) process.nextTick(cb);
      return;
    }
    const close = (over) => {
      this.closing = true;
      this.line.close();
      over();
    };
    if (this.fatal) {
      if (cb) process.nextTick(cb, this.fatal);
    } else this.add(close, cb ?? (() => {}));
  }

  destroy() {
    this.closing = true;
    this.line.destroy();
  }

  close() {
    this.destroy();
  }

  release() {}

  pause() {}

  resume() {}

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
    const { PromiseConnection } = require("./promises.js");
    return new PromiseConnection(this);
  }
}

/** A query under way: a callback, or the events `fields`, `result`, `error` and `end`. */
class Query extends EventEmitter {
  constructor(sql, values) {
    super();
    this.sql = sql;
    this.values = values;
  }

  /** The callback that gives the events out too; none where nobody hears of errors. */
  heard(done) {
    const tell = (error, rows, fields) => {
      if (error) {
        if (this.listenerCount("error") > 0) this.emit("error", error);
      } else {
        if (fields) this.emit("fields", fields);
        if (Array.isArray(rows)) for (const row of rows) this.emit("result", row, 0);
        else this.emit("result", rows, 0);
      }
      this.emit("end");
      if (done) done(error, rows, fields);
      else if (error && this.listenerCount("error") === 0) throw error;
    };
    return tell;
  }

  /** The rows as a stream of objects. */
  stream(options) {
    const out = new Readable({ ...options, objectMode: true, read() {} });
    this.on("result", (row) => out.push(row));
    this.on("error", (e) => out.destroy(e));
    this.on("fields", (fields) => out.emit("fields", fields));
    this.on("end", () => out.push(null));
    return out;
  }
}

module.exports = Connection;
