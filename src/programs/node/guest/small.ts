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
    disable() {
      internal.asyncStore = new Map(internal.asyncStore);
      internal.asyncStore.delete(this);
    }
    static bind(fn) {
      const snapshot = AsyncLocalStorage.snapshot();
      return (...a) => snapshot(fn, ...a);
    }
    static snapshot() {
      const store = internal.asyncStore;
      return (fn, ...a) => {
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
    bind(fn, self) {
      const resource = this;
      return function bound(...a) {
        return resource.runInAsyncScope(fn, self === undefined ? this : self, ...a);
      };
    }
    static bind(fn, type, self) {
      return new AsyncResource(type || fn.name || "bound-anonymous-fn").bind(fn, self);
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
  const web = internal.require("message_channel");
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
  /** What is worked on beside the program: the answer comes with the loop's other ones. */
  const later = (kind, data, done) =>
    internal.start("later", [], undefined, () => {
      let r;
      try {
        r = run(kind, data);
      } catch (e) {
        return done(e);
      }
      return done(null, r);
    });
  for (const kind of Object.keys(KINDS)) {
    exports[`${kind}Sync`] = (data) => run(kind, data);
    exports[kind] = (data, o, cb) => {
      const done = typeof o === "function" ? o : cb;
      // It has a stream of its own, which ends behind its data.
      later(kind, data, (...answer) => internal.start("later", [], undefined, () => done(...answer)));
    };
    exports[`create${KINDS[kind]}`] = () => {
      const parts = [];
      return new Transform({
        transform(c, _e, cb) {
          parts.push(c);
          cb();
        },
        flush(cb) {
          later(kind, Buffer.concat(parts), (e, data) => {
            if (e) return cb(e);
            this.push(data);
            internal.start("later", [], undefined, () => cb());
            return undefined;
          });
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
  // For packages that make functions of texts: what V8 says of a text that is none.
  Object.defineProperty(exports, Symbol.for("drydock.syntaxMessage"), {
    value: (text) => {
      const name = "drydock:text";
      internal.errors.addSource(name, text, 1, []);
      try {
        internal.compile(`(${text})`, name);
        return undefined;
      } catch (e) {
        return e.name === "SyntaxError" ? internal.errors.syntaxError(e, name).message : undefined;
      }
    },
  });
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
  const contexts = new WeakSet();
  exports.createContext = (o = {}) => {
    contexts.add(o);
    return o;
  };
  exports.isContext = (o) => contexts.has(o);
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
