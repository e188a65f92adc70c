// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `fs`: synchronous, with callbacks, with promises. All work at once; the callbacks come in a later turn. */
export function guestFs(exports, internal) {
  const { errors, raw } = internal;
  const F = {
    F_OK: 0,
    R_OK: 4,
    W_OK: 2,
    X_OK: 1,
    COPYFILE_EXCL: 1,
    COPYFILE_FICLONE: 2,
    O_RDONLY: 0,
    O_WRONLY: 1,
    O_RDWR: 2,
    O_CREAT: 64,
    O_EXCL: 128,
    O_TRUNC: 512,
    O_APPEND: 1024,
    S_IFMT: 61440,
    S_IFREG: 32768,
    S_IFDIR: 16384,
    S_IFLNK: 40960,
  };
  const toPath = (p, name = "path") => {
    if (typeof p === "string") {
      if (p.includes("\0"))
        throw errors.nodeError(
          TypeError,
          "ERR_INVALID_ARG_VALUE",
          `The argument '${name}' must be a string, Uint8Array, or URL without null bytes. Received ${internal.require("inspect").inspect(p)}`,
        );
      return p;
    }
    if (p instanceof Uint8Array) return Buffer.from(p).toString();
    if (p && typeof p === "object" && p.href !== undefined) return internal.require("url").fileURLToPath(p);
    throw errors.invalidArgType(name, ["string", "Buffer", "URL"], p);
  };
  const bytesOf = (data, enc) => {
    if (typeof data === "string") return Buffer.from(data, enc);
    if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    throw errors.invalidArgType("data", ["string", "Buffer", "TypedArray", "DataView"], data);
  };
  const encodingOf = (o) => (typeof o === "string" ? o : o && o.encoding);
  /** Calls the machine; a failure is worded for the call that Node makes. */
  const sys = (syscall, path, dest, name, args, bytes) => {
    const r = raw(name, args, bytes);
    if (r && r.$error) throw errors.systemError(syscall, r.$error, path, dest);
    return r;
  };
  const MODE = {
    file: 0o100000,
    directory: 0o040000,
    symlink: 0o120000,
    fifo: 0o010000,
    socket: 0o140000,
    device: 0o020000,
    pipe: 0o010000,
    terminal: 0o020000,
  };
  class Stats {
    constructor(s, big) {
      const ms = s.mtime / 1000;
      const n = big ? BigInt : Number;
      this.dev = n(s.dev);
      this.mode = n((s.mode & 0o7777) | (s.device ? MODE.device : MODE[s.kind] || 0o100000));
      this.nlink = n(s.nlink);
      this.uid = n(s.uid);
      this.gid = n(s.gid);
      this.rdev = n(0);
      this.blksize = n(4096);
      this.ino = n(s.ino);
      this.size = n(s.size);
      this.blocks = n(Math.ceil(s.size / 4096) * 8);
      for (const k of ["atime", "mtime", "ctime", "birthtime"]) this[`${k}Ms`] = big ? BigInt(Math.floor(ms)) : ms;
      for (const k of ["atime", "mtime", "ctime", "birthtime"]) this[k] = new Date(ms);
    }
    kind(m) {
      return (Number(this.mode) & 0o170000) === m;
    }
    isFile() {
      return this.kind(MODE.file);
    }
    isDirectory() {
      return this.kind(MODE.directory);
    }
    isSymbolicLink() {
      return this.kind(MODE.symlink);
    }
    isFIFO() {
      return this.kind(MODE.fifo);
    }
    isSocket() {
      return this.kind(MODE.socket);
    }
    isCharacterDevice() {
      return this.kind(MODE.device);
    }
    isBlockDevice() {
      return false;
    }
  }
  const kind = Symbol("type");
  class Dirent {
    constructor(name, type, path) {
      this.name = name;
      this.parentPath = path;
      this.path = path;
      this[kind] = type;
    }
    isFile() {
      return this[kind] === "file";
    }
    isDirectory() {
      return this[kind] === "directory";
    }
    isSymbolicLink() {
      return this[kind] === "symlink";
    }
    isFIFO() {
      return this[kind] === "fifo";
    }
    isSocket() {
      return this[kind] === "socket";
    }
    isCharacterDevice() {
      return this[kind] === "device";
    }
    isBlockDevice() {
      return false;
    }
  }
  const KINDS = { file: 1, directory: 2, symlink: 3, fifo: 4, socket: 5, device: 6 };
  Object.defineProperty(Dirent.prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value: function (_d, o, inspect) {
      return `Dirent ${inspect({ name: this.name, parentPath: this.parentPath, path: this.path, [Symbol("type")]: KINDS[this[kind]] || 0 }, o)}`;
    },
    enumerable: false,
  });

  const FLAGS = {
    r: { read: true },
    rs: { read: true },
    "r+": { read: true, write: true },
    "rs+": { read: true, write: true },
    w: { write: true, create: true, truncate: true },
    wx: { write: true, create: true, truncate: true, exclusive: true },
    "w+": { read: true, write: true, create: true, truncate: true },
    "wx+": { read: true, write: true, create: true, truncate: true, exclusive: true },
    a: { write: true, append: true, create: true },
    ax: { write: true, append: true, create: true, exclusive: true },
    "a+": { read: true, write: true, append: true, create: true },
    as: { write: true, append: true, create: true },
    "ax+": { read: true, write: true, append: true, create: true, exclusive: true },
  };
  const flagsOf = (f) => {
    if (typeof f === "number")
      return {
        read: (f & 3) !== 1,
        write: (f & 3) !== 0,
        create: !!(f & 64),
        exclusive: !!(f & 128),
        truncate: !!(f & 512),
        append: !!(f & 1024),
      };
    const r = FLAGS[f === undefined || f === null ? "r" : f];
    if (!r)
      throw errors.nodeError(TypeError, "ERR_INVALID_ARG_VALUE", `The argument 'flags' is invalid. Received '${f}'`);
    return r;
  };
  const modeOf = (m, d) => (m === undefined || m === null ? d : typeof m === "string" ? Number.parseInt(m, 8) : m);
  const path = () => internal.require("path");
  /** Reads a descriptor that may have to wait: standard input, a terminal, a pipe. */
  const readWaiting = (what, fd, length) => {
    const r = raw("fd.readLeft", [fd, length]) ?? internal.wait(what, "fd.readAhead", [fd, length]);
    if (r && r.$error) throw errors.systemError("read", r.$error);
    return r === null ? Buffer.alloc(0) : Buffer.from(r);
  };

  const isDirectory = (errno, code, syscall, p, why) => {
    const e = errors.nodeError(
      Error,
      "ERR_FS_EISDIR",
      `Path is a directory: ${syscall} returned ${code} (${why}) ${p}`,
    );
    Object.defineProperty(e, "name", { value: "SystemError", enumerable: false, configurable: true, writable: true });
    return Object.assign(e, { info: { code, message: why, path: p, syscall, errno }, errno, syscall, path: p });
  };
  const checkEncoding = (enc) => {
    if (enc && enc !== "buffer" && !Buffer.isEncoding(enc))
      throw errors.nodeError(
        TypeError,
        "ERR_INVALID_ARG_VALUE",
        `The argument 'encoding' is invalid encoding. Received ${internal.require("inspect").inspect(enc)}`,
      );
    return enc;
  };
  const STANDARD_INPUT = /^\/(?:dev\/(?:stdin|tty|fd\/0)|proc\/self\/fd\/0)$/;
  const sync = {
    stat(p, o = {}) {
      p = toPath(p);
      const r = raw("fs.stat", [p]);
      if (r.$error) {
        if (o && o.throwIfNoEntry === false && r.$error.code === "ENOENT") return undefined;
        throw errors.systemError("stat", r.$error, p);
      }
      return new Stats(r, o && o.bigint);
    },
    lstat(p, o = {}) {
      p = toPath(p);
      const r = raw("fs.lstat", [p]);
      if (r.$error) {
        if (o && o.throwIfNoEntry === false && r.$error.code === "ENOENT") return undefined;
        throw errors.systemError("lstat", r.$error, p);
      }
      return new Stats(r, o && o.bigint);
    },
    fstat: (fd, o) => new Stats(sys("fstat", undefined, undefined, "fs.fstat", [fd]), o && o.bigint),
    access(p, mode = 0) {
      p = toPath(p);
      sys("access", p, undefined, "fs.stat", [p]);
      const want = (mode & 4 ? "r" : "") + (mode & 2 ? "w" : "") + (mode & 1 ? "x" : "");
      if (want && !raw("fs.access", [p, want])) throw errors.systemError("access", { code: "EACCES" }, p);
    },
    readFile(p, o) {
      const enc = checkEncoding(encodingOf(o));
      if (typeof p === "number" && !Number.isInteger(p)) toPath(p);
      let bytes;
      if (typeof p === "number") {
        const parts = [];
        for (;;) {
          const part =
            p < 3
              ? readWaiting("fs.readFileSync of standard input", p, 65536)
              : sys("read", undefined, undefined, "fs.read", [p, 65536, null]);
          if (!part.byteLength) break;
          parts.push(Buffer.from(part));
        }
        bytes = Buffer.concat(parts);
      } else {
        const name = toPath(p);
        if (STANDARD_INPUT.test(name)) return sync.readFile(0, o);
        const r = raw("fs.readFile", [name]);
        if (r.$error)
          throw r.$error.code === "EISDIR"
            ? errors.systemError("read", r.$error)
            : errors.systemError("open", r.$error, name);
        bytes = Buffer.from(r);
      }
      return enc && enc !== "buffer" ? bytes.toString(enc) : bytes;
    },
    writeFile(p, data, o) {
      const enc = encodingOf(o) || "utf8";
      const b = bytesOf(data, enc);
      if (typeof p === "number") {
        sys("write", undefined, undefined, "fs.write", [p, null], b);
        return;
      }
      const name = toPath(p);
      const flag = (o && o.flag) || "w";
      if (flag === "w") sys("open", name, undefined, "fs.writeFile", [name, modeOf(o && o.mode, 0o666)], b);
      else {
        const fd = sync.open(name, flag, o && o.mode);
        try {
          sync.write(fd, b);
        } finally {
          sync.close(fd);
        }
      }
    },
    appendFile(p, data, o) {
      const b = bytesOf(data, encodingOf(o) || "utf8");
      if (typeof p === "number") {
        sys("write", undefined, undefined, "fs.write", [p, null], b);
        return;
      }
      const name = toPath(p);
      sys("open", name, undefined, "fs.appendFile", [name, modeOf(o && o.mode, 0o666)], b);
    },
    open(p, flags, mode) {
      const name = toPath(p);
      if (STANDARD_INPUT.test(name)) return 0;
      return sys("open", name, undefined, "fs.open", [name, flagsOf(flags), modeOf(mode, 0o666)]);
    },
    close: (fd) => void (fd > 2 && sys("close", undefined, undefined, "fs.close", [fd])),
    read(fd, buffer, offset, len, position) {
      if (typeof offset === "object" && offset !== null) ({ offset = 0, length: len, position } = offset);
      offset = offset || 0;
      if (len === undefined) len = buffer.byteLength - offset;
      const at = position === undefined || position === -1 || position === null ? null : Number(position);
      const r =
        fd < 3
          ? readWaiting("fs.readSync of standard input", fd, len)
          : Buffer.from(sys("read", undefined, undefined, "fs.read", [fd, len, at]));
      new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).set(r, offset);
      return r.length;
    },
    write(fd, data, a, b, c) {
      let bytes;
      let position = null;
      if (typeof data === "string") {
        bytes = Buffer.from(data, typeof b === "string" ? b : "utf8");
        if (typeof a === "number") position = a;
      } else {
        const off = a || 0;
        bytes = Buffer.from(data.buffer, data.byteOffset + off, b === undefined ? data.byteLength - off : b);
        if (typeof c === "number") position = c;
      }
      return sys("write", undefined, undefined, "fs.write", [fd, position], bytes);
    },
    fsync() {},
    fdatasync() {},
    ftruncate: (fd, n = 0) => void sys("ftruncate", undefined, undefined, "fs.ftruncate", [fd, n]),
    truncate(p, n = 0) {
      p = toPath(p);
      sys("open", p, undefined, "fs.truncate", [p, n]);
    },
    readdir(p, o) {
      p = toPath(p);
      const list = sys("scandir", p, undefined, "fs.readdir", [p]);
      if (o && o.recursive) {
        const out = [];
        const visit = (dir, prefix) => {
          for (const e of sys("scandir", dir, undefined, "fs.readdir", [dir])) {
            out.push(o.withFileTypes ? new Dirent(e.name, e.kind, dir) : prefix + e.name);
            if (e.kind === "directory") todo.push([`${dir}/${e.name}`, `${prefix}${e.name}/`]);
          }
        };
        const todo = [[p, ""]];
        for (let next = todo.shift(); next; next = todo.shift()) visit(...next);
        return out;
      }
      if (o && o.withFileTypes) return list.map((e) => new Dirent(e.name, e.kind, p));
      return list.map((e) => (encodingOf(o) === "buffer" ? Buffer.from(e.name) : e.name));
    },
    mkdir(p, o) {
      p = toPath(p);
      const recursive = o && typeof o === "object" && o.recursive;
      const mode = modeOf(typeof o === "object" && o ? o.mode : o, 0o777);
      if (!recursive) {
        sys("mkdir", p, undefined, "fs.mkdir", [p, mode]);
        return undefined;
      }
      let first;
      for (let d = p; d !== "." && d !== ""; d = path().dirname(d)) {
        if (raw("fs.exists", [d])) break;
        first = d;
      }
      sys("mkdir", p, undefined, "fs.mkdirs", [p, mode]);
      return first;
    },
    mkdtemp(prefix) {
      const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
      const name =
        toPath(prefix, "prefix") + Array.from({ length: 6 }, () => letters[Math.floor(Math.random() * 62)]).join("");
      sys("mkdtemp", `${prefix}XXXXXX`, undefined, "fs.mkdir", [name, 0o700]);
      return name;
    },
    rmdir(p, o) {
      p = toPath(p);
      if (o && o.recursive) sys("rm", p, undefined, "fs.removeAll", [p]);
      else sys("rmdir", p, undefined, "fs.rmdir", [p]);
    },
    rm(p, o = {}) {
      p = toPath(p);
      const r = raw("fs.lstat", [p]);
      if (r.$error) {
        if (o.force && r.$error.code === "ENOENT") return;
        throw errors.systemError("rm", r.$error, p).code === "ENOENT"
          ? errors.systemError("lstat", r.$error, p)
          : errors.systemError("rm", r.$error, p);
      }
      if (r.kind === "directory" && !o.recursive) {
        throw isDirectory(21, "EISDIR", "rm", p, "is a directory");
      }
      if (r.kind === "directory") sys("rm", p, undefined, "fs.removeAll", [p]);
      else sys("unlink", p, undefined, "fs.unlink", [p]);
    },
    unlink(p) {
      p = toPath(p);
      sys("unlink", p, undefined, "fs.unlink", [p]);
    },
    rename(a, b) {
      a = toPath(a, "oldPath");
      b = toPath(b, "newPath");
      sys("rename", a, b, "fs.rename", [a, b]);
    },
    copyFile(a, b, mode = 0) {
      a = toPath(a, "src");
      b = toPath(b, "dest");
      if (mode & 1 && raw("fs.exists", [b])) throw errors.systemError("copyfile", { code: "EEXIST" }, a, b);
      const r = raw("fs.readFile", [a]);
      if (r.$error) throw errors.systemError("copyfile", r.$error, a, b);
      const s = raw("fs.stat", [a]);
      sys("copyfile", a, b, "fs.writeFile", [b, s.mode & 0o777], Buffer.from(r));
    },
    cp(a, b, o = {}) {
      a = toPath(a);
      b = toPath(b);
      const s = sync.lstat(a);
      if (o.filter && !o.filter(a, b)) return;
      if (s.isDirectory()) {
        if (!o.recursive) throw isDirectory(22, "EISDIR", "cp", a, `${a} is a directory (not copied)`);
        sync.mkdir(b, { recursive: true });
        for (const n of sync.readdir(a)) sync.cp(`${a}/${n}`, `${b}/${n}`, o);
      } else if (s.isSymbolicLink()) sync.symlink(sync.readlink(a), b);
      else if (o.force === false && raw("fs.exists", [b])) {
        if (o.errorOnExist) throw errors.nodeError(Error, "ERR_FS_CP_EEXIST", `Target already exists: ${b}`);
      } else {
        sync.mkdir(path().dirname(path().resolve(b)), { recursive: true });
        sync.copyFile(a, b);
      }
    },
    symlink(target, p) {
      target = toPath(target, "target");
      p = toPath(p);
      sys("symlink", target, p, "fs.symlink", [target, p]);
    },
    link(a, b) {
      a = toPath(a);
      b = toPath(b);
      sys("link", a, b, "fs.link", [a, b]);
    },
    readlink(p) {
      p = toPath(p);
      return sys("readlink", p, undefined, "fs.readlink", [p]);
    },
    realpath(p) {
      p = toPath(p);
      return sys("lstat", path().resolve(p), undefined, "fs.realpath", [p]);
    },
    chmod(p, m) {
      p = toPath(p);
      sys("chmod", p, undefined, "fs.chmod", [p, modeOf(m, 0)]);
    },
    fchmod() {},
    chown(p, u, g) {
      p = toPath(p);
      sys("chown", p, undefined, "fs.chown", [p, u, g, false]);
    },
    lchown(p, u, g) {
      p = toPath(p);
      sys("lchown", p, undefined, "fs.chown", [p, u, g, true]);
    },
    utimes(p, _a, m) {
      p = toPath(p);
      const t = m instanceof Date ? m.getTime() * 1000 : typeof m === "string" ? Number(m) * 1e6 : m * 1e6;
      sys("utime", p, undefined, "fs.utimes", [p, t]);
    },
    futimes() {},
    statfs: () => ({ type: 61267, bsize: 4096, blocks: 1e7, bfree: 5e6, bavail: 5e6, files: 1e6, ffree: 9e5 }),
    opendir(p) {
      p = toPath(p);
      const list = sys("opendir", undefined, undefined, "fs.readdir", [p]).map((e) => new Dirent(e.name, e.kind, p));
      return {
        path: p,
        readSync: () => list.shift() || null,
        read: async () => list.shift() || null,
        closeSync() {},
        async close() {},
        async *[Symbol.asyncIterator]() {
          yield* list;
        },
      };
    },
  };
  sync.realpath.native = sync.realpath;
  /** Which of a call's ways it failed on. */
  const placeName = (name, e, args) => {
    const utf8 = /^utf-?8$/i.test(encodingOf(args[name === "readFile" ? 1 : 2]) || (name === "readFile" ? "" : "utf8"));
    if (name === "readFile")
      return utf8
        ? e.syscall === "read"
          ? "readFileDirUtf8"
          : "readFileUtf8"
        : e.syscall === "read"
          ? "readFileDir"
          : "readFile";
    if (name === "writeFile") return typeof args[1] === "string" && utf8 ? "writeFileUtf8" : "writeFileBuf";
    if (name === "appendFile") return "append";
    if (name === "readdir" && args[1] && args[1].recursive) return "readdirR";
    return name;
  };

  const promises = {};
  /** An asynchronous call's error has no stack of its own. */
  const withoutStack = (e) => {
    if (e && e.syscall)
      Object.defineProperty(e, "stack", {
        value: `${errors.header(e)}`,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    return e;
  };
  const later = (run, name) => {
    const callers = internal.asyncCallers();
    return new Promise((resolve, reject) => {
      internal.start("later", [], undefined, () => {
        try {
          resolve(run());
        } catch (e) {
          reject(internal.require("fs_places").rejected(withoutStack(e), name, callers));
        }
      });
    });
  };
  for (const name of Object.keys(sync)) {
    exports[`${name}Sync`] = {
      [`${name}Sync`](...args) {
        try {
          return sync[name](...args);
        } catch (e) {
          throw internal.require("fs_places").thrown(e, placeName(name, e, args));
        }
      },
    }[`${name}Sync`];
    exports[name] = (...args) => {
      const last = args.at(-1);
      if (typeof last !== "function") throw errors.invalidArgType("cb", "function", args.length > 1 ? last : undefined);
      const cb = args.pop();
      if (typeof args[0] !== "number") toPath(args[0]);
      internal.start("later", [], undefined, () => {
        let value;
        try {
          value = sync[name](...args);
        } catch (e) {
          if (e === internal.exitSentinel) throw e;
          cb(withoutStack(e));
          return;
        }
        if (name === "read" || name === "write") cb(null, value, args[1]);
        else if (value === undefined) cb(null);
        else cb(null, value);
      });
    };
    promises[name] = (...args) => {
      if (args[0] instanceof FileHandle) args[0] = args[0].fd;
      return later(() => sync[name](...args), name);
    };
  }
  exports.existsSync = (p) => {
    try {
      return raw("fs.exists", [toPath(p)]);
    } catch {
      return false;
    }
  };
  exports.exists = (p, cb) => internal.start("later", [], undefined, () => cb(exports.existsSync(p)));
  exports.exists[Symbol.for("nodejs.util.promisify.custom")] = (p) => later(() => exports.existsSync(p));
  exports.readvSync = undefined;
  delete exports.readvSync;

  const EE = internal.require("events");
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
        .createInterface({ input: exports.createReadStream(null, { fd: this.fd, ...o }), crlfDelay: Infinity });
    }
    createReadStream(o) {
      return exports.createReadStream(null, { ...o, fd: this.fd });
    }
    createWriteStream(o) {
      return exports.createWriteStream(null, { ...o, fd: this.fd });
    }
    [Symbol.asyncDispose || Symbol.for("Symbol.asyncDispose")]() {
      return this.close();
    }
  }
  promises.open = (...a) => later(() => new FileHandle(sync.open(...a)), "open");
  promises.constants = F;
  for (const n of ["close", "read", "write", "fsync", "fdatasync", "ftruncate", "fstat", "exists", "fchmod", "futimes"])
    delete promises[n];
  exports.promises = promises;

  const { Readable, Writable } = internal.require("stream");
  class ReadStream extends Readable {
    constructor(p, o) {
      if (typeof o === "string") o = { encoding: o };
      o = o || {};
      super({ highWaterMark: o.highWaterMark || 65536, encoding: o.encoding, emitClose: o.emitClose });
      this.fd = typeof o.fd === "number" ? o.fd : o.fd ? o.fd.fd : null;
      this.path = p === null ? undefined : toPath(p);
      this.flags = o.flags || "r";
      this.mode = o.mode === undefined ? 0o666 : o.mode;
      this.start = o.start;
      this.end = o.end === undefined ? Infinity : o.end;
      this.pos = o.start;
      this.bytesRead = 0;
      this.opening = this.fd === null;
      if (this.opening)
        internal.start("later", [], undefined, () => {
          try {
            this.fd = sync.open(this.path, this.flags, this.mode);
          } catch (e) {
            Object.defineProperty(e, "stack", {
              value: errors.header(e),
              writable: true,
              configurable: true,
              enumerable: false,
            });
            this.destroy(e);
            return;
          }
          this.opening = false;
          this.emit("open", this.fd);
          this.emit("ready");
          if (this.wanted) this._read(this.wanted);
        });
      this.wanted = 0;
      for (const k of ["opening", "wanted"]) Object.defineProperty(this, k, { enumerable: false });
    }
    _read(n) {
      if (this.fd === null) {
        this.wanted = n;
        return;
      }
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
    close(cb) {
      if (cb) this.once("close", cb);
      this.destroy();
    }
    _destroy(e, cb) {
      if (this.fd !== null && this.fd > 2) {
        try {
          sync.close(this.fd);
        } catch {}
      }
      this.fd = null;
      cb(e);
    }
  }
  class WriteStream extends Writable {
    constructor(p, o) {
      if (typeof o === "string") o = { encoding: o };
      o = o || {};
      super({ highWaterMark: o.highWaterMark, defaultEncoding: o.encoding, emitClose: o.emitClose });
      this.fd = typeof o.fd === "number" ? o.fd : o.fd ? o.fd.fd : null;
      this.path = p === null ? undefined : toPath(p);
      this.flags = o.flags || "w";
      this.mode = o.mode === undefined ? 0o666 : o.mode;
      this.start = o.start;
      this.pos = o.start;
      this.bytesWritten = 0;
      if (this.fd === null) {
        this._constructing = true;
        internal.start("later", [], undefined, () => {
          try {
            this.fd = sync.open(this.path, this.flags, this.mode);
          } catch (e) {
            Object.defineProperty(e, "stack", {
              value: errors.header(e),
              writable: true,
              configurable: true,
              enumerable: false,
            });
            this._constructing = false;
            this.destroy(e);
            return;
          }
          this._constructing = false;
          this.emit("open", this.fd);
          this.emit("ready");
          if (this._writableState.queue.length || this._writableState.ending) {
            this.cork();
            this.uncork();
          }
        });
      }
      Object.defineProperty(this, "_constructing", { enumerable: false, writable: true, value: this._constructing });
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
    close(cb) {
      if (cb) this.once("close", cb);
      this.end();
    }
    _destroy(e, cb) {
      if (this.fd !== null && this.fd > 2) {
        try {
          sync.close(this.fd);
        } catch {}
      }
      this.fd = null;
      cb(e);
    }
  }
  exports.ReadStream = ReadStream;
  exports.WriteStream = WriteStream;
  exports.createReadStream = (p, o) => new ReadStream(p, o);
  exports.createWriteStream = (p, o) => new WriteStream(p, o);
  exports.Stats = Stats;
  exports.Dirent = Dirent;
  exports.constants = F;
  Object.assign(exports, { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 });

  // Watching.
  class FSWatcher extends EE {
    constructor(p, recursive) {
      super();
      const base = path().resolve(p);
      const known = new Map();
      const isFolder = raw("fs.stat", [base]).kind === "directory";
      const list = () => new Set((isFolder ? raw("fs.readdir", [base]) : []).map((e) => e.name));
      let names = list();
      void known;
      let told = new Set();
      this.id = internal.listen((_f, { changed }) => {
        const name = isFolder ? path().relative(base, changed) : path().basename(base);
        if (!name || name.startsWith("..")) return;
        if (isFolder && !recursive && name.includes("/")) return;
        const now = list();
        const top = name.split("/")[0];
        const type = isFolder && !name.includes("/") && now.has(top) !== names.has(top) ? "rename" : "change";
        names = now;
        if (told.has(name)) return;
        told.add(name);
        internal.nextTick(() => {
          told = new Set();
        }, []);
        this.emit("change", type, name);
      });
      internal.call("fs.watch", base, this.id);
      this.held = true;
      internal.addRef();
      for (const k of ["id", "held"]) Object.defineProperty(this, k, { enumerable: false, writable: true });
    }
    close() {
      if (this.id === undefined) return;
      internal.call("fs.unwatch", this.id);
      internal.unlisten(this.id);
      this.id = undefined;
      this.unref();
      internal.nextTick(() => this.emit("close"), []);
    }
    ref() {
      if (!this.held) internal.addRef();
      this.held = true;
      return this;
    }
    unref() {
      if (this.held) internal.release();
      this.held = false;
      return this;
    }
  }
  exports.watch = (p, o, fn) => {
    if (typeof o === "function") {
      fn = o;
      o = {};
    }
    p = toPath(p, "filename");
    sys("watch", p, undefined, "fs.stat", [p]);
    const w = new FSWatcher(p, o && o.recursive);
    if (o && o.persistent === false) w.unref();
    if (fn) w.on("change", fn);
    if (o && o.signal) o.signal.addEventListener("abort", () => w.close(), { once: true });
    return w;
  };
  promises.watch = (p, o) => {
    const w = exports.watch(p, o || {});
    const events = EE.on(w, "change");
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        const { value, done } = await events.next();
        return done ? { value: undefined, done } : { value: { eventType: value[0], filename: value[1] }, done };
      },
      async return() {
        w.close();
        return { value: undefined, done: true };
      },
    };
  };
  const polled = new Map();
  exports.watchFile = (p, o, fn) => {
    if (typeof o === "function") {
      fn = o;
      o = {};
    }
    const name = path().resolve(toPath(p));
    const none = () => new Stats({ dev: 0, mode: 0, nlink: 0, uid: 0, gid: 0, ino: 0, size: 0, mtime: 0, kind: "" });
    let before = sync.stat(name, { throwIfNoEntry: false }) || none();
    const t = setInterval(
      () => {
        const now = sync.stat(name, { throwIfNoEntry: false }) || none();
        if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) fn(now, before);
        before = now;
      },
      (o && o.interval) || 5007,
    );
    if (o && o.persistent === false) t.unref();
    polled.set(name, (polled.get(name) || []).concat({ fn, t }));
    return new EE();
  };
  exports.unwatchFile = (p, fn) => {
    const name = path().resolve(toPath(p));
    for (const w of polled.get(name) || []) if (!fn || w.fn === fn) clearInterval(w.t);
    polled.delete(name);
  };
}
