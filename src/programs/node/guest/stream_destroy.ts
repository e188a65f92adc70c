// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** How streams begin and end: `construct`, `destroy`, errors; and the bits that both sides' states have. */
export function guestStreamDestroy(exports, internal) {
  const { errors } = internal;
  const nextTick = (fn, ...args) => internal.nextTick(fn, args);
  const kState = Symbol("kState");
  const kDestroy = Symbol("kDestroy");
  const kConstruct = Symbol("kConstruct");

  /** What is true of a stream stands in one number, as Node keeps it. */
  const SHARED = {
    objectMode: 1 << 0,
    errorEmitted: 1 << 1,
    autoDestroy: 1 << 2,
    emitClose: 1 << 3,
    destroyed: 1 << 4,
    closed: 1 << 5,
    closeEmitted: 1 << 6,
    constructed: 1 << 8,
  };
  const ERRORED = 1 << 7;
  Object.assign(exports, { SHARED, ERRORED });
  const kErroredValue = Symbol("kErroredValue");
  exports.kState = kState;
  exports.flags = (prototype, bits) => {
    for (const [name, bit] of Object.entries(bits))
      Object.defineProperty(prototype, name, {
        get() {
          return (this[kState] & bit) !== 0;
        },
        set(value) {
          if (value) this[kState] |= bit;
          else this[kState] &= ~bit;
        },
        enumerable: false,
      });
  };
  /** A value that is kept only where there is one, and told by a bit. */
  exports.valueFlag = (prototype, name, bit, key, none) =>
    Object.defineProperty(prototype, name, {
      get() {
        return (this[kState] & bit) !== 0 ? this[key] : none;
      },
      set(value) {
        if (value) {
          this[key] = value;
          this[kState] |= bit;
        } else this[kState] &= ~bit;
      },
      enumerable: false,
    });
  exports.sharedState = (prototype) => {
    exports.flags(prototype, SHARED);
    exports.valueFlag(prototype, "errored", ERRORED, kErroredValue, null);
  };
  exports.beginState = (state, o, side) => {
    state[kState] = SHARED.emitClose | SHARED.autoDestroy | SHARED.constructed;
    if (o && (o.objectMode || o[`${side}ObjectMode`])) state.objectMode = true;
    const most = o && (o.highWaterMark ?? o[`${side}HighWaterMark`]);
    state.highWaterMark =
      most === undefined || most === null ? exports.defaultHighWaterMark(state.objectMode) : limit(most, side, o);
    if (o && o.emitClose === false) state.emitClose = false;
    if (o && o.autoDestroy === false) state.autoDestroy = false;
  };
  const defaults = { bytes: 16384, objects: 16 };
  exports.defaultHighWaterMark = (objectMode) => (objectMode ? defaults.objects : defaults.bytes);
  exports.setDefaultHighWaterMark = (objectMode, value) => {
    defaults[objectMode ? "objects" : "bytes"] = value;
  };
  const limit = (value, side, o) => {
    if (Number.isInteger(value) && value >= 0) return Math.floor(value);
    const name = o.highWaterMark === undefined ? `options.${side}HighWaterMark` : "options.highWaterMark";
    throw errors.nodeError(
      TypeError,
      "ERR_INVALID_ARG_VALUE",
      `The property '${name}' is invalid. Received ${internal.require("inspect").inspect(value)}`,
    );
  };

  const sides = ({ _readableState: r, _writableState: w }) => (r ? (w ? [r, w] : [r]) : w ? [w] : []);
  const note = (s, e) => {
    if (!e) return;
    void e.stack;
    for (const side of sides(s)) if (!side.errored) side.errored = e;
  };
  function emitErrorNT(s, e) {
    const all = sides(s);
    if (all.some((side) => side.errorEmitted)) return;
    for (const side of all) side.errorEmitted = true;
    s.emit("error", e);
  }
  function emitCloseNT(s) {
    const all = sides(s);
    for (const side of all) side.closeEmitted = true;
    if (all.some((side) => side.emitClose)) s.emit("close");
  }
  function emitErrorAndCloseNT(s, e) {
    emitErrorNT(s, e);
    emitCloseNT(s);
  }

  exports.destroy = function destroy(e, done) {
    const all = sides(this);
    if (all.some((side) => side.destroyed)) {
      if (typeof done === "function") done();
      return this;
    }
    note(this, e);
    for (const side of all) side.destroyed = true;
    if ((this._writableState || this._readableState).constructed) run(this, e, done);
    else this.once(kDestroy, (other) => run(this, other || e, done));
    return this;
  };
  function run(s, e, done) {
    let called = false;
    const onDestroy = (error) => {
      if (called) return;
      called = true;
      note(s, error);
      for (const side of sides(s)) side.closed = true;
      if (typeof done === "function") done(error);
      if (error) nextTick(emitErrorAndCloseNT, s, error);
      else nextTick(emitCloseNT, s);
    };
    try {
      s._destroy(e || null, onDestroy);
    } catch (error) {
      onDestroy(error);
    }
  }

  /** An error of the stream's own: it is destroyed by it, or says it. */
  exports.fail = (s, e, sync) => {
    const all = sides(s);
    if (all.some((side) => side.destroyed)) return;
    if (all.some((side) => side.autoDestroy)) s.destroy(e);
    else if (e) {
      note(s, e);
      if (sync) nextTick(emitErrorNT, s, e);
      else emitErrorNT(s, e);
    }
  };

  exports.construct = (s, then) => {
    if (typeof s._construct !== "function") return;
    for (const side of sides(s)) side.constructed = false;
    s.once(kConstruct, then);
    if (s.listenerCount(kConstruct) > 1) return;
    nextTick(constructNT, s);
  };
  function constructNT(s) {
    let called = false;
    const onConstruct = (e) => {
      if (called) return exports.fail(s, e || exports.multipleCallback());
      called = true;
      const all = sides(s);
      for (const side of all) side.constructed = true;
      if (all[0].destroyed) s.emit(kDestroy, e);
      else if (e) exports.fail(s, e, true);
      else nextTick(emitConstructNT, s);
      return undefined;
    };
    try {
      s._construct((e) => nextTick(onConstruct, e));
    } catch (e) {
      nextTick(onConstruct, e);
    }
  }
  function emitConstructNT(s) {
    s.emit(kConstruct);
  }

  exports.multipleCallback = () => errors.nodeError(Error, "ERR_MULTIPLE_CALLBACK", "Callback called multiple times");
  exports.wasDestroyed = (name) =>
    errors.nodeError(Error, "ERR_STREAM_DESTROYED", `Cannot call ${name} after a stream was destroyed`);
  exports.unimplemented = (name) =>
    errors.nodeError(Error, "ERR_METHOD_NOT_IMPLEMENTED", `The ${name} method is not implemented`);
  exports.abortError = (cause) =>
    Object.assign(new Error("The operation was aborted", cause === undefined ? undefined : { cause }), {
      code: "ABORT_ERR",
      name: "AbortError",
    });
  exports.addAbortSignal = (signal, s) => {
    const stop = () => s.destroy(exports.abortError(signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
    return s;
  };
  /** Properties that are looked up in a stream's state. */
  exports.shown = (prototype, getters) => {
    for (const [name, get] of Object.entries(getters))
      Object.defineProperty(prototype, name, {
        get,
        set(value) {
          Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: false });
        },
        configurable: true,
        enumerable: false,
      });
  };
}
