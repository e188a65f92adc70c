// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `Event`, `CustomEvent` and `EventTarget`. */
export function guestEventTarget(exports, internal) {
  const { errors } = internal;
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const DEFAULT_MAX = 10;
  const missing = (names) => {
    const list = names.map((n) => `"${n}"`).join(" and ");
    const text = `The ${list} argument${names.length > 1 ? "s" : ""} must be specified`;
    return errors.nodeError(TypeError, "ERR_MISSING_ARGS", text);
  };
  const tagged = (C) => Object.defineProperty(C.prototype, Symbol.toStringTag, { value: C.name, configurable: true });
  /** What is known of an event while it is handled: `target`, `current`, `phase`, `prevented`, `stopped`, `passive`. */
  const states = new WeakMap();

  class Event {
    #type;
    #options;
    #timeStamp = performance.now();
    constructor(type, options = {}) {
      if (arguments.length === 0) throw missing(["type"]);
      if (options !== null && typeof options !== "object" && options !== undefined)
        throw errors.invalidArgType("options", "Object", options);
      this.#type = String(type);
      this.#options = options || {};
      states.set(this, { target: null, current: null, phase: 0, prevented: false, stopped: false, passive: false });
      // What cannot be made in a program: it comes from outside.
      Object.defineProperty(this, "isTrusted", { value: false, enumerable: true, configurable: false });
    }
    get type() {
      return this.#type;
    }
    get cancelable() {
      return Boolean(this.#options.cancelable);
    }
    get bubbles() {
      return Boolean(this.#options.bubbles);
    }
    get composed() {
      return Boolean(this.#options.composed);
    }
    get defaultPrevented() {
      return states.get(this).prevented;
    }
    get returnValue() {
      return !states.get(this).prevented;
    }
    get cancelBubble() {
      return states.get(this).stopped;
    }
    set cancelBubble(value) {
      if (value) states.get(this).stopped = true;
    }
    get timeStamp() {
      return this.#timeStamp;
    }
    get target() {
      return states.get(this).target;
    }
    get srcElement() {
      return states.get(this).target;
    }
    get currentTarget() {
      return states.get(this).current;
    }
    get eventPhase() {
      return states.get(this).phase;
    }
    composedPath() {
      const { current } = states.get(this);
      return current ? [current] : [];
    }
    preventDefault() {
      const state = states.get(this);
      if (this.cancelable && !state.passive) state.prevented = true;
    }
    stopPropagation() {
      states.get(this).stopped = true;
    }
    stopImmediatePropagation() {
      states.get(this).stopped = true;
      states.get(this).ended = true;
    }
    [custom](depth, options, inspect) {
      const name = this.constructor.name;
      if (depth < 0) return name;
      const { type, defaultPrevented, cancelable, timeStamp } = this;
      const inner = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
      return `${name} ${inspect({ type, defaultPrevented, cancelable, timeStamp }, inner)}`;
    }
  }
  tagged(Event);
  ["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"].forEach((name, value) => {
    for (const on of [Event, Event.prototype]) Object.defineProperty(on, name, { value, enumerable: true });
  });

  class CustomEvent extends Event {
    #detail;
    constructor(type, options = {}) {
      if (arguments.length === 0) throw missing(["type"]);
      super(type, options);
      this.#detail = (options && options.detail) ?? null;
    }
    get detail() {
      return this.#detail;
    }
  }
  tagged(CustomEvent);

  /** A listener that fails ends the program, after all others have been called. */
  const failed = (error) => {
    Object.defineProperty(error, "arrow", {
      value:
        "node:internal/event_target:1105\n  process.nextTick(() => { throw err; });\n                           ^\n\n",
      enumerable: false,
      configurable: true,
    });
    process.nextTick(() => {
      throw error;
    });
  };
  const caught = (error) => (internal.types.isNativeError(error) ? failed(error) : failed(Object(error)));

  const lists = new WeakMap();
  const listsOf = (target) => {
    const map = lists.get(target);
    if (!map) throw errors.nodeError(TypeError, "ERR_INVALID_THIS", 'Value of "this" must be of type EventTarget');
    return map;
  };
  class EventTarget {
    constructor() {
      lists.set(this, new Map());
    }
    addEventListener(type, fn, options = {}) {
      const map = listsOf(this);
      if (arguments.length < 2) throw missing(["type", "listener"]);
      const { once, signal, passive, capture } =
        typeof options === "object" && options !== null ? options : { capture: options };
      if (fn === null || fn === undefined) {
        const w = new Error(`addEventListener called with ${fn} which has no effect.`);
        process.emitWarning(Object.assign(w, { name: "AddEventListenerArgumentTypeWarning", target: this, type }));
        return;
      }
      if (typeof fn !== "function" && typeof fn !== "object")
        throw errors.invalidArgType("listener", "EventListener", fn);
      if (signal?.aborted) return;
      type = String(type);
      const list = map.get(type) || [];
      if (list.some((l) => l.fn === fn && l.capture === Boolean(capture))) return;
      list.push({ fn, once: Boolean(once), passive: Boolean(passive), capture: Boolean(capture) });
      map.set(type, list);
      signal?.addEventListener("abort", () => this.removeEventListener(type, fn, options), { once: true });
      const max = maxima.get(this) ?? DEFAULT_MAX;
      if (max > 0 && list.length > max && !list.warned) {
        list.warned = true;
        const name = this.constructor.name;
        const w = new Error(
          `Possible ${name === "AbortSignal" ? name : "EventTarget"} memory leak detected. ${list.length} ${type} listeners added to ${internal
            .require("inspect")
            .inspect(this, { depth: -1 })
            .replace(/^\[|\]$|\s*\{.*/gs, "")}. MaxListeners is ${max}. Use events.setMaxListeners() to increase limit`,
        );
        process.emitWarning(
          Object.assign(w, { name: "MaxListenersExceededWarning", target: this, type, count: list.length }),
        );
      }
    }
    removeEventListener(type, fn, options = {}) {
      const map = listsOf(this);
      if (arguments.length < 2) throw missing(["type", "listener"]);
      const capture = typeof options === "object" && options !== null ? Boolean(options.capture) : Boolean(options);
      const list = map.get(String(type));
      const at = list ? list.findIndex((l) => l.fn === fn && l.capture === capture) : -1;
      if (at >= 0) map.set(String(type), list.toSpliced(at, 1));
    }
    dispatchEvent(event) {
      const map = listsOf(this);
      if (arguments.length === 0) throw missing(["event"]);
      if (!(event instanceof Event)) throw errors.invalidArgType("event", "Event", event);
      const state = states.get(event);
      if (state.phase !== 0)
        throw errors.nodeError(Error, "ERR_EVENT_RECURSION", `The event "${event.type}" is already being dispatched`);
      Object.assign(state, { target: this, current: this, phase: Event.AT_TARGET });
      const own = this[`on${event.type}`];
      internal.emitterName = this.constructor.name;
      if (typeof own === "function") hybridDispatch(this, { fn: own }, event);
      for (const l of map.get(event.type) || []) {
        if (state.ended) break;
        if (!(map.get(event.type) || []).includes(l)) continue;
        if (l.once) this.removeEventListener(event.type, l.fn, { capture: l.capture });
        state.passive = l.passive;
        hybridDispatch(this, l, event);
      }
      Object.assign(state, { current: null, phase: 0 });
      return !state.prevented;
    }
    [custom](depth) {
      return depth < 0 ? this.constructor.name : `${this.constructor.name} {}`;
    }
  }
  tagged(EventTarget);
  function hybridDispatch(target, { fn }, event) {
    try {
      const r = typeof fn === "function" ? fn.call(target, event) : fn.handleEvent?.call(fn, event);
      if (r && typeof r.then === "function") r.then(undefined, caught);
    } catch (e) {
      if (e === internal.exitSentinel) throw e;
      errors.fix(e);
      caught(e);
    }
  }
  const maxima = new WeakMap();
  Object.assign(exports, {
    Event,
    CustomEvent,
    EventTarget,
    listeners: (target, type) => (lists.get(target)?.get(String(type)) || []).map((l) => l.fn),
    isTarget: (target) => lists.has(target),
    setMax: (target, n) => void maxima.set(target, n),
    getMax: (target) => maxima.get(target) ?? DEFAULT_MAX,
  });
}
