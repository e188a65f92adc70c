// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `ioredis`: it connects by itself; commands have Redis' own names. */
export function packageIoredis(module, require, _version, { RespConnection, ErrorReply, toObject, parseUrl }) {
  const EE = require("events");
  const flat = (list) =>
    list.flatMap((v) =>
      Array.isArray(v) ? flat(v) : v && typeof v === "object" && !Buffer.isBuffer(v) ? flat(Object.entries(v)) : [v],
    );
  class Redis extends EE {
    constructor(...args) {
      super();
      const o = { host: "localhost", port: 6379 };
      for (const a of args)
        if (typeof a === "number") o.port = a;
        else if (typeof a === "string" && /^\d+$/.test(a)) o.port = Number(a);
        else if (typeof a === "string" && a.includes("://"))
          Object.assign(o, parseUrl(a), { db: parseUrl(a).database });
        else if (typeof a === "string") o.host = a;
        else if (a) Object.assign(o, a);
      const hide = (k, v) => Object.defineProperty(this, k, { value: v, writable: true, enumerable: false });
      hide("options", o);
      hide("queue", []);
      hide("connection", undefined);
      this.status = "wait";
      if (!o.lazyConnect) this.open(0);
    }
    connect() {
      return new Promise((resolve, reject) => {
        this.once("ready", resolve);
        this.once("error", reject);
        this.open(0);
      });
    }
    open(retries) {
      this.status = "connecting";
      const c = new RespConnection();
      const { host, port, path, username, password, db, retryStrategy } = this.options;
      c.open(path ? { path } : { host, port }, async (failure) => {
        if (failure) return this.again(retries, failure, retryStrategy);
        this.connection = c;
        this.status = "connect";
        this.emit("connect");
        try {
          if (password) await c.send(username ? ["AUTH", username, password] : ["AUTH", password]);
          if (db) await c.send(["SELECT", db]);
        } catch (e) {
          return this.silent(e);
        }
        this.status = "ready";
        this.emit("ready");
        for (const q of this.queue.splice(0)) c.send(q.words, q.more).then(q.resolve, q.reject);
        return undefined;
      });
      c.on("error", () => {});
      c.on("close", () => {
        if (this.connection !== c) return;
        this.connection = undefined;
        this.emit("close");
        if (this.status === "end") this.emit("end");
        else this.again(0, undefined, retryStrategy);
      });
      c.push = ([kind, ...rest]) => this.emit(kind, ...rest);
    }
    again(retries, failure, strategy) {
      if (this.status === "end") return;
      if (failure) this.silent(failure);
      const wait = strategy ? strategy(retries + 1) : Math.min((retries + 1) * 50, 2000);
      if (typeof wait !== "number") {
        this.status = "end";
        this.emit("end");
        for (const q of this.queue.splice(0)) q.reject(new Error("Connection is closed."));
        return;
      }
      if (failure && (retries + 1) % 21 === 20)
        for (const q of this.queue.splice(0))
          q.reject(
            new Error(
              'Reached the max retries per request limit (which is 20). Refer to "maxRetriesPerRequest" option for details.',
            ),
          );
      setTimeout(() => {
        this.emit("reconnecting", wait);
        if (this.status !== "end") this.open(retries + 1);
      }, wait);
      this.status = "reconnecting";
    }
    /** An error that nobody listens for is only said. */
    silent(e) {
      if (this.listenerCount("error") > 0) this.emit("error", e);
      else console.error("[ioredis] Unhandled error event:", e);
    }
    call(...args) {
      const cb = typeof args.at(-1) === "function" ? args.pop() : undefined;
      const words = flat(args);
      const more = /^p?(?:un)?subscribe$/i.test(words[0]) ? Math.max(1, words.length - 1) : 1;
      const sent = new Promise((resolve, reject) => {
        if (this.status === "end") reject(new Error("Connection is closed."));
        else if (this.status === "ready") this.connection.send(words, more).then(resolve, reject);
        else this.queue.push({ words, more, resolve, reject });
      }).then((v) => (/^hgetall$/i.test(words[0]) ? toObject(v) : /subscribe$/i.test(words[0]) ? words.length - 1 : v));
      if (cb)
        sent.then(
          (v) => cb(null, v),
          (e) => cb(e),
        );
      return sent;
    }
    sendCommand(c) {
      return this.call(c.name, ...c.args);
    }
    pipeline() {
      const list = [];
      const self = this;
      const proxy = new Proxy(
        {},
        {
          get(_t, name) {
            if (name === "then") return undefined;
            if (name === "exec")
              return async (cb) => {
                const out = [];
                for (const words of list)
                  out.push(
                    await self.call(...words).then(
                      (v) => [null, v],
                      (e) => [e, undefined],
                    ),
                  );
                if (cb) cb(null, out);
                return out;
              };
            return (...args) => {
              list.push([name, ...args]);
              return proxy;
            };
          },
        },
      );
      return proxy;
    }
    multi() {
      const list = [];
      const self = this;
      const proxy = new Proxy(
        {},
        {
          get(_t, name) {
            if (name === "then") return undefined;
            if (name === "exec")
              return async (cb) => {
                self.call("MULTI");
                for (const words of list) self.call(...words).catch(() => {});
                const all = await self.call("EXEC");
                const out = all && all.map((v) => (v instanceof ErrorReply ? [v, undefined] : [null, v]));
                if (cb) cb(null, out);
                return out;
              };
            return (...args) => {
              list.push([name, ...args]);
              return proxy;
            };
          },
        },
      );
      return proxy;
    }
    duplicate(over) {
      return new Redis({ ...this.options, ...over });
    }
    async quit() {
      const r = await this.call("QUIT");
      this.disconnect();
      return r;
    }
    disconnect() {
      this.status = "end";
      if (this.connection) this.connection.close();
    }
  }
  const COMMANDS =
    "append auth bitcount dbsize decr decrby del echo exists expire expireat flushall flushdb get getdel getex getrange getset hdel hexists hget hgetall hincrby hincrbyfloat hkeys hlen hmget hmset hset hsetnx hvals incr incrby incrbyfloat info keys lindex linsert llen lpop lpush lrange lrem lset ltrim mget mset persist pexpire ping psubscribe pttl publish punsubscribe randomkey rename renamenx rpop rpush sadd scan scard sdiff select set setex setnx setrange sinter sismember smembers spop srandmember srem strlen subscribe sunion time touch ttl type unlink unsubscribe unwatch watch zadd zcard zcount zincrby zrange zrangebyscore zrank zrem zrevrange zscore".split(
      " ",
    );
  for (const name of COMMANDS)
    Redis.prototype[name] = function (...args) {
      return this.call(name, ...args);
    };
  Redis.Redis = Redis;
  Redis.default = Redis;
  Redis.Cluster = class Cluster {
    constructor() {
      throw new Error("drydock: ioredis.Cluster is not simulated");
    }
  };
  module.exports = Redis;
}
