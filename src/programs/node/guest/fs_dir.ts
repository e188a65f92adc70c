// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `Dir`: a folder that is read name by name. */
export function guestFsDir(exports, internal) {
  const { errors } = internal;
  const soon = (run, cb) => {
    if (typeof cb === "function") {
      internal.start("later", [], undefined, () => {
        let value;
        try {
          value = run();
        } catch (e) {
          cb(e);
          return;
        }
        cb(null, value);
      });
      return undefined;
    }
    return new Promise((resolve, reject) => {
      internal.start("later", [], undefined, () => {
        try {
          resolve(run());
        } catch (e) {
          reject(e);
        }
      });
    });
  };
  class Dir {
    #path;
    #entries;
    #closed = false;
    constructor(path, entries) {
      this.#path = path;
      this.#entries = entries;
    }
    get path() {
      return this.#path;
    }
    #check() {
      if (this.#closed) throw errors.nodeError(Error, "ERR_DIR_CLOSED", "Directory handle was closed");
    }
    readSync() {
      this.#check();
      return this.#entries.shift() || null;
    }
    read(cb) {
      this.#check();
      return soon(() => this.#entries.shift() || null, cb);
    }
    closeSync() {
      this.#check();
      this.#closed = true;
    }
    close(cb) {
      this.#check();
      this.#closed = true;
      return soon(() => undefined, cb);
    }
    async *entries() {
      try {
        for (let e = await this.read(); e !== null; e = await this.read()) yield e;
      } finally {
        if (!this.#closed) await this.close();
      }
    }
    [Symbol.asyncIterator]() {
      return this.entries();
    }
  }
  exports.Dir = Dir;
}
