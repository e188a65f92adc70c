// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `stream`. */
export function guestStream(_exports, internal, module) {
  const { Stream } = internal.require("stream_base");
  const { Readable } = internal.require("stream_readable");
  const { Writable } = internal.require("stream_writable");
  const { Duplex, Transform, PassThrough } = internal.require("stream_duplex");
  const { finished } = internal.require("stream_finished");
  const { pipeline, run } = internal.require("stream_pipeline");
  const { addAbortSignal, defaultHighWaterMark, setDefaultHighWaterMark } = internal.require("stream_destroy");
  internal.require("stream_pipe");
  internal.require("stream_iterate");
  for (const [name, C] of Object.entries({ Stream, Readable, Writable, Duplex, Transform, PassThrough }))
    Object.defineProperty(C, "name", { value: name });
  Duplex.from = (x) => Readable.from(typeof x === "function" ? x() : x);

  const isOptions = (o) =>
    Boolean(o) &&
    typeof o === "object" &&
    !o.pipe &&
    !o.write &&
    !o[Symbol.asyncIterator] &&
    typeof o[Symbol.iterator] !== "function";
  const promises = {
    pipeline: (...streams) =>
      new Promise((resolve, reject) => {
        const o = isOptions(streams.at(-1)) ? streams.pop() : undefined;
        const all = streams.length === 1 && Array.isArray(streams[0]) ? streams[0] : streams;
        run(all, (e, value) => (e ? reject(e) : resolve(value)), o);
      }),
    finished: (s, o) => new Promise((resolve, reject) => finished(s, o || {}, (e) => (e ? reject(e) : resolve()))),
  };
  const custom = Symbol.for("nodejs.util.promisify.custom");
  pipeline[custom] = promises.pipeline;
  finished[custom] = promises.finished;
  Object.assign(Stream, {
    Stream,
    Readable,
    Writable,
    Duplex,
    Transform,
    PassThrough,
    pipeline,
    finished,
    promises,
    addAbortSignal,
    getDefaultHighWaterMark: defaultHighWaterMark,
    setDefaultHighWaterMark,
    isReadable: (s) => Boolean(s && s.readable),
    isWritable: (s) => Boolean(s && s.writable),
    isErrored: (s) => Boolean(s && s.errored),
    isDisturbed: (s) => Boolean(s && (s.readableDidRead || s.readableAborted)),
    isDestroyed: (s) => Boolean(s && s.destroyed),
  });
  module.exports = Stream;
}
