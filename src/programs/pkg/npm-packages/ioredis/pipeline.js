const { NAMES, fields, prefixed, wordsOf } = require("./commands.js");

/** Commands that go out together; `transaction`: between MULTI and EXEC. */
class Pipeline {
  constructor(redis, transaction) {
    this.redis = redis;
    this.transaction = transaction;
    this.list = [];
  }
  get length() {
    return this.list.length;
  }
  add(name, args) {
    const callback = typeof args.at(-1) === "function" ? args.pop() : undefined;
    this.list.push({ name, args, callback });
    return this;
  }
  call(name, ...args) {
    return this.add(name.toLowerCase(), args);
  }
  multi() {
    this.transaction = true;
    return this;
  }
  exec(callback) {
    const done = this.transaction ? this.execTransaction() : this.execAll();
    if (callback)
      done.then(
        (v) => callback(null, v),
        (e) => callback(e),
      );
    return done;
  }
  async execAll() {
    return await Promise.all(
      this.list.map(({ name, args, callback }) =>
        this.redis.run(name, args).then(
          (v) => {
            callback?.(null, v);
            return [null, v];
          },
          (e) => {
            callback?.(e);
            return [e];
          },
        ),
      ),
    );
  }
  async execTransaction() {
    const { redis } = this;
    const parts = [redis.run("multi", [])];
    for (const { name, args } of this.list) {
      const words = prefixed(name, wordsOf(name, args), redis.options.keyPrefix);
      parts.push(redis.sendWords(name, words));
    }
    const all = redis.run("exec", []);
    for (const p of parts) p.catch(() => {});
    const list = await all;
    if (list === null) return null;
    return list.map((v, i) => {
      const { name, callback } = this.list[i] ?? {};
      if (v instanceof Error) {
        callback?.(v);
        return [v];
      }
      const shown = name === "hgetall" ? fields(v) : v;
      callback?.(null, shown);
      return [null, shown];
    });
  }
}

for (const name of NAMES) {
  Pipeline.prototype[name] = function (...args) {
    return this.add(name, args);
  };
}

module.exports = { Pipeline };
