// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `Headers`: the names and values of a request or an answer. */
export function guestHeaders(exports) {
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const wanted = (what, n, found) => {
    if (found < n)
      throw new TypeError(
        `${what}: ${n} argument${n > 1 ? "s" : ""} required, but${found ? " only" : ""} ${found} found.`,
      );
  };
  const checkHeader = (call, k, v) => {
    if (!/^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/.test(String(k)))
      throw new TypeError(`Headers.${call}: "${k}" is an invalid header name.`);
    if (/[\0\r\n]/.test(String(v).trim())) throw new TypeError(`Headers.${call}: "${v}" is an invalid header value.`);
  };
  class Headers {
    #map = new Map();
    /** As they were first written, for inspect. */
    #names = new Map();
    #cookies = [];
    constructor(init) {
      if (init === undefined) return;
      if (init === null || typeof init !== "object")
        throw new TypeError(
          "Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.",
        );
      if (typeof init[Symbol.iterator] === "function")
        for (const pair of init) {
          if (pair.length !== 2)
            throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${pair.length}.`);
          this.append(pair[0], pair[1]);
        }
      else for (const k of Object.keys(init)) this.append(k, init[k]);
    }
    append(k, v) {
      wanted("Headers.append", 2, arguments.length);
      checkHeader("append", k, v);
      const n = String(k).toLowerCase();
      if (!this.#names.has(n)) this.#names.set(n, String(k));
      if (n === "set-cookie") this.#cookies.push(String(v));
      this.#map.set(n, this.#map.has(n) ? `${this.#map.get(n)}, ${v}` : String(v).trim());
    }
    set(k, v) {
      wanted("Headers.set", 2, arguments.length);
      checkHeader("set", k, v);
      this.#names.set(String(k).toLowerCase(), String(k));
      if (String(k).toLowerCase() === "set-cookie") this.#cookies = [String(v)];
      this.#map.set(String(k).toLowerCase(), String(v).trim());
    }
    get(k) {
      wanted("Headers.get", 1, arguments.length);
      const v = this.#map.get(String(k).toLowerCase());
      return v === undefined ? null : v;
    }
    has(k) {
      return this.#map.has(String(k).toLowerCase());
    }
    delete(k) {
      if (String(k).toLowerCase() === "set-cookie") this.#cookies = [];
      this.#map.delete(String(k).toLowerCase());
    }
    getSetCookie() {
      return [...this.#cookies];
    }
    forEach(fn, self) {
      for (const [k, v] of this) fn.call(self, v, k, this);
    }
    *entries() {
      for (const [k, v] of [...this.#map].sort((a, b) => (a[0] < b[0] ? -1 : 1)))
        if (k === "set-cookie") for (const c of this.#cookies) yield [k, c];
        else yield [k, v];
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
    [custom](_d, o, inspect) {
      return `Headers ${inspect(Object.fromEntries([...this.#map].map(([n, v]) => [this.#names.get(n) ?? n, v])), o)}`;
    }
  }
  exports.Headers = Headers;
}
