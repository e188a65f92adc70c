// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What `fetch` takes and gives: headers, requests, answers, forms. */
export function guestBodies(exports, internal) {
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
  const bodyBytes = (body, headers) => {
    if (body === undefined || body === null) return undefined;
    const type = (t) => headers.has("content-type") || headers.set("content-type", t);
    if (typeof body === "string") {
      type("text/plain;charset=UTF-8");
      return Buffer.from(body);
    }
    if (body instanceof internal.require("url").URLSearchParams) {
      type("application/x-www-form-urlencoded;charset=UTF-8");
      return Buffer.from(body.toString());
    }
    if (body instanceof FormData) {
      const boundary = `----formdata-undici-0${String(Math.floor(Math.random() * 1e11)).padStart(11, "0")}`;
      type(`multipart/form-data; boundary=${boundary}`);
      const parts = [...body].map(([k, v]) => {
        const head = `--${boundary}\r\nContent-Disposition: form-data; name="${k}"`;
        return typeof v === "string"
          ? Buffer.from(`${head}\r\n\r\n${v}\r\n`)
          : Buffer.concat([
              Buffer.from(
                `${head}; filename="${v.name}"\r\nContent-Type: ${v.type || "application/octet-stream"}\r\n\r\n`,
              ),
              v.bytesOf(),
              Buffer.from("\r\n"),
            ]);
      });
      return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
    }
    if (body instanceof internal.require("buffer").Blob) {
      if (body.type) type(body.type);
      return body.bytesOf();
    }
    if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    if (internal.types.isAnyArrayBuffer(body)) return Buffer.from(body);
    type("text/plain;charset=UTF-8");
    return Buffer.from(String(body));
  };
  /** A body: bytes that are there, or the stream of an answer (an async iterable of chunks). */
  class Body {
    #bytes;
    #chunks;
    #used = false;
    #stream;
    constructor(bytes, chunks) {
      this.#bytes = bytes;
      this.#chunks = chunks;
    }
    get bodyUsed() {
      return this.#used || Boolean(this.#stream && this.#stream.disturbed);
    }
    get body() {
      if (this.#bytes === undefined && !this.#chunks) return null;
      const bytes = this.#bytes;
      this.#stream ??= new BodyStream(
        this.#chunks ||
          (async function* () {
            if (bytes.length) yield bytes;
          })(),
      );
      return this.#stream;
    }
    /** Two bodies of the same bytes, which are kept until each has been read. */
    split() {
      if (this.bodyUsed) throw new TypeError("Response.clone: Body has already been consumed.");
      if (!this.#chunks) return [this.#bytes, undefined];
      const source = this.#chunks;
      const kept = [];
      let pull;
      const next = () => {
        pull ??= source.next().then((r) => {
          pull = undefined;
          kept.push(r);
        });
        return pull;
      };
      const branch = async function* () {
        for (let i = 0; ; i++) {
          while (kept.length <= i) await next();
          if (kept[i].done) return;
          yield kept[i].value;
        }
      };
      this.#chunks = branch();
      return [undefined, branch()];
    }
    async read() {
      if (this.bodyUsed) throw new TypeError("Body is unusable: Body has already been read");
      this.#used = true;
      if (!this.#chunks) return this.#bytes || Buffer.alloc(0);
      const parts = [];
      for await (const c of this.#chunks) parts.push(Buffer.from(c));
      return Buffer.concat(parts);
    }
    async text() {
      return (await this.read()).toString();
    }
    async json() {
      const at = internal.asyncCallers();
      const text = await this.text();
      try {
        return JSON.parse(text);
      } catch (e) {
        const U = "node:internal/deps/undici/undici";
        const own = [
          "JSON.parse (<anonymous>)",
          `parseJSONFromBytes (${U}:5880:19)`,
          `successSteps (${U}:5861:27)`,
          `fullyReadBody (${U}:4753:9)`,
          "process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
          `async consumeBody (${U}:5870:7)`,
        ];
        internal.errors.fix(e);
        internal.errors.setStackTail(e, [...own, ...at].map((l) => `    at ${l}`).join("\n"));
        throw e;
      }
    }
    async arrayBuffer() {
      const b = await this.read();
      return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
    }
    async bytes() {
      return new Uint8Array(await this.arrayBuffer());
    }
    async blob() {
      return new (internal.require("buffer").Blob)([await this.read()], {
        type: (this.headers && this.headers.get("content-type")) || "",
      });
    }
    async formData() {
      const f = new FormData();
      for (const [k, v] of new URLSearchParams(await this.text())) f.append(k, v);
      return f;
    }
  }
  class BodyStream {
    #source;
    #reader;
    #done = false;
    disturbed = false;
    constructor(source) {
      this.#source = source;
      Object.defineProperty(this, "disturbed", { value: false, writable: true, enumerable: false });
    }
    get locked() {
      return Boolean(this.#reader);
    }
    getReader() {
      if (this.#reader) throw new TypeError("Invalid state: ReadableStream is locked");
      const stream = this;
      this.#reader = {
        async read() {
          stream.disturbed = true;
          const r = stream.#done ? { done: true } : await stream.#source.next();
          if (r.done) stream.#done = true;
          return r.done ? { value: undefined, done: true } : { value: new Uint8Array(r.value), done: false };
        },
        releaseLock() {
          stream.#reader = undefined;
        },
        cancel: () => stream.#stop(),
        closed: new Promise(() => {}),
      };
      return this.#reader;
    }
    async #stop() {
      this.disturbed = true;
      this.#done = true;
      if (this.#source.return) await this.#source.return();
    }
    async cancel() {
      if (this.#reader) throw new TypeError("Invalid state: ReadableStream is locked");
      await this.#stop();
    }
    async *values() {
      const reader = this.getReader();
      try {
        for (let r = await reader.read(); !r.done; r = await reader.read()) yield r.value;
      } finally {
        if (!this.#done) await this.#stop();
        reader.releaseLock();
      }
    }
    [Symbol.asyncIterator]() {
      return this.values();
    }
    pipeThrough() {
      throw new Error("drydock: pipeThrough of a body is not simulated");
    }
    pipeTo() {
      throw new Error("drydock: pipeTo of a body is not simulated");
    }
    [custom](_d, o, inspect) {
      return `ReadableStream ${inspect({ locked: this.locked, state: this.#done ? "closed" : "readable", supportsBYOB: true }, o)}`;
    }
  }
  class Response extends Body {
    #state;
    constructor(body, o = {}) {
      if (o.status !== undefined && o.type === undefined && !(o.status >= 200 && o.status <= 599))
        throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
      if (body !== undefined && body !== null && o.type === undefined && [204, 205, 304].includes(o.status))
        throw new TypeError(`Response constructor: Invalid response status code ${o.status}`);
      const headers = new Headers(o.headers);
      const chunks = body && typeof body === "object" && typeof body.next === "function";
      super(chunks ? undefined : bodyBytes(body, headers), chunks ? body : undefined);
      this.#state = { status: 200, statusText: "", url: "", redirected: false, type: "default", ...o, headers };
    }
    get status() {
      return this.#state.status;
    }
    get statusText() {
      return this.#state.statusText;
    }
    get ok() {
      return this.status >= 200 && this.status < 300;
    }
    get headers() {
      return this.#state.headers;
    }
    get url() {
      return this.#state.url;
    }
    get redirected() {
      return this.#state.redirected;
    }
    get type() {
      return this.#state.type;
    }
    clone() {
      const [bytes, chunks] = this.split();
      return new Response(chunks || bytes, { ...this.#state, headers: this.headers });
    }
    static json(data, o = {}) {
      return new Response(JSON.stringify(data), {
        ...o,
        headers: { "content-type": "application/json", ...o.headers },
      });
    }
    static error() {
      return new Response(null, { status: 0, type: "error" });
    }
    static redirect(url, status = 302) {
      const where = internal.newUrl(String(url));
      if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`Invalid status code ${status}`);
      return new Response(null, { status, headers: { location: where } });
    }
    [custom](_d, o, inspect) {
      return `Response ${inspect({ status: this.status, statusText: this.statusText, headers: this.headers, body: this.body, bodyUsed: this.bodyUsed, ok: this.ok, redirected: this.redirected, type: this.type, url: this.url }, o)}`;
    }
  }
  class Request extends Body {
    constructor(input, o = {}) {
      const from = input instanceof Request ? input : {};
      const headers = new Headers(o.headers || from.headers);
      const asked = String(o.method || from.method || "GET");
      if (!/^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/.test(asked)) throw new TypeError(`'${asked}' is not a valid HTTP method.`);
      const method = /^(?:delete|get|head|options|post|put)$/i.test(asked) ? asked.toUpperCase() : asked;
      if (o.body !== undefined && o.body !== null && /^(?:GET|HEAD)$/.test(method))
        throw new TypeError("Request with GET/HEAD method cannot have body.");
      const bytes = o.body === undefined ? from.raw : bodyBytes(o.body, headers);
      super(bytes);
      Object.defineProperty(this, "raw", { value: bytes, enumerable: false, writable: true });
      this.method = method;
      this.url = internal.newUrl(from.url || String(input));
      const { username, password } = new URL(this.url);
      if (username || password)
        throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${String(input)}`);
      this.headers = headers;
      this.signal = o.signal || from.signal || new AbortController().signal;
      this.redirect = o.redirect || from.redirect || "follow";
    }
    clone() {
      return new Request(this);
    }
    [custom](_d, o, inspect) {
      const { method, url, headers, redirect, signal } = this;
      return `Request ${inspect({ method, url, headers, destination: "", referrer: "about:client", referrerPolicy: "", mode: "cors", credentials: "same-origin", cache: "default", redirect, integrity: "", keepalive: false, isReloadNavigation: false, isHistoryNavigation: false, signal }, o)}`;
    }
  }
  class FormData {
    #list = [];
    [custom](_d, o, inspect) {
      return `FormData ${inspect(Object.fromEntries(this.#list), o)}`;
    }
    constructor(form) {
      if (form !== undefined)
        throw new TypeError("FormData constructor: Argument 1 could not be converted to: undefined.");
    }
    append(k, v, name) {
      const { Blob, File } = internal.require("buffer");
      if (v instanceof Blob && (name !== undefined || !(v instanceof File)))
        v = new File([v], name === undefined ? "blob" : String(name), { type: v.type });
      this.#list.push([String(k), v instanceof Blob ? v : String(v)]);
    }
    set(k, v, name) {
      this.delete(k);
      this.append(k, v, name);
    }
    get(k) {
      const p = this.#list.find(([n]) => n === k);
      return p ? p[1] : null;
    }
    getAll(k) {
      return this.#list.filter(([n]) => n === k).map(([, v]) => v);
    }
    has(k) {
      return this.#list.some(([n]) => n === k);
    }
    delete(k) {
      this.#list = this.#list.filter(([n]) => n !== k);
    }
    entries() {
      return this.#list[Symbol.iterator]();
    }
    *keys() {
      for (const [k] of this.#list) yield k;
    }
    *values() {
      for (const [, v] of this.#list) yield v;
    }
    forEach(fn, self) {
      for (const [k, v] of this.#list) fn.call(self, v, k, this);
    }
    [Symbol.iterator]() {
      return this.entries();
    }
  }
  Object.assign(exports, { Headers, Request, Response, FormData });
}
