const EventEmitter = require("events");
const { Client } = require("./client.js");

/** Clients that are lent, and taken back. */
class Pool extends EventEmitter {
  constructor(options, ClientClass = Client) {
    super();
    this.options = { ...options };
    if (options && "password" in options)
      Object.defineProperty(this.options, "password", {
        configurable: true,
        enumerable: false,
        writable: true,
        value: options.password,
      });
    this.options.max = this.options.max || this.options.poolSize || 10;
    this.options.min = this.options.min || 0;
    this.options.maxUses = this.options.maxUses || Number.POSITIVE_INFINITY;
    this.options.allowExitOnIdle = this.options.allowExitOnIdle || false;
    this.options.maxLifetimeSeconds = this.options.maxLifetimeSeconds || 0;
    if (this.options.idleTimeoutMillis === undefined) this.options.idleTimeoutMillis = 10000;
    this.log = this.options.log || (() => {});
    this.Client = this.options.Client || ClientClass;
    this._clients = [];
    this._idle = [];
    this._pendingQueue = [];
    this._endCallback = undefined;
    this.ending = false;
    this.ended = false;
  }
  get totalCount() {
    return this._clients.length;
  }
  get idleCount() {
    return this._idle.length;
  }
  get waitingCount() {
    return this._pendingQueue.length;
  }
  get expiredCount() {
    return 0;
  }
  connect(callback) {
    if (this.ending) {
      const e = new Error("Cannot use a pool after calling end on the pool");
      if (!callback) return Promise.reject(e);
      callback(e);
      return undefined;
    }
    let result;
    let cb = callback;
    if (!cb)
      result = new Promise((resolve, reject) => {
        cb = (e, client) => (e ? reject(e) : resolve(client));
      });
    const wanted = { cb, over: false };
    const { connectionTimeoutMillis } = this.options;
    if (connectionTimeoutMillis)
      wanted.timer = setTimeout(() => {
        wanted.over = true;
        this._pendingQueue = this._pendingQueue.filter((w) => w !== wanted);
        cb(new Error("timeout exceeded when trying to connect"), undefined, () => {});
      }, connectionTimeoutMillis);
    this._pendingQueue.push(wanted);
    this._pulse();
    return result;
  }
  _pulse() {
    if (this.ending) {
      for (const i of this._idle.slice()) this._remove(i.client);
      if (this._clients.length === 0 && !this.ended) {
        this.ended = true;
        if (this._endCallback) this._endCallback();
      }
      return;
    }
    while (this._pendingQueue.length) {
      const idle = this._idle.pop();
      if (!idle && this._clients.length >= this.options.max) return;
      const wanted = this._pendingQueue.shift();
      if (idle) {
        clearTimeout(idle.timer);
        if (idle.client.ref) idle.client.ref();
        idle.client.removeListener("error", idle.listener);
        this._lend(idle.client, wanted, false);
      } else this._make(wanted);
    }
  }
  _make(wanted) {
    const client = new this.Client(this.options);
    this._clients.push(client);
    client.connect((e) => {
      if (e) {
        this._clients = this._clients.filter((c) => c !== client);
        this.emit("remove", client);
        if (!wanted.over) {
          clearTimeout(wanted.timer);
          wanted.cb(e, undefined, () => {});
        }
        this._pulse();
        return;
      }
      this.emit("connect", client);
      this._lend(client, wanted, true);
    });
  }
  _lend(client, wanted, _fresh) {
    if (wanted.over) {
      this._release(client);
      return;
    }
    clearTimeout(wanted.timer);
    client.__uses = (client.__uses || 0) + 1;
    Object.defineProperty(client, "__uses", { enumerable: false });
    let released = false;
    client.release = (destroy) => {
      if (released) throw new Error("Release called on client which has already been released to the pool.");
      released = true;
      this._release(client, destroy);
    };
    Object.defineProperty(client, "release", { enumerable: false, configurable: true });
    this.emit("acquire", client);
    wanted.cb(null, client, client.release);
  }
  _release(client, destroy) {
    this.emit("release", destroy, client);
    if (destroy || this.ending || client._ending || client._ended || client.__uses >= this.options.maxUses) {
      this._remove(client);
      this._pulse();
      return;
    }
    const listener = (e) => {
      this._remove(client);
      this.emit("error", e, client);
    };
    client.on("error", listener);
    const idle = { client, listener, timer: undefined };
    if (this.options.idleTimeoutMillis && this._clients.length > this.options.min) {
      idle.timer = setTimeout(() => this._remove(client), this.options.idleTimeoutMillis);
      if (this.options.allowExitOnIdle) idle.timer.unref();
    }
    if (this.options.allowExitOnIdle) client.unref();
    this._idle.push(idle);
    this._pulse();
  }
  _remove(client) {
    const idle = this._idle.find((i) => i.client === client);
    if (idle) clearTimeout(idle.timer);
    this._idle = this._idle.filter((i) => i.client !== client);
    this._clients = this._clients.filter((c) => c !== client);
    client.end(() => {
      this.emit("remove", client);
    });
  }
  query(text, values, callback) {
    if (typeof text === "function") {
      text(new Error("Passing a function as the first parameter to pool.query is not supported"));
      return undefined;
    }
    let cb = typeof values === "function" ? values : callback;
    const params = typeof values === "function" ? undefined : values;
    let result;
    if (!cb)
      result = new Promise((resolve, reject) => {
        cb = (e, r) => (e ? reject(e) : resolve(r));
      }).catch((e) => {
        Error.captureStackTrace(e);
        throw e;
      });
    this.connect((e, client) => {
      if (e) return cb(e);
      let over = false;
      const broken = (x) => {
        if (over) return;
        over = true;
        client.release(x);
        cb(x);
      };
      client.once("error", broken);
      return client.query(text, params, (x, r) => {
        client.removeListener("error", broken);
        if (over) return;
        over = true;
        client.release(x && !x.severity ? x : undefined);
        cb(x || undefined, r);
      });
    });
    return result;
  }
  end(callback) {
    if (this.ending) {
      const e = new Error("Called end on pool more than once");
      if (!callback) return Promise.reject(e);
      callback(e);
      return undefined;
    }
    this.ending = true;
    let result;
    if (callback) this._endCallback = callback;
    else
      result = new Promise((resolve) => {
        this._endCallback = resolve;
      });
    this._pulse();
    return result;
  }
}

module.exports = { Pool };
