const EventEmitter = require("events");
const { Connection } = require("./connection.js");
const { databaseError, noticeOf } = require("./errors.js");
const { Query } = require("./query.js");
const { settingsOf } = require("./settings.js");
const types = require("./types.js");
const { escapeIdentifier, escapeLiteral } = require("./values.js");
const defaults = require("./defaults.js");

class Client extends EventEmitter {
  constructor(config) {
    super();
    const o = settingsOf(config, defaults);
    this.settings = o;
    Object.defineProperty(this, "settings", { enumerable: false });
    this.user = o.user;
    this.database = o.database;
    this.port = o.port;
    this.host = o.host;
    Object.defineProperty(this, "password", {
      configurable: true,
      enumerable: false,
      writable: true,
      value: o.password,
    });
    this.ssl = o.ssl;
    this._types = (config && config.types) || types;
    this._ending = false;
    this._ended = false;
    this._connected = false;
    this._connecting = false;
    this.connection = new Connection();
    this.queue = [];
    this.processID = null;
    for (const k of ["connection", "queue", "_types"])
      Object.defineProperty(this, k, { enumerable: false, writable: true });
  }
  connect(callback) {
    if (callback) {
      this.start((e) => callback(e || null));
      return undefined;
    }
    return new Promise((resolve, reject) => this.start((e) => (e ? reject(e) : resolve())));
  }
  start(callback) {
    if (this._connecting || this._connected) {
      process.nextTick(callback, new Error("Client has already been connected. You cannot reuse a client."));
      return;
    }
    this._connecting = true;
    const { settings, connection } = this;
    let over = false;
    let timer;
    const once = (e) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      this._connecting = false;
      callback(e);
    };
    if (settings.timeout)
      timer = setTimeout(() => {
        connection.end();
        if (connection.socket) connection.socket.destroy();
        once(new Error("timeout expired"));
      }, settings.timeout);
    if (settings.ssl) {
      process.nextTick(once, new Error("The server does not support SSL connections"));
      return;
    }
    connection.on("heard", (list) => {
      for (const n of list)
        this.emit("notification", {
          name: "notification",
          length: n.channel.length + n.payload.length + 10,
          processId: n.pid,
          channel: n.channel,
          payload: n.payload,
        });
    });
    connection.on("broken", (e) => {
      if (this._connected && !this._ending) this.emit("error", e);
    });
    connection.on("close", () => {
      this._ended = true;
      if (this._connected && !this._ending) this.emit("error", new Error("Connection terminated unexpectedly"));
      once(new Error("Connection terminated unexpectedly"));
      process.nextTick(() => this.emit("end"));
    });
    let password = this.password;
    const go = () => {
      const place = this.host.startsWith("/")
        ? { path: `${this.host}/.s.PGSQL.${this.port}` }
        : { host: this.host, port: this.port };
      connection.open(
        place,
        {
          user: this.user,
          password: password === null || password === undefined ? undefined : String(password),
          database: this.database,
          application: settings.application,
        },
        (e, reply) => {
          if (e) return once(e);
          if (reply.failure) {
            connection.end();
            if (reply.failure.state === "28P01" && (password === undefined || password === null))
              return once(new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string"));
            return once(databaseError(reply.failure, true));
          }
          this._connected = true;
          this.processID = reply.id;
          once(null);
          this.emit("connect");
          return this.pulse();
        },
      );
    };
    if (typeof password === "function")
      Promise.resolve(password()).then((p) => {
        password = p;
        go();
      }, once);
    else go();
  }
  query(config, values, callback) {
    if (config === null || config === undefined) throw new TypeError("Client was passed a null or undefined query");
    let query;
    let result;
    if (typeof config.submit === "function") {
      query = config;
      result = query;
      if (typeof values === "function") query.callback = query.callback || values;
    } else {
      query = new Query(config, values, callback);
      if (!query.callback)
        result = new Promise((resolve, reject) => {
          query.callback = (e, r) => (e ? reject(e) : resolve(r));
        }).catch((e) => {
          // From here the stack leads to who awaits it.
          Error.captureStackTrace(e);
          throw e;
        });
    }
    if (this._ending || this._ended) {
      process.nextTick(() =>
        query.fail(
          new Error(
            this._ended && !this._ending
              ? "Client has encountered a connection error and is not queryable"
              : "Client was closed and is not queryable",
          ),
        ),
      );
      return result;
    }
    this.queue.push(query);
    this.pulse();
    return result;
  }
  pulse() {
    if (!this._connected || this.busy) return;
    const query = this.queue.shift();
    if (!query) {
      if (this.active) {
        this.active = false;
        this.emit("drain");
      }
      if (this._ending) this.connection.end();
      return;
    }
    Object.defineProperty(this, "busy", { value: true, writable: true, enumerable: false, configurable: true });
    Object.defineProperty(this, "active", { value: true, writable: true, enumerable: false, configurable: true });
    const next = (work) => {
      this.busy = false;
      work();
      this.pulse();
    };
    this.connection.ask(
      query.request(),
      (reply) => {
        const notices = reply.failure
          ? reply.notices || []
          : (reply.results || [reply.result]).flatMap((r) => r.notices || []);
        for (const n of notices) this.emit("notice", noticeOf(n));
        next(() => (reply.failure ? query.fail(databaseError(reply.failure)) : query.finish(reply, this._types)));
      },
      (e) => next(() => query.fail(e)),
    );
  }
  getTypeParser(oid, format) {
    return this._types.getTypeParser(oid, format);
  }
  setTypeParser(oid, format, parse) {
    return this._types.setTypeParser(oid, format, parse);
  }
  escapeIdentifier(text) {
    return escapeIdentifier(text);
  }
  escapeLiteral(text) {
    return escapeLiteral(text);
  }
  ref() {
    this.connection.socket?.ref();
  }
  unref() {
    this.connection.socket?.unref();
  }
  end(callback) {
    this._ending = true;
    const done = (cb) => {
      if (this._ended || !this.connection.socket || this.connection.socket.destroyed) process.nextTick(cb);
      else this.once("end", cb);
      if (!this.busy && this.queue.length === 0) this.connection.end();
      else this.pulse();
    };
    if (callback) {
      done(callback);
      return undefined;
    }
    return new Promise((resolve) => done(resolve));
  }
}

Client.Query = Query;

module.exports = { Client };
