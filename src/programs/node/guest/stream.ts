// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `stream`. */
export function guestStream(exports, internal, module) {
  const EE = internal.require("events");
  const { errors } = internal;
  const nextTick = (fn, ...a) => internal.nextTick(fn, a);

  function Stream(options) {
    EE.call(this, options);
  }
  Object.setPrototypeOf(Stream.prototype, EE.prototype);
  Object.setPrototypeOf(Stream, EE);

  const length = (chunk, objectMode) => (objectMode ? 1 : chunk.length);

  function destroyImpl(err, cb) {
    if (this.destroyed) {
      if (typeof cb === "function") cb();
      return this;
    }
    this.destroyed = true;
    if (this._readableState) this._readableState.destroyed = true;
    if (this._writableState) this._writableState.destroyed = true;
    const done = (e) => {
      const error = e || err || null;
      if (this._readableState) this._readableState.closed = true;
      if (this._writableState) this._writableState.closed = true;
      if (error) {
        if (this._readableState) this._readableState.errored = error;
        if (this._writableState) this._writableState.errored = error;
      }
      if (typeof cb === "function") cb(error);
      nextTick(() => {
        if (error && !this._errorEmitted) {
          this._errorEmitted = true;
          this.emit("error", error);
        }
        this._closeEmitted = true;
        if ((this._readableState || this._writableState).emitClose !== false) this.emit("close");
      });
    };
    try {
      this._destroy(err || null, done);
    } catch (e) {
      done(e);
    }
    return this;
  }
  const hide = (o, k, v) =>
    Object.defineProperty(o, k, { value: v, writable: true, enumerable: false, configurable: true });

  // Readable
  class ReadableState {
    constructor(o, own) {
      this.highWaterMark =
        o.highWaterMark !== undefined
          ? o.highWaterMark
          : o[`${own}HighWaterMark`] !== undefined
            ? o[`${own}HighWaterMark`]
            : o.objectMode || o.readableObjectMode
              ? 16
              : 16384;
      this.objectMode = Boolean(o.objectMode || (own === "readable" && o.readableObjectMode));
      this.buffer = [];
      this.length = 0;
      this.flowing = null;
      this.ended = false;
      this.endEmitted = false;
      this.reading = false;
      this.sync = true;
      this.needReadable = false;
      this.emittedReadable = false;
      this.readableListening = false;
      this.resumeScheduled = false;
      this.errored = null;
      this.closed = false;
      this.destroyed = false;
      this.emitClose = o.emitClose !== false;
      this.autoDestroy = o.autoDestroy !== false;
      this.decoder = null;
      this.encoding = null;
      this.pipes = [];
      this.awaitDrain = 0;
    }
  }
  function Readable(options) {
    if (!(this instanceof Readable)) return new Readable(options);
    const o = options || {};
    this._readableState = new ReadableState(o, "readable");
    hide(this, "destroyed", false);
    if (typeof o.read === "function") this._read = o.read;
    if (typeof o.destroy === "function") this._destroy = o.destroy;
    if (typeof o.construct === "function") this._construct = o.construct;
    Stream.call(this, o);
    if (o.encoding) this.setEncoding(o.encoding);
    if (o.signal) exports.addAbortSignal(o.signal, this);
    if (typeof this._construct === "function" && !(this instanceof Duplex)) construct(this);
  }
  function construct(s) {
    s._constructing = true;
    nextTick(() =>
      s._construct((e) => {
        s._constructing = false;
        if (e) s.destroy(e);
        else if (s._readableState && s._readableState.flowing) flow(s);
        if (s._writableState) writeNext(s);
      }),
    );
  }
  Object.setPrototypeOf(Readable.prototype, Stream.prototype);
  Object.setPrototypeOf(Readable, Stream);
  const R = Readable.prototype;
  R.destroy = destroyImpl;
  R._destroy = (e, cb) => cb(e);
  R._read = () => {
    throw errors.nodeError(Error, "ERR_METHOD_NOT_IMPLEMENTED", "The _read() method is not implemented");
  };
  R.push = function (chunk, encoding) {
    return add(this, chunk, encoding, false);
  };
  R.unshift = function (chunk, encoding) {
    return add(this, chunk, encoding, true);
  };
  function add(s, chunk, encoding, front) {
    const st = s._readableState;
    if (chunk === null) {
      st.reading = false;
      if (!st.ended) {
        if (st.decoder) {
          const rest = st.decoder.end();
          if (rest) {
            st.buffer.push(rest);
            st.length += rest.length;
          }
        }
        st.ended = true;
        if (st.flowing) flowSoon(s);
        else emitReadable(s);
        maybeEnd(s);
      }
      return false;
    }
    if (!st.objectMode) {
      if (typeof chunk === "string") {
        if (!st.decoder || (encoding && encoding !== st.encoding)) chunk = Buffer.from(chunk, encoding || "utf8");
        if (st.decoder && typeof chunk !== "string") chunk = st.decoder.write(chunk);
      } else if (chunk instanceof Uint8Array) {
        if (!Buffer.isBuffer(chunk)) chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
        if (st.decoder) chunk = st.decoder.write(chunk);
      } else if (chunk !== undefined) {
        s.destroy(errors.invalidArgType("chunk", ["string", "Buffer", "Uint8Array"], chunk));
        return false;
      }
    }
    if (!front) st.reading = false;
    if (chunk === undefined || (!st.objectMode && chunk.length === 0)) {
      return st.length < st.highWaterMark;
    }
    if (st.ended && !front) {
      s.destroy(errors.nodeError(Error, "ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF"));
      return false;
    }
    if (st.flowing && st.length === 0 && !st.sync && s.listenerCount("data") > 0) {
      s.emit("data", chunk);
      more(s);
    } else {
      st.length += length(chunk, st.objectMode);
      if (front) st.buffer.unshift(chunk);
      else st.buffer.push(chunk);
      if (st.flowing) flowSoon(s);
      else emitReadable(s);
    }
    return !st.ended && (st.length < st.highWaterMark || st.length === 0);
  }
  function more(s) {
    const st = s._readableState;
    if (st.moreScheduled) return;
    st.moreScheduled = true;
    nextTick(() => {
      st.moreScheduled = false;
      fill(s);
    });
  }
  function fill(s) {
    const st = s._readableState;
    if (st.reading || st.ended || s.destroyed || s._constructing || (st.length >= st.highWaterMark && st.length > 0))
      return;
    st.reading = true;
    st.sync = true;
    try {
      s._read(st.highWaterMark);
    } catch (e) {
      s.destroy(e);
    }
    st.sync = false;
  }
  function emitReadable(s) {
    const st = s._readableState;
    if (st.readableScheduled) return;
    st.readableScheduled = true;
    nextTick(() => {
      st.readableScheduled = false;
      if (s.destroyed || (!st.length && !st.ended)) return;
      if (s.listenerCount("readable") > 0) s.emit("readable");
      if (st.flowing) flow(s);
      if (st.ended) maybeEnd(s);
      else if (st.length < st.highWaterMark && s.listenerCount("readable") > 0) fill(s);
    });
  }
  function flowSoon(s) {
    const st = s._readableState;
    if (st.flowScheduled) return;
    st.flowScheduled = true;
    nextTick(() => {
      st.flowScheduled = false;
      flow(s);
    });
  }
  function flow(s) {
    const st = s._readableState;
    while (st.flowing && st.buffer.length && !s.destroyed) {
      const chunk = st.buffer.shift();
      st.length -= length(chunk, st.objectMode);
      s.emit("data", chunk);
    }
    if (st.flowing) {
      if (st.ended) maybeEnd(s);
      else fill(s);
    }
  }
  function maybeEnd(s) {
    const st = s._readableState;
    if (!st.ended || st.length > 0 || st.endEmitted || st.endScheduled || s.destroyed) return;
    if (!st.flowing && !st.readableListening && !st.readCalled) return;
    st.endScheduled = true;
    nextTick(endReadableNT, s);
  }
  function endReadableNT(s) {
    const st = s._readableState;
    if (st.endEmitted || st.length > 0 || s.destroyed) {
      st.endScheduled = false;
      return;
    }
    st.endEmitted = true;
    s.readable = false;
    s.emit("end");
    if (s._writableState && s.allowHalfOpen === false && s.writable) s.end();
    else if (st.autoDestroy && (!s._writableState || s._writableState.finished || !s._writableState.autoDestroy))
      s.destroy();
  }
  R.read = function (n) {
    const st = this._readableState;
    st.readCalled = true;
    if (n === 0) {
      fill(this);
      return null;
    }
    if (st.length === 0) {
      if (st.ended) maybeEnd(this);
      else fill(this);
      if (st.length === 0) return null;
    }
    let out;
    if (st.objectMode) out = st.buffer.shift();
    else if (n === undefined || Number.isNaN(n) || n >= st.length) {
      if (n !== undefined && n > st.length && !st.ended) {
        fill(this);
        return null;
      }
      out = st.decoder ? st.buffer.join("") : st.buffer.length === 1 ? st.buffer[0] : Buffer.concat(st.buffer);
      st.buffer = [];
    } else {
      const all = st.decoder ? st.buffer.join("") : Buffer.concat(st.buffer);
      out = all.slice(0, n);
      st.buffer = [all.slice(n)];
    }
    st.length -= length(out, st.objectMode);
    if (st.length === 0) {
      if (st.ended) maybeEnd(this);
      else more(this);
    }
    if (out !== null) this.emit("data", out);
    return out;
  };
  const onBase = EE.prototype.on;
  R.on = function (name, fn) {
    const r = onBase.call(this, name, fn);
    const st = this._readableState;
    if (name === "data") {
      st.readableListening = this.listenerCount("readable") > 0;
      if (st.flowing !== false && !st.readableListening) this.resume();
    } else if (name === "readable" && !st.endEmitted) {
      st.readableListening = true;
      st.flowing = false;
      if (st.length || st.ended) emitReadable(this);
      else more(this);
    }
    return r;
  };
  R.addListener = R.on;
  R.resume = function () {
    const st = this._readableState;
    if (!st.flowing) {
      st.flowing = !st.readableListening;
      if (!st.resumeScheduled) {
        st.resumeScheduled = true;
        nextTick(() => {
          st.resumeScheduled = false;
          if (!st.reading && st.length === 0) fill(this);
          this.emit("resume");
          flow(this);
        });
      }
    }
    st.paused = false;
    return this;
  };
  R.pause = function () {
    if (this._readableState.flowing !== false) {
      this._readableState.flowing = false;
      this.emit("pause");
    }
    this._readableState.paused = true;
    return this;
  };
  R.isPaused = function () {
    return this._readableState.paused === true || this._readableState.flowing === false;
  };
  R.setEncoding = function (enc) {
    const { StringDecoder } = internal.require("string_decoder");
    const st = this._readableState;
    st.decoder = new StringDecoder(enc);
    st.encoding = st.decoder.encoding;
    const text = st.buffer.map((b) => st.decoder.write(b)).join("");
    st.buffer = text ? [text] : [];
    st.length = text.length;
    return this;
  };
  R.pipe = function (dest, o) {
    const st = this._readableState;
    st.pipes.push(dest);
    const ondata = (chunk) => {
      if (dest.write(chunk) === false) this.pause();
    };
    const ondrain = () => {
      if (this.listenerCount("data")) this.resume();
    };
    const onend = () => dest.end();
    const cleanup = () => {
      this.removeListener("data", ondata);
      this.removeListener("end", onend);
      dest.removeListener("drain", ondrain);
      dest.removeListener("close", cleanup);
      dest.removeListener("finish", cleanup);
      st.pipes = st.pipes.filter((d) => d !== dest);
    };
    dest._unpipe = cleanup;
    this.on("data", ondata);
    dest.on("drain", ondrain);
    dest.once("close", cleanup);
    dest.once("finish", cleanup);
    if ((!o || o.end !== false) && dest !== process.stdout && dest !== process.stderr) this.once("end", onend);
    dest.emit("pipe", this);
    if (!st.flowing) this.resume();
    return dest;
  };
  R.unpipe = function (dest) {
    for (const d of dest ? [dest] : [...this._readableState.pipes]) {
      if (d._unpipe) d._unpipe();
      d.emit("unpipe", this);
    }
    if (!this._readableState.pipes.length) this.pause();
    return this;
  };
  R.wrap = function (old) {
    old.on("data", (c) => this.push(c) || (old.pause && old.pause()));
    old.on("end", () => this.push(null));
    this._read = () => old.resume && old.resume();
    return this;
  };
  R[Symbol.asyncIterator] = function () {
    return this.iterator();
  };
  R.iterator = function () {
    const s = this;
    let error;
    let wake;
    const onReadable = () => wake && wake();
    s.on("readable", onReadable);
    s.on("error", (e) => {
      error = e;
      if (wake) wake();
    });
    s.on("close", onReadable);
    s.on("end", onReadable);
    return (async function* () {
      try {
        for (;;) {
          const chunk = s.destroyed && !s._readableState.length ? null : s.read();
          if (chunk !== null) yield chunk;
          else if (error) throw error;
          else if (s._readableState.endEmitted || (s.destroyed && s._closeEmitted)) return;
          else
            await new Promise((r) => {
              wake = r;
            });
        }
      } finally {
        s.removeListener("readable", onReadable);
        if (!s.destroyed) s.destroy();
      }
    })();
  };
  const gather = (s) => s[Symbol.asyncIterator]();
  R.toArray = async function () {
    const out = [];
    for await (const c of gather(this)) out.push(c);
    return out;
  };
  R.map = function (fn) {
    const s = this;
    return Readable.from(
      (async function* () {
        for await (const c of gather(s)) yield await fn(c);
      })(),
    );
  };
  R.filter = function (fn) {
    const s = this;
    return Readable.from(
      (async function* () {
        for await (const c of gather(s)) if (await fn(c)) yield c;
      })(),
    );
  };
  R.forEach = async function (fn) {
    for await (const c of gather(this)) await fn(c);
  };
  R.reduce = async function (fn, init) {
    let acc = init;
    for await (const c of gather(this)) acc = await fn(acc, c);
    return acc;
  };
  const get = (proto, name, fn) =>
    Object.defineProperty(proto, name, {
      get: fn,
      set(v) {
        Object.defineProperty(this, name, { value: v, writable: true, configurable: true, enumerable: false });
      },
      configurable: true,
      enumerable: false,
    });
  get(R, "readable", function () {
    const st = this._readableState;
    return !st.destroyed && !st.endEmitted && !st.errored;
  });
  get(R, "readableEnded", function () {
    return this._readableState.endEmitted;
  });
  get(R, "readableFlowing", function () {
    return this._readableState.flowing;
  });
  get(R, "readableLength", function () {
    return this._readableState.length;
  });
  get(R, "readableHighWaterMark", function () {
    return this._readableState.highWaterMark;
  });
  get(R, "readableObjectMode", function () {
    return this._readableState.objectMode;
  });
  get(R, "readableEncoding", function () {
    return this._readableState.encoding;
  });
  get(R, "errored", function () {
    return (this._readableState || this._writableState).errored;
  });
  get(R, "closed", function () {
    return (this._readableState || this._writableState).closed;
  });
  Readable.from = (iterable, o) => {
    if (typeof iterable === "string" || iterable instanceof Uint8Array)
      return new Readable({
        objectMode: true,
        ...o,
        read() {
          this.push(iterable);
          this.push(null);
        },
      });
    const it = iterable[Symbol.asyncIterator] ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
    let busy = false;
    const r = new Readable({ objectMode: true, highWaterMark: 1, ...o });
    r._read = () => {
      if (busy) return;
      busy = true;
      (async () => {
        try {
          for (;;) {
            const { value, done } = await it.next();
            if (done) return r.push(null);
            const v = await value;
            if (v === null)
              throw errors.nodeError(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
            if (!r.push(v)) {
              busy = false;
              return undefined;
            }
          }
        } catch (e) {
          r.destroy(e);
        }
        return undefined;
      })();
    };
    r._destroy = (e, cb) => {
      if (it.return && !r._readableState.endEmitted) Promise.resolve(it.return()).then(() => cb(e), cb);
      else cb(e);
    };
    return r;
  };
  Readable.fromWeb = (web) => Readable.from(web);

  // Writable
  class WritableState {
    constructor(o, own) {
      this.highWaterMark =
        o.highWaterMark !== undefined
          ? o.highWaterMark
          : o[`${own}HighWaterMark`] !== undefined
            ? o[`${own}HighWaterMark`]
            : o.objectMode || o.writableObjectMode
              ? 16
              : 16384;
      this.objectMode = Boolean(o.objectMode || o.writableObjectMode);
      this.decodeStrings = o.decodeStrings !== false;
      this.defaultEncoding = o.defaultEncoding || "utf8";
      this.length = 0;
      this.queue = [];
      this.writing = false;
      this.corked = 0;
      this.ending = false;
      this.ended = false;
      this.finished = false;
      this.needDrain = false;
      this.errored = null;
      this.closed = false;
      this.destroyed = false;
      this.emitClose = o.emitClose !== false;
      this.autoDestroy = o.autoDestroy !== false;
    }
  }
  function Writable(options) {
    if (!(this instanceof Writable) && !(this instanceof Duplex)) return new Writable(options);
    const o = options || {};
    this._writableState = new WritableState(o, "writable");
    hide(this, "destroyed", false);
    if (typeof o.write === "function") this._write = o.write;
    if (typeof o.writev === "function") this._writev = o.writev;
    if (typeof o.destroy === "function") this._destroy = o.destroy;
    if (typeof o.final === "function") this._final = o.final;
    if (typeof o.construct === "function") this._construct = o.construct;
    Stream.call(this, o);
    if (o.signal) exports.addAbortSignal(o.signal, this);
    if (typeof this._construct === "function") construct(this);
  }
  Object.setPrototypeOf(Writable.prototype, Stream.prototype);
  Object.setPrototypeOf(Writable, Stream);
  Object.defineProperty(Writable, Symbol.hasInstance, {
    value: function (o) {
      if (Function.prototype[Symbol.hasInstance].call(this, o)) return true;
      return this === Writable && o && o._writableState instanceof WritableState;
    },
  });
  const W = Writable.prototype;
  W.destroy = destroyImpl;
  W._destroy = (e, cb) => cb(e);
  W._write = function (chunk, encoding, cb) {
    if (this._writev) this._writev([{ chunk, encoding }], cb);
    else throw errors.nodeError(Error, "ERR_METHOD_NOT_IMPLEMENTED", "The _write() method is not implemented");
  };
  W.pipe = function () {
    this.destroy(errors.nodeError(Error, "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"));
  };
  W.write = function (chunk, encoding, cb) {
    const st = this._writableState;
    if (typeof encoding === "function") {
      cb = encoding;
      encoding = undefined;
    }
    const enc = encoding || st.defaultEncoding;
    if (chunk === null)
      throw errors.nodeError(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
    if (!st.objectMode) {
      if (typeof chunk === "string") {
        if (st.decodeStrings) chunk = Buffer.from(chunk, enc);
      } else if (chunk instanceof Uint8Array) {
        if (!Buffer.isBuffer(chunk)) chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      } else throw errors.invalidArgType("chunk", ["string", "Buffer", "Uint8Array"], chunk);
    }
    let err;
    if (st.ending) err = errors.nodeError(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end");
    else if (this.destroyed)
      err = errors.nodeError(Error, "ERR_STREAM_DESTROYED", "Cannot call write after a stream was destroyed");
    if (err) {
      if (cb) nextTick(cb, err);
      if (st.ending && !this.destroyed) this.destroy(err);
      return false;
    }
    if (this._write === W._write && !this._writev)
      throw errors.nodeError(Error, "ERR_METHOD_NOT_IMPLEMENTED", "The _write() method is not implemented");
    const n = length(chunk, st.objectMode);
    st.length += n;
    const ok = st.length < st.highWaterMark;
    if (!ok) st.needDrain = true;
    st.queue.push({ chunk, encoding: st.objectMode || typeof chunk === "string" ? enc : "buffer", cb, n });
    if (!st.writing && !st.corked && !this._constructing) writeNext(this);
    return ok && !st.errored;
  };
  function writeNext(s) {
    const st = s._writableState;
    if (st.writing || s.destroyed || s._constructing) return;
    if (!st.queue.length) {
      finishMaybe(s);
      return;
    }
    if (st.corked && !st.ending) return;
    st.writing = true;
    const many = s._writev && st.queue.length > 1;
    const items = many ? st.queue.splice(0) : [st.queue.shift()];
    let sync = true;
    const done = (e) => {
      if (!st.writing && !items.length) return;
      st.writing = false;
      for (const it of items) st.length -= it.n;
      const finish = () => {
        if (e) {
          for (const it of items) if (it.cb) it.cb(e);
          s.destroy(e);
          return;
        }
        if (st.needDrain && st.length === 0 && !st.ending && !s.destroyed) {
          st.needDrain = false;
          s.emit("drain");
        }
        for (const it of items) if (it.cb) it.cb(null);
        finishMaybe(s);
      };
      if (st.queue.length && !e) {
        if (sync)
          nextTick(() => {
            finish();
          });
        else finish();
        writeNext(s);
      } else if (sync) nextTick(finish);
      else finish();
    };
    try {
      if (many)
        s._writev(
          items.map(({ chunk, encoding }) => ({ chunk, encoding })),
          done,
        );
      else s._write(items[0].chunk, items[0].encoding, done);
    } catch (e) {
      if (e === internal.exitSentinel) throw e;
      done(e);
    }
    sync = false;
  }
  function finishMaybe(s) {
    const st = s._writableState;
    if (!st.ending || st.finished || st.writing || st.queue.length || s.destroyed || st.finishing || s._constructing)
      return;
    st.finishing = true;
    const finish = (e) => {
      if (e) {
        s.destroy(e);
        return;
      }
      nextTick(() => {
        if (st.finished || s.destroyed) return;
        st.finished = true;
        s.emit("finish");
        for (const cb of st.endCallbacks || []) cb();
        if (
          st.autoDestroy &&
          (!s._readableState || s._readableState.endEmitted || s._readableState.autoDestroy === false)
        )
          s.destroy();
      });
    };
    const before = () => {
      s.emit("prefinish");
      if (typeof s._final === "function") {
        try {
          s._final(finish);
        } catch (e) {
          finish(e);
        }
      } else finish();
    };
    before();
  }
  W.end = function (chunk, encoding, cb) {
    const st = this._writableState;
    if (typeof chunk === "function") {
      cb = chunk;
      chunk = undefined;
    } else if (typeof encoding === "function") {
      cb = encoding;
      encoding = undefined;
    }
    if (chunk !== undefined && chunk !== null) this.write(chunk, encoding);
    if (st.corked) {
      st.corked = 0;
      writeNext(this);
    }
    if (typeof cb === "function") {
      if (st.finished) nextTick(cb);
      else {
        st.endCallbacks = st.endCallbacks || [];
        st.endCallbacks.push(cb);
      }
    }
    if (!st.ending) {
      st.ending = true;
      st.ended = true;
      finishMaybe(this);
    }
    return this;
  };
  W.cork = function () {
    this._writableState.corked++;
  };
  W.uncork = function () {
    const st = this._writableState;
    if (st.corked) {
      st.corked--;
      if (!st.corked) writeNext(this);
    }
  };
  W.setDefaultEncoding = function (e) {
    this._writableState.defaultEncoding = e;
    return this;
  };
  get(W, "writable", function () {
    const st = this._writableState;
    return !st.destroyed && !st.ending && !st.errored;
  });
  get(W, "writableEnded", function () {
    return this._writableState.ending;
  });
  get(W, "writableFinished", function () {
    return this._writableState.finished;
  });
  get(W, "writableLength", function () {
    return this._writableState.length;
  });
  get(W, "writableHighWaterMark", function () {
    return this._writableState.highWaterMark;
  });
  get(W, "writableNeedDrain", function () {
    return this._writableState.needDrain;
  });
  get(W, "writableObjectMode", function () {
    return this._writableState.objectMode;
  });
  get(W, "writableCorked", function () {
    return this._writableState.corked;
  });
  get(W, "errored", function () {
    return this._writableState.errored;
  });
  get(W, "closed", function () {
    return this._writableState.closed;
  });

  // Duplex, Transform, PassThrough
  function Duplex(options) {
    if (!(this instanceof Duplex)) return new Duplex(options);
    const o = options || {};
    this._readableState = new ReadableState(o, "readable");
    this._writableState = new WritableState(o, "writable");
    hide(this, "destroyed", false);
    this.allowHalfOpen = o.allowHalfOpen !== false;
    for (const [k, m] of [
      ["read", "_read"],
      ["write", "_write"],
      ["writev", "_writev"],
      ["destroy", "_destroy"],
      ["final", "_final"],
      ["construct", "_construct"],
    ])
      if (typeof o[k] === "function") this[m] = o[k];
    Stream.call(this, o);
    if (o.encoding) this.setEncoding(o.encoding);
    if (typeof this._construct === "function") construct(this);
  }
  Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
  Object.setPrototypeOf(Duplex, Readable);
  for (const k of Object.getOwnPropertyNames(W))
    if (
      !Object.hasOwn(Duplex.prototype, k) &&
      !["constructor", "destroy", "_destroy", "pipe", "errored", "closed"].includes(k)
    )
      Object.defineProperty(Duplex.prototype, k, Object.getOwnPropertyDescriptor(W, k));
  Duplex.from = (x) => (typeof x === "function" ? Readable.from(x()) : Readable.from(x));

  function Transform(options) {
    if (!(this instanceof Transform)) return new Transform(options);
    const o = options || {};
    Duplex.call(this, o);
    if (typeof o.transform === "function") this._transform = o.transform;
    if (typeof o.flush === "function") this._flush = o.flush;
    hide(this, "_pendingCallback", null);
    // What a write brings goes on at once.
    this._readableState.sync = false;
  }
  Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
  Object.setPrototypeOf(Transform, Duplex);
  Transform.prototype._transform = () => {
    throw errors.nodeError(Error, "ERR_METHOD_NOT_IMPLEMENTED", "The _transform() method is not implemented");
  };
  Transform.prototype._write = function (chunk, encoding, cb) {
    const before = this._readableState.length;
    this._transform(chunk, encoding, (e, v) => {
      if (e) return cb(e);
      if (v !== undefined && v !== null) this.push(v);
      const st = this._readableState;
      if (st.ended || before === st.length || st.length < st.highWaterMark) cb();
      else this._pendingCallback = cb;
      return undefined;
    });
  };
  Transform.prototype._final = function (cb) {
    if (typeof this._flush === "function" && !this.destroyed)
      this._flush((e, v) => {
        if (e) return cb(e);
        if (v !== undefined && v !== null) this.push(v);
        this.push(null);
        cb();
        return undefined;
      });
    else {
      this.push(null);
      cb();
    }
  };
  Transform.prototype._read = function () {
    this._readableState.reading = false;
    if (this._pendingCallback) {
      const cb = this._pendingCallback;
      this._pendingCallback = null;
      cb();
    }
  };
  function PassThrough(options) {
    if (!(this instanceof PassThrough)) return new PassThrough(options);
    Transform.call(this, options);
  }
  Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
  Object.setPrototypeOf(PassThrough, Transform);
  PassThrough.prototype._transform = (chunk, _e, cb) => cb(null, chunk);

  for (const [n, C] of Object.entries({ Stream, Readable, Writable, Duplex, Transform, PassThrough }))
    Object.defineProperty(C, "name", { value: n });

  // Helpers
  const finished = (s, o, cb) => {
    if (typeof o === "function") {
      cb = o;
      o = {};
    }
    const r = s._readableState;
    const w = s._writableState;
    let readDone = !r || o.readable === false || r.endEmitted;
    let writeDone = !w || o.writable === false || w.finished;
    let called = false;
    const done = (e) => {
      if (called) return;
      called = true;
      cb.call(s, e);
    };
    const onend = () => {
      readDone = true;
      if (writeDone) done();
    };
    const onfinish = () => {
      writeDone = true;
      if (readDone) done();
    };
    const onerror = (e) => done(e);
    const onclose = () => {
      const e = (r && r.errored) || (w && w.errored);
      if (e) return done(e);
      if (readDone && writeDone) return done();
      return done(errors.nodeError(Error, "ERR_STREAM_PREMATURE_CLOSE", "Premature close"));
    };
    s.on("end", onend);
    s.on("finish", onfinish);
    s.on("error", onerror);
    s.on("close", onclose);
    if (s.destroyed && s._closeEmitted) nextTick(onclose);
    else if (readDone && writeDone) nextTick(done);
    return () => {
      s.removeListener("end", onend);
      s.removeListener("finish", onfinish);
      s.removeListener("error", onerror);
      s.removeListener("close", onclose);
    };
  };
  const pipeline = (...args) => {
    const cb =
      typeof args.at(-1) === "function" && args.length > 1 && !isGenerator(args.at(-1)) ? args.pop() : () => {};
    const all = Array.isArray(args[0]) ? args[0] : args;
    let current = all[0];
    const streams = [];
    let called = false;
    const done = (e) => {
      if (called) return;
      called = true;
      if (e)
        for (const s of streams) if (!s.destroyed && s !== process.stdout) s.destroy(e === cb ? undefined : undefined);
      cb(e);
    };
    if (typeof current === "function") current = current();
    if (!current.pipe) current = Readable.from(current);
    streams.push(current);
    for (let i = 1; i < all.length; i++) {
      let next = all[i];
      if (typeof next === "function") {
        const r = next(current);
        if (r && typeof r.then === "function") {
          r.then((v) => done(undefined, v), done);
          return undefined;
        }
        next = Readable.from(r);
        streams.push(next);
        finished(next, (e) => e && done(e));
        current = next;
        continue;
      }
      streams.push(next);
      const from = current;
      finished(from, { writable: false }, (e) => e && done(e));
      from.pipe(next);
      current = next;
    }
    const last = current;
    if (last === process.stdout || last === process.stderr) streams[0].on("end", () => nextTick(done));
    else finished(last, { readable: false }, (e) => done(e));
    return last;
  };
  const isGenerator = (f) => /^\[object (?:Async)?GeneratorFunction\]$/.test(Object.prototype.toString.call(f));
  Stream.promises = {
    pipeline: (...a) =>
      new Promise((resolve, reject) => {
        if (
          a.at(-1) &&
          typeof a.at(-1) === "object" &&
          !a.at(-1).pipe &&
          !a.at(-1)[Symbol.asyncIterator] &&
          !a.at(-1)[Symbol.iterator]
        )
          a.pop();
        pipeline([...a], (e) => (e ? reject(e) : resolve()));
      }),
    finished: (s, o) => new Promise((resolve, reject) => finished(s, o || {}, (e) => (e ? reject(e) : resolve()))),
  };
  const custom = Symbol.for("nodejs.util.promisify.custom");
  pipeline[custom] = Stream.promises.pipeline;
  finished[custom] = Stream.promises.finished;
  Object.assign(Stream, {
    Stream,
    Readable,
    Writable,
    Duplex,
    Transform,
    PassThrough,
    pipeline,
    finished,
    getDefaultHighWaterMark: (o) => (o ? 16 : 16384),
    setDefaultHighWaterMark() {},
  });
  Stream.addAbortSignal = exports.addAbortSignal = (signal, s) => {
    const stop = () => {
      const e = new Error("The operation was aborted");
      e.name = "AbortError";
      e.code = "ABORT_ERR";
      s.destroy(e);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
    return s;
  };
  Stream.isReadable = (s) => Boolean(s && s.readable);
  Stream.isErrored = (s) => Boolean(s && s.errored);
  Stream.isDisturbed = (s) =>
    Boolean(s && s._readableState && (s._readableState.flowing !== null || s._readableState.readCalled));
  module.exports = Stream;
}
