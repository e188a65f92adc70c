// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `events`. */
export function guestEvents(exports, internal, module) {
  const { errors } = internal;
  const captureRejection = Symbol.for("nodejs.rejection");
  function EventEmitter(options) {
    EventEmitter.init.call(this, options);
  }
  const shapeMode = Symbol("shapeMode");
  const captures = Symbol("kCapture");
  EventEmitter.init = function () {
    if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
      this._events = Object.create(null);
      this._eventsCount = 0;
      this[shapeMode] = false;
    } else this[shapeMode] = true;
    this._maxListeners = this._maxListeners || undefined;
    this[captures] = false;
  };
  EventEmitter.prototype._events = undefined;
  EventEmitter.prototype._eventsCount = 0;
  EventEmitter.prototype._maxListeners = undefined;
  let defaultMax = 10;
  Object.defineProperty(EventEmitter, "defaultMaxListeners", {
    enumerable: true,
    get: () => defaultMax,
    set: (n) => void (defaultMax = n),
  });
  const check = (fn) => {
    if (typeof fn !== "function") throw errors.invalidArgType("listener", "function", fn);
  };
  const P = EventEmitter.prototype;
  const method = (name, fn) =>
    Object.defineProperty(P, name, { value: fn, writable: true, configurable: true, enumerable: true });
  method("setMaxListeners", function setMaxListeners(n) {
    this._maxListeners = n;
    return this;
  });
  method("getMaxListeners", function getMaxListeners() {
    return this._maxListeners === undefined ? defaultMax : this._maxListeners;
  });

  function unhandled(emitter, er, args) {
    if (er instanceof Error) {
      errors.fix(er);
      const trail = new Error();
      trail.name = "";
      const name =
        emitter.constructor && emitter.constructor.name !== "EventEmitter" && emitter.constructor.name
          ? ` on ${emitter.constructor.name} instance`
          : "";
      const own = String(trail.stack)
        .split("\n")
        .filter((l) => l.startsWith("    at ") && !/\.emit \(node:events/.test(l));
      const theirs = String(er.stack)
        .split("\n")
        .filter((l) => l.startsWith("    at "));
      const lines = collapse(own, theirs);
      const late = internal.emitTail;
      Object.defineProperty(er, internal.emitterTrail, {
        value: `Emitted 'error' event${name} at:\n${late ? late : lines.join("\n")}`,
        enumerable: false,
        configurable: true,
      });
      throw er;
    }
    const shown = typeof er === "string" ? `'${er}'` : internal.require("inspect").inspect(er);
    const e = errors.nodeError(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${shown})`);
    e.context = er;
    void args;
    Object.defineProperty(e, "stack", {
      value: e.stack.replace(/\.emit \(node:events:\d+:\d+\)/, ".emit (node:events:513:17)"),
      writable: true,
      configurable: true,
      enumerable: false,
    });
    // Uncaught it is shown where it was thrown; a rejection, where it was made.
    Object.defineProperty(e, "arrow", {
      value: "node:events:515\n    throw err; // Unhandled 'error' event\n    ^\n\n",
      enumerable: false,
    });
    Object.defineProperty(e, "rejectedArrow", {
      value: "node:events:513\n    const err = new ERR_UNHANDLED_ERROR(stringifiedEr);\n                ^\n\n",
      enumerable: false,
    });
    throw e;
  }
  internal.collapseFrames = collapse;
  function collapse(own, theirs, shown = () => "    [... lines matching original stack trace ...]") {
    const out = [...own];
    for (let i = 0; i < out.length - 3; i++) {
      const at = theirs.indexOf(out[i]);
      if (at < 0) continue;
      let n = 0;
      while (i + n < out.length && out[i + n] === theirs[at + n]) n++;
      if (n > 3) {
        out.splice(i + 1, n - 2, shown(n - 2));
        return out;
      }
    }
    return out;
  }

  method("emit", function emit(type, ...args) {
    const events = this._events;
    const handler = events === undefined ? undefined : events[type];
    if (type === "error" && events !== undefined && events[errorMonitor] !== undefined)
      this.emit(errorMonitor, ...args);
    if (handler === undefined) {
      if (type === "error") unhandled(this, args[0], args);
      return false;
    }
    internal.emitterName = (this.constructor && this.constructor.name) || "EventEmitter";
    if (typeof handler === "function") {
      const r = handler.apply(this, args);
      if (r !== undefined && r !== null && internal.captureRejections) void captureRejection;
    } else {
      const list = handler.slice();
      for (let i = 0; i < list.length; i++) list[i].apply(this, args);
    }
    return true;
  });
  function add(target, type, listener, prepend) {
    check(listener);
    let events = target._events;
    if (events === undefined) {
      events = target._events = Object.create(null);
      target._eventsCount = 0;
    } else if (events.newListener !== undefined) {
      target.emit("newListener", type, listener.listener || listener);
      events = target._events;
    }
    const existing = events[type];
    if (existing === undefined) {
      events[type] = listener;
      target._eventsCount++;
    } else {
      if (typeof existing === "function") events[type] = prepend ? [listener, existing] : [existing, listener];
      else if (prepend) existing.unshift(listener);
      else existing.push(listener);
      const list = events[type];
      const max = target.getMaxListeners ? target.getMaxListeners() : defaultMax;
      if (max > 0 && list.length > max && !list.warned) {
        list.warned = true;
        const w = new Error(
          `Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to [${target.constructor.name}]. MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`,
        );
        w.name = "MaxListenersExceededWarning";
        process.emitWarning(w);
      }
    }
    return target;
  }
  method("addListener", function addListener(type, listener) {
    return add(this, type, listener, false);
  });
  method("on", P.addListener);
  method("prependListener", function prependListener(type, listener) {
    return add(this, type, listener, true);
  });
  function onceWrap(target, type, listener) {
    const state = { fired: false };
    const bound = function onceWrapper(...args) {
      if (state.fired) return undefined;
      target.removeListener(type, bound);
      state.fired = true;
      return listener.apply(target, args);
    }.bind(state);
    bound.listener = listener;
    return bound;
  }
  method("once", function once(type, listener) {
    check(listener);
    this.on(type, onceWrap(this, type, listener));
    return this;
  });
  method("prependOnceListener", function prependOnceListener(type, listener) {
    check(listener);
    this.prependListener(type, onceWrap(this, type, listener));
    return this;
  });
  method("removeListener", function removeListener(type, listener) {
    check(listener);
    const events = this._events;
    if (events === undefined) return this;
    const list = events[type];
    if (list === undefined) return this;
    if (list === listener || list.listener === listener) {
      this._eventsCount--;
      // Where the names were known from the start they stay.
      if (this[shapeMode]) events[type] = undefined;
      else delete events[type];
      if (events.removeListener) this.emit("removeListener", type, list.listener || listener);
    } else if (typeof list !== "function") {
      let at = -1;
      for (let i = list.length - 1; i >= 0; i--)
        if (list[i] === listener || list[i].listener === listener) {
          at = i;
          break;
        }
      if (at < 0) return this;
      list.splice(at, 1);
      if (list.length === 1) events[type] = list[0];
      if (events.removeListener !== undefined) this.emit("removeListener", type, listener);
    }
    return this;
  });
  method("off", P.removeListener);
  method("removeAllListeners", function removeAllListeners(type) {
    const events = this._events;
    if (events === undefined) return this;
    if (type === undefined) {
      this._events = Object.create(null);
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      this._eventsCount--;
      if (this._eventsCount === 0) this._events = Object.create(null);
      else delete events[type];
    }
    this[shapeMode] = false;
    return this;
  });
  const listOf = (t, type, raw) => {
    const l = t._events && t._events[type];
    if (l === undefined) return [];
    const all = typeof l === "function" ? [l] : l;
    return all.map((f) => (raw ? f : f.listener || f));
  };
  method("listeners", function listeners(type) {
    return listOf(this, type, false);
  });
  method("rawListeners", function rawListeners(type) {
    return listOf(this, type, true);
  });
  method("listenerCount", function listenerCount(type, fn) {
    return fn ? listOf(this, type, false).filter((f) => f === fn).length : listOf(this, type, true).length;
  });
  method("eventNames", function eventNames() {
    return this._events ? Reflect.ownKeys(this._events).filter((name) => this._events[name] !== undefined) : [];
  });

  const errorMonitor = Symbol("events.errorMonitor");
  EventEmitter.errorMonitor = errorMonitor;
  EventEmitter.captureRejectionSymbol = captureRejection;
  EventEmitter.captureRejections = false;
  EventEmitter.EventEmitter = EventEmitter;
  EventEmitter.usingDomains = false;
  EventEmitter.listenerCount = (e, t) => e.listenerCount(t);
  EventEmitter.setMaxListeners = (n, ...targets) => {
    if (!targets.length) defaultMax = n;
    for (const t of targets)
      if (t.setMaxListeners) t.setMaxListeners(n);
      else internal.require("event_target").setMax(t, n);
  };
  EventEmitter.getMaxListeners = (e) =>
    e.getMaxListeners ? e.getMaxListeners() : internal.require("event_target").getMax(e);
  EventEmitter.getEventListeners = (e, t) =>
    e.listeners ? e.listeners(t) : internal.require("event_target").listeners(e, t);
  EventEmitter.once = (emitter, name, o = {}) =>
    new Promise((resolve, reject) => {
      if (typeof emitter.addEventListener === "function") {
        emitter.addEventListener(name, (event) => resolve([event]), { once: true });
        return;
      }
      const onError = (e) => {
        emitter.removeListener(name, onEvent);
        reject(e);
      };
      const onEvent = (...args) => {
        emitter.removeListener("error", onError);
        resolve(args);
      };
      emitter.once(name, onEvent);
      if (name !== "error") emitter.once("error", onError);
      if (o.signal)
        o.signal.addEventListener(
          "abort",
          () => {
            emitter.removeListener(name, onEvent);
            emitter.removeListener("error", onError);
            reject(o.signal.reason);
          },
          { once: true },
        );
    });
  EventEmitter.on = (emitter, name, o = {}) => {
    const ready = [];
    const waiting = [];
    let failed;
    let ended = false;
    const aborted = () =>
      Object.assign(new Error("The operation was aborted"), { name: "AbortError", code: "ABORT_ERR" });
    const end = () => {
      ended = true;
      emitter.off(name, heard);
      emitter.off("error", fail);
      for (const c of o.close || []) emitter.off(c, end);
      if (o.signal) o.signal.removeEventListener("abort", abort);
      for (const w of waiting.splice(0)) w.resolve({ value: undefined, done: true });
      return Promise.resolve({ value: undefined, done: true });
    };
    const heard = (...args) =>
      waiting.length ? waiting.shift().resolve({ value: args, done: false }) : ready.push(args);
    const fail = (e) => {
      if (waiting.length) waiting.shift().reject(e);
      else failed = { error: e };
      end();
    };
    const abort = () => fail(aborted());
    if (o.signal && o.signal.aborted) throw aborted();
    emitter.on(name, heard);
    if (name !== "error") emitter.on("error", fail);
    for (const c of o.close || []) emitter.on(c, end);
    if (o.signal) o.signal.addEventListener("abort", abort, { once: true });
    return {
      next() {
        if (ready.length) return Promise.resolve({ value: ready.shift(), done: false });
        if (failed) {
          const { error } = failed;
          failed = undefined;
          return Promise.reject(error);
        }
        if (ended) return Promise.resolve({ value: undefined, done: true });
        return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      },
      return: end,
      throw(e) {
        fail(e);
        return Promise.resolve({ value: undefined, done: true });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  };
  void module;
  module.exports = EventEmitter;
}
