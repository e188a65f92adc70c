// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `FileHandle`: an open file of `fs.promises`. */
export function guestFsHandle(exports, internal) {
  const EE = internal.require("events");
  const { sync } = internal.require("fs_sync");
  const fs = () => internal.require("fs");
  class FileHandle extends EE {
    constructor(fd) {
      super();
      this.fd = fd;
    }
    async close() {
      if (this.fd >= 0) sync.close(this.fd);
      this.fd = -1;
    }
    async read(buffer, offset, len, position) {
      if (!buffer || !ArrayBuffer.isView(buffer)) {
        const o = buffer || {};
        buffer = o.buffer || Buffer.alloc(16384);
        ({ offset, length: len, position } = o);
      }
      return { bytesRead: sync.read(this.fd, buffer, offset, len, position), buffer };
    }
    async write(data, ...rest) {
      return { bytesWritten: sync.write(this.fd, data, ...rest), buffer: data };
    }
    async readFile(o) {
      return sync.readFile(this.fd, o);
    }
    async writeFile(data, o) {
      return sync.writeFile(this.fd, data, o);
    }
    async appendFile(data, o) {
      return sync.appendFile(this.fd, data, o);
    }
    async stat(o) {
      return sync.fstat(this.fd, o);
    }
    async truncate(n) {
      return sync.ftruncate(this.fd, n);
    }
    async sync() {}
    async datasync() {}
    readLines(o) {
      return internal
        .require("readline")
        .createInterface({ input: fs().createReadStream(null, { fd: this.fd, ...o }), crlfDelay: Infinity });
    }
    createReadStream(o) {
      return fs().createReadStream(null, { ...o, fd: this.fd });
    }
    createWriteStream(o) {
      return fs().createWriteStream(null, { ...o, fd: this.fd });
    }
    [Symbol.asyncDispose || Symbol.for("Symbol.asyncDispose")]() {
      return this.close();
    }
  }
  exports.FileHandle = FileHandle;
}
