// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Node's streams as the web's, and the other way round. */
export function guestWebAdapters(exports, internal) {
  const { ReadableStream } = internal.require("web_readable").classes;
  const { WritableStream } = internal.require("web_writable").classes;

  exports.toWebReadable = (stream) => {
    const objects = stream.readableObjectMode;
    let ended = false;
    return new ReadableStream(
      {
        start(controller) {
          stream.pause();
          stream.on("data", (chunk) => {
            controller.enqueue(Buffer.isBuffer(chunk) && !objects ? new Uint8Array(chunk) : chunk);
            if (controller.desiredSize <= 0) stream.pause();
          });
          internal.require("stream").finished(stream, { writable: false }, (e) => {
            if (ended) return;
            ended = true;
            if (e) controller.error(e);
            else controller.close();
          });
        },
        pull() {
          stream.resume();
        },
        cancel(reason) {
          ended = true;
          stream.destroy(reason);
        },
      },
      { highWaterMark: objects ? stream.readableHighWaterMark : 1 },
    );
  };
  exports.toWebWritable = (stream) => {
    let drained;
    stream.on("drain", () => drained?.());
    return new WritableStream(
      {
        start(controller) {
          internal.require("stream").finished(stream, { readable: false }, (e) => void (e && controller.error(e)));
        },
        write(chunk) {
          if (stream.write(chunk)) return undefined;
          return new Promise((resolve) => {
            drained = resolve;
          });
        },
        close: () =>
          new Promise((resolve, reject) => {
            stream.once("error", reject);
            stream.end(() => resolve());
          }),
        abort(reason) {
          stream.destroy(reason);
        },
      },
      { highWaterMark: stream.writableObjectMode ? stream.writableHighWaterMark : 1 },
    );
  };
  exports.toWebPair = (stream) => ({
    readable: exports.toWebReadable(stream),
    writable: exports.toWebWritable(stream),
  });

  exports.fromWebReadable = (web, options = {}) => {
    const { Readable } = internal.require("stream");
    if (!internal.require("web_readable").isStream(web))
      throw internal.errors.invalidArgType("readableStream", "ReadableStream", web);
    const reader = web.getReader();
    let ended = false;
    return new Readable({
      ...options,
      read() {
        reader.read().then(
          ({ value, done }) => {
            ended ||= done;
            this.push(done ? null : value);
          },
          (e) => this.destroy(e),
        );
      },
      destroy(error, done) {
        if (ended) return void done(error);
        ended = true;
        reader.cancel(error).then(
          () => done(error),
          (e) => done(error || e),
        );
      },
    });
  };
  exports.fromWebWritable = (web, options = {}) => {
    const { Writable } = internal.require("stream");
    if (!internal.require("web_writable").isStream(web))
      throw internal.errors.invalidArgType("writableStream", "WritableStream", web);
    const writer = web.getWriter();
    return new Writable({
      ...options,
      write(chunk, _encoding, done) {
        writer.ready.then(() => writer.write(chunk)).then(() => done(), done);
      },
      final(done) {
        writer.close().then(() => done(), done);
      },
      destroy(error, done) {
        if (!error) return void done();
        writer.abort(error).then(
          () => done(error),
          () => done(error),
        );
      },
    });
  };
}
