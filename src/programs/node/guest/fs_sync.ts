// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The file calls themselves. Each works at once; the callbacks and promises are made of these. */
export function guestFsSync(exports, internal) {
  const { errors, raw } = internal;
  const { toPath, bytesOf, encodingOf, sys, flagsOf, modeOf } = internal.require("fs_words");
  const { Stats, Dirent } = internal.require("fs_stats");
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
  /** Where what is open lies. */
  const places = new Map();
  const placeOf = (fd, syscall) => {
    if (!places.has(fd)) throw errors.systemError(syscall, { code: "EBADF" });
    return places.get(fd);
  };
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
      const fd = sys("open", name, undefined, "fs.open", [name, flagsOf(flags), modeOf(mode, 0o666)]);
      places.set(fd, path().resolve(name));
      return fd;
    },
    close(fd) {
      if (fd > 2) sys("close", undefined, undefined, "fs.close", [fd]);
      places.delete(fd);
    },
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
    readv(fd, buffers, position) {
      let got = 0;
      for (const b of buffers) {
        const n = sync.read(fd, b, 0, b.byteLength, typeof position === "number" ? position + got : null);
        got += n;
        if (n < b.byteLength) break;
      }
      return got;
    },
    writev(fd, buffers, position) {
      let put = 0;
      for (const b of buffers)
        put += sync.write(fd, b, 0, b.byteLength, typeof position === "number" ? position + put : null);
      return put;
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
    fchmod: (fd, m) => sync.chmod(placeOf(fd, "fchmod"), m),
    fchown: (fd, u, g) => sync.chown(placeOf(fd, "fchown"), u, g),
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
    futimes: (fd, a, m) => sync.utimes(placeOf(fd, "futime"), a, m),
    statfs: () => ({ type: 61267, bsize: 4096, blocks: 1e7, bfree: 5e6, bavail: 5e6, files: 1e6, ffree: 9e5 }),
    opendir(p) {
      p = toPath(p);
      const list = sys("opendir", undefined, undefined, "fs.readdir", [p]).map((e) => new Dirent(e.name, e.kind, p));
      return new (internal.require("fs_dir").Dir)(p, list);
    },
  };
  sync.realpath.native = sync.realpath;
  exports.sync = sync;
}
