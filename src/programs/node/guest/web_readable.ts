// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/**
 * `ReadableStream`, as the Streams standard has it, with its default reader and controller. Streams of bytes are read
 * chunk by chunk: readers that bring their own buffer are refused.
 */
export function guestWebReadable(exports, internal) {
  const { errors } = internal;
  const Q = internal.require("web_queue");
  const { invalidState, deferred, rejected, strategyOf, methodOf, show } = Q;
  /** What is known of a stream, a reader, a controller. */
  const streams = new WeakMap();
  const readers = new WeakMap();
  const controllers = new WeakMap();
  const secret = {};
  const illegal = () => errors.nodeError(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");

  class ReadableStreamDefaultController {
    constructor(own) {
      if (own !== secret) throw illegal();
    }
    get desiredSize() {
      return desiredSize(controllers.get(this));
    }
    close() {
      const c = controllers.get(this);
      if (!canClose(c)) throw invalidState("Controller is already closed");
      close(c);
    }
    enqueue(chunk) {
      const c = controllers.get(this);
      if (c.bytes && !ArrayBuffer.isView(chunk))
        throw errors.invalidArgType("buffer", ["Buffer", "TypedArray", "DataView"], chunk);
      if (!canClose(c)) throw invalidState("Controller is already closed");
      enqueue(c, chunk);
    }
    error(reason) {
      fail(controllers.get(this), reason);
    }
  }
  class ReadableByteStreamController extends ReadableStreamDefaultController {
    get byobRequest() {
      return null;
    }
  }

  const desiredSize = (c) =>
    c.stream.state === "errored" ? null : c.stream.state === "closed" ? 0 : c.most - c.queue.total;
  const canClose = (c) => !c.closing && c.stream.state === "readable";
  function close(c) {
    c.closing = true;
    if (c.queue.items.length) return;
    c.pull = c.cancel = undefined;
    closeStream(c.stream);
  }
  function enqueue(c, chunk) {
    const { reader } = c.stream;
    if (reader?.waiting.length) reader.waiting.shift().resolve({ value: chunk, done: false });
    else
      try {
        Q.enqueue(c.queue, chunk, c.bytes ? chunk.byteLength : c.size(chunk));
      } catch (e) {
        fail(c, e);
        throw e;
      }
    pullIfNeeded(c);
  }
  function fail(c, reason) {
    const { stream } = c;
    if (stream.state !== "readable") return;
    Q.reset(c.queue);
    c.pull = c.cancel = undefined;
    stream.state = "errored";
    stream.error = reason;
    if (!stream.reader) return;
    for (const w of stream.reader.waiting.splice(0)) w.reject(reason);
    stream.reader.closed.reject(reason);
  }
  function closeStream(stream) {
    stream.state = "closed";
    if (!stream.reader) return;
    for (const w of stream.reader.waiting.splice(0)) w.resolve({ value: undefined, done: true });
    stream.reader.closed.resolve();
  }
  function pullIfNeeded(c) {
    const { stream } = c;
    if (!canClose(c) || !c.started || !(stream.reader?.waiting.length || desiredSize(c) > 0)) return;
    if (c.pulling) {
      c.again = true;
      return;
    }
    c.pulling = true;
    (c.pull ? c.pull(c.face) : Promise.resolve()).then(
      () => {
        c.pulling = false;
        if (!c.again) return;
        c.again = false;
        pullIfNeeded(c);
      },
      (e) => fail(c, e),
    );
  }
  function setUp(stream, source, methods, [most, size]) {
    const C = methods.bytes ? ReadableByteStreamController : ReadableStreamDefaultController;
    const c = { stream, queue: Q.createQueue(), most, size, ...methods, face: new C(secret) };
    controllers.set(c.face, c);
    stream.controller = c;
    const started = methods.start?.call(source, c.face);
    Promise.resolve(started).then(
      () => {
        c.started = true;
        pullIfNeeded(c);
      },
      (e) => fail(c, e),
    );
  }
  async function cancelStream(stream, reason) {
    stream.disturbed = true;
    if (stream.state === "closed") return;
    if (stream.state === "errored") throw stream.error;
    const c = stream.controller;
    const { cancel } = c;
    closeStream(stream);
    Q.reset(c.queue);
    c.pull = c.cancel = undefined;
    await cancel?.(reason);
  }
  function read(stream) {
    stream.disturbed = true;
    if (stream.state === "closed") return Promise.resolve({ value: undefined, done: true });
    if (stream.state === "errored") return rejected(stream.error).promise;
    const c = stream.controller;
    if (c.queue.items.length) {
      const value = Q.dequeue(c.queue);
      if (c.closing && !c.queue.items.length) close(c);
      else pullIfNeeded(c);
      return Promise.resolve({ value, done: false });
    }
    const waiting = deferred();
    stream.reader.waiting.push(waiting);
    pullIfNeeded(c);
    return waiting.promise;
  }

  class ReadableStreamDefaultReader {
    constructor(stream) {
      const s = streams.get(stream);
      if (!s) throw errors.invalidArgType("stream", "ReadableStream", stream);
      if (s.reader) throw invalidState("ReadableStream is locked");
      const r = { stream: s, face: stream, waiting: [], closed: deferred() };
      readers.set(this, r);
      s.reader = r;
      if (s.state === "closed") r.closed.resolve();
      else if (s.state === "errored") r.closed.reject(s.error);
    }
    get closed() {
      return readers.get(this).closed.promise;
    }
    read() {
      const r = readers.get(this);
      if (!r.stream) return rejected(invalidState("The reader is not attached to a stream")).promise;
      return read(r.stream);
    }
    cancel(reason) {
      const r = readers.get(this);
      if (!r.stream) return rejected(invalidState("The reader is not attached to a stream")).promise;
      return cancelStream(r.stream, reason);
    }
    releaseLock() {
      const r = readers.get(this);
      if (!r.stream) return;
      const released = invalidState("Releasing reader");
      if (r.stream.state === "readable") r.closed.reject(released);
      else r.closed = rejected(released);
      for (const w of r.waiting.splice(0)) w.reject(released);
      r.stream.reader = undefined;
      r.stream = undefined;
    }
  }
  class ReadableStreamBYOBReader {
    constructor() {
      throw new Error("drydock: readers with a buffer of their own are not simulated");
    }
  }
  class ReadableStreamBYOBRequest {
    constructor() {
      throw illegal();
    }
  }

  class ReadableStream {
    constructor(source = {}, strategy = {}) {
      if (source === null || typeof source !== "object") throw errors.invalidArgType("source", "object", source);
      const stream = { state: "readable", error: undefined, reader: undefined, disturbed: false };
      streams.set(this, stream);
      const { type } = source;
      if (type !== undefined && String(type) !== "bytes")
        throw errors.nodeError(
          TypeError,
          "ERR_INVALID_ARG_VALUE",
          `The property 'source.type' is invalid. Received ${internal.require("inspect").inspect(type)}`,
        );
      const bytes = type !== undefined;
      const { start } = source;
      if (start !== undefined && typeof start !== "function")
        throw errors.invalidArgType("source.start", "function", start);
      const methods = {
        start,
        pull: methodOf("source", source, "pull"),
        cancel: methodOf("source", source, "cancel"),
        bytes,
      };
      setUp(stream, source, methods, strategyOf(strategy, bytes ? 0 : 1));
    }
    static from(iterable) {
      const make = iterable?.[Symbol.asyncIterator] ?? iterable?.[Symbol.iterator];
      if (typeof make !== "function")
        throw errors.nodeError(
          TypeError,
          "ERR_ARG_NOT_ITERABLE",
          `${internal.require("inspect").inspect(iterable)} must be iterable`,
        );
      const it = make.call(iterable);
      return new ReadableStream(
        {
          async pull(controller) {
            const { value, done } = await it.next();
            if (done) controller.close();
            else controller.enqueue(await value);
          },
          async cancel(reason) {
            await it.return?.(reason);
          },
        },
        { highWaterMark: 0 },
      );
    }
    get locked() {
      return streams.get(this).reader !== undefined;
    }
    cancel(reason) {
      if (this.locked) return rejected(invalidState("ReadableStream is locked")).promise;
      return cancelStream(streams.get(this), reason);
    }
    getReader(options = {}) {
      if (options?.mode === "byob") return new ReadableStreamBYOBReader(this);
      if (options?.mode !== undefined)
        throw errors.nodeError(
          TypeError,
          "ERR_INVALID_ARG_VALUE",
          `The property 'options.mode' is invalid. Received ${internal.require("inspect").inspect(options.mode)}`,
        );
      return new ReadableStreamDefaultReader(this);
    }
    pipeThrough(pair, options = {}) {
      if (this.locked) throw invalidState("The ReadableStream is locked");
      if (pair.writable.locked) throw invalidState("The WritableStream is locked");
      internal
        .require("web_pipe")
        .pipe(this, pair.writable, options)
        .catch(() => {});
      return pair.readable;
    }
    async pipeTo(destination, options = {}) {
      if (!internal.require("web_writable").isStream(destination))
        throw errors.invalidArgType("transform.writable", "WritableStream", destination);
      if (this.locked) throw invalidState("The ReadableStream is locked");
      if (destination.locked) throw invalidState("The WritableStream is locked");
      return internal.require("web_pipe").pipe(this, destination, options);
    }
    tee() {
      return internal.require("web_pipe").tee(this);
    }
    values({ preventCancel = false } = {}) {
      const reader = this.getReader();
      let ended = false;
      let last;
      // At once, unless one that was asked for before is still going on.
      const inTurn = (fn) => {
        const mine = last ? last.then(fn, fn) : fn();
        last = mine;
        const end = () => void (last === mine && (last = undefined));
        mine.then(end, end);
        return mine;
      };
      const done = { value: undefined, done: true };
      return {
        next: () =>
          inTurn(async () => {
            if (ended) return done;
            try {
              const r = await reader.read();
              if (r.done) {
                ended = true;
                reader.releaseLock();
              }
              return r;
            } catch (e) {
              ended = true;
              reader.releaseLock();
              throw e;
            }
          }),
        return: (value) =>
          inTurn(async () => {
            if (!ended) {
              ended = true;
              const cancelled = preventCancel ? undefined : reader.cancel(value);
              reader.releaseLock();
              await cancelled;
            }
            return { value, done: true };
          }),
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    }
    [Symbol.asyncIterator](options) {
      return this.values(options);
    }
  }
  show(ReadableStream, (it) => {
    const { state, controller } = streams.get(it);
    return { locked: it.locked, state, supportsBYOB: Boolean(controller?.bytes) };
  });
  show(ReadableStreamDefaultReader, (it) => {
    const r = readers.get(it);
    return { stream: r.stream && r.face, readRequests: r.waiting.length, close: r.closed.promise };
  });
  show(ReadableStreamDefaultController, () => ({}));
  Object.assign(exports, {
    isStream: (value) => streams.has(value),
    wasRead: (stream) => streams.get(stream).disturbed,
    stateOf: (stream) => streams.get(stream),
    classes: {
      ReadableStream,
      ReadableStreamDefaultReader,
      ReadableStreamBYOBReader,
      ReadableStreamBYOBRequest,
      ReadableByteStreamController,
      ReadableStreamDefaultController,
    },
  });
}
