// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Timers and immediates on the kernel's clock. */
export function guestTimers(exports, internal) {
  let nextTimer = 2;
  let nextSeq = 1;
  const list = new Map();
  let queue = [];
  let batch = [];
  let refImmediates = 0;
  const now = () => internal.call("now");
  const custom = Symbol.for("nodejs.util.promisify.custom");
  const known = new Map();
  const began = now();

  const shownAs = Symbol.for("nodejs.util.inspect.custom");

  class Timeout {
    constructor(callback, after, args, repeat) {
      after = Number(after);
      if (!(after >= 1 && after <= 2147483647)) {
        if (after > 2147483647)
          process.emitWarning(
            `${after} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`,
            "TimeoutOverflowWarning",
          );
        after = 1;
      }
      after = Math.trunc(after);
      this._idleTimeout = after;
      this._onTimeout = callback;
      this._timerArgs = args;
      this._repeat = repeat ? after : null;
      this._destroyed = false;
      Object.defineProperty(this, "state", {
        value: { id: nextTimer++, due: 0, ref: true, store: internal.asyncStore, seq: 0 },
        enumerable: false,
      });
      this.arm();
    }
    arm() {
      this.state.start = now();
      this.state.due = Math.floor(this.state.start / 1000) * 1000 + this._idleTimeout * 1000;
      // One that repeats keeps its place among those that are due at the same time.
      if (this._repeat === null || this.state.seq === 0) this.state.seq = nextSeq++;
      list.set(this.state.id, this);
    }
    ref() {
      this.state.ref = true;
      return this;
    }
    unref() {
      this.state.ref = false;
      return this;
    }
    hasRef() {
      return this.state.ref;
    }
    refresh() {
      if (!this._destroyed) this.arm();
      return this;
    }
    close() {
      clearTimeout(this);
      return this;
    }
    [Symbol.toPrimitive]() {
      known.set(this.state.id, this);
      return this.state.id;
    }
    [Symbol.dispose || Symbol.for("Symbol.dispose")]() {
      clearTimeout(this);
    }
    [shownAs](depth, options, inspect) {
      const ended = this._destroyed;
      const neighbour = ended ? null : { [shownAs]: () => "[TimersList]" };
      const shown = {
        _idleTimeout: ended ? -1 : this._idleTimeout,
        _idlePrev: neighbour,
        _idleNext: neighbour,
        _idleStart: Math.round((this.state.start - began) / 1000) + 25,
        _onTimeout: ended ? null : this._onTimeout,
        _timerArgs: this._timerArgs.length ? this._timerArgs : undefined,
        _repeat: this._repeat,
        _destroyed: ended,
        [Symbol("refed")]: this.state.ref,
        [Symbol("kHasPrimitive")]: known.has(this.state.id),
        [Symbol("asyncId")]: this.state.id,
        [Symbol("triggerId")]: 1,
      };
      return inspect(dressed("Timeout", shown), { ...options, depth });
    }
  }
  /** What is shown under a class's name without its methods. */
  const dressed = (name, shown) => {
    const C = { [name]() {} }[name];
    Object.defineProperty(C, Symbol.hasInstance, { value: () => true });
    return Object.defineProperty(shown, "constructor", { value: C, enumerable: false });
  };
  class Immediate {
    constructor(callback, args) {
      this._onImmediate = callback;
      this._argv = args;
      this._destroyed = false;
      Object.defineProperty(this, "state", {
        value: { id: nextTimer++, ref: true, store: internal.asyncStore },
        enumerable: false,
      });
      refImmediates++;
      queue.push(this);
    }
    ref() {
      if (!this.state.ref && !this._destroyed) refImmediates++;
      this.state.ref = true;
      return this;
    }
    unref() {
      if (this.state.ref && !this._destroyed) refImmediates--;
      this.state.ref = false;
      return this;
    }
    hasRef() {
      return this.state.ref;
    }
    [shownAs](depth, options, inspect) {
      const ended = this._destroyed;
      const shown = {
        _idleNext: null,
        _idlePrev: null,
        _onImmediate: ended ? null : this._onImmediate,
        _argv: this._argv.length ? this._argv : undefined,
        _destroyed: ended,
        [Symbol("refed")]: ended ? null : this.state.ref,
        [Symbol("asyncId")]: this.state.id,
        [Symbol("triggerId")]: 1,
      };
      return inspect(dressed("Immediate", shown), { ...options, depth });
    }
  }
  exports.Timeout = Timeout;
  exports.Immediate = Immediate;

  const check = (fn) => {
    if (typeof fn !== "function") throw internal.errors.invalidArgType("callback", "function", fn);
  };
  function setTimeout(fn, after, ...args) {
    check(fn);
    return new Timeout(fn, after, args, false);
  }
  function setInterval(fn, after, ...args) {
    check(fn);
    return new Timeout(fn, after, args, true);
  }
  function clearTimeout(t) {
    if (typeof t === "number" || typeof t === "string") t = known.get(Number(t));
    if (!(t instanceof Timeout)) return;
    t._destroyed = true;
    known.delete(t.state.id);
    list.delete(t.state.id);
  }
  function setImmediate(fn, ...args) {
    check(fn);
    return new Immediate(fn, args);
  }
  function clearImmediate(i) {
    if (!(i instanceof Immediate) || i._destroyed) return;
    i._destroyed = true;
    if (i.state.ref) refImmediates--;
  }
  Object.assign(exports, {
    setTimeout,
    setInterval,
    clearTimeout,
    clearInterval: clearTimeout,
    setImmediate,
    clearImmediate,
  });

  const abortable = (signal, cancel, reject) => {
    if (!signal) return;
    const stop = () => {
      cancel();
      const e = new Error("The operation was aborted");
      e.name = "AbortError";
      e.code = "ABORT_ERR";
      reject(e);
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
  };
  /** With a signal it is one promise further on that the signal is no longer listened to. */
  const listening = (promise, signal) => (signal && !signal.aborted ? promise.finally(() => {}) : promise);
  const promises = {
    setTimeout: (after, value, o = {}) =>
      listening(
        new Promise((resolve, reject) => {
          const t = setTimeout(() => resolve(value), after);
          if (o.ref === false) t.unref();
          abortable(o.signal, () => clearTimeout(t), reject);
        }),
        o.signal,
      ),
    setImmediate: (value, o = {}) =>
      listening(
        new Promise((resolve, reject) => {
          const t = setImmediate(() => resolve(value));
          abortable(o.signal, () => clearImmediate(t), reject);
        }),
        o.signal,
      ),
    async *setInterval(after, value) {
      for (;;) {
        await promises.setTimeout(after);
        yield value;
      }
    },
  };
  promises.scheduler = { wait: (ms, o) => promises.setTimeout(ms, undefined, o), yield: () => promises.setImmediate() };
  exports.promises = promises;
  setTimeout[custom] = promises.setTimeout;
  setImmediate[custom] = promises.setImmediate;

  /** What the loop may do: -2 end, -1 wait for whatever comes, 0 go on, else wait until then. */
  exports.wait = internal.shielded((refs) => {
    if (queue.length && refImmediates > 0) return 0;
    let due = Infinity;
    let alive = refs > 0;
    for (const t of list.values()) {
      if (t.state.due < due) due = t.state.due;
      if (t.state.ref) alive = true;
    }
    if (!alive) return -2;
    if (due === Infinity) return -1;
    return Math.max(1, due);
  });

  exports.hasImmediates = () => queue.length > 0;

  const { apply } = Reflect;
  let round;
  let first;
  function listOnTimeout(t) {
    // The entry takes the store away again: who handles what is thrown has it still.
    internal.asyncStore = t.state.store;
    try {
      apply(t._onTimeout, t, t._timerArgs);
    } finally {
      if (t._repeat !== null && !t._destroyed) t.arm();
      else if (!list.has(t.state.id)) t._destroyed = true;
    }
  }
  function processTimers(t) {
    listOnTimeout(t);
  }
  /** Runs the timer that has been due the longest; 1 when there was one. */
  exports.runOne = () => {
    const t = next();
    if (!t) return 0;
    processTimers(t);
    return 1;
  };
  const next = internal.shielded(() => {
    const at = now();
    if (round === undefined) round = at;
    first = undefined;
    for (const t of list.values()) {
      if (t.state.due > round) continue;
      if (!first || t.state.due < first.state.due || (t.state.due === first.state.due && t.state.seq < first.state.seq))
        first = t;
    }
    if (first) list.delete(first.state.id);
    else round = undefined;
    return first;
  });

  exports.immediates = () => {
    batch = queue;
    queue = [];
    return exports.immediate();
  };
  function processImmediate(i) {
    i._destroyed = true;
    internal.asyncStore = i.state.store;
    apply(i._onImmediate, i, i._argv);
  }
  const nextImmediate = internal.shielded(() => batch.shift());
  exports.immediate = () => {
    const i = nextImmediate();
    if (!i) return 0;
    if (!i._destroyed) {
      if (i.state.ref) refImmediates--;
      processImmediate(i);
    }
    return 1;
  };
  internal.hasWork = () => exports.wait(internal.refs()) !== -2;
}
