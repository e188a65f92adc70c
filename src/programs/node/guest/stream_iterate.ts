// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Streams as async iterables, and made of them: `Readable.from`, `for await`, `map`, `filter` and their like. */
export function guestStreamIterate(_exports, internal) {
  const { errors } = internal;
  const { Readable } = internal.require("stream_readable");
  const { finished } = internal.require("stream_finished");
  const { abortError } = internal.require("stream_destroy");
  const nextTick = (fn, ...args) => internal.nextTick(fn, args);
  const R = Readable.prototype;

  async function* iterate(s, o) {
    let wake = () => {};
    // Waits for the next thing that happens to the stream.
    const next = function (resolve) {
      if (this === s) {
        wake();
        wake = () => {};
      } else wake = resolve;
    };
    s.on("readable", next);
    let error;
    const cleanup = finished(s, { writable: false }, (e) => {
      error = e || null;
      wake();
      wake = () => {};
    });
    try {
      for (;;) {
        const chunk = s.destroyed ? null : s.read();
        if (chunk !== null) yield chunk;
        else if (error) throw error;
        else if (error === null) return;
        else await new Promise(next);
      }
    } catch (e) {
      error = e;
      throw e;
    } finally {
      if ((error || o?.destroyOnReturn !== false) && (error === undefined || s._readableState.autoDestroy)) s.destroy();
      else {
        s.off("readable", next);
        cleanup();
      }
    }
  }
  R[Symbol.asyncIterator] = function () {
    return iterate(this);
  };
  R.iterator = function iterator(o) {
    return iterate(this, o);
  };

  Readable.from = function from(iterable, o) {
    if (typeof iterable === "string" || iterable instanceof Uint8Array)
      return new Readable({
        objectMode: true,
        ...o,
        read() {
          this.push(iterable);
          this.push(null);
        },
      });
    const waits = Boolean(iterable && iterable[Symbol.asyncIterator]);
    if (!waits && !(iterable && iterable[Symbol.iterator]))
      throw errors.invalidArgType("iterable", "Iterable", iterable);
    const it = waits ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
    let reading = false;
    const s = new Readable({ objectMode: true, highWaterMark: 1, ...o });
    s._read = () => {
      if (reading) return;
      reading = true;
      next();
    };
    s._destroy = (error, done) => {
      close(error).then(
        () => nextTick(done, error),
        (e) => nextTick(done, e || error),
      );
    };
    async function close(error) {
      if (error !== null && error !== undefined && typeof it.throw === "function") {
        const { value, done } = await it.throw(error);
        await value;
        if (done) return;
      }
      if (typeof it.return === "function") {
        const { value } = await it.return();
        await value;
      }
    }
    async function next() {
      for (;;) {
        try {
          const { value, done } = waits ? await it.next() : it.next();
          if (done) s.push(null);
          else {
            const chunk = value && typeof value.then === "function" ? await value : value;
            if (chunk === null) {
              reading = false;
              throw errors.nodeError(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
            }
            if (s.push(chunk)) continue;
            reading = false;
          }
        } catch (e) {
          s.destroy(e);
        }
        return;
      }
    }
    return s;
  };
  const adapters = () => internal.require("web_adapters");
  Readable.fromWeb = (web, options) => adapters().fromWebReadable(web, options);
  Readable.toWeb = (stream) => adapters().toWebReadable(stream);
  const { Writable } = internal.require("stream_writable");
  Writable.fromWeb = (web, options) => adapters().fromWebWritable(web, options);
  Writable.toWeb = (stream) => adapters().toWebWritable(stream);

  const stopped = (o) => {
    if (o?.signal?.aborted) throw abortError(o.signal.reason);
  };
  /** Readables of what a generator makes of this one. */
  const made = {
    map: async function* (s, fn, o) {
      for await (const c of s) {
        stopped(o);
        yield await fn(c, o);
      }
    },
    filter: async function* (s, fn, o) {
      for await (const c of s) if (await fn(c, o)) yield c;
    },
    flatMap: async function* (s, fn, o) {
      for await (const c of s) yield* await fn(c, o);
    },
    take: async function* (s, n) {
      if (n <= 0) return;
      for await (const c of s) {
        yield c;
        if (--n <= 0) return;
      }
    },
    drop: async function* (s, n) {
      for await (const c of s) if (n-- <= 0) yield c;
    },
  };
  for (const [name, make] of Object.entries(made))
    R[name] = function (...args) {
      return Readable.from(make(this, ...args));
    };
  R.toArray = async function toArray() {
    const out = [];
    for await (const c of this) out.push(c);
    return out;
  };
  R.forEach = async function forEach(fn, o) {
    for await (const c of this) await fn(c, o);
  };
  R.reduce = async function reduce(fn, ...initial) {
    let [value] = initial;
    let has = initial.length > 0;
    for await (const c of this) {
      value = has ? await fn(value, c) : c;
      has = true;
    }
    if (!has) throw new TypeError("Reduce of an empty stream requires an initial value");
    return value;
  };
  R.some = async function some(fn) {
    for await (const c of this) if (await fn(c)) return true;
    return false;
  };
  R.every = async function every(fn) {
    for await (const c of this) if (!(await fn(c))) return false;
    return true;
  };
  R.find = async function find(fn) {
    for await (const c of this) if (await fn(c)) return c;
    return undefined;
  };
}
