// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `TransformStream`: a writable and a readable side with a transformer between. */
export function guestWebTransform(exports, internal) {
  const { errors } = internal;
  const { deferred, methodOf, show, strategyOf } = internal.require("web_queue");
  const { ReadableStream } = internal.require("web_readable").classes;
  const { WritableStream } = internal.require("web_writable").classes;
  const states = new WeakMap();
  const secret = {};

  class TransformStreamDefaultController {
    constructor(own, state) {
      if (own !== secret) throw errors.nodeError(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
      states.set(this, state);
    }
    get desiredSize() {
      return states.get(this).out.desiredSize;
    }
    enqueue(chunk) {
      const t = states.get(this);
      t.out.enqueue(chunk);
      if (t.out.desiredSize <= 0) setBackpressure(t, true);
    }
    error(reason) {
      states.get(this).fail(reason);
    }
    terminate() {
      const t = states.get(this);
      t.out.close();
      t.failWriting(internal.require("web_queue").invalidState("TransformStream terminated"));
    }
  }
  function setBackpressure(t, value) {
    if (t.backpressure === value) return;
    t.backpressure = value;
    t.change.resolve();
    t.change = deferred();
  }

  class TransformStream {
    #readable;
    #writable;
    #state;
    constructor(transformer = {}, writableStrategy = {}, readableStrategy = {}) {
      for (const side of ["readableType", "writableType"])
        if (transformer?.[side] !== undefined)
          throw errors.nodeError(
            RangeError,
            "ERR_INVALID_ARG_VALUE",
            `The property 'transformer.${side}' is invalid. Received ${internal.require("inspect").inspect(transformer[side])}`,
          );
      const t = { backpressure: true, change: deferred() };
      this.#state = t;
      const face = new TransformStreamDefaultController(secret, t);
      const transform = methodOf("transformer", transformer, "transform") ?? (async (chunk) => face.enqueue(chunk));
      const flush = methodOf("transformer", transformer, "flush");
      const cancel = methodOf("transformer", transformer, "cancel");
      const started = deferred();
      let input;
      t.failWriting = (reason) => {
        input.error(reason);
        setBackpressure(t, false);
      };
      t.fail = (reason) => {
        t.out.error(reason);
        t.failWriting(reason);
      };
      const [inMost, inSize] = strategyOf(writableStrategy, 1);
      const [outMost, outSize] = strategyOf(readableStrategy, 0);
      this.#writable = new WritableStream(
        {
          start(controller) {
            input = controller;
            return started.promise;
          },
          async write(chunk) {
            while (t.backpressure) await t.change.promise;
            try {
              await transform(chunk, face);
            } catch (e) {
              t.fail(e);
              throw e;
            }
          },
          async abort(reason) {
            await cancel?.(reason);
            t.out.error(reason);
          },
          async close() {
            try {
              await flush?.(face);
            } catch (e) {
              t.out.error(e);
              throw e;
            }
            if (!t.ended) t.out.close();
          },
        },
        { highWaterMark: inMost, size: inSize },
      );
      this.#readable = new ReadableStream(
        {
          start(controller) {
            t.out = controller;
            return started.promise;
          },
          pull() {
            setBackpressure(t, false);
            return t.change.promise;
          },
          async cancel(reason) {
            t.ended = true;
            await cancel?.(reason);
            t.failWriting(reason);
          },
        },
        { highWaterMark: outMost, size: outSize },
      );
      const { start } = transformer ?? {};
      if (start !== undefined && typeof start !== "function")
        throw errors.invalidArgType("transformer.start", "function", start);
      started.resolve(start?.call(transformer, face));
    }
    get readable() {
      return this.#readable;
    }
    get writable() {
      return this.#writable;
    }
    static {
      show(TransformStream, (it) => ({
        readable: it.#readable,
        writable: it.#writable,
        backpressure: it.#state.backpressure,
      }));
    }
  }
  show(TransformStreamDefaultController, () => ({}));
  Object.assign(exports, { TransformStream, TransformStreamDefaultController });
}
