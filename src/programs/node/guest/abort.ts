// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `AbortController` and `AbortSignal`. */
export function guestAbort(exports, internal) {
  const { errors } = internal;
  const { DOMException } = internal.require("dom_exception");
  const { Event, EventTarget } = internal.require("event_target");
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const secret = {};
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
  const tagged = (C) => Object.defineProperty(C.prototype, Symbol.toStringTag, { value: C.name, configurable: true });
  tagged(AbortSignal);
  tagged(AbortController);
  Object.assign(exports, { AbortSignal, AbortController });
}
