const { EventEmitter } = require("node:events");
const { commands } = require("./commands.js");
const errors = require("./errors.js");
const { Multi } = require("./multi.js");
const { parseUrl } = require("./options.js");
const { check, request } = require("./request.js");
const { Connection, pause } = require("./socket.js");

const { MAJOR, ClientClosedError, ClientOfflineError, SocketClosedUnexpectedlyError } = errors;

/** A client: it keeps one connection, and makes it again when it is lost. */
class RedisClient extends EventEmitter {
  #options;
  #connection;
  #retries = 0;
  #open = false;
  #ready = false;
  #waiting = [];
  #listeners = { message: new Map(), pmessage: new Map(), smessage: new Map() };
  #db = 0;

  constructor(options = {}) {
    super();
    this.#options = options.url ? { ...options, ...parseUrl(options.url, options) } : { ...options };
    this.#db = this.#options.database ?? 0;
  }
  get options() {
    return this.#options;
  }
  get isOpen() {
    return this.#open;
  }
  get isReady() {
    return this.#ready;
  }
  get isPubSubActive() {
    return Object.values(this.#listeners).some((m) => m.size > 0);
  }
  async connect() {
    if (this.#open) throw new Error("Socket already opened");
    this.#open = true;
    await this.#establish();
    return MAJOR >= 4 ? this : undefined;
  }
  get #protocol() {
    return this.#options.RESP ?? (MAJOR >= 6 ? 3 : 2);
  }
  async #establish() {
    for (;;)
      try {
        await this.#attempt();
        return;
      } catch (e) {
        if (!this.#open) throw e;
        const wait = pause(this.#options.socket?.reconnectStrategy, this.#retries++, e);
        if (wait === false || wait instanceof Error) {
          this.#open = false;
          this.#fail(wait || e);
          if (this.listenerCount("error")) this.emit("error", e);
          throw wait || e;
        }
        this.emit("error", e);
        await new Promise((r) => setTimeout(r, wait));
        this.emit("reconnecting");
      }
  }
  async #attempt() {
    const { socket = {}, username, password, name } = this.#options;
    const c = new Connection();
    const { host = "localhost", port = 6379, path } = socket;
    await c.open(path ? { path } : { host, port });
    this.#connection = c;
    c.on("push", (value) => this.#heard(value));
    c.on("close", (e) => this.#lost(c, e));
    this.emit("connect");
    if (this.#protocol === 3) {
      const login = password === undefined ? [] : ["AUTH", username ?? "default", password];
      await c.send(["HELLO", "3", ...login]);
    } else if (password !== undefined) await c.send(username ? ["AUTH", username, password] : ["AUTH", password]);
    if (this.#db) await c.send(["SELECT", this.#db]);
    if (name) await c.send(["CLIENT", "SETNAME", name]);
    for (const [verb, kind] of [
      ["SUBSCRIBE", "message"],
      ["PSUBSCRIBE", "pmessage"],
    ]) {
      const names = [...this.#listeners[kind].keys()];
      if (names.length) await c.send([verb, ...names], names.length);
      if (names.length) c.subscribed = true;
    }
    this.#retries = 0;
    this.#ready = true;
    this.emit("ready");
    for (const w of this.#waiting.splice(0)) c.send(w.words, w.more).then(w.resolve, w.reject);
  }
  #lost(c, e) {
    if (this.#connection !== c || !this.#ready) return;
    this.#ready = false;
    if (!this.#open) return;
    this.emit("error", e ?? new SocketClosedUnexpectedlyError());
    if (!this.#open) return;
    this.emit("reconnecting");
    this.#establish().catch(() => {});
  }
  #fail(e) {
    for (const w of this.#waiting.splice(0)) w.reject(e);
  }
  raw(words, more = 1) {
    if (!this.#open) return Promise.reject(new ClientClosedError());
    if (this.#ready) return this.#connection.send(words, more);
    if (this.#options.disableOfflineQueue) return Promise.reject(new ClientOfflineError());
    return new Promise((resolve, reject) => this.#waiting.push({ words, more, resolve, reject }));
  }
  async sendCommand(words) {
    check(words);
    return await this.raw(words);
  }
  async select(db) {
    await this.raw(["SELECT", String(db)]);
    this.#db = db;
  }
  async auth(o) {
    return await this.raw(["AUTH", ...(o.username ? [o.username] : []), o.password]);
  }
  async watch(keys) {
    return await this.raw(["WATCH", ...[].concat(keys)]);
  }
  async unwatch() {
    return await this.raw(["UNWATCH"]);
  }

  // Channels

  #heard([kind, ...rest]) {
    const [name, channel, message] = kind === "pmessage" ? rest : [rest[0], rest[0], rest[1]];
    for (const listener of this.#listeners[kind].get(name) ?? []) listener(message, channel);
  }
  async #subscribe(verb, kind, names, listener) {
    if (typeof listener !== "function") throw new TypeError("listener must be a function");
    const all = [].concat(names);
    const fresh = all.filter((n) => !this.#listeners[kind].has(n));
    for (const n of all) this.#listeners[kind].set(n, [...(this.#listeners[kind].get(n) ?? []), listener]);
    if (!fresh.length) return;
    const done = this.raw([verb, ...fresh], fresh.length);
    if (this.#connection) this.#connection.subscribed = true;
    await done;
  }
  async #unsubscribe(verb, kind, names, listener) {
    const table = this.#listeners[kind];
    const all = names === undefined ? [...table.keys()] : [].concat(names);
    const gone = all.filter((n) => {
      const left = listener ? (table.get(n) ?? []).filter((l) => l !== listener) : [];
      if (left.length) table.set(n, left);
      else table.delete(n);
      return left.length === 0;
    });
    if (gone.length) await this.raw([verb, ...gone], gone.length);
  }
  subscribe(names, listener) {
    return this.#subscribe("SUBSCRIBE", "message", names, listener);
  }
  pSubscribe(names, listener) {
    return this.#subscribe("PSUBSCRIBE", "pmessage", names, listener);
  }
  sSubscribe(names, listener) {
    return this.#subscribe("SSUBSCRIBE", "smessage", names, listener);
  }
  unsubscribe(names, listener) {
    return this.#unsubscribe("UNSUBSCRIBE", "message", names, listener);
  }
  pUnsubscribe(names, listener) {
    return this.#unsubscribe("PUNSUBSCRIBE", "pmessage", names, listener);
  }
  sUnsubscribe(names, listener) {
    return this.#unsubscribe("SUNSUBSCRIBE", "smessage", names, listener);
  }
  async monitor(listener) {
    throw new Error("drydock: redis: monitor is not simulated");
  }

  multi() {
    return new Multi(this);
  }
  duplicate(overrides) {
    return new this.constructor({ ...this.#options, ...overrides });
  }

  // The end

  async quit() {
    if (!this.#open) throw new ClientClosedError();
    const { subscribed } = this.#connection ?? {};
    const reply = await this.raw(["QUIT"]);
    this.#finish();
    // Who listens to channels in version 2 of the protocol gets bytes.
    return subscribed && this.#protocol === 2 ? Buffer.from(reply) : reply;
  }
  async disconnect() {
    if (!this.#open) throw new ClientClosedError();
    this.#finish();
  }
  async close() {
    if (!this.#open) throw new ClientClosedError();
    await this.raw(["PING"]).catch(() => {});
    this.#finish();
  }
  #finish() {
    this.#open = false;
    this.#ready = false;
    this.#connection?.close();
    this.#fail(new errors.DisconnectsClientError());
    this.emit("end");
  }
  ref() {
    this.#connection?.socket.ref();
  }
  unref() {
    this.#connection?.socket.unref();
  }
}

for (const method of commands.keys())
  if (method !== "select" && method !== "SELECT")
    RedisClient.prototype[method] = async function (...args) {
      const { words, answer } = request(method, args);
      return answer(await this.raw(words));
    };

/** Scanning to the end: from version 5 on page by page, before that one by one. */
for (const [method, call, list] of [
  ["scanIterator", "scan", "keys"],
  ["hScanIterator", "hScan", MAJOR >= 5 ? "entries" : "tuples"],
  ["sScanIterator", "sScan", "members"],
  ["zScanIterator", "zScan", "members"],
])
  RedisClient.prototype[method] = async function* (...args) {
    const key = call === "scan" ? [] : [args.shift()];
    const [options] = args;
    let cursor = options?.cursor ?? "0";
    do {
      const page = await this[call](...key, cursor, options);
      cursor = page.cursor;
      if (MAJOR >= 5) yield page[list];
      else yield* page[list];
    } while (String(cursor) !== "0");
  };

const proto = RedisClient.prototype;
for (const [upper, method] of [
  ["SUBSCRIBE", "subscribe"],
  ["PSUBSCRIBE", "pSubscribe"],
  ["UNSUBSCRIBE", "unsubscribe"],
  ["MULTI", "multi"],
  ["WATCH", "watch"],
  ["SELECT", "select"],
  ["QUIT", "quit"],
])
  proto[upper] = proto[method];
if (MAJOR >= 5)
  proto.destroy = function () {
    if (!this.isOpen) throw new ClientClosedError();
    this.disconnect().catch(() => {});
  };

module.exports = { RedisClient };
