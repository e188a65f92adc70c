// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Files as streams. */
export function guestFsStreams(exports, internal) {
  const { errors } = internal;
  const { toPath } = internal.require("fs_words");
  const { sync } = internal.require("fs_sync");
  const { Readable, Writable } = internal.require("stream");
  /** Closing takes a turn of the event loop, where there is something to be closed. */
  const closeLater = (fd, handle, done) => {
    if (fd === null || fd < 3) return void done();
    if (handle) return void handle.close().then(done, done);
    internal.start("later", [], undefined, () => {
      try {
        sync.close(fd);
      } catch {}
      done();
    });
  };
  /** The file is opened before anything is read or written. */
  const openFirst = (s, done) => {
    if (s.fd !== null) return void done();
    internal.start("later", [], undefined, () => {
      try {
        s.fd = sync.open(s.path, s.flags, s.mode);
      } catch (e) {
        errors.setStackTail(e, "");
        return void done(e);
      }
      done();
      s.emit("open", s.fd);
      s.emit("ready");
    });
  };
  class ReadStream extends Readable {
    constructor(p, o) {
      if (typeof o === "string") o = { encoding: o };
      o = o || {};
      super({
        highWaterMark: o.highWaterMark || 65536,
        encoding: o.encoding,
        emitClose: o.emitClose,
        autoDestroy: o.autoClose !== false,
        signal: o.signal,
      });
      this.fd = typeof o.fd === "number" ? o.fd : o.fd ? o.fd.fd : null;
      Object.defineProperty(this, "handle", { value: typeof o.fd === "object" ? o.fd : undefined, enumerable: false });
      Object.defineProperty(this, "autoClose", { value: o.autoClose !== false, enumerable: false });
      this.path = p === null ? undefined : toPath(p);
      this.flags = o.flags || "r";
      this.mode = o.mode === undefined ? 0o666 : o.mode;
      this.start = o.start;
      this.end = o.end === undefined ? Infinity : o.end;
      this.pos = o.start;
      this.bytesRead = 0;
    }
    _construct(done) {
      openFirst(this, done);
    }
    _read(n) {
      const max = Math.min(n, this.pos === undefined ? this.end - this.bytesRead + 1 : this.end - this.pos + 1);
      internal.start("later", [], undefined, () => {
        if (this.destroyed || this.fd === null) return;
        const b = Buffer.alloc(Math.max(0, max));
        let got = 0;
        try {
          got = max > 0 ? sync.read(this.fd, b, 0, max, this.pos === undefined ? null : this.pos) : 0;
        } catch (e) {
          this.destroy(e);
          return;
        }
        if (this.pos !== undefined) this.pos += got;
        this.bytesRead += got;
        this.push(got ? b.subarray(0, got) : null);
      });
    }
    get pending() {
      return this.fd === null;
    }
    close(cb) {
      if (cb) this.once("close", cb);
      this.destroy();
    }
    _destroy(e, cb) {
      const { fd } = this;
      this.fd = null;
      closeLater(fd, this.handle, () => cb(e));
    }
  }
  class WriteStream extends Writable {
    constructor(p, o) {
      if (typeof o === "string") o = { encoding: o };
      o = o || {};
      super({
        highWaterMark: o.highWaterMark,
        defaultEncoding: o.encoding,
        emitClose: o.emitClose,
        autoDestroy: o.autoClose !== false,
        signal: o.signal,
      });
      this.fd = typeof o.fd === "number" ? o.fd : o.fd ? o.fd.fd : null;
      Object.defineProperty(this, "handle", { value: typeof o.fd === "object" ? o.fd : undefined, enumerable: false });
      Object.defineProperty(this, "autoClose", { value: o.autoClose !== false, enumerable: false });
      this.path = p === null ? undefined : toPath(p);
      this.flags = o.flags || "w";
      this.mode = o.mode === undefined ? 0o666 : o.mode;
      this.start = o.start;
      this.pos = o.start;
      this.bytesWritten = 0;
    }
    _construct(done) {
      openFirst(this, done);
    }
    _write(chunk, _e, cb) {
      internal.start("later", [], undefined, () => {
        try {
          sync.write(this.fd, chunk, 0, chunk.length, this.pos === undefined ? null : this.pos);
        } catch (e) {
          cb(e);
          return;
        }
        if (this.pos !== undefined) this.pos += chunk.length;
        this.bytesWritten += chunk.length;
        cb();
      });
    }
    get pending() {
      return this.fd === null;
    }
    close(cb) {
      if (cb) this.once("close", cb);
      this.end();
    }
    _destroy(e, cb) {
      const { fd } = this;
      this.fd = null;
      closeLater(fd, this.handle, () => cb(e));
    }
  }
  Object.assign(exports, { ReadStream, WriteStream });
}
