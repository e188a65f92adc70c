// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The global object: process, console, the clock and chance of the kernel, and what is made when first used. */
export function guestGlobals(_exports, internal) {
  const { options } = internal;
  const define = (name, value, enumerable = false) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable });
  const lazy = (name, make, enumerable = false) =>
    Object.defineProperty(globalThis, name, {
      get() {
        const value = make();
        define(name, value, enumerable);
        return value;
      },
      set(value) {
        define(name, value, enumerable);
      },
      configurable: true,
      enumerable,
    });
  define("global", globalThis, true);
  if (Number.parseInt(options.version.slice(1), 10) < 22) {
    for (const [o, names] of [
      [Object, ["groupBy"]],
      [Map, ["groupBy"]],
      [Promise, ["withResolvers", "try"]],
      [Array, ["fromAsync"]],
      [
        Set.prototype,
        ["union", "intersection", "difference", "symmetricDifference", "isSubsetOf", "isSupersetOf", "isDisjointFrom"],
      ],
    ])
      for (const n of names) delete o[n];
    for (const n of ["Iterator", "Float16Array"]) delete globalThis[n];
  }

  const names = [
    "_http_agent",
    "_http_client",
    "_http_common",
    "_http_incoming",
    "_http_outgoing",
    "_http_server",
    "assert",
    "assert/strict",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "dns/promises",
    "domain",
    "events",
    "fs",
    "fs/promises",
    "http",
    "http2",
    "https",
    "inspector",
    "module",
    "net",
    "os",
    "path",
    "path/posix",
    "path/win32",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "readline/promises",
    "repl",
    "stream",
    "stream/promises",
    "stream/web",
    "string_decoder",
    "sys",
    "test",
    "timers",
    "timers/promises",
    "tls",
    "tty",
    "url",
    "util",
    "util/types",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
  ];
  internal.builtinNames = Object.fromEntries(names.map((n) => [n, true]));
  const refused = {
    cluster: "cluster",
    http2: "http2",
    inspector: "the inspector",
    tls: "TLS",
    wasi: "WASI",
    test: "node:test",
    domain: "domain",
  };
  /** A module that is there to be asked for; whatever is done with it says that it is not simulated. */
  const refusal = (what) => {
    const refuse = () => {
      throw new Error(`drydock: ${what} is not simulated`);
    };
    const quiet = (key) => typeof key === "symbol" || key === "then" || key === "__esModule" || key === "default";
    return new Proxy({}, { get: (_t, key) => (quiet(key) ? undefined : refuse), set: refuse });
  };
  internal.builtin = (name) => {
    if (name === "process") return process;
    if (name === "module") return internal.Module;
    if (name === "sys") return internal.require("util");
    if (name === "path/posix") return internal.require("path");
    if (name === "path/win32") return internal.require("path_win32");
    if (name === "util/types") return internal.types;
    if (name === "console") return console;
    if (name === "constants")
      return { ...internal.require("os").constants.signals, ...internal.require("fs").constants };
    if (name.endsWith("/promises")) return internal.require(name.slice(0, -9)).promises;
    if (name === "assert/strict") return internal.require("assert").strict;
    if (name.startsWith("_http_")) return internal.require("http");
    if (internal.has(name)) return internal.require(name);
    if (name in refused) return refusal(refused[name]);
    throw new Error(`drydock: the module ${name} is not simulated`);
  };

  // Iterators of maps and sets remember whose they are, so that inspect can show what they hold.
  internal.iterators = new WeakMap();
  internal.iteratorKinds = new WeakMap();
  for (const C of [Map, Set])
    for (const kind of ["entries", "values", "keys"]) {
      const make = C.prototype[kind];
      const remember = {
        [kind]() {
          const it = make.call(this);
          internal.iterators.set(it, () => [...make.call(this)]);
          internal.iteratorKinds.set(it, kind);
          return it;
        },
      }[kind];
      Object.defineProperty(C.prototype, kind, {
        value: remember,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    }

  // V8 lets go of what is only weakly held when it collects, the engine at once: the last ones stay.
  const NativeWeakRef = WeakRef;
  const alive = [];
  const WeakRefWrapped = {
    WeakRef: function (target) {
      if (!new.target) throw new TypeError("Constructor WeakRef requires 'new'");
      const ref = Reflect.construct(NativeWeakRef, [target], new.target);
      alive.push(target);
      if (alive.length > 1000) alive.shift();
      return ref;
    },
  }.WeakRef;
  Object.defineProperty(WeakRefWrapped, "prototype", { value: NativeWeakRef.prototype });
  Object.defineProperty(WeakRefWrapped, "name", { value: "WeakRef" });
  Object.defineProperty(WeakRefWrapped, "length", { value: 1 });
  Object.defineProperty(NativeWeakRef.prototype, "constructor", {
    value: WeakRefWrapped,
    writable: true,
    configurable: true,
  });
  define("WeakRef", WeakRefWrapped);

  // Clock and chance.
  const NativeDate = Date;
  internal.nativeDateValue = NativeDate.prototype.getTime;
  const micros = () => internal.call("now");
  const now = () => Math.floor(micros() / 1000);
  const DateWrapped = function Date(...args) {
    if (!new.target) return new NativeDate(now()).toString();
    return Reflect.construct(
      NativeDate,
      args.length ? args : [now()],
      new.target === DateWrapped ? NativeDate : new.target,
    );
  };
  DateWrapped.now = () => now();
  DateWrapped.parse = NativeDate.parse;
  DateWrapped.UTC = NativeDate.UTC;
  Object.defineProperty(DateWrapped, "length", { value: 7 });
  DateWrapped.prototype = NativeDate.prototype;
  Object.defineProperty(NativeDate.prototype, "constructor", {
    value: DateWrapped,
    writable: true,
    configurable: true,
  });
  Object.defineProperty(DateWrapped, "name", { value: "Date" });
  define("Date", DateWrapped);
  const nativeToString = NativeDate.prototype.toString;
  // The zone's long name stands behind.
  const zone = (d) => ` (${internal.raw("zone.name", [d.getTime()])})`;
  NativeDate.prototype.toString = function toString() {
    const t = nativeToString.call(this);
    return t === "Invalid Date" ? t : t + zone(this);
  };
  const nativeTimeString = NativeDate.prototype.toTimeString;
  NativeDate.prototype.toTimeString = function toTimeString() {
    const t = nativeTimeString.call(this);
    return t === "Invalid Date" ? t : t + zone(this);
  };
  for (const n of ["toString", "toTimeString"]) Object.defineProperty(NativeDate.prototype, n, { enumerable: false });
  let state;
  Math.random = function random() {
    if (!state) {
      const b = new DataView(internal.call("chance", 16));
      state = [b.getUint32(0), b.getUint32(4), b.getUint32(8), b.getUint32(12) | 1];
    }
    let t = state[3];
    let s = state[0];
    state[3] = state[2];
    state[2] = state[1];
    state[1] = s;
    t ^= t << 11;
    t ^= t >>> 8;
    state[0] = t ^ s ^ (s >>> 19);
    s = state[0] >>> 0;
    return (s * 2097152 + (state[1] >>> 11)) / 9007199254740992;
  };
  Object.defineProperty(Math, "random", { enumerable: false });

  internal.require("json");

  // process
  const Emitter = internal.require("events");
  const maker = { process() {} }.process;
  const above = Object.create(Emitter.prototype);
  Object.setPrototypeOf(
    process,
    Object.create(above, { constructor: { value: maker, enumerable: false, configurable: true, writable: true } }),
  );
  define("process", process);
  const NativeEnv = Proxy;
  internal.makeEnv = (target) => {
    const p = new NativeEnv(target, {
      set(t, k, v) {
        if (typeof k === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
        t[k] = String(v);
        return true;
      },
      get: (t, k) =>
        Object.hasOwn(t, k) ? t[k] : typeof k === "symbol" || k in Object.prototype ? Object.prototype[k] : undefined,
      defineProperty(t, k, d) {
        t[k] = String(d.value);
        return true;
      },
    });
    internal.proxies.delete(p);
    internal.proxies.set(p, [target]);
    return p;
  };
  internal.require("process");

  const timers = internal.require("timers");
  for (const n of ["clearImmediate", "setImmediate", "clearInterval", "clearTimeout", "setInterval", "setTimeout"])
    define(n, timers[n], true);
  function runMicrotask(fn) {
    fn();
  }
  define(
    "queueMicrotask",
    function queueMicrotask(fn) {
      if (typeof fn !== "function") throw internal.errors.invalidArgType("callback", "function", fn);
      const store = internal.asyncStore;
      Promise.resolve().then(() => {
        internal.asyncStore = store;
        try {
          runMicrotask(fn);
        } catch (e) {
          internal.thrownAt = undefined;
          internal.require("fatal").uncaught(e, false);
        } finally {
          internal.asyncStore = undefined;
        }
      });
    },
    true,
  );
  define(
    "console",
    internal.require("console").create(
      () => internal.light_stdout(),
      () => internal.light_stderr(),
    ),
  );
  lazy("Buffer", () => internal.require("buffer").Buffer);
  lazy("structuredClone", () => internal.require("web").structuredClone, true);
  for (const n of ["atob", "btoa"]) lazy(n, () => internal.require("buffer")[n], true);
  for (const n of ["Blob", "File"]) lazy(n, () => internal.require("buffer")[n]);
  for (const n of ["URL", "URLSearchParams"]) lazy(n, () => internal.require("url")[n]);
  for (const n of [
    "TextEncoder",
    "TextDecoder",
    "AbortController",
    "AbortSignal",
    "Event",
    "EventTarget",
    "DOMException",
    "MessageChannel",
    "performance",
    "Intl",
    "WebSocket",
    "CustomEvent",
    "BroadcastChannel",
  ])
    lazy(n, () => internal.require("web")[n], n === "performance");
  for (const n of ["fetch", "Headers", "Request", "Response", "FormData"])
    lazy(n, () => internal.require("fetch")[n], n === "fetch");
  for (const n of ["ReadableStream", "WritableStream", "TransformStream"])
    lazy(n, () => internal.require("stream/web")[n]);
  lazy("crypto", () => internal.require("crypto").webcrypto, true);
  void options;
  internal.require("locale").install();
}
