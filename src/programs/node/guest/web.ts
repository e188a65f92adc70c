// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What Node has of the web's globals. */
export function guestWeb(exports, internal) {
  const { errors } = internal;
  const custom = Symbol.for("nodejs.util.inspect.custom");
  class DOMException extends Error {
    #name;
    constructor(message = "", name = "Error") {
      super(message);
      this.#name = typeof name === "object" ? name.name || "Error" : name;
      if (typeof name === "object" && name.cause) this.cause = name.cause;
      const frames = this.stack.split("\n").filter((l) => l.startsWith("    at "));
      const own = ["    at new DOMException (node:internal/per_context/domexception:53:5)"];
      if (/^(?:This operation was aborted)$/.test(message) && name === "AbortError")
        own.push("    at AbortController.abort (node:internal/abort_controller:391:18)");
      Object.defineProperty(this, "stack", {
        value: [`${this.#name}: ${message}`, ...own, ...frames].slice(0, 11).join("\n"),
        writable: true,
        configurable: true,
        enumerable: false,
      });
    }
    get name() {
      return this.#name;
    }
    get code() {
      return { AbortError: 20, TimeoutError: 23, DataCloneError: 25, InvalidCharacterError: 5 }[this.#name] || 0;
    }
  }
  exports.DOMException = DOMException;

  exports.TextEncoder = class TextEncoder {
    get encoding() {
      return "utf-8";
    }
    encode(s = "") {
      const b = internal.require("buffer_text").encode(String(s), "utf8");
      return new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
    }
    encodeInto(s, dest) {
      const b = this.encode(s);
      const n = Math.min(b.length, dest.length);
      dest.set(b.subarray(0, n));
      return { read: s.length, written: n };
    }
  };
  exports.TextDecoder = class TextDecoder {
    #decoder;
    constructor(label = "utf-8", o = {}) {
      const l = String(label).toLowerCase();
      this.encoding =
        l === "utf8" || l === "utf-8"
          ? "utf-8"
          : l === "latin1" || l === "ascii" || l === "iso-8859-1"
            ? "windows-1252"
            : l === "utf-16le" || l === "utf16le"
              ? "utf-16le"
              : l;
      if (!["utf-8", "windows-1252", "utf-16le"].includes(this.encoding))
        throw errors.nodeError(RangeError, "ERR_ENCODING_NOT_SUPPORTED", `The "${label}" encoding is not supported`);
      this.fatal = Boolean(o.fatal);
      this.ignoreBOM = Boolean(o.ignoreBOM);
    }
    decode(input, o = {}) {
      const { StringDecoder } = internal.require("string_decoder");
      this.#decoder =
        this.#decoder ||
        new StringDecoder({ "utf-8": "utf8", "windows-1252": "latin1", "utf-16le": "utf16le" }[this.encoding]);
      const b =
        input === undefined
          ? Buffer.alloc(0)
          : ArrayBuffer.isView(input)
            ? Buffer.from(input.buffer, input.byteOffset, input.byteLength)
            : Buffer.from(input);
      let out = this.#decoder.write(b);
      if (!o.stream) {
        out += this.#decoder.end();
        this.#decoder = undefined;
      }
      if (this.fatal && out.includes("\ufffd"))
        throw errors.nodeError(
          TypeError,
          "ERR_ENCODING_INVALID_ENCODED_DATA",
          `The encoded data was not valid for encoding ${this.encoding}`,
        );
      return out[0] === "\ufeff" && !this.ignoreBOM ? out.slice(1) : out;
    }
  };
  Object.defineProperty(exports, "TextEncoder", { enumerable: true });
  internal.require("buffer");

  class Event {
    #type;
    #o;
    constructor(type, o = {}) {
      this.#type = String(type);
      this.#o = o || {};
      this.defaultPrevented = false;
      this.target = null;
      this.currentTarget = null;
      this.stopped = false;
      this.timeStamp = 0;
      for (const k of ["stopped", "target", "currentTarget", "timeStamp", "defaultPrevented"])
        Object.defineProperty(this, k, { enumerable: false, writable: true });
    }
    get type() {
      return this.#type;
    }
    get cancelable() {
      return Boolean(this.#o.cancelable);
    }
    get bubbles() {
      return Boolean(this.#o.bubbles);
    }
    preventDefault() {
      if (this.cancelable) this.defaultPrevented = true;
    }
    stopPropagation() {}
    stopImmediatePropagation() {
      this.stopped = true;
    }
  }
  class CustomEvent extends Event {
    #detail;
    constructor(type, o = {}) {
      super(type, o);
      this.#detail = o.detail === undefined ? null : o.detail;
    }
    get detail() {
      return this.#detail;
    }
  }
  class EventTarget {
    #map = new Map();
    addEventListener(type, fn, o = {}) {
      if (!fn) return;
      const list = this.#map.get(type) || [];
      if (!list.some((l) => l.fn === fn)) list.push({ fn, once: Boolean(o && o.once) });
      this.#map.set(type, list);
    }
    removeEventListener(type, fn) {
      this.#map.set(
        type,
        (this.#map.get(type) || []).filter((l) => l.fn !== fn),
      );
    }
    dispatchEvent(event) {
      event.target = this;
      event.currentTarget = this;
      const own = this[`on${event.type}`];
      if (typeof own === "function") own.call(this, event);
      for (const l of [...(this.#map.get(event.type) || [])]) {
        if (l.once) this.removeEventListener(event.type, l.fn);
        if (typeof l.fn === "function") l.fn.call(this, event);
        else l.fn.handleEvent(event);
        if (event.stopped) break;
      }
      return !event.defaultPrevented;
    }
  }
  class AbortSignal extends EventTarget {
    constructor(own) {
      super();
      if (own !== secret) throw errors.nodeError(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
      Object.defineProperty(this, "state", { value: { aborted: false, reason: undefined }, enumerable: false });
      Object.defineProperty(this, "onabort", { value: null, writable: true, enumerable: false });
    }
    get aborted() {
      return this.state.aborted;
    }
    get reason() {
      return this.state.reason;
    }
    throwIfAborted() {
      if (this.aborted) throw this.reason;
    }
    static abort(reason) {
      const s = new AbortSignal(secret);
      trigger(s, reason);
      return s;
    }
    static timeout(ms) {
      const s = new AbortSignal(secret);
      setTimeout(
        () => trigger(s, new DOMException("The operation was aborted due to timeout", "TimeoutError")),
        ms,
      ).unref();
      return s;
    }
    static any(list) {
      const s = new AbortSignal(secret);
      for (const o of list) {
        if (o.aborted) {
          trigger(s, o.reason);
          break;
        }
        o.addEventListener("abort", () => trigger(s, o.reason), { once: true });
      }
      return s;
    }
    [custom](_d, o, inspect) {
      return `AbortSignal ${inspect({ aborted: this.aborted }, o)}`;
    }
  }
  const secret = {};
  const trigger = (s, reason) => {
    if (s.aborted) return;
    s.state.aborted = true;
    s.state.reason = reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
    s.dispatchEvent(new Event("abort"));
  };
  class AbortController {
    #signal = new AbortSignal(secret);
    get signal() {
      return this.#signal;
    }
    abort(reason) {
      trigger(this.#signal, reason);
    }
    [custom](_d, o, inspect) {
      return `AbortController ${inspect({ signal: this.signal }, o)}`;
    }
  }
  Object.assign(exports, { Event, CustomEvent, EventTarget, AbortSignal, AbortController });

  exports.structuredClone = function structuredClone(value) {
    const seen = new Map();
    const copy = (v) => {
      if (typeof v === "function" || typeof v === "symbol")
        throw new DOMException(
          `${typeof v === "symbol" ? v.toString() : String(v)} could not be cloned.`,
          "DataCloneError",
        );
      if (typeof v !== "object" || v === null) return v;
      if (seen.has(v)) return seen.get(v);
      const T = internal.types;
      let out;
      if (Array.isArray(v)) {
        out = new Array(v.length);
        seen.set(v, out);
        for (const k of Object.keys(v)) out[k] = copy(v[k]);
        return out;
      }
      if (T.isDate(v)) return new Date(v.getTime());
      if (T.isRegExp(v)) return new RegExp(v.source, v.flags);
      if (T.isMap(v)) {
        out = new Map();
        seen.set(v, out);
        for (const [k, x] of v) out.set(copy(k), copy(x));
        return out;
      }
      if (T.isSet(v)) {
        out = new Set();
        seen.set(v, out);
        for (const x of v) out.add(copy(x));
        return out;
      }
      if (T.isAnyArrayBuffer(v)) return v.slice(0);
      if (ArrayBuffer.isView(v))
        return new (v instanceof DataView ? DataView : Buffer.isBuffer(v) ? Uint8Array : v.constructor)(
          v.buffer.slice(v.byteOffset, v.byteOffset + v.byteLength),
        );
      if (T.isNativeError(v)) {
        const C = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError }[v.name] || Error;
        out = new C(v.message);
        Object.defineProperty(out, "stack", { value: v.stack, writable: true, configurable: true, enumerable: false });
        return out;
      }
      if (T.isPromise(v) || T.isWeakMap(v) || T.isWeakSet(v))
        throw new DOMException(`#<${v.constructor.name}> could not be cloned.`, "DataCloneError");
      if (T.isBoxedPrimitive(v)) return Object(v.valueOf());
      out = {};
      seen.set(v, out);
      for (const k of Object.keys(v)) out[k] = copy(v[k]);
      return out;
    };
    return copy(value);
  };

  const P = internal.require("perf_hooks");
  exports.performance = P.performance;
  Object.defineProperty(exports, "Intl", { get: () => internal.require("locale").Intl(), enumerable: true });
  class MessagePort extends EventTarget {
    constructor() {
      super();
      Object.defineProperty(this, "other", { value: undefined, writable: true, enumerable: false });
      this.onmessage = null;
    }
    postMessage(data) {
      const to = this.other;
      const copy = exports.structuredClone(data);
      setImmediate(() => {
        if (!to) return;
        const e = new Event("message");
        e.data = copy;
        to.dispatchEvent(e);
      });
    }
    on(type, fn) {
      this.addEventListener(type, (e) => fn(e.data));
      return this;
    }
    start() {}
    close() {}
    ref() {}
    unref() {}
  }
  exports.MessagePort = MessagePort;
  exports.MessageChannel = class MessageChannel {
    constructor() {
      this.port1 = new MessagePort();
      this.port2 = new MessagePort();
      this.port1.other = this.port2;
      this.port2.other = this.port1;
    }
  };
  exports.BroadcastChannel = class BroadcastChannel extends EventTarget {};
  exports.WebSocket = undefined;
}
