// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `WritableStream`, as the Streams standard has it, with its writer and controller. */
export function guestWebWritable(exports, internal) {
  const { errors } = internal;
  const Q = internal.require("web_queue");
  const { invalidState, deferred, rejected, strategyOf, methodOf, show } = Q;
  const streams = new WeakMap();
  const writers = new WeakMap();
  const controllers = new WeakMap();
  const secret = {};
  const CLOSE = Symbol("close");

  class WritableStreamDefaultController {
    constructor(own) {
      if (own !== secret) throw errors.nodeError(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    }
    get signal() {
      return controllers.get(this).aborter.signal;
    }
    error(reason) {
      const c = controllers.get(this);
      if (c.stream.state === "writable") failed(c, reason);
    }
  }

  const desiredSize = (s) =>
    s.state === "errored" || s.state === "erroring"
      ? null
      : s.state === "closed"
        ? 0
        : s.controller.most - s.controller.queue.total;
  const closing = (s) => s.closeRequest !== undefined || s.closingNow !== undefined;
  function updateBackpressure(s) {
    const full = desiredSize(s) <= 0;
    if (s.writer && full !== s.full) {
      if (full) s.writer.ready = deferred();
      else s.writer.ready.resolve();
    }
    s.full = full;
  }
  function forget(c) {
    c.write = c.close = c.abort = undefined;
  }
  function failed(c, reason) {
    forget(c);
    startErroring(c.stream, reason);
  }
  function startErroring(s, reason) {
    s.state = "erroring";
    s.error = reason;
    if (s.writer) {
      if (internal.promiseState(s.writer.ready.promise)[0] === "pending") s.writer.ready.reject(reason);
      else s.writer.ready = rejected(reason);
    }
    if (!s.writing && !s.closingNow && s.controller.started) finishErroring(s);
  }
  function finishErroring(s) {
    s.state = "errored";
    Q.reset(s.controller.queue);
    for (const w of s.writes.splice(0)) w.reject(s.error);
    const { aborting } = s;
    s.aborting = undefined;
    if (!aborting) return rejectRest(s);
    if (aborting.already) {
      aborting.done.reject(s.error);
      return rejectRest(s);
    }
    const { abort } = aborting;
    (abort ? abort(aborting.reason) : Promise.resolve()).then(
      () => {
        aborting.done.resolve();
        rejectRest(s);
      },
      (e) => {
        aborting.done.reject(e);
        rejectRest(s);
      },
    );
    return undefined;
  }
  function rejectRest(s) {
    if (s.closeRequest) {
      s.closeRequest.reject(s.error);
      s.closeRequest = undefined;
    }
    s.writer?.closed.reject(s.error);
  }
  /** A write or close has failed. */
  function rejection(s, e) {
    if (s.state === "writable") startErroring(s, e);
    else finishErroring(s);
  }
  function advance(c) {
    const s = c.stream;
    if (!c.started || s.writing) return;
    if (s.state === "erroring") return void finishErroring(s);
    if (!c.queue.items.length) return;
    const [value] = c.queue.items[0];
    if (value === CLOSE) closeNow(c);
    else writeNow(c, value);
  }
  function closeNow(c) {
    const s = c.stream;
    s.closingNow = s.closeRequest;
    s.closeRequest = undefined;
    Q.dequeue(c.queue);
    const { close } = c;
    forget(c);
    (close ? close() : Promise.resolve()).then(
      () => {
        s.closingNow.resolve();
        s.closingNow = undefined;
        if (s.state === "erroring") {
          s.error = undefined;
          s.aborting?.done.resolve();
          s.aborting = undefined;
        }
        s.state = "closed";
        s.writer?.closed.resolve();
      },
      (e) => {
        s.closingNow.reject(e);
        s.closingNow = undefined;
        s.aborting?.done.reject(e);
        s.aborting = undefined;
        rejection(s, e);
      },
    );
  }
  function writeNow(c, chunk) {
    const s = c.stream;
    s.writing = s.writes.shift();
    (c.write ? c.write(chunk, c.face) : Promise.resolve()).then(
      () => {
        s.writing.resolve();
        s.writing = undefined;
        Q.dequeue(c.queue);
        if (!closing(s) && s.state === "writable") updateBackpressure(s);
        advance(c);
      },
      (e) => {
        if (s.state === "writable") forget(c);
        s.writing.reject(e);
        s.writing = undefined;
        rejection(s, e);
      },
    );
  }
  function write(s, chunk) {
    const c = s.controller;
    let size = 1;
    try {
      size = c.size(chunk);
    } catch (e) {
      if (s.state === "writable") failed(c, e);
    }
    if (s.state === "errored") return rejected(s.error).promise;
    if (closing(s) || s.state === "closed") return rejected(invalidState("Writable stream is closed")).promise;
    if (s.state === "erroring") return rejected(s.error).promise;
    const d = deferred();
    s.writes.push(d);
    try {
      Q.enqueue(c.queue, chunk, size);
    } catch (e) {
      if (s.state === "writable") failed(c, e);
      return d.promise;
    }
    if (!closing(s) && s.state === "writable") updateBackpressure(s);
    advance(c);
    return d.promise;
  }
  function close(s) {
    if (s.state === "closed" || s.state === "errored" || closing(s))
      return rejected(invalidState(closing(s) ? "Failure closing WritableStream" : "Writable stream is closed"))
        .promise;
    s.closeRequest = deferred();
    if (s.writer && s.full && s.state === "writable") s.writer.ready.resolve();
    Q.enqueue(s.controller.queue, CLOSE, 0);
    advance(s.controller);
    return s.closeRequest?.promise ?? s.closingNow.promise;
  }
  function abort(s, reason) {
    if (s.state === "closed" || s.state === "errored") return Promise.resolve();
    s.controller.aborter.abort(reason);
    if (s.state === "closed" || s.state === "errored") return Promise.resolve();
    if (s.aborting) return s.aborting.done.promise;
    const already = s.state === "erroring";
    s.aborting = { done: deferred(), reason: already ? undefined : reason, already, abort: s.controller.abort };
    const { promise } = s.aborting.done;
    if (!already) {
      forget(s.controller);
      startErroring(s, reason);
    }
    return promise;
  }

  class WritableStreamDefaultWriter {
    constructor(stream) {
      const s = streams.get(stream);
      if (!s) throw errors.invalidArgType("stream", "WritableStream", stream);
      if (s.writer) throw invalidState("WritableStream is locked");
      const w = { stream: s, face: stream, ready: deferred(), closed: deferred() };
      writers.set(this, w);
      s.writer = w;
      if (s.state === "writable") {
        if (closing(s) || !s.full) w.ready.resolve();
      } else if (s.state === "closed") {
        w.ready.resolve();
        w.closed.resolve();
      } else {
        w.ready.reject(s.error);
        if (s.state === "errored") w.closed.reject(s.error);
      }
    }
    get closed() {
      return writers.get(this).closed.promise;
    }
    get ready() {
      return writers.get(this).ready.promise;
    }
    get desiredSize() {
      const w = writers.get(this);
      if (!w.stream) throw invalidState("Writer is not bound to a WritableStream");
      return desiredSize(w.stream);
    }
    #with(fn) {
      const { stream } = writers.get(this);
      return stream ? fn(stream) : rejected(invalidState("Writer is not bound to a WritableStream")).promise;
    }
    write(chunk) {
      return this.#with((s) => write(s, chunk));
    }
    close() {
      return this.#with(close);
    }
    abort(reason) {
      return this.#with((s) => abort(s, reason));
    }
    releaseLock() {
      const w = writers.get(this);
      if (!w.stream) return;
      const released = invalidState("Writer has been released");
      w.ready.reject(released);
      w.closed.reject(released);
      w.ready = rejected(released);
      w.closed = rejected(released);
      w.stream.writer = undefined;
      w.stream = undefined;
    }
  }

  class WritableStream {
    constructor(sink = {}, strategy = {}) {
      const type = sink?.type;
      if (type !== undefined)
        throw errors.nodeError(
          RangeError,
          "ERR_INVALID_ARG_VALUE",
          `The argument 'type' is invalid. Received ${internal.require("inspect").inspect(type)}`,
        );
      const s = { state: "writable", error: undefined, writer: undefined, writes: [], full: false };
      streams.set(this, s);
      const [most, size] = strategyOf(strategy, 1);
      const c = {
        stream: s,
        queue: Q.createQueue(),
        most,
        size,
        aborter: new AbortController(),
        write: methodOf("sink", sink, "write"),
        close: methodOf("sink", sink, "close"),
        abort: methodOf("sink", sink, "abort"),
        face: new WritableStreamDefaultController(secret),
      };
      controllers.set(c.face, c);
      s.controller = c;
      updateBackpressure(s);
      const start = sink?.start;
      if (start !== undefined && typeof start !== "function")
        throw errors.invalidArgType("sink.start", "function", start);
      Promise.resolve(start?.call(sink, c.face)).then(
        () => {
          c.started = true;
          advance(c);
        },
        (e) => {
          c.started = true;
          rejection(s, e);
        },
      );
    }
    get locked() {
      return streams.get(this).writer !== undefined;
    }
    getWriter() {
      return new WritableStreamDefaultWriter(this);
    }
    abort(reason) {
      if (this.locked) return rejected(invalidState("WritableStream is locked")).promise;
      return abort(streams.get(this), reason);
    }
    close() {
      if (this.locked) return rejected(invalidState("WritableStream is locked")).promise;
      return close(streams.get(this));
    }
  }
  show(WritableStream, (it) => ({ locked: it.locked, state: streams.get(it).state }));
  show(WritableStreamDefaultWriter, (it) => {
    const w = writers.get(it);
    return {
      stream: w.stream && w.face,
      close: w.closed.promise,
      ready: w.ready.promise,
      desiredSize: w.stream && desiredSize(w.stream),
    };
  });
  show(WritableStreamDefaultController, (it) => ({ stream: controllers.get(it).stream.state }));
  Object.assign(exports, {
    isStream: (value) => streams.has(value),
    stateOf: (stream) => streams.get(stream),
    classes: { WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController },
  });
}
