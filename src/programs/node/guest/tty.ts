// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `tty`, and the process's three streams. */
export function guestTty(exports, internal) {
  const { Readable, Writable } = internal.require("stream");
  const { call } = internal;
  class WriteStream extends Writable {
    constructor(fd) {
      super({ decodeStrings: false });
      this.fd = fd;
      this._type = "tty";
      this.isTTY = true;
      const size = call("tty.size", fd) || { columns: 80, rows: 24 };
      this.columns = size.columns;
      this.rows = size.rows;
      if (fd === 1)
        process.on("SIGWINCH", () => {
          const s = call("tty.size", fd);
          if (s) Object.assign(this, { columns: s.columns, rows: s.rows });
          this.emit("resize");
        });
    }
    getWindowSize() {
      return [this.columns, this.rows];
    }
    getColorDepth() {
      return internal.colorDepth();
    }
    hasColors(n = 16) {
      return 2 ** internal.colorDepth() >= (typeof n === "number" ? n : 16);
    }
    cursorTo(x, y, cb) {
      this.write(typeof y === "number" ? `\u001b[${y + 1};${x + 1}H` : `\u001b[${x + 1}G`);
      const done = typeof y === "function" ? y : cb;
      if (done) done();
      return true;
    }
    moveCursor(dx, dy) {
      if (dx) this.write(dx > 0 ? `\u001b[${dx}C` : `\u001b[${-dx}D`);
      if (dy) this.write(dy > 0 ? `\u001b[${dy}B` : `\u001b[${-dy}A`);
      return true;
    }
    clearLine(dir) {
      this.write(dir < 0 ? "\u001b[1K" : dir > 0 ? "\u001b[0K" : "\u001b[2K");
      return true;
    }
    clearScreenDown() {
      this.write("\u001b[0J");
      return true;
    }
  }
  class SyncWriteStream extends Writable {
    constructor(fd, kind) {
      super({ decodeStrings: false });
      this.fd = fd;
      this._type = kind === "file" ? "fs" : "pipe";
      this._isStdio = true;
    }
  }
  const write = function (chunk, encoding, done) {
    if (typeof chunk === "string" && (!encoding || /^utf-?8$/i.test(encoding))) call("write", this.fd, chunk);
    else {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
      internal.raw("fs.write", [this.fd, null], bytes);
    }
    done();
  };
  WriteStream.prototype._write = write;
  SyncWriteStream.prototype._write = write;
  SyncWriteStream.prototype.hasColors = () => false;
  for (const C of [WriteStream, SyncWriteStream]) {
    C.prototype._destroy = (e, done) => done(e);
    C.prototype._isStdio = true;
  }

  class ReadStream extends Readable {
    constructor(fd, kind) {
      super({ highWaterMark: 65536 });
      this.fd = fd;
      if (kind === "tty") this.isTTY = true;
      this.isRaw = false;
      this.reading = false;
      // Paused, it does not keep the program going.
      Object.defineProperty(this, "halted", { value: false, writable: true, enumerable: false });
      this.on("pause", () => {
        this.halted = true;
        if (this.handle) this.handle.unref();
      });
      this.on("resume", () => {
        this.halted = false;
        if (this.handle) this.handle.ref();
      });
    }
    setRawMode(on) {
      this.isRaw = Boolean(on);
      call("tty.raw", this.fd, this.isRaw);
      return this;
    }
    _read() {
      if (this.reading) return;
      this.reading = true;
      this.handle = internal.start("fd.read", [this.fd, 65536], undefined, (failure, bytes) => {
        this.reading = false;
        this.handle = undefined;
        if (failure) this.push(null);
        else this.push(bytes === null || bytes === undefined ? null : Buffer.from(bytes));
      });
      if (this.unrefed || this.halted) this.handle.unref();
    }
    ref() {
      this.unrefed = false;
      if (this.handle) this.handle.ref();
      return this;
    }
    unref() {
      this.unrefed = true;
      if (this.handle) this.handle.unref();
      return this;
    }
    _destroy(e, done) {
      if (this.handle) this.handle.unref();
      done(e);
    }
  }
  exports.ReadStream = ReadStream;
  exports.WriteStream = WriteStream;
  exports.isatty = (fd) => Number.isInteger(fd) && fd >= 0 && call("fd.kind", fd) === "tty";
  exports.output = (fd, kind) => (kind === "tty" ? new WriteStream(fd) : new SyncWriteStream(fd, kind));
  exports.input = (fd, kind) => new ReadStream(fd, kind);
}
