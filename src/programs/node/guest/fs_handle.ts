// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `FileHandle`: an open file of `fs.promises`. */
export function guestFsHandle(exports, internal) {
  const EE = internal.require("events");
  const { sync } = internal.require("fs_sync");
  const { errors } = internal;
  const { withoutStack } = internal.require("fs_words");
  const fs = () => internal.require("fs");
  class FileHandle extends EE {
    constructor(fd) {
      super();
      Object.defineProperty(this, "number", { value: fd, writable: true, enumerable: false });
    }
    get fd() {
      return this.number;
    }
    /** One call of the operating system's, which works in a later turn. */
    operate(run, syscall, name = syscall) {
      const callers = internal.asyncCallers();
      return new Promise((resolve, reject) => {
        if (this.number < 0) {
          const e = Object.assign(new Error("file closed"), { code: "EBADF", syscall });
          const stack = [
            "fsCall (node:internal/fs/promises:454:17)",
            `FileHandle.${name} (node:internal/fs/promises:212:12)`,
          ];
          errors.setStackTail(e, [...stack, ...callers].map((l) => `    at ${l}`).join("\n"));
          reject(e);
          return;
        }
        internal.start("later", [], undefined, () => {
          try {
            resolve(run(this.number));
          } catch (e) {
            reject(internal.require("fs_places").rejected(withoutStack(e), syscall, callers));
          }
        });
      });
    }
    close() {
      if (this.number < 0) return Promise.resolve();
      const closed = this.operate((fd) => {
        sync.close(fd);
        this.emit("close");
      }, "close");
      this.number = -1;
      return closed;
    }
    read(buffer, offset, len, position) {
      if (!buffer || !ArrayBuffer.isView(buffer)) {
        const o = buffer || {};
        buffer = o.buffer || Buffer.alloc(16384);
        ({ offset, length: len, position } = o);
      }
      return this.operate(
        (fd) => ({ __proto__: null, bytesRead: sync.read(fd, buffer, offset, len, position), buffer }),
        "read",
      );
    }
    write(data, ...rest) {
      return this.operate(
        (fd) => ({ __proto__: null, bytesWritten: sync.write(fd, data, ...rest), buffer: data }),
        "write",
      );
    }
    readv(buffers, position) {
      return this.operate((fd) => ({ __proto__: null, bytesRead: sync.readv(fd, buffers, position), buffers }), "read");
    }
    writev(buffers, position) {
      return this.operate(
        (fd) => ({ __proto__: null, bytesWritten: sync.writev(fd, buffers, position), buffers }),
        "write",
      );
    }
    readFile(o) {
      return this.operate((fd) => sync.readFile(fd, o), "read");
    }
    writeFile(data, o) {
      return this.operate((fd) => sync.writeFile(fd, data, o), "write");
    }
    appendFile(data, o) {
      return this.operate((fd) => sync.appendFile(fd, data, o), "write");
    }
    stat(o) {
      return this.operate((fd) => sync.fstat(fd, o), "fstat", "stat");
    }
    truncate(n) {
      return this.operate((fd) => sync.ftruncate(fd, n), "ftruncate");
    }
    chmod(mode) {
      return this.operate((fd) => sync.fchmod(fd, mode), "fchmod");
    }
    chown(uid, gid) {
      return this.operate((fd) => sync.fchown(fd, uid, gid), "fchown");
    }
    utimes(a, m) {
      return this.operate((fd) => sync.futimes(fd, a, m), "futime");
    }
    sync() {
      return this.operate(() => undefined, "fsync");
    }
    datasync() {
      return this.operate(() => undefined, "fdatasync");
    }
    readLines(o) {
      return internal.require("readline").createInterface({ input: this.createReadStream(o), crlfDelay: Infinity });
    }
    createReadStream(o) {
      return fs().createReadStream(null, { ...o, fd: this });
    }
    createWriteStream(o) {
      return fs().createWriteStream(null, { ...o, fd: this });
    }
    [Symbol.asyncDispose || Symbol.for("Symbol.asyncDispose")]() {
      return this.close();
    }
  }
  exports.FileHandle = FileHandle;
}
