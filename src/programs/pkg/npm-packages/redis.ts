// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `redis`, version 4's promises. */
export function packageRedis(module, require, _version, { RespConnection, ErrorReply, toObject, parseUrl }) {
  const EE = require("events");
  class ClientClosedError extends Error {
    constructor() {
      super("The client is closed");
    }
  }
  const flat = (list) => list.flatMap((v) => (Array.isArray(v) ? flat(v) : [v]));
  /** What a command's arguments come to as words; options become keywords. */
  const WORDS = {
    SET: (key, value, o = {}) => [
      key,
      value,
      ...["EX", "PX", "EXAT", "PXAT"].flatMap((k) => (o[k] === undefined ? [] : [k, o[k]])),
      ...["NX", "XX", "KEEPTTL", "GET"].flatMap((k) => (o[k] ? [k] : [])),
    ],
    HSET: (key, field, value) =>
      typeof field === "object" && !Array.isArray(field)
        ? [key, ...(field instanceof Map ? [...field] : Object.entries(field)).flat()]
        : [key, ...flat([field]), ...(value === undefined ? [] : [value])],
    MSET: (all) => (Array.isArray(all) ? flat(all) : Object.entries(all).flat()),
    ZADD: (key, members, o = {}) => [
      key,
      ...["NX", "XX", "GT", "LT", "CH"].flatMap((k) => (o[k] ? [k] : [])),
      ...[].concat(members).flatMap((m) => [m.score, m.value]),
    ],
    ZRANGE: (key, from, to, o = {}) => [key, from, to, ...(o.BY ? [`BY${o.BY}`] : []), ...(o.REV ? ["REV"] : [])],
    SCAN: (cursor, o = {}) => [
      cursor,
      ...(o.MATCH ? ["MATCH", o.MATCH] : []),
      ...(o.COUNT ? ["COUNT", o.COUNT] : []),
      ...(o.TYPE ? ["TYPE", o.TYPE] : []),
    ],
  };
  const NAMES = { HGETALL: "HGETALL", ZRANGEWITHSCORES: "ZRANGE", FLUSHALL: "FLUSHALL" };
  const scored = (list) => {
    const out = [];
    for (let i = 0; i < list.length; i += 2) out.push({ value: list[i], score: Number(list[i + 1]) });
    return out;
  };
  const ANSWERS = {
    HGETALL: (list) => Object.assign(Object.create(null), toObject(list)),
    ZRANGEWITHSCORES: scored,
    SCAN: ([cursor, keys]) => ({ cursor: Number(cursor), keys }),
    SISMEMBER: Boolean,
    HEXISTS: Boolean,
    EXPIRE: Boolean,
    PERSIST: Boolean,
    SETNX: Boolean,
    ZSCORE: (v) => (v === null ? null : Number(v)),
  };
  const request = (method, args) => {
    const name = method.toUpperCase();
    let words = (WORDS[name] || ((...all) => flat(all)))(...args);
    if (name === "ZRANGEWITHSCORES") words = [...words, "WITHSCORES"];
    for (const w of words)
      if (typeof w !== "string" && typeof w !== "number" && !Buffer.isBuffer(w))
        throw new TypeError(`Invalid argument type`);
    return { words: [NAMES[name] || name, ...words], answer: ANSWERS[name] || ((v) => v) };
  };

  class Client extends EE {
    constructor(options = {}) {
      super();
      const hide = (k, v) => Object.defineProperty(this, k, { value: v, writable: true, enumerable: false });
      const fromUrl = options.url ? parseUrl(options.url) : {};
      hide("options", {
        host: "localhost",
        port: 6379,
        username: options.username,
        password: options.password,
        database: options.database,
        ...options.socket,
        ...Object.fromEntries(Object.entries(fromUrl).filter(([, v]) => v !== undefined)),
      });
      hide("given", options);
      hide("connection", undefined);
      hide("channels", new Map());
      hide("patterns", new Map());
      this.isOpen = false;
      this.isReady = false;
    }
    connect() {
      if (this.isOpen) return Promise.reject(new Error("Socket already opened"));
      this.isOpen = true;
      this.emit("connect");
      return new Promise((resolve, reject) => this.tryOpen(0, resolve, reject));
    }
    tryOpen(retries, resolve, reject) {
      const c = new RespConnection();
      const { host, port, path, username, password, database, reconnectStrategy } = this.options;
      c.open(path ? { path } : { host, port }, async (failure) => {
        if (!failure) {
          try {
            this.connection = c;
            if (password) await c.send(username ? ["AUTH", username, password] : ["AUTH", password]);
            if (database) await c.send(["SELECT", database]);
            this.isReady = true;
            this.emit("ready");
            resolve(this);
          } catch (e) {
            this.isOpen = false;
            c.close();
            reject(e);
          }
          return;
        }
        if (!this.isOpen) return reject(failure);
        const wait =
          typeof reconnectStrategy === "function"
            ? reconnectStrategy(retries, failure)
            : (reconnectStrategy ?? Math.min(retries * 50, 500));
        if (wait === false || wait instanceof Error) {
          this.isOpen = false;
          return reject(wait || failure);
        }
        this.emit("error", failure);
        setTimeout(() => {
          this.emit("reconnecting");
          if (this.isOpen) this.tryOpen(retries + 1, resolve, reject);
        }, wait);
      });
      c.on("close", () => {
        if (this.connection !== c || !this.isReady) return;
        this.isReady = false;
        if (!this.isOpen) return;
        this.emit("error", new Error("Socket closed unexpectedly"));
        this.tryOpen(
          0,
          () => {},
          () => {},
        );
      });
      c.on("error", () => {});
      c.push = ([kind, ...rest]) => {
        const listeners = kind === "message" ? this.channels.get(rest[0]) : this.patterns.get(rest[0]);
        const [channel, message] = kind === "message" ? rest : rest.slice(1);
        for (const l of listeners || []) l(message, channel);
      };
    }
    async sendCommand(words) {
      if (!this.isOpen) throw new ClientClosedError();
      while (!this.isReady) await new Promise((r) => this.once("ready", r));
      return await this.connection.send(words);
    }
    async subscribeTo(verb, table, names, listener) {
      for (const n of [].concat(names)) table.set(n, [...(table.get(n) || []), listener]);
      await this.connection.send([verb, ...[].concat(names)], [].concat(names).length);
    }
    subscribe(names, listener) {
      return this.subscribeTo("SUBSCRIBE", this.channels, names, listener);
    }
    pSubscribe(names, listener) {
      return this.subscribeTo("PSUBSCRIBE", this.patterns, names, listener);
    }
    async unsubscribe(names) {
      const list = names === undefined ? [...this.channels.keys()] : [].concat(names);
      for (const n of list) this.channels.delete(n);
      await this.connection.send(["UNSUBSCRIBE", ...list], Math.max(1, list.length));
    }
    multi() {
      const queue = [];
      const client = this;
      const proxy = new Proxy(
        {},
        {
          get(_t, method) {
            if (method === "then") return undefined;
            if (method === "exec" || method === "EXEC")
              return async () => {
                const parts = [client.sendCommand(["MULTI"]), ...queue.map((q) => client.sendCommand(q.words))];
                const [, ...queued] = parts;
                const all = client.sendCommand(["EXEC"]);
                for (const q of queued) q.catch(() => {});
                const list = await all;
                if (list === null) throw new Error("One (or more) of the watched keys has been changed");
                return list.map((v, i) => {
                  if (v instanceof ErrorReply) throw v;
                  return queue[i].answer(v);
                });
              };
            return (...args) => {
              queue.push(request(String(method), args));
              return proxy;
            };
          },
        },
      );
      return proxy;
    }
    async *scanIterator(o = {}) {
      let cursor = 0;
      do {
        const r = await this.scan(cursor, o);
        cursor = r.cursor;
        yield* r.keys;
      } while (cursor !== 0);
    }
    duplicate(over) {
      return exports.createClient({ ...this.given, ...over });
    }
    async quit() {
      const r = await this.sendCommand(["QUIT"]).catch(() => "OK");
      await this.disconnect();
      return r;
    }
    async disconnect() {
      if (!this.isOpen) throw new ClientClosedError();
      this.isOpen = false;
      this.isReady = false;
      if (this.connection) this.connection.close();
      this.emit("end");
    }
    close() {
      return this.quit();
    }
    destroy() {
      return this.disconnect();
    }
    unref() {
      if (this.connection) this.connection.socket.unref();
    }
  }
  const COMMANDS =
    "append auth bitCount decr decrBy del dbSize echo exists expire expireAt flushAll flushDb get getDel getEx getRange getSet hDel hExists hGet hGetAll hIncrBy hIncrByFloat hKeys hLen hMGet hSet hSetNX hVals incr incrBy incrByFloat info keys lIndex lInsert lLen lPop lPush lRange lRem lSet lTrim mGet mSet persist pExpire pTTL ping publish rPop rPush randomKey rename renameNX sAdd sCard sDiff sInter sIsMember sMembers sPop sRandMember sRem sUnion scan select set setEx setNX setRange strLen time touch ttl type unlink watch unwatch zAdd zCard zCount zIncrBy zRange zRangeWithScores zRank zRem zScore".split(
      " ",
    );
  for (const name of COMMANDS)
    for (const n of [name, name.toUpperCase()])
      Client.prototype[n] = async function (...args) {
        const { words, answer } = request(name, args);
        return answer(await this.sendCommand(words));
      };
  const exports = {
    createClient: (o) => new Client(o),
    ErrorReply,
    ClientClosedError,
    commandOptions: (o) => o,
  };
  exports.createCluster = () => {
    throw new Error("drydock: redis.createCluster is not simulated");
  };
  module.exports = exports;
}
