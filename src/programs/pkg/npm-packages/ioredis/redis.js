const { EventEmitter } = require("node:events");
const { createHash } = require("node:crypto");
const { NAMES, fields, prefixed, wordsOf } = require("./commands.js");
const { Connection } = require("./connection.js");
const { MAJOR, MaxRetriesPerRequestError, closed } = require("./errors.js");
const { optionsOf } = require("./options.js");
const { Pipeline } = require("./pipeline.js");
const { ScanStream } = require("./scan-stream.js");

const SUBSCRIBER = /^([ps]?(un)?subscribe|ping|quit|disconnect)$/;

class Redis extends EventEmitter {
  constructor(...args) {
    super();
    const hide = (k, value) => Object.defineProperty(this, k, { value, writable: true, enumerable: false });
    hide("options", optionsOf(args));
    hide("queue", []);
    hide("connection", undefined);
    hide("attempts", 0);
    hide("stopping", false);
    hide("heard", { message: new Set(), pmessage: new Set(), smessage: new Set() });
    this.status = "wait";
    if (!this.options.lazyConnect) this.connect().catch(() => {});
  }
  setStatus(status, arg) {
    this.status = status;
    process.nextTick(() => this.emit(status, arg));
  }
  connect(callback) {
    const done = new Promise((resolve, reject) => {
      if (["connecting", "connect", "ready"].includes(this.status))
        return reject(new Error("Redis is already connecting/connected"));
      this.stopping = false;
      const ready = () => {
        this.removeListener("close", lost);
        resolve();
      };
      const lost = () => {
        this.removeListener("ready", ready);
        reject(this.lastError ?? closed());
      };
      this.once("ready", ready);
      this.once("close", lost);
      this.open();
    });
    if (callback) done.then(() => callback(null), callback);
    return done;
  }
  open() {
    this.status = "connecting";
    process.nextTick(() => this.emit("connecting"));
    const c = new Connection();
    this.connection = c;
    c.on("push", ([kind, ...rest]) => this.emit(kind, ...rest));
    c.on("error", (e) => {
      this.lastError = e;
      this.silentEmit(e);
    });
    c.on("close", () => this.lost(c));
    c.once("connect", () => {
      this.status = "connect";
      this.emit("connect");
      this.greet(c).catch((e) => {
        this.silentEmit(e);
        if (!/NOAUTH|WRONGPASS/.test(e.message)) c.close();
      });
    });
    const { host, port, path } = this.options;
    c.open(path ? { path } : { host, port });
  }
  async greet(c) {
    const { username, password, db, connectionName } = this.options;
    const ask = (name, ...args) => new Promise((resolve, reject) => c.send({ name, args, resolve, reject, more: 1 }));
    if (password) await ask("auth", ...(username ? [username] : []), password);
    if (db) await ask("select", String(db));
    if (connectionName) await ask("client", "setname", connectionName);
    for (const [verb, kind] of [
      ["subscribe", "message"],
      ["psubscribe", "pmessage"],
    ]) {
      const names = [...this.heard[kind]];
      if (!names.length) continue;
      c.subscribed = true;
      await new Promise((resolve, reject) => c.send({ name: verb, args: names, resolve, reject, more: names.length }));
    }
    this.attempts = 0;
    this.status = "ready";
    this.emit("ready");
    for (const command of this.queue.splice(0)) this.dispatch(command);
  }
  lost(c) {
    if (this.connection !== c) return;
    const lost = c.waiting.splice(0);
    this.connection = undefined;
    this.status = "close";
    process.nextTick(() => this.emit("close"));
    const { retryStrategy, maxRetriesPerRequest: most } = this.options;
    if (this.stopping || typeof retryStrategy !== "function") return this.finish(lost);
    const wait = retryStrategy(++this.attempts);
    if (typeof wait !== "number") return this.finish(lost);
    this.queue.unshift(...lost);
    if (typeof most === "number" && this.attempts % (most + 1) === 0) {
      const error = new MaxRetriesPerRequestError(most);
      for (const q of this.queue.splice(0)) q.reject(error);
    }
    this.status = "reconnecting";
    process.nextTick(() => this.emit("reconnecting", wait));
    this.timer = setTimeout(() => this.open(), wait);
    Object.defineProperty(this, "timer", { enumerable: false });
    return undefined;
  }
  finish(lost = []) {
    this.setStatus("end");
    for (const q of [...lost, ...this.queue.splice(0)]) q.reject(closed());
  }
  /** An error that nobody listens for is only said. */
  silentEmit(e) {
    if (this.listenerCount("error") > 0) this.emit("error", e);
    else console.error("[ioredis] Unhandled error event:", e);
  }

  // Commands

  /** `given`: the name as it is written, for the server. */
  run(name, args, raw = false, given = name) {
    const words = prefixed(name, wordsOf(name, args), this.options.keyPrefix);
    return this.sendWords(name, words, raw, given).then((v) => this.shown(name, words, v));
  }
  shown(name, words, v) {
    if (name === "hgetall") return fields(v);
    if (/subscribe$/.test(name)) return Array.isArray(v) ? v[2] : v;
    return v;
  }
  sendWords(name, words, raw = false, given = name) {
    return new Promise((resolve, reject) => {
      const more = /subscribe$/.test(name) ? Math.max(1, words.length) : 1;
      const command = { name, given, args: words, resolve, reject, more, raw };
      if (this.status === "wait") this.connect().catch(() => {});
      if (this.status === "end") reject(closed());
      else if (this.status === "ready") this.dispatch(command);
      else if (!this.options.enableOfflineQueue)
        reject(new Error("Stream isn't writeable and enableOfflineQueue options is false"));
      else this.queue.push(command);
    });
  }
  dispatch(command) {
    const { name, args } = command;
    const c = this.connection;
    if (c.subscribed && MAJOR < 6 && !SUBSCRIBER.test(name))
      return command.reject(new Error("Connection in subscriber mode, only subscriber commands may be used"));
    const kind = /^p/.test(name)
      ? "pmessage"
      : /^s(un)?subscribe/.test(name) && /^ss|^sun/.test(name)
        ? "smessage"
        : "message";
    if (/^[ps]?subscribe$/.test(name)) {
      // Version 6 speaks the protocol in which other commands go on beside messages.
      if (MAJOR >= 6 && !c.subscribed) c.send({ name: "hello", args: ["3"], resolve() {}, reject() {}, more: 1 });
      c.subscribed = true;
      for (const n of args) this.heard[kind].add(n);
    } else if (/unsubscribe$/.test(name)) {
      for (const n of args.length ? args : [...this.heard[kind]]) this.heard[kind].delete(n);
    }
    if (name === "quit") this.stopping = true;
    if (name === "select") this.options.db = Number(args[0]);
    c.send(command);
    return undefined;
  }
  call(name, ...args) {
    return withCallback(args, (rest) => this.run(name.toLowerCase(), rest, false, name));
  }
  callBuffer(name, ...args) {
    return withCallback(args, (rest) => this.run(name.toLowerCase(), rest, true));
  }
  sendCommand(command) {
    return this.run(command.name, command.args);
  }
  pipeline(commands) {
    const p = new Pipeline(this, false);
    for (const [name, ...args] of commands ?? []) p.add(name, args);
    return p;
  }
  multi(commands, options) {
    const [list, o] = Array.isArray(commands) ? [commands, options] : [undefined, commands];
    if (o?.pipeline === false) return this.run("multi", []);
    const p = new Pipeline(this, true);
    for (const [name, ...args] of list ?? []) p.add(name, args);
    return p;
  }
  async exec(callback) {
    const list = await this.run("exec", []);
    const out = list && list.map((v) => (v instanceof Error ? [v] : [null, v]));
    callback?.(null, out);
    return out;
  }
  /** A script as a command of its own. */
  defineCommand(name, { lua, numberOfKeys }) {
    const digest = createHash("sha1").update(lua).digest("hex");
    const make = (args) => (numberOfKeys === undefined ? args : [String(numberOfKeys), ...args]);
    this[name] = (...args) =>
      withCallback(args, async (rest) => {
        try {
          return await this.run("evalsha", [digest, ...make(rest)]);
        } catch (e) {
          if (!/^NOSCRIPT/.test(e.message)) throw e;
          return await this.run("eval", [lua, ...make(rest)]);
        }
      });
    Object.defineProperty(this, name, { enumerable: false });
    if (!Object.hasOwn(Pipeline.prototype, name))
      Pipeline.prototype[name] = function (...args) {
        return this.add("eval", [lua, ...make(args)]);
      };
  }
  duplicate(over) {
    return new Redis({ ...this.options, ...over });
  }
  monitor() {
    return Promise.reject(new Error("drydock: ioredis: monitor is not simulated"));
  }
  scanStream(options) {
    return new ScanStream(this, "scan", undefined, options);
  }
  hscanStream(key, options) {
    return new ScanStream(this, "hscan", key, options);
  }
  sscanStream(key, options) {
    return new ScanStream(this, "sscan", key, options);
  }
  zscanStream(key, options) {
    return new ScanStream(this, "zscan", key, options);
  }

  // The end

  disconnect(reconnect = false) {
    if (!reconnect) this.stopping = true;
    if (this.timer && this.status === "reconnecting") {
      clearTimeout(this.timer);
      this.finish();
    } else if (this.status === "wait") this.finish();
    else this.connection?.close();
  }
  end() {
    this.disconnect();
  }
}

function withCallback(args, run) {
  const callback = typeof args.at(-1) === "function" ? args.pop() : undefined;
  const done = run(args);
  if (callback)
    done.then(
      (v) => callback(null, v),
      (e) => callback(e),
    );
  return done;
}

for (const name of NAMES) {
  Redis.prototype[name] ??= function (...args) {
    const callback = typeof args.at(-1) === "function";
    const done = withCallback(args, (rest) => this.run(name, rest));
    if (callback) done.catch(() => {});
    return done;
  };
  Redis.prototype[`${name}Buffer`] = function (...args) {
    return withCallback(args, (rest) => this.run(name, rest, true));
  };
}

module.exports = { Redis };
