// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `stream.finished`: told once when a stream is at its end, well or not. */
export function guestStreamFinished(exports, internal) {
  const { errors } = internal;
  const { abortError } = internal.require("stream_destroy");
  const nextTick = (fn, ...args) => internal.nextTick(fn, args);
  const premature = () => errors.nodeError(Error, "ERR_STREAM_PREMATURE_CLOSE", "Premature close");
  exports.premature = premature;

  const isReadableStream = (s) =>
    Boolean(
      s &&
        typeof s.pipe === "function" &&
        typeof s.on === "function" &&
        (!s._writableState || s._readableState?.readable !== false) &&
        (!s._writableState || s._readableState),
    );
  const isWritableStream = (s) =>
    Boolean(
      s &&
        typeof s.write === "function" &&
        typeof s.on === "function" &&
        (!s._readableState || s._writableState?.writable !== false),
    );
  const isStream = (s) =>
    Boolean(s) &&
    Boolean(
      s._readableState ||
        s._writableState ||
        (typeof s.write === "function" && typeof s.on === "function") ||
        (typeof s.pipe === "function" && typeof s.on === "function"),
    );
  Object.assign(exports, { isReadableStream, isWritableStream, isStream });

  exports.finished = function finished(s, o, callback) {
    if (typeof o === "function") [o, callback] = [{}, o];
    o ||= {};
    if (!isStream(s)) throw errors.invalidArgType("stream", ["ReadableStream", "WritableStream", "Stream"], s);
    const r = s._readableState;
    const w = s._writableState;
    const readable = o.readable ?? isReadableStream(s);
    const writable = o.writable ?? isWritableStream(s);
    const state = w || r;
    let closes =
      Boolean(state && state.autoDestroy && state.emitClose && state.closed === false) &&
      isReadableStream(s) === readable &&
      isWritableStream(s) === writable;
    let readDone = Boolean(r) && r.endEmitted;
    let writeDone = Boolean(w) && w.finished;
    let over = false;
    const done = (e) => {
      if (over) return;
      over = true;
      callback.call(s, e);
    };
    function onfinish() {
      writeDone = true;
      if (s.destroyed) closes = false;
      if (closes && (!s.readable || readable)) return;
      if (!readable || readDone) done();
    }
    function onend() {
      readDone = true;
      if (s.destroyed) closes = false;
      if (closes && (!s.writable || writable)) return;
      if (!writable || writeDone) done();
    }
    function onerror(e) {
      done(e);
    }
    function onclose() {
      const e = (w && w.errored) || (r && r.errored);
      if (e && typeof e !== "boolean") return done(e);
      if (readable && !readDone && r && !r.endEmitted) return done(premature());
      if (writable && !writeDone && w && !w.finished) return done(premature());
      return done();
    }
    s.on("end", onend);
    s.on("finish", onfinish);
    if (o.error !== false) s.on("error", onerror);
    s.on("close", onclose);
    if (state && state.closed && state.closeEmitted) nextTick(onclose);
    else if ((w && w.errorEmitted) || (r && r.errorEmitted)) {
      if (!closes) nextTick(onclose);
    } else if (!readable && (!closes || s.readable) && (writeDone || s.writable === false)) nextTick(onclose);
    else if (!writable && (!closes || s.writable) && (readDone || s.readable === false)) nextTick(onclose);
    const cleanup = () => {
      over = true;
      s.removeListener("end", onend);
      s.removeListener("finish", onfinish);
      s.removeListener("error", onerror);
      s.removeListener("close", onclose);
    };
    if (o.signal) {
      const abort = () => {
        const call = callback;
        cleanup();
        call.call(s, abortError(o.signal.reason));
      };
      if (o.signal.aborted) nextTick(abort);
      else o.signal.addEventListener("abort", abort, { once: true });
    }
    return cleanup;
  };
}
