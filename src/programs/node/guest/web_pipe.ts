// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `pipeTo`, `pipeThrough` and `tee` of the web's streams. */
export function guestWebPipe(exports, internal) {
  const { stateOf: readState } = internal.require("web_readable");
  const { stateOf: writeState } = internal.require("web_writable");

  exports.pipe = async (source, destination, options) => {
    const { preventClose, preventAbort, preventCancel, signal } = options ?? {};
    const reader = source.getReader();
    const writer = destination.getWriter();
    let aborted;
    const stopped = new Promise((_resolve, reject) => {
      aborted = () => reject(signal.reason);
      if (signal?.aborted) aborted();
      else signal?.addEventListener("abort", aborted, { once: true });
    });
    stopped.catch(() => {});
    const failed = writer.closed.then(
      () => undefined,
      (e) => Promise.reject(e),
    );
    failed.catch(() => {});
    const release = () => {
      signal?.removeEventListener("abort", aborted);
      writer.releaseLock();
      reader.releaseLock();
    };
    const writes = [];
    try {
      for (;;) {
        await Promise.race([writer.ready, stopped, failed.then(() => new Promise(() => {}))]);
        const r = await Promise.race([reader.read(), stopped, failed.then(() => new Promise(() => {}))]);
        if (r.done) break;
        const written = writer.write(r.value);
        written.catch(() => {});
        writes.push(written);
        if (writes.length > 16) await writes.shift();
      }
      await Promise.all(writes);
      if (!preventClose && writeState(destination).state !== "closed") await writer.close();
    } catch (e) {
      // Whichever side has not failed is told of it.
      const fromSource = readState(source).state === "errored" && readState(source).error === e;
      const fromSink = /^error/.test(writeState(destination).state) && writeState(destination).error === e;
      const ends = [];
      if (!preventAbort && !fromSink) ends.push(writer.abort(e));
      if (!preventCancel && !fromSource) ends.push(reader.cancel(e));
      await Promise.allSettled(ends);
      release();
      throw e;
    }
    release();
    return undefined;
  };

  /** Two streams of the same chunks; the source is cancelled once both are. */
  exports.tee = (source) => {
    const reader = source.getReader();
    const { ReadableStream } = internal.require("web_readable").classes;
    const sides = [];
    let reading = false;
    let again = false;
    const cancelled = [];
    const done = internal.require("web_queue").deferred();
    const pull = async () => {
      if (reading) {
        again = true;
        return;
      }
      reading = true;
      do {
        again = false;
        const r = await reader.read();
        sides.forEach((side, i) => {
          if (i in cancelled) return;
          if (r.done) side.close();
          else side.enqueue(r.value);
        });
        if (r.done && cancelled.length === 0) done.resolve();
        if (r.done) break;
      } while (again);
      reading = false;
    };
    const branch = (i) =>
      new ReadableStream({
        start(controller) {
          sides[i] = controller;
        },
        pull,
        cancel(reason) {
          cancelled[i] = reason;
          if (0 in cancelled && 1 in cancelled) reader.cancel(cancelled).then(done.resolve, done.reject);
          return done.promise;
        },
      });
    const branches = [branch(0), branch(1)];
    reader.closed.catch((e) => {
      for (const side of sides) side.error(e);
      done.resolve();
    });
    return branches;
  };
}
