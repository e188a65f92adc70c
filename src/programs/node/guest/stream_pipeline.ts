// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `stream.pipeline`. */
export function guestStreamPipeline(exports, internal) {
  const { errors } = internal;
  const { wasDestroyed, abortError } = internal.require("stream_destroy");
  const { finished, premature, isReadableStream, isStream } = internal.require("stream_finished");
  const { Readable } = internal.require("stream_readable");
  const { PassThrough } = internal.require("stream_duplex");
  const nextTick = (fn, ...args) => internal.nextTick(fn, args);
  const isIterable = (o) =>
    o !== null &&
    o !== undefined &&
    (typeof o[Symbol.asyncIterator] === "function" || typeof o[Symbol.iterator] === "function");
  const noReturn = (what, value) =>
    errors.nodeError(
      TypeError,
      "ERR_INVALID_RETURN_VALUE",
      `Expected Iterable, AsyncIterable or Stream to be returned from the "${what}" function but got ${value === undefined ? "undefined" : `type ${typeof value}`}.`,
    );

  function listenForError(s, failOnly) {
    function onError(e) {
      if (e && e.name !== "AbortError" && e.code !== "ERR_STREAM_PREMATURE_CLOSE") failOnly(e);
    }
    s.on("error", onError);
    return onError;
  }
  /** Destroys the stream unless it has come to its end. */
  function destroyer(s, readable, writable) {
    let over = false;
    s.on("close", () => {
      over = true;
    });
    const cleanup = finished(s, { readable, writable }, (e) => {
      over = !e;
    });
    return {
      destroy: (e) => {
        if (over) return;
        over = true;
        s.destroy(e || wasDestroyed("pipe"));
      },
      cleanup,
    };
  }
  async function pump(source, dest, finish, end) {
    let error;
    let wake;
    const onwake = (e) => {
      if (e) error = e;
      if (wake) wake();
    };
    const ready = () =>
      new Promise((resolve, reject) => {
        wake = () => (error ? reject(error) : resolve());
        if (error || !dest.writableNeedDrain) wake();
      });
    dest.on("drain", onwake);
    const cleanup = finished(dest, { readable: false }, onwake);
    try {
      if (dest.writableNeedDrain) await ready();
      for await (const chunk of source) if (!dest.write(chunk)) await ready();
      if (end) {
        dest.end();
        await new Promise((resolve, reject) => finished(dest, { readable: false }, (e) => (e ? reject(e) : resolve())));
      }
      finish();
    } catch (e) {
      finish(error && error !== e ? error : e);
    } finally {
      cleanup();
      dest.off("drain", onwake);
    }
  }
  function pipe(src, dest, finish, failOnly, end) {
    let over = false;
    dest.on("close", () => {
      if (!over) failOnly(premature());
    });
    src.pipe(dest, { end: false });
    if (end) {
      const endDest = () => {
        over = true;
        dest.end();
      };
      if (src._readableState ? src._readableState.endEmitted : src.readableEnded) nextTick(endDest);
      else src.once("end", endDest);
    } else finish();
    finished(src, { readable: true, writable: false }, (e) => {
      const st = src._readableState;
      if (e && e.code === "ERR_STREAM_PREMATURE_CLOSE" && st && st.ended && !st.errored && !st.errorEmitted)
        src.once("end", finish).once("error", finish);
      else finish(e);
    });
    return finished(dest, { readable: false, writable: true }, finish);
  }

  /** `all`: streams, iterables, functions; `callback(error, value)`. */
  exports.run = (all, callback, o) => {
    if (all.length < 2)
      throw errors.nodeError(TypeError, "ERR_MISSING_ARGS", 'The "streams" argument must be specified');
    const ac = new AbortController();
    let error;
    let value;
    let count = 0;
    const destroys = [];
    const last = [];
    const settle = (e, final) => {
      if (e && (!error || error.code === "ERR_STREAM_PREMATURE_CLOSE")) error = e;
      if (!error && !final) return;
      while (destroys.length) destroys.shift()(error);
      ac.abort();
      if (!final) return;
      if (!error) for (const cleanup of last) cleanup();
      nextTick(callback, error, value);
    };
    const finish = (e) => settle(e, --count === 0);
    const failOnly = (e) => settle(e, false);
    if (o && o.signal) {
      const abort = () => failOnly(abortError(o.signal.reason));
      if (o.signal.aborted) nextTick(abort);
      else o.signal.addEventListener("abort", abort);
    }
    let ret;
    all.forEach((stage, i) => {
      const reading = i < all.length - 1;
      const writing = i > 0;
      const end = reading || !o || o.end !== false;
      if (isStream(stage)) {
        if (end) {
          const { destroy, cleanup } = destroyer(stage, reading, writing);
          destroys.push(destroy);
          if (stage.readable && !reading) last.push(cleanup);
        }
        const heard = listenForError(stage, failOnly);
        if (stage.readable && !reading) last.push(() => stage.removeListener("error", heard));
      }
      if (i === 0) {
        ret = typeof stage === "function" ? stage({ signal: ac.signal }) : stage;
        if (!isIterable(ret) && !isReadableStream(ret)) {
          if (typeof stage === "function") throw noReturn("source", ret);
          throw errors.invalidArgType("source", ["Stream", "Iterable", "AsyncIterable"], ret);
        }
      } else if (typeof stage === "function") {
        ret = stage(ret, { signal: ac.signal });
        if (reading) {
          if (!isIterable(ret)) throw noReturn(`transform[${i - 1}]`, ret);
          return;
        }
        const out = new PassThrough({ objectMode: true });
        if (typeof ret?.then === "function") {
          count++;
          ret.then(
            (v) => {
              value = v;
              if (v !== null && v !== undefined) out.write(v);
              if (end) out.end();
              nextTick(finish);
            },
            (e) => {
              out.destroy(e);
              nextTick(finish, e);
            },
          );
        } else if (isIterable(ret)) {
          count++;
          pump(ret, out, finish, end);
        } else throw noReturn("destination", ret);
        ret = out;
        const { destroy, cleanup } = destroyer(ret, false, true);
        destroys.push(destroy);
        last.push(cleanup);
      } else if (isStream(stage)) {
        if (isReadableStream(ret)) {
          count += 2;
          const cleanup = pipe(ret, stage, finish, failOnly, end);
          if (stage.readable && !reading) last.push(cleanup);
        } else if (isIterable(ret)) {
          count++;
          pump(ret, stage, finish, end);
        } else throw errors.invalidArgType("val", ["Readable", "Iterable", "AsyncIterable"], ret);
        ret = stage;
      } else ret = Readable.from(stage);
    });
    return ret;
  };
  exports.pipeline = function pipeline(...streams) {
    const callback = streams.pop();
    if (typeof callback !== "function") throw errors.invalidArgType("streams[stream.length - 1]", "function", callback);
    let called = false;
    const once = (...args) => {
      if (called) return;
      called = true;
      callback(...args);
    };
    return exports.run(streams.length === 1 && Array.isArray(streams[0]) ? streams[0] : streams, once);
  };
}
