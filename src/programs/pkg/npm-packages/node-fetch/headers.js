// Headers: each name with all its values.
const { three } = require("./errors");

class Headers {
  constructor(init) {
    Object.defineProperty(this, "list", { value: new Map(), writable: true });
    if (init instanceof Headers)
      for (const [k, all] of Object.entries(init.raw())) for (const v of all) this.append(k, v);
    else if (init && typeof init[Symbol.iterator] === "function") for (const [k, v] of init) this.append(k, v);
    else if (init) for (const k of Object.keys(init)) for (const v of [].concat(init[k])) this.append(k, v);
  }
  append(name, value) {
    const key = String(name).toLowerCase();
    const had = this.list.get(key);
    if (had) had[1].push(String(value));
    else this.list.set(key, [String(name), [String(value)]]);
  }
  set(name, value) {
    this.list.set(String(name).toLowerCase(), [String(name), [].concat(value).map(String)]);
  }
  get(name) {
    const had = this.list.get(String(name).toLowerCase());
    return had ? had[1].join(", ") : null;
  }
  has(name) {
    return this.list.has(String(name).toLowerCase());
  }
  delete(name) {
    this.list.delete(String(name).toLowerCase());
  }
  raw() {
    const out = three ? {} : Object.create(null);
    for (const [key, [name, values]] of this.list) out[three ? key : name] = [...values];
    return out;
  }
  forEach(fn, self) {
    for (const [k, v] of this) fn.call(self, v, k, this);
  }
  *entries() {
    for (const key of [...this.list.keys()].sort()) yield [key, this.get(key)];
  }
  *keys() {
    for (const [k] of this) yield k;
  }
  *values() {
    for (const [, v] of this) yield v;
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  get [Symbol.toStringTag]() {
    return "Headers";
  }
}

module.exports = { Headers };
