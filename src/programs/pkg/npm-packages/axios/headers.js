// Headers: whatever their letters, each stands once.
class AxiosHeaders {
  constructor(from) {
    if (from) this.set(from);
  }
  set(name, value, rewrite) {
    if (typeof name === "object" && name !== null) {
      const pairs = typeof name[Symbol.iterator] === "function" ? [...name] : Object.entries(name);
      for (const [k, v] of pairs) this.set(k, v, value);
      return this;
    }
    if (typeof name === "string" && /\n/.test(name)) {
      for (const line of name.split("\n")) {
        const at = line.indexOf(":");
        if (at > 0) this.set(line.slice(0, at).trim(), line.slice(at + 1).trim(), value);
      }
      return this;
    }
    const key = this.find(name);
    if (
      key === undefined ||
      this[key] === undefined ||
      rewrite === true ||
      (rewrite === undefined && this[key] !== false)
    )
      this[key === undefined ? name : key] =
        value === false || value === null || value === undefined
          ? value
          : Array.isArray(value)
            ? value.map(String)
            : String(value).trim();
    return this;
  }
  find(name) {
    const wanted = String(name).trim().toLowerCase();
    return Object.keys(this).find((k) => k.toLowerCase() === wanted);
  }
  get(name) {
    const key = this.find(name);
    return key === undefined ? undefined : this[key];
  }
  has(name) {
    const key = this.find(name);
    return key !== undefined && this[key] !== undefined;
  }
  delete(name) {
    let deleted = false;
    for (const one of [].concat(name)) {
      const key = this.find(one);
      if (key === undefined) continue;
      delete this[key];
      deleted = true;
    }
    return deleted;
  }
  clear() {
    return this.delete(Object.keys(this));
  }
  concat(...more) {
    return AxiosHeaders.concat(this, ...more);
  }
  normalize() {
    return this;
  }
  toJSON() {
    return Object.fromEntries(Object.entries(this).filter(([, v]) => v !== undefined && v !== null && v !== false));
  }
  toString() {
    return Object.entries(this.toJSON())
      .map(([k, v]) => `${k}: ${v}`)
      .join("\n");
  }
  getSetCookie() {
    return this.get("set-cookie") || [];
  }
  [Symbol.iterator]() {
    return Object.entries(this.toJSON())[Symbol.iterator]();
  }
  get [Symbol.toStringTag]() {
    return "AxiosHeaders";
  }
  [Symbol.for("nodejs.util.inspect.custom")](_depth, options, inspect) {
    return `Object [AxiosHeaders] ${inspect({ ...this }, options)}`;
  }
  static from(it) {
    return it instanceof AxiosHeaders ? it : new AxiosHeaders(it);
  }
  static concat(first, ...more) {
    const all = new AxiosHeaders(first);
    for (const one of more) all.set(one);
    return all;
  }
  static accessor() {
    return AxiosHeaders;
  }
}
for (const [name, header] of [
  ["ContentType", "Content-Type"],
  ["ContentLength", "Content-Length"],
  ["Accept", "Accept"],
  ["AcceptEncoding", "Accept-Encoding"],
  ["UserAgent", "User-Agent"],
  ["Authorization", "Authorization"],
]) {
  const add = (key, value) =>
    Object.defineProperty(AxiosHeaders.prototype, key + name, { value, writable: true, configurable: true });
  add("get", function () {
    return this.get(header);
  });
  add("set", function (value, rewrite) {
    return this.set(header, value, rewrite);
  });
  add("has", function () {
    return this.has(header);
  });
}

module.exports = { AxiosHeaders };
