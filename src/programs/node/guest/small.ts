// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `async_hooks`: the store that follows a request through its callbacks. */
export function guestAsyncHooks(exports, internal) {
  class AsyncLocalStorage {
    run(store, fn, ...args) {
      const before = internal.asyncStore;
      internal.asyncStore = new Map(before).set(this, store);
      try {
        return fn(...args);
      } finally {
        internal.asyncStore = before;
      }
    }
    exit(fn, ...args) {
      const before = internal.asyncStore;
      internal.asyncStore = new Map(before);
      internal.asyncStore.delete(this);
      try {
        return fn(...args);
      } finally {
        internal.asyncStore = before;
      }
    }
    getStore() {
      return internal.asyncStore && internal.asyncStore.get(this);
    }
    enterWith(store) {
      internal.asyncStore = new Map(internal.asyncStore).set(this, store);
    }
    disable() {}
    static bind(fn) {
      const store = internal.asyncStore;
      return (...a) => {
        const before = internal.asyncStore;
        internal.asyncStore = store;
        try {
          return fn(...a);
        } finally {
          internal.asyncStore = before;
        }
      };
    }
  }
  let id = 1;
  exports.AsyncLocalStorage = AsyncLocalStorage;
  exports.AsyncResource = class AsyncResource {
    constructor(type) {
      this.type = type;
      this.store = internal.asyncStore;
      this.id = ++id;
    }
    runInAsyncScope(fn, self, ...a) {
      const before = internal.asyncStore;
      internal.asyncStore = this.store;
      try {
        return fn.apply(self, a);
      } finally {
        internal.asyncStore = before;
      }
    }
    emitDestroy() {
      return this;
    }
    asyncId() {
      return this.id;
    }
    bind(fn) {
      return (...a) => this.runInAsyncScope(fn, this, ...a);
    }
  };
  exports.createHook = () => ({
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
  exports.executionAsyncId = () => 1;
  exports.triggerAsyncId = () => 0;
  exports.executionAsyncResource = () => ({});
}

/** `worker_threads`: there is the main thread alone. */
export function guestWorkerThreads(exports, internal) {
  const web = internal.require("web");
  Object.assign(exports, {
    isMainThread: true,
    parentPort: null,
    workerData: null,
    threadId: 0,
    MessageChannel: web.MessageChannel,
    MessagePort: web.MessagePort,
    resourceLimits: {},
  });
  exports.Worker = class Worker {
    constructor() {
      throw new Error("drydock: worker_threads is not simulated");
    }
  };
}

/** `cluster`: the primary alone. */
export function guestCluster(exports) {
  Object.assign(exports, { isMaster: true, isPrimary: true, isWorker: false, workers: {} });
  exports.fork = () => {
    throw new Error("drydock: cluster is not simulated");
  };
  exports.on = () => exports;
}

/** `zlib` in one piece. */
export function guestZlib(exports, internal) {
  const { Transform } = internal.require("stream");
  const run = (kind, data) => {
    const b =
      typeof data === "string"
        ? Buffer.from(data)
        : Buffer.from(data.buffer || data, data.byteOffset || 0, data.byteLength);
    const r = internal.raw("zlib", [kind], b);
    if (r.$error) {
      const e = new Error("incorrect header check");
      throw Object.assign(e, { errno: -3, code: "Z_DATA_ERROR" });
    }
    return Buffer.from(r);
  };
  const KINDS = {
    gzip: "Gzip",
    gunzip: "Gunzip",
    deflate: "Deflate",
    inflate: "Inflate",
    deflateRaw: "DeflateRaw",
    inflateRaw: "InflateRaw",
  };
  for (const kind of Object.keys(KINDS)) {
    exports[`${kind}Sync`] = (data) => run(kind, data);
    exports[kind] = (data, o, cb) => {
      const done = typeof o === "function" ? o : cb;
      setImmediate(() => {
        let r;
        try {
          r = run(kind, data);
        } catch (e) {
          return done(e);
        }
        return done(null, r);
      });
    };
    exports[`create${KINDS[kind]}`] = () => {
      const parts = [];
      return new Transform({
        transform(c, _e, cb) {
          parts.push(c);
          cb();
        },
        flush(cb) {
          try {
            cb(null, run(kind, Buffer.concat(parts)));
          } catch (e) {
            cb(e);
          }
        },
      });
    };
  }
  exports.unzipSync = (d) => run(d[0] === 31 ? "gunzip" : "inflate", d);
  exports.unzip = (d, cb) => exports[d[0] === 31 ? "gunzip" : "inflate"](d, cb);
  for (const n of [
    "brotliCompress",
    "brotliDecompress",
    "brotliCompressSync",
    "brotliDecompressSync",
    "createBrotliCompress",
    "createBrotliDecompress",
  ])
    exports[n] = () => {
      throw new Error("drydock: brotli is not simulated");
    };
  exports.crc32 = (data) => {
    let c = -1;
    for (const b of Buffer.from(data)) {
      c ^= b;
      for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    }
    return (c ^ -1) >>> 0;
  };
  exports.constants = { Z_NO_FLUSH: 0, Z_FINISH: 4, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1 };
}

/** `vm`: code in the same context; others are not simulated. */
export function guestVm(exports, internal) {
  exports.Script = class Script {
    constructor(code) {
      this.code = code;
    }
    runInThisContext() {
      return (0, eval)(this.code);
    }
    runInNewContext(o) {
      return exports.runInNewContext(this.code, o);
    }
    runInContext(o) {
      return exports.runInNewContext(this.code, o);
    }
  };
  exports.runInThisContext = (code, o) =>
    internal.compile(code, (o && (typeof o === "string" ? o : o.filename)) || "evalmachine.<anonymous>");
  exports.createContext = (o = {}) => o;
  exports.isContext = () => true;
  exports.runInNewContext = (code, o = {}) =>
    new Function("$", `with ($) { return eval(${JSON.stringify(code)}) }`)(
      new Proxy(o, {
        has: (_t, k) => k !== "eval",
        get: (t, k) => (k in t ? t[k] : k === Symbol.unscopables ? undefined : globalThis[k]),
        set(t, k, v) {
          t[k] = v;
          return true;
        },
      }),
    );
  exports.runInContext = exports.runInNewContext;
}

/** `v8`. */
export function guestV8(exports, internal) {
  exports.getHeapStatistics = () => ({
    total_heap_size: 4431872,
    used_heap_size: 3623016,
    heap_size_limit: 2197815296,
    total_available_size: 2193000000,
    total_physical_size: 4400000,
    malloced_memory: 262320,
    peak_malloced_memory: 571392,
    does_zap_garbage: 0,
    number_of_native_contexts: 1,
    number_of_detached_contexts: 0,
    total_heap_size_executable: 262144,
    total_global_handles_size: 8192,
    used_global_handles_size: 2112,
    external_memory: 2272646,
  });
  exports.serialize = (v) => Buffer.from(JSON.stringify(v));
  exports.deserialize = (b) => JSON.parse(b.toString());
  exports.setFlagsFromString = () => {};
  exports.cachedDataVersionTag = () => 0;
  void internal;
}

/** `diagnostics_channel`. */
export function guestDiagnosticsChannel(exports) {
  const channels = new Map();
  class Channel {
    constructor(name) {
      this.name = name;
      this.list = [];
    }
    get hasSubscribers() {
      return this.list.length > 0;
    }
    subscribe(fn) {
      this.list.push(fn);
    }
    unsubscribe(fn) {
      this.list = this.list.filter((f) => f !== fn);
    }
    publish(m) {
      for (const f of this.list) f(m, this.name);
    }
  }
  exports.Channel = Channel;
  exports.channel = (n) => channels.get(n) || channels.set(n, new Channel(n)).get(n);
  exports.hasSubscribers = (n) => exports.channel(n).hasSubscribers;
  exports.subscribe = (n, f) => exports.channel(n).subscribe(f);
  exports.unsubscribe = (n, f) => exports.channel(n).unsubscribe(f);
}

/** `punycode`: names of ASCII only. */
export function guestPunycode(exports) {
  const same = (s) => s;
  Object.assign(exports, {
    encode: same,
    decode: same,
    toASCII: same,
    toUnicode: same,
    ucs2: { decode: (s) => [...s].map((c) => c.codePointAt(0)), encode: (a) => String.fromCodePoint(...a) },
    version: "2.1.0",
  });
}

/** `fetch` over `http`. */
export function guestFetch(exports, internal) {
  const http = internal.require("http");
  const { Readable } = internal.require("stream");
  const custom = Symbol.for("nodejs.util.inspect.custom");
  class Headers {
    #map = new Map();
    constructor(init) {
      if (init instanceof Headers || Array.isArray(init)) for (const [k, v] of init) this.append(k, v);
      else if (init) for (const k of Object.keys(init)) this.append(k, init[k]);
    }
    append(k, v) {
      const n = String(k).toLowerCase();
      this.#map.set(n, this.#map.has(n) ? `${this.#map.get(n)}, ${v}` : String(v).trim());
    }
    set(k, v) {
      this.#map.set(String(k).toLowerCase(), String(v).trim());
    }
    get(k) {
      const v = this.#map.get(String(k).toLowerCase());
      return v === undefined ? null : v;
    }
    has(k) {
      return this.#map.has(String(k).toLowerCase());
    }
    delete(k) {
      this.#map.delete(String(k).toLowerCase());
    }
    getSetCookie() {
      return this.has("set-cookie") ? [this.get("set-cookie")] : [];
    }
    forEach(fn, self) {
      for (const [k, v] of this) fn.call(self, v, k, this);
    }
    *entries() {
      yield* [...this.#map].sort((a, b) => (a[0] < b[0] ? -1 : 1));
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
      return `Headers ${inspect(Object.fromEntries(this), o)}`;
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
      return Buffer.from(
        `${[...body].map(([k, v]) => `--${boundary}\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`).join("")}--${boundary}--\r\n`,
      );
    }
    if (body instanceof internal.require("buffer").Blob) return body.bytesOf();
    if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    if (internal.types.isAnyArrayBuffer(body)) return Buffer.from(body);
    type("text/plain;charset=UTF-8");
    return Buffer.from(String(body));
  };
  class Body {
    #bytes;
    #used = false;
    constructor(source) {
      this.#bytes = source;
    }
    get bodyUsed() {
      return this.#used;
    }
    get body() {
      const self = this;
      return this.#bytes === undefined
        ? null
        : Readable.from(
            (async function* () {
              yield await self.read();
            })(),
          );
    }
    async read() {
      if (this.#used) throw new TypeError("Body is unusable: Body has already been read");
      this.#used = true;
      const b = typeof this.#bytes === "function" ? await this.#bytes() : this.#bytes;
      return b || Buffer.alloc(0);
    }
    async text() {
      return (await this.read()).toString();
    }
    async json() {
      return JSON.parse(await this.text());
    }
    async arrayBuffer() {
      const b = await this.read();
      return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
    }
    async bytes() {
      return new Uint8Array(await this.arrayBuffer());
    }
    async blob() {
      return new (internal.require("buffer").Blob)([await this.read()]);
    }
    async formData() {
      const f = new FormData();
      for (const [k, v] of new URLSearchParams(await this.text())) f.append(k, v);
      return f;
    }
  }
  class Response extends Body {
    #state;
    constructor(body, o = {}) {
      const headers = new Headers(o.headers);
      super(typeof body === "function" ? body : bodyBytes(body, headers));
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
      return this;
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
    [custom](_d, o, inspect) {
      return `Response ${inspect({ status: this.status, statusText: this.statusText, headers: this.headers, body: this.body, bodyUsed: this.bodyUsed, ok: this.ok, redirected: this.redirected, type: this.type, url: this.url }, o)}`;
    }
  }
  class Request extends Body {
    constructor(input, o = {}) {
      const from = input instanceof Request ? input : {};
      const headers = new Headers(o.headers || from.headers);
      const bytes = bodyBytes(o.body, headers);
      super(bytes);
      Object.defineProperty(this, "raw", { value: bytes, enumerable: false });
      this.url = new URL(from.url || String(input)).href;
      this.method = (o.method || from.method || "GET").toUpperCase();
      this.headers = headers;
      this.signal = o.signal || from.signal;
      this.redirect = o.redirect || "follow";
    }
  }
  class FormData {
    #list = [];
    append(k, v) {
      this.#list.push([String(k), typeof v === "object" ? v : String(v)]);
    }
    set(k, v) {
      this.delete(k);
      this.append(k, v);
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
    [Symbol.iterator]() {
      return this.entries();
    }
  }
  const once = (req, url, redirected) =>
    new Promise((resolve, reject) => {
      const fail = (cause) => {
        const e = new TypeError("fetch failed");
        Object.defineProperty(e, "cause", { value: cause, enumerable: false, writable: true, configurable: true });
        internal.errors.setStackTail(
          e,
          "    at node:internal/deps/undici/undici:13510:13\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
        );
        reject(e);
      };
      let u;
      try {
        u = new URL(url);
      } catch (cause) {
        const e = new TypeError(`Failed to parse URL from ${url}`);
        e.cause = cause;
        reject(e);
        return;
      }
      if (u.protocol === "https:") {
        fail(new Error("drydock: https is not simulated"));
        return;
      }
      const headers = {
        accept: "*/*",
        "accept-language": "*",
        "sec-fetch-mode": "cors",
        "user-agent": "node",
        "accept-encoding": "gzip, deflate",
        ...Object.fromEntries(req.headers),
      };
      if (req.raw) headers["content-length"] = String(req.raw.length);
      else if (/^(?:POST|PUT|PATCH)$/.test(req.method)) headers["content-length"] = "0";
      const r = http.request(u, { method: req.method, headers }, (res) => {
        if (res.statusCode >= 300 && res.statusCode < 400 && res.headers.location && req.redirect === "follow") {
          res.resume();
          if (redirected > 20) return fail(new Error("redirect count exceeded"));
          const next = new Request(req, {
            method: res.statusCode === 303 || (res.statusCode <= 302 && req.method === "POST") ? "GET" : req.method,
          });
          return resolve(once(next, new URL(res.headers.location, u).href, redirected + 1));
        }
        const parts = [];
        let ended = false;
        let failed;
        let wake = () => {};
        res.on("data", (c) => parts.push(c));
        res.on("end", () => {
          ended = true;
          wake();
        });
        res.on("error", (e) => {
          failed = e;
          wake();
        });
        const read = async () => {
          while (!ended && !failed)
            await new Promise((w) => {
              wake = w;
            });
          if (failed) throw Object.assign(new TypeError("terminated"), { cause: failed });
          const b = Buffer.concat(parts);
          const enc = res.headers["content-encoding"];
          return enc === "gzip"
            ? internal.require("zlib").gunzipSync(b)
            : enc === "deflate"
              ? internal.require("zlib").inflateSync(b)
              : b;
        };
        const pairs = [];
        for (let i = 0; i < res.rawHeaders.length; i += 2) pairs.push([res.rawHeaders[i], res.rawHeaders[i + 1]]);
        return resolve(
          new Response(read, {
            status: res.statusCode,
            statusText: res.statusMessage,
            headers: pairs,
            url: u.href,
            redirected: redirected > 0,
            type: "basic",
          }),
        );
      });
      r.on("error", fail);
      if (req.signal) {
        const stop = () => {
          r.destroy();
          reject(req.signal.reason);
        };
        if (req.signal.aborted) stop();
        else req.signal.addEventListener("abort", stop, { once: true });
      }
      r.end(req.raw);
    });
  async function fetch(input, o) {
    let req;
    try {
      req = new Request(input, o);
    } catch (cause) {
      const e = new TypeError(`Failed to parse URL from ${String(input)}`);
      Object.defineProperty(e, "cause", { value: cause, enumerable: false, writable: true, configurable: true });
      throw e;
    }
    return once(req, req.url, 0);
  }
  Object.assign(exports, { fetch, Headers, Request, Response, FormData });
}
