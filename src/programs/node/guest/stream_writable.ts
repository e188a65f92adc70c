// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `stream.Writable`. */
export function guestStreamWritable(exports, internal) {
  const { errors } = internal;
  const D = internal.require("stream_destroy");
  const { flags, valueFlag, sharedState, beginState, kState, SHARED, ERRORED } = D;
  const { fail, construct, wasDestroyed, shown } = D;
  const { Stream } = internal.require("stream_base");
  const { useOptions } = internal.require("stream_readable");
  const nextTick = (fn, ...args) => internal.nextTick(fn, args);
  const BITS = {
    sync: 1 << 9,
    finalCalled: 1 << 10,
    needDrain: 1 << 11,
    ending: 1 << 12,
    finished: 1 << 13,
    decodeStrings: 1 << 14,
    writing: 1 << 15,
    bufferProcessing: 1 << 16,
    prefinished: 1 << 17,
    allBuffers: 1 << 18,
    allNoop: 1 << 19,
    ended: 1 << 30,
  };
  const [ON_FINISHED, UTF8, WRITE_CB, EXPECTS_CB, TICK, TICK_PENDING, BUFFERED] = [20, 24, 25, 26, 27, 28, 29].map(
    (n) => 1 << n,
  );
  const kBuffered = Symbol("kBufferedValue");
  const kWriteCb = Symbol("kWriteCbValue");
  const kAfterWrite = Symbol("kAfterWriteTickInfoValue");
  const kOnFinished = Symbol("kOnFinishedValue");
  const kDefaultEncoding = Symbol("kDefaultEncodingValue");
  const nop = () => {};

  function WritableState(o, s) {
    this[kState] = 0;
    this.highWaterMark = 0;
    this.length = 0;
    this.corked = 0;
    this.onwrite = onwrite.bind(undefined, s);
    this.writelen = 0;
    this.bufferedIndex = 0;
    this.pendingcb = 0;
    this[kBuffered] = null;
    beginState(this, o, "writable");
    this[kState] |= BITS.sync;
    if (!o || o.decodeStrings !== false) this.decodeStrings = true;
    this.defaultEncoding = (o && o.defaultEncoding) || "utf8";
    reset(this);
  }
  sharedState(WritableState.prototype);
  flags(WritableState.prototype, BITS);
  valueFlag(WritableState.prototype, "writecb", WRITE_CB, kWriteCb, nop);
  valueFlag(WritableState.prototype, "afterWriteTickInfo", TICK, kAfterWrite, null);
  Object.defineProperty(WritableState.prototype, "defaultEncoding", {
    get() {
      return this[kState] & UTF8 ? "utf8" : this[kDefaultEncoding];
    },
    set(value) {
      if (/^utf-?8$/i.test(value)) this[kState] |= UTF8;
      else {
        this[kState] &= ~UTF8;
        this[kDefaultEncoding] = value;
      }
    },
  });
  WritableState.prototype.getBuffer = function getBuffer() {
    return this[kState] & BUFFERED ? this[kBuffered].slice(this.bufferedIndex) : [];
  };
  Object.defineProperty(WritableState.prototype, "bufferedRequestCount", {
    get() {
      return waiting(this);
    },
  });
  const waiting = (st) => (st[kState] & BUFFERED ? st[kBuffered].length - st.bufferedIndex : 0);
  function reset(st) {
    st[kBuffered] = null;
    st.bufferedIndex = 0;
    st[kState] = (st[kState] | BITS.allBuffers | BITS.allNoop) & ~BUFFERED;
  }
  exports.WritableState = WritableState;

  exports.METHODS = {
    write: "_write",
    writev: "_writev",
    destroy: "_destroy",
    final: "_final",
    construct: "_construct",
  };
  exports.begun = (s) => () => {
    const st = s._writableState;
    if (!st.writing) clearBuffer(s, st);
    finishMaybe(s, st);
  };
  function Writable(o) {
    if (!(this instanceof Writable)) return new Writable(o);
    this._events ??= {
      close: undefined,
      error: undefined,
      prefinish: undefined,
      finish: undefined,
      drain: undefined,
    };
    this._writableState = new WritableState(o, this);
    useOptions(this, o, exports.METHODS);
    Stream.call(this, o);
    construct(this, exports.begun(this));
  }
  exports.Writable = Writable;
  Object.setPrototypeOf(Writable.prototype, Stream.prototype);
  Object.setPrototypeOf(Writable, Stream);
  Writable.WritableState = WritableState;
  const isInstance = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(Writable, Symbol.hasInstance, {
    value: function (o) {
      if (isInstance.call(this, o)) return true;
      return this === Writable && Boolean(o) && o._writableState instanceof WritableState;
    },
  });
  const W = Writable.prototype;
  W.pipe = function pipe() {
    fail(this, errors.nodeError(Error, "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"));
  };

  /** Takes a chunk: whether more may come at once, or what is wrong. */
  function accept(s, chunk, encoding, cb) {
    const st = s._writableState;
    if (typeof encoding === "function") {
      cb = encoding;
      encoding = undefined;
    }
    encoding ||= st.defaultEncoding;
    if (typeof cb !== "function") cb = nop;
    if (chunk === null)
      throw errors.nodeError(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
    if (!st.objectMode) {
      if (typeof chunk === "string") {
        if (encoding !== "buffer" && !Buffer.isEncoding(encoding))
          throw errors.nodeError(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
        if (st.decodeStrings) {
          chunk = Buffer.from(chunk, encoding);
          encoding = "buffer";
        }
      } else if (chunk instanceof Uint8Array) {
        if (!Buffer.isBuffer(chunk)) chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
        encoding = "buffer";
      } else throw errors.invalidArgType("chunk", ["string", "Buffer", "TypedArray", "DataView"], chunk);
    }
    const e = st.ending
      ? errors.nodeError(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end")
      : st.destroyed
        ? wasDestroyed("write")
        : undefined;
    if (e) {
      nextTick(cb, e);
      fail(s, e, true);
      return e;
    }
    st.pendingcb++;
    return writeOrBuffer(s, st, chunk, encoding, cb);
  }
  W.write = function write(chunk, encoding, cb) {
    return accept(this, chunk, encoding, cb) === true;
  };
  function writeOrBuffer(s, st, chunk, encoding, callback) {
    const size = st.objectMode ? 1 : chunk.length;
    st.length += size;
    const more = st.length < st.highWaterMark;
    if (!more) st.needDrain = true;
    if (st.writing || st.corked || st.errored || !st.constructed) {
      if (!(st[kState] & BUFFERED)) {
        st[kState] |= BUFFERED;
        st[kBuffered] = [];
      }
      st[kBuffered].push({ chunk, encoding, callback });
      if (encoding !== "buffer") st.allBuffers = false;
      if (callback !== nop) st.allNoop = false;
    } else {
      begin(st, size, callback);
      s._write(chunk, encoding, st.onwrite);
      st.sync = false;
    }
    return more && !st.errored && !st.destroyed;
  }
  function begin(st, size, callback) {
    st.writelen = size;
    if (callback !== nop) st.writecb = callback;
    st.writing = true;
    st[kState] |= EXPECTS_CB;
    st.sync = true;
  }
  function doWrite(s, st, writev, size, chunk, encoding, callback) {
    begin(st, size, callback);
    if (st.destroyed) st.onwrite(wasDestroyed("write"));
    else if (writev) s._writev(chunk, st.onwrite);
    else s._write(chunk, encoding, st.onwrite);
    st.sync = false;
  }
  function onwriteError(s, st, e, cb) {
    st.pendingcb--;
    cb(e);
    errorBuffer(st);
    fail(s, e);
  }
  function onwrite(s, e) {
    const st = s._writableState;
    if (!(st[kState] & EXPECTS_CB)) return fail(s, D.multipleCallback());
    const { sync } = st;
    const cb = st.writecb;
    st.writecb = null;
    st[kWriteCb] = null;
    st.writing = false;
    st[kState] &= ~EXPECTS_CB;
    st.length -= st.writelen;
    st.writelen = 0;
    if (e) {
      void e.stack;
      if (!st.errored) st.errored = e;
      if (s._readableState && !s._readableState.errored) s._readableState.errored = e;
      if (sync) nextTick(onwriteError, s, st, e, cb);
      else onwriteError(s, st, e, cb);
      return undefined;
    }
    if (waiting(st) > 0) clearBuffer(s, st);
    if (!sync) return afterWrite(s, st, 1, cb);
    const drains = st.needDrain && st.length === 0;
    if (cb === nop) {
      if (!(st[kState] & TICK_PENDING) && (drains || st.destroyed)) {
        nextTick(afterWrite, s, st, 1, cb);
        st[kState] |= TICK_PENDING;
      } else {
        st.pendingcb--;
        if (st.ending) finishMaybe(s, st, true);
      }
    } else {
      // Callbacks that are the same function are called in one turn.
      const info = st.afterWriteTickInfo;
      if (info && info.cb === cb) info.count++;
      else if (info) nextTick(afterWrite, s, st, 1, cb);
      else {
        const made = { count: 1, cb };
        st.afterWriteTickInfo = made;
        nextTick(() => {
          st.afterWriteTickInfo = null;
          afterWrite(s, st, made.count, cb);
        });
        st[kState] |= TICK_PENDING;
      }
    }
    return undefined;
  }
  function afterWrite(s, st, count, cb) {
    st[kState] &= ~TICK_PENDING;
    if (!st.ending && !st.destroyed && st.length === 0 && st.needDrain) {
      st.needDrain = false;
      s.emit("drain");
    }
    for (let n = count; n > 0; n--) {
      st.pendingcb--;
      cb(null);
    }
    if (st.destroyed) errorBuffer(st);
    finishMaybe(s, st);
  }
  const finishers = (st) => {
    const all = st[kState] & ON_FINISHED ? st[kOnFinished] : [];
    if (st[kState] & ON_FINISHED) {
      st[kState] &= ~ON_FINISHED;
      st[kOnFinished] = null;
    }
    return all;
  };
  /** What waits is not written any more: each is told. */
  function errorBuffer(st) {
    if (st.writing) return;
    for (const { chunk, callback } of st.getBuffer()) {
      st.length -= st.objectMode ? 1 : chunk.length;
      callback(st.errored ?? wasDestroyed("write"));
    }
    for (const cb of finishers(st)) cb(st.errored ?? wasDestroyed("end"));
    reset(st);
  }
  function clearBuffer(s, st) {
    if (st.corked || st.bufferProcessing || st.destroyed || !st.constructed || waiting(st) === 0) return;
    const buffered = st[kBuffered];
    let i = st.bufferedIndex;
    st.bufferProcessing = true;
    if (buffered.length - i > 1 && s._writev) {
      st.pendingcb -= buffered.length - i - 1;
      const all = buffered.slice(i);
      const callback = st.allNoop
        ? nop
        : (e) => {
            for (const b of all) b.callback(e);
          };
      doWrite(s, st, true, st.length, Object.assign(all, { allBuffers: st.allBuffers }), "", callback);
      reset(st);
    } else {
      do {
        const { chunk, encoding, callback } = buffered[i];
        buffered[i++] = null;
        doWrite(s, st, false, st.objectMode ? 1 : chunk.length, chunk, encoding, callback);
      } while (i < buffered.length && !st.writing);
      if (i === buffered.length) reset(st);
      else if (i > 256) {
        buffered.splice(0, i);
        st.bufferedIndex = 0;
      } else st.bufferedIndex = i;
    }
    st.bufferProcessing = false;
  }
  W._write = function _write(chunk, encoding, cb) {
    if (!this._writev) throw D.unimplemented("_write()");
    this._writev([{ chunk, encoding }], cb);
  };
  W._writev = null;

  W.end = function end(chunk, encoding, cb) {
    const st = this._writableState;
    if (typeof chunk === "function") [chunk, encoding, cb] = [null, null, chunk];
    else if (typeof encoding === "function") [encoding, cb] = [null, encoding];
    let e;
    if (chunk !== null && chunk !== undefined) {
      const r = accept(this, chunk, encoding);
      if (r instanceof Error) e = r;
    }
    if (st.corked) {
      st.corked = 1;
      this.uncork();
    }
    if (!e) {
      if (!st.errored && !st.ending) {
        st.ending = true;
        finishMaybe(this, st, true);
        st.ended = true;
      } else if (st.finished)
        e = errors.nodeError(Error, "ERR_STREAM_ALREADY_FINISHED", "Cannot call end after a stream was finished");
      else if (st.destroyed) e = wasDestroyed("end");
    }
    if (typeof cb === "function") {
      if (e) nextTick(cb, e);
      else if (st.errored) nextTick(cb, st.errored);
      else if (st.finished) nextTick(cb);
      else {
        if (!(st[kState] & ON_FINISHED)) st[kOnFinished] = [];
        st[kState] |= ON_FINISHED;
        st[kOnFinished].push(cb);
      }
    }
    return this;
  };
  const READY = BITS.ending | SHARED.constructed;
  const UNREADY = SHARED.destroyed | ERRORED | BITS.finished | BITS.writing | SHARED.errorEmitted | SHARED.closeEmitted;
  const mayFinish = (st) => (st[kState] & (READY | UNREADY)) === READY && st.length === 0 && waiting(st) === 0;
  function finishMaybe(s, st, sync) {
    if (!mayFinish(st)) return;
    prefinish(s, st);
    if (st.pendingcb !== 0) return;
    if (sync) {
      st.pendingcb++;
      nextTick(() => {
        if (mayFinish(st)) finish(s, st);
        else st.pendingcb--;
      });
    } else if (mayFinish(st)) {
      st.pendingcb++;
      finish(s, st);
    }
  }
  function prefinish(s, st) {
    if (st.prefinished || st.finalCalled) return;
    st.finalCalled = true;
    if (typeof s._final === "function" && !st.destroyed) {
      callFinal(s, st);
    } else {
      st.prefinished = true;
      s.emit("prefinish");
    }
  }
  function callFinal(s, st) {
    let called = false;
    const onFinish = (e) => {
      if (called) return fail(s, e ?? D.multipleCallback());
      called = true;
      st.pendingcb--;
      if (e) {
        for (const cb of finishers(st)) cb(e);
        fail(s, e, st.sync);
      } else if (mayFinish(st)) {
        st.prefinished = true;
        s.emit("prefinish");
        st.pendingcb++;
        nextTick(finish, s, st);
      }
      return undefined;
    };
    st.sync = true;
    st.pendingcb++;
    try {
      s._final(onFinish);
    } catch (e) {
      if (e === internal.exitSentinel) throw e;
      onFinish(errors.fix(e));
    }
    st.sync = false;
  }
  function finish(s, st) {
    st.pendingcb--;
    st.finished = true;
    for (const cb of finishers(st)) cb(null);
    s.emit("finish");
    if (!st.autoDestroy) return;
    const r = s._readableState;
    if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) s.destroy();
  }

  W.cork = function cork() {
    this._writableState.corked++;
  };
  W.uncork = function uncork() {
    const st = this._writableState;
    if (!st.corked) return;
    st.corked--;
    if (!st.writing) clearBuffer(this, st);
  };
  W.setDefaultEncoding = function setDefaultEncoding(encoding) {
    if (!Buffer.isEncoding(encoding))
      throw errors.nodeError(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
    this._writableState.defaultEncoding = String(encoding).toLowerCase();
    return this;
  };
  W.destroy = function destroy(e, cb) {
    const st = this._writableState;
    if (!st.destroyed && (waiting(st) > 0 || st[kState] & ON_FINISHED)) nextTick(errorBuffer, st);
    D.destroy.call(this, e, cb);
    return this;
  };
  W._destroy = (e, done) => done(e);
  W._undestroy = () => {};
  W[Symbol.for("nodejs.rejection")] = function (e) {
    this.destroy(e);
  };
  const looked = (name) =>
    function () {
      return Boolean(this._writableState) && this._writableState[name];
    };
  shown(W, {
    closed: looked("closed"),
    writable() {
      const st = this._writableState;
      return Boolean(st) && st.writable !== false && !st.destroyed && !st.errored && !st.ending && !st.ended;
    },
    writableFinished: looked("finished"),
    writableObjectMode: looked("objectMode"),
    writableEnded: looked("ending"),
    writableNeedDrain() {
      const st = this._writableState;
      return Boolean(st) && !st.destroyed && !st.ending && st.needDrain;
    },
    writableBuffer() {
      return this._writableState && this._writableState.getBuffer();
    },
    writableHighWaterMark: looked("highWaterMark"),
    writableCorked() {
      return this._writableState ? this._writableState.corked : 0;
    },
    writableLength() {
      return this._writableState && this._writableState.length;
    },
    errored() {
      return this._writableState ? this._writableState.errored : null;
    },
    writableAborted() {
      const st = this._writableState;
      return st.writable !== false && (st.destroyed || Boolean(st.errored)) && !st.finished;
    },
  });
  Object.defineProperty(W, "destroyed", {
    get() {
      return Boolean(this._writableState) && this._writableState.destroyed;
    },
    set(value) {
      if (this._writableState) this._writableState.destroyed = value;
    },
    configurable: true,
  });
}
