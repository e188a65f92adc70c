// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `stream.Readable`. */
export function guestStreamReadable(exports, internal) {
  const { errors } = internal;
  const { fail, construct, destroy, unimplemented, shown } = internal.require("stream_destroy");
  const { Stream } = internal.require("stream_base");
  const nextTick = (fn, ...args) => internal.nextTick(fn, args);
  const { ReadableState, decode } = internal.require("stream_readable_state");
  exports.ReadableState = ReadableState;

  function Readable(o) {
    if (!(this instanceof Readable)) return new Readable(o);
    this._events ??= { close: undefined, error: undefined, data: undefined, end: undefined, readable: undefined };
    this._readableState = new ReadableState(o, false);
    exports.useOptions(this, o, { read: "_read", destroy: "_destroy", construct: "_construct" });
    Stream.call(this, o);
    construct(this, () => {
      if (this._readableState.needReadable) readMore(this, this._readableState);
    });
  }
  exports.Readable = Readable;
  exports.useOptions = (s, o, methods) => {
    if (!o) return;
    for (const [option, method] of Object.entries(methods)) if (typeof o[option] === "function") s[method] = o[option];
    if (o.signal) internal.require("stream_destroy").addAbortSignal(o.signal, s);
  };
  Object.setPrototypeOf(Readable.prototype, Stream.prototype);
  Object.setPrototypeOf(Readable, Stream);
  Readable.ReadableState = ReadableState;
  const R = Readable.prototype;
  R.destroy = destroy;
  R._destroy = (e, done) => done(e);
  R._undestroy = () => {};
  R[Symbol.for("nodejs.rejection")] = function (e) {
    this.destroy(e);
  };
  R.push = function push(chunk, encoding) {
    return add(this, chunk, encoding, false);
  };
  R.unshift = function unshift(chunk, encoding) {
    return add(this, chunk, encoding, true);
  };

  const mayPush = (st) => !st.ended && (st.length < st.highWaterMark || st.length === 0);
  /** What comes in: text as bytes, or, where the stream decodes, bytes as text. */
  function add(s, chunk, encoding, front) {
    const st = s._readableState;
    if (chunk === null) {
      st.reading = false;
      ended(s, st);
      return false;
    }
    let decoded = st.objectMode;
    if (!st.objectMode) {
      if (typeof chunk === "string") {
        const from = encoding || st.defaultEncoding;
        if (st.encoding === from) decoded = true;
        else {
          chunk = Buffer.from(chunk, from);
          if (st.encoding) {
            chunk = chunk.toString(st.encoding);
            decoded = true;
          }
        }
      } else if (chunk instanceof Uint8Array) {
        if (!Buffer.isBuffer(chunk)) chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      } else if (chunk !== undefined) {
        fail(s, errors.invalidArgType("chunk", ["string", "Buffer", "TypedArray", "DataView"], chunk));
        return false;
      }
      if (!chunk || chunk.length <= 0) {
        if (!front) st.reading = false;
        readMore(s, st);
        return mayPush(st);
      }
    } else if (chunk === undefined) {
      if (!front) st.reading = false;
      readMore(s, st);
      return mayPush(st);
    }
    if (front) {
      if (st.endEmitted) {
        fail(s, errors.nodeError(Error, "ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event"));
        return false;
      }
      if (st.destroyed || st.errored) return false;
      if (st.decoder && !decoded && typeof chunk !== "string") chunk = chunk.toString(st.encoding);
      take(s, st, chunk, true);
      return mayPush(st);
    }
    if (st.ended) {
      fail(s, errors.nodeError(Error, "ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF"));
      return false;
    }
    if (st.destroyed || st.errored) return false;
    st.reading = false;
    if (st.decoder && !decoded) {
      chunk = st.decoder.write(chunk);
      if (chunk.length === 0) {
        readMore(s, st);
        return mayPush(st);
      }
    }
    take(s, st, chunk, false);
    return mayPush(st);
  }
  const drained = (st) => {
    if (st.multiAwaitDrain) st.awaitDrainWriters.clear();
    else st.awaitDrainWriters = null;
  };
  function take(s, st, chunk, front) {
    if (st.flowing && st.length === 0 && !st.sync && s.listenerCount("data") > 0) {
      drained(st);
      st.dataEmitted = true;
      s.emit("data", chunk);
    } else {
      st.length += st.objectMode ? 1 : chunk.length;
      if (front) st.buffer.unshift(chunk);
      else st.buffer.push(chunk);
      if (st.needReadable) emitReadable(s);
    }
    readMore(s, st);
  }
  function ended(s, st) {
    if (st.ended) return;
    const rest = st.decoder ? st.decoder.end() : "";
    if (rest && rest.length) {
      st.buffer.push(rest);
      st.length += st.objectMode ? 1 : rest.length;
    }
    st.ended = true;
    if (st.sync) emitReadable(s);
    else {
      st.needReadable = false;
      st.emittedReadable = true;
      emitReadable_(s);
    }
  }

  R.isPaused = function isPaused() {
    return this._readableState.paused === true || this._readableState.flowing === false;
  };
  R.setEncoding = function setEncoding(encoding) {
    const st = this._readableState;
    decode(st, encoding);
    const text = st.buffer.map((b) => st.decoder.write(b)).join("");
    st.buffer.length = 0;
    if (text !== "") st.buffer.push(text);
    st.length = text.length;
    return this;
  };

  function sizeToRead(n, st) {
    if (n <= 0 || (st.length === 0 && st.ended)) return 0;
    if (st.objectMode) return 1;
    if (Number.isNaN(n)) return st.flowing && st.length ? st.buffer[0].length : st.length;
    if (n <= st.length) return n;
    return st.ended ? st.length : 0;
  }
  function fromList(n, st) {
    if (st.length === 0) return null;
    if (st.objectMode) return st.buffer.shift();
    const [first] = st.buffer;
    if (n === first.length) return st.buffer.shift();
    if (!n || n >= st.length) {
      const all = st.decoder
        ? st.buffer.join("")
        : st.buffer.length === 1
          ? first
          : Buffer.concat(st.buffer, st.length);
      st.buffer = [];
      return all;
    }
    if (n < first.length) {
      st.buffer[0] = first.slice(n);
      return first.slice(0, n);
    }
    const all = st.decoder ? st.buffer.join("") : Buffer.concat(st.buffer);
    st.buffer = [all.slice(n)];
    return all.slice(0, n);
  }
  R.read = function read(size) {
    const asked = size === undefined ? NaN : Number.isInteger(size) ? size : Number.parseInt(size, 10);
    const st = this._readableState;
    if (asked > st.highWaterMark) st.highWaterMark = 2 ** Math.ceil(Math.log2(asked));
    if (asked !== 0) st.emittedReadable = false;
    const enough = st.highWaterMark !== 0 ? st.length >= st.highWaterMark : st.length > 0;
    if (asked === 0 && st.needReadable && (enough || st.ended)) {
      if (st.length === 0 && st.ended) endReadable(this);
      else emitReadable(this);
      return null;
    }
    let n = sizeToRead(asked, st);
    if (n === 0 && st.ended) {
      if (st.length === 0) endReadable(this);
      return null;
    }
    const wants = st.needReadable || st.length === 0 || st.length - n < st.highWaterMark;
    if (wants && !st.ended && !st.reading && !st.destroyed && !st.errored && st.constructed) {
      st.reading = true;
      st.sync = true;
      if (st.length === 0) st.needReadable = true;
      try {
        this._read(st.highWaterMark);
      } catch (e) {
        if (e === internal.exitSentinel) throw e;
        fail(this, errors.fix(e));
      }
      st.sync = false;
      if (!st.reading) n = sizeToRead(asked, st);
    }
    let chunk = n > 0 ? fromList(n, st) : null;
    if (chunk === null) {
      st.needReadable = st.length <= st.highWaterMark;
      n = 0;
    } else {
      st.length -= st.objectMode ? 1 : n;
      drained(st);
    }
    if (st.length === 0) {
      if (!st.ended) st.needReadable = true;
      if (asked !== n && st.ended) endReadable(this);
    }
    if (chunk !== null && !st.errorEmitted && !st.closeEmitted) {
      st.dataEmitted = true;
      this.emit("data", chunk);
    }
    if (chunk === undefined) chunk = null;
    return chunk;
  };
  R._read = () => {
    throw unimplemented("_read()");
  };

  function emitReadable(s) {
    const st = s._readableState;
    st.needReadable = false;
    if (st.emittedReadable) return;
    st.emittedReadable = true;
    nextTick(emitReadable_, s);
  }
  function emitReadable_(s) {
    const st = s._readableState;
    if (!st.destroyed && !st.errored && (st.length || st.ended)) {
      s.emit("readable");
      st.emittedReadable = false;
    }
    st.needReadable = !st.flowing && !st.ended && st.length <= st.highWaterMark;
    flow(s);
  }
  function readMore(s, st) {
    if (st.readingMore || !st.constructed) return;
    st.readingMore = true;
    nextTick(readMore_, s, st);
  }
  exports.readMore = readMore;
  function readMore_(s, st) {
    while (!st.reading && !st.ended && (st.length < st.highWaterMark || (st.flowing && st.length === 0))) {
      const before = st.length;
      s.read(0);
      if (before === st.length) break;
    }
    st.readingMore = false;
  }
  function flow(s) {
    const st = s._readableState;
    while (st.flowing && s.read() !== null);
  }

  function endReadable(s) {
    const st = s._readableState;
    if (st.endEmitted) return;
    st.ended = true;
    nextTick(endReadableNT, st, s);
  }
  function endReadableNT(st, s) {
    if (st.errored || st.closeEmitted || st.endEmitted || st.length !== 0) return;
    st.endEmitted = true;
    s.emit("end");
    if (s.writable && s.allowHalfOpen === false) nextTick(endWritableNT, s);
    else if (st.autoDestroy) {
      const w = s._writableState;
      if (!w || (w.autoDestroy && (w.finished || w.writable === false))) s.destroy();
    }
  }
  function endWritableNT(s) {
    if (s.writable && !s.writableEnded && !s.destroyed) s.end();
  }

  R.on = function on(name, fn) {
    const r = Stream.prototype.on.call(this, name, fn);
    const st = this._readableState;
    if (name === "data") {
      st.dataListening = true;
      st.readableListening = this.listenerCount("readable") > 0;
      if (st.flowing !== false) this.resume();
    } else if (name === "readable" && !st.endEmitted && !st.readableListening) {
      st.readableListening = true;
      st.needReadable = true;
      st.flowing = false;
      st.emittedReadable = false;
      if (st.length) emitReadable(this);
      else if (!st.reading) nextTick(readNothing, this);
    }
    return r;
  };
  R.addListener = R.on;
  function readNothing(s) {
    s.read(0);
  }
  R.removeListener = function removeListener(name, fn) {
    const r = Stream.prototype.removeListener.call(this, name, fn);
    if (name === "readable") nextTick(listen, this);
    else if (name === "data" && this.listenerCount("data") === 0) this._readableState.dataListening = false;
    return r;
  };
  R.off = R.removeListener;
  R.removeAllListeners = function removeAllListeners(...names) {
    const r = Stream.prototype.removeAllListeners.apply(this, names);
    if (names[0] === "readable" || names[0] === undefined) nextTick(listen, this);
    return r;
  };
  function listen(s) {
    const st = s._readableState;
    st.readableListening = s.listenerCount("readable") > 0;
    if (st.resumeScheduled && st.paused === false) st.flowing = true;
    else if (s.listenerCount("data") > 0) s.resume();
    else if (!st.readableListening) st.flowing = null;
  }

  R.resume = function resume() {
    const st = this._readableState;
    if (!st.flowing) {
      st.flowing = !st.readableListening;
      if (!st.resumeScheduled) {
        st.resumeScheduled = true;
        nextTick(resume_, this, st);
      }
    }
    st.paused = false;
    return this;
  };
  function resume_(s, st) {
    if (!st.reading) s.read(0);
    st.resumeScheduled = false;
    s.emit("resume");
    flow(s);
    if (st.flowing && !st.reading) s.read(0);
  }
  R.pause = function pause() {
    const st = this._readableState;
    if (st.flowing !== false) {
      st.flowing = false;
      this.emit("pause");
    }
    st.paused = true;
    return this;
  };
  R.wrap = function wrap(old) {
    let paused = false;
    old.on("data", (chunk) => {
      if (!this.push(chunk) && old.pause) {
        paused = true;
        old.pause();
      }
    });
    old.on("end", () => this.push(null));
    old.on("error", (e) => fail(this, e));
    old.on("close", () => this.destroy());
    this._read = () => {
      if (!paused || !old.resume) return;
      paused = false;
      old.resume();
    };
    return this;
  };

  shown(R, {
    readable() {
      const st = this._readableState;
      return Boolean(st) && st.readable !== false && !st.destroyed && !st.errorEmitted && !st.endEmitted;
    },
    readableDidRead() {
      return this._readableState.dataEmitted;
    },
    readableAborted() {
      const st = this._readableState;
      return st.readable !== false && (st.destroyed || Boolean(st.errored)) && !st.endEmitted;
    },
    readableHighWaterMark() {
      return this._readableState.highWaterMark;
    },
    readableBuffer() {
      return this._readableState.buffer;
    },
    readableLength() {
      return this._readableState.length;
    },
    readableObjectMode() {
      return this._readableState.objectMode;
    },
    readableEncoding() {
      return this._readableState.encoding;
    },
    readableEnded() {
      return this._readableState.endEmitted;
    },
    errored() {
      return this._readableState.errored;
    },
    closed() {
      return this._readableState.closed;
    },
  });
  Object.defineProperty(R, "readableFlowing", {
    get() {
      return this._readableState.flowing;
    },
    set(value) {
      this._readableState.flowing = value;
    },
    configurable: true,
  });
  Object.defineProperty(R, "destroyed", {
    get() {
      return Boolean(this._readableState) && this._readableState.destroyed;
    },
    set(value) {
      if (this._readableState) this._readableState.destroyed = value;
    },
    configurable: true,
  });
}
