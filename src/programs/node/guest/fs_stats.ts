// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What is told of a file: `Stats`, `Dirent`. */
export function guestFsStats(exports, internal) {
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
      this.mode = n((s.mode & 0o7777) | (s.device ? MODE.device : MODE[s.kind] || (s.kind && 0o100000)));
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
    value: function (depth, o, inspect) {
      const { name, parentPath, path } = this;
      const shown = { name, parentPath, path, [Symbol("type")]: KINDS[this[kind]] || 0 };
      const C = { Dirent() {} }.Dirent;
      Object.defineProperty(C, Symbol.hasInstance, { value: () => true });
      return inspect(Object.defineProperty(shown, "constructor", { value: C, enumerable: false }), { ...o, depth });
    },
    enumerable: false,
  });
  Object.assign(exports, { Stats, Dirent });
}
