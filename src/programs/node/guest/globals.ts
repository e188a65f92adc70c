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

  internal.require("builtins");

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
        t[k] = `${v}`;
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
  lazy("structuredClone", () => internal.require("structured_clone").structuredClone, true);
  for (const n of ["atob", "btoa"]) lazy(n, () => internal.require("buffer")[n], true);
  for (const n of ["Blob", "File"]) lazy(n, () => internal.require("buffer")[n]);
  for (const n of ["URL", "URLSearchParams"]) lazy(n, () => internal.require("url")[n]);
  for (const [module, names] of [
    ["text_coding", "TextEncoder TextDecoder"],
    ["abort", "AbortController AbortSignal"],
    ["event_target", "Event EventTarget CustomEvent"],
    ["dom_exception", "DOMException"],
    ["message_channel", "MessageChannel MessagePort BroadcastChannel"],
  ])
    for (const n of names.split(" ")) lazy(n, () => internal.require(module)[n]);
  lazy("performance", () => internal.require("perf_hooks").performance, true);
  lazy("Intl", () => internal.require("locale").Intl());
  for (const n of ["fetch", "Headers", "Request", "Response", "FormData"])
    lazy(n, () => internal.require("fetch")[n], n === "fetch");
  for (const n of "ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableByteStreamController ReadableStreamDefaultController TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController WritableStreamDefaultWriter ByteLengthQueuingStrategy CountQueuingStrategy TextEncoderStream TextDecoderStream CompressionStream DecompressionStream".split(
    " ",
  ))
    lazy(n, () => internal.require("web_streams")[n]);
  lazy("crypto", () => internal.require("crypto").webcrypto, true);
  void options;
  internal.require("locale").install();
}
