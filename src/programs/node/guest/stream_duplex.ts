// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `stream.Duplex`, `Transform` and `PassThrough`. */
export function guestStreamDuplex(exports, internal) {
  const { construct, unimplemented } = internal.require("stream_destroy");
  const { Stream } = internal.require("stream_base");
  const { Readable, ReadableState, readMore, useOptions } = internal.require("stream_readable");
  const { Writable, WritableState, METHODS, begun } = internal.require("stream_writable");

  function Duplex(o) {
    if (!(this instanceof Duplex)) return new Duplex(o);
    this._events ??= {
      close: undefined,
      error: undefined,
      prefinish: undefined,
      finish: undefined,
      drain: undefined,
      data: undefined,
      end: undefined,
      readable: undefined,
    };
    this._readableState = new ReadableState(o, true);
    this._writableState = new WritableState(o, this);
    this.allowHalfOpen = !o || o.allowHalfOpen !== false;
    if (o && o.readable === false)
      Object.assign(this._readableState, { readable: false, ended: true, endEmitted: true });
    if (o && o.writable === false)
      Object.assign(this._writableState, { writable: false, ending: true, ended: true, finished: true });
    useOptions(this, o, { read: "_read", ...METHODS });
    Stream.call(this, o);
    construct(this, () => {
      if (this._readableState.needReadable) readMore(this, this._readableState);
      begun(this)();
    });
  }
  Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
  Object.setPrototypeOf(Duplex, Readable);
  const W = Writable.prototype;
  const own = ["constructor", "pipe", "closed", "errored", "destroyed", "_destroy", "_undestroy"];
  for (const name of Object.getOwnPropertyNames(W))
    if (!own.includes(name)) Object.defineProperty(Duplex.prototype, name, Object.getOwnPropertyDescriptor(W, name));
  Object.defineProperty(Duplex.prototype, "destroyed", {
    get() {
      const { _readableState: r, _writableState: w } = this;
      return Boolean(r && w) && r.destroyed && w.destroyed;
    },
    set(value) {
      if (!this._readableState || !this._writableState) return;
      this._readableState.destroyed = value;
      this._writableState.destroyed = value;
    },
    configurable: true,
  });

  const kCallback = Symbol("kCallback");
  function Transform(o) {
    if (!(this instanceof Transform)) return new Transform(o);
    Duplex.call(this, o);
    this._readableState.sync = false;
    this[kCallback] = null;
    useOptions(this, o && { transform: o.transform, flush: o.flush }, { transform: "_transform", flush: "_flush" });
    this.on("prefinish", prefinish);
  }
  Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
  Object.setPrototypeOf(Transform, Duplex);
  const T = Transform.prototype;
  function final(cb) {
    if (typeof this._flush === "function" && !this.destroyed)
      this._flush((e, data) => {
        if (e) {
          if (cb) cb(e);
          else this.destroy(e);
          return;
        }
        if (data !== null && data !== undefined) this.push(data);
        this.push(null);
        if (cb) cb();
      });
    else {
      this.push(null);
      if (cb) cb();
    }
  }
  function prefinish() {
    if (this._final !== final) final.call(this);
  }
  T._final = final;
  T._transform = () => {
    throw unimplemented("_transform()");
  };
  T._write = function _write(chunk, encoding, cb) {
    const r = this._readableState;
    const before = r.length;
    this._transform(chunk, encoding, (e, data) => {
      if (e) return cb(e);
      if (data !== null && data !== undefined) this.push(data);
      if (this._writableState.ended || before === r.length || r.length < r.highWaterMark) cb();
      else this[kCallback] = cb;
      return undefined;
    });
  };
  T._read = function _read() {
    const cb = this[kCallback];
    if (!cb) return;
    this[kCallback] = null;
    cb();
  };

  function PassThrough(o) {
    if (!(this instanceof PassThrough)) return new PassThrough(o);
    Transform.call(this, o);
  }
  Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
  Object.setPrototypeOf(PassThrough, Transform);
  PassThrough.prototype._transform = (chunk, _encoding, cb) => cb(null, chunk);
  Object.assign(exports, { Duplex, Transform, PassThrough });
}
